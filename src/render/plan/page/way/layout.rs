//! Where the boxes of the way stand: in columns by phase, in lanes by section, each to the right of
//! what it waits for.

use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::ops::Range;

use rustc_hash::FxHashMap;

use crate::knowledge::vocabulary::{Keyword as _, Section};
use crate::view::plan::{PlanStepView, PlanView};
use crate::view::progress::DoneView;

/// A step in its place. Rows are counted within its lane.
pub(super) struct Node<'a> {
    pub step: Step<'a>,
    /// The nodes that it waits for, all of them before it.
    pub waits_for: Vec<usize>,
    pub column: usize,
    pub row: usize,
}

#[derive(Clone, Copy)]
pub(super) enum Step<'a> {
    Planned(&'a PlanStepView),
    Done(&'a DoneView),
}

impl<'a> Step<'a> {
    pub fn id(&self) -> &'a str {
        match self {
            Self::Planned(step) => &step.id,
            Self::Done(step) => &step.id,
        }
    }

    pub fn title(&self) -> &'a str {
        match self {
            Self::Planned(step) => &step.title,
            Self::Done(step) => &step.title,
        }
    }

    pub fn section(&self) -> Section {
        match self {
            Self::Planned(step) => step.section,
            Self::Done(step) => step.section,
        }
    }

    pub fn is_critical(&self) -> bool {
        matches!(self, Self::Planned(step) if step.critical)
    }
}

/// A phase, or what is finished, with its columns.
pub(super) struct Part<'a> {
    pub name: &'a str,
    pub columns: Range<usize>,
}

pub(super) struct Lane {
    pub section: Section,
    pub rows: usize,
}

pub(super) struct Layout<'a> {
    pub nodes: Vec<Node<'a>>,
    pub parts: Vec<Part<'a>>,
    /// Those with steps, from the top to the bottom.
    pub lanes: Vec<Lane>,
    /// The nodes by the ids of their steps.
    by_id: FxHashMap<&'a str, usize>,
}

impl<'a> Layout<'a> {
    pub fn new(plan: &'a PlanView) -> Self {
        let (nodes, parts, lanes) = (Vec::new(), Vec::new(), Vec::new());
        let mut layout = Self { nodes, parts, lanes, by_id: FxHashMap::default() };
        let done: Vec<Step> = plan.done.iter().map(Step::Done).collect();
        layout.part("Finished", &done);
        for phase in plan.steps.chunk_by(|a, b| a.phase == b.phase) {
            let steps: Vec<Step> = phase.iter().map(Step::Planned).collect();
            layout.part(&phase[0].phase, &steps);
        }
        layout.lanes = Section::ALL.iter().filter_map(|&it| layout.lane(it)).collect();
        layout.rows();
        layout
    }

    /// Adds steps to the right of all others.
    fn part(&mut self, name: &'a str, steps: &[Step<'a>]) {
        let first = self.parts.last().map_or(0, |part| part.columns.end);
        let before = self.nodes.len();
        let mut full: BTreeMap<(usize, Section), usize> = BTreeMap::new();
        for &step in steps {
            let waits_for = self.waits_for(step);
            let after = waits_for.iter().map(|&earlier| self.nodes[earlier].column + 1).max();
            let section = step.section();
            let most = most_rows(steps.iter().filter(|it| it.section() == section).count());
            let mut column = after.unwrap_or(first).max(first);
            while full.get(&(column, section)).is_some_and(|&rows| rows == most) {
                column += 1;
            }
            *full.entry((column, section)).or_default() += 1;
            self.by_id.entry(step.id()).or_insert(self.nodes.len());
            self.nodes.push(Node { step, waits_for, column, row: 0 });
        }
        if let Some(last) = self.nodes[before..].iter().map(|node| node.column).max() {
            self.parts.push(Part { name, columns: first..last + 1 });
        }
    }

    /// What a step waits for, as far as it has a place.
    fn waits_for(&self, step: Step) -> Vec<usize> {
        let Step::Planned(step) = step else { return Vec::new() };
        step.waits_for.iter().filter_map(|id| self.by_id.get(id.as_str()).copied()).collect()
    }

    /// A lane as high as its fullest column; `None` without steps.
    fn lane(&self, section: Section) -> Option<Lane> {
        let own = self.nodes.iter().filter(|node| node.step.section() == section);
        let mut rows: BTreeMap<usize, usize> = BTreeMap::new();
        own.for_each(|node| *rows.entry(node.column).or_default() += 1);
        rows.into_values().max().map(|rows| Lane { section, rows })
    }

    /// Gives each node the free row that is nearest to the middle of what it waits for (the
    /// barycentre of Sugiyama, Tagawa and Toda, "Methods for visual understanding of hierarchical
    /// system structures", IEEE Transactions on Systems, Man and Cybernetics 11, 1981), so that few
    /// lines cross.
    fn rows(&mut self) {
        let mut boxes: BTreeMap<(usize, Section), Vec<usize>> = BTreeMap::new();
        for (number, node) in self.nodes.iter().enumerate() {
            boxes.entry((node.column, node.step.section())).or_default().push(number);
        }
        let mut first_row = 0;
        let lanes: BTreeMap<Section, Range<usize>> = self
            .lanes
            .iter()
            .map(|lane| {
                first_row += lane.rows;
                (lane.section, first_row - lane.rows..first_row)
            })
            .collect();
        for ((_, section), here) in boxes {
            let lane = &lanes[&section];
            let height = |node: &Node| (lanes[&node.step.section()].start + node.row) as f64;
            let middle = |node: &Node| {
                let rows = node.waits_for.iter().map(|&earlier| height(&self.nodes[earlier]));
                let number = node.waits_for.len();
                (number > 0).then(|| rows.sum::<f64>() / number as f64)
            };
            let mut here: Vec<(usize, f64)> = here
                .into_iter()
                .map(|it| {
                    let wanted =
                        middle(&self.nodes[it]).map_or(0.0, |middle| middle - lane.start as f64);
                    (it, wanted.clamp(0.0, (lane.len() - 1) as f64))
                })
                .collect();
            here.sort_by(|a, b| a.1.partial_cmp(&b.1).unwrap_or(Ordering::Equal));
            let mut free: Vec<usize> = (0..lane.len()).collect();
            for (left, (node, wanted)) in (1..=here.len()).rev().zip(here) {
                // Those below keep their order, so as many rows are left to them.
                let choice = &free[..=free.len() - left];
                let distance = |row: usize| (row as f64 - wanted).abs();
                let nearest = (0..choice.len())
                    .min_by(|&a, &b| distance(choice[a]).total_cmp(&distance(choice[b])))
                    .unwrap_or_default();
                self.nodes[node].row = free[nearest];
                free.drain(..=nearest);
            }
        }
    }
}

/// So many steps of a lane stand below each other at most, in a phase that has so many.
fn most_rows(steps: usize) -> usize {
    steps.isqrt().max(4)
}
