//! `init`.

use std::path::Path;

use anyhow::Result;

use crate::document::phrases::day;
use crate::env::{Env, hint, note, print, quoted, terminal};
use crate::failure::Refused;
use crate::knowledge::text::Count;
use crate::person;
use crate::person::home::{make_folder, write_whole};
use crate::person::progress::Progress;
use crate::person::wishes::Wishes;
use crate::person::yaml;
use crate::planner::implied::implied_for;
use crate::planner::plan::{NoPlan, Plan, plan};
use crate::planner::scope::Scope;
use crate::session::Session;
use crate::view::plan::reasons;
use crate::view::reasons::usually_known;
use crate::wizard::ask::Asker;
use crate::wizard::{complete, nobody_to_ask};

const EXAMPLES: &str = concat!(
    "Examples:\n",
    "  mlpath init\n",
    "  mlpath init --yes --role data-scientist --hours 8 --know python=working --avoid paid",
);

/// Write a commented profile.yaml from your answers or from flags, to be edited by hand
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// Replace an existing profile
    #[arg(long)]
    force: bool,

    /// Ask nothing: take the defaults for what no flag says
    #[arg(long)]
    yes: bool,

    #[command(flatten)]
    profile: Wishes,
}

pub fn run(args: &Args, env: &Env) -> Result<()> {
    let path = env.home.profile_path();
    let shown = path.display();
    if path.exists() && !args.force {
        return Err(Refused {
            message: format!("{shown} is there already"),
            causes: Vec::new(),
            hint: format!(
                "edit {} by hand, or replace it with `{}`",
                quoted(&path),
                env.command("init --force")
            ),
        }
        .into());
    }
    let session = Session::without_flags(env)?;
    let kb = &session.kb;
    let mut person = person::resolve(kb, None, Progress::default(), &args.profile, env.today)?;
    let terminal = terminal().filter(|_| !args.yes);
    if let Some(terminal) = &terminal {
        note("Enter takes what is shown, Ctrl-C stops and writes nothing.");
        let asker = Asker::new(terminal.columns, terminal.rows, terminal.colour);
        let answers = complete(&asker, kb, &args.profile, &person)?;
        person = person::resolve(kb, None, Progress::default(), &answers, env.today)?;
    } else if !args.yes && args.profile == Wishes::default() {
        let init = env.command(if args.force { "init --force" } else { "init" });
        return Err(nobody_to_ask(kb, &init).into());
    }
    let yaml = yaml::write(kb, &person);
    if let Err(error) = write(env, &path, &yaml, args.force) {
        if terminal.is_some() {
            // Answers are not lost for want of a place.
            print(&yaml)?;
        }
        return Err(error);
    }
    note(&format!("wrote {shown}"));
    if terminal.is_none() {
        let open = args.profile.open(!kb.domains().is_empty());
        if !open.is_empty() {
            note(&format!("no flag for {}: defaults taken", open.join(", ")));
        }
        let held = person.scenario(kb).held;
        let offers = implied_for(kb, &Scope::new(kb, &person.target), &held);
        if let Some(offer) = usually_known(kb, &offers) {
            hint(&offer);
        }
    }
    match plan(kb, &person.scenario(kb)) {
        Ok(plan) => note(&outcome(&plan)),
        Err(NoPlan::PastCalendar) => note("no plan of it would end before the year 9999"),
        Err(NoPlan::Unreachable(unreachable)) => {
            note("no plan is enough with these wishes:");
            for reason in reasons(kb, &unreachable) {
                note(&format!("  {}", reason.text));
            }
        }
    }
    hint(&format!("see it with `{}`; change the profile by hand", env.command("plan")));
    Ok(())
}

fn write(env: &Env, path: &Path, yaml: &str, force: bool) -> Result<()> {
    make_folder(&env.home.folder)?;
    write_whole(path, yaml, force)
}

/// What comes of a profile, in one line.
fn outcome(plan: &Plan) -> String {
    if plan.steps.is_empty() {
        return "nothing is left to do".to_owned();
    }
    format!(
        "the plan: {}, {} h, done by {}; 9 in 10 by {}",
        Count(plan.steps.len(), "step"),
        plan.hours(),
        day(plan.finish.planned),
        day(plan.finish.p90)
    )
}
