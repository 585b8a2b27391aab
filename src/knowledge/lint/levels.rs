//! Levels that a step's hours cannot earn, by a rule of thumb: it takes not much less than the
//! shortest shipped step that teaches the level.

use crate::knowledge::code::Code;
use crate::knowledge::hours::Hours;
use crate::knowledge::lint::finding::Finding;
use crate::knowledge::model::{CompetencyId, Kb, StepId};
use crate::knowledge::vocabulary::Level;

/// So much of those hours is enough: other careers have other steps.
const ENOUGH: f64 = 0.75;

/// The hours of the shortest shipped step that teaches the level.
const fn least(level: Level) -> Hours {
    match level {
        Level::Aware => Hours::whole(2),
        Level::Working => Hours::whole(8),
        Level::Proficient => Hours::whole(45),
    }
}

pub(super) fn not_earned(kb: &Kb) -> Vec<Finding> {
    let taught = kb.listed.steps.iter().filter_map(|&step| {
        let (&competency, &level) = kb[step].teaches.iter().max_by_key(|(_, level)| **level)?;
        let is_short = kb[step].hours.likely.get() < ENOUGH * least(level).get();
        (kb[step].is_current() && is_short).then_some((step, competency, level))
    });
    let finding = |(step, competency, level): (StepId, CompetencyId, Level)| {
        let (step, id, least) = (&kb[step], &*kb[competency].id, least(level));
        let message = format!(
            "{level} level of `{id}` in {} h; no shipped step earns that in less than {least} h",
            step.hours.likely
        );
        Finding::of_step(Code::LevelNotEarned, step, &["teaches", id], message)
    };
    taught.map(finding).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::least;

    #[test]
    fn the_rule_is_that_of_the_shipped_steps() {
        let kb = crate::knowledge::load(None).unwrap();
        let mut shortest = BTreeMap::new();
        for step in kb.steps.iter().filter(|step| step.is_current()) {
            if let Some(&level) = step.teaches.values().max() {
                let known = shortest.entry(level).or_insert(step.hours.likely);
                *known = step.hours.likely.min(*known);
            }
        }
        for (level, hours) in shortest {
            assert_eq!(hours, least(level), "{level}");
        }
    }
}
