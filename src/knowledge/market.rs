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
//! besides. The file is YAML, but only its head is left to the YAML parser, which would take longer
//! for the lines than the whole plan should: every plan reads them.

use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;

use anyhow::Result;
use itertools::Itertools as _;
use schemars::JsonSchema;
use serde::Deserialize;

use crate::knowledge::code::Code;
use crate::knowledge::diagnostics::{Diagnostic, Diagnostics, MOST, suggestion};
use crate::knowledge::files::SourceFile;
use crate::knowledge::locate::line_column;
use crate::knowledge::model::{CompetencyId, Kb, Skills};
use crate::knowledge::text::check_id;
pub use crate::knowledge::text::check_month;
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
    /// What it requires. Of each, one competency at its level is enough. Most adverts ask for the
    /// same few things, so they share them: that spares most of the time and memory.
    pub requires: Vec<Arc<Skills>>,
    /// What it names besides: nice to have, or part of the work.
    pub names: Vec<Arc<Skills>>,
}

vocabulary! {
    /// How much experience a post asks for.
    Seniority {
        Entry = "entry",
        Mid = "mid",
        Senior = "senior",
    }
}

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
    let mut linker = Linker { file, known, wants: HashMap::new(), diagnostics: Vec::new() };
    if !adverts.is_empty() {
        let at = file.text.find("adverts").unwrap_or_default();
        let message = format!("write them below `{ADVERTS}`, one a line");
        linker.report(Code::WrongType, &file.text[at..], message);
    }
    let lines = lines.lines().filter(|line| !line.trim().is_empty());
    let adverts = lines.filter_map(|line| linker.posting(line)).collect();
    match linker.diagnostics.is_empty() {
        true => Ok(Market { sample, adverts }),
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
    /// By how they are written.
    wants: HashMap<&'a str, Arc<Skills>>,
    diagnostics: Vec<Diagnostic>,
}

impl<'a> Linker<'a> {
    fn posting(&mut self, line: &'a str) -> Option<Posting> {
        let (head, wants) = line.split_once(':').unwrap_or((line, ""));
        let head = head.strip_prefix(' ').and_then(|head| head.split_whitespace().collect_tuple());
        let Some((month, post, seniority)) = head else {
            let form = "`  2026-01 POST mid: ID ID:aware ID|ID; ID`";
            let message = format!("not an advert; write it as {form}");
            self.report(Code::BadValue, line.trim_start(), message);
            return None;
        };
        let (requires, names) = wants.split_once(';').unwrap_or((wants, ""));
        let month =
            self.check(Code::BadValue, month, check_month(month).map(|()| month.to_owned()));
        let post = self.check(Code::BadValue, post, check_id(post).map(|()| post.to_owned()));
        let seniority = self.check(Code::UnknownWord, seniority, Seniority::read(seniority));
        let [requires, names] = [requires, names]
            .map(|wants| wants.split_whitespace().map(|want| self.want(want)).collect());
        Some(Posting { month: month?, post: post?, seniority: seniority?, requires, names })
    }

    fn want(&mut self, want: &'a str) -> Arc<Skills> {
        if let Some(known) = self.wants.get(want) {
            return Arc::clone(known);
        }
        let before = self.diagnostics.len();
        let any: Arc<Skills> = Arc::new(want.split('|').filter_map(|ask| self.ask(ask)).collect());
        // A mistake is reported wherever it is repeated.
        if self.diagnostics.len() == before {
            self.wants.insert(want, Arc::clone(&any));
        }
        any
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

impl Market {
    /// This market with the adverts of another one.
    #[must_use]
    pub fn with(mut self, other: Self) -> Self {
        self.sample = format!("{} {}", self.sample, other.sample);
        self.adverts.extend(other.adverts);
        self
    }

    /// The market file: the lines sorted, and what each asks for by its ids, so that two files are
    /// easily compared.
    pub fn written(&self, kb: &Kb) -> String {
        // A JSON string is a YAML string, whatever is in it.
        let sample = serde_json::Value::from(self.sample.as_str());
        let lines = self.adverts.iter().map(|advert| advert.line(kb)).sorted_unstable();
        let lines = lines.map(|line| format!("  {line}\n")).collect::<String>();
        format!("sample: {sample}\n{ADVERTS}\n{lines}")
    }
}

impl Posting {
    /// Its line in a market file.
    fn line(&self, kb: &Kb) -> String {
        let Self { month, post, seniority, requires, names } = self;
        let wants =
            |all: &[Arc<Skills>]| all.iter().map(|any| want(kb, any)).sorted().dedup().join(" ");
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
    use std::sync::Arc;
    use std::sync::LazyLock;

    use proptest::prelude::*;

    use super::{CompetencyId, Kb, Level, Market, Posting, Seniority, SourceFile, load};
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
        let adverts = market.unwrap().adverts;
        let [first, second] = adverts.as_slice() else { panic!("{adverts:?}") };
        let competency = |id| KB.competency(id).unwrap();
        assert_eq!((first.month.as_str(), first.post.as_str()), ("2026-01", "ml-engineer"));
        assert_eq!(*first.requires[1], [(competency("sql"), Level::Aware)].into());
        let either = [(competency("java"), Level::Working), (competency("cpp"), Level::Working)];
        assert_eq!((&*first.requires[2], first.names.len()), (&either.into(), 1));
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

    fn market() -> impl Strategy<Value = Market> {
        let level = prop::sample::select(Level::ALL);
        let ask = (0..KB.competencies.len()).prop_map(CompetencyId);
        let any = prop::collection::btree_map(ask, level, 1..4).prop_map(Arc::new);
        let wants = || prop::collection::btree_set(any.clone(), 0..8).prop_map(Vec::from_iter);
        let month = prop::sample::select(vec!["2026-01", "2026-12", "2018"]);
        let head = (month, "[a-z][a-z0-9-]{0,9}", prop::sample::select(Seniority::ALL));
        let posting = (head, wants(), wants()).prop_map(|(head, requires, names)| {
            let (month, post, seniority) = head;
            Posting { month: month.to_owned(), post, seniority, requires, names }
        });
        let sample = "[a-zA-Z#:\"'\\\\|{}&*!%@`,-]{1,30}";
        (sample, prop::collection::vec(posting, 0..5)).prop_map(|(sample, mut adverts)| {
            adverts.sort();
            Market { sample, adverts }
        })
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_again(market in market()) {
            let text = market.written(&KB);
            let mut again = read(&text).unwrap();
            for advert in &mut again.adverts {
                advert.requires.sort();
                advert.names.sort();
            }
            again.adverts.sort();
            prop_assert_eq!(again, market);
        }
    }
}
