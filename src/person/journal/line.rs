//! How an event is a line of the journal: a JSON object that begins with `{"v":` and ends with its
//! checksum. `crc` is the CRC-32 (ISO 3309, as in gzip) of all bytes of the line before `,"crc"`.
//! This frame never changes, so that any version can tell a damaged line from a newer one.

use std::io::Write as _;
use std::ops::Not;

use schemars::{JsonSchema, Schema};
use serde::{Deserialize, Serialize};

use crate::knowledge::hours::Hours;
use crate::person::journal::{Action, Event, Record, Text};

/// The version of the lines that this program writes, and the newest that it reads.
pub const VERSION: u32 = 1;

/// A line but for its checksum, with its fields in their order. They are flat, since serde reads
/// nested ones that are flattened at half the speed.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(bound(deserialize = "'de: 'static"))]
#[schemars(transform = with_checksum)]
pub struct Line {
    /// The version of the line's format.
    #[schemars(extend("const" = VERSION))]
    v: u32,
    /// The name of this event for others.
    id: Text,
    /// When it was recorded, or the day on which it happened: RFC 3339, with the person's own zone.
    #[schemars(extend("format" = "date-time"))]
    at: Text,
    /// Its place in time: seconds of Unix time, but always later than what was known before.
    #[serde(skip_serializing_if = "Option::is_none")]
    seq: Option<i64>,
    /// The first event of the change that this one is a part of.
    #[serde(skip_serializing_if = "Option::is_none")]
    part_of: Option<Text>,
    /// What was done.
    r#do: Action,
    /// The id that the step had when the line was written.
    #[serde(skip_serializing_if = "Option::is_none")]
    step: Option<Text>,
    /// `log`: hours of work; `done`: what the step took in all.
    #[serde(skip_serializing_if = "Option::is_none")]
    hours: Option<Hours>,
    /// What the person wrote about it.
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<Text>,
    /// `done`: an address or a text that shows it.
    #[serde(skip_serializing_if = "Option::is_none")]
    evidence: Option<Text>,
    /// `done`: recorded although prerequisites were not met.
    #[serde(default, skip_serializing_if = "Not::not")]
    forced: bool,
    /// `undo`: the id of the event that no longer counts.
    #[serde(skip_serializing_if = "Option::is_none")]
    undoes: Option<Text>,
    /// `undo`: the box in the checklist was unticked; the event was no mistake.
    #[serde(default, skip_serializing_if = "Not::not")]
    unticked: bool,
}

impl From<Event> for Line {
    fn from(event: Event) -> Self {
        let Event { id, at, day: _, seq, part_of, record } = event;
        let Record { action, step, hours, note, evidence, forced, undoes, unticked, on: _ } =
            record;
        let (v, r#do) = (VERSION, action);
        Self {
            v,
            id,
            at,
            seq,
            part_of,
            r#do,
            step,
            hours,
            note,
            evidence,
            forced,
            undoes,
            unticked,
        }
    }
}

impl Line {
    /// `None` if it is of another version, or lacks what an event has.
    fn event(self) -> Option<Event> {
        let Self { v, id, at, seq, part_of, r#do, step, hours, note, evidence, .. } = self;
        let Self { forced, undoes, unticked, .. } = self;
        let action = r#do;
        let on = None;
        let record = Record { action, step, hours, note, evidence, forced, undoes, unticked, on };
        let day = at.get(..10)?.parse().ok()?;
        let is_whole = v == VERSION && !id.is_empty() && record.is_whole();
        is_whole.then_some(Event { id, at, day, seq, part_of, record })
    }
}

/// The line is whole, and was written by a version that knows more than this one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Newer(pub u32);

pub const BEGIN: &[u8] = br#"{"v":"#;
const CRC: &[u8] = br#","crc":""#;
const CRC_DIGITS: usize = 8;
const END: &[u8] = br#""}"#;

fn with_checksum(line: &mut Schema) {
    let checksum = serde_json::json!({
        "type": "string",
        "description": "CRC-32 of all bytes of the line before `,\"crc\"`.",
        "pattern": format!("^[0-9a-f]{{{CRC_DIGITS}}}$"),
    });
    if let Some(fields) = line.get_mut("properties").and_then(|fields| fields.as_object_mut()) {
        fields.insert("crc".to_owned(), checksum);
    }
    if let Some(required) = line.get_mut("required").and_then(|names| names.as_array_mut()) {
        required.push("crc".into());
    }
}

/// The line of an event, with its line feed.
///
/// # Errors
/// None in practice: all fields are texts and numbers.
pub fn encode(event: &Event) -> serde_json::Result<String> {
    let mut text = serde_json::to_string(&Line::from(event.clone()))?;
    text.pop();
    let sum = crc32fast::hash(text.as_bytes());
    Ok(format!("{text},\"crc\":\"{sum:08x}\"}}\n"))
}

/// Reads one line without its line feed: its checksum and its event; `None` if the checksum does
/// not fit, or the line is no event of ours.
pub fn decode(line: &'static [u8]) -> Result<Option<(u32, Event)>, Newer> {
    let framed = line.len().checked_sub(CRC.len() + CRC_DIGITS + END.len());
    let Some((inner, tail)) = framed.map(|at| line.split_at(at)) else { return Ok(None) };
    let sum = crc32fast::hash(inner);
    let mut digits = [0; CRC_DIGITS];
    let is_written = write!(&mut digits[..], "{sum:08x}").is_ok();
    let stated = tail.strip_prefix(CRC).and_then(|tail| tail.strip_suffix(END));
    if !inner.starts_with(BEGIN) || !is_written || stated != Some(&digits[..]) {
        return Ok(None);
    }
    let Ok(line) = std::str::from_utf8(line) else { return Ok(None) };
    if let Some(event) = serde_json::from_str(line).ok().and_then(Line::event) {
        return Ok(Some((sum, event)));
    }
    match serde_json::from_str(line) {
        Ok(Version { v }) if v > VERSION => Err(Newer(v)),
        _ => Ok(None),
    }
}

/// What lines of all versions have.
#[derive(Deserialize)]
struct Version {
    v: u32,
}

/// Where the frame that begins `bytes` ends, if it is whole. Its delimiters cannot occur inside its
/// texts, since JSON escapes quotes.
pub fn frame_end(bytes: &[u8]) -> Option<usize> {
    let at = memchr::memmem::find(bytes, CRC)?;
    let end = at + CRC.len() + CRC_DIGITS + END.len();
    (end <= bytes.len()).then_some(end)
}
