//! The lines of an advert: items (a bullet, a paragraph, a heading), and the section each is in.

use std::ops::Range;

use crate::advert::automaton::Automaton;
use crate::advert::cues::{Group, Section, wordings};
use crate::advert::words::{Word, fold};

/// A bullet, a paragraph or a heading: its bytes without the mark of the bullet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    pub bytes: Range<usize>,
    pub bullet: bool,
}

/// Longer lines are paragraphs that nothing has wrapped.
const WRAPPED: usize = 100;

/// A heading has so many words at most.
const HEADING: usize = 12;

/// What introduces a list has so many words at most.
const INTRODUCTION: usize = 28;

/// Cuts a text into items. Where a text was wrapped, lines are joined again: a line goes on in the next
/// if its first word had no room, or if that begins in lower case.
pub fn items(text: &str) -> Vec<Item> {
    let widest = text.lines().map(|line| line.trim_end().chars().count()).max().unwrap_or(0);
    let mut items: Vec<Item> = Vec::new();
    let mut open = false;
    let mut last_width = 0;
    let mut from = 0;
    for line in text.split_inclusive('\n') {
        let begin = from;
        from += line.len();
        let shown = line.trim_end();
        let inner = shown.trim_start();
        if !inner.chars().any(char::is_alphanumeric) {
            open = false;
            continue;
        }
        let (mark, rest) = bullet(inner);
        let start = begin + shown.len() - rest.len();
        let end = begin + shown.len();
        let first = rest.split_whitespace().next().unwrap_or_default();
        let no_room = widest <= WRAPPED && last_width + 1 + first.chars().count() > widest;
        let lower = first.starts_with(char::is_lowercase);
        match items.last_mut() {
            Some(item) if open && !mark && (no_room || lower) => item.bytes.end = end,
            _ => items.push(Item { bytes: start..end, bullet: mark }),
        }
        open = true;
        last_width = shown.chars().count();
    }
    items
}

/// Whether a line begins with a bullet or a number, and what follows.
fn bullet(line: &str) -> (bool, &str) {
    const MARKS: [char; 14] = [
        '-', '*', '+', '\u{2022}', '\u{b7}', '\u{25cf}', '\u{25e6}', '\u{25aa}', '\u{2023}',
        '\u{2043}', '\u{2013}', '\u{2014}', '\u{25cb}', '\u{27a2}',
    ];
    if let Some(rest) = line.strip_prefix(MARKS) {
        return (true, rest.trim_start());
    }
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    match line[digits..].strip_prefix(['.', ')']) {
        Some(rest) if (1..3).contains(&digits) && rest.starts_with(' ') => {
            (true, rest.trim_start())
        }
        _ => (false, line),
    }
}

/// Whether most words begin with a capital.
fn capitals(words: &[Word<'_>]) -> bool {
    let capitals = words.iter().filter(|word| word.text.starts_with(char::is_uppercase)).count();
    capitals * 3 >= words.len() * 2
}

/// What a sentence that ends in a colon introduces: "join us if you:", "the following are a plus:".
fn introduced(words: &[Word<'_>]) -> Option<Section> {
    let is = |word: &Word<'_>, wanted: &[&str]| wanted.iter().any(|w| fold(w) == word.folded);
    let says = |wanted: &[&str]| words.iter().any(|word| is(word, wanted));
    let pair = |one: &[&str], two: &[&str]| {
        words.windows(2).any(|pair| is(&pair[0], one) && is(&pair[1], two))
    };
    if says(&[
        "plus",
        "bonus",
        "nice",
        "preferred",
        "desirable",
        "ideally",
        "desired",
        "addition",
        "advantage",
    ]) {
        Some(Section::Nice)
    } else if says(&["offer", "benefit", "perk", "enjoy"]) {
        Some(Section::Aside)
    } else if pair(&["if", "who"], &["you", "have", "has"])
        || pair(
            &["you", "candidate"],
            &["have", "need", "should", "must", "bring", "possess", "are"],
        )
        || pair(&["looking"], &["for"])
        || says(&["require", "required", "requirement", "qualification", "must"])
    {
        Some(Section::Required)
    } else if pair(&["you"], &["will"])
        || says(&["youll", "responsible", "responsibility", "duty", "task", "day", "include"])
    {
        Some(Section::Duties)
    } else {
        None
    }
}

/// Tells headings.
#[derive(Debug)]
pub struct Headings {
    automaton: Automaton<(Section, bool)>,
    decoration: Vec<String>,
}

impl Headings {
    pub fn new() -> Self {
        let mut automaton = Automaton::new();
        let mut decoration = Vec::new();
        for (group, pattern) in wordings() {
            match group {
                Group::Heading { opens, weak } => automaton.add(pattern, (opens, weak)),
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
        let closed = line.ends_with([':', '\u{ff1a}'])
            || line.ends_with("...")
            || line.ends_with('\u{2026}');
        let labelled = words.iter().skip(1).any(|word| word.colon);
        if words.is_empty() || labelled || line.ends_with(['.', ',', ';']) && !closed {
            return None;
        }
        if words.len() > HEADING {
            let short = words.len() <= INTRODUCTION;
            return (closed && short).then(|| introduced(words)).flatten();
        }
        if let Some(section) = self.at_the_end(words).filter(|_| closed || capitals(words)) {
            return Some(self.wished(words, section));
        }
        let Some((section, weak, rest)) = self.matched(words) else {
            return closed.then(|| introduced(words)).flatten();
        };
        let shouted = !line.contains(char::is_lowercase);
        let goes_on = rest.first().map_or("", |word| word.folded.as_str());
        let linked = matches!(
            goes_on,
            "" | "and"
                | "or"
                | "we"
                | "you"
                | "u"
                | "required"
                | "requirement"
                | "qualification"
                | "needed"
                | "must"
                | "summary"
                | "skill"
                | "description"
                | "overview"
                | "experience"
                | "detail"
        );
        let far =
            matches!(goes_on, "of" | "for" | "to" | "at" | "in" | "on" | "thi" | "it" | "with");
        let heading = match (weak, closed || shouted) {
            (true, true) => words.len() <= 8,
            (true, false) => {
                (linked || section == Section::Aside && capitals(words)) && words.len() <= 6
            }
            (false, true) => true,
            (false, false) => linked || far || capitals(words) || words.len() >= rest.len() + 3,
        };
        heading.then(|| self.wished(words, section))
    }

    /// The section of the words before a colon, if they are a heading.
    pub fn label(&self, words: &[Word<'_>]) -> Option<Section> {
        if words.is_empty() || words.len() > INTRODUCTION {
            return None;
        }
        if words.len() > HEADING {
            return introduced(words);
        }
        match self
            .at_the_end(words)
            .map(|section| (section, 0))
            .or_else(|| self.matched(words).map(|(section, _, rest)| (section, rest.len())))
        {
            Some((section, rest)) if rest <= 3 && words.len() <= 6 => {
                Some(self.wished(words, section))
            }
            _ => introduced(words),
        }
    }

    /// In text without line ends: how many of the last words are a heading, and of what.
    pub fn tail(&self, words: &[Word<'_>]) -> Option<(usize, Section)> {
        (2..=words.len().min(6)).rev().find_map(|count| {
            let tail = &words[words.len() - count..];
            let capital = tail[0].text.starts_with(char::is_uppercase);
            let (section, weak, rest) = self.matched(tail)?;
            let whole = rest.is_empty() || rest.len() == 1 && rest[0].folded == "skill";
            (capital && !weak && whole).then_some((count, section))
        })
    }

    /// `Data Scientist Requirements`: the last word says it.
    fn at_the_end(&self, words: &[Word<'_>]) -> Option<Section> {
        match words.last()?.folded.as_str() {
            "requirement" | "qualification" | "prerequisite" => Some(Section::Required),
            "responsibility" | "duty" | "accountability" => Some(Section::Duties),
            "benefit" | "perk" => Some(Section::Aside),
            _ => None,
        }
    }

    /// The longest heading at the beginning, decoration aside: what it opens, whether it is weak, what
    /// follows.
    fn matched<'w, 't>(&self, words: &'w [Word<'t>]) -> Option<(Section, bool, &'w [Word<'t>])> {
        let found = self.automaton.find(words);
        let decorated =
            words.iter().take_while(|word| self.decoration.contains(&word.folded)).count();
        let reachable = found.iter().filter(|found| found.first <= decorated);
        let best = reachable
            .min_by_key(|found| (found.first, std::cmp::Reverse(found.last - found.first)))?;
        let (section, weak) = best.what;
        Some((section, weak, &words[best.last + 1..]))
    }

    /// `Qualifications (preferred)` asks for less than it says first.
    fn wished(&self, words: &[Word<'_>], section: Section) -> Section {
        let says = |wanted: &[&str]| {
            words.iter().any(|word| wanted.iter().any(|wanted| fold(wanted) == word.folded))
        };
        let wish = says(&[
            "preferred",
            "bonus",
            "desired",
            "desirable",
            "optional",
            "other",
            "additional",
        ]) || says(&["nice"]) && says(&["have"]);
        let need = says(&["required", "minimum", "must", "basic"]);
        match section {
            Section::Required if wish && !need => Section::Nice,
            Section::Nice if need && !says(&["not"]) && !wish => Section::Required,
            _ => section,
        }
    }
}
