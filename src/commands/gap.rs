//! `gap`

use std::path::{Path, PathBuf};

use anyhow::Result;

use crate::advert::demand::{openings, union};
use crate::advert::{Advert, Applicant, Reader, Strength, input};
use crate::commands::list::no_markdown;
use crate::commands::plan::planned;
use crate::commands::towards::{Cover, add_role, applicant, role};
use crate::env::{Env, hint, note, print, quoted};
use crate::failure::{Refused, Usage};
use crate::knowledge::model::{Kb, StepId};
use crate::knowledge::text::visible;
use crate::person::Person;
use crate::person::flags::ProfileFlags;
use crate::planner::plan::Plan;
use crate::planner::select::select;
use crate::render::{Format, demand as demands, gap as render, json};
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
    profile: ProfileFlags,
}

pub fn run(args: &Args, env: &Env) -> Result<()> {
    if env.format() == Format::Markdown {
        return Err(no_markdown("gap").into());
    }
    let standard = [PathBuf::from("-")];
    let paths = if args.adverts.is_empty() { &standard[..] } else { &args.adverts };
    if paths.iter().filter(|path| *path == Path::new("-")).count() > 1 {
        return Err(Usage("standard input can be read once only".to_owned()).into());
    }
    let kb = env.knowledge()?;
    let (person, from_file) = env.person(&kb, &args.profile)?;
    let reader = Reader::new(&kb);
    let ([path], false) = (paths, args.demand) else {
        return several(args, paths, &kb, &person, &reader, env);
    };
    let advert = reader.read(&input::read(path)?);
    let nearest = one(&kb, &person, path, &advert, env)?;
    if env.format() == Format::Json {
        return Ok(());
    }
    if let Some(cover) = nearest.filter(|_| path != Path::new("-")) {
        let plan = env.command(&format!("plan --for {}{}", quoted(path), cover.flag()));
        let flags = match args.profile == ProfileFlags::default() {
            true => "",
            false => " and the same flags",
        };
        hint(&format!("plan towards it with `{plan}`{flags}"));
    }
    if !from_file && args.profile.more.know.is_empty() {
        let init = env.command("init");
        hint(&format!("there is no profile yet; `{init}` keeps what you know and want"));
    }
    Ok(())
}

/// Answers for several adverts; one that cannot be read is no reason to leave the others.
fn several(
    args: &Args,
    paths: &[PathBuf],
    kb: &Kb,
    person: &Person,
    reader: &Reader<'_>,
    env: &Env,
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
        many(kb, person, &files, &adverts, args.demand, env)?;
    }
    let Some(first) = unread.first() else { return Ok(()) };
    let alone = env.command(&format!("gap {}", quoted(first)));
    Err(Refused {
        message: format!("{} of {} adverts could not be read", unread.len(), paths.len()),
        causes: Vec::new(),
        hint: format!("see how one can be read: `{alone}`"),
    }
    .into())
}

/// Answers for one advert; what the first plan covers in which there is something to do.
fn one(kb: &Kb, person: &Person, path: &Path, advert: &Advert, env: &Env) -> Result<Option<Cover>> {
    let applicant = applicant(kb, person);
    let plans = ways(kb, person, &applicant, advert, env)?;
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
    print(&match env.format() {
        Format::Json => json(&view)?,
        Format::Plain => render::plain(&view),
        Format::Table | Format::Markdown => render::table(&view, env.width),
    })?;
    let nearest = view.ways.iter().find(|way| !way.steps.is_empty());
    Ok(nearest.map(|way| Cover::of(way.to)))
}

/// The plans to all that is required, to what is nice to have as well, and to the work as well. Steps
/// that the person wishes for beside it are no part of them.
fn ways(
    kb: &Kb,
    person: &Person,
    applicant: &Applicant,
    advert: &Advert,
    env: &Env,
) -> Result<Vec<(Strength, Plan)>> {
    let mut kb = kb.clone();
    let mut towards = Person { must: Vec::new(), ..person.clone() };
    let mut plans = Vec::new();
    for least in [Strength::Required, Strength::Nice, Strength::Duty] {
        towards.role = role(&mut kb, &mut towards, applicant, advert, least);
        plans.push((least, planned(&kb, &towards, env, false)?));
    }
    Ok(plans)
}

/// Prints what several adverts ask for; the steps are those of one plan to all of them.
fn many(
    kb: &Kb,
    person: &Person,
    files: &[String],
    adverts: &[Advert],
    demand: bool,
    env: &Env,
) -> Result<()> {
    let applicant = applicant(kb, person);
    let mut kb = kb.clone();
    let mut towards = Person { must: Vec::new(), ..person.clone() };
    towards.role = add_role(&mut kb, &mut towards, union(adverts, &applicant));
    let goal = towards.scenario(&kb).goal(&kb);
    // The role asks for no more than is within reach: there is always a choice.
    let chosen: Vec<StepId> = select(&kb, &goal).map(|found| found.steps).unwrap_or_default();
    if env.format() == Format::Json && !demand {
        for (file, advert) in files.iter().zip(adverts) {
            let view = view::gap(&kb, file.clone(), advert, &applicant, |_| chosen.clone());
            print(&(serde_json::to_string(&view)? + "\n"))?;
        }
        return Ok(());
    }
    let openings = openings(&kb, &goal, &chosen, adverts, &applicant);
    let view = demand_view(&kb, files, adverts, &applicant, &chosen, &openings);
    print(&match env.format() {
        Format::Json => json(&view)?,
        Format::Plain => demands::plain(&view),
        Format::Table | Format::Markdown => demands::table(&view, env.width),
    })
}
