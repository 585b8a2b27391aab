//! `init`.

use std::path::{Path, PathBuf};

use anyhow::{Result, bail};

use crate::commands::from_cv;
use crate::commands::target::TargetFlags;
use crate::document::phrases::{day, likely_by, proofs};
use crate::env::{Env, hint, note, print, terminal};
use crate::failure::{Refused, Usage};
use crate::knowledge::model::Kb;
use crate::knowledge::text::{Count, quoted};
use crate::person::home::make_folder;
use crate::person::progress::Progress;
use crate::person::replace::{Outcome, Over, replace};
use crate::person::wishes::{ProfileFlags, Wishes};
use crate::person::yaml;
use crate::person::{self, Person};
use crate::planner::implied::implied_for;
use crate::planner::plan::{NoPlan, Plan, plan};
use crate::planner::scope::Scope;
use crate::render::Format;
use crate::session::Session;
use crate::view::person::proven;
use crate::view::plan::reasons;
use crate::view::reasons::usually_known;
use crate::wizard::ask::Asker;
use crate::wizard::{complete, no_terminal};

const EXAMPLES: &str = concat!(
    "Examples:\n",
    "  mlpath init\n",
    "  mlpath init --cv cv.txt          # asks about what your CV says\n",
    "  mlpath init --yes --role data-scientist --hours 8 --know python=working --avoid paid",
);

const NO_JSON: &str = "`init` has a JSON form only with --cv; use --format table or plain";

const NO_STANDARD_INPUT: &str =
    "--for: a profile cannot keep standard input; save the advert as a file";

/// Write a commented profile.yaml from your answers or from flags, to be edited by hand
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// Replace an existing profile
    #[arg(long)]
    force: bool,

    /// Ask nothing: use the defaults where no flag is given
    #[arg(long)]
    yes: bool,

    /// Propose what your CV says that you know and have finished: text, Markdown, a web page, PDF,
    /// JSON Resume, or a `Skills.csv` of exported skills. You are asked about each thing; without a
    /// terminal it is only shown
    #[arg(long, value_name = "FILE")]
    cv: Option<PathBuf>,

    #[command(flatten)]
    target: TargetFlags,

    #[command(flatten)]
    profile: ProfileFlags,
}

pub fn run(args: &Args, env: &Env) -> Result<()> {
    let (path, flags) = (env.home.profile_path(), args.target.over(args.profile.wishes()));
    let shown = path.display();
    let terminal = terminal().filter(|_| !args.yes);
    if let (Some(cv), None) = (&args.cv, &terminal) {
        return from_cv::show(env, cv, args.force);
    }
    if env.format() == Format::Json && args.cv.is_none() {
        bail!(Usage(NO_JSON.to_owned()));
    }
    if path.exists() && !args.force {
        bail!(exists(env, &path));
    }
    if flags.adverts.iter().any(|path| path == Path::new("-")) {
        bail!(Usage(NO_STANDARD_INPUT.to_owned()));
    }
    let session = Session::without_flags(env)?;
    let kb = &session.kb;
    let market = session.market_in(flags.market.as_deref())?;
    let resolve = |wishes: &Wishes| {
        let person = person::resolve(kb, None, Progress::default(), wishes, env.today)?;
        session.aimed(None, wishes, person)
    };
    let mut wishes = flags.clone();
    let mut person = resolve(&wishes)?;
    if let Some(terminal) = &terminal {
        let asker = Asker::new(terminal);
        note("Enter accepts what is shown, Ctrl-C stops and writes nothing.");
        if let Some(cv) = &args.cv {
            wishes = from_cv::agreed(&session, cv, &asker, wishes)?;
            person = resolve(&wishes)?;
        }
        wishes = complete(&asker, kb, &wishes, &person)?;
        person = resolve(&wishes)?;
    } else if !args.yes && flags == Wishes::default() {
        let init = env.command(if args.force { "init --force" } else { "init" });
        bail!(no_terminal(kb, &init));
    }
    person.market = market;
    for proof in proofs(&proven(kb, &person)) {
        note(&format!("{proof}; say what is lower with `know`"));
    }
    let yaml = yaml::write(kb, &person, &wishes);
    let over = if args.force { Over::Any } else { Over::Nothing };
    let written = make_folder(&env.home.folder).and_then(|()| replace(&path, &yaml, over));
    if !matches!(written, Ok(Outcome::Written { .. })) && terminal.is_some() {
        // Or the answers would be lost.
        print(&yaml)?;
    }
    if written? == Outcome::Changed {
        bail!(exists(env, &path));
    }
    note(&format!("wrote {shown}"));
    if terminal.is_none() {
        say_defaults(kb, &flags, &person);
    }
    say_plan(kb, &person);
    hint(&format!("see it with `{}`; edit the profile by hand", env.command("plan")));
    Ok(())
}

/// Says what was not asked: which defaults were used, and what is usually known as well.
fn say_defaults(kb: &Kb, flags: &Wishes, person: &Person) {
    let open = flags.open(!kb.domains().is_empty());
    if !open.is_empty() {
        note(&format!("defaults used for {}", open.join(", ")));
    }
    let held = person.scenario(kb).held;
    let offers = implied_for(kb, &Scope::new(kb, &person.target), &held);
    if let Some(offer) = usually_known(kb, &offers) {
        hint(&offer);
    }
}

/// Says in one line what the plan will be, or why there is none.
fn say_plan(kb: &Kb, person: &Person) {
    match plan(kb, &person.scenario(kb)) {
        Ok(plan) => note(&outcome(&plan)),
        Err(NoPlan::PastCalendar) => note("its plan would not end before the year 9999"),
        Err(NoPlan::Unreachable(unreachable)) => {
            note("no plan is possible with these wishes:");
            for reason in reasons(kb, &unreachable) {
                note(&format!("  {}", reason.text));
            }
        }
    }
}

fn exists(env: &Env, profile: &Path) -> Refused {
    let (file, replace) = (quoted(profile), env.command("init --force"));
    let hint = format!("edit {file} by hand, or replace it with `{replace}`");
    Refused::new(format!("{} already exists", profile.display()), hint)
}

/// The plan in one line.
fn outcome(plan: &Plan) -> String {
    if plan.steps.is_empty() {
        return "nothing is left to do".to_owned();
    }
    format!(
        "the plan: {}, {} h, done by {}; 90 % {}",
        Count(plan.steps.len(), "step"),
        plan.hours(),
        day(plan.finish.planned),
        likely_by(plan.finish.p90)
    )
}
