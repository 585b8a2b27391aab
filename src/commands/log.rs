//! `log`.

use anyhow::{Result, bail};
use jiff::civil::Date;

use crate::commands::naming::step;
use crate::commands::record::{note_conditions, parse_text, record};
use crate::env::Env;
use crate::failure::Usage;
use crate::knowledge::hours::Hours;
use crate::knowledge::model::StepId;
use crate::person::Person;
use crate::person::journal::{Action, Record, Text};
use crate::person::written::parse_spent;
use crate::session::Session;
use crate::view::next::this_week;
use crate::view::plan::monday_of;

const EXAMPLES: &str = concat!(
    "Examples:\n",
    "  mlpath log python-cs50p 2h30m\n",
    "  mlpath log cs50p 1.5 git 45m --note \"both on the train\"\n",
    "  mlpath log cs50p 2h --today 2027-01-09",
);

/// Record hours of work on a step
///
/// The first hours start the step. A note without hours is kept as a note.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// The step and the time, such as `2h30m`, `45m` or `2.5` (hours); several pairs at once
    #[arg(required = true, value_name = "STEP TIME")]
    work: Vec<String>,

    /// A note for your history
    #[arg(long, value_name = "TEXT", value_parser = parse_text)]
    note: Option<String>,
}

pub fn run(args: &Args, env: &Env) -> Result<()> {
    let session = Session::without_flags(env)?;
    let kb = &session.kb;
    let is_note = args.work.len() == 1 && args.note.is_some();
    let mut work: Vec<(StepId, Option<Hours>)> = Vec::new();
    for pair in args.work.chunks(2) {
        work.push(match pair {
            [name, time] => (step(&session, name)?, Some(parse_spent(time).map_err(Usage)?)),
            [name] if is_note => (step(&session, name)?, None),
            other => bail!(Usage(format!(
                "`{}` has no time: write step and time in pairs, for example \
                 `mlpath log python-cs50p 2h30m`",
                other.join("")
            ))),
        });
    }
    let (view, journal) = record(&session, |journal| {
        let person = session.person_after(journal)?;
        note_conditions(kb, &person, work.iter().map(|&(step, _)| step));
        let records = work.iter().map(|&(step, hours)| {
            let action = if hours.is_some() { Action::Log } else { Action::Note };
            Record {
                hours,
                note: args.note.clone().map(Text::from),
                ..Record::of(action, &kb[step].id)
            }
        });
        Ok(records.collect())
    })?;
    // An error is ignored, since the hours are recorded already.
    if let (Ok(after), Some(event)) = (session.person_after(&journal), view.events.first()) {
        let week = week(&after, event.day, env.today);
        for (position, &(step, _)) in work.iter().enumerate() {
            let week = week.as_deref().filter(|_| position + 1 == work.len());
            note_total(&session, &after, step, week);
        }
        let (day, hours) = (event.day, after.progress.hours(event.day, event.day));
        if hours > Hours::whole(24) {
            env.note(&format!("note: that makes {hours} h on {day}, and a day has 24"));
            let undo = env.command(&format!("undo {}", event.id));
            env.hint(&format!("undo it with `{undo}`"));
        }
    }
    Ok(())
}

/// How far the person is with a step, and with the week.
fn note_total(session: &Session, person: &Person, step: StepId, week: Option<&str>) {
    let Session { kb, env, .. } = session;
    let Some(track) = person.progress.track(step) else { return };
    let end = track.done.as_ref().map(|done| format!("; finished on {}", done.on));
    let week = week.map(|week| format!("; {week}"));
    let (id, likely) = (&kb[step].id, kb[step].hours.likely);
    let [end, week] = [end, week].map(Option::unwrap_or_default);
    env.note(&format!("{id}: {} h of about {likely} h{end}{week}", track.spent));
}

/// `3.5 h left this week`; nothing for another week, or one without hours.
fn week(person: &Person, day: Date, today: Date) -> Option<String> {
    let budget = this_week(person, None, today);
    let is_meant = monday_of(day) == budget.week && !budget.hours.is_zero();
    let left = budget.hours.less(budget.logged);
    is_meant.then(|| match left {
        Hours::ZERO => format!("the {} h of this week are done", budget.hours),
        left => format!("{left} h left this week"),
    })
}
