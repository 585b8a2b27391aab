//! What one sentence asks for: names and wordings, freed of traps, each with its strength, level and
//! group.

use std::ops::Range;

use crate::advert::Strength;
use crate::advert::automaton::Found;
use crate::advert::cues::{Cue, Section};
use crate::advert::vocabulary::Meaning;
use crate::advert::words::{Join, Word};
use crate::knowledge::model::{CompetencyId, Kb};
use crate::knowledge::words::Level;

/// A competency named in a sentence: words `first..=last`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mention {
    pub competency: CompetencyId,
    pub first: usize,
    pub last: usize,
    pub strength: Strength,
    pub level: Option<Level>,
    /// Those with the same number are alternatives.
    pub group: Option<usize>,
}

/// A sentence with what was found in it.
pub struct Sentence<'s, 't> {
    pub words: &'s [Word<'t>],
    pub found: Vec<Found<Meaning>>,
    pub section: Section,
}

impl<'s, 't> Sentence<'s, 't> {
    pub fn cues(&self, wanted: Cue) -> impl Iterator<Item = &Found<Meaning>> {
        self.found.iter().filter(move |found| found.what == Meaning::Cue(wanted))
    }

    pub fn says(&self, wanted: Cue) -> bool {
        self.cues(wanted).next().is_some()
    }

    /// Whether the sentence is about the post at all.
    pub fn is_about_the_post(&self) -> bool {
        self.section != Section::Aside && !self.says(Cue::Aside)
    }

    /// Whether the sentence tells by itself that it is about the post, where no heading does.
    pub fn speaks_of_the_post(&self) -> bool {
        let cues =
            [Cue::Addresses, Cue::Has, Cue::RequiredAfter, Cue::RequiredBefore, Cue::NiceBefore];
        self.section != Section::Lead
            || cues.into_iter().any(|cue| self.says(cue))
            || self.begins_with(Cue::Able)
    }

    /// `Java, Python, R`: hardly a word that is no name.
    fn is_a_list_of(&self, names: &[Mention]) -> bool {
        let named: usize = names.iter().map(|name| name.last - name.first + 1).sum();
        self.words.len() <= 12 && 2 * named > self.words.len()
    }

    fn begins_with(&self, wanted: Cue) -> bool {
        self.cues(wanted).any(|cue| cue.first == 0)
    }

    /// Whether the sentence says that the things it introduces are welcome: "the following are a
    /// plus".
    pub fn introduces_wishes(&self) -> bool {
        let wish = self.says(Cue::NiceBefore) || self.says(Cue::NiceAfter);
        wish && self.words.iter().any(|word| word.folded == "following")
    }

    /// All mentions outside of the words `left_out`.
    pub fn mentions(&self, kb: &Kb, left_out: &[Range<usize>]) -> Vec<Mention> {
        let mut names = self.names(kb);
        names.retain(|name| !left_out.iter().any(|range| range.contains(&name.first)));
        names.retain(|name| !self.is_denied(name));
        let speaks = self.speaks_of_the_post();
        if !speaks && !self.is_a_list_of(&names) {
            return Vec::new();
        }
        let mut mentions: Vec<Mention> = names
            .iter()
            .map(|name| Mention {
                strength: if speaks { self.strength(&names, name) } else { Strength::Required },
                level: self.level(name),
                ..*name
            })
            .collect();
        self.group(&mut mentions);
        mentions
    }

    /// Names and wordings, without what is a part of something else.
    fn names(&self, kb: &Kb) -> Vec<Mention> {
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
        const BEFORE: [&str; 10] =
            ["in", "with", "of", "using", "apache", "like", "a", "microsoft", "via", "knowledge"];
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
                matches!(word.join, Join::Comma | Join::Slash | Join::Break)
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
    }

    fn is_denied(&self, name: &Mention) -> bool {
        let within =
            self.cues(Cue::Not).any(|cue| cue.first <= name.first && name.last <= cue.last);
        let after = self
            .cues(Cue::NotAfter)
            .any(|cue| cue.last < name.first && !self.is_parted(cue.last, name.first));
        let wished = self.says(Cue::NiceBefore) || self.says(Cue::NiceAfter);
        let before = self
            .cues(Cue::NotBefore)
            .any(|cue| name.last < cue.first && !wished && !self.is_parted(name.last, cue.first));
        within || after || before
    }

    /// Whether something ends between two words.
    fn is_parted(&self, first: usize, last: usize) -> bool {
        (first + 1..=last).any(|at| self.words[at].join >= Join::Clause)
    }

    /// The words of a clause around a word.
    fn clause(&self, at: usize) -> Range<usize> {
        let ends = |at: &usize| self.words[*at].join >= Join::Clause;
        let from = (1..=at).rev().find(ends).unwrap_or(0);
        let to = (at + 1..self.words.len()).find(ends).unwrap_or(self.words.len());
        from..to
    }

    /// The words of the bracket around a word.
    fn bracket(&self, at: usize) -> Range<usize> {
        let depth = self.words[at].depth;
        let outside = |other: &usize| self.words[*other].depth < depth;
        let from = (0..at).rev().find(outside).map_or(0, |outside| outside + 1);
        let to = (at..self.words.len()).find(outside).unwrap_or(self.words.len());
        from..to
    }

    fn strength(&self, names: &[Mention], name: &Mention) -> Strength {
        let usual = match self.section {
            Section::Required => Strength::Required,
            Section::Nice => Strength::Nice,
            Section::Lead | Section::Duties | Section::Aside => Strength::Duty,
        };
        let clause = self.clause(name.first);
        let depth = self.words[name.first].depth;
        let inside = |found: &&Found<Meaning>| clause.contains(&found.first);
        // What is said in brackets is said of what stands in them, or of what they follow.
        let reaches = |cue: &Found<Meaning>| {
            let own = self.words[cue.first].depth;
            let bracket = self.bracket(cue.first);
            own <= depth && (depth == 0 || bracket.contains(&name.first))
                || own == 0
                || !names.iter().any(|other| bracket.contains(&other.first))
        };
        // `Desirable: Go` speaks of what follows, and of that only.
        let opens = |cue: &Found<Meaning>| {
            self.words.get(cue.last + 1).is_some_and(|next| next.join == Join::Break)
        };
        let border = |from: usize, to: usize| {
            let cues = [Cue::Has, Cue::RequiredBefore, Cue::NiceBefore];
            cues.into_iter()
                .any(|cue| self.cues(cue).any(|found| found.first > from && found.last < to))
        };
        let after = |wanted: Cue| {
            let cues = self.cues(wanted).filter(inside).filter(|cue| {
                cue.first > name.last
                    && reaches(cue)
                    && !opens(cue)
                    && !border(name.last, cue.first)
            });
            cues.map(|cue| cue.first).min()
        };
        let leads = |cue: &Found<Meaning>| {
            !names.iter().any(|other| clause.contains(&other.first) && other.last < cue.first)
        };
        let before = |wanted: Cue| {
            self.cues(wanted).filter(inside).any(|cue| cue.last < name.first && reaches(cue))
        };
        let nice_after = after(Cue::NiceBefore);
        let required_after = after(Cue::RequiredBefore);
        match (nice_after, required_after) {
            (Some(nice), Some(required)) if nice < required => return Strength::Nice,
            (_, Some(_)) if self.section != Section::Nice => return Strength::Required,
            (Some(_), _) => return Strength::Nice,
            _ => {}
        }
        let nice_before = self
            .cues(Cue::NiceAfter)
            .filter(inside)
            .any(|cue| cue.last < name.first && reaches(cue) && (leads(cue) || opens(cue)));
        if nice_before {
            return Strength::Nice;
        }
        let has = self.says(Cue::Has) || self.begins_with(Cue::Able);
        let listed = self.section == Section::Lead && has && !self.says(Cue::Promises);
        let begins = self
            .cues(Cue::Has)
            .any(|cue| cue.first <= clause.start + 1 && clause.contains(&cue.first));
        let needed = before(Cue::RequiredAfter) || listed || begins;
        if usual == Strength::Duty && needed { Strength::Required } else { usual }
    }

    /// How much what stands at a word is wanted, if it is no competency.
    pub fn strength_at(&self, at: usize) -> Strength {
        let here = Mention {
            competency: CompetencyId(0),
            first: at,
            last: at,
            strength: Strength::Duty,
            level: None,
            group: None,
        };
        match self.strength(&[here], &here) {
            // Nobody studies or grows older in the post.
            Strength::Duty => Strength::Required,
            other => other,
        }
    }

    fn level(&self, name: &Mention) -> Option<Level> {
        let clause = self.clause(name.first);
        let said = |cue: Cue, level: Level| {
            self.cues(cue)
                .filter(|found| clause.contains(&found.first) && found.first < name.first)
                .map(move |found| (found.first, level))
        };
        let levels = [
            (Cue::Expert, Level::Proficient),
            (Cue::Able, Level::Working),
            (Cue::Beginner, Level::Aware),
        ];
        // Of one word, the higher: "highly proficient".
        let last = levels.into_iter().flat_map(|(cue, level)| said(cue, level)).max();
        let next = self.cues(Cue::Expert).any(|cue| cue.first == name.last + 1);
        match last {
            _ if next => Some(Level::Proficient),
            Some((_, level)) => Some(level),
            None => None,
        }
    }

    /// Numbers the lists of which one is enough.
    fn group(&self, mentions: &mut [Mention]) {
        let mut number = 0;
        let mut from = 0;
        while from < mentions.len() {
            let mut to = from + 1;
            let mut choice = false;
            let mut slashes = true;
            while to < mentions.len() {
                let Some(link) = self.link(&mentions[to - 1], &mentions[to]) else { break };
                choice |= link == Link::Or;
                slashes &= link == Link::Slash;
                to += 1;
            }
            let (first, last) = (mentions[from].first, mentions[to - 1].last);
            let open_end = self
                .words
                .get(last + 1)
                .is_some_and(|word| word.folded == "or" && word.join <= Join::Comma)
                && self.words.get(last + 2).is_some_and(|word| {
                    matches!(
                        word.folded.as_str(),
                        "similar" | "another" | "other" | "equivalent" | "any" | "comparable"
                    )
                });
            let offered = self.cues(Cue::OneOf).any(|cue| {
                cue.last < first
                    && first - cue.last <= 6
                    && !self.is_parted(cue.last, first)
                    && self.is_offer(cue)
            });
            let several =
                mentions[from..to].windows(2).any(|pair| pair[0].competency != pair[1].competency);
            if several && (choice || slashes || open_end || offered) {
                mentions[from..to].iter_mut().for_each(|mention| mention.group = Some(number));
                number += 1;
            }
            from = to;
        }
    }

    /// `one of`, `e.g.`; "such as" and "like" begin lists of which all may be meant.
    fn is_offer(&self, cue: &Found<Meaning>) -> bool {
        let first = self.words[cue.first].folded.as_str();
        matches!(first, "one" | "at" | "any" | "either" | "some" | "for" | "eg")
    }

    /// How two names follow each other in a list.
    fn link(&self, one: &Mention, next: &Mention) -> Option<Link> {
        if next.first <= one.last {
            return (next.competency != one.competency && next.first == one.first)
                .then_some(Link::Same);
        }
        let between = &self.words[one.last + 1..next.first];
        let joins = self.words[one.last + 1..=next.first].iter().map(|word| word.join);
        let widest = joins.max().unwrap_or(Join::Space);
        let says = |wanted: &str| between.iter().any(|word| word.folded == wanted);
        let linked = between.len() <= 3
            && widest < Join::Clause
            && between.iter().all(|word| is_link(&word.folded));
        match () {
            () if !linked => None,
            () if says("or") => Some(Link::Or),
            () if says("and") => None,
            () if widest == Join::Slash => Some(Link::Slash),
            () if widest >= Join::Comma => Some(Link::Comma),
            () => None,
        }
    }
}

/// How two names of a list are joined.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Link {
    Or,
    Slash,
    Comma,
    /// One wording that proves two competencies.
    Same,
}

/// Small words between the names of a list.
fn is_link(folded: &str) -> bool {
    matches!(
        folded,
        "and"
            | "or"
            | "also"
            | "the"
            | "a"
            | "an"
            | "other"
            | "even"
            | "maybe"
            | "possibly"
            | "in"
            | "with"
            | "preferably"
    )
}
