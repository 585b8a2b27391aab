//! Whether a course, a certificate or a degree that a line names is not finished, or no longer
//! holds.

use crate::advert::token::Token;
use crate::cv::Line;
use crate::cv::claims::Claims;
use crate::cv::dates::{is_ahead, is_ongoing, number};
use crate::cv::lexicon::LEXICON;

/// An hourglass, a pause, a box without a tick, a cross.
const OPEN: [char; 9] = [
    '\u{23f3}',
    '\u{231b}',
    '\u{23f8}',
    '\u{2610}',
    '\u{25fb}',
    '\u{1f504}',
    '\u{1f6a7}',
    '\u{274c}',
    '\u{2717}',
];

/// Whether the line says so, or what stands above its group: "In progress", "2025-"; `now` is the
/// month in which it is read.
pub fn is_open(line: &Line, claims: &Claims<'_>, now: u32) -> bool {
    let says = |text: &str| {
        let tokens = claims.recogniser.tokens(text);
        let is_over = tokens.iter().any(|token| LEXICON.finished.has(token));
        text.contains(OPEN)
            || claims.is_open(&tokens)
            || tokens.iter().any(|token| LEXICON.unfinished.has(token))
            || is_in_part(&tokens)
            || is_a_share(text, &tokens)
            || is_ahead(text, now)
            || is_ongoing(text, now) && !is_over
    };
    says(&line.text) || line.group.as_deref().is_some_and(says)
}

/// `Starts in January 2028`, of a project or a post, and the title above it.
pub fn is_yet_to_start(line: &Line, next: Option<&Line>, now: u32) -> bool {
    const TITLE: usize = 10;
    let says = |text: &str| {
        let first = text.split(['.', ';']).next().unwrap_or_default();
        let begins = first.to_lowercase();
        let words = ["start", "beginn", "commenc", "from ", "ab "];
        is_ahead(first, now) && words.iter().any(|word| begins.starts_with(word))
    };
    let is_title = !line.text.ends_with('.') && line.text.split(' ').count() <= TITLE;
    says(&line.text) || is_title && next.is_some_and(|next| says(&next.text))
}

/// `60 % done`
fn is_a_share(text: &str, tokens: &[Token<'_>]) -> bool {
    let share = text.split_once('%').map(|(before, _)| before.trim_end());
    let digits = share.map(|before| before.len() - before.trim_end_matches(char::is_numeric).len());
    let is_part = digits.is_some_and(|digits| digits == 1 || digits == 2);
    is_part && tokens.iter().any(|token| token.is("done complete completed through finished"))
}

/// `week 3 of 9`, `1 of 5 courses`, `lessons 1-3`
fn is_in_part(tokens: &[Token<'_>]) -> bool {
    let is_part =
        |part: &[Token<'_>]| LEXICON.part.has(&part[0]) && number(&part[1].normalized).is_some();
    tokens.windows(2).any(is_part)
        || tokens.windows(3).any(|part| {
            let numbers = number(&part[0].normalized).zip(number(&part[2].normalized));
            part[1].is("of von sur de") && numbers.is_some_and(|(done, all)| done < all)
        })
}
