//! `gap`

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::sync::Arc;

use anyhow::{Result, bail};
use clap::ValueEnum as _;

use crate::advert::{Advert, Applicant, Reader, Strength, input};
use crate::commands::gap_many::Many;
use crate::commands::not_a_cv::advert_text;
use crate::commands::plan::hint_at_init;
use crate::commands::planning::planned;
use crate::commands::target::{aiming_at, applicant, cover_flag};
use crate::commands::wished::session;
use crate::env::Env;
use crate::failure::Usage;
use crate::knowledge::text::quoted;
use crate::person::Person;
use crate::person::wishes::{ProfileFlags, Wishes};
use crate::planner::plan::Plan;
use crate::planner::target::Target;
use crate::planner::ways::Ways;
use crate::render::Format;
use crate::render::letter::letter;
use crate::session::Session;
use crate::view::application::application;
use crate::view::gap as view;
use crate::view::summary::{Route, summary};

const EXAMPLES: &str = concat!(
    "Examples, of the shipped knowledge base:\n",
    "  mlpath gap advert.txt\n",
    "  mlpath gap --know python=working,git=working < advert.txt\n",
    "  mlpath gap adverts/*.txt          # the nearest of many, and what they ask for\n",
    "  mlpath gap advert.txt --application --format markdown   # what to say of yourself\n",
    "  mlpath plan --for advert.txt      # the plan towards it",
);

/// Read a job advert: what it asks for, what you lack, and the shortest way there
///
/// The whole text is searched for the names and wordings of the knowledge base's competencies.
/// Headings and the words around each tell what is required, what is nice to have and what is only
/// part of the work. What a company says about itself, its benefits and the law is ignored;
/// competencies mentioned there are listed at the end. Soft skills, which nearly every advert
/// names, stand below the rows, and do not count in "required 9 of 15 yours" nor in the hours,
/// unless you add `--with soft`. Several adverts are shown by their distance from you, with what
/// they ask for together. Nothing leaves your machine.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// Files with one advert each: text, a web page, a PDF, a mail, Markdown or a job board's JSON;
    /// without one, or with `-`, standard input
    #[arg(value_name = "ADVERT")]
    adverts: Vec<PathBuf>,

    /// Print the text that is read, and nothing else
    #[arg(long, conflicts_with = "demand")]
    text: bool,

    #[command(flatten)]
    several: SeveralFlags,

    /// Show what is asked for beside what proves it: finished steps with their evidence, and the
    /// lines for your CV; with `--format markdown` to be pasted into a letter
    #[arg(long, conflicts_with = "demand")]
    application: bool,

    /// Give rows to what is kept apart otherwise
    #[arg(long, value_enum, value_name = "WHAT")]
    with: Vec<Apart>,

    #[command(flatten)]
    profile: ProfileFlags,
}

#[derive(Debug, Clone, Copy, clap::Args)]
pub struct SeveralFlags {
    /// Show what the adverts ask for together, also as JSON and for a single advert
    #[arg(long)]
    pub demand: bool,

    /// Show every advert of several, each with the day on which its plan ends
    #[arg(long)]
    pub all: bool,
}

/// What has no rows of its own unless it is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Apart {
    /// Soft skills and fields of application; then they count, too
    Soft,
}

pub fn run(args: &Args, env: &Env) -> Result<()> {
    let standard = [PathBuf::from("-")];
    let paths = if args.adverts.is_empty() { &standard[..] } else { &args.adverts };
    if paths.iter().filter(|path| *path == Path::new("-")).count() > 1 {
        bail!(Usage("standard input can be read only once".to_owned()));
    }
    if args.application && paths.len() > 1 {
        bail!(Usage("`--application` takes one advert".to_owned()));
    }
    let wishes = args.profile.wishes();
    let session = session(env, wishes.clone())?;
    let person = session.person_without_market()?;
    let reader = Reader::new(&session.kb);
    let applicant = applicant(&session.kb, &person);
    let with_soft = args.with.contains(&Apart::Soft);
    let applicant = if with_soft { applicant.with_soft() } else { applicant };
    if args.text {
        let show =
            |path: &PathBuf| env.print(&format!("{}\n", input::read(path, &reader)?.trim_end()));
        return paths.iter().try_for_each(show);
    }
    let SeveralFlags { demand, all } = args.several;
    let ([path], false) = (paths, demand) else {
        let many = Many { session: &session, person: &person, applicant: &applicant, demand, all };
        return many.read(paths, &reader);
    };
    let text = advert_text(env, path, &reader)?;
    let advert = reader.read(&text);
    if args.application {
        let file = path.display().to_string();
        let view = application(&session.kb, file, (&advert, &text), &person, &applicant);
        return match env.format() {
            Format::Markdown => env.print(&letter(&view)),
            _ => env.answer(&view),
        };
    }
    let nearest = one(&session, &person, &applicant, path, &advert)?;
    if let Some(cover) = nearest.filter(|_| path != Path::new("-")) {
        let plan = env.command(&format!("plan --for {}{}", quoted(path), cover_flag(cover)));
        let flags = match wishes == Wishes::default() {
            true => "",
            false => " and the same flags",
        };
        env.hint(&format!("plan towards it with `{plan}`{flags}"));
    }
    if !person.from_file && wishes.know.is_empty() {
        hint_at_init(env);
    }
    Ok(())
}

/// Answers for one advert. Returns the cover of the first plan with steps.
fn one(
    session: &Session,
    person: &Person,
    applicant: &Applicant,
    path: &Path,
    advert: &Advert,
) -> Result<Option<Strength>> {
    let Session { kb, env, .. } = session;
    // What asks for nothing more takes the same plan.
    let mut plans: Vec<(Strength, Arc<Target>, Rc<Plan>)> = Vec::new();
    for &cover in Strength::value_variants() {
        let person = aiming_at(applicant.target(advert, cover), person);
        let known = plans.iter().find(|(_, target, _)| *target == person.target);
        let plan = match known {
            Some((_, _, plan)) => Rc::clone(plan),
            None => planned(kb, &person)?.into(),
        };
        plans.push((cover, person.target, plan));
    }
    let required = plans.iter().find(|(cover, ..)| *cover == Strength::Required);
    let route = required.map(|(_, _, plan)| Route::from(&**plan)).unwrap_or_default();
    let summary = summary(kb, applicant, advert, &route);
    let closing = plans.iter().map(|(cover, _, plan)| {
        let steps = plan.steps.iter().map(|planned| planned.step).collect();
        (*cover, applicant.ways(kb, steps))
    });
    let closing: BTreeMap<Strength, Ways> = closing.collect();
    let file = path.display().to_string();
    let mut view = view::gap(kb, file, advert, applicant, summary, |to| &closing[&to]);
    let ways = plans.iter().map(|(to, _, plan)| view::way(kb, *to, plan, person.time.start));
    view.ways.extend(ways);
    view.ways.dedup_by(|way, before| way.steps == before.steps);
    env.answer(&view)?;
    let nearest = view.ways.iter().find(|way| !way.steps.is_empty());
    Ok(nearest.map(|way| way.to))
}
