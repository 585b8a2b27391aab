//! The words of another language, each with the English word for which the code looks, so that
//! `token.is("and or")` holds for `und` and `oder` too.

use std::cmp::Reverse;

use itertools::Itertools as _;
use rustc_hash::FxHashMap;

use crate::advert::lexicon::Groups;
use crate::advert::spelling::{Spelling, normalize};
use crate::advert::token::{Boundary, Token, tokenize};

/// One or more English words, as they are compared.
type English = Vec<String>;

/// What a language calls what the code knows by an English word. Empty for English.
#[derive(Debug)]
pub struct Glossary {
    spelling: &'static Spelling,
    /// Each entry by its first word: its other words, and the English word; longest first.
    by_word: FxHashMap<String, Vec<(Vec<String>, English)>>,
    /// `kenntnis*`, longest first.
    by_prefix: Vec<(String, English)>,
}

impl Glossary {
    pub fn new(spelling: &'static Spelling, glosses: &Groups<String>) -> Self {
        let mut by_word: FxHashMap<String, Vec<(Vec<String>, English)>> = FxHashMap::default();
        let mut by_prefix = Vec::new();
        for (english, word) in glosses.phrases() {
            let english: English = english.split(' ').map(normalize).collect();
            if let Some(prefix) = word.strip_suffix('*') {
                by_prefix.push((spelling.fold(prefix), english));
                continue;
            }
            let tokens = tokenize(word, 0, spelling, |_| true);
            let mut words = tokens.into_iter().map(|token| token.normalized);
            let Some(first) = words.next() else { continue };
            by_word.entry(first).or_default().push((words.collect(), english));
        }
        for entries in by_word.values_mut() {
            entries.sort_by_key(|(rest, _)| Reverse(rest.len()));
        }
        by_prefix.sort_by_key(|(prefix, _)| Reverse(prefix.len()));
        Self { spelling, by_word, by_prefix }
    }

    /// A text's tokens, compound words in their parts, by their English words.
    pub fn tokenize<'t>(
        &self,
        text: &'t str,
        offset: usize,
        known: impl Fn(&str) -> bool,
    ) -> Vec<Token<'t>> {
        let tokens = tokenize(text, offset, self.spelling, &known);
        if self.by_word.is_empty() {
            return tokens;
        }
        let parts = if self.spelling.compounds { self.parts(tokens, known) } else { tokens };
        self.gloss(&parts, text, offset)
    }

    /// A word as it is compared, if it is one word in English.
    pub fn normalize(&self, word: &str) -> String {
        let normalized = self.spelling.normalize(word);
        match self.english(&normalized) {
            Some([english]) => english.clone(),
            _ => normalized,
        }
    }

    /// The beginning of words, and the English words of those that begin so.
    pub fn beginnings(&self, prefix: &str) -> Vec<String> {
        let prefix = self.spelling.fold(prefix);
        let words = self.by_word.iter().filter(|(word, _)| word.starts_with(&prefix));
        let alone = words.flat_map(|(_, entries)| entries).filter(|(rest, _)| rest.is_empty());
        let longer = self.by_prefix.iter().filter(|(known, _)| known.starts_with(&prefix));
        let english = alone.map(|(_, english)| english).chain(longer.map(|(_, english)| english));
        let single = english.filter(|english| english.len() == 1).flatten().cloned();
        std::iter::once(prefix.clone() + "*").chain(single.sorted().dedup()).collect()
    }

    fn english(&self, normalized: &str) -> Option<&[String]> {
        let entries = self.by_word.get(normalized).into_iter().flatten();
        let whole = entries.filter(|(rest, _)| rest.is_empty()).map(|(_, english)| english);
        let longer = self.by_prefix.iter().filter(|(prefix, _)| normalized.starts_with(prefix));
        whole.chain(longer.map(|(_, english)| english)).next().map(Vec::as_slice)
    }

    /// Compound words in their parts. A hyphen joins a name to a word of the language as a space
    /// does: `R-Kenntnisse`.
    fn parts<'t>(&self, tokens: Vec<Token<'t>>, known: impl Fn(&str) -> bool) -> Vec<Token<'t>> {
        let mut parts: Vec<Token<'t>> = Vec::with_capacity(tokens.len());
        for mut token in tokens {
            if token.hyphenated && self.english(&token.normalized).is_some() {
                token.hyphenated = false;
                token.joined = false;
                if let Some(last) = parts.last_mut() {
                    last.hyphenated = false;
                }
            }
            match self.compound(token.text, &known).filter(|_| !known(&token.normalized)) {
                Some(at) => parts.extend(<[_; 2]>::from(self.halves(&token, at))),
                None => parts.push(token),
            }
        }
        parts
    }

    /// Where a compound word's second half begins, which the glossary holds, behind a first one
    /// that is known: `Daten|modellierung`, `Python|kenntnisse`.
    fn compound(&self, text: &str, known: impl Fn(&str) -> bool) -> Option<usize> {
        const FIRST: usize = 4;
        const SECOND: usize = 5;
        const LONGEST: usize = 60;
        if text.len() < FIRST + SECOND || text.len() > LONGEST {
            return None;
        }
        if self.english(&self.spelling.normalize(text)).is_some() {
            return None;
        }
        let splits = text.char_indices().map(|(at, _)| at);
        splits.filter(|&at| at >= FIRST && text.len() - at >= SECOND).find(|&at| {
            let is_glossed = |word: &str| self.english(word).is_some();
            is_glossed(&self.spelling.normalize(&text[at..])) && {
                let first = self.spelling.normalize(&text[..at]);
                is_glossed(&first) || known(&first)
            }
        })
    }

    fn halves<'t>(&self, token: &Token<'t>, at: usize) -> (Token<'t>, Token<'t>) {
        let (first, second) = token.text.split_at(at);
        let half = |text: &'t str, at: usize| Token {
            at,
            text,
            normalized: self.spelling.normalize(text),
            boundary: Boundary::Space,
            hyphenated: false,
            joined: false,
            ..token.clone()
        };
        let second = Token { after_colon: false, ..half(second, token.at + at) };
        (Token { boundary: token.boundary, ..half(first, token.at) }, second)
    }

    /// Tokens by their English words; several of one entry become one token.
    fn gloss<'t>(&self, tokens: &[Token<'t>], text: &'t str, offset: usize) -> Vec<Token<'t>> {
        let mut glossed: Vec<Token<'t>> = Vec::with_capacity(tokens.len());
        let mut at = 0;
        while let Some(token) = tokens.get(at) {
            let behind = &tokens[at + 1..];
            let fits = |rest: &[String]| {
                rest.len() <= behind.len()
                    && rest.iter().zip(behind).all(|(word, token)| {
                        *word == token.normalized && token.boundary <= Boundary::Slash
                    })
            };
            let mut entries = self.by_word.get(&token.normalized).into_iter().flatten();
            let found = entries.find(|(rest, _)| fits(rest));
            let (length, english) = match found {
                Some((rest, english)) => (1 + rest.len(), Some(english.as_slice())),
                None => (1, self.english(&token.normalized)),
            };
            let end = tokens[at + length - 1].end();
            let whole = Token { text: &text[token.at - offset..end - offset], ..token.clone() };
            let (first, others) = english.and_then(<[_]>::split_first).unzip();
            let named =
                |normalized: &String| Token { normalized: normalized.clone(), ..whole.clone() };
            glossed.push(first.map_or_else(|| whole.clone(), named));
            let following =
                |other| Token { boundary: Boundary::Space, after_colon: false, ..named(other) };
            glossed.extend(others.into_iter().flatten().map(following));
            at += length;
        }
        glossed
    }
}
