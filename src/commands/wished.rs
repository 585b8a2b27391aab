//! The names in flags, as a person types them, made ids. A profile has ids: what is written once
//! and read for years should not depend on what else there is by then.

use anyhow::Result;

use crate::commands::naming::{competency_called, role_called, step_called};
use crate::env::Env;
use crate::failure::Refused;
use crate::knowledge::find;
use crate::knowledge::vocabulary::{CostClass, Keyword as _, Kind};
use crate::person::wishes::Wishes;
use crate::session::Session;

/// Longer lists are written by programs, which know ids.
const MOST_NAMES: usize = 100;

/// The session of a command with these flags.
///
/// # Errors
/// Those of [`Session::new`]; if a name could mean several things.
pub(super) fn session(env: &Env, flags: Wishes) -> Result<Session<'_>> {
    let session = Session::without_flags(env)?;
    let flags = settled(&session, flags)?;
    Ok(session.with_flags(flags))
}

/// The same wishes with ids in place of names. What nothing is called so stays as it is, to be
/// refused with its flag where wishes are linked.
pub(super) fn settled(session: &Session, mut wishes: Wishes) -> Result<Wishes> {
    if let Some(name) = &mut wishes.role {
        *name = role(session, name)?;
    }
    for (name, _) in typed(&mut wishes.know) {
        let is_plain = find::competency(&session.kb, name).is_ok();
        if !is_plain && let Some(it) = about("know", competency_called(session, name))? {
            let competency = &session.kb[it];
            say(session, "know", name, (&competency.id, &competency.name));
            name.clone_from(&competency.id);
        }
    }
    let lists = [
        ("have", &mut wishes.have),
        ("must", &mut wishes.must),
        ("drop", &mut wishes.drop),
        ("avoid", &mut wishes.avoid),
        ("allow", &mut wishes.allow),
    ];
    for (flag, names) in lists {
        for name in typed(names) {
            *name = thing(session, flag, name)?;
        }
    }
    Ok(wishes)
}

fn typed<T>(names: &mut [T]) -> &mut [T] {
    if names.len() <= MOST_NAMES { names } else { &mut [] }
}

/// The id of a role.
pub(super) fn role(session: &Session, name: &str) -> Result<String> {
    let role = about("role", role_called(session, name))?;
    Ok(role.map_or_else(|| name.to_owned(), |role| session.kb[role].id.clone()))
}

/// A kind or cost class as it is, or the id of a step.
pub(super) fn thing(session: &Session, flag: &str, name: &str) -> Result<String> {
    let kb = &session.kb;
    let is_sort = Kind::from_word(name).is_some() || CostClass::from_word(name).is_some();
    if is_sort || kb.step(name).is_some() {
        return Ok(name.to_owned());
    }
    let Some(step) = about(flag, step_called(session, name))? else { return Ok(name.to_owned()) };
    say(session, flag, name, (&kb[step].id, &kb[step].title));
    Ok(kb.id(step))
}

/// Says what was taken, since the answer may not.
fn say(session: &Session, flag: &str, typed: &str, (id, name): (&str, &str)) {
    session.env.note(&format!("--{flag} {typed}: {id} ({name})"));
}

/// Names the flag in a refusal to choose among several.
fn about<T>(flag: &str, named: Result<T>) -> Result<T> {
    named.map_err(|error| match error.downcast::<Refused>() {
        Ok(Refused { message, causes, hint }) if !causes.is_empty() => {
            Refused { message: format!("--{flag}: {message}"), causes, hint }.into()
        }
        Ok(stopped) => stopped.into(),
        Err(other) => other,
    })
}
