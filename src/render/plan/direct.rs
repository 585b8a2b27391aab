//! What each step waits for directly: what it waits for through another step need not be said.

use std::collections::{BTreeMap, BTreeSet};

use crate::view::plan::PlanStepView;

/// More steps than these are not looked into: it takes the square of their number, and of so many
/// nobody reads what waits for what.
const MOST: usize = 1_000;

/// By step, what it waits for, but for what it waits for anyway through another of these (the
/// transitive reduction). Steps stand behind all that they wait for.
pub fn direct(steps: &[PlanStepView]) -> BTreeMap<&str, Vec<&str>> {
    let mut all: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    let mut direct = BTreeMap::new();
    for step in steps {
        let waits_for = || step.waits_for.iter().map(String::as_str);
        let implied = waits_for().filter_map(|id| all.get(id)).flatten().copied();
        let implied: BTreeSet<&str> = implied.collect();
        let own = waits_for().filter(|id| !implied.contains(id)).collect();
        direct.insert(step.id.as_str(), own);
        if steps.len() <= MOST {
            all.insert(&step.id, implied.into_iter().chain(waits_for()).collect());
        }
    }
    direct
}
