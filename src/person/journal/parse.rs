//! Bytes of a journal -> [`Journal`]. Every whole event is found, wherever it is in the bytes.

use std::collections::HashSet;
use std::rc::Rc;

use crate::person::journal::event::{BEGIN, Newer, decode, frame_end};
use crate::person::journal::{Damaged, Event, Journal};

/// Bytes of a line without a note.
const USUAL_LINE: usize = 110;

/// Bytes of a damaged line that are kept to be shown.
const SHOWN: usize = 400;

/// Reads all events. Carriage returns at the ends of lines and a byte-order mark at the beginning,
/// which some editors add, are ignored. A repeated line, as after a merge of two copies, counts
/// once.
///
/// # Errors
/// [`Newer`].
pub fn parse(bytes: &[u8]) -> Result<Journal, Newer> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let mut reader = Recovery::default();
    reader.seen.reserve(bytes.len() / USUAL_LINE);
    reader.journal.events.reserve(bytes.len() / USUAL_LINE);
    let mut lines = bytes.split(|&byte| byte == b'\n').enumerate().peekable();
    while let Some((index, line)) = lines.next() {
        let is_last = lines.peek().is_none();
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        if !line.trim_ascii().is_empty() {
            reader.line(line, index + 1, is_last)?;
        }
    }
    Ok(reader.journal)
}

#[derive(Default)]
struct Recovery {
    journal: Journal,
    /// The checksums of all lines so far: only a line with one of them can be a repetition.
    seen: HashSet<u32>,
}

impl Recovery {
    fn line(&mut self, line: &[u8], number: usize, is_last: bool) -> Result<(), Newer> {
        if let Some((sum, event)) = decode(line)? {
            self.keep(sum, event);
        } else {
            self.rescue(line)?;
            let text = String::from_utf8_lossy(&line[..line.len().min(SHOWN)]).into_owned();
            self.journal.damaged.push(Damaged { line: number, torn: is_last, text });
        }
        Ok(())
    }

    /// Keeps whole events within a damaged line: two lines that lost the line feed between them, or
    /// a line that was appended to a torn one.
    fn rescue(&mut self, line: &[u8]) -> Result<(), Newer> {
        let mut rest = line;
        while let Some(begin) = rest.windows(BEGIN.len()).position(|window| window == BEGIN) {
            rest = &rest[begin..];
            let next = rest[1..].windows(BEGIN.len()).position(|window| window == BEGIN);
            let own = &rest[..next.map_or(rest.len(), |next| next + 1)];
            if let Some(end) = frame_end(own)
                && let Some((sum, event)) = decode(&own[..end])?
            {
                self.keep(sum, event);
            }
            rest = &rest[own.len()..];
        }
        Ok(())
    }

    fn keep(&mut self, sum: u32, event: Event) {
        let is_new = self.seen.insert(sum);
        if is_new || self.journal.events.iter().all(|known| **known != event) {
            self.journal.events.push(Rc::new(event));
        }
    }
}
