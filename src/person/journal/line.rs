//! How an event is a line of the journal: a JSON object that begins with `{"v":` and ends with its
//! checksum. `crc` is the CRC-32 (ISO 3309, as in gzip) of all bytes of the line before `,"crc"`.
//! This frame never changes, so that any version can tell a damaged line from a newer one.

use std::ops::Not;

use crc32fast::Hasher;
use jiff::civil::Date;
use schemars::{JsonSchema, Schema};
use serde::{Deserialize, Serialize};

use crate::knowledge::hours::Hours;
use crate::knowledge::vocabulary::Keyword as _;
use crate::person::journal::fields::Fields;
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
        let day = day(at.get(..DAY)?)?;
        let is_whole = v == VERSION && !id.is_empty() && record.is_whole();
        is_whole.then_some(Event { id, at, day, seq, part_of, record })
    }
}

/// Bytes of a day.
const DAY: usize = 10;

/// Reads a day, as this program writes it or in another way.
fn day(text: &str) -> Option<Date> {
    written_day(text).or_else(|| text.parse().ok())
}

/// Of one written as `2027-01-04` nothing else has to be asked, and most of a journal's days are.
fn written_day(text: &str) -> Option<Date> {
    let text = text.as_bytes();
    if text.len() != DAY || text[4] != b'-' || text[7] != b'-' {
        return None;
    }
    let number = |digits: &[u8]| {
        let is_number = digits.iter().all(u8::is_ascii_digit);
        is_number.then(|| digits.iter().fold(0, |sum, digit| 10 * sum + i16::from(digit - b'0')))
    };
    let [month, day] = [number(&text[5..7])?, number(&text[8..])?].map(i8::try_from);
    Date::new(number(&text[..4])?, month.ok()?, day.ok()?).ok()
}

/// The line is whole, and was written by a version that knows more than this one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Newer(pub u32);

pub const BEGIN: &[u8] = br#"{"v":"#;
const CRC: &[u8] = br#","crc":""#;
const CRC_DIGITS: usize = 8;
const END: &[u8] = br#""}"#;
/// Bytes of the checksum, with all around it.
const TAIL: usize = CRC.len() + CRC_DIGITS + END.len();

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

/// Reads lines, and keeps what one has in common with the next.
#[derive(Default)]
pub struct Decoder {
    empty: Hasher,
    /// A day as it was written, and what it is.
    day: ([u8; DAY], Option<Date>),
}

impl Decoder {
    /// Reads one line without its line feed; `None` if the checksum does not fit, or the line is no
    /// event of ours.
    pub fn decode(&mut self, line: &'static [u8]) -> Result<Option<Event>, Newer> {
        let framed = line.len().checked_sub(TAIL);
        let Some((inner, tail)) = framed.map(|at| line.split_at(at)) else { return Ok(None) };
        let stated = tail.strip_prefix(CRC).and_then(|tail| tail.strip_suffix(END));
        if !inner.starts_with(BEGIN) || stated != Some(&hexadecimal(self.sum(inner))[..]) {
            return Ok(None);
        }
        let Ok(line) = std::str::from_utf8(line) else { return Ok(None) };
        if let Some(event) = self.written(line) {
            return Ok(Some(event));
        }
        if let Some(event) = serde_json::from_str(line).ok().and_then(Line::event) {
            return Ok(Some(event));
        }
        match serde_json::from_str(line) {
            Ok(Version { v }) if v > VERSION => Err(Newer(v)),
            _ => Ok(None),
        }
    }

    fn sum(&self, inner: &[u8]) -> u32 {
        // A new one would ask each time what the processor can do.
        let mut hasher = self.empty.clone();
        hasher.update(inner);
        hasher.finalize()
    }

    /// The event of a line that this program may have written; `None` for others.
    fn written(&mut self, line: &'static str) -> Option<Event> {
        let mut fields = Fields::of(line);
        if !fields.has(br#"{"v":1"#) {
            return None;
        }
        let id = fields.text(br#","id":""#)?;
        let at = fields.text(br#","at":""#)?;
        let seq = fields.integer(br#","seq":"#);
        let part_of = fields.text(br#","part_of":""#);
        let record = Record {
            action: Action::from_word(&fields.text(br#","do":""#)?)?,
            step: fields.text(br#","step":""#),
            hours: fields.number(br#","hours":"#),
            note: fields.text(br#","note":""#),
            evidence: fields.text(br#","evidence":""#),
            forced: fields.has(br#","forced":true"#),
            undoes: fields.text(br#","undoes":""#),
            unticked: fields.has(br#","unticked":true"#),
            on: None,
        };
        let day = self.day(&at)?;
        let is_whole = fields.rest().len() == TAIL && !id.is_empty() && record.is_whole();
        is_whole.then_some(Event { id, at, day, seq, part_of, record })
    }

    /// The day of a time.
    fn day(&mut self, at: &str) -> Option<Date> {
        let written = at.as_bytes().first_chunk()?;
        if self.day.0 != *written {
            self.day = (*written, at.get(..DAY).and_then(day));
        }
        self.day.1
    }
}

/// The digits of a checksum, as a line has them.
fn hexadecimal(sum: u32) -> [u8; CRC_DIGITS] {
    std::array::from_fn(|place| b"0123456789abcdef"[(sum >> (28 - 4 * place) & 0xf) as usize])
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
    let end = at + TAIL;
    (end <= bytes.len()).then_some(end)
}

#[cfg(test)]
mod tests {
    use itertools::Itertools as _;

    use super::{Decoder, Line, day};

    /// What may stand at each place of a line; first what this program writes.
    const FIELDS: [&[&str]; 8] = [
        &[r#"{"v":1"#, r#"{"v":2"#],
        &[r#","id":"a","at":"2027-01-04T12:00:00Z""#, r#","at":"2027-01-04T12","id":"\u0061""#],
        &[
            "",
            r#","seq":7"#,
            r#","seq":-0"#,
            r#","seq":07"#,
            r#","seq":null"#,
            r#","seq":"7""#,
            r#","seq":7.5"#,
        ],
        &[r#","do":"log""#, r#","do":"dig""#, r#", "do":"log""#],
        &[
            "",
            r#","step":"é""#,
            r#","step":"a\nb""#,
            ",\"step\":\"a\nb\"",
            r#","step":"s","id":"b""#,
        ],
        &["", r#","hours":2"#, r#","hours":0.1"#, r#","hours":1e9"#, r#","hours":[1,2]"#],
        &["", r#","note":"""#, r#","note":null"#, r#","new":"crc""#],
        &["", r#","forced":true"#, r#","forced":false"#, r#","undoes":"b","unticked":true"#],
    ];

    #[test]
    fn a_line_that_is_read_field_by_field_is_what_serde_makes_of_it() {
        let mut read = 0;
        for fields in FIELDS.iter().map(|choice| choice.iter()).multi_cartesian_product() {
            let inner = fields.into_iter().join("");
            let whole: &'static str = format!(r#"{inner},"crc":"00000000"}}"#).leak();
            let Some(event) = Decoder::default().written(whole) else { continue };
            let other: Line = serde_json::from_str(whole).unwrap();
            assert_eq!(Some(event), other.event(), "{whole}");
            read += 1;
        }
        assert_eq!(read, 48, "what this program writes");
    }

    #[test]
    fn a_day_is_what_any_reader_makes_of_it() {
        let right = ["2027-01-04", "2028-02-29", "0000-01-01", "9999-12-31"];
        let wrong = [
            "20270104T1",
            "2027-02-29",
            "2027-13-01",
            "2027-00-10",
            "2027-1-004",
            "202a-01-04",
            "2027",
        ];
        for text in right.into_iter().chain(wrong) {
            assert_eq!(day(text), text.parse().ok(), "{text}");
        }
        assert!(right.iter().all(|text| day(text).is_some()));
        assert!(wrong.iter().all(|text| day(text).is_none()));
    }
}
