//! Degrees, fields of study and years of experience in one sentence.

use std::ops::Range;

use crate::advert::Degree;
use crate::advert::automaton::Found;
use crate::advert::cues::Cue;
use crate::advert::vocabulary::Meaning;
use crate::advert::words::{Join, Word};

/// The degrees that a sentence names: the word's number and the height.
pub fn degrees(words: &[Word<'_>]) -> Vec<(usize, Degree)> {
    let certain: Vec<(usize, Degree)> =
        (0..words.len()).filter_map(|at| Some((at, certain(words, at)?))).collect();
    let mut found = certain.clone();
    for (at, word) in words.iter().enumerate() {
        let letters: String = word.text.chars().filter(char::is_ascii_alphabetic).collect();
        let degree = match letters.as_str() {
            "BS" | "BA" | "BE" | "SB" => Degree::Bachelor,
            "MS" | "MA" | "ME" | "SM" => Degree::Master,
            _ => continue,
        };
        let beside = |other: &usize| other.abs_diff(at) <= 4 && *other != at;
        let next = words.get(at + 1);
        let continued = next.is_some_and(|next| {
            matches!(
                next.folded.as_str(),
                "in" | "degree" | "or" | "and" | "of" | "preferred" | "required" | "desired"
            ) && next.join < Join::Comma
                || next.join == Join::Slash
        });
        let spelled = word.text.contains('.');
        if certain.iter().any(|(other, _)| beside(other)) || continued || spelled {
            found.push((at, degree));
        }
    }
    found.sort_by_key(|&(at, _)| at);
    if found.is_empty() {
        let named = words.iter().position(|word| word.folded == "degree");
        found.extend(named.map(|at| (at, Degree::Any)));
    }
    found
}

/// A word that is a degree wherever it stands.
fn certain(words: &[Word<'_>], at: usize) -> Option<Degree> {
    let word = &words[at];
    let next = words.get(at + 1).map_or("", |next| next.folded.as_str());
    match word.folded.as_str() {
        "bachelor" | "bsc" | "btech" | "beng" | "bachelor'" => Some(Degree::Bachelor),
        "undergraduate" | "undergrad" if matches!(next, "degree" | "") => Some(Degree::Bachelor),
        "msc" | "mtech" | "meng" | "mphil" => Some(Degree::Master),
        "master" | "graduate" | "postgraduate" | "advanced" | "higher" if next == "degree" => {
            Some(Degree::Master)
        }
        // `Master's`, `Masters`, `Master of`, `Bachelor or Master`; not "master new tools".
        "master" => {
            let owned = word.text.ends_with('s') || word.text.ends_with('S');
            let linked = matches!(next, "of" | "or" | "and" | "phd" | "in" | "level");
            let after = at > 0
                && matches!(words[at - 1].folded.as_str(), "or" | "and" | "bachelor" | "a" | "bsc");
            (word.text.starts_with('M') && (owned || linked || after)
                || word.text.starts_with('m')
                    && (word.text.contains(['\'', '\u{2019}']) || linked && after))
                .then_some(Degree::Master)
        }
        "phd" | "doctorate" | "doctoral" | "dphil" => Some(Degree::Doctorate),
        _ => None,
    }
}

/// The words that name fields of study: from a degree's "in" to what is no field any more.
pub fn fields(
    words: &[Word<'_>],
    degrees: &[(usize, Degree)],
    cues: &[Found<Meaning>],
) -> Vec<Range<usize>> {
    let mut ranges: Vec<Range<usize>> = Vec::new();
    let opens = |word: &Word<'_>| {
        matches!(word.folded.as_str(), "in" | "of" | "from" | "majoring" | "studying")
    };
    for &(degree, _) in degrees {
        if ranges.last().is_some_and(|range| range.contains(&degree)) {
            continue;
        }
        let reach = (degree + 7).min(words.len());
        let Some(open) = (degree + 1..reach)
            .take_while(|&at| words[at].join < Join::Clause)
            .find(|&at| opens(&words[at]))
        else {
            // `BS Computer Science`
            if words.get(degree + 1).is_some_and(|next| {
                next.join == Join::Space && next.text.starts_with(char::is_uppercase)
            }) {
                ranges.push(degree + 1..end_of_fields(words, degree + 1, cues));
            }
            continue;
        };
        // `BSc or MSc in Physics` names its field once.
        let mut fields = open + 1..end_of_fields(words, open + 1, cues);
        if let Some(&(next, _)) = degrees.iter().find(|&&(at, _)| fields.contains(&at)) {
            let link = |at: &usize| matches!(words[*at].folded.as_str(), "or" | "and" | "a" | "an");
            fields.end = (fields.start..next).rev().find(|at| !link(at)).map_or(next, |at| at + 1);
        }
        if ranges.last() != Some(&fields) {
            ranges.push(fields);
        }
    }
    ranges
}

fn end_of_fields(words: &[Word<'_>], from: usize, cues: &[Found<Meaning>]) -> usize {
    let ends = |at: usize| {
        words[at].join >= Join::Clause
            || words[at].text.starts_with(|c: char| c.is_ascii_digit())
            || cues.iter().any(|cue| cue.first == at && cue.what == Meaning::Cue(Cue::FieldsEnd))
    };
    let stop = (from..words.len()).find(|&at| at > from && ends(at)).unwrap_or(words.len());
    // `... or a related field` belongs to the fields, and so does `a quantitative field (physics,
    // ...)`, `such as ...`.
    let closed = words.get(stop).is_some_and(|word| {
        matches!(word.folded.as_str(), "field" | "discipline" | "area" | "subject")
    });
    if !closed {
        return stop;
    }
    let depth = words[stop].depth;
    match words.get(stop + 1) {
        Some(next) if next.depth > depth => {
            (stop + 1..words.len()).find(|&at| words[at].depth <= depth).unwrap_or(words.len())
        }
        Some(next) if matches!(next.folded.as_str(), "eg" | "such" | "like" | "including") => {
            end_of_fields(words, stop + 2, cues)
        }
        _ => stop + 1,
    }
}

/// The least number of years of experience: the number's word, how many. In a list of what is `asked`
/// for, years that head an item or stand in brackets are of experience if nothing else is said.
pub fn years(words: &[Word<'_>], asked: bool) -> Option<(Range<usize>, u32)> {
    let mut least: Option<(Range<usize>, u32)> = None;
    for (at, word) in words.iter().enumerate() {
        if !matches!(word.folded.as_str(), "year" | "yr" | "year+" | "yrs" | "yr+") {
            continue;
        }
        let Some((first, number)) = number_before(words, at) else { continue };
        let context = |from: usize, to: usize, wanted: &[&str]| {
            let range = from..to.min(words.len());
            words[range].iter().any(|word| wanted.contains(&word.folded.as_str()))
        };
        let before = first.saturating_sub(3);
        let past =
            context(before, first, &["last", "past", "next", "within", "every", "ago", "for"])
                && !context(at, at + 8, &["experience"]);
        let other =
            context(at + 1, at + 3, &["old", "ago", "age", "contract", "program", "history"]);
        let work = context(
            at,
            at + 14,
            &[
                "experience",
                "work",
                "working",
                "industry",
                "building",
                "professional",
                "developing",
                "hand",
                "programming",
                "software",
                "engineering",
                "background",
                "in",
                "with",
                "expertise",
                "exp",
            ],
        ) || context(before, first, &["experience", "minimum", "least"]);
        let heads = asked && (first == 0 || matches!(words[first].join, Join::Comma | Join::Break));
        if past || other || !(work || heads) || number > 25 {
            continue;
        }
        if least.as_ref().is_none_or(|&(_, few)| number < few) {
            least = Some((first..at + 1, number));
        }
    }
    least
}

/// The number before word `at`: `3+`, `3 or more`, `3-5`, `three`; of a range the lower one.
fn number_before(words: &[Word<'_>], at: usize) -> Option<(usize, u32)> {
    let from = at.saturating_sub(5);
    let numbers: Vec<(usize, u32)> =
        (from..at).filter_map(|at| Some((at, number(&words[at].folded)?))).collect();
    let &(last, many) = numbers.last()?;
    let small = ["or", "more", "plus", "to", "and", "full", "of", "the", "least", "solid", "+"];
    let close = (last + 1..at).all(|between| small.contains(&words[between].folded.as_str()));
    if !close {
        return None;
    }
    let range = numbers.iter().rev().nth(1).filter(|&&(first, few)| {
        let linked =
            (first + 1..last).all(|at| matches!(words[at].folded.as_str(), "to" | "or" | "and"));
        linked
            && few < many
            && (last - first > 1 || words[last].join == Join::Break || words[last].hyphened)
    });
    Some(range.copied().unwrap_or((last, many)))
}

fn number(word: &str) -> Option<u32> {
    const WORDS: [&str; 13] = [
        "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
        "eleven", "twelve",
    ];
    let digits = word.trim_end_matches('+');
    if let Some(at) = WORDS.iter().position(|known| *known == digits) {
        return u32::try_from(at).ok();
    }
    digits.split('.').next()?.parse().ok()
}
