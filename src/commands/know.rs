//! `know`.

use anyhow::{Result, bail};

use crate::commands::naming::example_competency;
use crate::commands::profile::{back, change};
use crate::env::{Env, terminal};
use crate::failure::{Refused, Usage};
use crate::knowledge::vocabulary::Level;
use crate::person::competency;
use crate::person::setting::learn;
use crate::session::Session;
use crate::view::profile::known;
use crate::wizard::ask::{Asker, Choice};

const EXAMPLES: &str = concat!(
    "Examples, of the shipped knowledge base:\n",
    "  mlpath know sql=working python=aware\n",
    "  mlpath know \"machine learning=working\"\n",
    "  mlpath know sql=none             # forget it\n",
    "  mlpath know",
);

/// The levels in plain words.
const LEVELS: [(Level, &str); 3] = [
    (Level::Aware, "I know what it is for and have tried it"),
    (Level::Working, "I use it on my own for everyday work"),
    (Level::Proficient, "I do demanding work with it and help others"),
];

/// The word for what is not known any more.
const NOTHING: &str = "none";

/// Say what you know already, or list what you hold
///
/// A level of `none` forgets what you said; what your finished steps prove stays.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// A competency by id or name, with its level: aware, working, proficient or none
    #[arg(value_name = "COMPETENCY=LEVEL")]
    competencies: Vec<String>,
}

pub fn run(args: &Args, env: &Env) -> Result<()> {
    let session = Session::without_flags(env)?;
    if args.competencies.is_empty() {
        env.answer(&known(&session.kb, &session.person_without_market()?))?;
        let know = env.command(&format!("know {}=working", example_competency(&session.kb)));
        env.hint(&format!("say what else you know with `{know}`"));
        return Ok(());
    }
    let mut stated = Vec::new();
    for typed in &args.competencies {
        stated.push(match typed.rsplit_once('=') {
            Some((name, level)) => (name.trim().to_owned(), Some(level.trim().to_lowercase())),
            None => asked(&session, typed.trim())?,
        });
    }
    record(&session, stated)
}

/// Puts what is known into the profile.
pub(super) fn record(session: &Session, stated: Vec<(String, Option<String>)>) -> Result<()> {
    let env = session.env;
    let changed = change(session, |wishes| {
        for (name, level) in stated {
            let level = level.filter(|level| level != NOTHING);
            let wrong = |wrong| Usage(format!("know: {wrong}"));
            learn(&session.kb, &mut wishes.know, &name, level).map_err(wrong)?;
        }
        Ok(())
    })?;
    if changed.changes.is_empty() {
        env.note("the profile says so already");
    }
    env.answer(&changed)?;
    if let Some(back) = back(&changed.changes).filter(|back| !back.is_empty()) {
        env.hint(&format!("set it back with `{}`", env.command(&format!("set {back}"))));
    }
    Ok(())
}

/// Asks for the level of a competency that was named without one.
fn asked(session: &Session, name: &str) -> Result<(String, Option<String>)> {
    let Session { kb, env, .. } = session;
    let known = competency(kb, name).map_err(|wrong| Usage(format!("know: {wrong}")))?;
    let Some(terminal) = terminal() else {
        let ways = LEVELS.map(|(level, words)| format!("{name}={level}: {words}"));
        let level = format!("{}=working", kb[known].id);
        let hint = format!("say how well: `{}`", env.command(&format!("know {level}")));
        let refused = Refused::new(format!("how well you know `{name}` is missing"), hint);
        bail!(refused.because(ways.to_vec()));
    };
    let levels = LEVELS.iter().map(|(level, words)| Choice::new(level.to_string(), *words));
    let choices = levels.chain([Choice::new(NOTHING, "forget what I said")]).collect();
    let chosen =
        Asker::new(&terminal).one(&format!("How well do you know {}?", kb[known].name), choices)?;
    let level = LEVELS.get(chosen).map_or(NOTHING.to_owned(), |(level, _)| level.to_string());
    Ok((name.to_owned(), Some(level)))
}
