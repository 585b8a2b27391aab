//! `gap`

use std::path::{Path, PathBuf};

use anyhow::Result;

use crate::advert::{Advert, Applicant, Reader, Strength, source};
use crate::commands::plan::past_calendar;
use crate::env::{Env, hint, note, print, quoted};
use crate::failure::Refused;
use crate::knowledge::model::{Kb, RoleId, StepId};
use crate::person::Person;
use crate::person::flags::ProfileFlags;
use crate::planner::plan::{Plan, plan};
use crate::render::{Format, gap as render, json};
use crate::view::gap::{self as view, GapView};

const EXAMPLES: &str = concat!(
    "Examples:\n",
    "  mlpath gap advert.txt\n",
    "  pbpaste | mlpath gap -            # what you have just copied\n",
    "  mlpath gap adverts/*.txt          # what many adverts ask for\n",
    "  mlpath plan --for advert.txt      # the plan towards it",
);

/// Read a job advert: what it asks for, what you lack, and the shortest way there
///
/// Names and wordings of the knowledge base's competencies are looked for in the whole text. Headings
/// and the words around them tell what is required, what is nice to have and what is only named as
/// work; the company's praise, benefits and the law are left out. Nothing leaves your machine.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// Text files with an advert each; without one, or with `-`, standard input
    #[arg(value_name = "ADVERT")]
    adverts: Vec<PathBuf>,

    #[command(flatten)]
    profile: ProfileFlags,
}

pub fn run(args: &Args, env: &Env) -> Result<()> {
    let kb = env.knowledge()?;
    let (person, from_file) = env.person(&kb, &args.profile)?;
    let reader = Reader::new(&kb);
    let Some(path) = args.adverts.first() else { return Ok(()) };
    let advert = reader.read(&source::read(path)?);
    one(&kb, &person, path, &advert, env)
}

fn one(kb: &Kb, person: &Person, path: &Path, advert: &Advert, env: &Env) -> Result<()> {
    let scenario = person.scenario(kb);
    let applicant = Applicant::new(kb, &scenario.held, &scenario.avoid);
    let plans = ways(kb, person, &applicant, advert)?;
    let steps = |to: Strength| {
        let plan = plans.iter().find(|(reached, _)| *reached == to);
        plan.map_or(Vec::new(), |(_, plan)| plan.steps.iter().map(|step| step.step).collect())
    };
    let mut view = view::gap(kb, path.display().to_string(), advert, &applicant, steps);
    let mut before = None;
    for (to, plan) in &plans {
        let way = view::way(kb, *to, plan, scenario.time.start);
        if before.as_ref() != Some(&way.steps) {
            before = Some(way.steps.clone());
            view.ways.push(way);
        }
    }
    print(&match env.format() {
        Format::Json => json(&view)?,
        Format::Plain => render::plain(&view),
        Format::Table | Format::Markdown => render::table(&view, env.width),
    })
}

/// The plans to all that is required, to what is nice to have as well, and to the work as well.
fn ways(
    kb: &Kb,
    person: &Person,
    applicant: &Applicant,
    advert: &Advert,
) -> Result<Vec<(Strength, Plan)>> {
    let mut kb = kb.clone();
    let mut plans = Vec::new();
    for least in [Strength::Required, Strength::Nice, Strength::Duty] {
        let role = RoleId(kb.roles.len());
        kb.roles.push(applicant.role(advert, least));
        let towards = Person { role, ..person.clone() };
        let plan = plan(&kb, &towards.scenario(&kb)).map_err(|_| past_calendar())?;
        plans.push((least, plan));
    }
    Ok(plans)
}
