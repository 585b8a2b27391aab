//! What would make a plan meet its deadline. Each remedy is tried by planning again, so that
//! following it gives exactly the verdict that it promises.

use std::collections::BTreeSet;
use std::sync::Arc;

use itertools::Itertools as _;
use jiff::civil::Date;

use crate::knowledge::hours::Hours;
use crate::knowledge::model::{Kb, StepId};
use crate::planner::calendar::Budget;
use crate::planner::curve::{Stage, stages};
use crate::planner::forecast::{Forecast, ForecastDay};
use crate::planner::goal::{Avoid, Demand};
use crate::planner::plan::{Plan, dated, least_whole_hours};
use crate::planner::project::{Chosen, Project};
use crate::planner::scenario::Scenario;
use crate::planner::select::{Selection, select};
use crate::planner::target::Target;
use crate::planner::verdict::{Judgement, SAFE, Verdict, judge};

/// More hours a week than these are not kept up for long beside a job.
const MOST_HOURS: u32 = 30;

/// A remedy that changes this much is hard: half as many hours again, or half as much time.
const HARD: f64 = 0.5;

/// The most whole hours a week that may be proposed to somebody who gives some: twice as many, and
/// no more than can be kept up.
pub fn most_hours(now: Hours) -> u32 {
    ((now.get() * 2.0) as u32).min(MOST_HOURS)
}

/// One thing to change.
#[derive(Debug, Clone, PartialEq)]
pub enum Change {
    /// Another number of hours a week.
    HoursPerWeek(Hours),
    Deadline(Date),
    /// Do without a milestone or a wish.
    Drop(StepId),
    /// Give up avoiding something.
    Allow(Avoid),
    /// Aim at a nearer role first.
    Role(Arc<Target>),
    /// Aim at a nearer role first, with another number of hours a week.
    RoleWithHours(Arc<Target>, Hours),
}

impl Change {
    /// The scenario and the deadline after the change.
    pub fn apply(&self, scenario: &Scenario, deadline: Date) -> (Scenario, Date) {
        let mut changed = scenario.clone();
        match self {
            Self::HoursPerWeek(hours) => changed.time.budget = Budget::Weekly(*hours),
            Self::Deadline(later) => return (changed, *later),
            Self::Drop(step) => changed.drop.push(*step),
            Self::Allow(wish) => changed.avoid.retain(|other| other != wish),
            Self::Role(role) => changed.target = Arc::clone(role),
            Self::RoleWithHours(role, hours) => {
                changed.target = Arc::clone(role);
                changed.time.budget = Budget::Weekly(*hours);
            }
        }
        (changed, deadline)
    }
}

/// A change, and what comes of it.
#[derive(Debug, Clone)]
pub struct Remedy {
    pub change: Change,
    /// How much is changed: the share by which the hours a week or the time until the deadline
    /// grow, or the share of the plan's hours that are exchanged.
    pub share: f64,
    pub judgement: Judgement,
    pub plan: Plan,
}

/// What was tried.
#[derive(Debug, Clone, Default)]
pub struct Remedies {
    /// The plan fits after any one of these, those first that change least.
    pub enough: Vec<Remedy>,
    /// These bring it nearer, but alone are not enough.
    pub not_enough: Vec<Remedy>,
    /// The last role that is reached by the deadline, if nothing easy is enough.
    pub stage: Option<Stage>,
}

/// Tries everything that could make the plan of a scenario meet a deadline.
pub fn remedies(kb: &Kb, scenario: &Scenario, current: &Plan, deadline: Date) -> Remedies {
    let mut search = RemedySearch { kb, scenario, current, deadline, questions: 1 };
    let mut found: Vec<Remedy> = Vec::new();
    found.extend(search.more_hours(scenario, &current.selection, Change::HoursPerWeek));
    found.extend(search.later_deadline());
    // Where one selection takes the solver to its limits, twenty of them would take minutes.
    if current.selection.proven {
        let [demands, wishes, roles] = [search.demands(), search.wishes(), search.roles()];
        search.questions = demands.len() + wishes.len() + roles.len();
        found.extend(search.best_of(demands));
        found.extend(search.best_of(wishes));
        let roles = search.best_of(roles);
        found.extend(search.role_with_hours(&roles));
        found.extend(roles);
    }
    let now = judge(current, deadline);
    let found = found.into_iter().sorted_by(|a, b| a.share.total_cmp(&b.share));
    let (enough, mut not_enough): (Vec<_>, Vec<_>) = found.partition(Remedy::fits);
    not_enough.retain(|remedy| remedy.judgement.is_nearer_than(&now));
    let is_easy = enough.first().is_some_and(|remedy| remedy.share < HARD);
    let stage = if is_easy { None } else { search.stage() };
    Remedies { enough, not_enough, stage }
}

impl Remedy {
    fn fits(&self) -> bool {
        self.judgement.verdict == Verdict::Fits
    }
}

/// What the remedies are measured against.
struct RemedySearch<'a> {
    kb: &'a Kb,
    scenario: &'a Scenario,
    current: &'a Plan,
    deadline: Date,
    /// Changes that share the effort of one plan.
    questions: usize,
}

/// A change that shortens the plan, before its dates are worked out.
struct Candidate<'a> {
    change: Change,
    project: Project<'a>,
    /// No schedule of it ends in an earlier week.
    bound: Date,
    share: f64,
}

impl<'a> RemedySearch<'a> {
    /// The least hours a week that are enough, or [`most_hours`] if none are.
    fn more_hours(
        &self,
        scenario: &Scenario,
        selection: &Selection,
        change: impl Fn(Hours) -> Change,
    ) -> Option<Remedy> {
        let chosen = Chosen::new(self.kb, scenario.goal(self.kb), selection.clone());
        let now = scenario.time.budget.weekly();
        let most = most_hours(now);
        let project = |hours: u32| {
            let Scenario { time, .. } = scenario.with_hours(Hours::whole(hours));
            chosen.clone().within(time)
        };
        let with = |hours: u32| {
            let plan = dated(project(hours)?)?;
            let hours = Hours::whole(hours);
            Some(self.remedy(change(hours), hours.get() / now.get() - 1.0, plan))
        };
        let too_few = now.get().floor() as u32;
        // The order of the steps is worked out only for hours that are likely to be enough.
        let is_likely = |hours: u32| project(hours).is_some_and(|it| self.is_likely(it));
        let fits = |hours: u32| is_likely(hours) && with(hours).is_some_and(|remedy| remedy.fits());
        let least = least_whole_hours(too_few, most, fits);
        if too_few >= most { None } else { with(least.unwrap_or(most)) }
    }

    /// Whether the steps of a project can end by the deadline, and are likely to.
    fn is_likely(&self, project: Project) -> bool {
        let can_end = project.earliest_end().is_some_and(|day| day <= self.deadline);
        let Project { kb, goal, time, network, .. } = project;
        let forecast = || Forecast::new(kb, &goal.held, time.pace, Arc::new(network));
        can_end && forecast().likelihood(self.deadline) >= SAFE
    }

    fn later_deadline(&self) -> Option<Remedy> {
        let days = |from: Date, to: Date| f64::from(to.since(from).map_or(0, |s| s.get_days()));
        let ForecastDay::By(likely) = self.current.forecast.by(80) else { return None };
        let later = likely.max(self.current.finish.planned);
        let time = days(self.scenario.time.start, self.deadline).max(1.0);
        let share = days(self.deadline, later) / time;
        let judgement = judge(self.current, later);
        let plan = self.current.clone();
        let change = Change::Deadline(later);
        (later > self.deadline).then_some(Remedy { change, share, judgement, plan })
    }

    /// The last role that the plan reaches by the deadline.
    fn stage(&self) -> Option<Stage> {
        let Scenario { held, time, .. } = self.scenario;
        let stages = stages(self.kb, &self.scenario.outlook(), held, self.current, time.start);
        stages.into_iter().rfind(|stage| stage.date <= self.deadline)
    }

    /// Each milestone or wished-for step left out.
    fn demands(&self) -> Vec<Change> {
        let demands = self.scenario.goal(self.kb).demands;
        let steps: BTreeSet<StepId> = demands.iter().filter_map(Demand::step).collect();
        steps.into_iter().map(Change::Drop).collect()
    }

    /// Each thing to avoid allowed, except other domains: a domain is chosen on purpose.
    fn wishes(&self) -> Vec<Change> {
        let wishes = self.scenario.avoid.iter();
        let wishes = wishes.filter(|wish| !matches!(wish, Avoid::OtherDomains(_)));
        wishes.cloned().map(Change::Allow).collect()
    }

    /// Other roles; none for a job advert, which no other role answers.
    fn roles(&self) -> Vec<Change> {
        let target = &self.scenario.target;
        if !target.covers_guide {
            return Vec::new();
        }
        let others = self.kb.role_ids().map(|id| &self.kb[id]).filter(|it| it.id != target.id);
        others.map(|role| Change::Role(Arc::new(Target::from(role)))).collect()
    }

    /// A nearer role that alone is not enough, with more hours.
    fn role_with_hours(&self, roles: &[Remedy]) -> Option<Remedy> {
        let [nearer @ Remedy { change: Change::Role(role), share, plan, .. }] = roles else {
            return None;
        };
        if nearer.fits() {
            return None;
        }
        let (scenario, _) = Change::Role(Arc::clone(role)).apply(self.scenario, self.deadline);
        let change = |hours| Change::RoleWithHours(Arc::clone(role), hours);
        let remedy = self.more_hours(&scenario, &plan.selection, change)?;
        remedy.fits().then_some(Remedy { share: remedy.share + share, ..remedy })
    }

    /// `None` if there is no plan, or none that could end earlier.
    fn candidate(&self, change: Change) -> Option<Candidate<'a>> {
        let scenario = self.scenario.shared(self.questions);
        let (scenario, _) = change.apply(&scenario, self.deadline);
        let goal = scenario.goal(self.kb);
        let selection = select(self.kb, &goal).ok()?;
        let share = self.exchanged(&selection) / self.current.hours().get().max(1.0);
        let project = Project::new(self.kb, goal, scenario.time, selection)?;
        let bound = project.earliest_end()?;
        let earlier = bound < self.current.finish.bound;
        earlier.then_some(Candidate { change, project, bound, share })
    }

    /// Hours of the steps that only one of the two plans has.
    fn exchanged(&self, selection: &Selection) -> f64 {
        let [now, then] = [&self.current.selection, selection]
            .map(|selection| selection.steps.iter().copied().collect::<BTreeSet<StepId>>());
        let steps = now.symmetric_difference(&then);
        let left = steps.map(|&step| self.scenario.held.left(self.kb, step).likely);
        left.sum::<Hours>().get()
    }

    /// The change that changes least among those that are enough, and the one that saves most
    /// time: where nothing is enough, it shows what the deadline depends on.
    fn best_of(&self, changes: Vec<Change>) -> Vec<Remedy> {
        let candidates = changes.into_iter().filter_map(|change| self.candidate(change));
        let candidates = candidates.sorted_by(|a, b| a.share.total_cmp(&b.share)).collect_vec();
        let earliest = candidates.iter().min_by_key(|candidate| candidate.bound);
        let saves_most = earliest.map(|candidate| candidate.change.clone());
        let mut best: Vec<Remedy> = Vec::new();
        for candidate in candidates {
            let hopeful = !best.iter().any(Remedy::fits) && candidate.bound <= self.deadline;
            let saves_most = Some(&candidate.change) == saves_most.as_ref();
            if hopeful || saves_most {
                let Candidate { change, project, share, .. } = candidate;
                let remedy = dated(project).map(|plan| self.remedy(change, share, plan));
                best.extend(remedy.filter(|remedy| saves_most || remedy.fits()));
            }
        }
        best
    }

    fn remedy(&self, change: Change, share: f64, plan: Plan) -> Remedy {
        Remedy { change, share, judgement: judge(&plan, self.deadline), plan }
    }
}
