//! What is between a person and a level that is wanted, and which step of a way closes it.

use serde::Serialize;

use crate::advert::{Applicant, Standing};
use crate::knowledge::hours::Hours;
use crate::knowledge::model::{CompetencyId, Kb, StepId};
use crate::knowledge::vocabulary::Level;

/// A level that is wanted, and what is between the person and it.
#[derive(Debug, Clone, Serialize)]
pub struct Gap {
    /// The level that the person has.
    pub have: Option<Level>,
    /// The level that is asked for.
    pub level: Level,
    pub standing: Standing,
    /// How far the steps go, if not as far as is asked for.
    pub taught_to: Option<Level>,
    /// The step of the way that brings it, if one does.
    pub closed_by: Vec<String>,
    /// Likely hours of this step, without what comes before it.
    pub hours: Hours,
}

impl Gap {
    /// `steps`: those of the way, of which one may close it.
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
            // Of several adverts, the steps go to working level only; what they teach less well is
            // not what they are there for.
            let best = steps.iter().filter_map(|&step| taught(step)).max();
            let enough = within_reach.min(Level::Working);
            let best = best.filter(|&best| best >= enough && Some(best) > have);
            let to = best.map_or(within_reach, |best| best.min(within_reach));
            // One is enough, and not one that goes further for the sake of something else.
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
