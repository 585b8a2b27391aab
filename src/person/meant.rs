//! Which step a person means by words that several have: who speaks of Python most probably means
//! the Python course that they are taking.

use itertools::Itertools as _;

use crate::knowledge::find::{Fit, Found};
use crate::knowledge::model::StepId;
use crate::person::progress::Progress;
use crate::planner::plan::Plan;

/// Where a step stands with a person, the likeliest to be meant first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// In progress.
    Open,
    /// In the plan, and waits for no other step.
    Ready,
    Planned,
    Finished,
    Other,
}

impl Standing {
    pub fn of(step: StepId, progress: &Progress, plan: Option<&Plan>) -> Self {
        match (progress.track(step), plan.and_then(|plan| plan.step(step))) {
            (Some(track), _) if track.is_open() => Self::Open,
            (Some(track), _) if track.done.is_some() => Self::Finished,
            (_, Some(planned)) if planned.waits_for.is_empty() => Self::Ready,
            (_, Some(_)) => Self::Planned,
            (_, None) => Self::Other,
        }
    }

    fn is_planned(self) -> bool {
        self <= Self::Planned
    }

    /// What a list of candidates says of it; nothing of most.
    pub fn in_words(self) -> Option<&'static str> {
        match self {
            Self::Open => Some("in progress"),
            Self::Ready => Some("can be begun now"),
            Self::Planned => Some("later in the plan"),
            Self::Finished => Some("finished"),
            Self::Other => None,
        }
    }
}

/// A step that may be meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Candidate {
    pub found: Found<StepId>,
    pub standing: Standing,
}

/// What decides between candidates: how well the words fit, then where the step stands, then that
/// its id begins so.
fn order(candidate: &Candidate) -> impl Ord + use<> {
    let Candidate { found, standing } = candidate;
    (found.fit, *standing, !found.leads)
}

/// The step that is meant, if there is no doubt. To record the wrong step is worse than to ask, so
/// there is doubt if
///
/// - another candidate is as good;
/// - another one is in progress and the best is not, however much better the words fit;
/// - another one is called so and is in the plan, or was finished, and the best is not in the plan;
/// - another one is called so, either it or the best was finished, and the best is not in progress:
///   perhaps the person has something to add, perhaps not;
/// - the best is not called so itself, and is not in progress either;
/// - the best has only half of the words.
///
/// # Errors
/// All candidates: steps in progress, then the best first. Where some are called so, the others
/// are left out, but for steps in progress.
pub fn meant(candidates: Vec<Candidate>) -> Result<StepId, Vec<Candidate>> {
    let all = candidates.into_iter().sorted_by_key(order).collect_vec();
    let Some((best, others)) = all.split_first() else { return Err(Vec::new()) };
    let is_rival = |other: &Candidate| {
        let is_called = other.found.fit.is_name();
        let is_likelier = match other.standing {
            Standing::Open => other.found.fit < Fit::Half && best.standing != Standing::Open,
            Standing::Ready | Standing::Planned => is_called && !best.standing.is_planned(),
            Standing::Finished => is_called && best.standing != Standing::Open,
            Standing::Other => is_called && best.standing == Standing::Finished,
        };
        is_likelier || order(other) == order(best)
    };
    let is_sure = match best.found.fit {
        Fit::Start | Fit::Words | Fit::Beginnings => true,
        Fit::Around => best.standing == Standing::Open,
        Fit::Half => false,
    };
    if is_sure && !others.iter().any(is_rival) {
        return Ok(best.found.what);
    }
    let is_called = best.found.fit.is_name();
    let is_shown = |candidate: &Candidate| {
        let is_open = candidate.standing == Standing::Open && candidate.found.fit < Fit::Half;
        !is_called || candidate.found.fit.is_name() || is_open
    };
    let shown = all.into_iter().filter(is_shown);
    Err(shown.sorted_by_key(|candidate| candidate.standing != Standing::Open).collect())
}

/// Whether a plan decides nothing here: only one candidate is called so, or the step that is meant
/// is in progress.
pub fn is_settled(candidates: &[Candidate], step: StepId) -> bool {
    let named = candidates.iter().filter(|candidate| candidate.found.fit.is_name());
    let is_it = |candidate: &&Candidate| candidate.found.what == step;
    let is_open = |candidate: &Candidate| candidate.standing == Standing::Open;
    named.count() <= 1 || candidates.iter().find(is_it).is_some_and(is_open)
}

#[cfg(test)]
mod tests {
    use super::{Candidate, Standing, meant};
    use crate::knowledge::find::{Fit, Found};
    use crate::knowledge::model::StepId;

    fn candidate(step: usize, fit: Fit, standing: Standing) -> Candidate {
        Candidate { found: Found { what: StepId(step), fit, leads: false }, standing }
    }

    /// The first of two where it is meant without doubt.
    fn is_first_meant(first: (Fit, Standing), second: (Fit, Standing)) -> bool {
        let [first, second] =
            [(0, first), (1, second)].map(|(step, (fit, standing))| candidate(step, fit, standing));
        meant(vec![second, first]) == Ok(StepId(0))
    }

    #[test]
    fn of_steps_that_are_called_so_the_likeliest_is_meant() {
        use Fit::{Beginnings, Words};
        use Standing::{Open, Other, Planned, Ready};
        for (first, second) in [
            ((Words, Open), (Words, Ready)),
            ((Words, Ready), (Words, Planned)),
            ((Words, Planned), (Words, Other)),
            ((Words, Planned), (Beginnings, Ready)),
            ((Words, Other), (Beginnings, Other)),
            ((Words, Open), (Words, Standing::Finished)),
            ((Beginnings, Ready), (Fit::Around, Planned)),
        ] {
            assert!(is_first_meant(first, second), "{first:?} {second:?}");
        }
    }

    #[test]
    fn the_wrong_step_is_worse_than_a_question() {
        use Fit::{Around, Beginnings, Half, Words};
        use Standing::{Finished, Open, Other, Planned, Ready};
        for (first, second) in [
            ((Words, Open), (Words, Open)),
            ((Words, Other), (Words, Other)),
            ((Words, Ready), (Beginnings, Open)),
            ((Words, Ready), (Around, Open)),
            ((Words, Other), (Beginnings, Planned)),
            ((Words, Ready), (Words, Finished)),
            ((Words, Finished), (Words, Other)),
            ((Around, Ready), (Around, Other)),
            ((Half, Open), (Half, Other)),
        ] {
            assert!(!is_first_meant(first, second), "{first:?} {second:?}");
        }
    }

    /// What is in progress is shown first, also where only its resources are called so.
    #[test]
    fn a_list_has_what_is_called_so_and_what_is_in_progress() {
        let list = meant(vec![
            candidate(0, Fit::Words, Standing::Ready),
            candidate(1, Fit::Around, Standing::Open),
            candidate(2, Fit::Around, Standing::Ready),
            candidate(3, Fit::Beginnings, Standing::Other),
        ]);
        let list: Vec<usize> =
            list.unwrap_err().into_iter().map(|candidate| candidate.found.what.0).collect();
        assert_eq!(list, [1, 0, 3]);
    }
}
