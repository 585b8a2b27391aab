//! The system calls with which a change gets to the disk, as `strace` sees them.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use crate::reliability::place::{Outcome, Place};

/// All by which a program changes files, and those it needs for that. A `?` stands before what not
/// every machine has.
const CALLS: &str = "write,pwrite64,writev,pwritev,?pwritev2,?rename,renameat,?renameat2,?unlink,\
    unlinkat,?link,linkat,?symlink,symlinkat,ftruncate,truncate,fallocate,fsync,fdatasync,\
    ?sync_file_range,?mkdir,mkdirat,?creat,?open,openat,?openat2,flock,read,pread64,fchmod,fchmodat";

/// One call on the home folder, what is above it, or the journal.
#[derive(Debug)]
pub(super) struct Call {
    pub name: String,
    pub path: PathBuf,
    /// Made or opened to be written.
    pub flags: String,
    /// None: it failed.
    pub result: Option<usize>,
}

/// What is done to a call instead of what it is for: `error=EIO`, `signal=SIGKILL`.
pub(super) struct Tamper<'a> {
    pub call: &'a str,
    /// From 1, of those with this name.
    pub number: usize,
    /// Also with all later ones.
    pub for_good: bool,
    pub what: &'a str,
}

impl Tamper<'_> {
    fn option(&self) -> String {
        let Self { call, number, for_good, what } = self;
        format!("inject={call}:{what}:when={number}{}", if *for_good { "+" } else { "" })
    }
}

/// Runs a command, meddles with its calls on the journal and its folders, and says which it made.
pub(super) fn traced(place: &Place, args: &[&str], tampers: &[Tamper]) -> (Outcome, Vec<Call>) {
    let inner = place.command(args);
    let trace = place.root().join("trace");
    let mut command = Command::new("strace");
    command.args(["-f", "-qq", "-y", "-s", "0", "-e", &format!("trace={CALLS}"), "-o"]).arg(&trace);
    for folder in place.home.ancestors().take(3) {
        command.arg("-P").arg(folder);
    }
    command.arg("-P").arg(place.journal());
    for tamper in tampers {
        command.args(["-e", &tamper.option()]);
    }
    command.arg(inner.get_program()).args(inner.get_args());
    command.current_dir(place.root()).env_clear();
    command.envs(inner.get_envs().filter_map(|(name, value)| Some((name, value?))));
    command.env("PATH", std::env::var_os("PATH").unwrap());
    let output = command.output().expect("trials need strace");
    let calls = fs::read_to_string(trace).unwrap();
    (Outcome::of(output), calls.lines().filter_map(call).collect())
}

/// `PID name(arguments) = result`, where the path is in quotes or behind a number in angles.
fn call(line: &str) -> Option<Call> {
    let line = line.trim_start_matches(|c: char| c.is_ascii_digit() || c == ' ');
    let (name, rest) = line.split_once('(')?;
    let (arguments, result) = rest.rsplit_once(" = ")?;
    let quoted = || arguments.split('"').nth(1).filter(|path| !path.is_empty());
    let open = || arguments.split_once('<')?.1.split_once('>').map(|(path, _)| path);
    let path =
        if name.starts_with("open") || name.starts_with("mkdir") { quoted() } else { open() };
    let digits = result.split(|c: char| !c.is_ascii_digit()).next()?;
    Some(Call {
        name: name.to_owned(),
        path: path?.into(),
        flags: arguments.to_owned(),
        result: digits.parse().ok(),
    })
}

/// Of the calls up to and with this one, how many have its name.
pub(super) fn number(calls: &[Call], index: usize) -> usize {
    calls[..=index].iter().filter(|call| call.name == calls[index].name).count()
}
