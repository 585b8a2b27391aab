//! What a person who knows one thing usually knows as well.

use crate::knowledge::model::{CompetencyId, Kb, StepId};
use crate::knowledge::vocabulary::{Keyword as _, Kind, Level};
use crate::planner::goal::Goal;
use crate::planner::held::Held;
use crate::planner::instance::{Instance, TaskId};
use crate::planner::scope::Scope;

/// A level that a person did not claim, but without which what they did claim cannot be reached.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Implied {
    pub competency: CompetencyId,
    pub level: Level,
    /// What they claimed.
    pub because: Vec<CompetencyId>,
}

/// What follows from what is held, the shortest to learn first. It is an offer, not a fact, since
/// the knowledge base has its own ways of learning only.
///
/// Only what can be studied counts as evidence. What is taught by doing alone (to present, to find
/// a job) requires in the knowledge base whatever its project happens to use, and says little about
/// a person who learnt it elsewhere. Degrees are ways of learning like any other: what one of them
/// teaches from nothing does not follow.
fn implied(kb: &Kb, held: &Held) -> Vec<Implied> {
    let nothing = Held::nothing(kb);
    let newcomer = Goal { held: nothing, ..Goal::default() };
    let ways = Ways { kb, instance: Instance::new(kb, &newcomer, &newcomer.candidates(kb)) };
    let from_nothing = ways.learnt_without(|_| false);
    let claims: Vec<(CompetencyId, Level)> = (0..kb.competencies.len())
        .map(CompetencyId)
        .filter_map(|c| Some((c, held.levels[c.0]?.min(ways.studied(c)?))))
        .filter(|&(c, level)| from_nothing.knows(c, level))
        .collect();
    let mut offers: Vec<Implied> = (0..kb.competencies.len())
        .filter_map(|c| ways.offer(&claims, held, CompetencyId(c)))
        .collect();
    offers.sort_by_key(|offer| ways.least_ticks(offer.competency, offer.level));
    offers
}

/// What follows from what is held and matters to a role.
pub fn implied_for(kb: &Kb, scope: &Scope, held: &Held) -> Vec<Implied> {
    let mut offers = implied(kb, held);
    offers.retain(|offer| scope.competencies.contains(&offer.competency));
    offers
}

/// All ways of learning that there are.
struct Ways<'a> {
    kb: &'a Kb,
    instance: Instance,
}

impl Ways<'_> {
    /// What can be learnt from nothing without the steps that are `left_out`.
    fn learnt_without(&self, left_out: impl Fn(StepId) -> bool) -> Held {
        let steps = &self.instance.steps;
        let kept = (0..self.instance.len()).filter(|&task: &TaskId| !left_out(steps[task]));
        let reached = self.instance.closure(kept);
        let mut held = Held::nothing(self.kb);
        for (&step, _) in steps.iter().zip(reached).filter(|(_, reached)| *reached) {
            held.learn(self.kb, &self.kb[step].teaches);
        }
        held
    }

    fn teaches(&self, step: StepId, competency: CompetencyId, level: Level) -> bool {
        self.kb[step].teaches.get(&competency).is_some_and(|&taught| taught >= level)
    }

    /// The highest level that a course or a book teaches.
    fn studied(&self, competency: CompetencyId) -> Option<Level> {
        let lessons = self.instance.steps.iter().map(|&step| &self.kb[step]);
        let lessons = lessons.filter(|step| matches!(step.kind, Kind::Course | Kind::Book));
        lessons.filter_map(|step| step.teaches.get(&competency).copied()).max()
    }

    /// The highest level of a competency without which some claim cannot be reached.
    fn offer(
        &self,
        claims: &[(CompetencyId, Level)],
        held: &Held,
        competency: CompetencyId,
    ) -> Option<Implied> {
        let open = Level::ALL.iter().rev().filter(|&&level| !held.knows(competency, level));
        let mut left_out = 0;
        open.copied().find_map(|level| {
            let steps = &self.instance.steps;
            let teaching = steps.iter().filter(|&&step| self.teaches(step, competency, level));
            // If the same steps are left out as at the level above, the same claims are lost.
            let before = std::mem::replace(&mut left_out, teaching.count());
            if left_out == before {
                return None;
            }
            let without = self.learnt_without(|step| self.teaches(step, competency, level));
            let lost = claims
                .iter()
                .filter(|&&(claim, claimed)| claim != competency && !without.knows(claim, claimed));
            let because: Vec<CompetencyId> = lost.map(|&(claim, _)| claim).collect();
            (!because.is_empty()).then_some(Implied { competency, level, because })
        })
    }

    fn least_ticks(&self, competency: CompetencyId, level: Level) -> u64 {
        let steps = self.instance.steps.iter().zip(&self.instance.ticks);
        let teaching = steps.filter(|&(&step, _)| self.teaches(step, competency, level));
        teaching.map(|(_, &ticks)| ticks).min().unwrap_or(u64::MAX)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::path::Path;

    use super::implied;
    use crate::knowledge::vocabulary::Level;
    use crate::planner::held::Held;

    /// What follows in the tiny world, as `competency=level because of ...`.
    fn offers(known: &[(&str, Level)]) -> Vec<String> {
        let kb = crate::knowledge::load(Some(Path::new("tests/worlds/tiny"))).unwrap();
        let known = known.iter().map(|&(id, level)| (kb.competency(id).unwrap(), level));
        let held = Held::new(&kb, &known.collect(), &BTreeSet::new(), &BTreeSet::new());
        let offers = implied(&kb, &held);
        let said = offers.iter().map(|offer| {
            let because: Vec<&str> = offer.because.iter().map(|&c| kb[c].id.as_str()).collect();
            let id = &kb[offer.competency].id;
            format!("{id}={} because of {}", offer.level, because.join(", "))
        });
        said.collect()
    }

    #[test]
    fn follows_what_every_way_passes() {
        let python = ["python=working because of statistics"];
        assert_eq!(offers(&[("statistics", Level::Working)]), python);
        // A lower claim does not hide the higher offer, and no course teaches more.
        let modest = [("statistics", Level::Proficient), ("python", Level::Aware)];
        assert_eq!(offers(&modest), python);
    }

    #[test]
    fn what_is_known_or_has_a_way_of_its_own_does_not_follow() {
        assert!(offers(&[]).is_empty());
        assert!(offers(&[("python", Level::Proficient)]).is_empty());
        assert!(offers(&[("statistics", Level::Aware), ("python", Level::Working)]).is_empty());
    }

    #[test]
    fn what_only_doing_teaches_says_nothing() {
        assert!(offers(&[("deployment", Level::Working)]).is_empty());
    }
}
