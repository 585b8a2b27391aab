//! What a line of a CV is evidence of, as far as its section and the post above it allow.

use crate::advert::Recogniser;
use crate::advert::spelling::normalize;
use crate::advert::token::{Boundary, Token};
use crate::cv::Line;
use crate::cv::claims::{Claim, Claims};
use crate::cv::dates::number;
use crate::cv::lexicon::{LEXICON, SectionKind, Words};
use crate::cv::mastery::Rank;
use crate::knowledge::model::Kb;

/// One line that claims a competency.
pub struct Evidence<'c> {
    pub section: SectionKind,
    pub line: &'c Line,
    pub claim: Claim,
    /// It was used for work, not only listed or taught.
    pub is_use: bool,
}

/// Whether the posts of a CV, in its order, are those of people who manage and do not make.
#[derive(Debug, Default)]
pub struct Posts {
    manages: bool,
    /// The line before belongs to the title of the same entry.
    in_title: bool,
}

impl Posts {
    /// Whether the line stands under the post of a manager.
    pub fn is_managers(&mut self, line: &Line, recogniser: &Recogniser<'_>) -> bool {
        if line.is_title {
            let tokens = recogniser.tokens(&line.text);
            self.manages = is_manager(&tokens) || self.in_title && self.manages;
        }
        self.in_title = line.is_title;
        self.manages
    }
}

/// `Director of Data`, `Head of Analytics`, `Engineering Manager`; not `Product Manager`.
fn is_manager(tokens: &[Token<'_>]) -> bool {
    tokens.iter().enumerate().any(|(at, token)| {
        let is_of_makers = || at > 0 && LEXICON.makers.has(&tokens[at - 1]);
        LEXICON.chief.has(token) || token.is("manager") && is_of_makers()
    })
}

/// Whether a sentence says that the writer's own hands did it: `Wrote`, `I`, "personally".
fn is_by_hand(sentence: &str, recogniser: &Recogniser<'_>) -> bool {
    recogniser.tokens(sentence).iter().any(|token| {
        let is_making = || token.boundary >= Boundary::Comma && LEXICON.making.has(token);
        token.text == "I" || token.is("myself personally selbst ich") || is_making()
    })
}

/// Whether a publication is the work of many, of whom the writer is not the first.
fn is_of_many(text: &str, tokens: &[Token<'_>]) -> bool {
    let lower = text.to_lowercase();
    let is_first = ["first author", "lead author", "erstautor"].iter().any(|by| lower.contains(by));
    let is_cut = lower.contains("...") || lower.contains('\u{2026}') || lower.contains("et al");
    // `17 authors`, `with 11 co-authors`
    let are_counted = tokens.windows(3).any(|part| {
        number(&part[0].normalized).is_some()
            && part[1..].iter().any(|token| token.is("author coauthor autoren"))
    });
    (is_cut || are_counted) && !is_first
}

/// Whether it is a book whose chapters others wrote, or a review of one.
fn is_edited(tokens: &[Token<'_>]) -> bool {
    let is_editing = |token: &&Token<'_>| LEXICON.editing.has(token);
    tokens.iter().take(2).any(|token| is_editing(&token))
        || tokens.iter().any(|token| token.depth > 0 && token.is("ed eds"))
}

/// What a line claims, as far as its section allows.
pub fn evidence<'c>(
    kb: &Kb,
    claims: &Claims<'_>,
    section: SectionKind,
    line: &'c Line,
    is_managers: bool,
) -> Vec<Evidence<'c>> {
    let tokens = claims.recogniser.tokens(&line.text);
    let says = |words: &Words| tokens.iter().any(|token| words.has(token));
    let is_by_others = || is_of_many(&line.text, &tokens) || is_edited(&tokens);
    if section == SectionKind::Publications && is_by_others() {
        return Vec::new();
    }
    let is_taught = says(&LEXICON.teaching);
    let is_spoken = |claim: &Claim| {
        // `English: C1` may stand among the skills.
        let level = claim.rank.as_ref().map(|(_, words)| normalize(words));
        kb[claim.competency].soft
            && (section == SectionKind::Languages
                || level.is_some_and(|level| LEXICON.spoken.holds(&level)))
    };
    let all = claims.of(&line.text, line.group.as_deref());
    // `Languages: Python, SQL` is no list of languages that are spoken.
    let are_spoken =
        section == SectionKind::Languages && all.iter().any(|claim| kb[claim.competency].soft);
    let all = all.into_iter().filter(|claim| {
        // What people say of their own manners proves nothing; languages can be heard.
        kb[claim.competency].soft == is_spoken(claim)
            && (!are_spoken || is_spoken(claim))
            && (!line.is_title || claim.is_post && !is_managers || is_taught)
            && (line.is_title || !is_managers || is_by_hand(&claim.words, &claims.recogniser))
    });
    let is_use = section.shows_use() || section == SectionKind::Education && says(&LEXICON.thesis);
    all.map(|mut claim| {
        // "Fluent" is worth more of a language than of a tool.
        let is_spoken = is_spoken(&claim);
        claim.rank = match claim.rank {
            Some((Rank::Able, words)) if is_spoken => Some((Rank::Expert, words)),
            None if is_spoken => Some((Rank::Working, "listed as a language".to_owned())),
            // "Advanced" says of a dashboard or a course what it was, not what the person can do.
            Some((rank, _)) if rank > Rank::Aware && !section.is_claim() => None,
            rank => rank,
        };
        Evidence { section, line, is_use: is_use && !claim.is_lent, claim }
    })
    .collect()
}
