//! `list`.

use anyhow::Result;
use serde_json::{Map, Value, json};

use crate::env::{Env, print};
use crate::failure::Usage;
use crate::knowledge::model::{CompetencyId, Kb};
use crate::render::{self, Format, lists, plain};
use crate::session::Session;
use crate::view::catalogue;

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
    print(&text(kb, args.what, env.format(), env.width)?)
}

fn text(kb: &Kb, what: What, format: Format, width: u16) -> Result<String> {
    /// One arm a format, for views of any sort.
    macro_rules! forms {
        ($name:ident, $views:expr) => {{
            let views: Vec<_> = $views;
            match format {
                Format::Table => Ok(lists::$name(&views, width)),
                Format::Plain => Ok(plain::$name(&views)),
                Format::Json => answer(stringify!($name), json!(views)),
                Format::Markdown => Err(no_markdown("list").into()),
            }
        }};
    }
    match what {
        What::Steps => forms!(steps, kb.steps.iter().map(|s| s.entry.clone()).collect()),
        What::Items => forms!(items, kb.items.clone()),
        What::Competencies => forms!(
            competencies,
            (0..kb.competencies.len())
                .map(|c| catalogue::competency(kb, CompetencyId(c)))
                .collect()
        ),
        What::Roles => forms!(roles, kb.roles.iter().map(|r| r.entry.clone()).collect()),
        What::Resources => forms!(resources, catalogue::resources(kb)),
    }
}

fn answer(name: &str, entries: Value) -> Result<String> {
    let mut answer = Map::new();
    answer.insert("schema".to_owned(), json!(format!("mlpath/{name}/1")));
    answer.insert(name.to_owned(), entries);
    render::json(&answer)
}

pub(super) fn no_markdown(command: &str) -> Usage {
    Usage(format!("`{command}` has no Markdown form; use --format table, plain or json"))
}
