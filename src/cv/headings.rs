//! Which section a line opens: by its words, and by how it is set.

use crate::advert::token::Token;
use crate::cv::lexicon::{LEXICON, SectionKind, Words};
use crate::cv::lines::Item;

/// The longest heading, in words.
pub const HEADING: usize = 5;

/// The longest one that is set as a heading.
const SET: usize = 8;

/// What a line does to the section that it stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Heading {
    Opens(SectionKind),
    /// Set as a heading of sections are, with words that tell nothing.
    Unknown,
}

/// What a line opens, if it is a heading. `level` is that of the headings of sections so far.
pub fn of(item: &Item, tokens: &[Token<'_>], level: Option<usize>) -> Option<Heading> {
    if item.bullet || item.labelled || tokens.is_empty() {
        return None;
    }
    if is_aside(item, tokens) {
        return Some(Heading::Opens(SectionKind::Other));
    }
    if let Some(kind) = heading(tokens) {
        return Some(Heading::Opens(kind));
    }
    let own = item.level.filter(|_| tokens.len() <= SET)?;
    let is_below = level.is_some_and(|level| own > level);
    let told = first_of(tokens, |word| {
        let mut all = LEXICON.saying.iter();
        all.find(|(_, words)| words.holds(word)).map(|(&kind, _)| kind)
    });
    match told.or_else(|| telling(tokens)) {
        _ if is_below => None,
        Some(kind) => Some(Heading::Opens(kind)),
        // Above the first section stands a name.
        None if level.is_none() => None,
        None => Some(Heading::Unknown),
    }
}

/// Headings of what the writer does not do, or others do: `Not my field`, `When I am not coding`,
/// `Technology my teams work with`.
fn is_aside(item: &Item, tokens: &[Token<'_>]) -> bool {
    let is_set = item.level.is_some()
        || item.apart && tokens.len() <= SET && !item.text.ends_with(['.', ',', ';', '!']);
    let speaks_of = |words: &Words| tokens.iter().any(|token| words.has(token));
    let is_of_others = || {
        speaks_of(&LEXICON.people)
            && tokens.iter().any(|token| token.is("my our their"))
            && tokens.iter().any(|token| token.is("use with of"))
    };
    is_set
        && tokens[0].is_capitalized()
        && tokens.iter().all(|token| !token.after_colon)
        && (speaks_of(&LEXICON.aside) || is_of_others())
}

/// The section of a heading all of whose words are known ones of headings.
pub fn heading(tokens: &[Token<'_>]) -> Option<SectionKind> {
    let is_plain = |word: &str| LEXICON.decoration.holds(word);
    let is_heading = (1..=HEADING).contains(&tokens.len())
        && tokens[0].is_capitalized()
        && tokens.iter().all(|token| !token.after_colon)
        && tokens
            .iter()
            .all(|token| is_plain(&token.normalized) || opens(&token.normalized).is_some());
    if !is_heading {
        return None;
    }
    telling(tokens)
}

/// What the first word that tells of a section opens, rather one that opens no other besides it.
fn telling(tokens: &[Token<'_>]) -> Option<SectionKind> {
    let own = |word: &str| opens(word).filter(|_| !LEXICON.decoration.holds(word));
    first_of(tokens, own).or_else(|| first_of(tokens, opens))
}

fn opens(word: &str) -> Option<SectionKind> {
    let mut all = LEXICON.heading.iter();
    all.find(|(_, words)| words.holds(word)).map(|(&kind, _)| kind)
}

fn first_of(
    tokens: &[Token<'_>],
    kind: impl Fn(&str) -> Option<SectionKind>,
) -> Option<SectionKind> {
    tokens.iter().find_map(|token| kind(&token.normalized))
}

/// The section that the beginning of a line opens for itself: `Hobbies: chess`.
pub fn label(item: &Item, tokens: &[Token<'_>]) -> Option<SectionKind> {
    let colon = tokens.iter().position(|token| token.after_colon)?;
    let label = &tokens[..colon];
    let is_in_capitals = || {
        let words = item.text.split(':').next().unwrap_or_default();
        item.labelled
            && words.len() >= 4
            && !words.contains(char::is_lowercase)
            && words.contains(char::is_alphabetic)
    };
    heading(label).or_else(|| is_in_capitals().then_some(SectionKind::Other))
}

/// `References available on request.`
pub fn on_request(tokens: &[Token<'_>]) -> Option<SectionKind> {
    let is_offered = tokens.get(1..4).unwrap_or_default().iter().any(|token| token.is("available"));
    let opened = heading(&tokens[..tokens.len().min(1)]);
    opened.filter(|&opened| is_offered && opened == SectionKind::References)
}
