//! The advert's own words, as people quote them.

use itertools::Itertools as _;

use crate::advert::layout::items;
use crate::advert::token::{Boundary, Token, tokens};

/// From the first token to the last.
pub fn words(text: &str, tokens: &[Token<'_>]) -> String {
    on_one_line(&text[tokens[0].at..tokens[tokens.len() - 1].end()])
}

pub fn on_one_line(text: &str) -> String {
    text.split_whitespace().join(" ")
}

/// The sentence around byte `at` of an advert's text, on one line, without what marks it as an item
/// or as a heading; a short item is one sentence. Empty in front of the first word.
pub fn around(text: &str, at: usize) -> String {
    let Some(item) = items(text).into_iter().rfind(|item| item.at <= at) else {
        return String::new();
    };
    let begins: Vec<usize> = tokens(item.text)
        .iter()
        .filter(|token| token.boundary == Boundary::Sentence)
        .map(|token| token.at)
        .collect();
    let at = at - item.at;
    // What stands in front of the first word belongs to it: `.NET`, `"Python"`.
    let from = begins.iter().skip(1).rfind(|&&begin| begin <= at).copied().unwrap_or(0);
    let to = begins.iter().skip(1).find(|&&begin| begin > at).copied();
    let sentence = on_one_line(&item.text[from..to.unwrap_or(item.text.len())]);
    let marks = ['*', '#', '_', ' ', '\u{2022}', '\u{b7}', '-', '.', ';', ':', ','];
    let sentence = sentence.trim_start_matches(['#', '*', '_', ' ']).trim_end_matches(marks);
    sentence.replace("**", "")
}

#[cfg(test)]
mod tests {
    use super::around;

    #[test]
    fn the_sentence_around_a_word_is_quoted() {
        let text = "Tide Analyst\n\n## You bring\n\n- **SQL** and Python, which\n  you like\n\
                    - .NET; R.\n\nWe count tides. You write Go, e.g. for our gauges. Apply now!";
        for (word, quoted) in [
            ("Analyst", "Tide Analyst"),
            ("bring", "You bring"),
            ("Python", "SQL and Python, which you like"),
            (".NET", ".NET; R"),
            ("Go", "You write Go, e.g. for our gauges"),
        ] {
            assert_eq!(around(text, text.find(word).unwrap()), quoted);
        }
        assert_eq!(around("", 0), "");
    }
}
