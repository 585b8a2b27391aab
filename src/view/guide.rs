//! The answer of `guide`: the guide's own outline, and how the plan covers it.

use serde::Serialize;

use crate::knowledge::entry::Item;
use crate::knowledge::hours::Hours;
use crate::knowledge::model::{ItemId, Kb};
use crate::knowledge::vocabulary::Coverage;
use crate::person::Person;
use crate::planner::goal::Demand;
use crate::planner::plan::Plan;
use crate::view::aim::{AimView, aim};

#[derive(Debug, Serialize)]
pub struct GuideView {
    pub schema: &'static str,
    pub role: String,
    pub role_name: String,
    /// The adverts that are aimed at in place of a role, in their order.
    pub aim: Vec<AimView>,
    pub items: Vec<GuideItemView>,
}

#[derive(Debug, Serialize)]
pub struct GuideItemView {
    #[serde(flatten)]
    pub item: Item,
    /// Steps of the plan that serve it.
    pub planned: Vec<String>,
    /// Finished steps that serve it.
    pub done: Vec<String>,
    /// It is served already: by a finished step, or by knowing all that one of its steps teaches.
    pub known: bool,
    /// Of the planned steps whose own item it is.
    pub hours: Hours,
    /// Steps of the knowledge base that serve it.
    pub steps: usize,
}

/// The outline of the guide, with the plan if there is one.
pub fn guide(kb: &Kb, person: &Person, plan: Option<&Plan>) -> GuideView {
    let finished = person.done(kb);
    let held = person.scenario(kb).held;
    let entry = |&id: &ItemId| {
        let steps = || plan.into_iter().flat_map(|plan| &plan.steps);
        let planned = steps().filter(|p| kb.serves(p.step, id));
        let own = steps().filter(|p| kb[p.step].item == id);
        let done = finished.iter().filter(|&&step| kb.serves(step, id));
        let mut item = kb[id].clone();
        if person.target.optional.contains(&id) {
            item.coverage = Coverage::Optional;
        }
        GuideItemView {
            item,
            planned: kb.ids(planned.map(|p| p.step)),
            done: kb.ids(done),
            known: Demand::Guide(id).is_met_from(kb, &held),
            hours: own.map(|p| p.left.likely).sum(),
            steps: kb.listed.steps.iter().filter(|&&step| kb.serves(step, id)).count(),
        }
    };
    GuideView {
        schema: "mlpath/guide/1",
        role: person.target.id.clone(),
        role_name: person.target.name.clone(),
        aim: aim(kb, person, plan),
        items: kb.listed.items.iter().map(entry).collect(),
    }
}
