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
    let done = done(world);
    world.kb.step_ids().filter(|&step| !done.contains(&step) && !avoided(step)).collect()
}

/// Steps that are finished from the start, with all that come before them.
pub(super) fn done(world: &World) -> BTreeSet<StepId> {
    let mut done = &world.before | &world.since;
    loop {
        let before = done.iter().flat_map(|&step| &world.kb[step].after);
        let all: BTreeSet<StepId> = before.chain(&done).copied().collect();
        if all == done {
            return done;
        }
        done = all;
    }
}

/// Does the chosen steps in any order that works. Returns what gets done, if that is all of them
/// and enough.
pub(super) fn is_sufficient(world: &World, chosen: &BTreeSet<StepId>) -> bool {
    let all = doable(world, chosen);
    all.len() == done(world).len() + chosen.len() && is_enough(world, &all)
}

pub(super) fn doable(world: &World, chosen: &BTreeSet<StepId>) -> BTreeSet<StepId> {
    let kb = &world.kb;
    let mut done = done(world);
    loop {
        let next = chosen.iter().copied().find(|&step| {
            !done.contains(&step)
                && kb[step]
                    .requires
                    .iter()
                    .all(|(&c, &level)| level_of(world, &done, c) >= Some(level))
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

/// Whether some steps can all be done and are enough for what is not a guide item.
pub(super) fn is_enough_without_the_guide(world: &World, chosen: &BTreeSet<StepId>) -> bool {
    let all = doable(world, chosen);
    all.len() == done(world).len() + chosen.len() && is_enough_for_the_target(world, &all)
}

/// The level of a competency with these steps done. What the person says counts instead of what
/// follows from other things; what is learnt afterwards comes on top.
pub(super) fn level_of(world: &World, all: &BTreeSet<StepId>, of: CompetencyId) -> Option<Level> {
    let kb = &world.kb;
    let as_part = |(&other, &level): (&CompetencyId, &Level)| match other {
        _ if other == of => Some(level),
        wide => Some(level.min(*kb[of].implied_by.get(&wide)?)),
    };
    let from_start = done(world);
    let learnt = all.difference(&from_start).chain(&world.since);
    let learnt = learnt.flat_map(|&step| &kb[step].teaches).filter_map(as_part).max();
    let stated = world.know.get(&of).copied();
    let proven =
        from_start.iter().flat_map(|&step| kb[step].teaches.iter().chain(&kb[step].requires));
    let follows = proven.chain(&world.know).filter_map(as_part).max();
    learnt.max(stated.or(follows))
}

fn is_enough(world: &World, done: &BTreeSet<StepId>) -> bool {
    let kb: &Kb = &world.kb;
    let start = self::done(world);
    let is_known = |step: StepId| {
        let teaches = &kb[step].teaches;
        let known =
            |(&c, &level): (&CompetencyId, &Level)| level_of(world, &start, c) >= Some(level);
        !teaches.is_empty() && teaches.iter().all(known)
    };
    let serves = |item: usize| {
        let mut serving = kb.step_ids().filter(|&step| {
            kb[step].item.0 == item || kb[step].serves.iter().any(|other| other.0 == item)
        });
        serving.any(|step| done.contains(&step) || is_known(step))
    };
    is_enough_for_the_target(world, done)
        && (0..kb.items.len()).all(|item| {
            let is_optional = kb.items[item].coverage == Coverage::Optional;
            !world.target.covers_guide || is_optional || serves(item)
        })
}

fn is_enough_for_the_target(world: &World, done: &BTreeSet<StepId>) -> bool {
    let target = &world.target;
    let reached = |(&c, &level): (&CompetencyId, &Level)| level_of(world, done, c) >= Some(level);
    target.needs.iter().all(reached)
        && target.one_of.iter().all(|group| group.iter().any(reached))
        && target.milestones.iter().chain(&world.must).all(|step| done.contains(step))
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
