//! `list`.

use anyhow::Result;

use crate::document::Answer;
use crate::env::Env;
use crate::knowledge::model::CompetencyId;
use crate::session::Session;
use crate::view::catalogue;
use crate::view::list::ListView;

/// List what the knowledge base holds
#[derive(Debug, clap::Args)]
pub struct Args {
    /// What to list
    #[arg(value_enum, default_value_t)]
    what: What,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, clap::ValueEnum)]
enum What {
    /// Things to do, by guide item
    #[default]
    Steps,
    /// What the guide advises
    Items,
    /// What a person can do
    Competencies,
    /// What a plan can aim at
    Roles,
    /// Courses, books, pages and tools
    Resources,
}

pub fn run(args: &Args, env: &Env) -> Result<()> {
    let session = Session::without_flags(env)?;
    let kb = &session.kb;
    match args.what {
        What::Steps => list(env, "steps", kb.steps.iter().map(|step| step.entry.clone())),
        What::Items => list(env, "items", kb.items.iter().cloned()),
        What::Competencies => {
            let ids = (0..kb.competencies.len()).map(CompetencyId);
            list(env, "competencies", ids.map(|id| catalogue::competency(kb, id)))
        }
        What::Roles => list(env, "roles", kb.roles.iter().map(|role| role.entry.clone())),
        What::Resources => list(env, "resources", catalogue::resources(kb)),
    }
}

fn list<T>(env: &Env, sort: &'static str, entries: impl IntoIterator<Item = T>) -> Result<()>
where
    ListView<T>: Answer,
{
    env.answer(&ListView { sort, entries: entries.into_iter().collect() })
}
