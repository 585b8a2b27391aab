//! The answer of `gap` to one advert: what it asks for, what of that is there, and the way to the
//! rest.

use jiff::civil::Date;
use serde::Serialize;

use crate::advert::{Advert, Applicant, Ask, Standing};
pub use crate::advert::{Degree, Strength};
use crate::knowledge::hours::Hours;
use crate::knowledge::model::{CompetencyId, Kb, StepId};
use crate::knowledge::words::Level;
use crate::planner::plan::Plan;

#[derive(Debug, Serialize)]
pub struct GapView {
    pub schema: &'static str,
    pub file: String,
    pub title: Option<String>,
    /// One entry a competency, in the order of the advert.
    pub asks: Vec<AskView>,
    /// Competencies of which one is enough.
    pub one_of: Vec<Vec<String>>,
    pub years: Option<FactView>,
    pub degrees: Vec<DegreeView>,
    pub fields_of_study: Vec<String>,
    /// Shortest sufficient ways, each further than the one before; none among several adverts.
    pub ways: Vec<WayView>,
}

#[derive(Debug, Serialize)]
pub struct AskView {
    pub competency: String,
    pub name: String,
    pub strength: Strength,
    /// The advert's own words, and the byte at which each begins.
    pub words: Vec<String>,
    pub at: Vec<usize>,
    /// The level that the person has.
    pub have: Option<Level>,
    /// The level that is asked for.
    pub level: Level,
    pub standing: StandingView,
    /// How far the steps go, if not as far as is asked for.
    pub taught_to: Option<Level>,
    /// Steps of the way that bring it.
    pub closed_by: Vec<String>,
    /// Likely hours of these steps, without what comes before them.
    pub hours: Hours,
}

/// [`Standing`] without its level.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum StandingView {
    Open,
    Avoided,
    Untaught,
    Held,
}

/// Something that the advert says in numbers.
#[derive(Debug, Serialize)]
pub struct FactView {
    pub least: u32,
    pub strength: Strength,
    pub words: String,
    pub at: usize,
}

#[derive(Debug, Serialize)]
pub struct DegreeView {
    pub degree: Degree,
    pub strength: Strength,
    pub words: String,
    pub at: usize,
}

/// The way to all that is wanted at least so much.
#[derive(Debug, Serialize)]
pub struct WayView {
    pub to: Strength,
    pub steps: Vec<String>,
    pub hours: Hours,
    pub weeks: u32,
    pub finish: Date,
    pub p90: Date,
}

/// One line of the answer: an ask, or a list of which one is enough.
pub type Line<'a> = Vec<&'a AskView>;

impl GapView {
    /// Lines by how much they are wanted, what is open first.
    pub fn lines(&self, strength: Strength) -> Vec<Line<'_>> {
        let of = |id: &String| self.asks.iter().find(|ask| ask.competency == *id);
        let grouped = |ask: &&AskView| self.one_of.iter().any(|ids| ids.contains(&ask.competency));
        let groups = self.one_of.iter().map(|ids| ids.iter().filter_map(of).collect::<Line<'_>>());
        let alone = self.asks.iter().filter(|ask| !grouped(ask)).map(|ask| vec![ask]);
        let wanted = |line: &Line<'_>| line.iter().map(|ask| ask.strength).max() == Some(strength);
        let mut lines: Vec<Line<'_>> = groups.chain(alone).filter(wanted).collect();
        let place = |line: &Line<'_>| line.iter().filter_map(|ask| ask.at.first().copied()).min();
        lines.sort_by_key(|line| (standing(line), place(line)));
        lines
    }
}

/// How the person stands towards a line: as towards its best ask.
pub fn standing(line: &Line<'_>) -> StandingView {
    let all = line.iter().map(|ask| ask.standing);
    match all.clone().max() {
        Some(StandingView::Held) => StandingView::Held,
        _ => all.min().unwrap_or(StandingView::Untaught),
    }
}

/// `closing`: for what is wanted so much, the steps that close it.
pub fn gap(
    kb: &Kb,
    file: String,
    advert: &Advert,
    applicant: &Applicant,
    closing: impl Fn(Strength) -> Vec<StepId>,
) -> GapView {
    let [duty, nice, required] = [Strength::Duty, Strength::Nice, Strength::Required].map(closing);
    let wanted = |ask: &Ask| {
        let group =
            advert.groups().find(|group| group.iter().any(|a| a.competency == ask.competency));
        group.map_or(ask.strength, |group| Advert::wanted(&group))
    };
    let asks = advert.asks.iter().map(|ask| {
        let steps = match wanted(ask) {
            Strength::Duty => &duty,
            Strength::Nice => &nice,
            Strength::Required => &required,
        };
        self::ask(kb, ask, applicant, steps)
    });
    GapView {
        schema: "mlpath/gap/1",
        file,
        title: advert.title.clone(),
        asks: asks.collect(),
        one_of: advert.one_of.iter().map(|group| ids(kb, group)).collect(),
        years: advert.years.as_ref().map(|years| FactView {
            least: years.least,
            strength: years.strength,
            words: years.words.clone(),
            at: years.at,
        }),
        degrees: advert
            .degrees
            .iter()
            .map(|ask| DegreeView {
                degree: ask.degree,
                strength: ask.strength,
                words: ask.words.clone(),
                at: ask.at,
            })
            .collect(),
        fields_of_study: advert.fields.clone(),
        ways: Vec::new(),
    }
}

fn ask(kb: &Kb, ask: &Ask, applicant: &Applicant, steps: &[StepId]) -> AskView {
    let found = applicant.standing(ask);
    let (standing, reached) = match found {
        Standing::Held => (StandingView::Held, None),
        Standing::Open(level) => (StandingView::Open, Some(level)),
        Standing::Avoided => (StandingView::Avoided, None),
        Standing::Untaught => (StandingView::Untaught, None),
    };
    let brings = |&step: &StepId| reached.is_some() && kb.taught(step, ask.competency) >= reached;
    let closed_by: Vec<StepId> = steps.iter().copied().filter(brings).collect();
    AskView {
        competency: kb[ask.competency].id.clone(),
        name: kb[ask.competency].name.clone(),
        strength: ask.strength,
        words: ask.proof.iter().map(|(_, words)| words.clone()).collect(),
        at: ask.proof.iter().map(|&(at, _)| at).collect(),
        have: applicant.level(ask.competency),
        level: ask.level,
        standing,
        taught_to: reached.filter(|&level| level < ask.level),
        hours: closed_by.iter().map(|&step| applicant.left(kb, step)).sum(),
        closed_by: closed_by.iter().map(|&step| kb[step].id.clone()).collect(),
    }
}

/// A way and where it leads.
pub fn way(kb: &Kb, to: Strength, plan: &Plan, start: Date) -> WayView {
    let days = plan.finish.planned.since(start).map_or(0, |span| span.get_days());
    WayView {
        to,
        steps: plan.steps.iter().map(|step| kb[step.step].id.clone()).collect(),
        hours: plan.hours(),
        weeks: u32::try_from(days / 7 + 1).unwrap_or(0),
        finish: plan.finish.planned,
        p90: plan.finish.p90,
    }
}

fn ids(kb: &Kb, competencies: &[CompetencyId]) -> Vec<String> {
    competencies.iter().map(|&competency| kb[competency].id.clone()).collect()
}
