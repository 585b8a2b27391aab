//! The adverts that a person aims at, and their words for what they ask for.

use std::sync::Arc;

use itertools::Itertools as _;
use jiff::civil::Date;
use serde::Serialize;

use crate::advert::{Standing, Strength};
use crate::knowledge::model::{CompetencyId, Kb};
use crate::knowledge::vocabulary::Level;
use crate::person::Person;
use crate::person::aim::{AdvertFile, Beyond, cover_word};
use crate::planner::curve::legs;
use crate::planner::goal::Demand;
use crate::planner::plan::Plan;

/// One of the adverts.
#[derive(Debug, Clone, Serialize)]
pub struct AimView {
    /// Its path; `-` is standard input.
    pub file: String,
    /// The name of the file without its folder.
    #[serde(skip)]
    pub file_name: String,
    pub title: String,
    /// How much of it the plan covers: `required`, `nice` or `all`.
    pub cover: &'static str,
    /// The day by which all is held that it asks for and that steps teach; `None` without a plan.
    pub by: Option<Date>,
    /// By when that were so with a plan for it alone; for `plan` of several adverts only.
    pub alone: Option<Date>,
    /// Steps teach all of it. Otherwise `beyond` of the plan has the rest.
    pub complete: bool,
}

/// What an advert says about a competency.
#[derive(Debug, Clone, Serialize)]
pub struct AdvertAskView {
    pub file: String,
    #[serde(skip)]
    pub file_name: String,
    pub competency: String,
    pub strength: Strength,
    pub level: Level,
    /// The words that prove it.
    pub words: Vec<String>,
}

/// Something that an advert asks for and that the plan does not reach, or not fully: a competency,
/// or a list of which one would be enough.
#[derive(Debug, Clone, Serialize)]
pub struct BeyondView {
    pub competencies: Vec<String>,
    pub names: Vec<String>,
    pub standing: Standing,
    /// The level that the plan reaches, if any.
    pub taught_to: Option<Level>,
    /// It is left out as a soft skill, whatever steps teach.
    pub soft: bool,
}

/// The adverts in their order; none for a role.
pub fn aim(kb: &Kb, person: &Person, plan: Option<&Plan>) -> Vec<AimView> {
    let Some(aim) = &person.aim else { return Vec::new() };
    let held = person.scenario(kb).held;
    let applicant = person.applicant(kb);
    let days = plan.map(|plan| legs(kb, &person.target, &held, plan, person.time.start));
    let view = |(number, file): (usize, &AdvertFile)| AimView {
        file: file.path.display().to_string(),
        file_name: file.name(),
        title: person.target.legs[number].name.clone(),
        cover: cover_word(aim.cover),
        by: days.as_ref().and_then(|days| days[number]),
        alone: None,
        complete: aim.beyond_of(file, &applicant).is_empty(),
    };
    aim.adverts.iter().enumerate().map(view).collect()
}

/// What of the adverts no step of the person's plan brings.
pub fn beyond(kb: &Kb, person: &Person) -> Vec<BeyondView> {
    let all = person.aim.iter().flat_map(|aim| aim.beyond(&person.applicant(kb)));
    let view = |Beyond { want, standing, taught_to, is_apart }| BeyondView {
        competencies: want.any.keys().map(|&member| kb[member].id.clone()).collect(),
        names: want.any.keys().map(|&member| kb[member].name.clone()).collect(),
        standing,
        taught_to,
        soft: is_apart,
    };
    all.map(view).collect()
}

/// What the adverts say about a competency, in their order.
pub fn asks_for(kb: &Kb, person: &Person, competency: CompetencyId) -> Vec<AdvertAskView> {
    let adverts = person.aim.iter().flat_map(|aim| &aim.adverts);
    let asks = adverts.filter_map(|file| {
        let ask = file.asks_for(competency)?;
        Some(AdvertAskView {
            file: file.path.display().to_string(),
            file_name: file.name(),
            competency: kb[competency].id.clone(),
            strength: ask.strength,
            level: ask.level,
            words: ask.proof.iter().map(|(_, words)| words.clone()).unique().collect(),
        })
    });
    asks.collect()
}

/// What the adverts say about a demand, in their order.
pub fn asks_for_demand(kb: &Kb, person: &Person, demand: &Demand) -> Vec<AdvertAskView> {
    let competencies = match demand {
        Demand::Target(competency, _) => vec![*competency],
        Demand::OneOf(any) => Arc::as_ref(any).keys().copied().collect(),
        Demand::Milestone(_) | Demand::Must(_) | Demand::Guide(_) => Vec::new(),
    };
    competencies.into_iter().flat_map(|competency| asks_for(kb, person, competency)).collect()
}

/// `“Docker”, “containers” (required)`.
pub fn in_words(ask: &AdvertAskView) -> String {
    let mut words = ask.words.iter().map(|words| format!("\u{201c}{words}\u{201d}"));
    let strength = match ask.strength {
        Strength::Required => "required",
        Strength::Nice => "nice to have",
        Strength::Duty => "part of the work",
    };
    format!("{} ({strength})", words.join(", "))
}
