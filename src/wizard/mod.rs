//! The questions of `init`. Answers become the same wishes as flags, and a question whose flag was
//! given is not asked.

mod areas;
pub mod ask;
pub mod cv;
mod knowledge;
mod wishes;

use std::rc::Rc;

use anyhow::Result;
use itertools::Itertools as _;

use crate::failure::Refused;
use crate::knowledge::model::{Kb, Role};
use crate::knowledge::vocabulary::Level;
use crate::person::Person;
use crate::person::wishes::Wishes;
use crate::planner::scope::Scope;
use crate::planner::target::Target;
use ask::{Asker, Choice};

/// Asks for what `flags` leave open. `person` is resolved from the flags alone.
///
/// # Errors
/// [`Refused`] if the person stops.
pub fn complete(asker: &Asker, kb: &Kb, flags: &Wishes, person: &Person) -> Result<Wishes> {
    let mut answers = flags.clone();
    let target = match flags.role {
        None if flags.adverts.is_empty() && kb.roles.len() > 1 => {
            let role = ask_role(asker, kb)?;
            answers.role = Some(role.id.clone());
            Rc::new(Target::from(role))
        }
        _ => Rc::clone(&person.target),
    };
    knowledge::ask(asker, kb, &Scope::new(kb, &target), person, &mut answers)?;
    wishes::ask(asker, kb, person, &mut answers)?;
    Ok(answers)
}

fn ask_role<'a>(asker: &Asker, kb: &'a Kb) -> Result<&'a Role> {
    let about = |role: &Role| role.summary.clone().unwrap_or_default();
    let roles = kb.listed.roles.iter().map(|&role| &kb[role]).collect_vec();
    let choices = roles.iter().map(|role| Choice::new(&role.name, about(role)));
    asker.one("What do you want to become?", choices.collect()).map(|role| roles[role])
}

/// The refusal without terminal and flags; `init` is the command as it was typed.
pub fn no_terminal(kb: &Kb, init: &str) -> Refused {
    let first = kb.listed.roles.first().map(|&role| &kb[role]);
    let role = first.map(|role| format!(" --role {}", role.id)).unwrap_or_default();
    let needs = first.into_iter().flat_map(|role| &role.needs);
    let most = needs.rev().max_by_key(|&(_, level)| level);
    let know = most.map(|(&c, _)| format!(" --know {}={}", kb[c].id, Level::Working));
    let hint = format!(
        "give as flags what differs from the defaults, for example `{init}{role} --hours 10{}` \
         (also: {}), or accept all defaults with `{init} --yes`",
        know.unwrap_or_default(),
        "--have, --start, --deadline, --holiday, --avoid, --domain",
    );
    Refused::new("not running in a terminal", hint)
}
