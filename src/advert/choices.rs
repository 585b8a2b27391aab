//! Lists of which one is enough: "Python or Java", "one of Go, Rust and C++".
//!
//! A list can often be read in two ways; the one that asks for more is taken. In "Docker, AWS or
//! GCP" one of the clouds is enough, and Docker is wanted beside it.

use itertools::Itertools as _;

use crate::advert::lexicon::Cue;
use crate::advert::sentence::{LINKS, Mention, Sentence};
use crate::advert::token::{Boundary, Token};

/// What a list continues with that leaves it open.
const OTHERS: &str = "similar another other equivalent any comparable related";

/// How two names of a list are joined.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Link {
    Or,
    And,
    Slash,
    Comma,
    /// The same words name both.
    Same,
}

/// Names that follow each other, by their places among all mentions, and what joins each to the
/// next.
struct List {
    members: Vec<usize>,
    links: Vec<Link>,
}

impl Sentence<'_, '_> {
    /// Numbers the lists of which one is enough.
    pub(super) fn group(&self, mentions: &mut [Mention]) {
        let depth = |at: &usize| self.tokens[mentions[*at].first].depth;
        let by_depth = (0..mentions.len()).into_group_map_by(depth);
        let levels = by_depth.into_iter().sorted().map(|(_, members)| members);
        let lists: Vec<List> = levels.flat_map(|members| self.divide(mentions, &members)).collect();
        let choices = lists.iter().flat_map(|list| self.choices(mentions, list));
        let differ =
            |choice: &Vec<usize>| !choice.iter().map(|&at| mentions[at].competency).all_equal();
        let choices: Vec<Vec<usize>> = choices.filter(differ).collect();
        for (number, choice) in choices.into_iter().enumerate() {
            for at in choice {
                mentions[at].group = Some(number);
            }
        }
    }

    /// Divides names that stand in as many brackets into lists.
    fn divide(&self, mentions: &[Mention], members: &[usize]) -> Vec<List> {
        let mut lists: Vec<List> = Vec::new();
        for &at in members {
            let before = lists.last_mut().and_then(|list| {
                let last = *list.members.last()?;
                Some((self.link(&mentions[last], &mentions[at])?, list))
            });
            match before {
                Some((link, list)) => {
                    list.links.push(link);
                    list.members.push(at);
                }
                None => lists.push(List { members: vec![at], links: Vec::new() }),
            }
        }
        lists
    }

    /// The parts of a list of which one is enough.
    fn choices(&self, mentions: &[Mention], list: &List) -> Vec<Vec<usize>> {
        let List { members, links } = list;
        let (first, last) = (&mentions[members[0]], &mentions[members[members.len() - 1]]);
        if self.is_offered(first.first) {
            // "one of AWS or GCP, and Docker"
            let or = links.iter().position(|link| *link == Link::Or);
            let and = or.and_then(|or| links[or..].iter().position(|l| *l == Link::And));
            let end = or.zip(and).map_or(members.len(), |(or, and)| or + and + 1);
            return vec![members[..end].to_vec()];
        }
        if self.is_example(first.first) && !links.contains(&Link::And) {
            return vec![members.clone()];
        }
        let is_alike = |at: usize, others: &[usize]| {
            let kind = |at: usize| self.kb[mentions[members[at]].competency].kind.as_deref();
            others.iter().all(|&other| kind(other) == kind(at))
        };
        let joins = |at: usize| match links[at] {
            Link::Or | Link::Same => true,
            Link::Slash => {
                let kind = |at: usize| &self.kb[mentions[members[at]].competency].kind;
                kind(at).is_some() && kind(at) == kind(at + 1)
            }
            Link::And | Link::Comma => false,
        };
        let mut choices: Vec<Vec<usize>> = Vec::new();
        let mut end = members.len();
        while end > 0 {
            let mut begin = end - 1;
            while begin > 0 && joins(begin - 1) {
                begin -= 1;
            }
            let is_open = end == members.len() && self.has_open_end(last.last);
            let inside = &links[begin..end - 1];
            if is_open || inside.contains(&Link::Or) {
                let core: Vec<usize> = (begin..end).collect();
                while begin > 0
                    && matches!(links[begin - 1], Link::Comma | Link::Same)
                    && is_alike(begin - 1, &core)
                    && !(begin > 1 && joins(begin - 2))
                {
                    begin -= 1;
                }
            }
            if is_open || inside.iter().any(|link| *link != Link::Same) {
                choices.push(members[begin..end].to_vec());
            }
            end = begin;
        }
        choices
    }

    /// Whether "one of" introduces the list that begins at a token.
    fn is_offered(&self, first: usize) -> bool {
        const NEAR: usize = 6;
        self.cues(Cue::OneOf).any(|cue| {
            cue.last < first && first - cue.last <= NEAR && !self.crosses_clause(cue.last, first)
        })
    }

    /// Whether "such as" or "e.g." stands in front of the list that begins at a token.
    fn is_example(&self, first: usize) -> bool {
        const NEAR: usize = 2;
        self.cues(Cue::Examples).any(|cue| {
            cue.last < first && first - cue.last <= NEAR && !self.crosses_clause(cue.last, first)
        })
    }

    /// Whether the list that ends at a token continues with "or similar", or with an "or" and a
    /// name that is not known.
    fn has_open_end(&self, last: usize) -> bool {
        let is = |at: usize, words: &str| {
            self.tokens.get(last + at).is_some_and(|token| token.is(words))
        };
        let or = is(1, "or") && self.tokens[last + 1].boundary <= Boundary::Comma;
        let is_name = || {
            let ends = |token: &Token<'_>| token.boundary >= Boundary::Comma;
            self.tokens.get(last + 2).is_some_and(Token::is_capitalized)
                && self.tokens.get(last + 3).is_none_or(ends)
        };
        or && (is(2, OTHERS) || is(2, "a an") && is(3, OTHERS) || is_name())
    }

    /// How two names follow each other in a list, if they are in one. What stands in deeper
    /// brackets is passed over.
    fn link(&self, one: &Mention, next: &Mention) -> Option<Link> {
        if next.first <= one.last {
            return (next.competency != one.competency && next.first == one.first)
                .then_some(Link::Same);
        }
        let depth = self.tokens[one.first].depth;
        let behind = &self.tokens[one.last + 1..=next.first];
        let is_outside = |token: &Token<'_>| token.depth < depth;
        if behind.iter().any(|token| token.boundary >= Boundary::Clause || is_outside(token)) {
            return None;
        }
        let behind: Vec<&Token<'_>> = behind.iter().filter(|token| token.depth == depth).collect();
        is_continued(&behind).then(|| joined(&behind)).flatten()
    }
}

/// What joins the last of these tokens to what stands before it.
fn joined(behind: &[&Token<'_>]) -> Option<Link> {
    let (next, between) = behind.split_last()?;
    let by_boundary = |token: &Token<'_>| match token.boundary {
        Boundary::Space => None,
        Boundary::Slash => Some(Link::Slash),
        _ => Some(Link::Comma),
    };
    by_boundary(next).or_else(|| {
        between.iter().rev().find_map(|token| match token.normalized.as_str() {
            "or" => Some(Link::Or),
            "and" => Some(Link::And),
            _ => by_boundary(token),
        })
    })
}

/// Whether nothing stands in front of the last of these tokens but small words and members of the
/// list that are not known, each between commas: `Java, Kotlin or Scala`.
fn is_continued(behind: &[&Token<'_>]) -> bool {
    const LONGEST: usize = 2;
    // The number of unknown words in this member; none: the known one before is not at its end.
    let mut unknown = None;
    for (at, token) in behind.iter().enumerate() {
        let is_joint = token.is("and or") || token.boundary >= Boundary::Slash;
        if is_joint {
            unknown = Some(0);
        }
        if at + 1 < behind.len() && !token.is(LINKS) {
            match &mut unknown {
                Some(words) if *words < LONGEST => *words += 1,
                _ => return false,
            }
        }
    }
    unknown == Some(0)
}
