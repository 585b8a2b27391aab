//! Market files. One says in `sample` where its adverts are from, and has a line for each below
//! `adverts`:
//!
//! ```yaml
//! sample: Adverts of one city in one month.
//! adverts: |
//!   2026-01 ml-engineer mid: python sql:aware java|cpp; docker aws
//! ```
//!
//! This post requires Python, SQL at level `aware`, and Java or C++, and names Docker and AWS
//! besides. The file is YAML, but only its head is left to the YAML parser, which would take longer
//! for the lines than the whole plan should: every plan reads them.

use std::collections::HashMap;
use std::path::Path;

use anyhow::Result;
use itertools::Itertools as _;
use schemars::JsonSchema;
use serde::Deserialize;

use crate::knowledge::code::Code;
use crate::knowledge::diagnostics::{Diagnostic, Diagnostics, MOST, suggestion};
use crate::knowledge::files::SourceFile;
use crate::knowledge::locate::line_column;
use crate::knowledge::market::{Ask, Builder, Market, PostingRef, Seniority};
use crate::knowledge::model::{CompetencyId, Kb, Skills};
use crate::knowledge::text::{check_id, check_month};
use crate::knowledge::vocabulary::{Keyword as _, Level};
use crate::knowledge::{line, parse_document};

/// The line behind which the adverts stand.
const ADVERTS: &str = "adverts: |";

/// A market file as YAML has it, up to the adverts.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, expecting = "a mapping")]
pub struct Head {
    /// Where the adverts are from, and what they do not stand for.
    #[serde(deserialize_with = "line")]
    sample: String,
    /// A line for each advert: month, kind of post, seniority, what is required, what is named
    /// besides, such as `2026-01 ml-engineer mid: python sql:aware java|cpp; docker`.
    adverts: String,
}

/// Reads a market that names the competencies of a knowledge base. `place` is the file, or the
/// folder of the knowledge base that it is part of; `None` for the shipped one.
///
/// # Errors
/// [`Diagnostics`] with all that is wrong in it.
pub fn load(kb: &Kb, place: Option<&Path>, file: &SourceFile) -> Result<Market> {
    let failure = |all| Diagnostics::new(place, all).into();
    let (head, lines) = file.text.split_at(end_of_head(&file.text));
    let head = SourceFile::new(&file.name, head);
    let Head { sample, adverts } = parse_document(&head).map_err(|wrong| failure(vec![*wrong]))?;
    let ids = kb.competencies.iter().enumerate();
    let known = ids.map(|(index, entry)| (entry.id.as_str(), CompetencyId(index))).collect();
    let market = Builder::new(sample);
    let mut linker = Linker { file, known, wants: HashMap::new(), market, diagnostics: Vec::new() };
    if !adverts.is_empty() {
        let at = file.text.find("adverts").unwrap_or_default();
        let message = format!("write them below `{ADVERTS}`, one a line");
        linker.report(Code::WrongType, &file.text[at..], message);
    }
    let lines = lines.lines().filter(|line| !line.trim().is_empty());
    lines.for_each(|line| linker.add(line));
    match linker.diagnostics.is_empty() {
        true => Ok(linker.market.done()),
        false => Err(failure(linker.diagnostics)),
    }
}

/// Where the lines of adverts begin.
fn end_of_head(text: &str) -> usize {
    let lines = text.split_inclusive('\n');
    lines.take_while_inclusive(|line| line.trim_end() != ADVERTS).map(str::len).sum()
}

/// Reads lines of a file and collects all that is wrong in them.
struct Linker<'a> {
    file: &'a SourceFile,
    known: HashMap<&'a str, CompetencyId>,
    /// Their positions in the market, by how they are written.
    wants: HashMap<&'a str, usize>,
    market: Builder,
    diagnostics: Vec<Diagnostic>,
}

impl<'a> Linker<'a> {
    fn add(&mut self, line: &'a str) {
        let (head, wants) = line.split_once(':').unwrap_or((line, ""));
        let head = head.strip_prefix(' ').and_then(|head| head.split_whitespace().collect_tuple());
        let Some((month, post, seniority)) = head else {
            let form = "`  2026-01 POST mid: ID ID:aware ID|ID; ID`";
            let message = format!("not an advert; write it as {form}");
            return self.report(Code::BadValue, line.trim_start(), message);
        };
        let (requires, names) = wants.split_once(';').unwrap_or((wants, ""));
        self.check(Code::BadValue, month, check_month(month));
        self.check(Code::BadValue, post, check_id(post));
        let seniority = self.check(Code::UnknownWord, seniority, Seniority::read(seniority));
        let [requires, names] = [requires, names]
            .map(|wants| wants.split_whitespace().map(|want| self.want(want)).collect());
        if let Some(seniority) = seniority {
            self.market.add((month, post, seniority), requires, names);
        }
    }

    fn want(&mut self, want: &'a str) -> usize {
        if let Some(&known) = self.wants.get(want) {
            return known;
        }
        let before = self.diagnostics.len();
        let any: Skills = want.split('|').filter_map(|ask| self.ask(ask)).collect();
        let place = self.market.want(any.into_iter());
        // A mistake is reported wherever it is repeated.
        if self.diagnostics.len() == before {
            self.wants.insert(want, place);
        }
        place
    }

    /// A competency and its level: `sql:aware`, or `sql` for working level.
    fn ask(&mut self, ask: &str) -> Option<(CompetencyId, Level)> {
        let (id, level) = ask.split_once(':').map_or((ask, None), |(id, level)| (id, Some(level)));
        let competency = self.known.get(id).copied().ok_or_else(|| {
            let near = suggestion(id, self.known.keys().copied().sorted_unstable());
            format!("unknown competency `{id}`{near}")
        });
        let competency = self.check(Code::UnknownId, id, competency);
        let level = level.map(|level| self.check(Code::UnknownWord, level, Level::read(level)));
        competency.zip(level.unwrap_or(Some(Level::Working)))
    }

    /// What was found for a word of the file.
    fn check<T>(&mut self, code: Code, word: &str, found: Result<T, String>) -> Option<T> {
        found.map_err(|message| self.report(code, word, message)).ok()
    }

    /// Reports what is wrong with a word, which is a part of the text of the file.
    fn report(&mut self, code: Code, word: &str, message: String) {
        if self.diagnostics.len() >= MOST {
            return;
        }
        let text = &self.file.text;
        let place = line_column(text, word.as_ptr().addr() - text.as_ptr().addr());
        let found = Diagnostic::new(code, self.file, place, message);
        self.diagnostics.push(found.within("adverts"));
    }
}

/// The market file: the lines sorted, and what each asks for by its ids, so that two files are
/// easily compared.
pub fn written(market: &Market, kb: &Kb) -> String {
    // A JSON string is a YAML string, whatever is in it.
    let sample = serde_json::Value::from(market.sample.as_str());
    let lines = market.postings().map(|posting| written_line(posting, kb)).sorted_unstable();
    let lines = lines.map(|line| format!("  {line}\n")).collect::<String>();
    format!("sample: {sample}\n{ADVERTS}\n{lines}")
}

fn written_line(posting: PostingRef<'_>, kb: &Kb) -> String {
    let requires = wants(posting.requires(), kb);
    let names = wants(posting.names(), kb);
    let besides = if names.is_empty() { names } else { format!("; {names}") };
    let (month, post, seniority) = (posting.month(), posting.post(), posting.seniority());
    format!("{month} {post} {seniority}: {requires}{besides}")
}

fn wants<'a>(wants: impl Iterator<Item = &'a [Ask]>, kb: &Kb) -> String {
    wants.map(|any| want(any, kb)).sorted().dedup().join(" ")
}

/// `java|cpp`, `sql:aware`.
fn want(any: &[Ask], kb: &Kb) -> String {
    let ask = |&(competency, level): &Ask| match level {
        Level::Working => kb[competency].id.clone(),
        _ => format!("{}:{level}", kb[competency].id),
    };
    any.iter().map(ask).sorted().join("|")
}

#[cfg(test)]
mod tests {
    use std::sync::LazyLock;

    use itertools::Itertools as _;
    use proptest::prelude::*;

    use super::{
        Ask, CompetencyId, Kb, Level, Market, Seniority, Skills, SourceFile, load, written,
    };
    use crate::knowledge::market::{Posting, PostingRef};
    use crate::knowledge::vocabulary::Keyword as _;

    static KB: LazyLock<Kb> = LazyLock::new(|| crate::knowledge::load(None).unwrap());

    fn read(text: &str) -> Result<Market, String> {
        let file = SourceFile::new("market.yaml", text);
        load(&KB, None, &file).map_err(|error| error.to_string())
    }

    #[test]
    fn a_line_is_an_advert() {
        let market = read(
            "sample: One\nadverts: |\n  2026-01 ml-engineer mid: python sql:aware java|cpp; aws\n\
             \n  2018 other entry: ; git\n",
        );
        let market = market.unwrap();
        let (first, second) = market.postings().collect_tuple().unwrap();
        let competency = |id| KB.competency(id).unwrap();
        assert_eq!((first.month(), first.post()), ("2026-01", "ml-engineer"));
        let (_, sql, either) = first.requires().collect_tuple().unwrap();
        assert_eq!(sql, [(competency("sql"), Level::Aware)]);
        let working = ["java", "cpp"].map(|id| (competency(id), Level::Working));
        assert_eq!(either, working.into_iter().sorted().collect_vec());
        assert_eq!(first.names().count(), 1);
        assert_eq!((second.seniority(), second.requires().count()), (Seniority::Entry, 0));
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
                 `  2026-01 POST mid: ID ID:aware ID|ID; ID`",
            ]
        );
        let said = read("sample: One\nadverts: [python]\n").unwrap_err();
        assert!(
            said.ends_with(
                "market.yaml:2:10: adverts: a list does not fit here; write one word or text"
            ),
            "{said}"
        );
        let said = read("sample: One\nadverts: 2026 other mid\n").unwrap_err();
        let below = "market.yaml:2:1: adverts: write them below `adverts: |`, one a line";
        assert!(said.ends_with(below), "{said}");
        let said = read("sample: One\nadvert: |\n").unwrap_err();
        assert!(said.ends_with("market.yaml:2:1: unknown field `advert`; did you mean `adverts`?"));
    }

    fn posting() -> impl Strategy<Value = Posting> {
        let level = prop::sample::select(Level::ALL);
        let ask = (0..KB.competencies.len()).prop_map(CompetencyId);
        let any = prop::collection::btree_map(ask, level, 1..4);
        let wants = || prop::collection::btree_set(any.clone(), 0..8).prop_map(Vec::from_iter);
        let month = prop::sample::select(vec!["2026-01", "2026-12", "2018"]);
        let head = (month, "[a-z][a-z0-9-]{0,9}", prop::sample::select(Seniority::ALL));
        (head, wants(), wants()).prop_map(|((month, post, seniority), requires, names)| Posting {
            month: month.to_owned(),
            post,
            seniority,
            requires,
            names,
        })
    }

    /// Its adverts in an order of their own, and so what each asks for.
    fn sorted(market: &Market) -> Vec<Posting> {
        let owned = |wants: &mut dyn Iterator<Item = &[Ask]>| -> Vec<Skills> {
            wants.map(|any| any.iter().copied().collect()).sorted().collect()
        };
        let posting = |it: PostingRef<'_>| Posting {
            month: it.month().to_owned(),
            post: it.post().to_owned(),
            seniority: it.seniority(),
            requires: owned(&mut it.requires()),
            names: owned(&mut it.names()),
        };
        market.postings().map(posting).sorted().collect()
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_again(
            sample in "[a-zA-Z#:\"'\\\\|{}&*!%@`,-]{1,30}",
            postings in prop::collection::vec(posting(), 0..5),
            others in prop::collection::vec(posting(), 0..5),
        ) {
            let market = |postings: &[Posting]| Market::new(sample.clone(), postings.to_vec());
            let both = market(&postings).with(&market(&others));
            let all = postings.into_iter().chain(others).sorted().collect_vec();
            prop_assert_eq!(&sorted(&both), &all);
            let again = read(&written(&both, &KB)).unwrap();
            prop_assert_eq!(&again.sample, &both.sample);
            prop_assert_eq!(sorted(&again), all);
        }
    }
}
