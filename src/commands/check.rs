//! `check`.

use std::sync::Arc;

use anyhow::Result;

use crate::env::Env;
use crate::failure::Refused;
use crate::knowledge::diagnostics::Diagnostics;
use crate::knowledge::model::Kb;
use crate::planner::goal::Goal;
use crate::planner::held::Held;
use crate::planner::select::select;
use crate::planner::target::Target;
use crate::session::Session;
use crate::view::check;
use crate::view::plan::reasons;

pub fn run(env: &Env) -> Result<()> {
    let read = Session::without_flags(env).and_then(|session| {
        let market = session.own_market()?;
        Ok((session.kb, market))
    });
    let failure = read.as_ref().err().and_then(|error| error.downcast_ref::<Diagnostics>());
    if let Some(diagnostics) = failure {
        env.answer(&check::broken(diagnostics.all()))?;
    }
    let (kb, market) = &read?;
    let unreachable: Vec<String> = kb
        .listed
        .roles
        .iter()
        .flat_map(|&role| obstacles(kb, &Arc::new(Target::from(&kb[role]))))
        .collect();
    env.answer(&check::readable(kb, market.as_ref(), unreachable.clone()))?;
    if unreachable.is_empty() {
        return Ok(());
    }
    let hint = "see what teaches it with `mlpath show COMPETENCY`";
    Err(Refused::new("some roles cannot be reached", hint).because(unreachable).into())
}

/// What keeps a person who knows nothing and avoids nothing from reaching a role.
fn obstacles(kb: &Kb, role: &Arc<Target>) -> Vec<String> {
    let goal = Goal::new(kb, role, Held::nothing(kb), &[], Vec::new());
    let Err(unreachable) = select(kb, &goal) else { return Vec::new() };
    let reasons = reasons(kb, &unreachable).into_iter();
    reasons.map(|reason| format!("{}: {}", role.id, reason.text)).collect()
}
