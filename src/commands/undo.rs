//! `undo`.

use anyhow::{Result, bail};
use itertools::Itertools as _;

use crate::commands::record::{Recorded, agreed, record, stopped};
use crate::document::history::recorded;
use crate::document::phrases::day;
use crate::env::Env;
use crate::failure::Refused;
use crate::person::journal::{Action, Event, Journal, Record};
use crate::session::Session;
use crate::view::journal;

/// Undo the last change, or one named by its id
///
/// Nothing is deleted: an undo is one more entry, and can itself be undone by its id. Run again, it
/// undoes the change before. What is not from today, or was recorded on another machine, is shown
/// first and undone only if you say so.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The id of an entry in `mlpath history`, or the start of it
    id: Option<String>,

    /// Undo the last change without asking, whenever it was
    #[arg(long, conflicts_with = "id")]
    yes: bool,
}

pub fn run(args: &Args, env: &Env) -> Result<()> {
    let session = Session::without_flags(env)?;
    let nothing = || refused(env, "there is nothing to undo".to_owned());
    // Recording would make a journal, only to find nothing in it.
    if matches!(env.home.journal_path().try_exists(), Ok(false)) {
        bail!(nothing());
    }
    // Asked first: the journal must not stay locked while somebody thinks.
    let agreed = if args.yes || args.id.is_some() { None } else { asked(&session)? };
    let Recorded { view, .. } = record(&session, |journal| {
        let change = if let Some(id) = &args.id {
            named(env, journal, &id.to_lowercase())?
        } else {
            let last = journal.last_change().ok_or_else(nothing)?;
            let is_agreed = args.yes || agreed.as_deref() == Some(last.change());
            if let Some(doubt) = doubt(env, last).filter(|_| !is_agreed) {
                let hint = env.command(&format!("undo {}", last.change()));
                let refused = Refused::new(doubt, format!("undo it with `{hint}`"));
                bail!(refused.because(parts(&session, journal, last)));
            }
            last.change().to_owned()
        };
        let records: Vec<Record> = journal.parts(&change).map(Record::undo).collect();
        if records.is_empty() {
            bail!(refused(env, format!("{change} is already undone")));
        }
        Ok(records)
    })?;
    if let Some(event) = view.events.first() {
        let is_redo = event.undoes.as_ref().is_some_and(|undone| undone.r#do == Some(Action::Undo));
        let what = if is_redo { "undo it again" } else { "redo it" };
        env.hint(&format!("{what} with `{}`", env.command(&format!("undo {}", event.id))));
    }
    Ok(())
}

/// The last change, if the person was asked about it and agrees.
fn asked(session: &Session) -> Result<Option<String>> {
    let journal = session.journal()?;
    let Some(last) = journal.last_change() else { return Ok(None) };
    let Some(doubt) = doubt(session.env, last) else { return Ok(None) };
    let about: Vec<String> = std::iter::once(doubt).chain(parts(session, journal, last)).collect();
    match agreed(session.env, &about, "Undo it?", "nothing is deleted; you can redo it")? {
        Some(false) => Err(stopped(session.env)),
        answer => Ok(answer.map(|_| last.change().to_owned())),
    }
}

/// Why the last change is perhaps not the one that is meant.
fn doubt(env: &Env, last: &Event) -> Option<String> {
    // What happened on another day may have been recorded just now.
    let recorded = last.seq.and_then(|second| env.day_of(second));
    if last.day != env.today && recorded != Some(env.today) {
        Some(format!("the last change is from {}", day(last.day)))
    } else if !env.store().origin.is_own(&last.id) {
        Some("the last change was recorded on another machine or in another home".to_owned())
    } else {
        None
    }
}

/// What a change consists of, one line each.
fn parts(session: &Session, journal: &Journal, last: &Event) -> Vec<String> {
    let events: Vec<Event> = journal.parts(last.change()).cloned().collect();
    journal::recorded(&session.kb, journal, &events).events.iter().map(recorded).collect()
}

/// The change that belongs to an id, or to the beginning of one.
fn named(env: &Env, journal: &Journal, id: &str) -> Result<String, Refused> {
    let begins = journal.events.iter().filter(|event| event.id.starts_with(id));
    let changes = begins.map(Event::change).unique().collect_vec();
    let exact = journal.events.iter().find(|event| &*event.id == id);
    match (exact, changes.as_slice()) {
        (Some(event), _) => Ok(event.change().to_owned()),
        (None, [change]) if !id.is_empty() => Ok((*change).to_owned()),
        (None, []) => Err(refused(env, format!("nothing in your history has the id `{id}`"))),
        (None, _) => Err(refused(env, format!("several ids begin with `{id}`"))),
    }
}

fn refused(env: &Env, message: String) -> Refused {
    Refused::new(message, format!("see the ids with `{}`", env.command("history")))
}
