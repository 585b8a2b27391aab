//! The questions of `init`. Answers become the same wishes as flags, and a question whose flag was
//! given is not asked.

pub mod ask;
pub mod cv;
pub mod draft;
mod field;
mod flow;
mod frame;
pub mod kept;
mod key;
mod knowledge;
mod line;
mod list;
mod prompt;
mod question;
mod questions;
mod screen;
#[cfg(test)]
mod tests;
mod time;
mod wishes;

use crate::failure::Refused;
use crate::knowledge::model::Kb;
use crate::knowledge::vocabulary::Level;

pub use flow::ask;

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
