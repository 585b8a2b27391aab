//! What each step waits for directly: what it waits for through another step need not be said.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use crate::view::plan::PlanStepView;

/// More steps than these are not looked into: it takes the square of their number, and of so many
/// nobody reads what waits for what.
const MOST: usize = 1_000;

/// By step, what it waits for, but for what it waits for anyway through another of these (the
/// transitive reduction). Steps stand behind all that they wait for.
pub fn direct(steps: &[PlanStepView]) -> BTreeMap<&str, Vec<&str>> {
    let mut numbers: FxHashMap<&str, usize> = FxHashMap::default();
    for id in steps.iter().map(|step| &*step.id).chain(steps.iter().flat_map(ids)) {
        let next = numbers.len();
        numbers.entry(id).or_insert(next);
    }
    let looked_into = if steps.len() <= MOST { numbers.len() } else { 0 };
    // By step, whether it waits for each of all.
    let mut behind: Vec<Vec<bool>> = Vec::new();
    let mut direct = BTreeMap::new();
    for step in steps {
        let mut implied = vec![false; looked_into];
        for earlier in ids(step).filter_map(|id| behind.get(numbers[id])) {
            implied.iter_mut().zip(earlier).for_each(|(implied, behind)| *implied |= behind);
        }
        let is_implied = |id: &&str| implied.get(numbers[id]) == Some(&true);
        direct.insert(&*step.id, ids(step).filter(|id| !is_implied(id)).collect());
        for id in ids(step) {
            if let Some(own) = implied.get_mut(numbers[id]) {
                *own = true;
            }
        }
        behind.push(implied);
    }
    direct
}

fn ids(step: &PlanStepView) -> impl Iterator<Item = &str> {
    step.waits_for.iter().map(String::as_str)
}
