//! `show`.

use anyhow::{Result, bail};

use crate::commands::naming::{Called, called};
use crate::env::Env;
use crate::failure::Refused;
use crate::knowledge::diagnostics::suggestion;
use crate::knowledge::find;
use crate::session::Session;
use crate::view::catalogue;
use crate::view::list::ShowView;

/// Show all facts of a step, competency, guide item, role or source
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The id, as `mlpath list` and `mlpath search` print it; of steps, competencies and roles also
    /// the name or words of it
    id: String,
}

pub fn run(args: &Args, env: &Env) -> Result<()> {
    let session = Session::without_flags(env)?;
    let kb = &session.kb;
    let mut entries = catalogue::entries(kb, &args.id.to_lowercase());
    if entries.is_empty() {
        let id = match find::role(kb, &args.id) {
            Some(role) => Some(&kb[role].id),
            None => called(&session, &args.id)?.map(|called| match called {
                Called::Step(step) => &kb[step].id,
                Called::Competency(competency) => &kb[competency].id,
            }),
        };
        entries = id.map_or_else(Vec::new, |id| catalogue::entries(kb, id));
    }
    if entries.is_empty() {
        let competencies = kb.competencies.iter().map(|competency| &competency.id);
        let ids = kb.steps.iter().map(|step| &step.id).chain(competencies);
        let ids = ids.chain(kb.items.iter().map(|item| &item.id));
        let ids = ids.chain(kb.roles.iter().map(|role| &role.id)).map(String::as_str);
        let message = format!("nothing has the id `{}`{}", args.id, suggestion(&args.id, ids));
        bail!(Refused::new(message, "look for it with `mlpath search WORDS`"));
    }
    env.answer(&ShowView { schema: "mlpath/show/1", entries })
}
