//! The answer of `gap` to one advert: what it asks for, what the person has, and the plan to the
//! rest.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use itertools::Itertools as _;
use jiff::civil::Date;
use serde::Serialize;

use crate::advert::{Advert, Applicant, Ask, Language, Want};
pub use crate::advert::{Gap, Standing, Strength};
use crate::knowledge::hours::Hours;
use crate::knowledge::model::{CompetencyId, Kb};
use crate::knowledge::vocabulary::Level;
use crate::planner::forecast::ForecastDay;
use crate::planner::plan::Plan;
use crate::planner::ways::Ways;
use crate::view::conditions::ConditionsView;
use crate::view::summary::SummaryView;

#[derive(Debug, Serialize)]
pub struct GapView {
    pub schema: &'static str,
    pub file: String,
    pub title: Option<String>,
    pub summary: SummaryView,
    /// One for each competency, in the order of the advert.
    pub asks: Vec<AskView>,
    /// Competencies that are named but not asked for.
    pub passed_over: Vec<NamedView>,
    /// Lists of which one competency is enough.
    pub one_of: Vec<OneOfView>,
    #[serde(flatten)]
    pub conditions: ConditionsView,
    /// In a language that is not understood: names are found, but what is said about them is not.
    pub foreign: bool,
    /// By its code: `en`, `de`, `fr` or `es`; none if it is not understood.
    pub language: Option<&'static str>,
    /// The shortest plans for more and more of the advert. Each is made by itself, so a longer one
    /// need not contain the steps of a shorter one. Empty if several adverts are read.
    pub ways: Vec<WayView>,
    /// What people read: one line for each requirement, or list of which one is enough.
    #[serde(skip)]
    pub lines: Vec<LineView>,
}

#[derive(Debug, Serialize)]
pub struct AskView {
    pub competency: String,
    pub name: String,
    /// Not technical: how a person works with others, or a field of application.
    pub soft: bool,
    /// The strongest wish, if it is asked for several times.
    pub strength: Strength,
    /// The words of the advert, and the byte offset of each in the text that is read. That is the
    /// file itself if it is plain text; what else there is shows `mlpath gap --text`.
    pub words: Vec<String>,
    pub at: Vec<usize>,
    #[serde(flatten)]
    pub gap: Gap,
}

#[derive(Debug, Serialize)]
pub struct NamedView {
    pub competency: String,
    pub name: String,
}

#[derive(Debug, Serialize)]
pub struct OneOfView {
    pub strength: Strength,
    pub standing: Standing,
    pub competencies: Vec<String>,
}

/// One requirement: a competency, or a list of which one is enough.
#[derive(Debug)]
pub struct LineView {
    pub strength: Strength,
    /// A soft skill that does not count.
    pub is_apart: bool,
    pub names: Vec<String>,
    pub words: Vec<String>,
    /// The id of the competency that is nearest to the person, and the gap to it.
    pub nearest: String,
    pub gap: Gap,
}

/// The plan for everything that is wanted at least this much.
#[derive(Debug, Serialize)]
pub struct WayView {
    pub to: Strength,
    pub steps: Vec<String>,
    pub hours: Hours,
    pub weeks: u32,
    pub finish: Date,
    pub p90: ForecastDay,
}

/// `closing` gives the ways of the plan for everything that is wanted at least this much.
///
/// Lines are in the order of what matters: what is required before what is nice to have; then what
/// steps lead to, with the fewest hours first; what is avoided, what no step teaches, what is held.
pub fn gap<'a>(
    kb: &'a Kb,
    file: String,
    advert: &Advert,
    applicant: &Applicant,
    summary: SummaryView,
    closing: impl Fn(Strength) -> &'a Ways<'a>,
) -> GapView {
    let wants = advert.wants(Strength::Duty);
    // Most are asked for twice: for themselves, and for their lines.
    let mut known = BTreeMap::new();
    let mut gap = |wanted: (CompetencyId, Level), strength: Strength| {
        let new = || Gap::new(kb, applicant, wanted, closing(strength));
        known.entry((wanted, strength)).or_insert_with(new).clone()
    };
    let asks = advert.asks.iter().map(|ask| {
        let wanting = wants.iter().filter(|want| want.any.contains_key(&ask.competency));
        let strengths = wanting.map(|want| want.strength).sorted_by_key(|&it| Reverse(it));
        let gaps = strengths.map(|strength| gap((ask.competency, ask.level), strength));
        // The shortest plan may close another competency of a list, and a longer one this one.
        let best = gaps.min_by_key(|gap| gap.closed_by.is_empty());
        let no_plan = || applicant.ways(kb, Vec::new());
        let of_no_plan = || Gap::new(kb, applicant, (ask.competency, ask.level), &no_plan());
        self::ask(kb, ask, best.unwrap_or_else(of_no_plan))
    });
    let asks = asks.collect();
    let lines = wants
        .iter()
        .filter_map(|want| line(kb, advert, applicant, want, &mut gap))
        .sorted_by_key(|(at, line)| {
            let Gap { standing, hours_in_all, .. } = &line.gap;
            (Reverse(line.strength), standing.rank(), *hours_in_all, *at)
        });
    let named = |&named: &CompetencyId| NamedView {
        competency: kb[named].id.clone(),
        name: kb[named].name.clone(),
    };
    let one_of = |want: &Want| OneOfView {
        strength: want.strength,
        standing: applicant.towards(want),
        competencies: want.any.keys().map(|&member| kb[member].id.clone()).collect(),
    };
    GapView {
        schema: "mlpath/gap/1",
        title: advert.title.clone(),
        file,
        summary,
        asks,
        passed_over: advert.mentioned_only.iter().map(named).collect(),
        one_of: advert.one_of.iter().map(one_of).collect(),
        conditions: advert.into(),
        foreign: advert.language.is_none(),
        language: advert.language.map(Language::code),
        ways: Vec::new(),
        lines: lines.map(|(_, line)| line).collect(),
    }
}

fn ask(kb: &Kb, ask: &Ask, gap: Gap) -> AskView {
    AskView {
        competency: kb[ask.competency].id.clone(),
        name: kb[ask.competency].name.clone(),
        soft: kb[ask.competency].soft,
        strength: ask.strength,
        words: ask.proof.iter().map(|(_, words)| words.clone()).collect(),
        at: ask.proof.iter().map(|&(at, _)| at).collect(),
        gap,
    }
}

/// A line, and the byte offset of its first words. `gap`: to a level of a competency that is wanted
/// so strongly.
fn line(
    kb: &Kb,
    advert: &Advert,
    applicant: &Applicant,
    want: &Want,
    mut gap: impl FnMut((CompetencyId, Level), Strength) -> Gap,
) -> Option<(usize, LineView)> {
    let members: Vec<&Ask> =
        advert.asks.iter().filter(|ask| want.any.contains_key(&ask.competency)).collect();
    let rank = applicant.towards(want).rank();
    let gaps = members.iter().map(|ask| {
        let wanted = (ask.competency, want.any[&ask.competency]);
        (ask.competency, gap(wanted, want.strength))
    });
    let alike = gaps.filter(|(_, gap)| gap.standing.rank() == rank);
    // Of the open ones, the one that the plan closes.
    let (nearest, gap) =
        alike.min_by_key(|(_, gap)| (gap.closed_by.is_empty(), gap.taught_to.is_some()))?;
    let words = members.iter().flat_map(|ask| &ask.proof).map(|(_, word)| word);
    let at = members.iter().filter_map(|ask| ask.proof.first()).map(|&(at, _)| at).min();
    let line = LineView {
        strength: want.strength,
        is_apart: applicant.is_apart(want),
        names: members.iter().map(|ask| kb[ask.competency].name.clone()).collect(),
        words: words.unique_by(|word| word.to_ascii_lowercase()).cloned().collect(),
        nearest: kb[nearest].id.clone(),
        gap,
    };
    Some((at.unwrap_or(0), line))
}

/// What the plan for an advert comes to.
pub fn way(kb: &Kb, to: Strength, plan: &Plan, start: Date) -> WayView {
    let days = plan.finish.planned.since(start).map_or(0, |span| span.get_days());
    let weeks = u32::try_from(days / 7 + 1).unwrap_or(0);
    WayView {
        to,
        steps: kb.ids(plan.steps.iter().map(|step| step.step)),
        hours: plan.hours(),
        weeks: if plan.steps.is_empty() { 0 } else { weeks },
        finish: plan.finish.planned,
        p90: plan.forecast.by(90),
    }
}
