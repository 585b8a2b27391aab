//! What the commands that plan share: the plan of a person or the refusal, and how both were on an
//! earlier day.

use anyhow::Result;
use jiff::civil::Date;

use crate::failure::Refused;
use crate::knowledge::model::Kb;
use crate::person::Person;
use crate::person::journal::Journal;
use crate::planner::goal::Avoid;
use crate::planner::plan::{NoPlan, Plan, plan};
use crate::planner::unreachable::Reason;
use crate::session::Session;
use crate::view::plan::reasons;
use crate::view::progress::{self, SinceView};

/// The plan of a person.
///
/// # Errors
/// If there is none, with the reasons.
pub(super) fn planned(kb: &Kb, person: &Person) -> Result<Plan> {
    plan(kb, &person.scenario(kb)).map_err(|none| no_plan(kb, person, &none).into())
}

/// The refusal of an answer without a plan.
pub(super) fn no_plan(kb: &Kb, person: &Person, none: &NoPlan) -> Refused {
    let unreachable = match none {
        NoPlan::Unreachable(unreachable) => unreachable,
        NoPlan::PastCalendar => {
            return Refused::new(
                "the plan would not end before the year 9999",
                "give more hours a week: `mlpath plan --hours 10`",
            );
        }
    };
    let is_skip =
        |reason: &Reason| matches!(reason, Reason::Avoided { avoid: Avoid::Skipped(_), .. });
    let is_wish = |reason: &Reason| matches!(reason, Reason::Avoided { .. });
    let hint = if unreachable.reasons.iter().any(is_skip) {
        "take the skipping back with `mlpath undo`, its id is in `mlpath history`"
    } else if unreachable.reasons.iter().any(is_wish) {
        "give up what is named above, in the profile or in the flags, then `mlpath plan`"
    } else {
        "see what there is with `mlpath list steps`, or another role with `mlpath list roles`"
    };
    let causes = reasons(kb, unreachable).into_iter().map(|reason| reason.text);
    Refused::new(format!("no plan is enough to become: {}", person.target.name), hint)
        .because(causes.collect())
}

/// The person and their plan as they were on a day, by an earlier journal and the profile of now.
pub(super) fn before(
    session: &Session,
    journal: &Journal,
    day: Date,
) -> Result<(Person, Option<Plan>)> {
    let then = session.person_on(day, journal)?;
    let before = plan(&session.kb, &then.scenario(&session.kb)).ok();
    Ok((then, before))
}

/// What has changed since a day, by the journal as it was then.
pub(super) fn since(
    session: &Session,
    date: Date,
    earlier: &Journal,
    (now, current): (&Person, Option<&Plan>),
) -> Result<SinceView> {
    let (then, before) = before(session, earlier, date)?;
    let events = session.journal()?.events.len() - earlier.events.len();
    let plans = [before.as_ref(), current];
    Ok(progress::since(&session.kb, date, events, [&then, now], plans))
}
