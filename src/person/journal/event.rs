//! One event of the journal, and how it is a line.
//!
//! A line is a JSON object that begins with `{"v":` and ends with its checksum: `crc` is the CRC-32
//! (ISO 3309, as in gzip) of all bytes of the line before `,"crc"`. This frame never changes, so
//! that any version can tell a damaged line from a newer one.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::knowledge::hours::Hours;
use crate::knowledge::vocabulary::vocabulary;

/// The version of the lines that this program writes, and the newest that it reads.
pub const VERSION: u32 = 1;

vocabulary! {
    /// What a person did.
    #[derive(Default)]
    Action {
        #[default]
        Start = "start",
        Log = "log",
        Done = "done",
        Skip = "skip",
        Note = "note",
        Undo = "undo",
    }
}

/// What is to be recorded: an event before it has a place in the journal.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Record {
    #[serde(rename = "do")]
    pub action: Action,
    /// The id that the step had when the line was written.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub step: Option<String>,
    /// `log`: hours of work; `done`: what the step took in all, if the person says so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hours: Option<Hours>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// `done`: an address or a text that shows it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub evidence: Option<String>,
    /// `done`: recorded although prerequisites were not met.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub forced: bool,
    /// `undo`: the id of the event that no longer counts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub undoes: Option<String>,
    /// `undo`: the box in the checklist was unticked; the event itself was not a mistake.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub unticked: bool,
}

impl Record {
    pub fn of(action: Action, step: &str) -> Self {
        Self { action, step: Some(step.to_owned()), ..Self::default() }
    }

    /// That another event no longer counts.
    pub fn undo(of: &Event) -> Self {
        let (step, undoes) = (of.record.step.clone(), Some(of.id.clone()));
        Self { action: Action::Undo, step, undoes, ..Self::default() }
    }

    /// Something that happened, and not the correction of a mistake.
    pub fn is_news(&self) -> bool {
        self.action != Action::Undo || self.unticked
    }

    /// An undo names an event, everything else a step.
    fn is_whole(&self) -> bool {
        match self.action {
            Action::Undo => self.undoes.is_some(),
            Action::Log => self.step.is_some() && self.hours.is_some(),
            Action::Start | Action::Done | Action::Skip | Action::Note => self.step.is_some(),
        }
    }
}

/// Something that happened, with the fields of its line in their order.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
pub struct Event {
    pub id: String,
    /// RFC 3339, in the person's own time zone.
    pub at: String,
    /// The local day of `at`.
    #[serde(skip)]
    pub day: Date,
    /// Its place in time: seconds of the clock (Unix time), but always later than what was known
    /// when it was recorded. Old lines have none; their order is that of the file.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub seq: Option<i64>,
    /// The first event of the change that this one is a part of; a change is undone as a whole.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub part_of: Option<String>,
    #[serde(flatten)]
    pub record: Record,
}

impl Event {
    /// The id that all events of one change have in common.
    pub fn change(&self) -> &str {
        self.part_of.as_deref().unwrap_or(&self.id)
    }
}

/// A line but for its checksum.
#[derive(Serialize)]
struct Line<'a> {
    v: u32,
    #[serde(flatten)]
    event: &'a Event,
}

/// The line is whole, and was written by a version that knows more than this one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Newer(pub u32);

pub const BEGIN: &[u8] = br#"{"v":"#;
const CRC: &[u8] = br#","crc":""#;
const CRC_DIGITS: usize = 8;
const END: &[u8] = br#""}"#;

/// The line of an event, with its line feed.
///
/// # Errors
/// None in practice: all fields are texts and numbers.
pub fn encode(event: &Event) -> serde_json::Result<String> {
    let mut text = serde_json::to_string(&Line { v: VERSION, event })?;
    text.pop();
    let sum = crc32fast::hash(text.as_bytes());
    Ok(format!("{text},\"crc\":\"{sum:08x}\"}}\n"))
}

/// Reads one line without its line feed; `None` if the checksum does not fit, or the line is no
/// event of ours.
pub fn decode(line: &[u8]) -> Result<Option<Event>, Newer> {
    let framed = line.len().checked_sub(CRC.len() + CRC_DIGITS + END.len());
    let Some((inner, tail)) = framed.map(|at| line.split_at(at)) else { return Ok(None) };
    let sum = crc32fast::hash(inner);
    let written = [CRC, format!("{sum:08x}").as_bytes(), END].concat();
    if !inner.starts_with(BEGIN) || tail != written {
        return Ok(None);
    }
    if let Some(event) = event(line) {
        return Ok(Some(event));
    }
    match serde_json::from_slice(line) {
        Ok(Version { v }) if v > VERSION => Err(Newer(v)),
        _ => Ok(None),
    }
}

/// Reads a line of this version, its two parts one after the other: `#[serde(flatten)]` would copy
/// every field first.
fn event(line: &[u8]) -> Option<Event> {
    let Envelope { v: VERSION, id, at, seq, part_of } = serde_json::from_slice(line).ok()? else {
        return None;
    };
    let record: Record = serde_json::from_slice(line).ok()?;
    let day = at.get(..10)?.parse().ok()?;
    (!id.is_empty() && record.is_whole()).then_some(Event { id, at, day, seq, part_of, record })
}

/// The fields of a line beside its record.
#[derive(Deserialize)]
struct Envelope {
    v: u32,
    id: String,
    at: String,
    seq: Option<i64>,
    part_of: Option<String>,
}

/// What lines of all versions have.
#[derive(Deserialize)]
struct Version {
    v: u32,
}

/// Where the frame that begins `bytes` ends, if it is whole. Its delimiters cannot occur inside its
/// texts, since JSON escapes quotes.
pub fn frame_end(bytes: &[u8]) -> Option<usize> {
    let at = bytes.windows(CRC.len()).position(|window| window == CRC)?;
    let end = at + CRC.len() + CRC_DIGITS + END.len();
    (end <= bytes.len()).then_some(end)
}
