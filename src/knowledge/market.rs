//! The market: what job adverts ask for, as data. A market file says in `sample` where its adverts
//! are from, and has one line for each below `adverts`:
//!
//! ```yaml
//! sample: Adverts of one city in one month.
//! adverts: |
//!   2026-01 ml-engineer mid: python sql:aware java|cpp; docker aws
//! ```
//!
//! This post requires Python, SQL at level `aware`, and Java or C++, and names Docker and AWS
//! besides. The lines are read here and not by the YAML parser: with a node for each competency it
//! would take four times as long, and every plan reads them.

use std::collections::HashMap;
use std::path::Path;

use anyhow::Result;
use itertools::Itertools as _;
use serde::Deserialize;

use crate::knowledge::diagnostics::{Diagnostic, Diagnostics, MOST, suggestion};
use crate::knowledge::files::SourceFile;
use crate::knowledge::locate::{find, line_column};
use crate::knowledge::model::{CompetencyId, Kb, Skills};
use crate::knowledge::text::check_id;
use crate::knowledge::vocabulary::{Keyword as _, Level, vocabulary};
use crate::knowledge::{line, parse_document};

/// A sample of job adverts: what each asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Market {
    /// Where the adverts are from, and what they do not stand for.
    pub sample: String,
    pub adverts: Vec<Posting>,
}

/// What one advert asks for.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Posting {
    /// When it appeared: `2026-01`, or `2026` where the month is not known.
    pub month: String,
    /// The kind of post, such as `ml-engineer`; roles name the kinds that count for them.
    pub post: String,
    pub seniority: Seniority,
    /// What it requires. Of each, one competency at its level is enough.
    pub requires: Vec<Skills>,
    /// What it names besides: nice to have, or part of the work.
    pub names: Vec<Skills>,
}

vocabulary! {
    /// How much experience a post asks for.
    Seniority {
        Entry = "entry",
        Mid = "mid",
        Senior = "senior",
    }
}

/// A market file as YAML has it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, expecting = "a mapping")]
struct Written {
    #[serde(deserialize_with = "line")]
    sample: String,
    adverts: String,
}

/// Reads a market that names the competencies of a knowledge base. `place` is the file, or the
/// folder of the knowledge base that it is part of; `None` for the shipped one.
///
/// # Errors
/// [`Diagnostics`] with all that is wrong in it.
pub fn load(kb: &Kb, place: Option<&Path>, file: &SourceFile) -> Result<Market> {
    let failure = |all| Diagnostics::new(place, all).into();
    let Written { sample, adverts } =
        parse_document(file).map_err(|diagnostic| failure(vec![diagnostic]))?;
    let ids = kb.competencies.iter().enumerate();
    let known = ids.map(|(index, entry)| (entry.id.as_str(), CompetencyId(index))).collect();
    let mut linker = Linker { file, known, diagnostics: Vec::new() };
    let lines = adverts.lines().filter(|line| !line.trim().is_empty());
    let adverts = lines.filter_map(|line| linker.posting(line)).collect();
    match linker.diagnostics.is_empty() {
        true => Ok(Market { sample, adverts }),
        false => Err(failure(linker.diagnostics)),
    }
}

/// Reads lines and collects all that is wrong in them.
struct Linker<'a> {
    file: &'a SourceFile,
    known: HashMap<&'a str, CompetencyId>,
    diagnostics: Vec<Diagnostic>,
}

impl Linker<'_> {
    fn posting(&mut self, line: &str) -> Option<Posting> {
        let (head, wants) = line.split_once(':').unwrap_or((line, ""));
        let Some((month, post, seniority)) = head.split_whitespace().collect_tuple() else {
            let form = "`2026-01 ml-engineer mid: python sql:aware java|cpp; docker`";
            return self.check(line, &[], Err(format!("not an advert; write it as {form}")));
        };
        let (requires, names) = wants.split_once(';').unwrap_or((wants, ""));
        let month = self.check(line, &[month], check_month(month).map(|()| month.to_owned()));
        let post = self.check(line, &[post], check_id(post).map(|()| post.to_owned()));
        let seniority = self.check(line, &[seniority], Seniority::read(seniority));
        let [requires, names] = [requires, names].map(|wants| self.wants(line, wants));
        Some(Posting { month: month?, post: post?, seniority: seniority?, requires, names })
    }

    fn wants(&mut self, line: &str, wants: &str) -> Vec<Skills> {
        let choices = |want: &str| want.split('|').filter_map(|any| self.ask(line, any)).collect();
        wants.split_whitespace().map(choices).collect()
    }

    /// A competency and its level: `sql:aware`, or `sql` for working level.
    fn ask(&mut self, line: &str, ask: &str) -> Option<(CompetencyId, Level)> {
        let (id, level) = ask.split_once(':').unwrap_or((ask, Level::Working.word()));
        let competency = self.known.get(id).copied().ok_or_else(|| {
            let near = suggestion(id, self.known.keys().copied().sorted_unstable());
            format!("unknown competency `{id}`{near}")
        });
        let competency = self.check(line, &[id], competency);
        let level = self.check(line, &[id, level], Level::read(level));
        competency.zip(level)
    }

    /// What was found for the last of `words`, which stand in a line.
    fn check<T>(&mut self, line: &str, words: &[&str], found: Result<T, String>) -> Option<T> {
        let message = match found {
            Ok(found) => return Some(found),
            Err(message) => message,
        };
        if self.diagnostics.len() < MOST {
            let SourceFile { name, text } = self.file;
            let start = text.find(line).unwrap_or_default();
            let (line, column) = match words {
                [] => line_column(text, start),
                _ => find(text, start..text.len(), words),
            };
            let (file, path) = (name.clone(), "adverts".to_owned());
            self.diagnostics.push(Diagnostic { file, line, column, path, message });
        }
        None
    }
}

/// # Errors
/// If it is neither a year nor a month of one.
pub fn check_month(text: &str) -> Result<(), String> {
    let (year, month) = text.split_once('-').unwrap_or((text, "01"));
    let is_number = |digits: &str| digits.bytes().all(|digit| digit.is_ascii_digit());
    let is_month = matches!(month.parse(), Ok(1..=12)) && month.len() == 2;
    match year.len() == 4 && is_number(year) && is_number(month) && is_month {
        true => Ok(()),
        false => Err(format!("`{text}` is not a month such as 2026-01")),
    }
}

impl Market {
    /// The market file: the lines sorted, and what each asks for by its ids, so that two files are
    /// easily compared.
    pub fn written(&self, kb: &Kb) -> String {
        // A JSON string is a YAML string, whatever is in it.
        let sample = serde_json::Value::from(self.sample.as_str());
        let lines = self.adverts.iter().map(|advert| advert.line(kb)).sorted_unstable();
        let lines = lines.map(|line| format!("  {line}\n")).collect::<String>();
        format!("sample: {sample}\nadverts: |\n{lines}")
    }
}

impl Posting {
    /// Its line in a market file.
    fn line(&self, kb: &Kb) -> String {
        let Self { month, post, seniority, requires, names } = self;
        let wants = |all: &[Skills]| all.iter().map(|any| want(kb, any)).sorted().dedup().join(" ");
        let (requires, names) = (wants(requires), wants(names));
        let besides = if names.is_empty() { names } else { format!("; {names}") };
        format!("{month} {post} {seniority}: {requires}{besides}")
    }
}

/// `java|cpp`, `sql:aware`.
fn want(kb: &Kb, any: &Skills) -> String {
    let ask = |(&competency, &level): (&CompetencyId, &Level)| match level {
        Level::Working => kb[competency].id.clone(),
        _ => format!("{}:{level}", kb[competency].id),
    };
    any.iter().map(ask).sorted().join("|")
}

#[cfg(test)]
mod tests {
    use super::{Level, Market, Seniority, SourceFile, check_month, load};

    fn read(text: &str) -> Result<Market, String> {
        let kb = crate::knowledge::load(None).unwrap();
        let file = SourceFile { name: "market.yaml".to_owned(), text: text.to_owned() };
        load(&kb, None, &file).map_err(|error| error.to_string())
    }

    #[test]
    fn a_line_is_an_advert() {
        let kb = crate::knowledge::load(None).unwrap();
        let market = read(
            "sample: One\nadverts: |\n  2026-01 ml-engineer mid: python sql:aware java|cpp; aws\n\
             \n  2018 other entry: ; git\n",
        );
        let adverts = market.unwrap().adverts;
        let [first, second] = adverts.as_slice() else { panic!("{adverts:?}") };
        let competency = |id| kb.competency(id).unwrap();
        assert_eq!((first.month.as_str(), first.post.as_str()), ("2026-01", "ml-engineer"));
        assert_eq!(first.requires[1], [(competency("sql"), Level::Aware)].into());
        let either = [(competency("java"), Level::Working), (competency("cpp"), Level::Working)];
        assert_eq!((&first.requires[2], first.names.len()), (&either.into(), 1));
        assert_eq!((second.seniority, second.requires.len()), (Seniority::Entry, 0));
    }

    #[test]
    fn every_mistake_has_its_place() {
        let said = read(
            "# mine\nsample: One\nadverts: |\n  2026-13 ml-engineer middle: pyton sql:awere\n  \
             2026-01 ml-engineer: python\n",
        );
        let said = said.unwrap_err();
        let problems: Vec<&str> = said.lines().skip(1).map(str::trim).collect();
        assert_eq!(
            problems,
            [
                "market.yaml:4:3: adverts: `2026-13` is not a month such as 2026-01",
                "market.yaml:4:23: adverts: unknown word `middle`; did you mean `mid`?",
                "market.yaml:4:31: adverts: unknown competency `pyton`; did you mean `python`?",
                "market.yaml:4:41: adverts: unknown word `awere`; did you mean `aware`?",
                "market.yaml:5:3: adverts: not an advert; write it as \
                 `2026-01 ml-engineer mid: python sql:aware java|cpp; docker`",
            ]
        );
        let said = read("sample: One\nadvert: |\n").unwrap_err();
        assert!(said.ends_with("market.yaml:2:1: unknown field `advert`; did you mean `adverts`?"));
    }

    #[test]
    fn months_are_of_this_calendar() {
        for good in ["2026-01", "1999-12", "2018"] {
            assert!(check_month(good).is_ok(), "{good}");
        }
        for bad in ["2026-00", "2026-13", "2026-1", "26-01", "2026-01-05", "2026-", "", "+026-01"] {
            assert!(check_month(bad).is_err(), "{bad}");
        }
    }
}
