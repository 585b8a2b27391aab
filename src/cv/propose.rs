//! What is proposed to the person, from all lines of a CV.

use std::collections::{BTreeMap, BTreeSet};

use itertools::Itertools as _;

use crate::advert::Recogniser;
use crate::cv::claims::Claims;
use crate::cv::evidence::{Evidence, Posts, evidence};
use crate::cv::finished::Finished;
use crate::cv::level::{Judgement, judged};
use crate::cv::lexicon::SectionKind;
use crate::cv::unfinished::{is_open, is_yet_to_start};
use crate::cv::{Cv, Proof, Proposal, Subject};
use crate::knowledge::model::{CompetencyId, Kb, StepId};

/// What a CV that is read in month `now`, counted from the year 0, says that a person knows and has
/// finished, in the order of the sections.
pub fn propose(kb: &Kb, cv: &Cv, now: u32) -> Vec<Proposal> {
    let lines = cv.sections.iter().flat_map(|section| &section.lines);
    let text = lines.map(|line| line.text.as_str()).join("\n");
    let claims = Claims::new(kb, Recogniser::of_language_of(kb, &text));
    let finished = Finished::new(kb, &claims.recogniser);
    let mut steps: BTreeMap<StepId, Proposal> = BTreeMap::new();
    let mut known: BTreeMap<CompetencyId, Vec<Evidence<'_>>> = BTreeMap::new();
    for section in cv.sections.iter().filter(|section| section.kind.counts()) {
        let is_schooling = section.kind.is_schooling();
        let mut posts = Posts::default();
        for (at, line) in section.lines.iter().enumerate() {
            let is_managers = section.kind == SectionKind::Experience
                && posts.is_managers(line, &claims.recogniser);
            let next = section.lines.get(at + 1);
            let is_ahead = section.kind.shows_use() && is_yet_to_start(line, next, now);
            if is_ahead || is_schooling && is_open(line, &claims, now) {
                continue;
            }
            let step = finished.step(&line.text, &claims.recogniser).filter(|_| is_schooling);
            if let Some(step) = step {
                let proposal = steps.entry(step).or_insert_with(|| Proposal {
                    subject: Subject::Finished(step),
                    section: section.kind,
                    because: format!("named under {}", section.kind.name()),
                    proof: Vec::new(),
                });
                let words = line.text.clone();
                proposal.proof.push(Proof { words, place: line.place.clone() });
                continue;
            }
            for evidence in evidence(kb, &claims, section.kind, line, is_managers) {
                known.entry(evidence.claim.competency).or_default().push(evidence);
            }
        }
    }
    let is_used = |all: &Vec<Evidence<'_>>| all.iter().any(|one| one.is_use);
    let used: BTreeSet<CompetencyId> =
        known.iter().filter(|(_, all)| is_used(all)).map(|(&competency, _)| competency).collect();
    let known = known.iter().map(|(&competency, all)| {
        let by = kb[competency].implied_by.keys().find(|wide| used.contains(wide));
        proposal(competency, all, by.map(|&wide| kb[wide].name.as_str()), now)
    });
    let place = |proposal: &Proposal| {
        let kind = proposal.section;
        let section = cv.sections.iter().position(|section| section.kind == kind);
        (section, proposal.proof[0].place.clone())
    };
    known.chain(steps.into_values()).sorted_by_key(place).collect()
}

/// What is proposed of one competency; `implied` names something else that was used and includes
/// it.
fn proposal(
    competency: CompetencyId,
    all: &[Evidence<'_>],
    implied: Option<&str>,
    now: u32,
) -> Proposal {
    let Judgement { level, because, by } = judged(all, implied, now);
    let ordered = std::iter::once(&all[by]).chain(all);
    let proof = ordered.map(|one| {
        let (words, place) = (one.claim.words.clone(), one.line.place.clone());
        Proof { words, place }
    });
    Proposal {
        subject: Subject::Known(competency, level),
        section: all[by].section,
        because,
        proof: proof.unique_by(|proof| proof.place.clone()).collect(),
    }
}
