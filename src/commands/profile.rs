//! What the commands that change the profile have in common.

use std::path::{Path, PathBuf};

use anyhow::{Result, bail};

use crate::commands::wished::settled;
use crate::env::{Env, note};
use crate::failure::{Refused, Usage};
use crate::knowledge::model::Kb;
use crate::knowledge::text::quoted;
use crate::person::amend::amend;
use crate::person::home::make_folder;
use crate::person::profile::ProfileFile;
use crate::person::progress::Progress;
use crate::person::replace::{Outcome, Over, replace};
use crate::person::setting::from_folder;
use crate::person::wishes::Wishes;
use crate::person::{self, Person, yaml};
use crate::planner::outline::outline;
use crate::planner::plan::plan;
use crate::schema::SchemaFile;
use crate::schema::beside::{keep_up, modeline};
use crate::session::{SHIPPED, Session, are_same, layers_of};
use crate::view::profile::{ChangeView, ChangedView, PlanChangeView, Value, changes, plan_change};

/// Changes the profile, or makes one, and says what that does. Nothing is written before all of it
/// is right.
///
/// # Errors
/// [`Usage`] if a value of a key that changes is wrong; [`Refused`] if the profile cannot be
/// changed, or has been changed by somebody else in the meantime.
pub(super) fn change(
    session: &Session,
    edit: impl FnOnce(&mut Wishes) -> Result<(), Usage>,
) -> Result<ChangedView> {
    let env = session.env;
    let path = env.home.profile_path();
    let old = session.profile()?;
    let before = old.map(|file| file.wishes.clone()).unwrap_or_default();
    let mut wishes = before.clone();
    edit(&mut wishes)?;
    let wishes = settled(session, wishes)?.settled(env.today).map_err(Usage)?;
    let schema = "mlpath/change/1";
    let profile = path.display().to_string();
    let changes = changes(&before, &wishes);
    if changes.is_empty() && old.is_some() {
        return Ok(ChangedView { schema, profile, changes, plan: None });
    }
    check(session, &changes, &wishes)?;
    let text = match old {
        Some(file) => amend(&file.text, &wishes).map_err(|why| by_hand(env, &why))?,
        None => new(session, &wishes)?,
    };
    let file = ProfileFile::of(&path, text)?;
    let plan = effect(session, &file)?;
    write(env, old.map(|file| file.text.as_str()), &file.text)?;
    Ok(ChangedView { schema, profile, changes, plan: Some(plan) })
}

/// What another profile does to the plan.
///
/// # Errors
/// If anything in it is wrong.
pub(super) fn effect(session: &Session, file: &ProfileFile) -> Result<PlanChangeView> {
    let (layers, other);
    let mut is_comparable = matches!(session.profile(), Ok(Some(_)));
    let mut session = session;
    layers = layers_of(session.env, file)?;
    if !are_same(&layers, &session.layers) {
        is_comparable = false;
        other = Session::on(session.env, Wishes::default(), layers)?;
        session = &other;
    }
    let kb = &session.kb;
    let person = session.person_of(file)?;
    let current = if is_comparable { session.person().ok() } else { None };
    let current = current.and_then(|person| outline(kb, &person.scenario(kb)).ok());
    let plan = plan(kb, &person.scenario(kb));
    Ok(plan_change(kb, &person, current.map(|it| it.finish), &plan))
}

/// The text of a new profile, for the knowledge base in use.
pub(super) fn new(session: &Session, wishes: &Wishes) -> Result<String> {
    let Session { kb, env, .. } = session;
    let person = person::resolve(kb, None, Progress::default(), wishes, env.today)?;
    Ok(text(kb, &person, &for_this_kb(env, wishes.clone())))
}

/// The wishes with the knowledge base that was asked for, unless they name one.
pub(super) fn for_this_kb(env: &Env, wishes: Wishes) -> Wishes {
    let in_profile = |folder: &PathBuf| match folder == Path::new(SHIPPED) {
        true => folder.clone(),
        false => from_folder(&env.home.folder, folder),
    };
    let kb = || env.kb_folder.as_ref().map(in_profile);
    let kb_add = match wishes.kb_add.is_empty() {
        true => env.kb_add.iter().map(in_profile).collect(),
        false => wishes.kb_add,
    };
    Wishes { kb: wishes.kb.or_else(kb), kb_add, ..wishes }
}

/// The text of a new profile of a person, whose editor finds its schema.
pub(super) fn text(kb: &Kb, person: &Person, wishes: &Wishes) -> String {
    modeline(SchemaFile::Profile) + &yaml::write(kb, person, wishes)
}

/// Writes the schema that a file names beside it. Without one the file is as good.
pub(super) fn write_schema(path: &Path, text: &str) {
    if let Err(why) = keep_up(path, text) {
        note(&format!("note: editors will not find the schema of {}: {why:#}", path.display()));
    }
}

/// Writes the profile in place of the one that was read, if that is still there as it was.
pub(super) fn write(env: &Env, old: Option<&str>, text: &str) -> Result<()> {
    let path = env.home.profile_path();
    make_folder(&env.home.folder)?;
    let over = old.map_or(Over::Nothing, Over::Text);
    if replace(&path, text, over)? == Outcome::Changed {
        let message = format!("{} was changed by somebody else just now", path.display());
        let hint = format!("look at it with `{}`, then try again", env.command("set"));
        bail!(Refused::new(message, hint));
    }
    write_schema(&path, text);
    Ok(())
}

/// Refuses values of changed keys that mean nothing.
fn check(session: &Session, changes: &[ChangeView], wishes: &Wishes) -> Result<()> {
    let Session { kb, env, .. } = session;
    let newcomer = person::resolve(kb, None, Progress::default(), &Wishes::default(), env.today)?;
    let wrong = person::mistakes(kb, wishes, env.today, &newcomer);
    match wrong.iter().find(|(key, _)| changes.iter().any(|change| change.key == key)) {
        Some((key, wrong)) => Err(Usage(format!("{key}: {wrong}")).into()),
        None => Ok(()),
    }
}

fn by_hand(env: &Env, why: &str) -> Refused {
    let message = format!("cannot change {}: {why}", env.home.profile_path().display());
    Refused::new(message, format!("change it by hand: `{}`", env.command("edit")))
}

/// The words that set changed keys back, each as it is typed.
pub(super) fn back(changes: &[ChangeView]) -> Option<String> {
    let back = changes.iter().map(|change| {
        let before = change.before.as_ref().map(Value::typed).unwrap_or_default();
        match &change.entry {
            // What they are for cannot be typed.
            None if change.key == "exceptions" && !before.is_empty() => None,
            None => Some(format!("{}={before}", change.key)),
            Some(entry) if before.is_empty() => Some(format!("know-={entry}")),
            Some(entry) => Some(format!("know+={entry}={before}")),
        }
    });
    let words = back.collect::<Option<Vec<_>>>()?;
    let quoted = words.iter().map(|word| {
        let is_plain = |c: char| c.is_alphanumeric() || "/._-+=,:".contains(c);
        if word.chars().all(is_plain) { word.clone() } else { quoted(word.as_ref()) }
    });
    Some(quoted.collect::<Vec<_>>().join(" "))
}
