//! `gap`

use std::path::{Path, PathBuf};

use anyhow::Result;

use crate::advert::demand::{openings, union};
use crate::advert::{Advert, Applicant, Reader, Strength, input};
use crate::commands::planning::planned;
use crate::commands::target::{aiming_at, applicant, cover_flag};
use crate::env::{Env, hint, note, print, quoted};
use crate::failure::{Refused, Usage};
use crate::knowledge::model::{Kb, StepId};
use crate::knowledge::text::visible;
use crate::person::Person;
use crate::person::wishes::Wishes;
use crate::planner::plan::Plan;
use crate::planner::select::select;
use crate::render::Format;
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
/// The names and wordings of the knowledge base's competencies are looked for in the whole text.
/// Headings and the words around them tell what is required, what is nice to have and what is only
/// part of the work; what the company says of itself, benefits and the law are left out, and what
/// is plainly named there is listed at the end. Nothing leaves your machine. Of several adverts, you see what they ask for together.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// Text files with one advert each; without one, or with `-`, standard input
    #[arg(value_name = "ADVERT")]
    adverts: Vec<PathBuf>,

    /// What the adverts ask for together, also in JSON and for a single one
    #[arg(long)]
    demand: bool,

    #[command(flatten)]
    profile: Wishes,
}

pub fn run(args: &Args, env: &Env) -> Result<()> {
    let standard = [PathBuf::from("-")];
    let paths = if args.adverts.is_empty() { &standard[..] } else { &args.adverts };
    if paths.iter().filter(|path| *path == Path::new("-")).count() > 1 {
        return Err(Usage("standard input can be read once only".to_owned()).into());
    }
    let session = Session::new(env, &args.profile)?;
    let person = session.person()?;
    let reader = Reader::new(&session.kb);
    let ([path], false) = (paths, args.demand) else {
        return several(args, paths, &session, &person, &reader);
    };
    let advert = reader.read(&input::read(path)?);
    let nearest = one(&session, &person, path, &advert)?;
    if env.format() == Format::Json {
        return Ok(());
    }
    if let Some(cover) = nearest.filter(|_| path != Path::new("-")) {
        let plan = env.command(&format!("plan --for {}{}", quoted(path), cover_flag(cover)));
        let flags = match args.profile == Wishes::default() {
            true => "",
            false => " and the same flags",
        };
        hint(&format!("plan towards it with `{plan}`{flags}"));
    }
    if !person.from_file && args.profile.more.know.is_empty() {
        let init = env.command("init");
        hint(&format!("there is no profile yet; `{init}` keeps what you know and want"));
    }
    Ok(())
}

/// Answers for several adverts; one that cannot be read is no reason to leave the others.
fn several(
    args: &Args,
    paths: &[PathBuf],
    session: &Session,
    person: &Person,
    reader: &Reader<'_>,
) -> Result<()> {
    let mut files = Vec::new();
    let mut adverts = Vec::new();
    let mut unread: Vec<&PathBuf> = Vec::new();
    for path in paths {
        match input::read(path) {
            Ok(text) => {
                adverts.push(reader.read(&text));
                files.push(path.display().to_string());
            }
            Err(error) => {
                unread.push(path);
                let error = format!("{error:#}").replace("\n  ", ": ");
                note(&format!("note: left out: {}", visible(&error)));
            }
        }
    }
    if !adverts.is_empty() {
        many(session, person, &files, &adverts, args.demand)?;
    }
    let Some(first) = unread.first() else { return Ok(()) };
    let alone = session.env.command(&format!("gap {}", quoted(first)));
    let message = format!("{} of {} adverts could not be read", unread.len(), paths.len());
    Err(Refused::new(message, format!("see how one can be read: `{alone}`")).into())
}

/// Answers for one advert; what the first plan covers in which there is something to do.
fn one(
    session: &Session,
    person: &Person,
    path: &Path,
    advert: &Advert,
) -> Result<Option<Strength>> {
    let Session { kb, env, .. } = session;
    let applicant = applicant(kb, person);
    let plans = ways(kb, person, &applicant, advert)?;
    let steps = |to: Strength| {
        let plan = plans.iter().find(|(reached, _)| *reached == to);
        plan.map_or(Vec::new(), |(_, plan)| plan.steps.iter().map(|step| step.step).collect())
    };
    let mut view = view::gap(kb, path.display().to_string(), advert, &applicant, steps);
    let mut before = None;
    for (to, plan) in &plans {
        let way = view::way(kb, *to, plan, person.time.start);
        if before.as_ref() != Some(&way.steps) {
            before = Some(way.steps.clone());
            view.ways.push(way);
        }
    }
    env.answer(&view)?;
    let nearest = view.ways.iter().find(|way| !way.steps.is_empty());
    Ok(nearest.map(|way| way.to))
}

/// The plans to all that is required, to what is nice to have as well, and to the work as well. Steps
/// that the person wishes for beside it are no part of them.
fn ways(
    kb: &Kb,
    person: &Person,
    applicant: &Applicant,
    advert: &Advert,
) -> Result<Vec<(Strength, Plan)>> {
    let covers = [Strength::Required, Strength::Nice, Strength::Duty].into_iter();
    let plan = |cover| {
        let person = aiming_at(applicant.target(advert, cover), person);
        Ok((cover, planned(kb, &person)?))
    };
    covers.map(plan).collect()
}

/// Prints what several adverts ask for; the steps are those of one plan to all of them.
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
    // The target asks for no more than is within reach: there is always a choice.
    let chosen: Vec<StepId> = select(kb, &goal).map(|found| found.steps).unwrap_or_default();
    if env.format() == Format::Json && !demand {
        for (file, advert) in files.iter().zip(adverts) {
            let view = view::gap(kb, file.clone(), advert, &applicant, |_| chosen.clone());
            print(&(serde_json::to_string(&view)? + "\n"))?;
        }
        return Ok(());
    }
    let openings = openings(kb, &goal, &chosen, adverts, &applicant);
    env.answer(&demand_view(kb, files, adverts, &applicant, &chosen, openings))
}
