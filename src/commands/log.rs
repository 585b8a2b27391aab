//! `log`.

use anyhow::Result;
use jiff::civil::Date;

use crate::commands::record::{note_conditions, parse_text, record, step};
use crate::env::{Env, hint, note};
use crate::failure::Usage;
use crate::knowledge::hours::Hours;
use crate::knowledge::model::{Kb, StepId};
use crate::person::Person;
use crate::person::journal::{Action, Record};
use crate::person::written::parse_spent;
use crate::render::Format;
use crate::session::Session;

const EXAMPLES: &str = concat!(
    "Examples:\n",
    "  mlpath log python-cs50p 2h30m\n",
    "  mlpath log cs50p 1.5 git 45m --note \"both on the train\"\n",
    "  mlpath log cs50p 2h --today 2027-01-09",
);

/// Record hours of work on a step
///
/// The first hours begin the step. A note without hours is kept as a note.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// The step and the time, such as `2h30m`, `45m` or `2.5` (hours); several pairs at once
    #[arg(required = true, value_name = "STEP TIME")]
    work: Vec<String>,

    /// A remark for your history
    #[arg(long, value_name = "TEXT", value_parser = parse_text)]
    note: Option<String>,
}

pub fn run(args: &Args, env: &Env) -> Result<()> {
    let session = Session::without_flags(env)?;
    let kb = &session.kb;
    let mut work: Vec<(StepId, Option<Hours>)> = Vec::new();
    for pair in args.work.chunks(2) {
        match pair {
            [name, time] => {
                work.push((step(&session, name)?, Some(parse_spent(time).map_err(Usage)?)));
            }
            [name] if args.work.len() == 1 && args.note.is_some() => {
                work.push((step(&session, name)?, None));
            }
            _ => {
                let last = pair.first().map_or("", String::as_str);
                let text = format!(
                    "`{last}` has no time: write step and time in pairs, for example \
                     `mlpath log python-cs50p 2h30m`"
                );
                return Err(Usage(text).into());
            }
        }
    }
    let (view, journal) = record(&session, |journal| {
        let person = session.person_after(journal)?;
        note_conditions(kb, &person, work.iter().map(|&(step, _)| step));
        let records = work.iter().map(|&(step, hours)| {
            let action = if hours.is_some() { Action::Log } else { Action::Note };
            Record { hours, note: args.note.clone(), ..Record::of(action, &kb[step].id) }
        });
        Ok(records.collect())
    })?;
    if env.format() != Format::Json {
        // What is recorded is not refused because a remark about it cannot be made.
        let after = session.person_after(&journal);
        let day = view.events.first().map(|event| event.day);
        if let (Ok(after), Some(day)) = (after, day) {
            for &(step, _) in &work {
                note_total(kb, &after, step);
            }
            note_long_day(env, &after, day);
        }
    }
    Ok(())
}

/// How far the person is with a step.
fn note_total(kb: &Kb, person: &Person, step: StepId) {
    let Some(track) = person.progress.track(step) else { return };
    let end = match &track.done {
        Some(done) => format!("; it is finished since {}", done.on),
        None => String::new(),
    };
    let (id, likely) = (&kb[step].id, kb[step].hours.likely);
    note(&format!("{id}: {} h of about {likely} h{end}", track.spent));
}

/// A slip of the keyboard is noticed best at once.
fn note_long_day(env: &Env, person: &Person, day: Date) {
    let hours = person.progress.hours(day, day);
    if hours > Hours::whole(24) {
        note(&format!("note: that makes {hours} h on {day}, and a day has 24"));
        hint(&format!("take it back with `{}`", env.command("undo")));
    }
}
