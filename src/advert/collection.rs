//! Many adverts: a text file each, or a file of JSON lines with `title`, `text` and `posted`; and
//! what they are in a market.

use std::collections::HashSet;
use std::path::Path;

use anyhow::{Error, Result, anyhow};
use itertools::Itertools as _;
use serde::Deserialize;

use crate::advert::{Reader, Titles, input};
use crate::knowledge::files::read_text;
use crate::knowledge::market::Posting;
use crate::knowledge::text::check_month;

/// An advert as it was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Collected {
    /// The title is its first line.
    pub text: String,
    /// `2026-01`, or `2026`, where it is known when the advert appeared.
    pub month: Option<String>,
}

/// The adverts of a file, each or why it cannot be read.
pub fn read(path: &Path, reader: &Reader<'_>) -> Vec<Result<Collected>> {
    if path.extension().is_none_or(|end| end != "jsonl") {
        return vec![input::read(path, reader).map(|text| Collected { text, month: None })];
    }
    let lines = match read_text(path) {
        Ok(lines) => lines,
        Err(error) => return vec![Err(error)],
    };
    let lines = lines.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    let place = |number: usize| format!("{}:{}", path.display(), number + 1);
    let named = |(number, line)| {
        read_line(line, reader).map_err(|wrong: Error| anyhow!("{}: {wrong}", place(number)))
    };
    lines.map(named).collect()
}

/// The adverts of a market, and how many were left out.
#[derive(Debug, Default)]
pub struct Counted {
    pub adverts: Vec<Posting>,
    /// With the very text of an earlier one.
    pub repeated: usize,
    /// In another language, which is not understood.
    pub foreign: usize,
    /// Those that ask for nothing that the knowledge base knows.
    pub empty: usize,
}

/// Counts adverts; `month` is that of those without one.
pub fn count(
    reader: &Reader<'_>,
    collected: impl IntoIterator<Item = Collected>,
    month: &str,
) -> Counted {
    let titles = Titles::new(reader.kb);
    let mut counted = Counted::default();
    let mut seen = HashSet::new();
    for Collected { text, month: known } in collected {
        if !seen.insert(text.split_whitespace().join(" ")) {
            counted.repeated += 1;
            continue;
        }
        let advert = reader.read(&text);
        match advert {
            _ if advert.language.is_none() => counted.foreign += 1,
            _ if advert.asks.is_empty() => counted.empty += 1,
            _ => {
                let month = known.unwrap_or_else(|| month.to_owned());
                let first = text.trim_start().lines().next().unwrap_or_default();
                let title = advert.title.as_deref().unwrap_or(first);
                counted.adverts.push(titles.posting(&advert, title, month));
            }
        }
    }
    counted.adverts.sort_unstable();
    counted
}

/// What is read of a line; other keys are ignored.
#[derive(Deserialize)]
struct Line {
    title: String,
    text: String,
    posted: Option<String>,
}

fn read_line(line: &str, reader: &Reader<'_>) -> Result<Collected> {
    let Line { title, text, posted } = serde_json::from_str(line).map_err(|error| {
        // The parser counts lines within the line.
        let said = error.to_string();
        let said = said.split(" at line ").next().unwrap_or_default();
        if error.is_data() { anyhow!("{said}") } else { anyhow!("not JSON: {said}") }
    })?;
    let month = posted.map(|posted| month(&posted).ok_or(posted)).transpose();
    let month = month.map_err(|posted| anyhow!("`posted` is `{posted}`, not a date"))?;
    let text = input::text(&text, reader);
    Ok(Collected { text: format!("{}\n\n{text}", input::text(&title, reader)), month })
}

/// The month of a date: `2026-01-26` or `2026-01-26T08:00:00Z`; of a year, the year.
fn month(posted: &str) -> Option<String> {
    let month = posted.get(..7).unwrap_or(posted);
    check_month(month).ok().map(|()| month.to_owned())
}

#[cfg(test)]
mod tests {
    use super::{Collected, Reader, Result};

    fn read_line(line: &str) -> Result<Collected> {
        super::read_line(line, &Reader::new(&crate::knowledge::load(None).unwrap()))
    }

    fn month(line: &str) -> Result<Option<String>, String> {
        read_line(line).map(|read| read.month).map_err(|error| error.to_string())
    }

    #[test]
    fn a_line_has_a_title_a_text_and_perhaps_a_date() {
        let dated = |posted: &str| {
            let quoted = format!("\"{posted}\"");
            month(&format!(r#"{{"id": 1, "title": "A", "text": "B", "posted": {quoted}}}"#))
        };
        let known = |month: &str| Ok(Some(month.to_owned()));
        assert_eq!(dated("2026-01-26"), known("2026-01"));
        assert_eq!(dated("2026-01-26T08:00:00Z"), known("2026-01"));
        assert_eq!(dated("2018"), known("2018"));
        assert_eq!(dated("yesterday"), Err("`posted` is `yesterday`, not a date".to_owned()));
        assert_eq!(month(r#"{"title": "A", "text": "B"}"#), Ok(None));
        assert_eq!(month(r#"{"title": "A"}"#), Err("missing field `text`".to_owned()));
        for (text, read) in [("B", "A\n\nB"), ("<p>B</p><ul><li>C</ul>", "A\n\nB\n\n- C")] {
            let line = format!(r#"{{"title": "A", "text": "{text}"}}"#);
            assert_eq!(read_line(&line).unwrap().text, read);
        }
    }
}
