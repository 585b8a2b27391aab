//! The gap between a person and a level that is wanted, and the step that closes it.

use serde::Serialize;

use crate::advert::{Applicant, Standing};
use crate::knowledge::hours::Hours;
use crate::knowledge::model::{CompetencyId, Kb, StepId};
use crate::knowledge::vocabulary::Level;

/// The gap between a person and a level of a competency.
#[derive(Debug, Clone, Serialize)]
pub struct Gap {
    /// The level that the person has.
    pub have: Option<Level>,
    /// The level that is asked for.
    pub level: Level,
    pub standing: Standing,
    /// The level that steps lead to, if that is less than what is asked for.
    pub taught_to: Option<Level>,
    /// The step of the plan that closes it, if one does.
    pub closed_by: Vec<String>,
    /// Likely hours of that step alone.
    pub hours: Hours,
}

impl Gap {
    /// `steps`: those of a plan, one of which may close it.
    pub fn new(
        kb: &Kb,
        applicant: &Applicant,
        (competency, level): (CompetencyId, Level),
        steps: &[StepId],
    ) -> Self {
        let have = applicant.level(competency);
        let standing = applicant.standing(competency, level);
        let taught = |step: StepId| kb.taught(step, competency);
        let mut closed_by = None;
        let mut reached = None;
        if let Standing::Open(within_reach) = standing {
            // A plan for several adverts goes to working level only. A step that teaches this below
            // what is needed is in the plan for another reason.
            let best = steps.iter().filter_map(|&step| taught(step)).max();
            let enough = within_reach.min(Level::Working);
            let best = best.filter(|&best| best >= enough && Some(best) > have);
            let to = best.map_or(within_reach, |best| best.min(within_reach));
            // The smallest step that is enough: a larger one is in the plan for another reason.
            let enough = steps.iter().copied().filter(|&step| taught(step) >= Some(to));
            closed_by = enough.min_by_key(|&step| (taught(step), applicant.left(kb, step)));
            reached = Some(to);
        }
        Self {
            have,
            level,
            standing,
            taught_to: reached.filter(|&reached| reached < level),
            hours: closed_by.iter().map(|&step| applicant.left(kb, step)).sum(),
            closed_by: kb.ids(closed_by),
        }
    }
}
