//! Recognises a CV where an advert was expected.

use std::collections::BTreeSet;

use crate::advert::layout::items;
use crate::advert::token::tokens;
use crate::cv::dates::span;
use crate::cv::headings::heading;
use crate::cv::lexicon::SectionKind;
use crate::cv::linkedin;

/// Whether a text is certainly a CV: it has the headings of one and dates, and speaks to nobody. No
/// advert may be taken for one.
pub fn looks_like_cv(text: &str) -> bool {
    const SECTIONS: usize = 2;
    if linkedin::read(text).is_some() {
        return true;
    }
    if speaks_to_a_reader(text) {
        return false;
    }
    let items = items(text);
    let headings = items.iter().filter(|item| !item.bullet).filter_map(|item| {
        let tokens = tokens(item.text.trim_start_matches('#').trim());
        heading(&tokens)
    });
    let headings: BTreeSet<SectionKind> = headings.collect();
    let own = [SectionKind::Skills, SectionKind::Experience, SectionKind::Education];
    let own = own.iter().filter(|kind| headings.contains(kind)).count();
    let dated = items.iter().filter(|item| span(item.text, u32::MAX / 2).is_some()).count();
    let titled = text.lines().take(3).any(is_titled);
    titled && headings.len() >= SECTIONS
        || own >= SECTIONS && dated >= 2
        || headings.len() > SECTIONS && own >= SECTIONS
        || headings.contains(&SectionKind::Summary)
            && headings.contains(&SectionKind::Skills)
            && is_short(text)
}

/// `Curriculum Vitae` above everything.
fn is_titled(line: &str) -> bool {
    let line = line.trim_matches(['#', '*', ' ']).to_lowercase();
    ["curriculum vitae", "cv", "resume", "résumé", "lebenslauf"].contains(&line.as_str())
}

fn is_short(text: &str) -> bool {
    text.lines().filter(|line| !line.trim().is_empty()).count() <= 12
}

/// Adverts speak to a reader, of a "we", of candidates and of how to apply; a CV does not.
fn speaks_to_a_reader(text: &str) -> bool {
    const WORDS: [&str; 22] = [
        "you",
        "your",
        "you'll",
        "you’ll",
        "we",
        "our",
        "us",
        "we're",
        "we’re",
        "candidate",
        "candidates",
        "apply",
        "applicants",
        "applicant",
        "salary",
        "requirements",
        "responsibilities",
        "sie",
        "wir",
        "du",
        "vous",
        "nous",
    ];
    let said = text.split(|c: char| c.is_whitespace() || ".,:;!?()\"/".contains(c));
    said.filter(|word| WORDS.contains(&word.to_lowercase().as_str())).take(2).count() >= 2
}
