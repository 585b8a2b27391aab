//! Plain text or Markdown -> sections with lines.

use crate::advert::layout::{Item, items};
use crate::advert::token::{Boundary, Token, tokens};
use crate::cv::dates::{Span, span};
use crate::cv::lexicon::{LEXICON, SectionKind};
use crate::cv::{Cv, Line, Place, Section};

/// The longest heading, in words.
const HEADING: usize = 5;

/// The longest line that names a post, an employer or a place, in words.
const TITLE: usize = 16;

/// How many lines of one entry stand above or below its dates without being what was done.
const AROUND: usize = 2;

/// Reads a CV; `now` is the month in which that is, counted from the year 0.
pub fn read(text: &str, now: u32) -> Cv {
    let mut cv = Cv::default();
    // What stands above the first heading is a name, a title and an address.
    let mut kind = SectionKind::Contact;
    let mut group = None;
    let items = items(text);
    let titles = titles(&items, now);
    let mut dates = None;
    for (item, title) in items.iter().zip(titles) {
        let shown = item.text.trim_start_matches('#').trim();
        let tokens = tokens(shown);
        if let Some(opened) = heading(&tokens).filter(|_| !item.bullet) {
            (kind, group, dates) = (opened, None, None);
            continue;
        }
        if kind == SectionKind::Skills && !item.bullet && is_group(&tokens, shown) {
            group = Some(shown.to_owned());
            continue;
        }
        let labelled = label(&tokens)
            .or_else(|| on_request(&tokens))
            .filter(|opened| !kind.shows_use() || !opened.is_claim());
        if labelled.is_some_and(|opened| !opened.counts()) {
            (kind, dates) = (SectionKind::Contact, None);
        }
        let is_title = title.is_some() && kind == SectionKind::Experience;
        dates = title.or(dates);
        // A paragraph above the first heading is a summary.
        let lead = (kind == SectionKind::Contact && cv.is_short() && tokens.len() >= TITLE)
            .then_some(SectionKind::Summary);
        let line = Line {
            text: on_one_line(shown),
            place: Place::Line(1 + text[..item.at].matches('\n').count()),
            span: span(shown, now).filter(|_| !kind.is_claim()).or(dates),
            is_title,
            group: group.clone(),
        };
        cv.add(labelled.or(lead).unwrap_or(kind), line);
    }
    cv
}

impl Cv {
    /// Adds a line to the last section, or to a new one if that is of another kind.
    pub(super) fn add(&mut self, kind: SectionKind, line: Line) {
        match self.sections.last_mut() {
            Some(last) if last.kind == kind => last.lines.push(line),
            _ => self.sections.push(Section { kind, lines: vec![line] }),
        }
    }

    /// Whether no heading has come yet.
    fn is_short(&self) -> bool {
        self.sections
            .iter()
            .all(|section| matches!(section.kind, SectionKind::Contact | SectionKind::Summary))
            && self.sections.len() <= 3
    }
}

/// The section that a line opens, if it is a heading.
pub(super) fn heading(tokens: &[Token<'_>]) -> Option<SectionKind> {
    let is_plain = |word: &&str| LEXICON.decoration.holds(word);
    let opens = |word: &str| {
        let mut all = LEXICON.heading.iter();
        all.find(|(_, words)| words.holds(word)).map(|(&kind, _)| kind)
    };
    let words: Vec<&str> = tokens.iter().map(|token| token.normalized.as_str()).collect();
    let is_heading = (1..=HEADING).contains(&words.len())
        && tokens[0].is_capitalized()
        && tokens.iter().all(|token| !token.after_colon)
        && words.iter().all(|word| is_plain(word) || opens(word).is_some());
    if !is_heading {
        return None;
    }
    let telling = words.iter().filter(|word| !is_plain(word)).find_map(|word| opens(word));
    telling.or_else(|| words.iter().find_map(|word| opens(word)))
}

/// The section that the beginning of a line opens for itself: `Hobbies: chess`.
fn label(tokens: &[Token<'_>]) -> Option<SectionKind> {
    let colon = tokens.iter().position(|token| token.after_colon)?;
    heading_of(&tokens[..colon])
}

/// `References available on request.`
fn on_request(tokens: &[Token<'_>]) -> Option<SectionKind> {
    let is_offered = tokens.get(1..4).unwrap_or_default().iter().any(|token| token.is("available"));
    let opened = heading_of(&tokens[..tokens.len().min(1)]);
    opened.filter(|&opened| is_offered && opened == SectionKind::References)
}

/// The same for the tokens before a colon.
fn heading_of(tokens: &[Token<'_>]) -> Option<SectionKind> {
    (!tokens.is_empty()).then(|| heading(tokens)).flatten()
}

/// Whether a line in a list of skills only says what the next ones have in common.
fn is_group(tokens: &[Token<'_>], line: &str) -> bool {
    line.ends_with(':') && tokens.len() <= HEADING
}

/// For each item, if it belongs to the title of an entry (post, employer, place and dates, in any
/// order): the dates of the entry.
fn titles(items: &[Item<'_>], now: u32) -> Vec<Option<Span>> {
    let mut titles = vec![None; items.len()];
    let is_short = |at: usize| is_title_like(&items[at]);
    for at in 0..items.len() {
        let Some(dates) = span(items[at].text, now).filter(|_| is_short(at)) else { continue };
        let above = (0..at).rev().take(AROUND);
        let above = above.take_while(|&above| titles[above].is_none() && is_short(above));
        let first = above.last().unwrap_or(at);
        let below = (at + 1..items.len()).take(AROUND);
        let below =
            below.take_while(|&below| is_short(below) && span(items[below].text, now).is_none());
        let last = below.last().unwrap_or(at);
        titles[first..=last].fill(Some(dates));
    }
    titles
}

/// Whether a line may name a post, an employer or a place: short, capitalized and no sentence.
fn is_title_like(item: &Item<'_>) -> bool {
    let text = item.text.trim_start_matches('#').trim();
    let tokens = tokens(text);
    let is_capital = |token: &&Token<'_>| {
        token.is_capitalized() || token.text.starts_with(char::is_numeric) || token.text.len() <= 3
    };
    let capitals = tokens.iter().filter(is_capital).count();
    !item.bullet
        && !tokens.is_empty()
        && tokens.len() <= TITLE
        && !text.ends_with('.')
        && tokens[1..].iter().all(|token| token.boundary < Boundary::Sentence)
        && heading(&tokens).is_none()
        && label_end(&tokens).is_none()
        && !tokens[0].normalized.ends_with("ed")
        && capitals * 3 >= tokens.len() * 2
}

/// The token behind a colon.
fn label_end(tokens: &[Token<'_>]) -> Option<usize> {
    tokens.iter().position(|token| token.after_colon)
}

pub(super) fn on_one_line(text: &str) -> String {
    let plain = text.trim().trim_matches(['*', '_']).trim();
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}
