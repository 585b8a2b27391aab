//! What a sentence asks for in degrees and years, which may stand for each other.

use std::cmp::Reverse;

use crate::advert::passage::words;
use crate::advert::sentence::Sentence;
use crate::advert::{Degree, DegreeAsk, EnoughDegree, Years};

pub struct Education {
    pub degrees: Vec<DegreeAsk>,
    /// Each with the degree that it is asked for with.
    pub years: Vec<(Years, Option<Degree>)>,
    /// What the sentence takes for enough.
    pub enough: Option<EnoughDegree>,
}

/// `degrees`: those that the sentence names, each with its token; `text`: the advert.
pub fn education(
    sentence: &Sentence<'_, '_>,
    degrees: &[(usize, Degree)],
    text: &str,
) -> Education {
    let all: Vec<usize> = degrees.iter().map(|&(at, _)| at).collect();
    let wanted: Vec<(usize, Degree)> =
        degrees.iter().copied().filter(|&(at, _)| !sentence.is_negated(at, at)).collect();
    let asks: Vec<DegreeAsk> = wanted
        .iter()
        .map(|&(at, degree)| DegreeAsk {
            degree,
            strength: sentence.strength_at(at, &all),
            words: words(text, &sentence.tokens[at..=at]),
            at: sentence.tokens[at].at,
        })
        .collect();
    let (years, or_years) = years(sentence, &wanted, text);
    let least = asks.iter().zip(&wanted).min_by_key(|(ask, _)| (Reverse(ask.strength), ask.degree));
    let enough = least.map(|(ask, &(at, _))| EnoughDegree {
        least: ask.degree,
        or_years,
        or_experience: sentence.takes_experience(at),
        strength: ask.strength,
        words: ask.words.clone(),
        at: ask.at,
    });
    Education { degrees: asks, years, enough }
}

/// The years that are asked for, and those that stand for a higher degree than the lowest.
fn years(
    sentence: &Sentence<'_, '_>,
    wanted: &[(usize, Degree)],
    text: &str,
) -> (Vec<(Years, Option<Degree>)>, Option<u32>) {
    let mut asked = Vec::new();
    let mut or_years = None;
    for years in sentence.years(wanted) {
        if sentence.excuses_higher(&years, wanted) {
            or_years = Some(years.number);
            continue;
        }
        // "5 years, or a PhD with 3 years" asks for no degree, and for 5 years without one.
        let is_of_alternative = wanted
            .first()
            .is_some_and(|&(at, _)| at < years.tokens.start && sentence.is_alternative(at));
        if is_of_alternative || sentence.replaces_degree(&years, wanted) {
            continue;
        }
        let years_asked = Years {
            least: years.number,
            is_post: years.with.as_ref().is_some_and(|with| sentence.is_post(with.start)),
            with: years.with.map(|with| words(text, &sentence.tokens[with])),
            strength: years.strength,
            at: sentence.tokens[years.tokens.start].at,
            words: words(text, &sentence.tokens[years.tokens]),
        };
        asked.push((years_asked, years.beside));
    }
    (asked, or_years)
}
