//! `status`.

use std::panic::resume_unwind;
use std::thread;

use anyhow::Result;
use itertools::Itertools as _;
use jiff::ToSpan as _;

use crate::commands::planning::{past, planned, since};
use crate::commands::target::{TargetFlags, aiming_at};
use crate::document::InFull;
use crate::env::Env;
use crate::knowledge::hours::Hours;
use crate::person::Person;
use crate::person::journal::Event;
use crate::person::last_seen::{LastSeen, Look};
use crate::person::progress::Progress;
use crate::person::velocity::{rate, whole_weeks};
use crate::person::wishes::Wishes;
use crate::person::written::{WrittenDay, parse_day};
use crate::planner::calendar::monday_of;
use crate::planner::plan::{Plan, planned_finish, timetable};
use crate::planner::target::Target;
use crate::planner::verdict::judge;
use crate::render::Format;
use crate::session::Session;
use crate::view::status::{self, DeadlineStatusView, RateView, StatusView};

/// Show how far you are, whether you are on plan, and when you will be done
///
/// Hours are estimates: a finished step counts its likely hours, however long it took. Skipped
/// steps, and steps that your profile already counts as finished, are not progress.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Show what has changed since the end of DATE [default: since you last looked]
    #[arg(long, value_name = "DATE", value_parser = parse_day)]
    since: Option<WrittenDay>,

    /// Show the figures behind the words as well
    #[arg(long)]
    details: bool,

    #[command(flatten)]
    target: TargetFlags,
}

pub fn run(args: &Args, env: &Env) -> Result<()> {
    let asked = past(args.since.as_ref(), env.today)?;
    let session = Session::without_flags(env)?.with_flags(args.target.over(Wishes::default()));
    let (kb, journal) = (&session.kb, session.journal()?);
    // Without an advert that can be read, or without a plan, there is still the progress to show.
    let aimed = session.person();
    let person = match &aimed {
        Ok(person) => person.clone(),
        Err(_) => aiming_at(unread(), &session.person_without_aim()?),
    };
    let is_aimed = aimed.is_ok();
    let then = if is_aimed { at_the_start(&session, &person)? } else { None };
    let (planned, steps) = beside(
        || aimed.and_then(|person| planned(kb, &person)),
        then.as_ref().map(|then| then.scenario(kb)).map(|then| move || timetable(kb, &then).ok()),
    );
    let plan = planned.as_ref().ok();
    let looks = LastSeen::read(&env.home.last_seen_path());
    let since =
        |earlier: &[&Event], date, shown| since(&session, date, earlier, shown, (&person, plan));
    let changes = match (asked, looks.before(env.today)) {
        _ if !is_aimed => None,
        (Some(date), _) => Some(since(&journal.until(date), date, None)?),
        // The finish as it was shown, even if the profile or the knowledge base has changed; but
        // of another aim it would say nothing.
        (None, Some(look)) => {
            let is_same = look.aim.as_ref().is_none_or(|aim| *aim == aimed_at(&person));
            let shown = is_same.then_some(look.finish);
            Some(since(&journal.first(look.events), look.day, shown)?)
        }
        (None, None) => None,
    };
    let steps = steps.flatten();
    let original = then.as_ref().zip(steps.as_deref());
    let view = StatusView {
        deadline: person
            .deadline
            .zip(plan)
            .map(|(date, plan)| DeadlineStatusView { date, outcome: judge(plan, date) }),
        at_this_rate: plan.map(|plan| at_this_rate(&session, &person, plan)).transpose()?.flatten(),
        changes,
        ..status::status(kb, &person, plan, original, env.today)
    };
    if args.details { env.answer(&InFull(&view)) } else { env.answer(&view) }?;
    if let Some(plan) = plan.filter(|_| env.format() != Format::Json) {
        let finish = plan.finish.planned;
        let aim = Some(aimed_at(&person));
        let look = Look { day: env.today, events: journal.events.len(), aim, finish };
        looks.remember(&env.home.last_seen_path(), look);
    }
    if plan.is_some() && journal.events.is_empty() {
        env.hint(&format!("nothing is recorded yet; start with `{}`", env.command("next")));
    }
    planned.map(|_| ())
}

/// A role by its id, or adverts by their files.
fn aimed_at(person: &Person) -> String {
    match &person.aim {
        None => person.target.id.clone(),
        Some(aim) => aim.adverts.iter().map(|advert| advert.path.display()).join(", "),
    }
}

/// The aim of somebody whose adverts cannot be read.
fn unread() -> Target {
    Target { id: "adverts".to_owned(), name: "your adverts".to_owned(), ..Target::default() }
}

/// The person at the beginning; `None` if that is not past.
fn at_the_start(session: &Session, person: &Person) -> Result<Option<Person>> {
    if person.since >= session.env.today {
        return Ok(None);
    }
    let mut then = session.person_on(person.since, Progress::default())?;
    // Nothing was due before that day.
    then.time.since = person.since;
    Ok(Some(then))
}

/// What two functions give that run at the same time, the second on a thread of its own.
fn beside<A, B: Send>(
    here: impl FnOnce() -> A,
    there: Option<impl FnOnce() -> B + Send>,
) -> (A, Option<B>) {
    thread::scope(|scope| {
        let there = there.map(|there| scope.spawn(there));
        let here = here();
        (here, there.map(|there| there.join().unwrap_or_else(|panic| resume_unwind(panic))))
    })
}

/// The progress of the last whole weeks, and when the plan ends at that rate; `None` until there
/// are enough weeks.
fn at_this_rate(session: &Session, person: &Person, current: &Plan) -> Result<Option<RateView>> {
    let Session { kb, env, .. } = session;
    let Some(weeks) = whole_weeks(person, env.today).filter(|_| !current.steps.is_empty()) else {
        return Ok(None);
    };
    let until = monday_of(env.today).saturating_sub(1.day());
    let from = until.saturating_sub(i64::from(weeks).weeks());
    // What was undone later never happened, so it is no progress that was lost.
    let standing = session.journal()?.standing();
    let [then, now] = Progress::at_the_ends(kb, [from, until], standing);
    let [then, now] = [session.person_on(from, then)?, session.person_on(until, now)?];
    let Some(rate) = rate(kb, [&then, &now], [from, until]) else { return Ok(None) };
    let of = person.time.budget.weekly();
    let hours = Hours::from_ticks((of.ticks() as f64 * rate).round() as u64);
    let finish = match hours {
        Hours::ZERO => None,
        _ => planned_finish(kb, &person.scenario(kb).with_hours(hours), &current.selection),
    };
    Ok(Some(RateView { weeks, hours_per_week: hours, of, finish }))
}
