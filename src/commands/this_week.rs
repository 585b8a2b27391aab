//! `mlpath` alone: the screen of the week.

use anyhow::Result;

use crate::commands::planning::planned;
use crate::env::Env;
use crate::session::Session;
use crate::view::this_week::{ThisWeekView, this_week};
use crate::view::welcome::welcome;

pub fn run(env: &Env) -> Result<()> {
    let is_new = [env.home.profile_path(), env.home.journal_path()].iter().all(|it| !it.exists());
    if is_new {
        return env.answer(&welcome(|rest| env.command(rest)));
    }
    let session = Session::without_flags(env)?;
    let person = session.person()?;
    let plan = planned(&session.kb, &person)?;
    let view = this_week(&session.kb, &person, &plan, env.today);
    env.answer(&view)?;
    hint(env, &view);
    Ok(())
}

/// The command that this screen is most often followed by.
fn hint(env: &Env, view: &ThisWeekView) {
    if let Some(over) = view.look_at.iter().find(|it| it.over) {
        env.hint(&format!("if it is, `{}`", env.command(&format!("done {}", over.id))));
    } else if let Some(step) = view.steps.first() {
        let log = env.command(&format!("log {} 2h", step.id));
        env.hint(&format!("record hours with `{log}`"));
    }
}
