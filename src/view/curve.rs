//! What a plan opens on the way: what adverts ask for and the person holds, and the roles for which
//! they can apply. Shares are from 0 to 1.

use jiff::civil::Date;
use serde::Serialize;

use crate::knowledge::hours::Hours;
use crate::knowledge::model::{CompetencyId, Kb};
use crate::planner::curve::{CurvePoint, Stage, held_by};
use crate::planner::gauge::Standing;
use crate::planner::outlook::{Asked, Outlook};
use crate::planner::plan::Plan;
use crate::planner::scenario::Scenario;

/// How adverts of the role stand to what is held.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct StandingView {
    /// The mean share of what an advert requires that is held.
    pub held: f64,
    /// The share of adverts for entry and mid-level posts that are within reach.
    pub within_reach: f64,
    /// The same of adverts for seniors.
    pub senior_within_reach: f64,
}

#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct CurveView {
    /// The end of this day.
    pub date: Date,
    /// Hours of the plan that are worked by then.
    pub hours: Hours,
    #[serde(flatten)]
    pub standing: StandingView,
}

/// A role for which one can apply before the plan ends.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct StageView {
    /// The first day on which all that it needs is held.
    pub date: Date,
    pub role: String,
    pub name: String,
    /// The share of its adverts for entry and mid-level posts that are within reach then; `None` if
    /// there are too few adverts.
    pub within_reach: Option<f64>,
    /// Adverts could count for it.
    #[serde(skip)]
    pub has_posts: bool,
}

/// How many adverts of the role ask for a competency.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct AskedView {
    pub competency: String,
    pub name: String,
    /// The share that requires it, or one of several things of which it is one.
    pub required: f64,
    /// The share that only names it: nice to have, or part of the work.
    pub named: f64,
}

/// What somebody with a target holds; `None` if there are too few adverts.
pub fn standing_now(kb: &Kb, scenario: &Scenario) -> Option<StandingView> {
    scenario.outlook().standing(kb, &scenario.held).map(standing)
}

/// What a plan leads to by the end of a day; `None` if there are too few adverts.
pub fn standing_on(kb: &Kb, scenario: &Scenario, plan: &Plan, day: Date) -> Option<StandingView> {
    let then = held_by(kb, &scenario.held, plan, day);
    scenario.outlook().standing(kb, &then).map(standing)
}

/// What adverts say of a competency; `None` if they are too few.
pub fn asked(kb: &Kb, outlook: &Outlook, competency: CompetencyId) -> Option<AskedView> {
    let Asked { required, named } = outlook.asked(kb, competency)?;
    let [required, named] = [required, named].map(rounded);
    let (competency, name) = (kb[competency].id.clone(), kb[competency].name.clone());
    Some(AskedView { competency, name, required, named })
}

pub fn standing(standing: Standing) -> StandingView {
    let Standing { held, within_reach, senior_within_reach } = standing;
    let [held, within_reach, senior_within_reach] =
        [held, within_reach, senior_within_reach].map(rounded);
    StandingView { held, within_reach, senior_within_reach }
}

pub fn curve(points: &[CurvePoint]) -> Vec<CurveView> {
    let view = |point: &CurvePoint| CurveView {
        date: point.date,
        hours: point.hours,
        standing: standing(point.standing),
    };
    points.iter().map(view).collect()
}

pub fn stages(kb: &Kb, stages: &[Stage]) -> Vec<StageView> {
    let view = |stage: &Stage| StageView {
        date: stage.date,
        role: kb[stage.role].id.clone(),
        name: kb[stage.role].name.clone(),
        within_reach: stage.standing.map(|standing| rounded(standing.within_reach)),
        has_posts: !kb[stage.role].posts.is_empty(),
    };
    stages.iter().map(view).collect()
}

/// To a tenth of a percent: the sample is not more exact.
pub(super) fn rounded(share: f64) -> f64 {
    (share * 1_000.0).round() / 1_000.0
}
