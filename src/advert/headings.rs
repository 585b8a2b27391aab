//! Headings, and the sections that they open.

use std::cmp::Reverse;

use crate::advert::automaton::Automaton;
use crate::advert::cues::{Group, Section, wordings};
use crate::advert::words::{Word, fold};

/// A heading has so many words at most.
const HEADING: usize = 12;

/// What introduces a list has so many words at most.
const INTRODUCTION: usize = 28;

/// Words with which a heading goes on: `Requirements and skills`, `Skills you need`.
const LINKED: [&str; 17] = [
    "and",
    "or",
    "we",
    "you",
    "us",
    "required",
    "requirement",
    "qualification",
    "needed",
    "must",
    "summary",
    "skill",
    "description",
    "overview",
    "experience",
    "criteria",
    "detail",
];

/// The same of headings that are no beginning of a requirement: `Responsibilities of the post`.
const ATTACHED: [&str; 9] = ["of", "for", "to", "at", "in", "on", "this", "it", "with"];

/// Tells headings.
#[derive(Debug)]
pub struct Headings {
    automaton: Automaton<Group>,
    decoration: Vec<String>,
}

/// A heading at the beginning of a line.
struct Heading<'w, 't> {
    opens: Section,
    weak: bool,
    /// What follows it.
    rest: &'w [Word<'t>],
}

impl Headings {
    pub fn new() -> Self {
        let mut automaton = Automaton::new();
        let mut decoration = Vec::new();
        for (group, pattern) in wordings() {
            match group {
                Group::Heading { .. } | Group::Introduces(_) | Group::Returns => {
                    automaton.add(pattern, group);
                }
                Group::Decoration => decoration.push(fold(pattern)),
                Group::Cue(_) => {}
            }
        }
        Self { automaton, decoration }
    }

    pub fn knows(&self, folded: &str) -> bool {
        self.automaton.knows(folded)
    }

    /// The section that a line opens, if it is a heading or introduces a list.
    pub fn section(&self, words: &[Word<'_>], line: &str) -> Option<Section> {
        let line = line.trim_end_matches(['*', '_', '#', ' ']);
        let closed = line.ends_with([':', '?', '\u{ff1a}', '\u{2026}']) || line.ends_with("...");
        let labelled = words.iter().skip(1).any(|word| word.colon);
        if words.is_empty() || labelled || line.ends_with(['.', ',', ';']) && !closed {
            return None;
        }
        if let Some(section) = last_word(words).filter(|_| closed || is_titled(words)) {
            return Some(wished(words, section));
        }
        let heading = if words.len() <= HEADING { self.heading(words) } else { None };
        match heading {
            Some(heading) => {
                let shouted = !line.contains(char::is_lowercase);
                let whole = is_whole(words, &heading, closed || shouted);
                whole.then(|| wished(words, heading.opens))
            }
            None => self.introduced(words).filter(|_| closed),
        }
    }

    /// The section of the words before a colon, if they are a heading.
    pub fn label(&self, words: &[Word<'_>]) -> Option<Section> {
        const SHORT: usize = 6;
        if words.len() > SHORT {
            return self.introduced(words);
        }
        let heading = || self.heading(words).filter(|heading| heading.rest.len() <= 3);
        let opened = last_word(words).or_else(|| heading().map(|heading| heading.opens));
        opened.map(|section| wished(words, section)).or_else(|| self.introduced(words))
    }

    /// In text without line ends: how many of the last words are a heading, and of what.
    pub fn tail(&self, words: &[Word<'_>]) -> Option<(usize, Section)> {
        (2..=words.len().min(6)).rev().find_map(|count| {
            let tail = &words[words.len() - count..];
            let capital = tail[0].text.starts_with(char::is_uppercase);
            let heading = self.heading(tail)?;
            let whole = matches!(heading.rest, [])
                || matches!(heading.rest, [skill] if skill.folded == "skill");
            (capital && !heading.weak && whole).then_some((count, heading.opens))
        })
    }

    /// Whether a paragraph speaks of the post again, after the company.
    pub fn returns(&self, words: &[Word<'_>]) -> bool {
        const LONG: usize = 8;
        words.len() > LONG
            && self.automaton.find(words).iter().any(|found| found.what == Group::Returns)
    }

    /// The longest heading at the beginning, decoration aside.
    fn heading<'w, 't>(&self, words: &'w [Word<'t>]) -> Option<Heading<'w, 't>> {
        let found = self.automaton.find(words);
        let decorated =
            words.iter().take_while(|word| self.decoration.contains(&word.folded)).count();
        let headings = found.iter().filter_map(|found| match found.what {
            Group::Heading { opens, weak } => Some((found, opens, weak)),
            _ => None,
        });
        let (found, opens, weak) = headings
            .filter(|(found, ..)| found.first <= decorated)
            .min_by_key(|(found, ..)| (found.first, Reverse(found.last)))?;
        Some(Heading { opens, weak, rest: &words[found.last + 1..] })
    }

    /// What a sentence that ends in a colon introduces: "join us if you:", "the following are a
    /// plus:".
    fn introduced(&self, words: &[Word<'_>]) -> Option<Section> {
        if words.len() > INTRODUCTION {
            return None;
        }
        let found = self.automaton.find(words);
        [Section::Nice, Section::Aside, Section::Required, Section::Duties]
            .into_iter()
            .find(|&section| found.iter().any(|found| found.what == Group::Introduces(section)))
    }
}

/// Whether a line is a heading as a whole, and no sentence that begins like one.
fn is_whole(words: &[Word<'_>], heading: &Heading<'_, '_>, closed: bool) -> bool {
    let goes_on = |with: &[&str]| {
        let next = heading.rest.first();
        next.is_none_or(|next| with.iter().any(|with| fold(with) == next.folded))
    };
    match (heading.weak, closed) {
        (true, true) => words.len() <= 8,
        (true, false) => {
            let company = heading.opens == Section::Aside && is_titled(words);
            words.len() <= 6 && (company || goes_on(&LINKED))
        }
        (false, true) => true,
        (false, false) => {
            // Three words of a wording are no coincidence.
            let long = words.len() >= heading.rest.len() + 3;
            long || is_titled(words) || goes_on(&LINKED) || goes_on(&ATTACHED)
        }
    }
}

/// Whether most words begin with a capital.
fn is_titled(words: &[Word<'_>]) -> bool {
    let capitals = words.iter().filter(|word| word.text.starts_with(char::is_uppercase)).count();
    capitals * 3 >= words.len() * 2
}

/// `Data Scientist Requirements`: the last word says it.
fn last_word(words: &[Word<'_>]) -> Option<Section> {
    match words.last()?.folded.as_str() {
        _ if words.len() > HEADING => None,
        "requirement" | "qualification" | "prerequisite" => Some(Section::Required),
        "responsibility" | "duty" | "accountability" => Some(Section::Duties),
        "benefit" | "perk" => Some(Section::Aside),
        _ => None,
    }
}

/// `Qualifications (preferred)` asks for less than it says first, `Minimum qualifications` for no
/// less.
fn wished(words: &[Word<'_>], section: Section) -> Section {
    const WISHES: [&str; 7] =
        ["preferred", "bonus", "desired", "desirable", "optional", "other", "additional"];
    const NEEDS: [&str; 4] = ["required", "minimum", "must", "basic"];
    let says = |wanted: &[&str]| {
        words.iter().any(|word| wanted.iter().any(|wanted| fold(wanted) == word.folded))
    };
    let wish = says(&WISHES) || says(&["nice"]) && says(&["have"]);
    let need = says(&NEEDS);
    match section {
        Section::Required if wish && !need => Section::Nice,
        Section::Nice if need && !wish && !says(&["not"]) => Section::Required,
        _ => section,
    }
}
