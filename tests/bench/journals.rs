//! Journals of any length, and adverts in any number.

use std::fs::{self, File};
use std::io::{BufWriter, Result, Write as _};
use std::path::Path;
use std::time::Duration;

use jiff::civil::DateTime;

/// The steps of the shipped knowledge base that something is recorded of.
const STEPS: [&str; 4] =
    ["python-cs50p", "shell-missing-semester", "git-version-control", "ml-zoomcamp"];
/// No more hours of work are logged, so that journals of all lengths leave as much to do.
const LOGGED: usize = 20;

/// Seconds of somewhat less than a year.
const YEAR: usize = 360 * 24 * 60 * 60;

/// Writes a journal of so many events within a year: some hours of work, then notes, and every
/// tenth event an undo of the one before it.
///
/// # Errors
/// If the file cannot be written.
pub fn write(events: usize, begin: DateTime, path: &Path) -> Result<()> {
    let mut file = BufWriter::new(File::create(path)?);
    for event in 0..events {
        let at = begin + Duration::from_secs((event * YEAR / events) as u64);
        let seq = 1_798_000_000 + event;
        let step = STEPS[event % STEPS.len()];
        let what = match event {
            _ if event < LOGGED => format!(r#""do":"log","step":"{}","hours":1"#, STEPS[0]),
            _ if event % 10 == 0 => format!(r#""do":"undo","undoes":"{:09x}abc""#, event - 1),
            _ => format!(r#""do":"note","step":"{step}","note":"Read on, to page {event}""#),
        };
        let line = format!(r#"{{"v":1,"id":"{event:09x}abc","at":"{at}Z","seq":{seq},{what}"#);
        let sum = crc32fast::hash(line.as_bytes());
        writeln!(file, r#"{line},"crc":"{sum:08x}"}}"#)?;
    }
    file.flush()
}

/// Writes so many adverts into a folder, which is made: those of `tests/adverts` again and again,
/// each with a reference of its own.
///
/// # Errors
/// If a file cannot be read or written.
pub fn write_adverts(count: usize, folder: &Path) -> Result<()> {
    fs::create_dir_all(folder)?;
    for number in 0..count {
        let advert = fs::read(format!("tests/adverts/{:02}.txt", number % 32 + 1))?;
        let mut file = File::create(folder.join(format!("{number:04}.txt")))?;
        file.write_all(&advert)?;
        writeln!(file, "\nReference: {number}")?;
    }
    Ok(())
}
