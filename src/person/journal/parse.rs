//! Bytes of a journal -> [`Journal`]. Every whole event is found, wherever it is in the bytes.

use memchr::memchr_iter;
use memchr::memmem::find;
use rustc_hash::FxHashSet;

use crate::person::journal::line::{BEGIN, Decoder, Newer, frame_end};
use crate::person::journal::{Damage, Damaged, Event, Journal, Text, undone};

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
    let bytes: &'static [u8] = bytes.leak();
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let mut reader = Reader { is_in_order: true, ..Reader::default() };
    reader.journal.events.reserve(bytes.len() / USUAL_LINE);
    let mut begin = 0;
    for (place, end) in memchr_iter(b'\n', bytes).chain([bytes.len()]).enumerate() {
        let line = &bytes[begin..end];
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        match reader.decoder.decode(line)? {
            Some(event) => reader.add(event),
            None if line.trim_ascii().is_empty() => {}
            None => reader.set_aside(line, place + 1, end == bytes.len())?,
        }
        begin = end + 1;
    }
    Ok(reader.finish())
}

/// A journal of which a part is read.
#[derive(Default)]
struct Reader {
    journal: Journal,
    decoder: Decoder,
    /// Each event is later than the one before it, as one machine writes them.
    is_in_order: bool,
    last: Option<(i64, Text)>,
    /// Each with what it undoes.
    undos: Vec<(Text, Text)>,
}

impl Reader {
    fn add(&mut self, event: Event) {
        // Asked while the event is at hand: of a long journal, to get it from memory again takes
        // longer than the question.
        let time = time(&event);
        self.is_in_order &= self.last < time;
        self.last = time;
        self.undos.extend(event.undo());
        self.journal.events.push(event);
    }

    fn finish(self) -> Journal {
        let Self { mut journal, undos, is_in_order, .. } = self;
        if !is_in_order {
            journal.put_in_order();
        }
        Journal { undone: undone(undos), ..journal }
    }

    fn set_aside(
        &mut self,
        line: &'static [u8],
        number: usize,
        is_last: bool,
    ) -> Result<(), Newer> {
        self.rescue(line)?;
        let kind = match line {
            _ if is_last => Damage::Torn,
            _ if is_conflict(line) => Damage::Conflict,
            _ if find(line, br#""crc":"#).is_none() => Damage::Foreign,
            _ => Damage::Broken,
        };
        // Of many the first are kept, and one that was cut off at the end.
        let journal = &mut self.journal;
        if kind != Damage::Torn && journal.damaged.len() >= MOST_SHOWN {
            journal.more_damaged += 1;
            return Ok(());
        }
        let text = String::from_utf8_lossy(&line[..line.len().min(SHOWN)]).into_owned();
        journal.damaged.push(Damaged { line: number, kind, text });
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
                && let Some(event) = self.decoder.decode(&own[..end])?
            {
                self.add(event);
            }
            rest = &rest[own.len()..];
        }
        Ok(())
    }
}

impl Journal {
    /// Leaves each event once, and puts them into the order of time; of those at the same second on
    /// two machines, into that of their ids.
    fn put_in_order(&mut self) {
        let mut ids = FxHashSet::default();
        let ids_of_all = self.events.iter().map(|event| event.id);
        let repeated: FxHashSet<Text> = ids_of_all.filter(|&id| !ids.insert(id)).collect();
        let mut seen = FxHashSet::default();
        self.events.retain(|event| !repeated.contains(&event.id) || seen.insert(event.clone()));
        self.events.sort_by_cached_key(time);
    }
}

/// When an event was recorded; old lines do not say.
fn time(event: &Event) -> Option<(i64, Text)> {
    event.seq.map(|seq| (seq, event.id))
}

/// Git's marks around the two sides of a conflict, and around their common ancestor.
fn is_conflict(line: &[u8]) -> bool {
    let marks = [&b"<<<<<<< "[..], b"||||||| ", b">>>>>>> "];
    line == b"=======" || marks.iter().any(|mark| line.starts_with(mark))
}
