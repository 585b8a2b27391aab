//! Bytes of a journal -> [`Journal`]. Every whole event is found, wherever it is in the bytes.

use std::collections::HashSet;
use std::num::NonZero;
use std::panic::resume_unwind;
use std::thread::{self, available_parallelism};

use itertools::Itertools as _;
use memchr::memmem::find;
use memchr::{memchr, memchr_iter};

use crate::person::journal::line::{BEGIN, Newer, decode, frame_end};
use crate::person::journal::{Damage, Damaged, Event, Journal};

/// Bytes of a line without a note.
const USUAL_LINE: usize = 110;

/// Bytes of a damaged line that are kept to be shown.
const SHOWN: usize = 400;

/// Damaged lines that are kept to be shown.
const MOST_SHOWN: usize = 100;

/// Bytes that are worth a thread of their own.
const PART: usize = 1 << 20;

/// Reads all events. Carriage returns at the ends of lines and a byte-order mark at the beginning,
/// which some editors add, are ignored. A repeated line, as after a merge of two copies, counts
/// once.
///
/// # Errors
/// [`Newer`].
pub fn parse(bytes: Vec<u8>) -> Result<Journal, Newer> {
    let threads = available_parallelism().map_or(1, NonZero::get);
    let parts = threads.min(bytes.len() / PART).max(1);
    parse_in_parts(bytes.leak(), parts)
}

/// The same, with so many parts of the bytes read side by side.
pub(super) fn parse_in_parts(bytes: &'static [u8], parts: usize) -> Result<Journal, Newer> {
    let mut rest = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let part = rest.len() / parts;
    let mut read = Recovery::default();
    thread::scope(|scope| {
        let mut readers = Vec::new();
        for _ in 1..parts {
            let end = memchr(b'\n', &rest[part.min(rest.len())..]).map(|end| part + end + 1);
            let (own, others) = rest.split_at(end.unwrap_or(rest.len()));
            readers.push(scope.spawn(|| Recovery::read(own, others.is_empty())));
            rest = others;
        }
        let last = Recovery::read(rest, true);
        for reader in readers {
            read.append(reader.join().unwrap_or_else(|panic| resume_unwind(panic))?);
        }
        read.append(last?);
        Ok(read.finish())
    })
}

/// What is read of some lines, one after the other.
#[derive(Default)]
struct Recovery {
    journal: Journal,
    /// The checksums of the events.
    sums: Vec<u32>,
    /// Line feeds so far.
    lines: usize,
}

impl Recovery {
    /// `to_end`: whether the journal ends with these bytes.
    fn read(bytes: &'static [u8], to_end: bool) -> Result<Self, Newer> {
        let mut read = Self::default();
        read.journal.events.reserve(bytes.len() / USUAL_LINE);
        let mut begin = 0;
        for end in memchr_iter(b'\n', bytes).chain([bytes.len()]) {
            let line = &bytes[begin..end];
            let line = line.strip_suffix(b"\r").unwrap_or(line);
            let is_last = to_end && end == bytes.len();
            if !line.trim_ascii().is_empty() {
                read.line(line, is_last)?;
            }
            read.lines += usize::from(end < bytes.len());
            begin = end + 1;
        }
        Ok(read)
    }

    fn append(&mut self, next: Self) {
        self.sums.extend(next.sums);
        let Journal { events, damaged, more_damaged } = next.journal;
        self.journal.events.extend(events);
        let before = self.lines;
        let shifted = damaged.into_iter().map(|it| Damaged { line: it.line + before, ..it });
        for damaged in shifted {
            self.damaged(damaged);
        }
        self.journal.more_damaged += more_damaged;
        self.lines += next.lines;
    }

    /// Of many damaged lines the first are kept, and one that was cut off at the end.
    fn damaged(&mut self, damaged: Damaged) {
        if damaged.kind != Damage::Torn && self.journal.damaged.len() >= MOST_SHOWN {
            self.journal.more_damaged += 1;
        } else {
            self.journal.damaged.push(damaged);
        }
    }

    fn line(&mut self, line: &'static [u8], is_last: bool) -> Result<(), Newer> {
        if let Some((sum, event)) = decode(line)? {
            self.keep(sum, event);
            return Ok(());
        }
        self.rescue(line)?;
        let kind = match line {
            _ if is_last => Damage::Torn,
            _ if is_conflict(line) => Damage::Conflict,
            _ if find(line, br#""crc":"#).is_none() => Damage::Foreign,
            _ => Damage::Broken,
        };
        let text = String::from_utf8_lossy(&line[..line.len().min(SHOWN)]).into_owned();
        self.damaged(Damaged { line: self.lines + 1, kind, text });
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
        let Self { mut journal, sums, .. } = self;
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
        let time = |event: &Event| event.seq.map(|seq| (seq, event.id));
        if !journal.events.is_sorted_by_key(time) {
            journal.events.sort_by_cached_key(time);
        }
        journal
    }
}

/// Git's marks around the two sides of a conflict, and around their common ancestor.
fn is_conflict(line: &[u8]) -> bool {
    let marks = [&b"<<<<<<< "[..], b"||||||| ", b">>>>>>> "];
    line == b"=======" || marks.iter().any(|mark| line.starts_with(mark))
}
