//! The answer of `why` for a competency: what of it the person holds, who says so, and what the
//! plan does about it.

use jiff::civil::Date;
use serde::Serialize;

use crate::knowledge::model::{CompetencyId, Kb};
use crate::knowledge::vocabulary::Level;
use crate::person::Person;
use crate::planner::plan::Plan;
use crate::view::aim::{AdvertAskView, AimView, aim, asks_for};
use crate::view::curve::{AskedView, asked};
use crate::view::person::{ProvenView, proven_view};

#[derive(Debug, Serialize)]
pub struct HeldView {
    pub schema: &'static str,
    pub role: String,
    pub role_name: String,
    /// The adverts that are aimed at in place of a role, in their order, and what each says of it.
    pub aim: Vec<AimView>,
    pub in_adverts: Vec<AdvertAskView>,
    pub id: String,
    pub name: String,
    /// The place at which an overlay hides it.
    pub hidden: Option<String>,
    /// The level that counts.
    pub held: Option<Level>,
    /// What the person says themselves.
    pub stated: Option<Level>,
    /// What the steps prove that were finished before the journal began.
    pub proven: Option<ProvenView>,
    /// The highest level that a step of the journal taught.
    pub learnt: Option<ProvenView>,
    /// The level that the role needs, or the adverts ask for.
    pub needed: Option<Level>,
    /// How many adverts of the role `asked` is of.
    pub adverts: usize,
    /// How many of them ask for it; `None` if they are too few.
    pub asked: Option<AskedView>,
    /// The step of the plan that brings more of it than is held: the first to the level that is
    /// needed, else to the highest.
    pub comes_from: Option<LessonView>,
    /// Steps of the plan that teach it.
    pub taught_by: Vec<LessonView>,
    /// Steps of the plan that require it.
    pub required_by: Vec<LessonView>,
}

/// A step of the plan, and the level that it teaches or requires.
#[derive(Debug, Clone, Serialize)]
pub struct LessonView {
    pub step: String,
    pub title: String,
    pub level: Level,
    pub start: Date,
    pub finish: Date,
}

pub fn held(kb: &Kb, person: &Person, plan: &Plan, competency: CompetencyId) -> HeldView {
    let proven = person.proof(kb).levels.get(&competency).copied();
    let learnt = person.progress.done().filter_map(|(step, _)| {
        Some(ProvenView { level: kb.taught(step, competency)?, by: kb.id(step) })
    });
    let planned = |level: &dyn Fn(_) -> Option<Level>| {
        let steps = plan.steps.iter().filter_map(|planned| {
            let (start, finish) = (planned.start, planned.finish);
            let level = level(planned.step)?;
            let (step, title) = (kb.id(planned.step), kb[planned.step].title.clone());
            Some(LessonView { step, title, level, start, finish })
        });
        steps.collect::<Vec<_>>()
    };
    let taught_by = planned(&|step| kb.taught(step, competency));
    let needed = match &person.aim {
        None => person.target.needs.get(&competency).copied(),
        Some(aim) => {
            let asks = aim.adverts.iter().filter_map(|file| file.asks_for(competency));
            asks.map(|ask| ask.level).max()
        }
    };
    let scenario = person.scenario(kb);
    let outlook = scenario.outlook();
    let held = scenario.held.levels[competency.0];
    let rises = || taught_by.iter().filter(|lesson| Some(lesson.level) > held);
    let highest = rises().map(|lesson| lesson.level).max();
    let enough = needed.min(highest).or(highest);
    let comes_from = rises().find(|lesson| Some(lesson.level) >= enough).cloned();
    HeldView {
        schema: "mlpath/why-competency/1",
        role: person.target.id.clone(),
        role_name: person.target.name.clone(),
        aim: aim(kb, person, Some(plan)),
        in_adverts: asks_for(kb, person, competency),
        id: kb[competency].id.clone(),
        name: kb[competency].name.clone(),
        hidden: kb[competency].origin.hidden.clone(),
        held,
        stated: person.know.get(&competency).copied(),
        proven: proven.map(|proven| proven_view(kb, proven)),
        learnt: learnt.max_by_key(|learnt| learnt.level),
        needed,
        adverts: outlook.postings(kb).len(),
        asked: asked(kb, &outlook, competency),
        comes_from,
        taught_by,
        required_by: planned(&|step| kb[step].requires.get(&competency).copied()),
    }
}
