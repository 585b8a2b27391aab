//! Small generated worlds. Requirements may point anywhere, so that there are circles.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;

use jiff::civil::date;
use proptest::collection::{btree_map, btree_set, vec};
use proptest::option;
use proptest::prelude::{Just, Strategy, any, prop, prop_oneof};

use crate::knowledge::entry;
use crate::knowledge::hours::Hours;
use crate::knowledge::market::Market;
use crate::knowledge::model::{
    Competency, CompetencyId, Cost, Estimate, Item, ItemId, Kb, Listed, Skills, Step, StepId,
};
use crate::knowledge::vocabulary::{Basis, CostClass, Coverage, Kind, Level, Section};
use crate::planner::calendar::{Budget, Exception, Time};
use crate::planner::effort::Effort;
use crate::planner::goal::{Avoid, Goal};
use crate::planner::held::{Begun, Held};
use crate::planner::scenario::Scenario;
use crate::planner::target::Target;
use crate::planner::tests::market::{POST, markets, roles};

pub(super) const COMPETENCIES: usize = 4;

/// A knowledge base, a person, what they aim at, and the market for it.
#[derive(Debug, Clone)]
pub(super) struct World {
    pub(super) kb: Kb,
    pub(super) target: Arc<Target>,
    pub(super) know: Skills,
    /// Steps that were finished before `know` was said, and since.
    pub(super) before: BTreeSet<StepId>,
    pub(super) since: BTreeSet<StepId>,
    /// None of them done.
    pub(super) begun: BTreeMap<StepId, Begun>,
    pub(super) must: Vec<StepId>,
    pub(super) avoid: Vec<Avoid>,
    /// For scenarios only.
    pub(super) drop: Vec<StepId>,
    pub(super) market: Option<Arc<Market>>,
}

impl World {
    pub(super) fn held(&self) -> Held {
        let held = Held::new(&self.kb, &self.know, &self.before, &self.since);
        Held { begun: self.begun.clone(), ..held }
    }

    pub(super) fn goal(&self) -> Goal {
        let avoid = self.avoid.clone();
        let mut goal = Goal::new(&self.kb, &self.target, self.held(), &self.must, avoid);
        goal.outlook.market.clone_from(&self.market);
        goal
    }

    pub(super) fn scenario(&self, time: Time) -> Scenario {
        Scenario {
            target: Arc::clone(&self.target),
            held: self.held(),
            must: self.must.clone(),
            drop: self.drop.clone(),
            avoid: self.avoid.clone(),
            time,
            market: self.market.clone(),
            effort: Effort::default(),
        }
    }
}

/// Worlds of at most `most` steps. What is asked is mostly low and what is taught mostly high, so
/// that about two worlds in three have a plan, of several steps.
pub(super) fn worlds(most: usize) -> impl Strategy<Value = World> {
    vec(step(most), most / 2..=most).prop_flat_map(|steps| {
        let n = steps.len();
        (
            Just(steps),
            skills(&[Level::Aware, Level::Working, Level::Working, Level::Proficient], 1..5),
            btree_set(0..n, 0..3),
            skills(&[Level::Aware, Level::Working], 0..2),
            (btree_set(0..n, 0..2), btree_set(0..n, 0..2)),
            (btree_set(0..n, 0..2), begun(n)),
            prop_oneof![3 => Just(BTreeSet::new()), 1 => btree_set(0..n, 0..3)],
            (one_of(), any::<bool>()),
            (markets(COMPETENCIES), roles(COMPETENCIES)),
        )
            .prop_map(
                |(steps, needs, milestones, know, done, (must, begun), avoid, choice, market)| {
                    let (one_of, covers_guide) = choice;
                    let milestones = milestones.into_iter().map(StepId).collect();
                    let target = Target { one_of, milestones, covers_guide, ..target(needs) };
                    let mut world = build(steps, target, know, done, must, avoid);
                    let done = world.held().done;
                    let begun = begun.into_iter().map(|(step, begun)| (StepId(step), begun));
                    world.begun = begun.filter(|(step, _)| !done.contains(step)).collect();
                    (world.market, world.kb.roles) = market;
                    world
                },
            )
    })
}

/// Groups of which one is enough, in every second world.
fn one_of() -> impl Strategy<Value = Vec<Skills>> {
    let levels = &[Level::Aware, Level::Working, Level::Proficient];
    prop_oneof![Just(Vec::new()), vec(skills(levels, 1..4), 1..3)]
}

/// Worlds in which some of what is demanded is given up.
pub(super) fn worlds_with_drops(most: usize) -> impl Strategy<Value = World> {
    (worlds(most), any::<[bool; 4]>()).prop_map(|(mut world, dropped)| {
        let demanded = world.must.iter().chain(&world.target.milestones);
        let chosen = demanded.zip(dropped).filter(|(_, dropped)| *dropped);
        world.drop = chosen.map(|(&step, _)| step).collect();
        world
    })
}

/// A stretch of life: hours, start, exceptions, parallel.
pub(super) fn times() -> impl Strategy<Value = Time> {
    let exception = (0_i64..200, 0_i64..40, 0_u32..30);
    (1_u32..50, 0_i64..400, vec(exception, 0..3), 1_usize..5).prop_map(
        |(hours, start, exceptions, parallel)| {
            let start = date(2027, 1, 1) + jiff::Span::new().days(start);
            let mut from = start;
            let exceptions = exceptions
                .into_iter()
                .map(|(gap, length, hours)| {
                    let begin = from + jiff::Span::new().days(gap);
                    let until = begin + jiff::Span::new().days(length);
                    from = until + jiff::Span::new().days(1);
                    let budget = Budget::Weekly(Hours::whole(hours));
                    Exception { from: begin, until, budget, why: None }
                })
                .collect();
            Time::new(start, Budget::Weekly(Hours::whole(hours)), exceptions, parallel)
        },
    )
}

/// Steps in progress, in every second world.
fn begun(n: usize) -> impl Strategy<Value = BTreeMap<usize, Begun>> {
    let begun = (0_u32..30, 0_u32..40).prop_map(|(hours, days)| Begun {
        spent: Hours::whole(hours),
        weeks: days / 7,
        days,
    });
    prop_oneof![Just(BTreeMap::new()), btree_map(0..n, begun, 1..4)]
}

fn skills(levels: &'static [Level], count: Range<usize>) -> impl Strategy<Value = Skills> {
    let level = prop::sample::select(levels);
    btree_map((0..COMPETENCIES).prop_map(CompetencyId), level, count)
}

fn step(most: usize) -> impl Strategy<Value = Step> {
    let hours = (1_u32..40, 0_u32..20, 0_u32..40);
    let requires = prop_oneof![
        1 => Just(Skills::new()),
        2 => skills(&[Level::Aware, Level::Aware, Level::Working], 0..3),
    ];
    let teaches =
        skills(&[Level::Aware, Level::Working, Level::Proficient, Level::Proficient], 1..4);
    let order = (
        prop_oneof![3 => Just(BTreeSet::new()), 1 => btree_set(0..most, 0..2)],
        btree_set(0..most, 0..3),
    );
    let calendar = (
        prop::sample::select(vec![0_u32, 0, 0, 2, 6]),
        prop::sample::select(vec![false, false, false, false, true]),
        prop::sample::select(vec![vec![], vec![], vec![], vec![3, 9]]),
    );
    let cost = option::of(0_u32..3);
    let items = (0_usize..3, option::weighted(0.2, 0_usize..3));
    (requires, teaches, order, hours, calendar, (cost, kind()), items, any::<bool>()).prop_map(
        |(
            requires,
            teaches,
            (after, any_of),
            (likely, less, more),
            calendar,
            (usd, kind),
            items,
            order,
        )| {
            let (weeks, full_time, starts) = calendar;
            // A block of some weeks, mostly nearer to its high than to its low estimate.
            let scale = if full_time { 10 } else { 1 };
            let (likely, less) = (likely * scale, less * scale);
            let ids = |set: BTreeSet<usize>| set.into_iter().map(StepId).collect::<Vec<_>>();
            let plain = plain(requires, teaches);
            Step {
                after: if order { ids(after) } else { Vec::new() },
                after_any: if order { Vec::new() } else { ids(any_of) },
                item: ItemId(items.0),
                serves: items.1.map(ItemId).into_iter().collect(),
                entry: entry::Step {
                    kind,
                    hours: estimate(likely.saturating_sub(less).max(1), likely, likely + more),
                    cost: Cost {
                        class: [CostClass::Free, CostClass::Monthly, CostClass::Paid]
                            [usd.unwrap_or(2) as usize],
                        usd: usd.map(f64::from),
                        why: None,
                    },
                    weeks,
                    full_time,
                    starts,
                    ..plain.entry
                },
                ..plain
            }
        },
    )
}

fn kind() -> impl Strategy<Value = Kind> {
    let others = vec![
        Kind::Practice,
        Kind::Project,
        Kind::Competition,
        Kind::Event,
        Kind::Search,
        Kind::Interview,
    ];
    prop_oneof![Just(Kind::Course), prop::sample::select(others)]
}

fn plain(requires: Skills, teaches: Skills) -> Step {
    let entry = entry::Step {
        id: String::new(),
        aliases: Vec::new(),
        title: String::new(),
        section: Section::Skills,
        item: String::new(),
        serves: Vec::new(),
        beyond_guide: false,
        domain: None,
        kind: Kind::Course,
        requires: entry::Levels::new(),
        teaches: entry::Levels::new(),
        after: Vec::new(),
        after_any: Vec::new(),
        hours: estimate(1, 1, 1),
        weeks: 0,
        full_time: false,
        starts: Vec::new(),
        cost: Cost { class: CostClass::Free, usd: None, why: None },
        done_when: String::new(),
        earns: None,
        resources: Vec::new(),
        replaced_by: Vec::new(),
        origin: entry::Origin::default(),
    };
    Step {
        entry,
        item: ItemId(0),
        serves: Vec::new(),
        requires,
        teaches,
        after: Vec::new(),
        after_any: Vec::new(),
        replaced_by: Vec::new(),
    }
}

fn estimate(low: u32, likely: u32, high: u32) -> Estimate {
    let [low, likely, high] = [low, likely, high].map(Hours::whole);
    Estimate { low, likely, high, basis: Basis::Estimate, why: None, source: Vec::new() }
}

fn build(
    mut steps: Vec<Step>,
    target: Target,
    know: Skills,
    (before, since): (BTreeSet<usize>, BTreeSet<usize>),
    must: BTreeSet<usize>,
    avoid: BTreeSet<usize>,
) -> World {
    let n = steps.len();
    for (index, step) in steps.iter_mut().enumerate() {
        step.entry.id = format!("step-{index:02}");
        step.entry.title.clone_from(&step.entry.id);
        let exists = |other: &StepId| other.0 < n && other.0 != index;
        step.after.retain(exists);
        step.after_any.retain(exists);
    }
    World {
        kb: kb(steps),
        target: Arc::new(target),
        know,
        before: before.into_iter().map(StepId).collect(),
        since: since.into_iter().map(StepId).collect(),
        begun: BTreeMap::new(),
        must: must.into_iter().map(StepId).collect(),
        avoid: avoid.into_iter().map(|step| Avoid::Step(StepId(step))).collect(),
        drop: Vec::new(),
        market: None,
    }
}

fn kb(steps: Vec<Step>) -> Kb {
    Kb {
        items: items(),
        competencies: competencies(),
        steps,
        listed: Listed::default(),
        ..Kb::default()
    }
}

fn target(needs: Skills) -> Target {
    Target {
        id: "role".into(),
        name: "Role".into(),
        needs,
        one_of: Vec::new(),
        milestones: Vec::new(),
        covers_guide: true,
        optional: Vec::new(),
        posts: vec![POST.into()],
        legs: Vec::new(),
    }
}

/// Three items, of which a plan must serve the first.
fn items() -> Vec<Item> {
    let item = |index: usize| Item {
        id: format!("item-{index}"),
        section: [Section::Education, Section::Skills, Section::Experience][index],
        name: format!("Item {index}"),
        advice: None,
        words: Vec::new(),
        coverage: if index == 0 { Coverage::Required } else { Coverage::Optional },
        beside: index == 1,
        why: None,
        note: None,
        origin: entry::Origin::default(),
    };
    (0..3).map(item).collect()
}

/// The last is implied by each of the first two, by the second no further than awareness.
fn competencies() -> Vec<Competency> {
    let last = CompetencyId(COMPETENCIES - 1);
    let wide =
        Skills::from([(CompetencyId(0), Level::Proficient), (CompetencyId(1), Level::Aware)]);
    let competency = |index: usize| Competency {
        entry: entry::Competency {
            id: format!("competency-{index}"),
            name: format!("Competency {index}"),
            soft: index == 2,
            ..entry::Competency::default()
        },
        item: ItemId(0),
        implied_by: if index == last.0 { wide.clone() } else { Skills::new() },
        implies: wide.get(&CompetencyId(index)).map(|&most| (last, most)).into_iter().collect(),
    };
    (0..COMPETENCIES).map(competency).collect()
}

/// A world in which each step teaches a competency of its own and needs nothing; likely hours.
pub(super) fn apart(hours: &[u32]) -> World {
    let steps = hours.iter().enumerate().map(|(index, &hours)| {
        let mut step = plain(Skills::new(), [(CompetencyId(index), Level::Working)].into());
        step.entry.hours = estimate(hours, hours, hours);
        step
    });
    let nothing = BTreeSet::new;
    let done = (nothing(), nothing());
    build(steps.collect(), target(Skills::new()), Skills::new(), done, nothing(), nothing())
}

/// A world in which each step is needed for the next: low, likely and high hours and least weeks.
pub(crate) fn steps_in_a_row(steps: &[([u32; 3], u32)]) -> (Kb, Target) {
    let row = steps.iter().enumerate().map(|(index, &([low, likely, high], weeks))| {
        let mut step = plain(Skills::new(), Skills::new());
        step.after = index.checked_sub(1).map(StepId).into_iter().collect();
        step.entry.id = format!("step-{index:02}");
        step.entry.hours = estimate(low, likely, high);
        step.entry.weeks = weeks;
        step
    });
    let steps: Vec<Step> = row.collect();
    let milestones = vec![StepId(steps.len() - 1)];
    (kb(steps), Target { milestones, ..target(Skills::new()) })
}
