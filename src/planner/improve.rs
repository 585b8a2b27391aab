//! Makes a plan better where the least one is out of reach, by large neighbourhood search (Shaw,
//! "Using constraint programming and local search methods to solve vehicle routing problems", CP
//! 1998): a part of it is given up and replaced in the cheapest way that the dual ascent finds.

use itertools::Itertools as _;
use rand_pcg::Pcg64Mcg;
use rand_pcg::rand_core::{Rng as _, SeedableRng as _};

use crate::planner::ascent::ascend;
use crate::planner::cost::Cost;
use crate::planner::effort::Effort;
use crate::planner::instance::{Instance, TaskId, marks};
use crate::planner::reached::Meets;

/// Parts that are given up, if there is work enough.
const ROUNDS: usize = 200;
/// A part is from a tenth to nearly half of a plan.
const TWENTIETHS: [u64; 2] = [2, 9];

/// A plan that costs no more. The same input gives the same plan.
pub fn improve(
    instance: &Instance,
    meets: &Meets,
    costs: &[Cost],
    plan: Vec<TaskId>,
    effort: Effort,
) -> Vec<TaskId> {
    let total = |plan: &[TaskId]| plan.iter().map(|&task| costs[task]).sum::<Cost>();
    let mut random = Pcg64Mcg::seed_from_u64(plan.len() as u64);
    let mut work = effort.work();
    let mut best = plan;
    for _ in 0..ROUNDS {
        let given_up = part(instance, &best, &mut random);
        let kept = best.iter().filter(|&&task| !given_up[task]);
        let mut left = costs.to_vec();
        for &task in kept {
            left[task] = Cost::ZERO;
        }
        let ascent = ascend(instance, meets, &left);
        work = work.saturating_sub(ascent.work * Effort::TASK);
        if total(&ascent.plan) <= total(&best) {
            best = ascent.plan;
        }
        if work == 0 {
            break;
        }
    }
    best
}

/// Marks a random task of a plan and those nearest to it: what comes before and after it.
fn part(instance: &Instance, plan: &[TaskId], random: &mut Pcg64Mcg) -> Vec<bool> {
    let mut below = |most: u64| random.next_u64() % most.max(1);
    let [least, most] = TWENTIETHS;
    let size = plan.len() * (least + below(most - least + 1)) as usize / 20;
    let start = below(plan.len() as u64) as usize;
    let own = instance.restricted(&marks(instance.len(), plan.iter().copied()));
    let meets = Meets::new(&own.conditions);
    let mut near: Vec<TaskId> = vec![start];
    let mut seen = marks(own.len(), [start]);
    let mut next = 0;
    while next < near.len() && near.len() < size {
        let before = own.conditions[near[next]].iter().flatten().copied();
        let after = meets.of(near[next]).map(|(owner, _)| owner);
        let new = before.chain(after).filter(|&task| !std::mem::replace(&mut seen[task], true));
        near.extend(new.collect_vec());
        next += 1;
    }
    near.truncate(size.max(1));
    marks(instance.len(), near.into_iter().map(|task| plan[task]))
}
