//! Whole processes, by the CPU time and the memory that the system says they took.

use std::ffi::OsString;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use anyhow::{Context as _, Result};
use wait4::Wait4 as _;

/// A command line, and where it runs.
#[derive(Debug, Clone)]
pub struct Work {
    /// As tables name it.
    pub name: String,
    pub program: Program,
    pub args: Vec<OsString>,
    /// Working and home folder.
    pub folder: PathBuf,
    /// What else its environment holds.
    pub env: Vec<(&'static str, String)>,
    /// A journal that the command adds to, and the length that it is cut to before each run.
    pub cut: Option<(PathBuf, u64)>,
}

/// What is run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Program {
    /// This program, and those that it is measured against.
    Mlpath,
    /// This benchmark, as a process that does as good as nothing.
    Own,
    /// A program of this machine.
    Peer(&'static str),
}

impl Work {
    fn new(folder: &Path, program: Program, name: String, words: &str) -> Self {
        let args = words.split_whitespace().map(OsString::from).collect();
        Self { name, program, args, folder: folder.to_owned(), env: Vec::new(), cut: None }
    }

    /// `mlpath` with these words.
    pub fn mlpath(folder: &Path, words: &str) -> Self {
        Self::new(folder, Program::Mlpath, words.to_owned(), words).with(["--today", super::TODAY])
    }

    /// What is offered at TAB behind these words.
    pub fn tab(folder: &Path, words: &str) -> Self {
        let line = format!("-- mlpath {words}");
        let last = words.split_whitespace().count().to_string();
        let env = [("MLPATH_COMPLETE", "bash".to_owned()), ("_CLAP_COMPLETE_INDEX", last)];
        let work = Self::new(folder, Program::Mlpath, format!("{words} TAB"), &line);
        Self { env: env.into(), ..work }
    }

    /// This benchmark, which a word tells what to do.
    pub fn own(folder: &Path, name: &str, word: &str) -> Self {
        Self::new(folder, Program::Own, name.to_owned(), word)
    }

    /// A program of this machine with these words.
    pub fn peer(folder: &Path, program: &'static str, words: &str) -> Self {
        Self::new(folder, Program::Peer(program), format!("{program} {words}"), words)
    }

    pub fn with(mut self, args: impl IntoIterator<Item = impl Into<OsString>>) -> Self {
        self.args.extend(args.into_iter().map(Into::into));
        self
    }
}

/// What one run took.
#[derive(Debug, Clone, Copy)]
pub struct Usage {
    /// User and system time of the process.
    pub cpu: Duration,
    /// The most memory that it held, in bytes.
    pub memory: u64,
    pub end: End,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    Well,
    /// With an exit code that says so.
    Refused,
    /// By a signal: it took more than its limit, or it crashed.
    Stopped,
}

/// Runs a command whose output goes to nothing.
///
/// # Errors
/// If it cannot be begun.
pub fn run(program: &Path, work: &Work, limit: Duration) -> Result<Usage> {
    if let Some((journal, length)) = &work.cut {
        File::options().write(true).create(true).truncate(false).open(journal)?.set_len(*length)?;
    }
    let own = [("HOME", &work.folder), ("MLPATH_HOME", &work.folder), ("TASKDATA", &work.folder)];
    let mut command = Command::new(program);
    command
        .args(&work.args)
        .current_dir(&work.folder)
        .env_clear()
        .envs(std::env::vars_os().filter(|(name, _)| name == "PATH"))
        .envs(own)
        .env("TASKRC", work.folder.join("taskrc"))
        .env("COLUMNS", "80")
        .env("MLPATH_SEED", "1")
        .envs(work.env.iter().map(|(name, value)| (name, value)))
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    let mut child = command.spawn().with_context(|| program.display().to_string())?;
    bound(&child, limit);
    let used = child.wait4()?;
    let end = match used.status.code() {
        Some(0) => End::Well,
        Some(_) => End::Refused,
        None => End::Stopped,
    };
    let cpu = used.rusage.utime + used.rusage.stime;
    Ok(Usage { cpu, memory: used.rusage.maxrss, end })
}

/// Has the system end a process that takes longer.
#[cfg(target_os = "linux")]
fn bound(child: &Child, limit: Duration) {
    use rustix::process::{Pid, Resource, Rlimit, prlimit};
    let seconds = Some(limit.as_secs().max(1));
    let limit = Rlimit { current: seconds, maximum: seconds };
    // It may have ended by now.
    let _ = prlimit(Some(Pid::from_child(child)), Resource::Cpu, limit);
}

#[cfg(not(target_os = "linux"))]
fn bound(_: &Child, _: Duration) {}
