//! `show`.

use anyhow::Result;

use crate::env::Env;
use crate::failure::Refused;
use crate::knowledge::diagnostics::suggestion;
use crate::knowledge::model::Kb;
use crate::session::Session;
use crate::view::catalogue;
use crate::view::list::ShowView;

/// Show all facts of a step, competency, guide item, role or source
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Its id, as `mlpath list` and `mlpath search` print it
    id: String,
}

pub fn run(args: &Args, env: &Env) -> Result<()> {
    let session = Session::without_flags(env)?;
    let kb = &session.kb;
    let entries = catalogue::entries(kb, &args.id.to_lowercase());
    if entries.is_empty() {
        return Err(unknown(kb, &args.id).into());
    }
    env.answer(&ShowView { schema: "mlpath/show/1", entries })
}

fn unknown(kb: &Kb, id: &str) -> Refused {
    let steps = kb.steps.iter().map(|step| step.id.as_str());
    let competencies = kb.competencies.iter().map(|competency| competency.id.as_str());
    let items = kb.items.iter().map(|item| item.id.as_str());
    let roles = kb.roles.iter().map(|role| role.id.as_str());
    let near = suggestion(id, steps.chain(competencies).chain(items).chain(roles));
    Refused {
        message: format!("nothing has the id `{id}`{near}"),
        causes: Vec::new(),
        hint: "look for it with `mlpath search WORDS`".to_owned(),
    }
}
