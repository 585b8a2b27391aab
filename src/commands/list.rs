//! `list`.

use anyhow::Result;

use crate::document::Answer;
use crate::env::Env;
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
        What::Steps => list(env, "steps", kb.listed.steps.iter().map(|&step| &kb[step].entry)),
        What::Items => list(env, "items", kb.listed.items.iter().map(|&item| &kb[item])),
        What::Competencies => list(env, "competencies", catalogue::competencies(kb)),
        What::Roles => list(env, "roles", kb.listed.roles.iter().map(|&role| &kb[role].entry)),
        What::Resources => list(env, "resources", catalogue::resources(kb)),
    }
}

fn list<T>(env: &Env, sort: &'static str, entries: impl IntoIterator<Item = T>) -> Result<()>
where
    ListView<T>: Answer,
{
    env.answer(&ListView { sort, entries: entries.into_iter().collect() })
}
