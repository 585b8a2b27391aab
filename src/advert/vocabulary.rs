//! What to look for: the names and wordings of a knowledge base's competencies, and the cues.

use crate::advert::automaton::Automaton;
use crate::advert::cues::{Cue, Group, wordings};
use crate::knowledge::model::{CompetencyId, Kb};

/// What a pattern means where it is found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Meaning {
    Name(CompetencyId),
    Phrase(CompetencyId),
    /// The number of the name in the competency's own list.
    Ambiguous(CompetencyId, usize),
    Except(CompetencyId),
    Cue(Cue),
}

/// All patterns of a knowledge base.
pub fn automaton(kb: &Kb) -> Automaton<Meaning> {
    let mut automaton = Automaton::new();
    for (index, competency) in kb.competencies.iter().enumerate() {
        let id = CompetencyId(index);
        let unnamed = competency.aliases.is_empty() && competency.ambiguous.is_empty();
        for name in competency.aliases.iter().chain(unnamed.then_some(&competency.name)) {
            automaton.add_name(name, Meaning::Name(id));
        }
        for phrase in &competency.phrases {
            automaton.add(phrase, Meaning::Phrase(id));
        }
        for (number, name) in competency.ambiguous.iter().enumerate() {
            automaton.add_name(name, Meaning::Ambiguous(id, number));
        }
        for name in &competency.except {
            automaton.add_name(name, Meaning::Except(id));
        }
    }
    for (group, pattern) in wordings() {
        if let Group::Cue(cue) = group {
            automaton.add(pattern, Meaning::Cue(cue));
        }
    }
    automaton
}
