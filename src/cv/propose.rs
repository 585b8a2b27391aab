//! What is proposed to the person, from all lines of a CV.
//!
//! The level of a competency is found in this order:
//! 1. **Words**: what the CV says of it ("basic", "intermediate", "expert", ●●●○○, 4/5). Praise
//!    that everybody gives themselves ("strong", "proficient") is `working`.
//! 2. **Years**: "5 years of SQL", and jobs that name it in at least two lines, for 5 years or more
//!    are `proficient`; a year is `working`, less is `aware`. A job or project of half a year or
//!    more in which it was used is `working`, a shorter one `aware`.
//! 3. **Bare names**: listed among skills or in a summary, taught in a course or for a degree, it
//!    is `aware`, until a line about work shows that it was used.
//! 4. **Recency**: what was last used more than 8 years ago is one level lower.

use std::collections::{BTreeMap, BTreeSet};

use itertools::Itertools as _;

use crate::advert::Recogniser;
use crate::cv::claims::{Claim, Claims};
use crate::cv::finished::Finished;
use crate::cv::lexicon::{LEXICON, SectionKind, Words};
use crate::cv::mastery::Rank;
use crate::cv::unfinished::is_open;
use crate::cv::{Cv, Line, Proof, Proposal, Span, Subject};
use crate::knowledge::model::{CompetencyId, Kb, StepId};
use crate::knowledge::vocabulary::Level;

/// Years with something that make one proficient.
const LONG: u32 = 5;

/// Months of a job that make what was used in it more than a first try.
const SHORT: u32 = 6;

/// Years after which what is not used is forgotten.
const FORGOTTEN: u32 = 8;

/// One line that claims a competency.
struct Evidence<'c> {
    section: SectionKind,
    line: &'c Line,
    claim: Claim,
    /// It was used for work, not only listed or taught.
    is_use: bool,
}

/// A level with the reason for it, and the place of the evidence that decides.
struct Judgement {
    level: Level,
    because: String,
    by: usize,
}

/// What a CV that is read in month `now`, counted from the year 0, says that a person knows and has
/// finished, in the order of the sections.
pub fn propose(kb: &Kb, cv: &Cv, now: u32) -> Vec<Proposal> {
    let lines = cv.sections.iter().flat_map(|section| &section.lines);
    let text = lines.map(|line| line.text.as_str()).join("\n");
    let claims = Claims::new(kb, Recogniser::of_language_of(kb, &text));
    let finished = Finished::new(kb, &claims.recogniser);
    let mut steps: BTreeMap<StepId, Proposal> = BTreeMap::new();
    let mut known: BTreeMap<CompetencyId, Vec<Evidence<'_>>> = BTreeMap::new();
    for section in cv.sections.iter().filter(|section| section.kind.counts()) {
        let is_schooling = section.kind.is_schooling();
        for line in &section.lines {
            if is_schooling && is_open(line, &claims, now) {
                continue;
            }
            let step = finished.step(&line.text, &claims.recogniser).filter(|_| is_schooling);
            if let Some(step) = step {
                let proposal = steps.entry(step).or_insert_with(|| Proposal {
                    subject: Subject::Finished(step),
                    section: section.kind,
                    because: format!("named under {}", section.kind.name()),
                    proof: Vec::new(),
                });
                let words = line.text.clone();
                proposal.proof.push(Proof { words, place: line.place.clone() });
                continue;
            }
            for evidence in evidence(kb, &claims, section.kind, line) {
                known.entry(evidence.claim.competency).or_default().push(evidence);
            }
        }
    }
    let is_used = |all: &Vec<Evidence<'_>>| all.iter().any(|one| one.is_use);
    let used: BTreeSet<CompetencyId> =
        known.iter().filter(|(_, all)| is_used(all)).map(|(&competency, _)| competency).collect();
    let known = known.iter().map(|(&competency, all)| {
        let by = kb[competency].implied_by.keys().find(|wide| used.contains(wide));
        proposal(competency, all, by.map(|&wide| kb[wide].name.as_str()), now)
    });
    let place = |proposal: &Proposal| {
        let kind = proposal.section;
        let section = cv.sections.iter().position(|section| section.kind == kind);
        (section, proposal.proof[0].place.clone())
    };
    known.chain(steps.into_values()).sorted_by_key(place).collect()
}

/// What is proposed of one competency; `implied` names something else that was used and includes
/// it.
fn proposal(
    competency: CompetencyId,
    all: &[Evidence<'_>],
    implied: Option<&str>,
    now: u32,
) -> Proposal {
    let Judgement { level, because, by } = judged(all, implied, now);
    let ordered = std::iter::once(&all[by]).chain(all);
    let proof = ordered.map(|one| {
        let (words, place) = (one.claim.words.clone(), one.line.place.clone());
        Proof { words, place }
    });
    Proposal {
        subject: Subject::Known(competency, level),
        section: all[by].section,
        because,
        proof: proof.unique_by(|proof| proof.place.clone()).collect(),
    }
}

/// Whether a publication is the work of many, of whom the writer is not the first.
fn is_of_many(text: &str, counts_authors: bool) -> bool {
    let lower = text.to_lowercase();
    let is_first = ["first author", "lead author", "erstautor"].iter().any(|by| lower.contains(by));
    let is_cut = text.contains("...") || text.contains('\u{2026}');
    (is_cut || counts_authors) && !is_first
}

/// What a line claims, as far as its section allows.
fn evidence<'c>(
    kb: &Kb,
    claims: &Claims<'_>,
    section: SectionKind,
    line: &'c Line,
) -> Vec<Evidence<'c>> {
    let tokens = claims.recogniser.tokens(&line.text);
    let says = |words: &Words| tokens.iter().any(|token| words.has(token));
    if section == SectionKind::Publications && is_of_many(&line.text, says(&LEXICON.authors)) {
        return Vec::new();
    }
    let is_taught = says(&LEXICON.teaching);
    let all = claims.of(&line.text, line.group.as_deref()).into_iter().filter(|claim| {
        // What people say of their own manners proves nothing; languages can be heard.
        let is_soft = kb[claim.competency].soft;
        is_soft == (section == SectionKind::Languages && is_soft)
            && (!line.is_title || claim.is_post || is_taught)
    });
    let is_use = section.shows_use() || section == SectionKind::Education && says(&LEXICON.thesis);
    all.map(|mut claim| {
        // "Fluent" is worth more of a language than of a tool.
        let is_spoken = section == SectionKind::Languages;
        claim.rank = match claim.rank {
            Some((Rank::Able, words)) if is_spoken => Some((Rank::Expert, words)),
            None if is_spoken => Some((Rank::Working, "listed as a language".to_owned())),
            // "Advanced" says of a dashboard or a course what it was, not what the person can do.
            Some((rank, _)) if rank > Rank::Aware && !section.is_claim() => None,
            rank => rank,
        };
        Evidence { section, line, is_use: is_use && !claim.is_lent, claim }
    })
    .collect()
}

/// The level that the evidence bears out.
fn judged(all: &[Evidence<'_>], implied: Option<&str>, now: u32) -> Judgement {
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
        let because = if years == 1 { "1 year".to_owned() } else { format!("{years} years") };
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
