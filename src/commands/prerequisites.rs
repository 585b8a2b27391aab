//! What `done` and `sync` have in common: steps finished too early, and forgotten hours.

use crate::knowledge::model::{Kb, StepId};
use crate::person::Person;
use crate::person::progress::Progress;
use crate::planner::goal::Condition;
use crate::session::Session;
use crate::view::reasons::unmet;

/// Asks for hours that were probably forgotten: the pace is learnt from them.
pub(super) fn hint_at_missing_hours(session: &Session, progress: &Progress, steps: &[StepId]) {
    for few in steps.iter().filter_map(|&step| few_hours(session, progress, step)) {
        session.env.hint(&few);
    }
}

fn few_hours(session: &Session, progress: &Progress, step: StepId) -> Option<String> {
    let Session { kb, env, .. } = session;
    let track = progress.track(step)?;
    let (id, low, spent) = (&kb[step].id, kb[step].hours.low, track.spent);
    (!spent.is_zero() && track.has_missing_hours(&kb[step].hours)).then(|| {
        format!(
            "only {spent} h recorded for {id}, which usually takes at least {low} h; if it took \
             longer, say so with `{}`",
            env.command(&format!("done {id} --hours TIME"))
        )
    })
}

/// Steps whose conditions are not met, not even by the other steps.
pub(super) fn open(kb: &Kb, person: &Person, steps: &[StepId]) -> Vec<(StepId, Vec<Condition>)> {
    let mut goal = person.scenario(kb).goal(kb);
    let mut waiting: Vec<StepId> = steps.to_vec();
    waiting.retain(|step| !goal.held.done.contains(step));
    // A step whose conditions are met may meet those of the others.
    while let Some(position) =
        waiting.iter().position(|&step| goal.open_conditions(&kb[step]).is_empty())
    {
        let step = waiting.remove(position);
        goal.held.done.insert(step);
        goal.held.learn(kb, &kb[step].teaches);
    }
    waiting.into_iter().map(|step| (step, goal.open_conditions(&kb[step]))).collect()
}

/// One line for each early step.
pub(super) fn lines(kb: &Kb, early: &[(StepId, Vec<Condition>)]) -> Vec<String> {
    let line = |(step, open): &(StepId, Vec<Condition>)| {
        format!("{} needs {}", kb[*step].id, unmet(kb, *step, open))
    };
    early.iter().map(line).collect()
}
