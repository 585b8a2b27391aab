//! The files of a knowledge base, and how text files are read.

use std::fmt::Display;
use std::fs::{DirEntry, File};
use std::io::Read;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};
use itertools::Itertools as _;

/// Larger than any honest knowledge base: 100,000 steps with their resources are about 58 MB.
const MAX_BYTES: u64 = 64 << 20;

/// One file with its whole text.
#[derive(Clone)]
pub struct SourceFile {
    /// As shown in messages.
    pub name: String,
    pub text: String,
}

/// The market beside them: see [`crate::knowledge::market`].
const MARKET: &str = "market.yaml";

impl SourceFile {
    pub fn new(name: &str, text: &str) -> Self {
        Self { name: name.to_owned(), text: text.to_owned() }
    }

    /// The text of a file, without its byte-order mark.
    pub fn at(path: &Path, text: &str) -> Self {
        let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy();
        Self::new(&name, text.strip_prefix(BYTE_ORDER_MARK).unwrap_or(text))
    }
}

/// The market of the knowledge base in a folder, if it has one.
pub fn market(folder: &Path) -> Result<Option<SourceFile>> {
    let path = folder.join(MARKET);
    if path.exists() { read_file(&path).map(Some) } else { Ok(None) }
}

/// Reads every `*.yaml` and `*.yml` file of a folder but the market, in the order of their names.
pub fn read_folder(folder: &Path) -> Result<Vec<SourceFile>> {
    let is_yaml = |path: &PathBuf| {
        path.extension().is_some_and(|end| end == "yaml" || end == "yml")
            && !path.ends_with(MARKET)
            && !path.is_dir()
    };
    let paths = entries(folder)?.iter().map(DirEntry::path).filter(is_yaml).sorted().collect_vec();
    paths.iter().map(|path| read_file(path)).collect()
}

/// The names of all that is in a folder, in order.
pub fn names(folder: &Path) -> Result<Vec<String>> {
    let name = |entry: &DirEntry| entry.file_name().to_string_lossy().into_owned();
    Ok(entries(folder)?.iter().map(name).sorted().collect())
}

fn entries(folder: &Path) -> Result<Vec<DirEntry>> {
    std::fs::read_dir(folder)
        .and_then(Iterator::collect::<std::io::Result<Vec<_>>>)
        .with_context(|| format!("cannot read the folder {}", folder.display()))
}

/// What some editors begin a text with.
pub const BYTE_ORDER_MARK: &str = "\u{feff}";

/// Reads a text file without its byte-order mark.
pub fn read_file(path: &Path) -> Result<SourceFile> {
    read_text(path).map(|text| SourceFile::at(path, &text))
}

/// Reads a text file of bounded size as it is; what is not UTF-8 or too large is refused without
/// reading it all into memory.
pub fn read_text(path: &Path) -> Result<String> {
    let shown = path.display();
    if !std::fs::metadata(path).with_context(|| format!("cannot open {shown}"))?.is_file() {
        bail!("{shown} is not a regular file");
    }
    let file = File::open(path).with_context(|| format!("cannot open {shown}"))?;
    read_bounded(&shown, file)
}

/// The same of what is open already; `shown` names it in messages.
pub fn read_bounded(shown: &impl Display, from: impl Read) -> Result<String> {
    let mut bytes = Vec::new();
    let read = from.take(MAX_BYTES + 1).read_to_end(&mut bytes);
    read.with_context(|| format!("cannot read {shown}"))?;
    if bytes.len() as u64 > MAX_BYTES {
        bail!("{shown} is larger than {} MiB", MAX_BYTES >> 20);
    }
    // UTF-16 begins with a mark, and every second byte of what people write in it is 0.
    let is_utf_16 = matches!(bytes.as_slice(), [0xff, 0xfe, ..] | [0xfe, 0xff, ..]);
    let kind = if is_utf_16 { "UTF-16 text; save it as UTF-8" } else { "not UTF-8 text" };
    String::from_utf8(bytes).ok().with_context(|| format!("{shown} is {kind}"))
}
