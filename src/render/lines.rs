//! Text that is written as it is made: a long answer is never in memory as a whole.

use std::borrow::Cow;
use std::io::{self, Write};

use memchr::memrchr;

/// Collects so many bytes before it passes them on.
const ROOM: usize = 8 << 10;

/// Passes on whole lines, made harmless: what in a text is hostile depends on the rest of its line.
pub struct Lines<W, F> {
    out: W,
    harmless: F,
    bytes: Vec<u8>,
    /// The bytes that are whole lines.
    whole: usize,
}

impl<W: Write, F: Fn(&str) -> Cow<'_, str>> Lines<W, F> {
    pub fn new(out: W, harmless: F) -> Self {
        Self { out, harmless, bytes: Vec::with_capacity(ROOM), whole: 0 }
    }

    fn pass_on(&mut self, end: usize) -> io::Result<()> {
        let text = str::from_utf8(&self.bytes[..end]).map_err(io::Error::other)?;
        self.out.write_all((self.harmless)(text).as_bytes())?;
        self.bytes.drain(..end);
        self.whole = 0;
        Ok(())
    }
}

impl<W: Write, F: Fn(&str) -> Cow<'_, str>> Write for Lines<W, F> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.bytes.len() + bytes.len() > ROOM {
            self.pass_on(self.whole)?;
        }
        if let Some(last) = memrchr(b'\n', bytes) {
            self.whole = self.bytes.len() + last + 1;
        }
        self.bytes.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.pass_on(self.bytes.len())?;
        self.out.flush()
    }
}
