//! `show`.

use anyhow::Result;
use serde_json::json;

use crate::commands::list::no_markdown;
use crate::env::{Env, print};
use crate::failure::Refused;
use crate::knowledge::model::Kb;
use crate::knowledge::problem::suggestion;
use crate::render::{self, Format, entry, plain};
use crate::session::Session;
use crate::view::catalogue;

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
    let text = match env.format() {
        Format::Table => entry::draw(&entries, env.width),
        Format::Plain => plain::entries(&entries),
        Format::Json => render::json(&json!({"schema": "mlpath/show/1", "entries": entries}))?,
        Format::Markdown => return Err(no_markdown("show").into()),
    };
    print(&text)
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
