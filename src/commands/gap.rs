//! `gap`

use std::path::{Path, PathBuf};

use anyhow::{Result, bail};
use clap::ValueEnum as _;

use crate::advert::demand::{openings, union};
use crate::advert::{Advert, Reader, Strength, input};
use crate::commands::plan::hint_at_init;
use crate::commands::planning::planned;
use crate::commands::target::{aiming_at, applicant, cover_flag};
use crate::env::{Env, note, print, quoted};
use crate::failure::{Refused, Usage};
use crate::knowledge::model::StepId;
use crate::person::Person;
use crate::person::wishes::{ProfileFlags, Wishes};
use crate::planner::select::select;
use crate::render::{self, Format};
use crate::session::Session;
use crate::view::demand::demand_view;
use crate::view::gap as view;

const EXAMPLES: &str = concat!(
    "Examples:\n",
    "  mlpath gap advert.txt\n",
    "  mlpath gap --know python=working,git=working < advert.txt\n",
    "  mlpath gap adverts/*.txt          # what many adverts ask for\n",
    "  mlpath plan --for advert.txt      # the plan towards it",
);

/// Read a job advert: what it asks for, what you lack, and the shortest way there
///
/// The whole text is searched for the names and wordings of the knowledge base's competencies.
/// Headings and the words around each tell what is required, what is nice to have and what is only
/// part of the work. What a company says about itself, its benefits and the law is ignored;
/// competencies mentioned there are listed at the end. Several adverts show what they ask for
/// together. Nothing leaves your machine.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// Text files with one advert each; without one, or with `-`, standard input
    #[arg(value_name = "ADVERT")]
    adverts: Vec<PathBuf>,

    /// Show what the adverts ask for together, also as JSON and for a single advert
    #[arg(long)]
    demand: bool,

    #[command(flatten)]
    profile: ProfileFlags,
}

pub fn run(args: &Args, env: &Env) -> Result<()> {
    let standard = [PathBuf::from("-")];
    let paths = if args.adverts.is_empty() { &standard[..] } else { &args.adverts };
    if paths.iter().filter(|path| *path == Path::new("-")).count() > 1 {
        bail!(Usage("standard input can be read only once".to_owned()));
    }
    let wishes = args.profile.wishes();
    let session = Session::new(env, wishes.clone())?;
    let person = session.person()?;
    let reader = Reader::new(&session.kb);
    let ([path], false) = (paths, args.demand) else {
        return several(args, paths, &session, &person, &reader);
    };
    let advert = reader.read(&input::read(path)?);
    let nearest = one(&session, &person, path, &advert)?;
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

/// Answers for several adverts. Those that cannot be read are left out.
fn several(
    args: &Args,
    paths: &[PathBuf],
    session: &Session,
    person: &Person,
    reader: &Reader<'_>,
) -> Result<()> {
    let mut files = Vec::new();
    let mut adverts = Vec::new();
    let mut unread = None;
    for path in paths {
        match input::read(path) {
            Ok(text) => {
                adverts.push(reader.read(&text));
                files.push(path.display().to_string());
            }
            Err(error) => {
                unread = unread.or(Some(path));
                let error = format!("{error:#}").replace("\n  ", ": ");
                note(&format!("note: skipped: {error}"));
            }
        }
    }
    if !adverts.is_empty() {
        many(session, person, &files, &adverts, args.demand)?;
    }
    let Some(first) = unread else { return Ok(()) };
    let alone = session.env.command(&format!("gap {}", quoted(first)));
    let (unread, all) = (paths.len() - adverts.len(), paths.len());
    let message = format!("{unread} of {all} adverts could not be read");
    bail!(Refused::new(message, format!("see why with `{alone}`")))
}

/// Answers for one advert. Returns the cover of the first plan with steps.
fn one(
    session: &Session,
    person: &Person,
    path: &Path,
    advert: &Advert,
) -> Result<Option<Strength>> {
    let Session { kb, env, .. } = session;
    let applicant = applicant(kb, person);
    let plan = |&cover: &Strength| {
        let person = aiming_at(applicant.target(advert, cover), person);
        Ok((cover, planned(kb, &person)?))
    };
    let plans = Strength::value_variants().iter().map(plan).collect::<Result<Vec<_>>>()?;
    let steps = |to: Strength| {
        let plan = plans.iter().find(|(reached, _)| *reached == to);
        plan.map_or(Vec::new(), |(_, plan)| plan.steps.iter().map(|step| step.step).collect())
    };
    let mut view = view::gap(kb, path.display().to_string(), advert, &applicant, steps);
    let ways = plans.iter().map(|(to, plan)| view::way(kb, *to, plan, person.time.start));
    view.ways.extend(ways);
    view.ways.dedup_by(|way, before| way.steps == before.steps);
    env.answer(&view)?;
    let nearest = view.ways.iter().find(|way| !way.steps.is_empty());
    Ok(nearest.map(|way| way.to))
}

/// Prints what several adverts ask for, with the steps of one plan towards all of them.
fn many(
    session: &Session,
    person: &Person,
    files: &[String],
    adverts: &[Advert],
    demand: bool,
) -> Result<()> {
    let Session { kb, env, .. } = session;
    let applicant = applicant(kb, person);
    let goal = aiming_at(union(adverts, &applicant), person).scenario(kb).goal(kb);
    // The union asks only for what can be reached, so there is always a choice.
    let chosen: Vec<StepId> = select(kb, &goal).map(|found| found.steps).unwrap_or_default();
    if env.format() == Format::Json && !demand {
        for (file, advert) in files.iter().zip(adverts) {
            let view = view::gap(kb, file.clone(), advert, &applicant, |_| chosen.clone());
            print(&render::json_line(&view)?)?;
        }
        return Ok(());
    }
    let openings = openings(kb, &goal, &chosen, adverts, &applicant);
    env.answer(&demand_view(kb, files, adverts, &applicant, &chosen, openings))
}
