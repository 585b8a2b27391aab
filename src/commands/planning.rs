//! What the commands that plan have in common: a person's plan, today or on an earlier day, or the
//! refusal.

use anyhow::Result;
use jiff::civil::Date;

use crate::commands::known_already;
use crate::failure::{Refused, Usage};
use crate::knowledge::model::Kb;
use crate::person::Person;
use crate::person::journal::{Event, standing};
use crate::person::progress::Progress;
use crate::person::written::{Sense, WrittenDay};
use crate::planner::goal::Avoid;
use crate::planner::outline::{Outline, outline};
use crate::planner::plan::{NoPlan, Plan, plan};
use crate::planner::select::select;
use crate::planner::unreachable::{Missing, Reason};
use crate::session::Session;
use crate::view::plan::reasons;
use crate::view::progress::{self, Before, SinceView};

/// The plan of a person.
///
/// # Errors
/// If there is none, with the reasons.
pub(super) fn planned(kb: &Kb, person: &Person) -> Result<Plan> {
    plan(kb, &person.scenario(kb)).map_err(|none| no_plan(kb, person, &none).into())
}

/// The refusal where no plan is possible.
pub(super) fn no_plan(kb: &Kb, person: &Person, none: &NoPlan) -> Refused {
    let NoPlan::Unreachable(unreachable) = none else {
        return Refused::new(
            "the plan would not end before the year 9999",
            "give more hours a week: `mlpath plan --hours 10`",
        );
    };
    let skipped = unreachable.iter().filter_map(|reason| match reason {
        Reason::Avoided { avoid: Avoid::Skipped(step), .. } => Some(*step),
        _ => None,
    });
    let skipped: Vec<_> = skipped.collect();
    let is_wish = |reason: &Reason| matches!(reason, Reason::Avoided { .. });
    let hint = if !skipped.is_empty() {
        let know = known_already::words(kb, &known_already::taught(kb, person, &skipped));
        let know = know.map(|know| format!("know it already? `mlpath {know}`; or "));
        let undo = "undo the skip with `mlpath undo`; its id is in `mlpath history`";
        know.unwrap_or_default() + undo
    } else if unreachable.iter().any(is_wish) {
        "drop one of these wishes from the profile or the flags, then `mlpath plan`".to_owned()
    } else if unreachable.iter().any(|reason| is_hidden(kb, reason)) {
        "take the step out of your wishes, or `hide` out of the overlay; without any overlay: \
         `mlpath plan --no-overlays`"
            .to_owned()
    } else {
        "see the steps with `mlpath list steps`, or other roles with `mlpath list roles`".to_owned()
    };
    let causes = reasons(kb, unreachable).into_iter().map(|reason| reason.text);
    Refused::new(format!("no plan leads to {}", person.target.name), hint).because(causes.collect())
}

/// Whether an overlay hides a step that the person wishes for.
fn is_hidden(kb: &Kb, reason: &Reason) -> bool {
    match reason {
        Reason::NoWay { missing: Missing::Step(step), .. } => kb[*step].origin.is_hidden(),
        _ => false,
    }
}

/// The day to compare with, which has to be past.
pub(super) fn past(since: Option<&WrittenDay>, today: Date) -> Result<Option<Date>, Usage> {
    let Some(since) = since else { return Ok(None) };
    match since.on(today, Sense::Recorded) {
        Ok(day) if day < today => Ok(Some(day)),
        _ => {
            let text = since.text();
            Err(Usage(format!("{text} is not in the past; `--since` takes an earlier day")))
        }
    }
}

/// What has changed since a day, by the events of then. The finish of the plan of then is worked
/// out unless it is known, since it was `shown`.
pub(super) fn since(
    session: &Session,
    date: Date,
    earlier: &[&Event],
    shown: Option<Date>,
    (now, current): (&Person, Option<&Plan>),
) -> Result<SinceView> {
    let kb = &session.kb;
    let then = session.person_on(date, Progress::new(kb, standing(earlier)))?;
    let scenario = then.scenario(kb);
    let parts = |it: Outline| (it.steps.into_keys().collect(), it.finish);
    let (steps, finish): (Option<Vec<_>>, _) = match shown {
        Some(_) => (select(kb, &scenario.goal(kb)).ok().map(|selection| selection.steps), shown),
        None => outline(kb, &scenario).ok().map(parts).unzip(),
    };
    let events = session.journal()?.events.len() - earlier.len();
    let before = Before { steps: steps.as_deref(), finish };
    Ok(progress::since(kb, date, events, [&then, now], (before, current)))
}
