//! Reads the shipped knowledge base while the program is built, so that no run has to: a mistake in
//! `data/` is an error of the build, with its file and line.

#[expect(dead_code, unused_imports, reason = "the program uses what this script does not")]
mod knowledge {
    pub mod adverts;
    mod checked;
    pub mod code;
    mod cycle;
    pub mod diagnostics;
    pub mod entry;
    pub mod files;
    mod guard;
    mod hostile;
    pub mod hours;
    mod levels;
    pub mod link;
    mod locate;
    pub mod market;
    pub mod market_file;
    pub mod model;
    mod nearest;
    mod origin;
    mod parse;
    mod read;
    mod report;
    pub mod rows;
    pub mod text;
    pub mod vocabulary;
    mod wording;

    pub use checked::{line, pairs};
    pub use parse::document as parse_document;
}

use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};

use knowledge::files::{SourceFile, market, read_file};
use knowledge::link::read;
use knowledge::market_file::load;

/// In the order in which answers list what they hold.
const FILES: [&str; 10] = [
    "guide.yaml",
    "competencies.yaml",
    "asked.yaml",
    "sources.yaml",
    "education.yaml",
    "skills.yaml",
    "experience.yaml",
    "networking.yaml",
    "roles.yaml",
    "posts.yaml",
];

/// What is known of words in `src`.
const WORDS: [&str; 9] = [
    "advert/lexicon/english",
    "advert/lexicon/german",
    "advert/lexicon/french",
    "advert/lexicon/spanish",
    "advert/lexicon/titles",
    "advert/lexicon/frame",
    "advert/lexicon/languages",
    "advert/knockouts",
    "cv/lexicon",
];

fn main() {
    for read in ["data", "src/build.rs", "src/knowledge"] {
        println!("cargo::rerun-if-changed={read}");
    }
    if let Err(error) = embed() {
        for line in format!("{error:#}").lines() {
            println!("cargo::error={}", line.trim_start());
        }
    }
}

/// Checks `data/`, and writes what the program embeds.
#[expect(clippy::disallowed_methods, reason = "cargo tells a build script by the environment")]
fn embed() -> Result<()> {
    let data = Path::new("data");
    let out = PathBuf::from(std::env::var_os("OUT_DIR").context("cargo runs this")?);
    let files = FILES.iter().map(|name| read_file(&data.join(name)));
    let kb = read(data, &files.collect::<Result<Vec<SourceFile>>>()?)?;
    let market = market(data)?.context("data/market.yaml is missing")?;
    let market = load(&kb, Some(data), &market)?;
    std::fs::write(out.join("kb"), bitcode::encode(&kb))?;
    std::fs::write(out.join("market"), bitcode::encode(&market))?;
    std::fs::write(out.join("files.rs"), texts()?)?;
    WORDS.into_iter().try_for_each(|file| words(file, &out))
}

/// Writes a file of words as JSON, which is read sooner than YAML.
fn words(file: &str, out: &Path) -> Result<()> {
    let yaml = Path::new("src").join(file).with_extension("yaml");
    println!("cargo::rerun-if-changed={}", yaml.display());
    let words: serde_json::Value = serde_yaml::from_str(&read_file(&yaml)?.text)
        .with_context(|| yaml.display().to_string())?;
    let json = out.join(file).with_extension("json");
    std::fs::create_dir_all(json.parent().unwrap_or(out))?;
    Ok(std::fs::write(json, words.to_string())?)
}

/// The files themselves, for whoever wants to change them.
fn texts() -> Result<String> {
    let entry = |name: &str| {
        let path = std::path::absolute(Path::new("data").join(name))?;
        let path = path.to_str().context("the path of `data` is no text")?;
        Ok(format!("    ({name:?}, include_str!({path:?})),\n"))
    };
    let entries: String =
        FILES.into_iter().chain(["market.yaml"]).map(entry).collect::<Result<_>>()?;
    let doc = "/// Name and text of every file of `data/`.";
    Ok(format!("{doc}\npub const FILES: &[(&str, &str)] = &[\n{entries}];\n"))
}
