//! Finds many patterns in a row of tokens: patterns are indexed by their first token and compared
//! one by one.
//!
//! In a pattern, `a|b` is either word, `deploy*` any word that begins so, and `...` stands for up
//! to [`WILDCARD`] tokens, commas and brackets included. Elsewhere a pattern continues across
//! spaces, hyphens and slashes only. No pattern crosses the end of a clause.

use itertools::{Either, Itertools as _};
use rustc_hash::FxHashMap;

use crate::advert::glossary::Glossary;
use crate::advert::spelling::normalize;
use crate::advert::token::{Boundary, Token, tokens};

/// The largest number of tokens that `...` stands for.
const WILDCARD: usize = 4;

#[derive(Debug)]
pub struct PhraseMatcher<P> {
    patterns: Vec<Pattern<P>>,
    /// Every whole word of a pattern.
    words: FxHashMap<String, WordId>,
    /// The numbers of the patterns that each of them begins.
    by_word: Vec<Vec<usize>>,
    /// By their first bytes the beginnings of words, the shortest first, each with the numbers of
    /// the patterns that it begins.
    by_start: FxHashMap<u16, Vec<(String, Vec<usize>)>>,
}

/// A word of any pattern: numbers are compared sooner than texts.
type WordId = usize;

#[derive(Debug)]
struct Pattern<P> {
    places: Vec<Place>,
    has_wildcard: bool,
    what: P,
}

/// What fits one place of a pattern.
#[derive(Debug)]
enum Place {
    Word(WordId),
    /// Any of some words, and any that begin so: `deploy`.
    AnyOf(Vec<WordId>, Vec<String>),
    /// Up to [`WILDCARD`] tokens.
    Wildcard,
}

/// A place as it is written.
enum Part {
    Word(String),
    /// `deploy*` among them.
    AnyOf(Vec<String>),
    Wildcard,
}

/// A pattern found in tokens `first..=last`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Match<P> {
    pub first: usize,
    pub last: usize,
    pub what: P,
}

impl<P: Copy + PartialEq> PhraseMatcher<P> {
    pub fn new() -> Self {
        Self {
            patterns: Vec::new(),
            words: FxHashMap::default(),
            by_word: Vec::new(),
            by_start: FxHashMap::default(),
        }
    }

    /// Adds a name in which no sign has a meaning of its own.
    pub fn add_name(&mut self, name: &str, what: P) {
        self.add(words(name), what);
    }

    pub fn add_pattern(&mut self, pattern: &str, what: P) {
        self.add(parts(pattern, words, normalize, |begin| vec![begin.to_lowercase() + "*"]), what);
    }

    /// Adds a pattern in the language of a glossary.
    pub fn add_glossed(&mut self, pattern: &str, glossary: &Glossary, what: P) {
        let words = |text: &str| each(glossary.tokenize(text, 0, |_| true));
        let normalize = |word: &str| glossary.normalize(word);
        self.add(parts(pattern, words, normalize, |begin| glossary.beginnings(begin)), what);
    }

    fn add(&mut self, parts: Vec<Part>, what: P) {
        let places = parts.into_iter().map(|part| self.place(part)).collect_vec();
        let number = self.patterns.len();
        match places.first() {
            Some(&Place::Word(word)) => self.by_word[word].push(number),
            Some(Place::AnyOf(words, beginnings)) => {
                for &word in words {
                    self.by_word[word].push(number);
                }
                for beginning in beginnings {
                    self.add_beginning(beginning, number);
                }
            }
            Some(Place::Wildcard) | None => {}
        }
        let has_wildcard = places.iter().any(|place| matches!(place, Place::Wildcard));
        self.patterns.push(Pattern { places, has_wildcard, what });
    }

    fn add_beginning(&mut self, beginning: &str, number: usize) {
        let Some(start) = starts(beginning).last() else { return };
        let alike = self.by_start.entry(start).or_default();
        if let Some((_, numbers)) = alike.iter_mut().find(|(known, _)| known == beginning) {
            return numbers.push(number);
        }
        let at = alike.partition_point(|(known, _)| known.len() < beginning.len());
        alike.insert(at, (beginning.to_owned(), vec![number]));
    }

    fn place(&mut self, part: Part) -> Place {
        match part {
            Part::Word(word) => Place::Word(self.word(word)),
            Part::AnyOf(any) => {
                let (beginnings, words) =
                    any.into_iter().partition_map(|word| match word.strip_suffix('*') {
                        Some(beginning) => Either::Left(beginning.to_owned()),
                        None => Either::Right(self.word(word)),
                    });
                Place::AnyOf(words, beginnings)
            }
            Part::Wildcard => Place::Wildcard,
        }
    }

    fn word(&mut self, word: String) -> WordId {
        *self.words.entry(word).or_insert_with(|| {
            self.by_word.push(Vec::new());
            self.by_word.len() - 1
        })
    }

    /// Whether a pattern holds this normalized word.
    pub fn knows(&self, word: &str) -> bool {
        self.words.contains_key(word)
    }

    /// Every pattern wherever it occurs, by first and last token. From one first token, a wildcard
    /// ends at the first opportunity, and tells nothing new of what an earlier match has told.
    pub fn find(&self, tokens: &[Token<'_>]) -> Vec<Match<P>> {
        let words = tokens.iter().map(|token| self.words.get(&token.normalized).copied());
        let row = Row { tokens, words: words.collect() };
        let mut matches = Vec::new();
        let mut patterns = Vec::new();
        let mut ends = Vec::new();
        for (first, token) in tokens.iter().enumerate() {
            self.beginning_with(&token.normalized, row.words[first], &mut patterns);
            for pattern in patterns.drain(..).map(|number| &self.patterns[number]) {
                if let Some(last) = row.last_token(&pattern.places[1..], first) {
                    ends.push((last, pattern.has_wildcard, pattern.what));
                }
            }
            ends.sort_by_key(|&(last, has_wildcard, _)| (last, has_wildcard));
            let from = matches.len();
            for (last, has_wildcard, what) in ends.drain(..) {
                let told = |earlier: &Match<P>| earlier.what == what;
                if !has_wildcard || !matches[from..].iter().any(told) {
                    matches.push(Match { first, last, what });
                }
            }
        }
        matches
    }

    /// Adds the numbers of the patterns that a word begins.
    fn beginning_with(&self, text: &str, word: Option<WordId>, patterns: &mut Vec<usize>) {
        if let Some(word) = word {
            patterns.extend_from_slice(&self.by_word[word]);
        }
        for start in starts(text) {
            for (beginning, numbers) in self.by_start.get(&start).into_iter().flatten() {
                if text.starts_with(beginning) {
                    patterns.extend_from_slice(numbers);
                }
            }
        }
    }
}

/// The first byte of a text, and its first two, if it has as many.
fn starts(text: &str) -> impl Iterator<Item = u16> {
    let bytes = text.as_bytes();
    let first = bytes.first().map(|&first| [first, 0]);
    first.into_iter().chain(bytes.first_chunk().copied()).map(u16::from_be_bytes)
}

/// What a pattern says, part by part.
fn parts(
    pattern: &str,
    words: impl Fn(&str) -> Vec<Part>,
    normalize: impl Fn(&str) -> String,
    beginnings: impl Fn(&str) -> Vec<String>,
) -> Vec<Part> {
    let alternative = |word: &str| match word.strip_suffix('*') {
        Some(begin) => beginnings(begin),
        None => vec![normalize(word)],
    };
    let is_plain = |part: &str| part != "..." && !part.contains(['|', '*']);
    let written: Vec<&str> = pattern.split_whitespace().collect();
    let runs = written.chunk_by(|one, next| is_plain(one) && is_plain(next));
    let parts = runs.flat_map(|run| match run {
        ["..."] => vec![Part::Wildcard],
        [class] if !is_plain(class) => {
            vec![Part::AnyOf(class.split('|').flat_map(alternative).collect())]
        }
        plain => words(&plain.join(" ")),
    });
    parts.collect()
}

/// The words of a plain English text, each a part of its own.
fn words(text: &str) -> Vec<Part> {
    each(tokens(text))
}

fn each(tokens: Vec<Token<'_>>) -> Vec<Part> {
    tokens.into_iter().map(|token| Part::Word(token.normalized)).collect()
}

/// Tokens among which patterns are looked for, each with its number if a pattern holds it.
struct Row<'r, 't> {
    tokens: &'r [Token<'t>],
    words: Vec<Option<WordId>>,
}

impl Row<'_, '_> {
    /// The last token of the shortest match of the places that follow token `at`.
    fn last_token(&self, places: &[Place], at: usize) -> Option<usize> {
        let (place, rest, reach, widest) = match places {
            [] => return Some(at),
            [Place::Wildcard, place, rest @ ..] => (place, rest, WILDCARD + 1, Boundary::Break),
            [place, rest @ ..] => (place, rest, 1, Boundary::Slash),
        };
        (at + 1..self.tokens.len().min(at + 1 + reach))
            .take_while(|&next| self.tokens[next].boundary <= widest)
            .filter(|&next| self.fits(place, next))
            .find_map(|next| self.last_token(rest, next))
    }

    fn fits(&self, place: &Place, at: usize) -> bool {
        let word = self.words[at];
        match place {
            Place::Word(known) => word == Some(*known),
            Place::AnyOf(words, beginnings) => {
                let text = &self.tokens[at].normalized;
                word.is_some_and(|word| words.contains(&word))
                    || beginnings.iter().any(|begin| text.starts_with(begin.as_str()))
            }
            Place::Wildcard => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::PhraseMatcher;
    use crate::advert::token::tokens;

    /// The text of every match.
    fn found(patterns: &[&str], text: &str) -> Vec<String> {
        let mut matcher = PhraseMatcher::new();
        for (number, pattern) in patterns.iter().enumerate() {
            matcher.add_pattern(pattern, number);
        }
        let tokens = tokens(text);
        let matches = matcher.find(&tokens).into_iter();
        matches.map(|m| text[tokens[m.first].at..tokens[m.last].end()].to_owned()).collect()
    }

    #[test]
    fn names_are_compared_without_case_number_and_hyphens() {
        let data = "Time-series, time\nseries and TIME SERIES; timeseries";
        assert_eq!(found(&["time series"], data), ["Time-series", "time\nseries", "TIME SERIES"]);
        assert_eq!(found(&["data pipeline"], "data pipelines"), ["data pipelines"]);
        assert_eq!(found(&["visualization"], "Visualisation"), ["Visualisation"]);
    }

    #[test]
    fn names_do_not_cross_commas() {
        assert!(found(&["data mining"], "data, mining. Data. Mining").is_empty());
    }

    #[test]
    fn wildcards_and_prefixes() {
        let pattern = ["deploy* ... model|models"];
        assert_eq!(found(&pattern, "deploying our (many) models"), ["deploying our (many) models"]);
        assert!(found(&pattern, "deploying. Models").is_empty());
        assert!(found(&pattern, "deploy a b c d e models").is_empty());
        let twice = ["serv* ... models ... users"];
        assert_eq!(found(&twice, "serve models, models to users").len(), 1);
    }

    #[test]
    fn signs_belong_to_some_words() {
        assert_eq!(found(&["C++"], "C, C++, C#"), ["C++"]);
        assert_eq!(found(&["C#"], "C, C++, C#"), ["C#"]);
        assert_eq!(found(&[".NET"], "the net, .NET"), [".NET"]);
        assert_eq!(found(&["Node.js"], "node.js; NodeJS"), ["node.js", "NodeJS"]);
        assert!(found(&["R"], "our R&D").is_empty());
    }
}
