//! Finds many patterns in a row of tokens: patterns are indexed by their first token and compared
//! one by one.
//!
//! In a pattern, `a|b` is either word, `deploy*` any word that begins so, and `...` stands for up
//! to [`WILDCARD`] tokens, commas and brackets included. Elsewhere a pattern continues across
//! spaces, hyphens and slashes only. No pattern crosses the end of a clause.

use itertools::Itertools as _;
use rustc_hash::FxHashMap;

use crate::advert::glossary::Glossary;
use crate::advert::spelling::normalize;
use crate::advert::token::{Boundary, Token, tokens};

/// The largest number of tokens that `...` stands for.
const WILDCARD: usize = 4;

#[derive(Debug)]
pub struct PhraseMatcher<P> {
    patterns: Vec<Pattern<P>>,
    /// Every word of a pattern, with the numbers of the patterns that it begins.
    by_word: FxHashMap<String, Vec<usize>>,
    /// By their first bytes the beginnings of words, the shortest first, each with the numbers of
    /// the patterns that it begins.
    by_start: FxHashMap<Vec<u8>, Vec<(String, Vec<usize>)>>,
}

/// The first bytes by which beginnings are looked up, if they have as many.
const START: usize = 2;

#[derive(Debug)]
struct Pattern<P> {
    places: Vec<Place>,
    what: P,
}

/// The words that fit one place of a pattern, `deploy*` among them; none for `...`.
type Place = Vec<String>;

/// A pattern found in tokens `first..=last`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Match<P> {
    pub first: usize,
    pub last: usize,
    pub what: P,
}

impl<P: Copy + PartialEq> PhraseMatcher<P> {
    pub fn new() -> Self {
        let (by_word, by_start) = (FxHashMap::default(), FxHashMap::default());
        Self { patterns: Vec::new(), by_word, by_start }
    }

    /// Adds a name in which no sign has a meaning of its own.
    pub fn add_name(&mut self, name: &str, what: P) {
        self.add(words(name), what);
    }

    pub fn add_pattern(&mut self, pattern: &str, what: P) {
        self.add(places(pattern, words, normalize, |begin| vec![begin.to_lowercase() + "*"]), what);
    }

    /// Adds a pattern in the language of a glossary.
    pub fn add_glossed(&mut self, pattern: &str, glossary: &Glossary, what: P) {
        let words = |text: &str| each(glossary.tokenize(text, 0, |_| true));
        let normalize = |word: &str| glossary.normalize(word);
        self.add(places(pattern, words, normalize, |begin| glossary.beginnings(begin)), what);
    }

    fn add(&mut self, places: Vec<Place>, what: P) {
        let number = self.patterns.len();
        for word in places.iter().flatten() {
            self.by_word.entry(word.clone()).or_default();
        }
        for word in places.first().into_iter().flatten() {
            match word.strip_suffix('*') {
                Some(prefix) => self.add_beginning(prefix, number),
                None => self.by_word.entry(word.clone()).or_default().push(number),
            }
        }
        self.patterns.push(Pattern { places, what });
    }

    fn add_beginning(&mut self, prefix: &str, number: usize) {
        let start = &prefix.as_bytes()[..prefix.len().min(START)];
        let alike = self.by_start.entry(start.to_vec()).or_default();
        if let Some((_, numbers)) = alike.iter_mut().find(|(known, _)| known == prefix) {
            return numbers.push(number);
        }
        let at = alike.partition_point(|(known, _)| known.len() < prefix.len());
        alike.insert(at, (prefix.to_owned(), vec![number]));
    }

    /// Whether a pattern holds this normalized word.
    pub fn knows(&self, word: &str) -> bool {
        self.by_word.contains_key(word)
    }

    /// Every pattern wherever it occurs, by first and last token. From one first token, a wildcard
    /// ends at the first opportunity, and tells nothing new of what an earlier match has told.
    pub fn find(&self, tokens: &[Token<'_>]) -> Vec<Match<P>> {
        let mut matches = Vec::new();
        for (first, token) in tokens.iter().enumerate() {
            let ends = self.beginning_with(&token.normalized).filter_map(|pattern| {
                let has_wildcard = pattern.places.iter().any(Vec::is_empty);
                Some((last_token(&pattern.places[1..], tokens, first)?, has_wildcard, pattern.what))
            });
            let from = matches.len();
            for (last, has_wildcard, what) in ends.sorted_by_key(|&(last, wild, _)| (last, wild)) {
                let told = |earlier: &Match<P>| earlier.what == what;
                if !has_wildcard || !matches[from..].iter().any(told) {
                    matches.push(Match { first, last, what });
                }
            }
        }
        matches
    }

    fn beginning_with(&self, word: &str) -> impl Iterator<Item = &Pattern<P>> {
        let whole = self.by_word.get(word);
        let starts = (1..=START).filter_map(|end| word.as_bytes().get(..end));
        let alike = starts.filter_map(|start| self.by_start.get(start)).flatten();
        let prefixes = alike.filter(|(prefix, _)| word.starts_with(prefix));
        let prefixes = prefixes.map(|(_, numbers)| numbers);
        whole.into_iter().chain(prefixes).flatten().map(|&number| &self.patterns[number])
    }
}

/// What a pattern says, a place for each of its parts.
fn places(
    pattern: &str,
    words: impl Fn(&str) -> Vec<Place>,
    normalize: impl Fn(&str) -> String,
    beginnings: impl Fn(&str) -> Vec<String>,
) -> Vec<Place> {
    let alternative = |word: &str| match word.strip_suffix('*') {
        Some(begin) => beginnings(begin),
        None => vec![normalize(word)],
    };
    let is_plain = |part: &str| part != "..." && !part.contains(['|', '*']);
    let parts: Vec<&str> = pattern.split_whitespace().collect();
    let runs = parts.chunk_by(|one, next| is_plain(one) && is_plain(next));
    let places = runs.flat_map(|run| match run {
        ["..."] => vec![Place::new()],
        [class] if !is_plain(class) => vec![class.split('|').flat_map(alternative).collect()],
        plain => words(&plain.join(" ")),
    });
    places.collect()
}

/// The words of a plain English text, each with a place of its own.
fn words(text: &str) -> Vec<Place> {
    each(tokens(text))
}

fn each(tokens: Vec<Token<'_>>) -> Vec<Place> {
    tokens.into_iter().map(|token| vec![token.normalized]).collect()
}

/// The last token of the shortest match of the places that follow token `at`.
fn last_token(places: &[Place], tokens: &[Token<'_>], at: usize) -> Option<usize> {
    let (place, rest, reach, widest) = match places {
        [] => return Some(at),
        [wildcard, place, rest @ ..] if wildcard.is_empty() => {
            (place, rest, WILDCARD + 1, Boundary::Break)
        }
        [place, rest @ ..] => (place, rest, 1, Boundary::Slash),
    };
    let fits = |word: &str| {
        place.iter().any(|known| match known.as_bytes() {
            [prefix @ .., b'*'] => word.as_bytes().starts_with(prefix),
            known => known == word.as_bytes(),
        })
    };
    (at + 1..tokens.len().min(at + 1 + reach))
        .take_while(|&next| tokens[next].boundary <= widest)
        .filter(|&next| fits(&tokens[next].normalized))
        .find_map(|next| last_token(rest, tokens, next))
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
