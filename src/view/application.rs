//! The answer of `gap --application`: what an advert asks for, beside what the person can show for
//! it.

use std::cmp::Reverse;

use itertools::Itertools as _;
use jiff::civil::Date;
use serde::Serialize;

use crate::advert::passage::around;
use crate::advert::{Advert, Applicant, Ask, Standing, Strength, Want};
use crate::knowledge::model::{CompetencyId, Kb, StepId};
use crate::knowledge::vocabulary::Level;
use crate::person::Person;

#[derive(Debug, Serialize)]
pub struct ApplicationView {
    pub schema: &'static str,
    pub file: String,
    pub title: Option<String>,
    /// What is required first; then what can be shown, what is only said, and what is missing.
    pub asks: Vec<ShownView>,
}

/// One thing that is asked for: a competency, or several of which one is enough.
#[derive(Debug, Serialize)]
pub struct ShownView {
    pub strength: Strength,
    pub competencies: Vec<String>,
    pub names: Vec<String>,
    /// The words of the advert.
    pub words: Vec<String>,
    /// The sentence or list item in which it is asked for: the first one below the title.
    pub sentence: String,
    pub standing: Standing,
    /// The competency in which the person is nearest to what is asked for.
    pub nearest: String,
    pub have: Option<Level>,
    pub level: Level,
    /// The level that the person says they have.
    pub stated: Option<Level>,
    /// The finished steps that show it, the most telling first.
    pub proofs: Vec<EvidenceView>,
}

/// A finished step.
#[derive(Debug, Serialize)]
pub struct EvidenceView {
    pub step: String,
    pub title: String,
    /// `None` if it was finished before the journal began.
    pub on: Option<Date>,
    /// What was recorded with `done --evidence`.
    pub evidence: Option<String>,
    /// The line that it puts on a CV.
    pub earns: Option<String>,
}

/// `text`: that of the advert.
pub fn application(
    kb: &Kb,
    file: String,
    (advert, text): (&Advert, &str),
    person: &Person,
    applicant: &Applicant,
) -> ApplicationView {
    let wants = applicant.wants(advert, Strength::Duty);
    let asks = wants.iter().filter_map(|want| shown(kb, (advert, text), person, applicant, want));
    let rank = |ask: &ShownView| match ask.standing {
        Standing::Held => u8::from(ask.proofs.is_empty()),
        _ => 2,
    };
    ApplicationView {
        schema: "mlpath/application/1",
        file,
        title: advert.title.clone(),
        asks: asks
            .sorted_by_key(|(at, ask)| (Reverse(ask.strength), rank(ask), *at))
            .map(|(_, ask)| ask)
            .collect(),
    }
}

/// What is shown for something wanted, and the byte offset of its first words.
fn shown(
    kb: &Kb,
    (advert, text): (&Advert, &str),
    person: &Person,
    applicant: &Applicant,
    want: &Want,
) -> Option<(usize, ShownView)> {
    let members: Vec<&Ask> =
        advert.asks.iter().filter(|ask| want.any.contains_key(&ask.competency)).collect();
    let nearest = members.iter().max_by_key(|ask| {
        let (level, have) = (want.any[&ask.competency], applicant.level(ask.competency));
        (have >= Some(level), have, Reverse(ask.proof.first().map(|&(at, _)| at)))
    })?;
    let competency = nearest.competency;
    let proof = || members.iter().flat_map(|ask| &ask.proof).sorted();
    let words = proof().map(|(_, word)| word);
    let at = proof().map(|&(at, _)| at).next();
    let sentences = || proof().map(|&(at, _)| around(text, at));
    let below = sentences().find(|sentence| advert.title.as_ref() != Some(sentence));
    let view = ShownView {
        strength: want.strength,
        competencies: members.iter().map(|ask| kb[ask.competency].id.clone()).collect(),
        names: members.iter().map(|ask| kb[ask.competency].name.clone()).collect(),
        words: words.unique_by(|word| word.to_lowercase()).cloned().collect(),
        sentence: below.or_else(|| sentences().next()).unwrap_or_default(),
        standing: applicant.towards(want),
        nearest: kb[competency].id.clone(),
        have: applicant.level(competency),
        level: want.any[&competency],
        stated: person.know.get(&competency).copied(),
        proofs: proofs(kb, person, competency),
    };
    Some((at.unwrap_or(0), view))
}

/// The finished steps that show a competency: those that teach it, and those that require it, since
/// they use it. First those with evidence, then those with a line for a CV, then the highest level.
fn proofs(kb: &Kb, person: &Person, competency: CompetencyId) -> Vec<EvidenceView> {
    let since = person.progress.done().filter(|(_, done)| done.through.is_none());
    let since = since.map(|(step, done)| (step, Some(done)));
    let before = person.credited.iter().map(|&step| (step, None));
    let level =
        |step: StepId| kb.taught(step, competency).max(kb[step].requires.get(&competency).copied());
    let showing = since.chain(before).filter_map(|(step, done)| {
        let level = level(step)?;
        let view = EvidenceView {
            step: kb.id(step),
            title: kb[step].title.clone(),
            on: done.map(|done| done.on),
            evidence: done.and_then(|done| done.evidence.map(String::from)),
            earns: kb[step].cv_line(),
        };
        Some((level, view))
    });
    let telling = |(level, view): &(Level, EvidenceView)| {
        (view.evidence.is_none(), view.earns.is_none(), Reverse(*level), Reverse(view.on))
    };
    showing.sorted_by_key(telling).map(|(_, view)| view).collect()
}

impl ShownView {
    pub fn is_yours(&self) -> bool {
        self.standing == Standing::Held
    }

    /// Whether a finished step shows what the person has.
    pub fn is_shown(&self) -> bool {
        self.is_yours() && !self.proofs.is_empty()
    }
}
