//! Lists of which one is enough: "Python or Java", "one of Go, Rust and C++".

use crate::advert::cues::Cue;
use crate::advert::sentence::{Mention, Sentence, is_link};
use crate::advert::words::Join;

/// How two names of a list are joined.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Link {
    Or,
    Slash,
    Comma,
    /// One wording that proves two competencies.
    Same,
}

impl Sentence<'_, '_> {
    /// Numbers the lists of which one is enough.
    pub(super) fn group(&self, mentions: &mut [Mention]) {
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
            let several =
                mentions[from..to].windows(2).any(|pair| pair[0].competency != pair[1].competency);
            if several && (choice || slashes || self.is_offered(first) || self.has_open_end(last)) {
                mentions[from..to].iter_mut().for_each(|mention| mention.group = Some(number));
                number += 1;
            }
            from = to;
        }
    }

    /// Whether "one of", "e.g." stands before a list; of "such as" all may be meant.
    fn is_offered(&self, first: usize) -> bool {
        const NEAR: usize = 6;
        self.cues(Cue::OneOf).any(|cue| {
            cue.last < first && first - cue.last <= NEAR && !self.is_parted(cue.last, first)
        })
    }

    /// Whether a list ends in "or similar".
    fn has_open_end(&self, last: usize) -> bool {
        const OTHERS: [&str; 7] =
            ["similar", "another", "other", "equivalent", "any", "comparable", "related"];
        let is = |at: usize, wanted: &[&str]| {
            self.words.get(last + at).is_some_and(|word| wanted.contains(&word.folded.as_str()))
        };
        let or = is(1, &["or"]) && self.words[last + 1].join <= Join::Comma;
        or && (is(2, &OTHERS) || is(2, &["a", "an"]) && is(3, &OTHERS))
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
        // "one deep learning framework (PyTorch, TensorFlow)": the bracket lists, its head is no part.
        let opened = self.words[next.first].depth > self.words[one.last].depth;
        let linked = between.len() <= 3
            && widest < Join::Clause
            && between.iter().all(|word| is_link(&word.folded));
        match () {
            () if !linked || opened && !says("or") => None,
            () if says("or") => Some(Link::Or),
            () if says("and") => None,
            () if widest == Join::Slash => Some(Link::Slash),
            () if widest >= Join::Comma => Some(Link::Comma),
            () => None,
        }
    }
}
