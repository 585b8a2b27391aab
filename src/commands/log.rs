//! `log`.

use anyhow::{Result, bail};
use itertools::Itertools as _;
use jiff::civil::Date;

use crate::commands::naming::{example_step, step};
use crate::commands::note::{Note, Reading, parse_text};
use crate::commands::on::On;
use crate::commands::record::{Recorded, as_typed, is_called, note_conditions, record, spent};
use crate::commands::work::{Part, is_only_time, parts};
use crate::env::Env;
use crate::failure::{Refused, Usage};
use crate::knowledge::find;
use crate::knowledge::hours::Hours;
use crate::knowledge::model::{Kb, StepId};
use crate::person::Person;
use crate::person::journal::{Action, Record, Text};
use crate::person::progress::Progress;
use crate::person::written::parse_spent;
use crate::session::Session;
use crate::view::next::this_week;
use crate::view::plan::monday_of;

const EXAMPLES: &str = concat!(
    "Examples, of the shipped knowledge base:\n",
    "  mlpath log python-cs50p 2h30m\n",
    "  mlpath log 45m\n",
    "  mlpath log cs50p 2h loops, at last\n",
    "  mlpath log cs50p 1.5 git 45m --note \"both on the train\"\n",
    "  mlpath log maths 2 hours --on yesterday",
);

/// Record hours of work on a step
///
/// The first hours start the step. Words behind the time are a note; a note without hours takes
/// --note. A time alone is for the step in progress, if there is only one.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// The step and the time, such as `2h30m`, `45m` or `2.5` (hours); several pairs at once
    #[arg(value_name = "STEP TIME")]
    work: Vec<String>,

    #[command(flatten)]
    note: Note,

    #[command(flatten)]
    on: On,
}

/// What `log` was told, understood.
struct Told {
    /// Without hours for a note alone.
    work: Vec<(StepId, Option<Hours>)>,
    note: Option<String>,
    on: Option<Date>,
}

pub fn run(args: &Args, env: &Env) -> Result<()> {
    let session = Session::without_flags(env)?;
    let kb = &session.kb;
    let Told { work, note, on } = understand(&session, args)?;
    let mut before = Progress::default();
    let Recorded { view, added, .. } = record(&session, |journal| {
        before = session.progress_by(journal);
        let person = session.person_after(before.clone())?;
        note_conditions(&session, &person, work.iter().map(|&(step, _)| step));
        let records = work.iter().map(|&(step, hours)| {
            let action = if hours.is_some() { Action::Log } else { Action::Note };
            Record {
                hours,
                note: note.clone().map(Text::from),
                on,
                ..Record::of(action, &kb[step].id)
            }
        });
        Ok(records.collect())
    })?;
    // An error is ignored, since the hours are recorded already.
    let after = session.person_after(before.and(kb, added.iter()));
    if let (Ok(after), Some(event)) = (after, view.events.first()) {
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

fn understand(session: &Session, args: &Args) -> Result<Told> {
    const PAIR: &str = "STEP TIME";
    let Session { kb, env, .. } = session;
    let typed = as_typed(env, "log", &args.work, PAIR);
    let (note, words) = args.note.split(&args.work, |words| reading(kb, words), &typed)?;
    if words.is_empty() {
        let example = env.command(&format!("log {} 2h30m", example_step(kb)));
        bail!(Usage(format!("name the step and the time, for example `{example}`")));
    }
    let words = match is_only_time(&words) && find::step(kb, &words[0]).is_none() {
        true => [vec![only_open(session)?], words].concat(),
        false => words,
    };
    let parts = parts(&words);
    let mut work = Vec::new();
    let mut count = 0;
    for (index, part) in parts.iter().enumerate() {
        if index > 0 && !is_work(kb, part) {
            break;
        }
        let hours = match part.time {
            [] if note.is_some() && parts.len() == 1 => None,
            [] => bail!(without_time(kb, part)),
            _ => Some(spent(&part.hours()).map_err(Usage)?),
        };
        work.push((step(session, &part.name())?, hours));
        count += part.words.len() + part.time.len();
    }
    let (told, behind) = words.split_at(count);
    let on = args.on.day(env)?;
    if behind.is_empty() {
        return Ok(Told { work, note, on });
    }
    check_note(kb, &parts[work.len()..], &as_typed(env, "log", told, PAIR))?;
    if note.is_some() {
        bail!(without_time(kb, &parts[work.len()]));
    }
    let note = parse_text(&behind.join(" ")).map_err(|wrong| Usage(format!("note: {wrong}")))?;
    Ok(Told { work, note: Some(note), on })
}

/// The id of the step in progress, which need not be named if there is no other.
fn only_open(session: &Session) -> Result<String> {
    let Session { kb, env, .. } = session;
    let progress = session.person_without_market()?.progress;
    match kb.ids(progress.open().map(|(step, _)| step)).as_slice() {
        [only] => Ok(only.clone()),
        [] => {
            let example = env.command(&format!("log {} 2h30m", example_step(kb)));
            bail!(Usage(format!("nothing is in progress: name the step, for example `{example}`")))
        }
        several => bail!(Usage(format!("name the step: in progress are {}", several.join(", ")))),
    }
}

/// A step, and the time for it. `with the meetup 3` is no work, though `meetup 3h` is.
fn is_work(kb: &Kb, part: &Part) -> bool {
    let is_plain = part.words.iter().all(|word| find::says_something(word));
    !part.time.is_empty() && is_plain && is_called(kb, &part.name())
}

fn ends_with_step(kb: &Kb, part: &Part) -> bool {
    part.words.last().is_some_and(|word| is_called(kb, word))
}

/// What words behind `--note` could be.
fn reading(kb: &Kb, words: &[String]) -> Reading {
    let parts = parts(words);
    if !parts.iter().all(|part| is_work(kb, part)) {
        match parts.iter().any(|part| !part.time.is_empty() && ends_with_step(kb, part)) {
            true => Reading::Perhaps,
            false => Reading::OnlyNote,
        }
    } else if parts.iter().all(|part| find::step(kb, &part.name()).is_some()) {
        Reading::Surely
    } else {
        Reading::Perhaps
    }
}

/// Words behind the last pair are a note if they can be nothing else: hours that end up in a note
/// are lost.
fn check_note(kb: &Kb, behind: &[Part], command: &str) -> Result<()> {
    let all = behind.iter().flat_map(|part| part.words.iter().chain(part.time)).join(" ");
    let doubt = behind.iter().find_map(|part| match (part.words, part.time) {
        ([], time) => Some(format!("`{}` is a second time", time.join(" "))),
        ([name], [_, ..]) if part.has_unit() || find::is_slip(kb, name) => {
            Some(format!("no step is called `{name}`{}", find::near_step(kb, name)))
        }
        (words, []) if is_called(kb, &words.join(" ")) => {
            Some(format!("`{}` has no time", words.join(" ")))
        }
        (_, [_, ..]) if part.has_unit() || ends_with_step(kb, part) => {
            Some(format!("`{all}` could be a note, or work on something else"))
        }
        _ => None,
    });
    match doubt {
        None => Ok(()),
        Some(doubt) => {
            let hint = format!("if it is a note, put it in quotes: `{command} --note \"{all}\"`");
            bail!(Refused::new(doubt, hint))
        }
    }
}

fn without_time(kb: &Kb, part: &Part) -> Usage {
    if let [first, name @ ..] = part.words
        && parse_spent(first).is_ok()
        && !name.is_empty()
    {
        let name = name.join(" ");
        return Usage(format!("the step comes before its time: `mlpath log {name} {first}`"));
    }
    let name = part.name();
    Usage(format!(
        "`{name}` has no time: write step and time in pairs, for example `mlpath log {} 2h30m`",
        example_step(kb)
    ))
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
    let budget = this_week(person, today);
    let is_meant = monday_of(day) == budget.week && !budget.hours.is_zero();
    is_meant.then(|| match budget.left {
        Hours::ZERO => "no hours are left this week".to_owned(),
        left => format!("{left} h left this week"),
    })
}
