//! What was typed after `log`: steps with times, and perhaps a note behind them.

use jiff::Span;

use crate::person::written::parse_spent;

/// The most words of one time: `2 hours 30 minutes`.
const LONGEST_TIME: usize = 4;

/// Words, and the time behind them.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Part<'a> {
    /// None where two times follow each other.
    pub words: &'a [String],
    /// None at the end.
    pub time: &'a [String],
}

impl Part<'_> {
    pub fn name(&self) -> String {
        self.words.join(" ")
    }

    pub fn hours(&self) -> String {
        self.time.join(" ")
    }

    /// A time that is no bare number, which could count anything: `45m`, `2 hours`.
    pub fn has_unit(&self) -> bool {
        self.hours().contains(|c: char| c.is_alphabetic() || c == ':')
    }
}

/// Cuts what was typed behind each time. The first word is none, whatever it looks like.
pub(super) fn parts(typed: &[String]) -> Vec<Part<'_>> {
    let mut parts = Vec::new();
    let mut begin = 0;
    let mut at = 1;
    while at < typed.len() {
        let length = time_at(&typed[at..]);
        if length > 0 {
            parts.push(Part { words: &typed[begin..at], time: &typed[at..at + length] });
            begin = at + length;
        }
        at += length.max(1);
    }
    if begin < typed.len() {
        parts.push(Part { words: &typed[begin..], time: &[] });
    }
    parts
}

/// Whether all that was typed is one time.
pub(super) fn is_only_time(typed: &[String]) -> bool {
    (1..=LONGEST_TIME).contains(&typed.len()) && is_time(&typed.join(" "))
}

/// How many words from the first on are one time.
fn time_at(words: &[String]) -> usize {
    let most = words.len().min(LONGEST_TIME);
    (1..=most).rev().find(|&length| is_time(&words[..length].join(" "))).unwrap_or(0)
}

/// A length of time, also one that cannot be recorded, such as `0`, `-2h` or `3 days`.
fn is_time(text: &str) -> bool {
    let is_number = text.trim_start_matches('-').starts_with(|c: char| c.is_ascii_digit());
    let is_length = || parse_spent(text).is_ok() || text.parse::<Span>().is_ok();
    is_number && (is_length() || text.parse::<f64>().is_ok())
}

#[cfg(test)]
mod tests {
    use super::parts;

    #[test]
    fn what_was_typed_is_cut_behind_each_time() {
        for (typed, cut) in [
            ("bridges 2h", &["bridges|2h"][..]),
            ("bridges 2h 30m", &["bridges|2h 30m"]),
            ("the old bridges 2 hours 30 minutes", &["the old bridges|2 hours 30 minutes"]),
            ("bridges 1.5 tunnels 45m", &["bridges|1.5", "tunnels|45m"]),
            ("bridges 2 hours drew arch 3", &["bridges|2 hours", "drew arch|3"]),
            ("bridges 2 drew arches", &["bridges|2", "drew arches|"]),
            ("bridges 3 days", &["bridges|3 days"]),
            ("bridges -2h", &["bridges|-2h"]),
            ("bridges 2 30m", &["bridges|2", "|30m"]),
            ("6006 2h", &["6006|2h"]),
            ("bridges", &["bridges|"]),
        ] {
            let words: Vec<String> = typed.split(' ').map(str::to_owned).collect();
            let parts = parts(&words);
            let shown: Vec<String> =
                parts.iter().map(|part| format!("{}|{}", part.name(), part.hours())).collect();
            assert_eq!(shown, cut, "{typed}");
        }
    }
}
