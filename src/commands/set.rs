//! `set`.

use anyhow::Result;

use crate::commands::profile::{back, change};
use crate::env::Env;
use crate::failure::Usage;
use crate::person::profile::ProfileFile;
use crate::person::setting::{Setting, parse_setting};
use crate::session::Session;
use crate::view::profile::settings;

const EXAMPLES: &str = concat!(
    "Examples:\n",
    "  mlpath set hours=8 deadline=2028-11\n",
    "  mlpath set hours=\"mon-fri 1 sat 4\" start=monday\n",
    "  mlpath set avoid+=paid deadline=\n",
    "  mlpath set",
);

/// Change your profile: hours, deadline, role and all else that it says
///
/// `KEY=VALUE` sets a key, `KEY=` removes it; of a list, `KEY+=VALUE` adds to it and `KEY-=VALUE`
/// takes out. Values are written as for the flags of `plan`. Comments and all that you do not
/// change stay as they are, and nothing is written if anything is wrong. Without a change, prints
/// what is set.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// Keys: role, for, cover, start, deadline, hours, exceptions, parallel, know, have, must,
    /// drop, avoid, domain, market, kb, `kb_add`
    #[arg(value_name = "KEY=VALUE", value_parser = parse_setting)]
    settings: Vec<Setting>,
}

pub fn run(args: &Args, env: &Env) -> Result<()> {
    let session = Session::without_flags(env)?;
    if args.settings.is_empty() {
        let profile = session.profile()?;
        let wishes = profile.map(|ProfileFile { wishes, .. }| wishes);
        let view = settings(env.home.profile_path().display().to_string(), wishes);
        env.answer(&view)?;
        env.hint(&format!("change it with `{}`", env.command("set hours=8")));
        return Ok(());
    }
    let changed = change(&session, |wishes| {
        for setting in &args.settings {
            let applied = setting.apply(&session.kb, &env.home.folder, wishes);
            applied.map_err(|wrong| Usage(format!("{}: {wrong}", setting.key)))?;
        }
        Ok(())
    })?;
    if changed.changes.is_empty() {
        env.note("the profile says so already");
    }
    env.answer(&changed)?;
    let file = ProfileFile::read(&env.home.profile_path())?;
    let has_adverts = file.is_some_and(|file| !file.wishes.adverts.is_empty());
    if has_adverts && args.settings.iter().any(|setting| setting.key == "role") {
        let drop = env.command("set for=");
        env.hint(&format!(
            "the adverts are still the aim in place of the role: `{drop}` ends that"
        ));
    }
    if let Some(back) = back(&changed.changes).filter(|back| !back.is_empty()) {
        env.hint(&format!("set it back with `{}`", env.command(&format!("set {back}"))));
    }
    Ok(())
}
