//! Lists of which one is enough: "Python or Java", "one of Go, Rust and C++".

use itertools::Itertools as _;

use crate::advert::lexicon::Cue;
use crate::advert::sentence::{LINKS, Mention, Sentence};
use crate::advert::token::Boundary;

/// How two names of a list are joined.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Link {
    Or,
    Slash,
    /// A comma, or the same words name both.
    Beside,
}

impl Sentence<'_, '_> {
    /// Numbers the lists of which one is enough.
    pub(super) fn group(&self, mentions: &mut [Mention]) {
        let lists = mentions.chunk_by_mut(|one, next| self.link(one, next).is_some());
        for (number, list) in lists.filter(|list| self.is_choice(list)).enumerate() {
            for mention in list {
                mention.group = Some(number);
            }
        }
    }

    /// Whether one of a list is enough.
    fn is_choice(&self, list: &[Mention]) -> bool {
        let pairs = list.iter().tuple_windows();
        let links: Vec<Link> = pairs.filter_map(|(one, next)| self.link(one, next)).collect();
        !list.iter().map(|mention| mention.competency).all_equal()
            && (links.contains(&Link::Or)
                || links.iter().all(|link| *link == Link::Slash)
                || self.is_offered(list[0].first)
                || self.has_open_end(list[list.len() - 1].last))
    }

    /// Whether "one of" or "e.g." introduces the list that begins at a token. ("Such as" may mean
    /// all.)
    fn is_offered(&self, first: usize) -> bool {
        const NEAR: usize = 6;
        self.cues(Cue::OneOf).any(|cue| {
            cue.last < first && first - cue.last <= NEAR && !self.crosses_clause(cue.last, first)
        })
    }

    /// Whether the list that ends at a token continues with "or similar".
    fn has_open_end(&self, last: usize) -> bool {
        const OTHERS: &str = "similar another other equivalent any comparable related";
        let is = |at: usize, words: &str| {
            self.tokens.get(last + at).is_some_and(|token| token.is(words))
        };
        let or = is(1, "or") && self.tokens[last + 1].boundary <= Boundary::Comma;
        or && (is(2, OTHERS) || is(2, "a an") && is(3, OTHERS))
    }

    /// How two names follow each other in a list, if they are in one.
    fn link(&self, one: &Mention, next: &Mention) -> Option<Link> {
        if next.first <= one.last {
            return (next.competency != one.competency && next.first == one.first)
                .then_some(Link::Beside);
        }
        let between = &self.tokens[one.last + 1..next.first];
        let boundaries = self.tokens[one.last + 1..=next.first].iter().map(|token| token.boundary);
        let widest = boundaries.max()?;
        let says = |word: &str| between.iter().any(|token| token.is(word));
        // "one deep learning framework (PyTorch, TensorFlow)": the list is in the bracket alone.
        let opened = self.tokens[next.first].depth > self.tokens[one.last].depth;
        let linked = between.len() <= 3
            && widest < Boundary::Clause
            && between.iter().all(|token| token.is(LINKS));
        match () {
            () if !linked || opened && !says("or") => None,
            () if says("or") => Some(Link::Or),
            () if says("and") => None,
            () if widest == Boundary::Slash => Some(Link::Slash),
            () if widest >= Boundary::Comma => Some(Link::Beside),
            () => None,
        }
    }
}
