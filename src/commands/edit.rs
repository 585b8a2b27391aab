//! `edit`.

use std::path::Path;

use anyhow::{Result, bail};

use crate::commands::draft::Draft;
use crate::commands::profile::{effect, new, write, write_schema};
use crate::env::{Env, note};
use crate::knowledge::files::read_text;
use crate::person::home::make_folder;
use crate::person::profile::ProfileFile;
use crate::person::replace::{Over, replace};
use crate::person::wishes::Wishes;
use crate::session::Session;
use crate::view::profile::{ChangedView, changes};

/// Open your profile in an editor, and check it on leaving
///
/// The editor is `$VISUAL`, else `$EDITOR`. You edit a copy: the profile changes only if all of it
/// is right, and what you wrote is never lost. Without a profile, you begin with a new one.
#[derive(Debug, clap::Args)]
pub struct Args {}

pub fn run(env: &Env) -> Result<()> {
    let session = Session::without_flags(env)?;
    let path = env.home.profile_path();
    let old = if path.try_exists()? { Some(read_text(&path)?) } else { None };
    let draft = env.home.draft_path();
    let begun = match &old {
        Some(text) => text.clone(),
        None => new(&session, &Wishes::default())?,
    };
    make_folder(&env.home.folder)?;
    if draft.try_exists()? {
        note(&format!("going on with {}, which you left unfinished", draft.display()));
    } else {
        replace(&draft, &begun, Over::Nothing)?;
    }
    write_schema(&draft, &begun);
    let (so_far, again) = ("the profile is as it was", "edit".to_owned());
    let draft = Draft { env, path: draft, begun, so_far, again };
    let view = loop {
        let text = draft.edited()?;
        if old.as_ref() == Some(&text) {
            std::fs::remove_file(&draft.path)?;
            note("nothing was changed");
            return Ok(());
        }
        match checked(&session, old.as_deref(), &draft.path, &text) {
            Ok(view) => {
                write(env, old.as_deref(), &text)?;
                break view;
            }
            Err(wrong) if draft.wants_to_go_on(&wrong)? => {}
            Err(wrong) => bail!(draft.kept(&wrong)),
        }
    };
    std::fs::remove_file(&draft.path)?;
    env.note(&format!("wrote {}", path.display()));
    env.answer(&view)
}

/// What the text changes.
///
/// # Errors
/// All that is wrong in it.
fn checked(session: &Session, old: Option<&str>, draft: &Path, text: &str) -> Result<ChangedView> {
    let file = ProfileFile::of(draft, text.to_owned())?;
    let plan = Some(effect(session, &file)?);
    let before = old.map(|text| ProfileFile::of(draft, text.to_owned()));
    let changes = match before {
        None => changes(&Wishes::default(), &file.wishes),
        Some(Ok(before)) => changes(&before.wishes, &file.wishes),
        // What could not be read said nothing.
        Some(Err(_)) => Vec::new(),
    };
    let profile = session.env.home.profile_path().display().to_string();
    Ok(ChangedView { schema: "mlpath/change/1", profile, changes, plan })
}
