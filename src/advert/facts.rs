//! Degrees, fields of study and numbers of years in one sentence.

use std::ops::Range;

use itertools::Itertools as _;

use crate::advert::Degree;
use crate::advert::lexicon::{Cue, LEXICON};
use crate::advert::phrase_matcher::Match;
use crate::advert::token::{Boundary, Token};
use crate::advert::vocabulary::Meaning;

/// The degrees that a sentence names, each with its token.
pub fn degrees(tokens: &[Token<'_>]) -> Vec<(usize, Degree)> {
    let certain = (0..tokens.len()).filter_map(|at| Some((at, degree(tokens, at)?)));
    let certain: Vec<(usize, Degree)> = certain.collect();
    let by_initials = tokens.iter().enumerate().filter_map(|(at, token)| {
        let degree = initials(token)?;
        let has_other = certain.iter().any(|&(other, _)| other != at && other.abs_diff(at) <= 8);
        let continues = tokens.get(at + 1).is_some_and(|next| {
            next.is("in degree or and of preferred required desired")
                && next.boundary < Boundary::Comma
                || next.boundary == Boundary::Slash
                || next.boundary == Boundary::Break && next.is("or")
        });
        (has_other || continues || token.text.contains('.')).then_some((at, degree))
    });
    let mut found = certain.iter().copied().chain(by_initials).sorted().collect::<Vec<_>>();
    if found.is_empty() {
        let is_degree = |at: &usize| {
            tokens[*at].is("degree baccalaureate")
                || tokens[*at].is("diploma") && (*at == 0 || !tokens[at - 1].is("school"))
        };
        let level = |at: usize| match tokens[at].is("baccalaureate") {
            true => Degree::Bachelor,
            false => Degree::Any,
        };
        let named = (0..tokens.len()).find(is_degree);
        found.extend(named.map(|at| (at, level(at))));
    }
    found.extend(training(tokens, &found).map(|at| (at, Degree::Any)));
    found
}

/// "An apprenticeship or a degree": the token of the training that is enough.
fn training(tokens: &[Token<'_>], degrees: &[(usize, Degree)]) -> Option<usize> {
    if degrees.is_empty() {
        return None;
    }
    let is_choice = |&at: &usize| {
        degrees.iter().any(|&(degree, _)| {
            let between = at.min(degree)..at.max(degree);
            tokens[between].iter().any(|token| token.is("or"))
        })
    };
    (0..tokens.len()).filter(|&at| tokens[at].is("apprenticeship")).find(is_choice)
}

/// A degree by its initials, which may mean something else: `MS` is also a company.
fn initials(token: &Token<'_>) -> Option<Degree> {
    let mut letters = token.text.chars().filter(char::is_ascii_alphabetic);
    match [letters.next()?, letters.next()?] {
        _ if letters.next().is_some() => None,
        ['B', 'S' | 'A' | 'E'] | ['S', 'B'] => Some(Degree::Bachelor),
        ['M', 'S' | 'A' | 'E'] | ['S', 'M'] => Some(Degree::Master),
        _ => None,
    }
}

/// A degree by a word that is one wherever it stands.
fn degree(tokens: &[Token<'_>], at: usize) -> Option<Degree> {
    let token = &tokens[at];
    let next = tokens.get(at + 1).map_or("", |next| next.normalized.as_str());
    match token.normalized.as_str() {
        "bachelor" | "bsc" | "btech" | "beng" | "bca" | "basc" | "bba" => Some(Degree::Bachelor),
        "undergraduate" | "undergrad" if matches!(next, "degree" | "") => Some(Degree::Bachelor),
        "msc" | "mtech" | "meng" | "mphil" | "mca" | "mba" | "diplom" => Some(Degree::Master),
        "master" | "graduate" | "postgraduate" | "advanced" | "higher" if next == "degree" => {
            Some(Degree::Master)
        }
        "master" => {
            // `Master's`, `Masters`, `Master of`, `Bachelor or Master`; not "master new tools".
            let is_owned = token.text.ends_with(['s', 'S']);
            let is_linked =
                matches!(next, "of" | "or" | "and" | "phd" | "in" | "level" | "diploma");
            let follows = at > 0 && tokens[at - 1].is("or and bachelor a bsc");
            let is_degree = if token.text.starts_with('M') {
                is_owned || is_linked || follows
            } else {
                token.text.contains(['\'', '\u{2019}']) || is_linked && (follows || is_owned)
            };
            is_degree.then_some(Degree::Master)
        }
        "phd" | "doctorate" | "doctoral" | "dphil" => Some(Degree::Doctorate),
        "ph" if next == "d" => Some(Degree::Doctorate),
        _ => None,
    }
}

/// The tokens that name fields of study: from the "in" behind a degree to the end of the list.
pub fn fields(
    tokens: &[Token<'_>],
    degrees: &[(usize, Degree)],
    matches: &[Match<Meaning>],
) -> Vec<Range<usize>> {
    const REACH: usize = 6;
    let mut ranges: Vec<Range<usize>> = Vec::new();
    for &(degree, _) in degrees {
        if ranges.last().is_some_and(|range| range.contains(&degree)) {
            continue;
        }
        let next = degree + 1;
        let opening = (next..tokens.len().min(next + REACH))
            .take_while(|&at| tokens[at].boundary < Boundary::Clause)
            .find(|&at| tokens[at].is("in of from majoring studying"));
        let Some(opening) = opening else {
            // `BS Computer Science`
            let is_field =
                |next: &Token<'_>| next.boundary == Boundary::Space && next.is_capitalized();
            if tokens.get(next).is_some_and(is_field) {
                ranges.push(next..end_of_fields(tokens, next, matches));
            }
            continue;
        };
        let mut fields = opening + 1..end_of_fields(tokens, opening + 1, matches);
        // `BSc or MSc in Physics` names its field once.
        if let Some(&(next, _)) = degrees.iter().find(|&&(at, _)| fields.contains(&at)) {
            let last = (fields.start..next).rev().find(|&at| !tokens[at].is("or and a an"));
            fields.end = last.map_or(next, |at| at + 1);
        }
        if ranges.last() != Some(&fields) {
            ranges.push(fields);
        }
    }
    ranges
}

fn end_of_fields(tokens: &[Token<'_>], from: usize, matches: &[Match<Meaning>]) -> usize {
    let ends = |&at: &usize| {
        tokens[at].boundary >= Boundary::Clause
            || tokens[at].text.starts_with(|c: char| c.is_ascii_digit())
            || matches.iter().any(|m| m.first == at && m.what == Meaning::Cue(Cue::FieldsEnd))
    };
    let stop = (from + 1..tokens.len()).find(ends).unwrap_or(tokens.len());
    // `... or a related field` belongs to the fields, and so do the examples behind it: `a
    // quantitative field (physics, ...)`, `such as ...`.
    let Some(last) = tokens.get(stop).filter(|token| token.is("field discipline area subject"))
    else {
        return stop;
    };
    match tokens.get(stop + 1) {
        Some(next) if next.depth > last.depth => (stop + 1..tokens.len())
            .find(|&at| tokens[at].depth <= last.depth)
            .unwrap_or(tokens.len()),
        Some(next) if next.is("eg such like including") => end_of_fields(tokens, stop + 2, matches),
        _ => stop + 1,
    }
}

/// The numbers of years of experience that are named, each with its tokens: "5 years", and "2 of
/// them" behind it. In a list of what is `asked` for, years at the head of an item or in brackets
/// are experience.
pub fn years(tokens: &[Token<'_>], asked: bool) -> Vec<(Range<usize>, u32)> {
    const MOST: u32 = 25;
    const WHOLE: &str = "them which those these it";
    let named = (0..tokens.len()).filter(|&at| tokens[at].is("year yr year+ yrs yr+"));
    let named = named.filter_map(|at| {
        let (first, number) = number_before(tokens, at)?;
        let heads =
            first == 0 || matches!(tokens[first].boundary, Boundary::Comma | Boundary::Break);
        let is_experience = is_experience(tokens, first, at, asked && heads);
        (is_experience && number <= MOST).then_some((first..at + 1, number))
    });
    let mut found: Vec<_> = named.collect();
    let parts = (1..tokens.len().saturating_sub(2)).filter_map(|at| {
        let before = &tokens[at.saturating_sub(4)..at];
        let of_which = |pair: &[Token<'_>]| pair[0].is("of") && pair[1].is(WHOLE);
        let is_part = of_which(&tokens[at + 1..at + 3])
            || tokens[at + 1].is("with in") && before.windows(2).any(of_which);
        let is_behind = found.first().is_some_and(|(whole, _)| whole.end <= at);
        (is_part && is_behind).then_some((at..at + 1, number(&tokens[at])?))
    });
    let parts: Vec<_> = parts.collect();
    found.extend(parts);
    found
}

/// Whether the years in tokens `first..=last` are years of experience; `usually`: unless something
/// else is said.
fn is_experience(tokens: &[Token<'_>], first: usize, last: usize, usually: bool) -> bool {
    const WORK: &str = "experience work working industry building professional developing hand \
                        programming software engineering background in with expertise exp";
    let says = |from: usize, to: usize, words: &str| {
        tokens[from..to.min(tokens.len())].iter().any(|token| token.is(words))
    };
    let before = first.saturating_sub(3);
    // "For at least five years" is how long it takes.
    let is_past = says(before, first, "last past next within every ago for")
        && !says(before, first, "least")
        && !says(last, last + 8, "experience");
    let is_other = says(last + 1, last + 3, "old ago age contract program history degree course");
    let is_work = says(last, last + 14, WORK) || says(before, first, "experience minimum least");
    !is_past && !is_other && (is_work || usually)
}

/// The number in front of a token, and the token at which it begins: `3+`, `3 or more`, `3-5`,
/// `three`. Of a range, the lower one.
fn number_before(tokens: &[Token<'_>], at: usize) -> Option<(usize, u32)> {
    let mut numbers =
        (at.saturating_sub(5)..at).rev().filter_map(|at| Some((at, number(&tokens[at])?)));
    let (last, high) = numbers.next()?;
    if !tokens[last + 1..at]
        .iter()
        .all(|token| token.is("or more to and full of the least solid plus"))
    {
        return None;
    }
    let low = numbers.next().filter(|&(first, low)| {
        tokens[first + 1..last].iter().all(|token| token.is("to or and"))
            && low < high
            && (last - first > 1
                || tokens[last].boundary == Boundary::Break
                || tokens[last].hyphenated)
    });
    Some(low.unwrap_or((last, high)))
}

/// `three`, `3+`; of `1.5` the whole years.
fn number(token: &Token<'_>) -> Option<u32> {
    let word = token.text.split('.').next().unwrap_or_default();
    let number = word.trim_end_matches('+');
    if number.starts_with(|c: char| c.is_ascii_digit()) {
        return number.parse().ok();
    }
    let is_number =
        |known: &String| known.eq_ignore_ascii_case(number) || *known == token.normalized;
    LEXICON.numbers.iter().position(is_number).and_then(|number| u32::try_from(number).ok())
}
