//! `skip`.

use anyhow::{Result, bail};

use crate::commands::known_already::{Meant, instead_of_skipping};
use crate::commands::record::{Recorded, Steps, finished, record, stopped};
use crate::document::why::trial;
use crate::env::Env;
use crate::knowledge::model::{Kb, StepId};
use crate::person::Person;
use crate::person::journal::Action;
use crate::planner::difference::difference;
use crate::planner::goal::Avoid;
use crate::planner::plan::{NoPlan, plan};
use crate::planner::scenario::Scenario;
use crate::session::Session;
use crate::view::why::TrialView;

/// Record that you will do without a step
///
/// The plan looks for another way, or does without a milestone. Skipped is not done: it counts as
/// no progress, and comes back with `mlpath undo` or with any work on it.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(flatten)]
    what: Steps,

    /// Skip even if the role becomes unreachable
    #[arg(long)]
    force: bool,
}

pub fn run(args: &Args, env: &Env) -> Result<()> {
    let session = Session::without_flags(env)?;
    let kb = &session.kb;
    let told = args.what.understand(&session, "skip")?;
    let steps = &told.steps;
    // What is skipped is recorded even if the advert that is aimed at cannot be read any more.
    let now = session.person().ok();
    let before = now.as_ref().map(|now| plan(kb, &now.scenario(kb)));
    let after = now.as_ref().map(|now| plan(kb, &without(kb, now, steps)));
    if let (Some(now), Some(Ok(_)), Some(Err(NoPlan::Unreachable(why)))) = (&now, &before, &after)
        && !args.force
    {
        match instead_of_skipping(&session, now, steps, why)? {
            Meant::Known => return Ok(()),
            Meant::Left => return Err(stopped(env)),
            Meant::Skipped => {}
        }
    }
    let Recorded { view, .. } = record(&session, |journal| {
        let person = session.person_after(session.progress_by(journal))?;
        told.records(kb, Action::Skip, |step| {
            let id = &kb[step].id;
            if person.done(kb).contains(&step) {
                bail!(finished(id, env));
            }
            let skipped = person.progress.track(step).and_then(|track| track.skipped);
            Ok(skipped.map(|day| format!("{id} was already skipped on {day}")))
        })
    })?;
    if !view.events.is_empty() {
        match before.zip(after) {
            None => {}
            Some((Ok(before), Ok(after))) => {
                let plan = Some(difference(kb, &before, &after));
                let change = trial(&TrialView { plan, impossible: Vec::new() });
                env.note(&format!("the plan: {change}"));
            }
            Some(_) => env.note("no plan leads there any more"),
        }
        let undo = env.command("undo");
        env.hint(&format!("undo it with `{undo}`"));
    }
    Ok(())
}

/// The scenario after skipping.
pub(super) fn without(kb: &Kb, person: &Person, steps: &[StepId]) -> Scenario {
    let mut scenario = person.scenario(kb);
    for &step in steps {
        scenario.drop.push(step);
        scenario.avoid.push(Avoid::Skipped(step));
    }
    scenario
}
