//! `why`.

use anyhow::{Result, bail};

use crate::commands::naming::{Called, called};
use crate::commands::planning::planned;
use crate::commands::target::TargetFlags;
use crate::commands::wished::session;
use crate::env::Env;
use crate::failure::Refused;
use crate::knowledge::diagnostics::suggestion;
use crate::knowledge::model::{CompetencyId, Kb, StepId};
use crate::person::Person;
use crate::person::wishes::ProfileFlags;
use crate::planner::explain;
use crate::session::Session;
use crate::view::held::held;
use crate::view::why;

const EXAMPLES: &str = concat!(
    "Examples, of the shipped knowledge base:\n",
    "  mlpath why numpy-pandas\n",
    "  mlpath why degree-msc-computer-science",
);

/// Say why a step is in the plan or not, and what could take its place
///
/// Every alternative is planned in full and compared with the current plan. For a competency: what
/// of it you hold, who says so, and which steps of the plan teach and require it.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// A step or a competency, by its id, its name or words of it; several words go in quotes
    step: String,

    #[command(flatten)]
    target: TargetFlags,

    #[command(flatten)]
    profile: ProfileFlags,
}

pub fn run(args: &Args, env: &Env) -> Result<()> {
    let session = session(env, args.target.over(args.profile.wishes()))?;
    let kb = &session.kb;
    let id = args.step.to_lowercase();
    // An id goes before a name.
    let is_other = kb.step(&id).is_none()
        && kb.competency(&id).is_none()
        && (kb.item(&id).is_some() || kb.role(&id).is_some());
    let meant = if is_other { None } else { called(&session, &args.step)? };
    let person = session.person()?;
    let step = match meant {
        Some(Called::Step(step)) => step,
        Some(Called::Competency(competency)) => return answer_of(&session, &person, competency),
        None => bail!(no_step(kb, &id)),
    };
    let scenario = person.scenario(kb);
    let current = planned(kb, &person)?;
    let planned = current.step(step);
    env.answer(&if let Some(planned) = planned {
        let found = explain::planned(kb, &scenario, &current, planned);
        why::planned(kb, &person, &current, planned, &found)
    } else {
        let found = explain::absent(kb, &scenario, &current, step);
        why::absent(kb, &person, step, &found)
    })
}

/// Answers for a competency, and says how to go on with the step that brings it.
fn answer_of(session: &Session, person: &Person, competency: CompetencyId) -> Result<()> {
    let Session { kb, env, .. } = session;
    let view = held(kb, person, &planned(kb, person)?, competency);
    env.answer(&view)?;
    let hint = if let Some(lesson) = &view.comes_from {
        let why = env.command(&format!("why {}", lesson.step));
        format!("why that step, and what could take its place: `{why}`")
    } else {
        let show = env.command(&format!("show {}", view.id));
        format!("which steps teach it, in the plan or not: `{show}`")
    };
    env.hint(&hint);
    Ok(())
}

/// If the id belongs to something else, says what it is and names its steps.
fn no_step(kb: &Kb, id: &str) -> Refused {
    let steps = |is_meant: &dyn Fn(StepId) -> bool| -> Vec<&str> {
        let meant = kb.listed.steps.iter().copied().filter(|&step| is_meant(step));
        meant.map(|step| kb[step].id.as_str()).collect()
    };
    let (noun, about, meant) = if let Some(item) = kb.item(id) {
        ("guide item", "steps that serve it", steps(&|step| kb.serves(step, item)))
    } else if let Some(role) = kb.role(id) {
        ("role", "its milestones", steps(&|step| kb[role].milestones.contains(&step)))
    } else {
        let competencies = kb.competencies.iter().map(|competency| competency.id.as_str());
        let near = suggestion(id, steps(&|_| true).into_iter().chain(competencies));
        let message = format!("no step or competency has the id `{id}`{near}");
        return Refused::new(message, "look for it with `mlpath search WORDS`");
    };
    let Some(first) = meant.first() else {
        return Refused::new(
            format!("`{id}` is a {noun}, not a step, and no step is related to it"),
            format!("read about it: `mlpath show {id}`"),
        );
    };
    let hint = format!("ask for one of them: `mlpath why {first}`");
    Refused::new(format!("`{id}` is a {noun}, not a step"), hint)
        .because(vec![format!("{about}: {}", meant.join(", "))])
}
