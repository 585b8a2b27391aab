//! `status`.

use anyhow::Result;
use jiff::ToSpan as _;
use jiff::civil::Date;

use crate::commands::list::no_markdown;
use crate::commands::plan::{before, planned};
use crate::env::{Env, hint, print};
use crate::failure::Usage;
use crate::knowledge::hours::Hours;
use crate::knowledge::model::Kb;
use crate::person::Person;
use crate::person::flags::ProfileFlags;
use crate::person::journal::Journal;
use crate::person::look::{Look, Looks};
use crate::person::profile::parse_day;
use crate::planner::calendar::{Budget, Time, monday_of, weeks_between};
use crate::planner::plan::{Plan, schedule};
use crate::planner::verdict::judge;
use crate::render::{self, Format};
use crate::view::deadline::outcome;
use crate::view::progress::{self, SinceView};
use crate::view::status::{self, DeadlineStatusView, Found, RATE_WEEKS, RateView};

/// Show how far you are, whether that is on plan, and where it leads
///
/// Hours are those of the estimates: a finished step counts with its likely hours, whatever it
/// took. Steps that are skipped, or that your profile counts as finished before, are no progress.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Say what has changed since the end of that day [default: since you last looked]
    #[arg(long, value_name = "DATE", value_parser = parse_day)]
    since: Option<Date>,
}

pub fn run(args: &Args, env: &Env) -> Result<()> {
    if env.format() == Format::Markdown {
        return Err(no_markdown("status").into());
    }
    if let Some(date) = args.since.filter(|&date| date >= env.today) {
        return Err(Usage(format!("{date} is not past: `--since` takes an earlier day")).into());
    }
    let kb = env.knowledge()?;
    let journal = env.read_journal()?;
    let (person, from_file) =
        env.person_after(&kb, &ProfileFlags::default(), &journal, env.today)?;
    let plan = planned(&kb, &person, env, from_file)?;
    let looks = Looks::read(&env.home.look_path());
    let changes = match args.since {
        Some(date) => Some(since(env, &kb, &journal.until(date), date, &person, &plan)?),
        None => looks
            .before(env.today)
            .map(|look| {
                let then = journal.first(look.events);
                let view = since(env, &kb, &then, look.day, &person, &plan)?;
                // As it was shown then, whatever has become of profile and knowledge base.
                anyhow::Ok(SinceView { finish_before: Some(look.finish), ..view })
            })
            .transpose()?,
    };
    let original = original(env, &kb, &person)?;
    let found = Found {
        original: original.as_ref().map(|(person, plan)| (person, plan)),
        deadline: person
            .deadline
            .map(|date| DeadlineStatusView { date, outcome: outcome(judge(&plan, date)) }),
        at_this_rate: at_this_rate(env, &kb, &journal, &person, &plan)?,
        changes,
    };
    let view = status::status(&kb, &person, &plan, found, env.today);
    match env.format() {
        Format::Json => return print(&render::json(&view)?),
        Format::Plain => print(&render::status::plain(&view))?,
        Format::Table | Format::Markdown => print(&render::status::table(&view, env.width))?,
    }
    let finish = plan.finish.planned;
    let look = Look { day: env.today, events: journal.events.len(), finish };
    looks.remember(&env.home.look_path(), look);
    if journal.events.is_empty() {
        hint(&format!("nothing was recorded yet; begin with `{}`", env.command("next")));
    }
    Ok(())
}

/// What has changed since the journal was another one.
fn since(
    env: &Env,
    kb: &Kb,
    journal: &Journal,
    date: Date,
    now: &Person,
    current: &Plan,
) -> Result<SinceView> {
    let (then, plan) = before(env, kb, &ProfileFlags::default(), journal, date)?;
    Ok(progress::since(kb, date, [&then, now], [plan.as_ref(), Some(current)]))
}

/// The person and their plan as they would have been at the beginning; `None` if that is to come
/// or had no plan.
fn original(env: &Env, kb: &Kb, person: &Person) -> Result<Option<(Person, Plan)>> {
    if person.since >= env.today {
        return Ok(None);
    }
    let flags = ProfileFlags::default();
    let (then, plan) = before(env, kb, &flags, &Journal::default(), person.since)?;
    Ok(plan.map(|plan| (then, plan)))
}

/// The progress of the last whole weeks, and when the plan ends with as much of it; nothing before
/// there are enough of them.
fn at_this_rate(
    env: &Env,
    kb: &Kb,
    journal: &Journal,
    person: &Person,
    current: &Plan,
) -> Result<Option<RateView>> {
    let [most, least] = RATE_WEEKS;
    let first_monday = match monday_of(person.since) == person.since {
        true => person.since,
        false => monday_of(person.since).saturating_add(7.days()),
    };
    let weeks = weeks_between(first_monday, env.today).min(most);
    if weeks < least || current.steps.is_empty() {
        return Ok(None);
    }
    let at_the_end_of = |day: Date| {
        let flags = ProfileFlags::default();
        env.person_after(kb, &flags, &journal.until(day), day).map(|(person, _)| person)
    };
    let sunday = monday_of(env.today).saturating_sub(1.day());
    let then = at_the_end_of(sunday.saturating_sub(i64::from(weeks).weeks()))?;
    let Some(rate) = status::recent_rate(kb, [&then, &at_the_end_of(sunday)?], weeks, env.today)
    else {
        return Ok(None);
    };
    let of = person.time.budget.weekly();
    let hours = Hours::from_ticks((of.ticks() as f64 * rate).round() as u64);
    let scenario = person.scenario(kb);
    let time = Time { budget: Budget::Weekly(hours), ..scenario.time.clone() };
    let goal = scenario.goal(kb);
    let plan = match hours {
        Hours::ZERO => None,
        _ => schedule(kb, &goal, &time, current.selection.clone()).ok(),
    };
    let finish = plan.map(|plan| plan.finish.planned);
    Ok(Some(RateView { weeks, hours_per_week: hours, of, finish }))
}
