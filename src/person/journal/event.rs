//! One event of the journal, and how it is a line.
//!
//! A line is a JSON object that begins with `{"v":` and ends with its checksum: `crc` is the CRC-32
//! (ISO 3309, as in gzip) of all bytes of the line before `,"crc"`. This frame is for ever, so that
//! any version can tell a damaged line from a newer one.

use std::fmt;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::knowledge::hours::Hours;

/// The version of the lines that this program writes, and the newest that it reads.
pub const VERSION: u32 = 1;

/// What a person did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Action {
    Start,
    Log,
    Done,
    Skip,
    Note,
    Undo,
}

impl fmt::Display for Action {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Start => "start",
            Self::Log => "log",
            Self::Done => "done",
            Self::Skip => "skip",
            Self::Note => "note",
            Self::Undo => "undo",
        })
    }
}

/// What is to be recorded: an event before it has a place in the journal.
#[derive(Debug, Clone, PartialEq)]
pub struct Record {
    pub action: Action,
    /// A step's id as it was when the line was written.
    pub step: Option<String>,
    /// `log`: hours of work; `done`: what the step took in all, if the person says so.
    pub hours: Option<Hours>,
    pub note: Option<String>,
    /// `done`: an address or a text that shows it.
    pub evidence: Option<String>,
    /// `done`: what the step requires was not known then.
    pub forced: bool,
    /// `undo`: the id of the event that no longer counts.
    pub undoes: Option<String>,
    /// `undo`: since its box is not ticked any more, and not because it was a mistake.
    pub unticked: bool,
}

impl Record {
    pub fn of(action: Action, step: &str) -> Self {
        Self {
            action,
            step: Some(step.to_owned()),
            hours: None,
            note: None,
            evidence: None,
            forced: false,
            undoes: None,
            unticked: false,
        }
    }

    /// That another event no longer counts.
    pub fn undo(of: &Event) -> Self {
        Self {
            step: of.record.step.clone(),
            undoes: Some(of.id.clone()),
            ..Self::of(Action::Undo, "")
        }
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

/// Something that happened.
#[derive(Debug, Clone, PartialEq)]
pub struct Event {
    pub id: String,
    /// RFC 3339, in the person's own time zone.
    pub at: String,
    /// The day of `at` where the person was.
    pub day: Date,
    /// The first event of the change that this one is a part of; a change is undone as a whole.
    pub part_of: Option<String>,
    pub record: Record,
}

impl Event {
    /// The id that all events of one change have in common.
    pub fn change(&self) -> &str {
        self.part_of.as_deref().unwrap_or(&self.id)
    }
}

/// The fields of a line in their order, but for the checksum, which is the last.
#[derive(Serialize, Deserialize)]
struct Line {
    v: u32,
    id: String,
    at: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    part_of: Option<String>,
    r#do: Action,
    #[serde(skip_serializing_if = "Option::is_none")]
    step: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    hours: Option<Hours>,
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    evidence: Option<String>,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    forced: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    undoes: Option<String>,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    unticked: bool,
}

/// What the bytes of a line are.
#[derive(Debug, PartialEq)]
pub enum Decoded {
    /// With its checksum.
    Event(u32, Event),
    /// Whole, and written by a version that knows more.
    Newer(u32),
    /// The checksum does not fit, or the line is no event of ours.
    Damaged,
}

pub const BEGIN: &[u8] = br#"{"v":"#;
const CRC: &[u8] = br#","crc":""#;
const CRC_DIGITS: usize = 8;
const END: &[u8] = br#""}"#;

/// The line of an event, with its line feed.
///
/// # Errors
/// None in practice: all fields are texts and numbers.
pub fn encode(event: &Event) -> serde_json::Result<String> {
    let Event { id, at, part_of, record, .. } = event.clone();
    let Record { action, step, hours, note, evidence, forced, undoes, unticked } = record;
    let line = Line {
        v: VERSION,
        id,
        at,
        part_of,
        r#do: action,
        step,
        hours,
        note,
        evidence,
        forced,
        undoes,
        unticked,
    };
    let mut text = serde_json::to_string(&line)?;
    text.pop();
    let sum = crc32fast::hash(text.as_bytes());
    Ok(format!("{text},\"crc\":\"{sum:08x}\"}}\n"))
}

/// A checksum as it is written.
fn digits(sum: u32) -> [u8; CRC_DIGITS] {
    let digit = |place: usize| b"0123456789abcdef"[(sum >> (28 - 4 * place)) as usize & 15];
    std::array::from_fn(digit)
}

/// Reads one line without its line feed.
pub fn decode(line: &[u8]) -> Decoded {
    let framed = line.len().checked_sub(CRC.len() + CRC_DIGITS + END.len());
    let Some((inner, tail)) = framed.map(|at| line.split_at(at)) else { return Decoded::Damaged };
    let whole = inner.starts_with(BEGIN) && tail.starts_with(CRC) && tail.ends_with(END);
    let written = &tail[CRC.len()..CRC.len() + CRC_DIGITS];
    let sum = crc32fast::hash(inner);
    if !whole || written != digits(sum) {
        return Decoded::Damaged;
    }
    match serde_json::from_slice::<Line>(line) {
        Ok(line) if line.v == VERSION => {
            event(line).map_or(Decoded::Damaged, |e| Decoded::Event(sum, e))
        }
        _ => match serde_json::from_slice(line) {
            Ok(Version { v }) if v > VERSION => Decoded::Newer(v),
            _ => Decoded::Damaged,
        },
    }
}

fn event(line: Line) -> Option<Event> {
    let Line { v: _, id, at, part_of, r#do: action, step, hours, note, evidence, .. } = line;
    let Line { forced, undoes, unticked, .. } = line;
    let record = Record { action, step, hours, note, evidence, forced, undoes, unticked };
    let day = at.get(..10)?.parse().ok()?;
    let sound = !id.is_empty() && record.is_whole();
    sound.then_some(Event { id, at, day, part_of, record })
}

/// What lines of all versions have.
#[derive(Deserialize)]
struct Version {
    v: u32,
}

/// Where the first whole frame at the start of `bytes` ends, if there is one. The frame's own
/// characters cannot stand inside its texts, since JSON escapes quotes.
pub fn frame_end(bytes: &[u8]) -> Option<usize> {
    let at = bytes.windows(CRC.len()).position(|window| window == CRC)?;
    let end = at + CRC.len() + CRC_DIGITS + END.len();
    (end <= bytes.len()).then_some(end)
}
