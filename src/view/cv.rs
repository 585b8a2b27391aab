//! The answer of `init --cv` without a terminal: what a CV says that a person knows and has
//! finished.

use std::path::Path;

use itertools::Itertools as _;
use serde::Serialize;

use crate::cv::{Proposal, SectionKind, Subject};
use crate::knowledge::model::Kb;
use crate::knowledge::vocabulary::Level;

#[derive(Debug, Serialize)]
pub struct CvView {
    pub schema: &'static str,
    pub file: String,
    /// In the order of the sections; nothing of it is believed before the person agrees.
    pub proposals: Vec<ProposalView>,
}

/// A competency at a level, or a finished step.
#[derive(Debug, Serialize)]
pub struct ProposalView {
    pub section: SectionKind,
    /// Of a competency or a step.
    pub id: String,
    pub name: String,
    /// `None` for a step.
    pub level: Option<Level>,
    pub because: String,
    pub proof: Vec<ProofView>,
}

/// A line of the CV.
#[derive(Debug, Serialize)]
pub struct ProofView {
    pub words: String,
    /// `line 12`, or the entry of a JSON file.
    pub place: String,
}

pub fn cv(kb: &Kb, file: &Path, proposals: &[Proposal]) -> CvView {
    let proposals = proposals.iter().map(|proposal| {
        let (id, name, level) = match proposal.subject {
            Subject::Known(competency, level) => {
                (kb[competency].id.clone(), kb[competency].name.clone(), Some(level))
            }
            Subject::Finished(step) => (kb.id(step), kb[step].title.clone(), None),
        };
        let proof = proposal
            .proof
            .iter()
            .map(|proof| ProofView { words: proof.words.clone(), place: proof.place.to_string() });
        ProposalView {
            section: proposal.section,
            id,
            name,
            level,
            because: proposal.because.clone(),
            proof: proof.collect(),
        }
    });
    let file = file.display().to_string();
    CvView { schema: "mlpath/cv/1", file, proposals: proposals.collect() }
}

impl CvView {
    /// The flags that take all proposals over: ` --know python=working --have python-cs50p`.
    pub fn flags(&self) -> String {
        let known = self.proposals.iter().filter_map(|it| Some(format!("{}={}", it.id, it.level?)));
        let finished =
            self.proposals.iter().filter(|it| it.level.is_none()).map(|it| it.id.clone());
        let flag = |name: &str, values: String| match values.is_empty() {
            true => values,
            false => format!(" --{name} {values}"),
        };
        flag("know", known.sorted().join(",")) + &flag("have", finished.sorted().join(","))
    }
}
