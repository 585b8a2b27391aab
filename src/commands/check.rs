//! `check`.

use std::path::{Path, PathBuf};

use anyhow::{Result, bail};
use itertools::Itertools as _;

use crate::commands::check_base::Checked;
use crate::commands::check_kind::{Kind, kind};
use crate::env::Env;
use crate::failure::{Refused, Usage};
use crate::knowledge::code::Code;
use crate::knowledge::diagnostics::suggestion;
use crate::knowledge::vocabulary::Keyword as _;
use crate::render::{Format, check};
use crate::view::check::{codes, explain};

/// Check a knowledge base, what is laid over it, and your files
///
/// Names everything that is wrong, with the line and how to mend it: errors, and warnings about
/// what is probably not meant. A comment `# check: allow CODE` on the line or above the entry
/// allows a warning. Exit codes: 0 nothing to correct, 1 problems, 2 wrong usage.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Folders of a knowledge base or an overlay, or files: one of these, a profile, a market, a
    /// journal (.jsonl), a checklist (.md) [default: the knowledge base in use, your profile and
    /// journal]
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,

    /// Exit with 1 for warnings too
    #[arg(long)]
    strict: bool,

    /// Say what a code means, with an example; without one, list all codes
    #[arg(
        long,
        value_name = "CODE",
        num_args = 0..=1,
        default_missing_value = "",
        conflicts_with_all = ["paths", "strict"]
    )]
    explain: Option<String>,
}

pub fn run(args: &Args, env: &Env) -> Result<()> {
    if let Some(word) = &args.explain {
        return explained(word, env);
    }
    let mut checked = Checked::new(env);
    match args.paths.is_empty() {
        true => checked.all_in_use()?,
        false => args.paths.iter().try_for_each(|path| one(&mut checked, path))?,
    }
    let mut view = checked.view;
    view.sort();
    match env.format() {
        Format::Sarif => env.print(&check::sarif(&view)?)?,
        Format::Github => env.print(&check::github(&view))?,
        _ => env.answer(&view)?,
    }
    let first = view.problems.first().or(view.warnings.first().filter(|_| args.strict));
    let (Some(first), Some(verdict)) = (first, view.verdict()) else { return Ok(()) };
    let wrong = view.problems.iter().chain(view.warnings.iter().filter(|_| args.strict));
    let place = match wrong.map(|it| it.place.as_str()).unique().collect_vec().as_slice() {
        [] | [""] => String::new(),
        [one] => format!(" in {one}"),
        several => format!(" in {} files", several.len()),
    };
    let strict = if view.problems.is_empty() { ", which --strict does not allow" } else { "" };
    let code = first.diagnostic.code;
    let hint = format!("what a code means, with an example: `mlpath check --explain {code}`");
    Err(Refused::new(format!("{verdict}{place}{strict}"), hint).into())
}

/// Checks one path for what it is.
fn one(checked: &mut Checked, path: &Path) -> Result<()> {
    match kind(path) {
        Kind::Base => checked.base(path)?,
        Kind::Overlay => checked.overlay(path)?,
        Kind::Entries => checked.entries(path)?,
        Kind::Profile => checked.profile(path)?,
        Kind::Market => checked.market(path)?,
        Kind::Journal => checked.journal(path)?,
        Kind::Checklist => checked.checklist(path)?,
        Kind::Unknown(why) => checked.unknown(path, Code::UnknownFile, &why),
        Kind::Unreadable(why) => checked.unknown(path, Code::Unreadable, &why),
    }
    Ok(())
}

fn explained(word: &str, env: &Env) -> Result<()> {
    if word.is_empty() {
        return env.answer(&codes(Code::ALL));
    }
    let Some(code) = Code::from_word(word) else {
        let all = Code::ALL.iter().map(|code| code.word());
        let near = match suggestion(word, all) {
            near if near.is_empty() => "; `mlpath check --explain` lists all".to_owned(),
            near => near,
        };
        bail!(Usage(format!("unknown code `{word}`{near}")));
    };
    env.answer(&explain(code))
}
