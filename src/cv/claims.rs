//! What one line claims of each competency that it names.

use crate::advert::phrase_matcher::{Match, PhraseMatcher};
use crate::advert::token::{Boundary, Token};
use crate::advert::{Named, Recogniser};
use crate::cv::dates::number;
use crate::cv::doer::Doer;
use crate::cv::lexicon::{Cue, LEXICON, cues};
use crate::cv::mastery::{Rank, rank};
use crate::cv::statement::Statement;
use crate::knowledge::model::{CompetencyId, Kb};

/// A competency that a line names and does not take back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claim {
    pub competency: CompetencyId,
    /// The sentence.
    pub words: String,
    /// What words, bars or points say, with these.
    pub rank: Option<(Rank, String)>,
    pub years: Option<u32>,
    /// Others ran it for the writer.
    pub is_lent: bool,
    /// In the title of a post, as `Java` in `Java Developer`.
    pub is_post: bool,
}

/// Reads lines with the vocabulary of one knowledge base.
pub struct Claims<'a> {
    pub recogniser: Recogniser<'a>,
    cues: PhraseMatcher<Cue>,
    /// What shows a competency without naming it.
    works: PhraseMatcher<CompetencyId>,
}

impl<'a> Claims<'a> {
    pub fn new(kb: &Kb, recogniser: Recogniser<'a>) -> Self {
        let cues = cues(&recogniser);
        let works = LEXICON.shows.iter().filter_map(|(id, all)| Some((kb.competency(id)?, all)));
        let works = works.flat_map(|(id, all)| all.iter().map(move |one| (one.as_str(), id)));
        let works = recogniser.matcher(works);
        Self { recogniser, cues, works }
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
        let doers = line.doers();
        let doer = |name: &Named| line.doer(name, &doers);
        let shown = self.works.find(&tokens).into_iter();
        let shown: Vec<Named> = shown
            .map(|work| Named { competency: work.what, first: work.first, last: work.last })
            .collect();
        let all = named.iter().chain(&shown);
        let claims = all.filter(|name| !line.is_disclaimed(name) && doer(name) != Doer::Others);
        claims
            .map(|name| Claim {
                competency: name.competency,
                words: line.sentence(name),
                rank: line.rank(name).or_else(|| Some((group?, "its heading".to_owned()))),
                years: line.years(name),
                is_lent: doer(name) == Doer::Lender,
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
        // `Kaggle Learn` is a name.
        let is_name = |at: usize| at > 0 && tokens[at].is_capitalized();
        self.cues.find(tokens).iter().any(|cue| {
            matches!(cue.what, Cue::DeniesBehind | Cue::Learns)
                && !is_name(cue.first)
                && !named.iter().any(|name| name.first <= cue.last && cue.first <= name.last)
        })
    }
}

impl Statement<'_, '_> {
    fn is_disclaimed(&self, name: &Named) -> bool {
        let taken_back = |cue: Cue| matches!(cue, Cue::Learns | Cue::Denies | Cue::DeniesBehind);
        self.is_denied(name)
            || self.is_rated_zero(name)
            || self.behind(name).any(|cue| taken_back(cue.what))
            // `Scala and Rust on my list`
            || self.next_of_pair(name).is_some_and(|next| {
                let depth = self.tokens[next.last].depth;
                let mut behind = self.behind(next);
                behind.any(|cue| taken_back(cue.what) && self.tokens[cue.first].depth == depth)
            })
    }

    /// `Rust` of `Scala and Rust`.
    fn next_of_pair(&self, name: &Named) -> Option<&Named> {
        let is_joined = self.tokens.get(name.last + 1)?.is("and or nor und et y");
        self.named.iter().find(|next| is_joined && next.first == name.last + 2)
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

    fn is_post(&self, name: &Named) -> bool {
        self.tokens
            .get(name.last + 1)
            .is_some_and(|next| next.boundary < Boundary::Comma && LEXICON.post.has(next))
    }
}
