//! Why a step is in a plan, or why not, and what could take its place.

use std::collections::BTreeMap;

use itertools::Itertools as _;

use crate::knowledge::model::{Kb, StepId};
use crate::planner::difference::{Difference, difference};
use crate::planner::goal::{Avoid, Condition, Demand, Goal};
use crate::planner::plan::{Justification, NoPlan, Plan, PlannedStep, plan};
use crate::planner::scenario::Scenario;
use crate::planner::unreachable::Reason;

/// The way from something that is demanded down to a step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chain {
    pub demand: Demand,
    /// Steps between the demand and the step, the one that meets the demand first, each with what
    /// it needs from the next.
    pub links: Vec<Link>,
}

/// A step of a chain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    pub step: StepId,
    pub needs: Vec<Condition>,
}

/// A plan that was tried, against the plan that stands; or why there is none.
pub type Trial = Result<Difference, Vec<Reason>>;

/// Everything about a step of the plan.
#[derive(Debug)]
pub struct Planned {
    /// One for each justification, the shortest first.
    pub chains: Vec<Chain>,
    /// Steps that wait for it, in the plan's order.
    pub unlocks: Vec<StepId>,
    /// The number of all steps that wait for it, directly or not.
    pub unlocks_in_all: usize,
    /// The best plan without it, its own milestone or wish given up.
    pub without: Option<Trial>,
    /// Steps that could take its place, and what the plan with each of them comes to; the best
    /// first.
    pub alternatives: Vec<(StepId, Difference)>,
}

/// Everything about a step that is not in the plan.
#[derive(Debug)]
pub struct Absent {
    pub why_not: WhyNot,
    /// What it could be good for, and the steps of the plan that bring that about.
    pub instead: Vec<(Purpose, Vec<StepId>)>,
    /// The best plan with it, whatever forbids it given up.
    pub with: Option<Trial>,
}

/// Why a step is not in the plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WhyNot {
    Finished,
    ReplacedBy(Vec<StepId>),
    /// An overlay of the knowledge base hides it: the place where it does.
    Hidden(String),
    /// These wishes forbid it.
    Avoided(Vec<Avoid>),
    /// It is a milestone or wish that was given up.
    Dropped,
    /// The plan is shorter, cheaper or equal without it.
    NotNeeded,
}

/// What a step can be good for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Purpose {
    Demand(Demand),
    /// A condition of a step of the plan.
    Condition(StepId, Condition),
}

/// Each alternative takes a plan of its own to try.
const MOST_TRIED: usize = 40;

/// Explains a step of the plan.
pub fn planned(kb: &Kb, scenario: &Scenario, current: &Plan, step: &PlannedStep) -> Planned {
    let goal = scenario.goal(kb);
    let shortest = shortest_chains(kb, &goal, current);
    let chains = step.because.iter();
    let chains = chains.filter_map(|why| chain(kb, &goal, &shortest, step.step, why));
    let by_length = |chain: &Chain| (chain.links.len(), chain.demand.clone());
    let found = substitutes(kb, &goal, current, step.step);
    let without = scenario.shared(1 + found.len()).without(step.step);
    let alternatives = found
        .into_iter()
        .filter_map(|other| Some((other, trial(kb, &without.with(kb, other), current)?.ok()?)))
        .sorted_by(|(a, x), (b, y)| {
            let costs = x.hours.cmp(&y.hours).then(x.usd.total_cmp(&y.usd));
            costs.then_with(|| kb[*a].id.cmp(&kb[*b].id))
        });
    Planned {
        chains: chains.sorted_by_key(by_length).collect(),
        unlocks: step.followers().collect(),
        unlocks_in_all: current.behind(&[step.step])[0].0,
        without: trial(kb, &without, current),
        alternatives: alternatives.collect(),
    }
}

/// Explains a step that is not in the plan.
pub fn absent(kb: &Kb, scenario: &Scenario, current: &Plan, step: StepId) -> Absent {
    let goal = scenario.goal(kb);
    let forbids = |wish: &&Avoid| wish.matches(step, &kb[step]);
    let avoided: Vec<Avoid> = goal.avoid.iter().filter(forbids).cloned().collect();
    let dropped = scenario.drop.contains(&step)
        && (scenario.target.milestones.contains(&step) || scenario.must.contains(&step));
    let why_not = if scenario.held.done.contains(&step) {
        WhyNot::Finished
    } else if !kb[step].replaced_by.is_empty() {
        WhyNot::ReplacedBy(kb[step].replaced_by.clone())
    } else if let Some(place) = &kb[step].origin.hidden {
        WhyNot::Hidden(place.clone())
    } else if !avoided.is_empty() {
        WhyNot::Avoided(avoided)
    } else if dropped {
        WhyNot::Dropped
    } else {
        WhyNot::NotNeeded
    };
    let with = match &why_not {
        WhyNot::Finished | WhyNot::ReplacedBy(_) | WhyNot::Hidden(_) => None,
        _ => trial(kb, &scenario.with(kb, step), current),
    };
    let purposes = purposes(kb, &goal, current).into_iter();
    let purposes = purposes.filter(|purpose| purpose.is_met_by(kb, step));
    let instead = purposes.map(|purpose| {
        let steps = met_by(kb, current, &purpose);
        (purpose, steps)
    });
    Absent { why_not, instead: instead.collect(), with }
}

/// `None` where the calendar ends first.
fn trial(kb: &Kb, scenario: &Scenario, current: &Plan) -> Option<Trial> {
    match plan(kb, scenario) {
        Ok(tried) => Some(Ok(difference(kb, current, &tried))),
        Err(NoPlan::Unreachable(reasons)) => Some(Err(reasons)),
        Err(NoPlan::PastCalendar) => None,
    }
}

/// The shortest way from what is demanded down to each step of a plan. What waits for a step begins
/// after it.
fn shortest_chains(kb: &Kb, goal: &Goal, plan: &Plan) -> BTreeMap<StepId, Chain> {
    let mut shortest = BTreeMap::new();
    for planned in plan.steps.iter().rev() {
        let ways = planned.because.iter();
        let ways = ways.filter_map(|why| chain(kb, goal, &shortest, planned.step, why));
        if let Some(way) = ways.min_by_key(|way| way.links.len()) {
            shortest.insert(planned.step, way);
        }
    }
    shortest
}

/// The shortest way down to a step by one of its justifications.
fn chain(
    kb: &Kb,
    goal: &Goal,
    shortest: &BTreeMap<StepId, Chain>,
    step: StepId,
    why: &Justification,
) -> Option<Chain> {
    match why {
        Justification::Demand(demand) => Some(Chain { demand: demand.clone(), links: Vec::new() }),
        &Justification::RequiredBy(above) => {
            let mut chain = shortest.get(&above)?.clone();
            let mut needs = goal.open_conditions(&kb[above]);
            needs.retain(|condition| condition.is_met_by(kb, above, step));
            chain.links.push(Link { step: above, needs });
            Some(chain)
        }
    }
}

impl Purpose {
    fn is_met_by(&self, kb: &Kb, step: StepId) -> bool {
        match self {
            Self::Demand(demand) => demand.is_met_by(kb, step),
            Self::Condition(of, condition) => condition.is_met_by(kb, *of, step),
        }
    }
}

/// Everything that some step of the plan has to achieve.
fn purposes(kb: &Kb, goal: &Goal, plan: &Plan) -> Vec<Purpose> {
    let demands = goal.demands.iter().cloned().map(Purpose::Demand);
    let conditions = plan.steps.iter().flat_map(|planned| {
        let open = goal.open_conditions(&kb[planned.step]).into_iter();
        open.map(|condition| Purpose::Condition(planned.step, condition))
    });
    demands.chain(conditions).collect()
}

fn met_by(kb: &Kb, plan: &Plan, purpose: &Purpose) -> Vec<StepId> {
    let steps = plan.steps.iter().map(|planned| planned.step);
    steps.filter(|&step| purpose.is_met_by(kb, step)).collect()
}

/// Steps outside the plan that serve a purpose which in the plan only this step serves: at most
/// [`MOST_TRIED`], the shortest first; none where one plan takes the solver to its limits.
fn substitutes(kb: &Kb, goal: &Goal, plan: &Plan, step: StepId) -> Vec<StepId> {
    let purposes = purposes(kb, goal, plan).into_iter();
    let own: Vec<Purpose> =
        purposes.filter(|purpose| met_by(kb, plan, purpose) == [step]).collect();
    let outside = |other: &StepId| !plan.selection.steps.contains(other);
    let serves = |&other: &StepId| own.iter().any(|purpose| purpose.is_met_by(kb, other));
    let most = if plan.selection.proven { MOST_TRIED } else { 0 };
    let found = goal.candidates(kb).into_iter().filter(outside).filter(serves);
    found.sorted_by_key(|&other| (kb[other].hours.likely, &kb[other].id)).take(most).collect()
}
