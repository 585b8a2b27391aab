//! Bytes of a journal -> [`Journal`]. Every whole event is found, wherever it is in the bytes.

use std::collections::HashSet;

use itertools::Itertools as _;
use memchr::memchr_iter;
use memchr::memmem::find;

use crate::person::journal::line::{BEGIN, Newer, decode, frame_end};
use crate::person::journal::{Damage, Damaged, Event, Journal};

/// Bytes of a line without a note.
const USUAL_LINE: usize = 110;

/// Bytes of a damaged line that are kept to be shown.
const SHOWN: usize = 400;

/// Damaged lines that are kept to be shown.
const MOST_SHOWN: usize = 100;

/// Reads all events. Carriage returns at the ends of lines and a byte-order mark at the beginning,
/// which some editors add, are ignored. A repeated line, as after a merge of two copies, counts
/// once.
///
/// # Errors
/// [`Newer`].
pub fn parse(bytes: Vec<u8>) -> Result<Journal, Newer> {
    let bytes = &*bytes.leak();
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let mut reader = Recovery::default();
    reader.journal.events.reserve(bytes.len() / USUAL_LINE);
    let mut begin = 0;
    let ends = memchr_iter(b'\n', bytes).chain([bytes.len()]);
    for (index, end) in ends.enumerate() {
        let line = &bytes[begin..end];
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        if !line.trim_ascii().is_empty() {
            reader.line(line, index + 1, end == bytes.len())?;
        }
        begin = end + 1;
    }
    Ok(reader.finish())
}

#[derive(Default)]
struct Recovery {
    journal: Journal,
    /// The checksums of the events.
    sums: Vec<u32>,
}

impl Recovery {
    fn line(&mut self, line: &'static [u8], number: usize, is_last: bool) -> Result<(), Newer> {
        if let Some((sum, event)) = decode(line)? {
            self.keep(sum, event);
            return Ok(());
        }
        self.rescue(line)?;
        if !is_last && self.journal.damaged.len() >= MOST_SHOWN {
            self.journal.more_damaged += 1;
            return Ok(());
        }
        let kind = match line {
            _ if is_last => Damage::Torn,
            _ if is_conflict(line) => Damage::Conflict,
            _ if find(line, br#""crc":"#).is_none() => Damage::Foreign,
            _ => Damage::Broken,
        };
        let text = String::from_utf8_lossy(&line[..line.len().min(SHOWN)]).into_owned();
        self.journal.damaged.push(Damaged { line: number, kind, text });
        Ok(())
    }

    /// Keeps whole events within a damaged line: two lines that lost the line feed between them, or
    /// a line that was appended to a torn one.
    fn rescue(&mut self, line: &'static [u8]) -> Result<(), Newer> {
        let mut rest = line;
        while let Some(begin) = find(rest, BEGIN) {
            rest = &rest[begin..];
            let next = find(&rest[1..], BEGIN);
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
        self.journal.events.push(event);
        self.sums.push(sum);
    }

    /// Leaves each event once, and puts them into the order of time; of those at the same second on
    /// two machines, into that of their ids.
    fn finish(self) -> Journal {
        let Self { mut journal, sums } = self;
        // Only a line with the checksum of another can be a repetition.
        let sorted = sums.iter().copied().sorted_unstable();
        let repeated: HashSet<u32> =
            sorted.tuple_windows().filter(|(one, next)| one == next).map(|(sum, _)| sum).collect();
        let mut seen = HashSet::new();
        let mut sums = sums.into_iter();
        journal.events.retain(|event| {
            let is_alone = sums.next().is_some_and(|sum| !repeated.contains(&sum));
            is_alone || seen.insert(event.clone())
        });
        journal.events.sort_by_cached_key(|event| event.seq.map(|seq| (seq, event.id)));
        journal
    }
}

/// Git's marks around the two sides of a conflict, and around their common ancestor.
fn is_conflict(line: &[u8]) -> bool {
    let marks = [&b"<<<<<<< "[..], b"||||||| ", b">>>>>>> "];
    line == b"=======" || marks.iter().any(|mark| line.starts_with(mark))
}
