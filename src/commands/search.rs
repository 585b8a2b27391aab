//! `search`.

use anyhow::Result;

use crate::env::Env;
use crate::failure::{Refused, Usage};
use crate::render::Format;
use crate::session::Session;
use crate::view::search;

/// Search steps, competencies, guide items and roles
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Words that must all occur
    #[arg(required = true)]
    words: Vec<String>,
}

pub fn run(args: &Args, env: &Env) -> Result<()> {
    if args.words.iter().all(|word| word.trim().is_empty()) {
        return Err(Usage("search for one word at least".to_owned()).into());
    }
    let view = search::search(&Session::without_flags(env)?.kb, &args.words);
    if view.hits.is_empty() && env.format() != Format::Json {
        return Err(Refused {
            message: format!("nothing holds the words `{}`", args.words.join(" ")),
            causes: Vec::new(),
            hint: "try fewer words, or see everything with `mlpath list`".to_owned(),
        }
        .into());
    }
    env.answer(&view)
}
