//! `search`.

use anyhow::{Result, bail};

use crate::env::Env;
use crate::failure::{Refused, Usage};
use crate::render::Format;
use crate::session::Session;
use crate::view::search;

/// Search steps, competencies, guide items and roles
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
        let message = format!("nothing matches `{}`", args.words.join(" "));
        bail!(Refused::new(message, "try fewer words, or see everything with `mlpath list`"));
    }
    env.answer(&view)
}
