//! What one line claims of each competency that it names.

use std::ops::Range;

use crate::advert::phrase_matcher::{Match, PhraseMatcher};
use crate::advert::token::{Boundary, Token};
use crate::advert::{Named, Recogniser};
use crate::cv::dates::number;
use crate::cv::lexicon::{Cue, LEXICON, cues};
use crate::cv::rating::rating;
use crate::knowledge::model::CompetencyId;

/// How well a line says that somebody can do something, worst first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rank {
    Aware,
    Working,
    /// Praise such as "strong": working, and no hindrance to more.
    Able,
    Expert,
}

/// A competency that a line names and does not take back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claim {
    pub competency: CompetencyId,
    /// The sentence.
    pub words: String,
    /// What words, bars or points say, with these.
    pub rank: Option<(Rank, String)>,
    pub years: Option<u32>,
    /// In the title of a post, as `Java` in `Java Developer`.
    pub is_post: bool,
}

/// Reads lines with the vocabulary of one knowledge base.
pub struct Claims<'a> {
    pub recogniser: Recogniser<'a>,
    cues: PhraseMatcher<Cue>,
}

impl<'a> Claims<'a> {
    pub fn new(recogniser: Recogniser<'a>) -> Self {
        Self { recogniser, cues: cues() }
    }

    /// The claims of a line; `group` is what a line above it says of all that it lists.
    pub fn of(&self, text: &str, group: Option<&str>) -> Vec<Claim> {
        let tokens = self.recogniser.tokens(text);
        let mut cues = self.cues.find(&tokens);
        let named = self.named(&tokens, &cues);
        // `Machine learning` is nothing that is being learnt.
        cues.retain(|cue| {
            let is_part = |name: &Named| name.first < cue.first && cue.first <= name.last;
            cue.what == Cue::Expert || !named.iter().any(is_part)
        });
        let group = group.map(|group| {
            let tokens = self.recogniser.tokens(group);
            self.cues.find(&tokens).into_iter().map(|cue| cue.what).collect::<Vec<_>>()
        });
        let group = group.unwrap_or_default();
        if group.iter().any(|cue| matches!(cue, Cue::Learns | Cue::Denies)) {
            return Vec::new();
        }
        let line = Statement { text, tokens: &tokens, named: &named, cues };
        let group = group.into_iter().find_map(rank);
        let claims = named.iter().filter(|name| !line.is_disclaimed(name));
        claims
            .map(|name| Claim {
                competency: name.competency,
                words: line.sentence(name),
                rank: line.rank(name).or_else(|| Some((group?, "its heading".to_owned()))),
                years: line.years(name),
                is_post: line.is_post(name),
            })
            .collect()
    }

    /// The names in a line, read without what brackets and dashes add to them: `Java (good), R
    /// (basic)` is the list `Java, R`.
    fn named(&self, tokens: &[Token<'_>], cues: &[Match<Cue>]) -> Vec<Named> {
        let is_aside = |at: usize| {
            let token = &tokens[at];
            let is_mark = cues.iter().any(|cue| {
                (cue.first..=cue.last).contains(&at)
                    && rank(cue.what).is_some()
                    && (token.depth > 0 || tokens[cue.first].boundary == Boundary::Break)
            });
            let is_length = number(&token.normalized).is_some()
                || LEXICON.year.has(token)
                || LEXICON.months.has(token);
            at > 0 && (is_mark || token.depth > 0 && is_length)
        };
        let places: Vec<usize> = (0..tokens.len()).filter(|&at| !is_aside(at)).collect();
        let kept: Vec<Token<'_>> = places.iter().map(|&at| tokens[at].clone()).collect();
        let named = self.recogniser.named(&kept).into_iter();
        named
            .map(|name| Named { first: places[name.first], last: places[name.last], ..name })
            .collect()
    }

    /// Whether a text says that something is not done yet: "in progress", "learning".
    pub fn is_open(&self, tokens: &[Token<'_>]) -> bool {
        let named = self.recogniser.named(tokens);
        self.cues.find(tokens).iter().any(|cue| {
            matches!(cue.what, Cue::DeniesBehind | Cue::Learns)
                && !named.iter().any(|name| name.first <= cue.last && cue.first <= name.last)
        })
    }
}

fn rank(cue: Cue) -> Option<Rank> {
    match cue {
        Cue::Aware => Some(Rank::Aware),
        Cue::Working => Some(Rank::Working),
        Cue::Able => Some(Rank::Able),
        Cue::Expert => Some(Rank::Expert),
        _ => None,
    }
}

struct Statement<'s, 't> {
    text: &'s str,
    tokens: &'s [Token<'t>],
    named: &'s [Named],
    cues: Vec<Match<Cue>>,
}

impl Statement<'_, '_> {
    fn is_disclaimed(&self, name: &Named) -> bool {
        let taken_back = |cue: Cue| matches!(cue, Cue::Learns | Cue::Denies | Cue::DeniesBehind);
        self.is_denied(name)
            || self.behind(name).any(|cue| taken_back(cue.what))
            || self.is_of_others(name)
            || self.is_of_the_employer(name)
            || self.is_of_a_school(name)
    }

    /// Whether it is hoped for, or expressly not known.
    fn is_denied(&self, name: &Named) -> bool {
        let clause = self.clause(name.first);
        // `Spark (learning), SQL` says nothing of SQL.
        let is_of_another = |cue: &Match<Cue>| {
            self.tokens[cue.first].depth > self.tokens[name.first].depth
                || self.named.iter().any(|other| self.behind(other).any(|behind| behind == cue))
        };
        let before = |cue: &&Match<Cue>| {
            clause.contains(&cue.first) && cue.last < name.first && !is_of_another(cue)
        };
        self.cues.iter().filter(before).any(|cue| match cue.what {
            Cue::Learns => !self.contrasts(cue.last, name.first),
            Cue::Denies => {
                !self.contrasts(cue.last, name.first) && self.is_listed(cue.last, name.first)
            }
            _ => false,
        })
    }

    /// Whether what began before token `to` still holds there: each comma between the two divides
    /// names of one list.
    fn is_listed(&self, from: usize, to: usize) -> bool {
        (from + 1..=to).filter(|&at| self.tokens[at].boundary == Boundary::Comma).all(|at| {
            self.tokens[at].is("or nor and") || self.named.iter().any(|name| name.first == at)
        })
    }

    /// The sentence around a name; bullets and bars end none.
    fn sentence(&self, name: &Named) -> String {
        let ends = |at: &usize| {
            let before = &self.text[self.tokens[*at - 1].end()..self.tokens[*at].at];
            self.tokens[*at].boundary >= Boundary::Sentence && before.contains(['.', '!', '?'])
        };
        let from = (1..=name.first).rev().find(ends).unwrap_or(0);
        let to = (name.last + 1..self.tokens.len()).find(ends);
        let from = if from == 0 { 0 } else { self.tokens[from].at };
        self.text[from..to.map_or(self.text.len(), |to| self.tokens[to].at)].trim().to_owned()
    }

    fn contrasts(&self, from: usize, to: usize) -> bool {
        self.cues.iter().any(|cue| cue.what == Cue::Contrast && from < cue.first && cue.last < to)
    }

    /// The tokens of the clause around a token.
    fn clause(&self, at: usize) -> Range<usize> {
        let ends = |at: &usize| self.tokens[*at].boundary >= Boundary::Clause;
        let from = (1..=at).rev().find(ends).unwrap_or(0);
        from..(at + 1..self.tokens.len()).find(ends).unwrap_or(self.tokens.len())
    }

    /// Cues that stand directly behind a name and speak of it alone: `Python (advanced)`, `Excel –
    /// expert`.
    fn behind(&self, name: &Named) -> impl Iterator<Item = &Match<Cue>> {
        let is_adverb = |at: &usize| {
            self.tokens.get(*at).is_some_and(|token| token.is("currently still now just very"))
        };
        let behind = name.last + 1..self.tokens.len();
        let first = behind.clone().find(|at| !is_adverb(at)).unwrap_or(behind.start);
        let is_end = |at: usize| {
            self.tokens
                .get(at)
                .is_none_or(|next| next.boundary >= Boundary::Comma || next.depth > 0)
        };
        let is_set_apart = self
            .tokens
            .get(name.last + 1)
            .is_some_and(|next| matches!(next.boundary, Boundary::Break | Boundary::Space));
        self.cues
            .iter()
            .filter(move |cue| is_set_apart && cue.first == first && is_end(cue.last + 1))
    }

    /// Whether others did it: "managed Java developers", "with a team that ran Kafka", "run by the
    /// platform team".
    fn is_of_others(&self, name: &Named) -> bool {
        let clause = self.clause(name.first);
        clause.clone().filter(|&at| LEXICON.people.has(&self.tokens[at])).any(|people| {
            let is_named = self.named.iter().any(|name| (name.first..=name.last).contains(&people));
            if people > name.last {
                return self.is_attached(name, people) || self.is_done_by(name, people);
            }
            !is_named && self.follows_who(name, people)
        })
    }

    /// `two Java developers` behind "managed": the name is part of what the people are called.
    fn is_attached(&self, name: &Named, people: usize) -> bool {
        let is_close = (name.last + 1..=people).all(|at| {
            self.tokens[at].boundary < Boundary::Comma
                && (LEXICON.people.has(&self.tokens[at])
                    || self.tokens[at].is("and or")
                    || self.named.iter().any(|name| (name.first..=name.last).contains(&at)))
        });
        let clause = self.clause(name.first);
        let lead = clause.start..name.first;
        let beside = lead.clone().rev().take(6).find(|&at| LEXICON.beside.has(&self.tokens[at]));
        is_close
            && beside.is_some_and(|beside| {
                (beside + 1..name.first).all(|at| {
                    let token = &self.tokens[at];
                    token.boundary < Boundary::Comma
                        && !token.normalized.ends_with("ing")
                        && !self.tokens[beside].is("to") | token.is("the our")
                })
            })
    }

    /// `Kafka, maintained by the platform team`.
    fn is_done_by(&self, name: &Named, people: usize) -> bool {
        let mut by = (name.last + 1..people).rev().take(5);
        by.any(|at| {
            self.tokens[at].is("by")
                && at > 0
                && LEXICON.their_work.has(&self.tokens[at - 1])
                && !self.named.iter().any(|other| other.first > name.last && other.last < at)
        })
    }

    /// `engineers who run Kafka`: the name stands in what is said of the people.
    fn follows_who(&self, name: &Named, people: usize) -> bool {
        let behind = people + 1..name.first;
        let who = self.tokens.get(people + 1).is_some_and(|next| LEXICON.who.has(next));
        let mut before = (0..people).rev().take(8);
        let is_beside = before.any(|at| {
            LEXICON.beside.has(&self.tokens[at]) || self.tokens[at].is("my our another other")
        });
        // "a team of three to build", "and I wrote"
        let returns = behind.clone().any(|at| self.tokens[at].is("to i and my while"));
        let is_own = returns && !behind.clone().any(|at| self.tokens[at].is("and"));
        who && is_beside && !is_own && !self.contrasts(people, name.first)
    }

    /// Whether the sentence is about the employer.
    fn is_of_the_employer(&self, name: &Named) -> bool {
        let clause = self.clause(name.first);
        self.cues.iter().any(|cue| cue.what == Cue::Company && clause.contains(&cue.first))
    }

    /// Whether it is part of the name of a school: `Institute of Machine Learning`.
    fn is_of_a_school(&self, name: &Named) -> bool {
        let before =
            (0..name.first).rev().take_while(|&at| self.tokens[at + 1].boundary < Boundary::Comma);
        let mut before = before.take(6);
        before.any(|at| {
            LEXICON.school.has(&self.tokens[at])
                && self.tokens.get(at + 1).is_some_and(|next| next.is("of for"))
        })
    }

    fn is_post(&self, name: &Named) -> bool {
        self.tokens
            .get(name.last + 1)
            .is_some_and(|next| next.boundary < Boundary::Comma && LEXICON.post.has(next))
    }

    /// What the line says of the level: directly behind the name, by a bar, directly before it, or
    /// by what opens its list.
    fn rank(&self, name: &Named) -> Option<(Rank, String)> {
        let said = |cue: &Match<Cue>| Some((rank(cue.what)?, self.words(cue.first, cue.last)));
        let behind = self.behind(name).find_map(said);
        let within =
            self.cues.iter().filter(|cue| name.first <= cue.first && cue.last <= name.last);
        let within = within.clone().find_map(said);
        behind.or_else(|| self.rating(name)).or(within).or_else(|| {
            let before = self.cues.iter().filter(|cue| cue.last < name.first);
            before.filter(|cue| self.reaches(cue, name)).filter_map(said).next_back()
        })
    }

    /// Whether what a cue says of a level holds for a name behind it.
    fn reaches(&self, cue: &Match<Cue>, name: &Named) -> bool {
        let next = &self.tokens[cue.last + 1];
        if cue.last + 1 == name.first && next.boundary == Boundary::Space {
            return true;
        }
        // `Expert: SQL, Excel`, `Expert level: SQL`
        let behind = cue.last + 1 + usize::from(next.is("level"));
        let opens = |at: usize| self.tokens[at].after_colon;
        if behind <= name.first && opens(behind) {
            return !(behind + 1..=name.first).any(opens);
        }
        let is_linked = self.tokens[cue.last].is("with in of to")
            || next.is("with in of to on at knowledge experience skill user understanding level");
        is_linked
            && self.clause(name.first).contains(&cue.first)
            && !self.contrasts(cue.last, name.first)
            && self.is_listed(cue.last, name.first)
    }

    /// `SQL ●●●○○`, `Python 4/5`, `R: 60 %`.
    fn rating(&self, name: &Named) -> Option<(Rank, String)> {
        let from = self.tokens[name.last].end();
        let next = self.named.iter().filter(|next| next.first > name.last).map(|next| next.first);
        let to = next.min().map_or(self.text.len(), |next| self.tokens[next].at);
        let (share, words) = rating(&self.text[from..to])?;
        let rank = match share {
            _ if share <= 0.4 => Rank::Aware,
            _ if share <= 0.8 => Rank::Working,
            _ => Rank::Expert,
        };
        Some((rank, words))
    }

    /// Years of experience: "five years of SQL and R", `Java (10 years)`.
    fn years(&self, name: &Named) -> Option<u32> {
        let is_year = |at: usize| LEXICON.year.has(&self.tokens[at]);
        let length = |at: usize| {
            let number = number(&self.tokens[at - 1].normalized)?;
            Some(if LEXICON.months.has(&self.tokens[at]) { number / 12 } else { number })
        };
        let all = (1..self.tokens.len()).filter_map(|at| {
            // "four of them with Kafka"
            let of_them = self.tokens[at].is("of")
                && self.tokens.get(at + 1).is_some_and(|next| next.is("them those which"))
                && (0..at).any(is_year);
            let is_length = is_year(at) || of_them || LEXICON.months.has(&self.tokens[at]);
            Some((at, length(at).filter(|_| is_length)?))
        });
        let speaks_of_next =
            |at: usize| self.tokens.get(at + 1).is_some_and(|next| next.is("of with in as mit"));
        let behind = |at: usize| at == name.last + 2 && !speaks_of_next(at);
        let is_filler = |at: usize| {
            self.tokens[at].is("of with in using experience professional and or hand on practical \
                                commercial as a the work working programming them those which")
                || self.named.iter().any(|name| (name.first..=name.last).contains(&at))
        };
        let before = |at: usize| {
            let clause = self.clause(name.first);
            let is_within = self.tokens[at].depth > self.tokens[name.first].depth;
            at < name.first
                && clause.contains(&at)
                && !is_within
                && (at + 1..name.first).all(is_filler)
        };
        all.filter(|&(at, _)| behind(at) || before(at)).map(|(_, years)| years).max()
    }

    fn words(&self, first: usize, last: usize) -> String {
        self.text[self.tokens[first].at..self.tokens[last].end()].to_owned()
    }
}
