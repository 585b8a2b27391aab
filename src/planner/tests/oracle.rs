//! The minimum found in another way: straight from the words of the design, by trying. It shares
//! nothing with the planner but the knowledge base.

use std::collections::BTreeSet;

use crate::knowledge::hours::Hours;
use crate::knowledge::model::{CompetencyId, Kb, StepId};
use crate::knowledge::vocabulary::{Coverage, Level};
use crate::planner::tests::world::World;

/// Steps that may be chosen.
fn free(world: &World) -> Vec<StepId> {
    let avoided = |step: StepId| world.avoid.iter().any(|a| a.matches(step, &world.kb[step]));
    world.kb.step_ids().filter(|&step| !world.done.contains(&step) && !avoided(step)).collect()
}

/// Does the chosen steps in any order that works. Returns what gets done, if that is all of them
/// and enough.
pub(super) fn is_sufficient(world: &World, chosen: &BTreeSet<StepId>) -> bool {
    let done = doable(world, chosen);
    done.len() == world.done.len() + chosen.len() && is_enough(world, &done)
}

fn doable(world: &World, chosen: &BTreeSet<StepId>) -> BTreeSet<StepId> {
    let kb = &world.kb;
    let mut done = world.done.clone();
    loop {
        let next = chosen.iter().copied().find(|&step| {
            !done.contains(&step)
                && kb[step]
                    .requires
                    .iter()
                    .all(|(&c, &level)| level_of(world, &done, c.0) >= Some(level))
                && kb[step].after.iter().all(|earlier| done.contains(earlier))
                && (kb[step].after_any.is_empty()
                    || kb[step].after_any.iter().any(|earlier| done.contains(earlier)))
        });
        match next {
            Some(step) => done.insert(step),
            None => return done,
        };
    }
}

fn level_of(world: &World, done: &BTreeSet<StepId>, competency: usize) -> Option<Level> {
    let competency = CompetencyId(competency);
    let includes = |other| other == competency || world.kb[competency].implied_by.contains(&other);
    let taught = done.iter().flat_map(|&step| &world.kb[step].teaches);
    let reached = taught.chain(&world.know).filter(|&(&other, _)| includes(other));
    reached.map(|(_, &level)| level).max()
}

fn is_enough(world: &World, done: &BTreeSet<StepId>) -> bool {
    let kb: &Kb = &world.kb;
    let target = &world.target;
    let serves = |item: usize| done.iter().any(|&step| kb[step].item.0 == item);
    let reached = |(&c, &level): (&CompetencyId, &Level)| level_of(world, done, c.0) >= Some(level);
    target.needs.iter().all(reached)
        && target.one_of.iter().all(|group| group.iter().any(reached))
        && target.milestones.iter().chain(&world.must).all(|step| done.contains(step))
        && (0..kb.items.len()).all(|item| {
            !target.covers_guide || kb.items[item].coverage == Coverage::Optional || serves(item)
        })
}

/// Hours and cents.
type Price = (Hours, u64);

pub(super) fn price(world: &World, steps: impl IntoIterator<Item = StepId>) -> Price {
    let add = |(hours, cents): Price, step: StepId| {
        let usd = world.kb[step].cost.usd.unwrap_or(0.0);
        (hours + hours_left(world, step), cents + (usd * 100.0) as u64)
    };
    steps.into_iter().fold((Hours::ZERO, 0), add)
}

/// Hours that are left of a step: an hour at least, and 40 hours less for each seven days of one in
/// full time.
pub(super) fn hours_left(world: &World, step: StepId) -> Hours {
    let likely = world.kb[step].hours.likely;
    let Some(begun) = world.begun.get(&step) else { return likely };
    let passed = if world.kb[step].full_time { f64::from(begun.days) * 40.0 / 7.0 } else { 0.0 };
    let left = (likely.get() - passed.max(begun.spent.get())).max(1.0);
    Hours::new(left).unwrap()
}

/// The least price of all subsets; for at most ten or so steps.
pub(super) fn brute_force(world: &World) -> Option<Price> {
    let free = free(world);
    let subsets = 0..1_u32 << free.len();
    let prices = subsets.filter_map(|subset| {
        let taken = |&index: &usize| subset & (1 << index) != 0;
        let chosen = (0..free.len()).filter(taken).map(|index| free[index]).collect();
        is_sufficient(world, &chosen).then(|| price(world, chosen))
    });
    prices.min()
}

/// The least price by branch and bound: each step in or out, dearest first, as long as the plan is
/// cheaper than the best and can still become enough.
pub(super) fn branch_and_bound(world: &World) -> Option<Price> {
    let mut open = free(world);
    open.sort_by_key(|&step| hours_left(world, step));
    let mut best = None;
    branch(world, &mut open, &mut BTreeSet::new(), &mut best);
    best
}

fn branch(
    world: &World,
    open: &mut Vec<StepId>,
    chosen: &mut BTreeSet<StepId>,
    best: &mut Option<Price>,
) {
    let spent = price(world, chosen.iter().copied());
    if best.is_some_and(|best| spent >= best) {
        return;
    }
    let all: BTreeSet<StepId> = chosen.iter().chain(open.iter()).copied().collect();
    let reachable = doable(world, &all);
    if !is_enough(world, &reachable) || !chosen.iter().all(|step| reachable.contains(step)) {
        return;
    }
    if is_sufficient(world, chosen) {
        *best = Some(spent);
        return;
    }
    let Some(step) = open.pop() else { return };
    branch(world, open, chosen, best);
    chosen.insert(step);
    branch(world, open, chosen, best);
    chosen.remove(&step);
    open.push(step);
}
