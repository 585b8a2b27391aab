//! What a plan opens on the way: what adverts ask for and the person holds, and the roles whose
//! needs are met.

use std::mem;

use itertools::Itertools as _;
use jiff::civil::Date;

use crate::knowledge::hours::Hours;
use crate::knowledge::model::{CompetencyId, Kb, RoleId, StepId};
use crate::knowledge::vocabulary::Level;
use crate::planner::gauge::{Climb, Standing};
use crate::planner::held::Held;
use crate::planner::outlook::Outlook;
use crate::planner::plan::{Plan, PlannedStep};
use crate::planner::target::{Leg, Target};

/// How things stand at the end of a day.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CurvePoint {
    pub date: Date,
    /// Hours of the plan that are worked by then.
    pub hours: Hours,
    pub standing: Standing,
}

/// What a step adds in the order of the plan.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rise {
    pub step: StepId,
    /// The day on which it ends.
    pub date: Date,
    pub before: Standing,
    pub after: Standing,
}

/// A role for which one can apply before the plan ends.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Stage {
    pub role: RoleId,
    /// The first day on which all that it needs is held.
    pub date: Date,
    /// How adverts for it stand then; `None` if there are too few.
    pub standing: Option<Standing>,
}

/// What is held at the end of a day of a plan.
pub fn held_by(kb: &Kb, held: &Held, plan: &Plan, day: Date) -> Held {
    let mut then = held.clone();
    for step in plan.steps.iter().filter(|step| step.finish <= day) {
        then.learn(kb, &kb[step.step].teaches);
    }
    then
}

/// The curve at the ends of some days; empty if there are too few adverts.
pub fn curve(
    kb: &Kb,
    outlook: &Outlook,
    held: &Held,
    plan: &Plan,
    days: impl IntoIterator<Item = Date>,
) -> Vec<CurvePoint> {
    let weeks = plan.steps.iter().flat_map(|step| &step.weeks);
    let worked = |day: Date| weeks.clone().filter(|(week, _)| *week < day).map(|&(_, h)| h).sum();
    let gauge = outlook.gauge(kb);
    let point = |date: Date| {
        let standing = gauge.standing(&held_by(kb, held, plan, date))?;
        Some(CurvePoint { date, hours: worked(date), standing })
    };
    days.into_iter().map_while(point).collect()
}

/// How things stand before and after each step of a plan, in the order in which they end; empty if
/// there are too few adverts.
pub fn rise(kb: &Kb, outlook: &Outlook, held: &Held, plan: &Plan) -> Vec<Rise> {
    let gauge = outlook.gauge(kb);
    let mut climb = Climb::new(&gauge, held.clone());
    let Some(mut before) = climb.standing() else { return Vec::new() };
    let ending = plan.steps.iter().sorted_by_key(|step| step.finish);
    let rise = |step: &PlannedStep| {
        climb.learn(kb, &kb[step.step].teaches);
        let after = climb.standing()?;
        let before = mem::replace(&mut before, after);
        Some(Rise { step: step.step, date: step.finish, before, after })
    };
    ending.map_while(rise).collect()
}

/// For each advert of a target the first day on which all that it asks for is held; `None` if the
/// plan leaves something of it out.
pub fn legs(kb: &Kb, target: &Target, held: &Held, plan: &Plan, start: Date) -> Vec<Option<Date>> {
    let first = FirstDays::new(kb, held, plan, start);
    let reached = |leg: &Leg| {
        let needs = leg.needs.iter().map(|need| first.day(need));
        let groups = leg.one_of.iter().map(|group| group.iter().filter_map(|n| first.day(n)).min());
        let days: Option<Vec<Date>> = needs.chain(groups).collect();
        Some(days?.into_iter().max().unwrap_or(start))
    };
    target.legs.iter().map(reached).collect()
}

/// By competency, the levels that are held in the course of a plan and the days on which each is
/// first, both rising.
struct FirstDays(Vec<Vec<(Level, Date)>>);

impl FirstDays {
    fn new(kb: &Kb, held: &Held, plan: &Plan, start: Date) -> Self {
        let from_the_start = |level: &Option<Level>| level.map(|level| (level, start));
        let from_the_start = held.levels.iter().map(from_the_start);
        let mut first: Vec<Vec<_>> = from_the_start.map(|it| it.into_iter().collect()).collect();
        for step in plan.steps.iter().sorted_by_key(|step| step.finish) {
            let taught = kb[step.step].teaches.iter();
            for (competency, level) in taught.flat_map(|(&c, &level)| kb.included(c, level)) {
                let own = &mut first[competency.0];
                if own.last().is_none_or(|&(held, _)| held < level) {
                    own.push((level, step.finish));
                }
            }
        }
        Self(first)
    }

    /// The first day on which a level is held.
    fn day(&self, (competency, level): (&CompetencyId, &Level)) -> Option<Date> {
        let enough = self.0[competency.0].iter().find(|(held, _)| held >= level);
        enough.map(|&(_, day)| day)
    }
}

/// The roles all of whose needs are held.
pub fn met_roles(kb: &Kb, held: &Held) -> Vec<RoleId> {
    let is_met = |&role: &RoleId| kb[role].needs.iter().all(|(&c, &level)| held.knows(c, level));
    kb.role_ids().filter(is_met).collect()
}

/// The roles that are reached before the plan ends, the earliest first; those that are met from the
/// start on its first day.
pub fn stages(kb: &Kb, outlook: &Outlook, held: &Held, plan: &Plan, start: Date) -> Vec<Stage> {
    let others = kb.role_ids().filter(|&id| kb[id].id != outlook.target.id);
    let first = FirstDays::new(kb, held, plan, start);
    let reached = others.filter_map(|role| {
        let days: Option<Vec<Date>> = kb[role].needs.iter().map(|need| first.day(need)).collect();
        let date = days?.into_iter().max().unwrap_or(start);
        if date >= plan.finish.planned {
            return None;
        }
        let target = Target::from(&kb[role]).into();
        let outlook = Outlook { target, market: outlook.market.clone() };
        let standing = outlook.standing(kb, &held_by(kb, held, plan, date));
        Some(Stage { role, date, standing })
    });
    let mut stages: Vec<Stage> = reached.collect();
    stages.sort_by_key(|stage| (stage.date, stage.role));
    stages
}
