//! The level that all evidence of one competency bears out, found in this order:
//! 1. **Words**: what the CV says of it ("basic", "intermediate", "expert", ●●●○○, 4/5). Praise
//!    that everybody gives themselves ("strong", "proficient") is `working`.
//! 2. **Years**: "5 years of SQL", and jobs that name it in at least two lines, for 5 years or more
//!    are `proficient`; a year is `working`, less is `aware`. A job or project of half a year or
//!    more in which it was used is `working`, a shorter one `aware`.
//! 3. **Bare names**: listed among skills or in a summary, taught in a course or for a degree, it
//!    is `aware`, until a line about work shows that it was used.
//! 4. **Recency**: what was last used more than 8 years ago is one level lower.

use std::collections::BTreeSet;

use itertools::Itertools as _;

use crate::cv::Span;
use crate::cv::evidence::Evidence;
use crate::cv::lexicon::SectionKind;
use crate::cv::mastery::Rank;
use crate::knowledge::text::Count;
use crate::knowledge::vocabulary::Level;

/// Years with something that make one proficient.
const LONG: u32 = 5;

/// Months of a job that make what was used in it more than a first try.
const SHORT: u32 = 6;

/// Years after which what is not used is forgotten.
const FORGOTTEN: u32 = 8;

/// A level with the reason for it, and the place of the evidence that decides.
pub struct Judgement {
    pub level: Level,
    pub because: String,
    pub by: usize,
}

/// The level that the evidence bears out; `implied` names something else that was used and includes
/// the competency, `now` is the month in which the CV is read.
pub fn judged(all: &[Evidence<'_>], implied: Option<&str>, now: u32) -> Judgement {
    let ranks = all.iter().enumerate().filter_map(|(by, one)| {
        let (rank, words) = one.claim.rank.as_ref()?;
        Some((*rank, words, by))
    });
    let experience = experience(all, implied, now);
    let shown = match ranks.rev().max_by_key(|&(rank, ..)| rank) {
        Some((Rank::Able, words, by)) => match experience {
            Some(more) if more.level == Level::Proficient => more,
            _ => Judgement { level: Level::Working, because: said(words), by },
        },
        Some((rank, words, by)) => {
            let level = match rank {
                Rank::Aware => Level::Aware,
                Rank::Working | Rank::Able => Level::Working,
                Rank::Expert => Level::Proficient,
            };
            Judgement { level, because: said(words), by }
        }
        None => experience.unwrap_or_else(|| bare(all)),
    };
    faded(all, shown, now)
}

/// What was last used long ago is one level lower.
fn faded(all: &[Evidence<'_>], shown: Judgement, now: u32) -> Judgement {
    let used = all.iter().filter(|one| one.is_use).filter_map(|one| one.line.span);
    let last = used.map(|span| span.to).max().filter(|&last| is_old(last, now));
    let lower = match shown.level {
        Level::Proficient => Level::Working,
        Level::Working => Level::Aware,
        Level::Aware => return shown,
    };
    let Some(last) = last else { return shown };
    let because = format!("last used in {}: one level lower", last / 12);
    Judgement { level: lower, because, ..shown }
}

fn is_old(month: u32, now: u32) -> bool {
    month + FORGOTTEN * 12 < now
}

fn said(words: &str) -> String {
    match words.contains(char::is_alphabetic) {
        true => format!("\u{201c}{words}\u{201d}"),
        false => words.to_owned(),
    }
}

/// What years and work show.
fn experience(all: &[Evidence<'_>], implied: Option<&str>, now: u32) -> Option<Judgement> {
    let by = |is: &dyn Fn(&Evidence<'_>) -> bool| all.iter().position(is);
    if let Some(years) = all.iter().filter_map(|one| one.claim.years).max() {
        let level = match years {
            LONG.. => Level::Proficient,
            1.. => Level::Working,
            0 => Level::Aware,
        };
        let because = Count(years as usize, "year").to_string();
        return Some(Judgement { level, because, by: by(&|one| one.claim.years == Some(years))? });
    }
    let Some(first) = by(&|one| one.is_use) else {
        let because = format!("used with {}", implied?);
        return Some(Judgement { level: Level::Working, because, by: 0 });
    };
    let in_jobs = || all.iter().filter(|one| one.is_use && one.section == SectionKind::Experience);
    let jobs: BTreeSet<Span> = in_jobs().filter_map(|one| one.line.span).collect();
    let recent: BTreeSet<Span> = jobs.iter().copied().filter(|job| !is_old(job.to, now)).collect();
    let months = months(&jobs);
    let is_recent = |one: &&Evidence<'_>| one.line.span.is_some_and(|span| !is_old(span.to, now));
    let lines = in_jobs().filter(is_recent).map(|one| &one.line.place).unique().count();
    if self::months(&recent) >= LONG * 12 && lines >= 2 {
        let because = format!("used in jobs {}", dates(&jobs));
        return Some(Judgement { level: Level::Proficient, because, by: first });
    }
    if let Some(other) = by(&|one| one.is_use && one.section != SectionKind::Experience) {
        let because = format!("used under {}", all[other].section.name());
        return Some(Judgement { level: Level::Working, because, by: other });
    }
    let is_short = !jobs.is_empty() && months < SHORT;
    let length = if is_short { ", for less than half a year" } else { "" };
    let because = match jobs.is_empty() {
        true => "used in a job".to_owned(),
        false => format!("used in a job {}{length}", dates(&jobs)),
    };
    let level = if is_short { Level::Aware } else { Level::Working };
    Some(Judgement { level, because, by: first })
}

/// The months of all jobs; those of two at the same time count once.
fn months(jobs: &BTreeSet<Span>) -> u32 {
    let (mut months, mut behind) = (0, 0);
    for job in jobs {
        let from = job.from.max(behind);
        behind = behind.max(job.to + 1);
        months += behind.saturating_sub(from);
    }
    months
}

/// `from 2019 to 2024`, `in 2022`; never of no jobs.
fn dates(jobs: &BTreeSet<Span>) -> String {
    let from = jobs.iter().map(|span| span.first_year()).min().unwrap_or_default();
    let to = jobs.iter().map(|span| span.last_year()).max().unwrap_or_default();
    if from < to { format!("from {from} to {to}") } else { format!("in {from}") }
}

/// What a name alone is worth.
fn bare(all: &[Evidence<'_>]) -> Judgement {
    let by = all.iter().position(|one| one.section.is_schooling()).unwrap_or(0);
    let because = match all[by].section {
        _ if all[by].claim.is_lent => "used where others run it",
        SectionKind::Education => "studied",
        kind if kind.is_schooling() => "taught in a course",
        _ => "only listed",
    };
    Judgement { level: Level::Aware, because: because.to_owned(), by }
}
