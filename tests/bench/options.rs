//! What is typed after `cargo bench --bench speed --`.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use anyhow::{Context as _, Result, ensure};
use clap::{Parser as _, ValueEnum};
use itertools::Itertools as _;
use tempfile::TempDir;

use crate::rounds::Rounds;
use crate::{daily, growth, solver, table};

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Group {
    /// Daily commands on the shipped knowledge base, beside other programs
    Start,
    /// Generated worlds of 1,000 and 10,000 steps, in all shapes
    Scale,
    /// A knowledge base of 100,000 steps
    Large,
    /// Journals of up to 100,000 events
    Journal,
    /// Up to a thousand adverts at once
    Adverts,
    /// Worlds that are hard to select from, and what the answer is worth
    Solver,
}

#[derive(Debug, clap::Parser)]
struct Options {
    /// All of them, unless some are named
    groups: Vec<Group>,
    /// Rounds, of which the median is shown
    #[arg(long, default_value_t = 11)]
    runs: usize,
    /// Three rounds, on worlds of a tenth of the size
    #[arg(long)]
    quick: bool,
    /// Other builds of `mlpath` to measure in turn with this one, as tables name them
    #[arg(long, value_name = "NAME=PATH", value_parser = named)]
    against: Vec<(String, PathBuf)>,
    /// The most CPU seconds that a command may take
    #[arg(long, default_value_t = 60)]
    limit: u64,
    #[arg(long, hide = true)]
    bench: bool,
}

/// What all groups need.
#[derive(Debug)]
pub struct Bench {
    pub rounds: Rounds,
    /// The names of the programs, for the heads of tables.
    pub names: Vec<String>,
    /// Where everything is generated.
    pub folder: TempDir,
    /// By what sizes are divided.
    pub divisor: usize,
    groups: Vec<Group>,
}

/// Reads the command line.
///
/// # Errors
/// If there is no place for what is generated, or no compiler.
pub fn read() -> Result<Bench> {
    let options = Options::parse();
    let folder = tempfile::tempdir()?;
    let now = ("now".to_owned(), PathBuf::from(env!("CARGO_BIN_EXE_mlpath")));
    let (mut programs, mut names) = (Vec::new(), Vec::new());
    for (name, path) in [now].into_iter().chain(options.against) {
        let copy = folder.path().join(format!("mlpath-{}", programs.len()));
        programs.push(installed(&path, &copy)?);
        names.push(name);
    }
    let groups = match options.groups.is_empty() {
        true => Group::value_variants().to_vec(),
        false => options.groups,
    };
    let rounds = Rounds {
        programs,
        own: std::env::current_exe()?,
        hello: hello(folder.path())?,
        most: if options.quick { 3 } else { options.runs.max(1) },
        limit: Duration::from_secs(options.limit),
    };
    let divisor = if options.quick { 10 } else { 1 };
    Ok(Bench { rounds, names, folder, divisor, groups })
}

/// A program, and what tables call it.
fn named(text: &str) -> Result<(String, PathBuf), String> {
    let (name, path) = text.split_once('=').ok_or("give it a name: NAME=PATH")?;
    Ok((name.to_owned(), PathBuf::from(path)))
}

/// Copies a program, as installing does: one that a linker has just written takes up to half a
/// millisecond more to begin.
fn installed(path: &Path, to: &Path) -> Result<PathBuf> {
    std::fs::copy(path, to).with_context(|| format!("cannot copy {}", path.display()))?;
    Ok(to.to_owned())
}

/// Compiles the least that a program in Rust can be.
fn hello(folder: &Path) -> Result<PathBuf> {
    let [source, linked, hello] =
        ["hello.rs", "hello.linked", "hello"].map(|name| folder.join(name));
    std::fs::write(&source, "fn main() {\n    println!(\"hello\");\n}\n")?;
    let compiled = Command::new("rustc").arg("-O").arg("-o").arg(&linked).arg(source).status()?;
    ensure!(compiled.success(), "rustc cannot compile hello.rs");
    installed(&linked, &hello)
}

impl Bench {
    /// Runs all groups that were asked for.
    ///
    /// # Errors
    /// If something cannot be generated or run.
    pub fn run(&self) -> Result<()> {
        for group in &self.groups {
            match group {
                Group::Start => daily::start(self),
                Group::Scale => growth::scale(self),
                Group::Large => growth::large(self),
                Group::Journal => daily::journal(self),
                Group::Adverts => daily::adverts(self),
                Group::Solver => solver::solver(self),
            }
            .with_context(|| format!("{group:?}"))?;
        }
        Ok(())
    }

    /// A new folder.
    ///
    /// # Errors
    /// If it cannot be made.
    pub fn folder(&self, name: &str) -> Result<PathBuf> {
        let folder = self.folder.path().join(name);
        std::fs::create_dir_all(&folder)?;
        Ok(folder)
    }

    /// Prints the head of a table: columns before those of each program, and behind.
    pub fn head(&self, heading: &str, before: &[&str], own: &[String], behind: &[&str]) {
        let of_all = self.names.iter().flat_map(|name| own.iter().map(move |own| (name, own)));
        let of_all = of_all.map(|(name, own)| match self.names.len() {
            1 => own.clone(),
            _ => format!("{name}: {own}"),
        });
        let [before, behind] = [before, behind].map(|words| words.iter().map(ToString::to_string));
        table::head(heading, &before.chain(of_all).chain(behind).collect_vec());
    }
}
