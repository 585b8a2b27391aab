//! `check`.

use anyhow::Result;

use crate::env::{Env, print};
use crate::failure::Refused;
use crate::knowledge::model::Kb;
use crate::planner::goal::Goal;
use crate::planner::held::Held;
use crate::planner::select::select;
use crate::planner::target::Target;
use crate::session::Session;
use crate::view::plan::reasons;

/// Check a knowledge base: the shipped one, or the one named by --kb
#[derive(Debug, clap::Args)]
pub struct Args {}

pub fn run(_: &Args, env: &Env) -> Result<()> {
    let session = Session::without_flags(env)?;
    let kb = &session.kb;
    let unreachable: Vec<String> =
        kb.roles.iter().flat_map(|role| gaps(kb, &Target::from(role))).collect();
    if unreachable.is_empty() {
        return print(&format!("no problems: {kb}\n"));
    }
    Err(Refused {
        message: "some roles cannot be reached".to_owned(),
        causes: unreachable,
        hint: "see what teaches it with `mlpath show COMPETENCY`".to_owned(),
    }
    .into())
}

/// What keeps somebody who knows nothing and avoids nothing from a role.
fn gaps(kb: &Kb, role: &Target) -> Vec<String> {
    let goal = Goal::new(kb, role, Held::new(kb, &[].into(), &[].into()), &[], Vec::new());
    match select(kb, &goal) {
        Ok(_) => Vec::new(),
        Err(unreachable) => {
            let of = |text: String| format!("{}: {text}", role.id);
            reasons(kb, &unreachable).into_iter().map(|reason| of(reason.text)).collect()
        }
    }
}
