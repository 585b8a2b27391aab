//! `search`.

use anyhow::{Result, bail};

use crate::env::Env;
use crate::failure::{Refused, Usage};
use crate::knowledge::text::List;
use crate::render::Format;
use crate::session::Session;
use crate::view::search;

/// Search steps, guide items, competencies and roles
///
/// Looks into titles, ids, other names, the guide's words, what is taught, resources and what each
/// step ends with; other forms of a word and slips of the keyboard are found as well.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Words that must all match
    #[arg(required = true)]
    words: Vec<String>,
}

pub fn run(args: &Args, env: &Env) -> Result<()> {
    if args.words.iter().all(|word| word.trim().is_empty()) {
        bail!(Usage("search for at least one word".to_owned()));
    }
    let view = search::search(&Session::without_flags(env)?.kb, &args.words);
    if view.hits.is_empty() && env.format() != Format::Json {
        let message = match view.unknown.is_empty() {
            true => format!("nothing holds all of {}", List::and(quoted(&view.words))),
            false => format!("nothing holds {}", List::or(quoted(view.unknown.keys()))),
        };
        let near = view.unknown.values().filter(|near| !near.is_empty());
        let near = near.map(|near| format!("the nearest words: {}", near.join(", ")));
        let hint = "try fewer words, or see everything with `mlpath list`";
        bail!(Refused::new(message, hint).because(near.collect()));
    }
    env.answer(&view)
}

fn quoted<'a>(
    words: impl IntoIterator<Item = &'a String, IntoIter: Clone>,
) -> impl Iterator<Item = String> + Clone {
    words.into_iter().map(|word| format!("`{word}`"))
}
