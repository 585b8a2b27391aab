//! What decides beside skills: languages, permits, places, degrees and years.

use std::cmp::Reverse;

use itertools::Itertools as _;

use crate::knowledge::text::Count;
use crate::view::conditions::{
    ConditionsView, Degree, DegreeAsk, EnoughDegree, KnockoutKind, Strength, Years,
};

/// What is required, in the order in which it decides: `German C1 (“fließend Deutsch”); 5 years of
/// experience (“5+ years”)`. `quoting`: with the words of the advert.
pub fn decides(conditions: &ConditionsView, quoting: bool) -> String {
    said(conditions, quoting, |strength| strength == Strength::Required)
}

/// What is nice to have.
pub fn wishes(conditions: &ConditionsView) -> String {
    said(conditions, true, |strength| strength != Strength::Required)
}

fn said(view: &ConditionsView, quoting: bool, is_meant: impl Fn(Strength) -> bool) -> String {
    // What is said in the advert's own words needs no proof.
    let proved = |said: String, words: &str| {
        let is_same = said.to_lowercase().contains(&words.to_lowercase());
        if is_same || !quoting { said } else { format!("{said} (\u{201c}{words}\u{201d})") }
    };
    let knockouts = view.knockouts.iter().filter(|it| is_meant(it.strength));
    let knockouts = knockouts.sorted_by_key(|it| it.kind);
    let knockouts = knockouts.map(|it| proved(it.what.clone(), &it.words));
    let degree = view.degree.as_ref().filter(|it| is_meant(it.strength));
    let degree =
        degree.map(|it| self::degree(it, if quoting { &view.fields_of_study } else { &[] }));
    // A higher degree than the one that is enough is a wish.
    let is_higher = |it: &&DegreeAsk| {
        let enough = view.degree.as_ref();
        enough.is_some_and(|enough| it.degree > enough.least && it.strength < enough.strength)
    };
    let higher = view.degrees.iter().filter(|it| is_meant(it.strength)).filter(is_higher);
    let higher = higher.map(|it| name(it.degree).to_owned());
    // Of the work as a whole the most counts, and no experience is no condition.
    let years = view.all_years.iter().filter(|it| is_meant(it.strength) && it.least > 0);
    let years = years.sorted_by_key(|it| Reverse(it.least)).unique_by(|it| &it.with);
    let years = years.map(|it| proved(self::years(it), &it.words));
    knockouts.chain(degree).chain(higher).chain(years).unique().join("; ")
}

fn years(years: &Years) -> String {
    let least = Count(years.least as usize, "year");
    match &years.with {
        Some(post) if years.is_post => format!("{least} as {post}"),
        Some(with) => format!("{least} with {with}"),
        None => format!("{least} of experience"),
    }
}

fn degree(enough: &EnoughDegree, fields: &[String]) -> String {
    let fields = match fields {
        [] => String::new(),
        fields => format!(" in {}", fields.join(", ")),
    };
    let years = enough.or_years.map(|years| format!(" with {}", Count(years as usize, "year")));
    let or = if enough.or_experience { ", or as much experience" } else { "" };
    format!("{}{fields}{}{or}", name(enough.least), years.unwrap_or_default())
}

fn name(degree: Degree) -> &'static str {
    match degree {
        Degree::Any => "a degree",
        Degree::Bachelor => "a bachelor\u{2019}s degree",
        Degree::Master => "a master\u{2019}s degree",
        Degree::Doctorate => "a doctorate",
    }
}

/// Whether a language that people speak stands among what decides.
pub fn names_language(view: &ConditionsView, name: &str) -> bool {
    let mut languages = view.knockouts.iter().filter(|it| it.kind == KnockoutKind::Language);
    languages.any(|language| language.what.starts_with(name))
}
