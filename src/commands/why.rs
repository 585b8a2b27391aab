//! `why`.

use anyhow::Result;

use crate::commands::list::no_markdown;
use crate::commands::plan::{no_plan, past_calendar};
use crate::commands::show::unknown;
use crate::env::{Env, print};
use crate::failure::Refused;
use crate::knowledge::model::{Kb, StepId};
use crate::person::flags::ProfileFlags;
use crate::planner::explain;
use crate::planner::plan::{NoPlan, plan};
use crate::render::{self, Format, plain};
use crate::view::{plan as plan_view, why};

/// Say why a step is in the plan or not, and what could take its place
///
/// Every alternative is planned anew, and compared with the plan that stands.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The step's id, as `mlpath plan` and `mlpath list` print it
    step: String,

    #[command(flatten)]
    profile: ProfileFlags,
}

pub fn run(args: &Args, env: &Env) -> Result<()> {
    let kb = env.knowledge()?;
    let id = args.step.to_lowercase();
    let step = kb.step(&id).ok_or_else(|| no_step(&kb, &id))?;
    let (person, from_file) = env.person(&kb, &args.profile)?;
    let scenario = person.scenario(&kb);
    let current = match plan(&kb, &scenario) {
        Ok(current) => current,
        Err(NoPlan::PastCalendar) => return Err(past_calendar().into()),
        Err(NoPlan::Unreachable(reasons)) => {
            let view = plan_view::unreachable(&kb, &person, &reasons, env.today, from_file);
            return Err(no_plan(&view).into());
        }
    };
    let planned = current.steps.iter().find(|planned| planned.step == step);
    let view = if let Some(planned) = planned {
        let found = explain::planned(&kb, &scenario, &current, planned);
        why::planned(&kb, &person, planned, &found)
    } else {
        let found = explain::absent(&kb, &scenario, &current, step);
        why::absent(&kb, &person, step, &found)
    };
    let text = match env.format() {
        Format::Table => render::why::draw(&view, env.width),
        Format::Plain => plain::why(&view),
        Format::Json => render::json(&view)?,
        Format::Markdown => return Err(no_markdown("why").into()),
    };
    print(&text)
}

/// For a competency, the steps that teach it are what was probably meant.
fn no_step(kb: &Kb, id: &str) -> Refused {
    let Some(competency) = kb.competency(id) else { return unknown(kb, id) };
    let teaches = |step: &StepId| kb[*step].teaches.contains_key(&competency);
    let teaching: Vec<&str> =
        kb.step_ids().filter(teaches).map(|step| kb[step].id.as_str()).collect();
    Refused {
        message: format!("`{id}` is a competency, not a step"),
        causes: vec![format!("steps that teach it: {}", teaching.join(", "))],
        hint: format!("ask for one of them: `mlpath why {}`", teaching.first().unwrap_or(&"STEP")),
    }
}
