//! The file behind a journal. A change is one `write` under a kernel lock, held from reading the
//! file until the change is on the disk; the lock dies with its holder, so a stale one cannot
//! exist. Readers take no lock: a reader that sees an unfinished line waits for the writer and
//! reads again. Windows keeps readers out of a locked file; there they wait their turn.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{ErrorKind, Read as _, Seek as _, Write as _};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail};
use itertools::Itertools as _;
use jiff::Timestamp;

use crate::failure::Refused;
use crate::person::home::{make_folder, private, sync_place};
use crate::person::journal::line::{Newer, VERSION, encode};
use crate::person::journal::parse::parse;
use crate::person::journal::{Damage, Event, Journal, Origin, Record};

/// Two million events; more is not a person's journal.
const MOST_BYTES: u64 = 256 << 20;
/// Between two tries to get the lock.
const NAP: Duration = Duration::from_millis(3);
/// Two hundred writers at once are through in a few seconds, also on a slow disk.
pub const PATIENCE: Duration = Duration::from_secs(30);

const NOTHING: &str = "nothing was recorded";

/// Where a journal is kept.
#[derive(Debug, Clone)]
pub struct Store {
    pub path: PathBuf,
    /// The time that is written into its lines, RFC 3339.
    pub now: String,
    pub origin: Origin,
    /// How long another program may keep the journal locked.
    pub patience: Duration,
}

impl Store {
    /// Reads the journal; where there is no file, nothing has happened yet.
    ///
    /// # Errors
    /// If the file cannot be read, is no file, or was written by a newer version.
    pub fn read(&self) -> Result<Journal> {
        if !self.exists()? {
            return Ok(Journal::default());
        }
        let mut file = File::open(&self.path).with_context(|| self.failed("open"))?;
        if cfg!(windows) {
            self.lock(&file, File::try_lock_shared)?;
        }
        let journal = self.parse(self.bytes(&mut file)?)?;
        let is_torn = journal.damaged.last().is_some_and(|damaged| damaged.kind == Damage::Torn);
        if cfg!(windows) || !is_torn {
            return Ok(journal);
        }
        // A line without an end is being written right now, or was cut off long ago; if the lock
        // cannot be had, it counts as cut off.
        let _ = self.lock(&file, File::try_lock_shared);
        file.rewind().with_context(|| self.failed("read"))?;
        self.parse(self.bytes(&mut file)?)
    }

    /// Adds the records that `decide` derives from the journal, if any, as one change; no other
    /// program can change the journal in between. Returns it as it was, and what was added.
    ///
    /// # Errors
    /// Those of `decide`; if the file cannot be read or written; if the lock cannot be had. Then
    /// nothing was added, unless the message says that this is not certain.
    pub fn change(
        &self,
        decide: impl FnOnce(&Journal) -> Result<Vec<Record>>,
    ) -> Result<(Journal, Vec<Event>)> {
        let mut file = self.open_to_write()?;
        let bytes = self.bytes(&mut file)?;
        let (length, last) = (bytes.len() as u64, bytes.last().copied());
        let journal = self.parse(bytes)?;
        let events = self.number(&journal, decide(&journal)?)?;
        if events.is_empty() {
            return Ok((journal, events));
        }
        let mut text = String::new();
        if last.is_some_and(|byte| byte != b'\n') {
            // What was cut off there stays, on a line of its own.
            text.push('\n');
        }
        for event in &events {
            text += &encode(event)?;
        }
        self.append(&mut file, length, &text)?;
        Ok((journal, events))
    }

    fn append(&self, file: &mut File, length: u64, text: &str) -> Result<()> {
        if length == 0 {
            // It may be new, even if another program made it and died. Its directory entry is
            // synced before the first byte, so later writers need not sync it again.
            let settled = sync_place(&self.path).with_context(|| self.failed("write"));
            settled.context(NOTHING)?;
        }
        let written = write_at_once(file, text.as_bytes()).and_then(|()| file.sync_data());
        let Err(why) = written else { return Ok(()) };
        // What was written of a change that did not get to the disk is cut off.
        let outcome = match file.set_len(length).and_then(|()| file.sync_data()) {
            Ok(()) => NOTHING,
            Err(_) => "this may or may not be recorded: look at `mlpath history`",
        };
        Err(why).with_context(|| self.failed("write")).context(outcome)
    }

    /// Whether there is a file, which must be a regular one.
    fn exists(&self) -> Result<bool> {
        match std::fs::metadata(&self.path) {
            Ok(meta) if meta.is_file() => Ok(true),
            Ok(_) => bail!("{} is not a regular file", self.path.display()),
            Err(why) if why.kind() == ErrorKind::NotFound => Ok(false),
            // Something above it is a file: then there is no journal, but no place for one either.
            Err(why) => Err(why).with_context(|| self.failed("open")),
        }
    }

    /// The file at the path, locked; made if it is not there.
    fn open_to_write(&self) -> Result<File> {
        if let Some(folder) = self.path.parent() {
            make_folder(folder)?;
        }
        loop {
            self.exists()?;
            let mut options = OpenOptions::new();
            // Windows cannot truncate a file opened for appending. There the lock keeps other
            // writers out, and after reading it all we are at its end.
            options.read(true).write(true).append(cfg!(not(windows))).create(true);
            let file = private(&mut options).open(&self.path);
            let file = file.with_context(|| self.failed("open"))?;
            self.lock(&file, File::try_lock)?;
            // An editor may have put another file in its place while we waited.
            if is_at(&file, &self.path).with_context(|| self.failed("open"))? {
                return Ok(file);
            }
        }
    }

    fn lock(&self, file: &File, try_lock: fn(&File) -> Result<(), TryLockError>) -> Result<()> {
        let begun = Instant::now();
        loop {
            match try_lock(file) {
                Ok(()) => return Ok(()),
                Err(TryLockError::WouldBlock) if begun.elapsed() < self.patience => {
                    std::thread::sleep(NAP);
                }
                Err(TryLockError::WouldBlock) => break,
                Err(TryLockError::Error(why)) => {
                    return Err(why).with_context(|| self.failed("lock"));
                }
            }
        }
        let shown = self.path.display();
        let hint = format!(
            "find it with `fuser -v {shown}`, let it finish or end it, and try again; {NOTHING}"
        );
        let message = format!("another program keeps {shown} locked");
        let waited = format!("waited {} seconds for it", self.patience.as_secs());
        bail!(Refused::new(message, hint).because(vec![waited]))
    }

    fn bytes(&self, file: &mut File) -> Result<Vec<u8>> {
        let length = file.metadata().map_or(0, |meta| meta.len()).min(MOST_BYTES);
        let mut bytes = Vec::with_capacity(length as usize + 1);
        let whole = file.take(MOST_BYTES + 1).read_to_end(&mut bytes);
        whole.with_context(|| self.failed("read"))?;
        if bytes.len() as u64 > MOST_BYTES {
            bail!("{} is larger than {} MiB", self.path.display(), MOST_BYTES >> 20);
        }
        Ok(bytes)
    }

    fn parse(&self, bytes: Vec<u8>) -> Result<Journal> {
        parse(bytes).map_err(|Newer(version)| {
            let message = format!("{} was written by a newer mlpath", self.path.display());
            let hint = "install the newer version; the journal was not touched";
            let known = format!("this program knows version {VERSION}");
            let cause = format!("it has lines of version {version}; {known}");
            Refused::new(message, hint).because(vec![cause]).into()
        })
    }

    fn failed(&self, what: &str) -> String {
        format!("cannot {what} {}", self.path.display())
    }

    /// Gives the records of one change their ids and their places in time.
    pub(super) fn number(&self, journal: &Journal, records: Vec<Record>) -> Result<Vec<Event>> {
        let unusable = "the clock gives no usable time: name the day with --today DATE";
        let day = self.now.get(..10).and_then(|day| day.parse().ok()).context(unusable)?;
        // The last hours of the year 9999 are none that a time stamp can say.
        let now = self.now.parse().unwrap_or(Timestamp::MAX).as_second();
        let known = journal.events.last().and_then(|event| event.seq);
        let mut seq = known.map_or(now, |known| now.max(known.saturating_add(1)));
        // By an id that an undo names already, what is added would be undone from the beginning.
        let is_taken = |id: &str| {
            journal.events.iter().any(|event| {
                *event.id == *id || event.record.undoes.is_some_and(|undone| *undone == *id)
            })
        };
        let mut events: Vec<Event> = Vec::with_capacity(records.len());
        for mut record in records {
            let on = record.on.take();
            let at = on.map_or(self.now.clone(), |on| format!("{on}T12:00:00Z")).into();
            let day = on.unwrap_or(day);
            let mut place = journal.events.len() + events.len();
            let mut id = self.origin.id(place)?;
            while is_taken(&id) {
                place += 1;
                id = self.origin.id(place)?;
            }
            let part_of = events.first().map(|first| first.id);
            events.push(Event { id: id.into(), at, day, seq: Some(seq), part_of, record });
            seq = seq.saturating_add(1);
        }
        Ok(events)
    }

    /// Says where lines are set aside.
    pub fn complaint(&self, journal: &Journal) -> Option<String> {
        let damaged = &journal.damaged;
        let first = damaged.first()?;
        let lines = damaged.iter().take(5).map(|damaged| damaged.line).join(", ");
        let more = if damaged.len() > 5 { " and more" } else { "" };
        let are_all = |kind| damaged.iter().all(|damaged| damaged.kind == kind);
        let what = match first.kind {
            kind if are_all(kind) && damaged.len() > 1 => match kind {
                Damage::Conflict => "are git's conflict marks; what is between them counts",
                Damage::Foreign => "were not written by mlpath and are ignored",
                Damage::Torn | Damage::Broken => "are damaged and ignored",
            },
            _ if damaged.len() > 1 => "cannot be read and are ignored",
            Damage::Torn => "has no end and is ignored",
            Damage::Foreign => "was not written by mlpath and is ignored",
            Damage::Conflict => "is a conflict mark of git and is ignored",
            Damage::Broken => "is damaged and ignored",
        };
        let noun = if damaged.len() > 1 { "lines" } else { "line" };
        Some(format!("{}: {noun} {lines}{more} {what}", self.path.display()))
    }
}

/// One system call; a partial write is an error, since the rest could follow another's line.
fn write_at_once(file: &mut File, bytes: &[u8]) -> std::io::Result<()> {
    loop {
        match file.write(bytes) {
            Ok(written) if written == bytes.len() => return Ok(()),
            Ok(_) => return Err(ErrorKind::StorageFull.into()),
            Err(why) if why.kind() == ErrorKind::Interrupted => {}
            Err(why) => return Err(why),
        }
    }
}

#[cfg(unix)]
fn is_at(file: &File, path: &Path) -> std::io::Result<bool> {
    use std::os::unix::fs::MetadataExt as _;
    let own = file.metadata()?;
    match std::fs::metadata(path) {
        Ok(other) => Ok((own.dev(), own.ino()) == (other.dev(), other.ino())),
        Err(why) if why.kind() == ErrorKind::NotFound => Ok(false),
        Err(why) => Err(why),
    }
}

/// Elsewhere a file that is open cannot be replaced.
#[cfg(not(unix))]
fn is_at(_: &File, _: &Path) -> std::io::Result<bool> {
    Ok(true)
}
