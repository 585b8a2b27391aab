//! Where the files of a knowledge base come from: embedded in the binary, or a folder.

use std::fs::File;
use std::io::Read as _;
use std::path::Path;

use anyhow::{Context as _, Result, bail};

/// Larger than any honest knowledge base (100,000 steps are about 20 MB). The parser needs about
/// forty bytes of memory for each byte.
const MAX_BYTES: u64 = 32 << 20;

/// One file with its whole text.
pub struct SourceFile {
    /// As shown in messages.
    pub name: String,
    pub text: String,
}

macro_rules! embedded {
    ($($name:literal),* $(,)?) => {
        [$(($name, include_str!(concat!("../../data/", $name)))),*]
    };
}

/// The shipped files, embedded so that the binary needs no installation.
pub fn shipped() -> Vec<SourceFile> {
    embedded![
        "guide.yaml",
        "competencies.yaml",
        "asked.yaml",
        "sources.yaml",
        "education.yaml",
        "skills.yaml",
        "experience.yaml",
        "networking.yaml",
        "roles.yaml",
    ]
    .into_iter()
    .map(|(name, text)| SourceFile { name: name.to_owned(), text: text.to_owned() })
    .collect()
}

/// Reads every `*.yaml` and `*.yml` file of a folder, in the order of their names.
pub fn read_folder(folder: &Path) -> Result<Vec<SourceFile>> {
    let shown = folder.display();
    let failed = || format!("cannot read the folder {shown}");
    let mut paths = Vec::new();
    for entry in std::fs::read_dir(folder).with_context(failed)? {
        let path = entry.with_context(failed)?.path();
        let yaml = path.extension().is_some_and(|end| end == "yaml" || end == "yml");
        if yaml && !path.is_dir() {
            paths.push(path);
        }
    }
    paths.sort();
    if paths.is_empty() {
        bail!("no *.yaml file in {shown}");
    }
    paths.iter().map(|path| read_file(path)).collect()
}

/// Reads a text file without the byte-order mark that some editors write.
pub fn read_file(path: &Path) -> Result<SourceFile> {
    let text = read_text(path)?;
    let text = text.strip_prefix('\u{feff}').map_or(text.clone(), str::to_owned);
    let name =
        path.file_name().map_or_else(|| path.display().to_string(), |n| n.to_string_lossy().into());
    Ok(SourceFile { name, text })
}

/// Reads a text file of bounded size as it is; what is not UTF-8 or too large is refused without
/// reading it all into memory.
pub fn read_text(path: &Path) -> Result<String> {
    let shown = path.display();
    if !std::fs::metadata(path).with_context(|| format!("cannot open {shown}"))?.is_file() {
        bail!("{shown} is not a regular file");
    }
    let file = File::open(path).with_context(|| format!("cannot open {shown}"))?;
    let mut bytes = Vec::new();
    let read = file.take(MAX_BYTES + 1).read_to_end(&mut bytes);
    read.with_context(|| format!("cannot read {shown}"))?;
    if bytes.len() as u64 > MAX_BYTES {
        bail!("{shown} is larger than {} MiB", MAX_BYTES >> 20);
    }
    String::from_utf8(bytes).ok().with_context(|| format!("{shown} is not UTF-8 text"))
}
