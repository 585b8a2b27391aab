//! Words as a search compares them: without case, dots, hyphens and endings.

use frostem::{Algorithm, Stemmer};
use memchr::memchr2_iter;

use crate::knowledge::text::is_mark;

/// Words that say nothing by themselves.
const STOP_WORDS: [&str; 13] =
    ["a", "an", "and", "at", "by", "for", "in", "of", "on", "or", "the", "to", "with"];

/// Shorter beginnings of words are no words.
const SHORTEST_BEGINNING: usize = 3;

/// A word that is looked for.
#[derive(Debug, Clone)]
pub struct Term {
    pub word: String,
    /// Without its ending, by the Snowball stemmer for English (Porter2).
    stem: String,
}

/// How well a word fits a term.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fit {
    /// The term is how the word begins.
    Beginning = 1,
    /// Another form of it, such as the plural.
    Form,
    Same,
}

impl Term {
    pub fn new(word: String) -> Self {
        Self { stem: stem(&word), word }
    }

    /// Whether it says something by itself.
    pub fn says_something(&self) -> bool {
        !STOP_WORDS.contains(&self.word.as_str())
    }

    /// The best fit of any word of a text.
    pub fn fit(&self, text: &str) -> Option<Fit> {
        if !self.may_be_in(text) {
            return None;
        }
        let pieces = pieces(text).filter(|piece| self.may_be_in(piece));
        pieces.flat_map(words_of).filter_map(|word| self.fit_word(&word)).max()
    }

    /// Whether a word of a text may fit. Words that fit have their first two letters in common, and
    /// few of a text do; but `dying` is a form of `die`, and silent characters may stand between.
    fn may_be_in(&self, text: &str) -> bool {
        let [first, second] = [0, 1].map(|at| self.word.as_bytes().get(at).copied());
        let goes_on = |byte: u8| match byte.to_ascii_lowercase() {
            b'i' | b'y' => matches!(second, None | Some(b'i' | b'y')),
            byte => second.is_none_or(|second| second == byte),
        };
        let bytes = text.as_bytes();
        let fits_at = |at: usize| {
            let begins_word = at == 0 || !bytes[at - 1].is_ascii_alphanumeric();
            let next = bytes.get(at + 1).filter(|byte| byte.is_ascii_alphanumeric());
            begins_word && next.is_none_or(|&next| goes_on(next))
        };
        let first = first.unwrap_or_default();
        let mut places = memchr2_iter(first, first.to_ascii_uppercase(), bytes);
        !text.is_ascii() || places.any(fits_at)
    }

    pub fn fit_word(&self, word: &str) -> Option<Fit> {
        let alike = || word.as_bytes().first() == self.word.as_bytes().first();
        match word {
            _ if word == self.word => Some(Fit::Same),
            _ if alike() && stem(word) == self.stem => Some(Fit::Form),
            _ if self.word.len() >= SHORTEST_BEGINNING && word.starts_with(&self.word) => {
                Some(Fit::Beginning)
            }
            _ => None,
        }
    }
}

/// The terms of what was typed; words that say nothing are left out where others are left.
pub fn terms(typed: &str) -> Vec<Term> {
    let all: Vec<String> = parts(typed).map(|part| bare(&part)).filter(|w| !w.is_empty()).collect();
    let all: Vec<Term> = all.into_iter().map(Term::new).collect();
    match all.iter().any(Term::says_something) {
        true => all.into_iter().filter(Term::says_something).collect(),
        false => all,
    }
}

/// The words of a text; what is hyphenated counts in parts and as one word.
pub fn words(text: &str) -> impl Iterator<Item = String> {
    pieces(text).flat_map(words_of)
}

fn pieces(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| c.is_whitespace() || matches!(c, '/' | ',' | ';' | ':'))
}

fn words_of(piece: &str) -> impl Iterator<Item = String> + use<> {
    let parts: Vec<String> = parts(piece).map(|part| bare(&part)).collect();
    let joined = (parts.len() > 1).then(|| parts.concat());
    parts.into_iter().chain(joined).filter(|word| !word.is_empty())
}

fn parts(text: &str) -> impl Iterator<Item = String> {
    let is_part = |c: char| c.is_alphanumeric() || is_silent(c) || matches!(c, '+' | '#');
    text.split(move |c| !is_part(c)).map(str::to_lowercase)
}

/// `Ph.D.` is `phd`, `engineer's` is `engineers`.
fn bare(part: &str) -> String {
    part.replace(is_silent, "")
}

fn is_silent(c: char) -> bool {
    is_mark(c) || matches!(c, '.' | '\'' | '\u{2019}')
}

fn stem(word: &str) -> String {
    Stemmer::new(Algorithm::English).stem(word).into_owned()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{Strategy, prop};
    use proptest::{prop_assert_eq, proptest};

    use super::{Fit, terms, words};

    fn fit(typed: &str, text: &str) -> Option<Fit> {
        terms(typed)[0].fit(text)
    }

    #[test]
    fn spelling_does_not_matter() {
        assert_eq!(fit("Ph.D.", "a PhD in machine learning"), Some(Fit::Same));
        assert_eq!(fit("nontechnical", "people who are non-technical"), Some(Fit::Same));
        assert_eq!(fit("C++", "C++ and pybind11"), Some(Fit::Same));
        assert_eq!(fit("Python", "Py\u{ad}thon"), Some(Fit::Same));
        assert_eq!(fit("intervals", "a confidence interval"), Some(Fit::Form));
        assert_eq!(fit("kuber", "Kubernetes"), Some(Fit::Beginning));
    }

    #[test]
    fn the_middle_of_a_word_is_no_match() {
        assert_eq!(fit("rag", "storage"), None);
        assert_eq!(fit("phd", "graph-databases"), None);
        assert_eq!(fit("c", "cloud"), None);
    }

    #[test]
    fn small_words_count_only_alone() {
        let said = |typed| terms(typed).into_iter().map(|term| term.word).collect::<Vec<_>>();
        assert_eq!(said("conference on the web"), ["conference", "web"]);
        assert_eq!(said("of"), ["of"]);
        assert!(said(" - ").is_empty());
    }

    #[test]
    fn hyphenated_words_count_twice() {
        let found: Vec<String> = words("scikit-learn, end-to-end").collect();
        assert_eq!(found, ["scikit", "learn", "scikitlearn", "end", "to", "end", "endtoend"]);
    }

    /// Words whose forms begin otherwise than they do, and others that begin alike.
    fn a_word() -> impl Strategy<Value = &'static str> {
        let words = ["die", "dying", "D.i.e.", "d-ies", "dig", "Dyes", "d", "lie", "lying", "né"];
        prop::sample::select(words.to_vec())
    }

    proptest! {
        /// No word that fits is passed over unread.
        #[test]
        fn a_text_fits_as_its_best_word(
            typed in a_word(),
            text in prop::collection::vec(a_word(), 1..4),
            between in prop::sample::select(vec![" ", "-", "/", "'"]),
        ) {
            let text = text.join(between);
            for term in terms(typed) {
                let best = words(&text).filter_map(|word| term.fit_word(&word)).max();
                prop_assert_eq!(term.fit(&text), best);
            }
        }
    }
}
