//! The names in a sentence, freed of traps: words with several meanings, parts of longer names.

use crate::advert::Strength;
use crate::advert::automaton::Found;
use crate::advert::cues::{Cue, Section};
use crate::advert::sentence::{Mention, Sentence, is_link};
use crate::advert::vocabulary::Meaning;
use crate::advert::words::{Join, Word};
use crate::knowledge::model::Kb;

/// What follows a name that also is an ordinary word, and shows that it is meant.
const AFTER: [&str; 22] = [
    "programming",
    "language",
    "code",
    "coding",
    "script",
    "scripting",
    "job",
    "cluster",
    "developer",
    "package",
    "library",
    "framework",
    "notebook",
    "skill",
    "application",
    "streaming",
    "ml",
    "sql",
    "experience",
    "environment",
    "stack",
    "spreadsheet",
];

/// The same before it, in a sentence that asks for something.
const BEFORE: [&str; 10] =
    ["in", "with", "of", "using", "apache", "like", "a", "microsoft", "via", "knowledge"];

impl Sentence<'_, '_> {
    /// Names and wordings, without what is a part of something else.
    pub(super) fn names(&self, kb: &Kb) -> Vec<Mention> {
        let mut names: Vec<(Mention, bool)> = Vec::new();
        for found in &self.found {
            let (competency, plain) = match found.what {
                Meaning::Name(competency) => (competency, true),
                Meaning::Phrase(competency) => (competency, false),
                Meaning::Ambiguous(competency, number) => {
                    let spelling = &kb[competency].ambiguous[number];
                    if !self.is_meant(found, spelling) {
                        continue;
                    }
                    (competency, true)
                }
                Meaning::Except(_) | Meaning::Cue(_) => continue,
            };
            let excepted = self.found.iter().any(|other| {
                other.what == Meaning::Except(competency)
                    && other.first <= found.last
                    && found.first <= other.last
            });
            if excepted {
                continue;
            }
            let mention = Mention {
                competency,
                first: found.first,
                last: found.last,
                strength: Strength::Duty,
                level: None,
                group: None,
            };
            names.push((mention, plain));
        }
        // `Amazon Web Services` holds no `web services`; the longest name counts.
        let longer = |inner: &Mention, outer: &Mention| {
            outer.first <= inner.first
                && inner.last <= outer.last
                && outer.last - outer.first > inner.last - inner.first
        };
        let kept: Vec<Mention> = names
            .iter()
            .filter(|(name, _)| {
                !names.iter().any(|(other, plain)| {
                    longer(name, other) && (*plain || other.competency == name.competency)
                })
            })
            .map(|&(name, _)| name)
            .collect();
        let mut unique: Vec<Mention> = Vec::new();
        for name in kept {
            let overlaps =
                |other: &Mention| other.competency == name.competency && other.last >= name.first;
            if !unique.iter().any(overlaps) {
                unique.push(name);
            }
        }
        unique.sort_by_key(|name| (name.first, name.last));
        unique
    }

    /// Whether a word with several meanings means the competency here: in its very spelling, and
    /// beside something that can be nothing else.
    fn is_meant(&self, found: &Found<Meaning>, spelling: &str) -> bool {
        let (first, last) = (found.first, found.last);
        let words = &self.words[first..=last];
        let written = words.iter().map(|word| word.text).collect::<Vec<_>>().join(" ");
        if words.iter().any(|word| word.hyphened) {
            return false;
        }
        // A name in lower case may begin a sentence.
        let lower = !spelling.contains(char::is_uppercase);
        let exact = written == spelling || lower && written.to_lowercase() == *spelling;
        let beside = |other: &Found<Meaning>| {
            let gap = match (other.first > last, other.last < first) {
                (true, _) => last + 1..other.first,
                (_, true) => other.last + 1..first,
                _ => return false,
            };
            let link = gap.end.max(if other.first > last { other.first } else { first });
            let listed = self.words[gap.start..=link].iter().any(|word| {
                matches!(word.join, Join::Comma | Join::Slash | Join::Break | Join::Clause)
                    || matches!(word.folded.as_str(), "and" | "or")
            });
            let stranger = |word: &Word<'_>| {
                word.join == Join::Comma && word.text.starts_with(char::is_uppercase)
            };
            let small = |word: &Word<'_>| is_link(&word.folded) || stranger(word);
            gap.len() <= 3 && listed && self.words[gap].iter().all(small)
        };
        let neighbours = self.found.iter().filter(|other| match other.what {
            Meaning::Name(_) => true,
            Meaning::Ambiguous(..) => exact && other.first != first,
            _ => false,
        });
        let before = first.checked_sub(1).map(|at| &self.words[at]);
        let after = self.words.get(last + 1);
        let asked = matches!(self.section, Section::Required | Section::Nice)
            || self.says(Cue::Has)
            || self.says(Cue::RequiredAfter);
        if !exact {
            return neighbours.into_iter().any(beside);
        }
        neighbours.into_iter().any(beside)
            || after.is_some_and(|word| {
                word.join <= Join::Slash && AFTER.contains(&word.folded.as_str())
            })
            || asked && before.is_some_and(|word| BEFORE.contains(&word.folded.as_str()))
            || self.words.len() == words.len()
            || first == 0
                && asked
                && after.is_some_and(|word| {
                    word.join >= Join::Comma
                        || matches!(word.folded.as_str(), "is" | "at" | "or" | "and")
                })
    }
}
