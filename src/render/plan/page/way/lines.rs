//! Which lines the way has, and how they run: in the free strips between the rows of boxes.

use itertools::Itertools as _;
use rustc_hash::FxHashSet;

use crate::render::plan::direct::direct;
use crate::render::plan::page::way::layout::Node;
use crate::render::plan::page::way::place::{BOX, GAP, Place};
use crate::view::plan::PlanView;

/// A line from a step to one that waits for it.
pub(super) struct Line {
    pub from: usize,
    pub to: usize,
    pub critical: bool,
}

/// The lines from what each step waits for directly.
pub(super) fn lines(plan: &PlanView, nodes: &[Node]) -> Vec<Line> {
    let direct = direct(&plan.steps);
    let of_node = |(to, node): (usize, &Node)| {
        let ids: FxHashSet<&str> =
            direct.get(node.step.id()).into_iter().flatten().copied().collect();
        let from = node.waits_for.iter().copied();
        let from = from.filter(|&from| ids.contains(nodes[from].step.id()));
        let critical = |from: usize| nodes[from].step.is_critical() && node.step.is_critical();
        from.map(|from| Line { from, to, critical: critical(from) }).collect_vec()
    };
    nodes.iter().enumerate().flat_map(of_node).collect()
}

/// The path of a line: straight over to the next column, else along a strip beside the row where it
/// begins, so that all lines from a box share their way.
pub(super) fn path(line: &Line, places: &[Place]) -> String {
    /// So far a line keeps from the one of the next box in the same strip.
    const APART: f64 = 3.0;
    let (from, to) = (places[line.from], places[line.to]);
    let (left, right) = (from.x + BOX.0, to.x);
    let (start, end) = (from.y + BOX.1 / 2.0, to.y + BOX.1 / 2.0);
    if right - left < BOX.0 {
        let middle = f64::midpoint(left, right);
        return format!("M{left} {start}C{middle} {start} {middle} {end} {right} {end}");
    }
    let track = (line.from % 5) as f64 - 2.0;
    let strip = APART * track
        + if end < start { from.y - GAP.1 / 2.0 } else { from.y + BOX.1 + GAP.1 / 2.0 };
    // Both bends keep to the free columns beside the boxes.
    let (out, back) = (left + GAP.0, right - GAP.0);
    let (rise, fall) = (f64::midpoint(left, out), f64::midpoint(back, right));
    format!(
        "M{left} {start}C{rise} {start} {rise} {strip} {out} {strip}\
         H{back}C{fall} {strip} {fall} {end} {right} {end}"
    )
}
