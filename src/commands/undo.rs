//! `undo`.

use anyhow::{Result, bail};
use itertools::Itertools as _;

use crate::commands::record::record;
use crate::env::Env;
use crate::failure::Refused;
use crate::person::journal::{Action, Journal, Record};
use crate::session::Session;

/// Undo the last change, or one named by its id
///
/// Nothing is deleted: an undo is one more entry, and can itself be undone by its id. Run again, it
/// undoes the change before.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The id of an entry in `mlpath history`, or the start of it
    id: Option<String>,
}

pub fn run(args: &Args, env: &Env) -> Result<()> {
    let session = Session::without_flags(env)?;
    let nothing = || refused(env, "there is nothing to undo".to_owned());
    // Recording would make a journal, only to find nothing in it.
    if matches!(env.home.journal_path().try_exists(), Ok(false)) {
        bail!(nothing());
    }
    let (view, _) = record(&session, |journal| {
        let change = match &args.id {
            Some(id) => named(env, journal, &id.to_lowercase())?,
            None => journal.last_change().ok_or_else(nothing)?.to_owned(),
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

/// The change that belongs to an id, or to the beginning of one.
fn named(env: &Env, journal: &Journal, id: &str) -> Result<String, Refused> {
    let begins = journal.events.iter().filter(|event| event.id.starts_with(id));
    let changes = begins.map(|event| event.change()).unique().collect_vec();
    let exact = journal.events.iter().find(|event| event.id == id);
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
