//! `why`.

use anyhow::Result;

use crate::commands::planning::planned;
use crate::commands::target::TargetFlags;
use crate::env::Env;
use crate::failure::Refused;
use crate::knowledge::diagnostics::suggestion;
use crate::knowledge::find;
use crate::knowledge::model::{CompetencyId, Kb, StepId};
use crate::knowledge::text::List;
use crate::person::wishes::ProfileFlags;
use crate::planner::explain;
use crate::session::Session;
use crate::view::held::held;
use crate::view::why;

const EXAMPLES: &str = concat!(
    "Examples:\n",
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
    /// The id of a step, as `mlpath plan` and `mlpath list` print it, or a competency by its id or
    /// name: `kubernetes`, k8s, "machine learning"
    step: String,

    #[command(flatten)]
    target: TargetFlags,

    #[command(flatten)]
    profile: ProfileFlags,
}

pub fn run(args: &Args, env: &Env) -> Result<()> {
    let session = Session::new(env, args.target.over(args.profile.wishes()))?;
    let kb = &session.kb;
    let id = args.step.to_lowercase();
    let person = session.person()?;
    let Some(step) = kb.step(&id) else {
        // An id goes before a name.
        let is_other =
            kb.competency(&id).is_none() && (kb.item(&id).is_some() || kb.role(&id).is_some());
        let found = if is_other { Err(Vec::new()) } else { find::competency(kb, &id) };
        let competency = found.map_err(|several| no_step(kb, &id, &several))?;
        return env.answer(&held(kb, &person, &planned(kb, &person)?, competency));
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

/// If the id belongs to something else, says what it is and names its steps. `several`: the
/// competencies that are called so.
fn no_step(kb: &Kb, id: &str, several: &[CompetencyId]) -> Refused {
    if let [first, ..] = several {
        let ids = several.iter().map(|&competency| &kb[competency].id);
        let message = format!("`{id}` could be {}", List::or(ids));
        return Refused::new(
            message,
            format!("ask for one of them: `mlpath why {}`", kb[*first].id),
        );
    }
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
