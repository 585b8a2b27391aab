//! S10: what each command asks of the system. It speaks to nobody, starts nothing, and writes to
//! nothing but its home and the file that was named. S9: nor is any link of a plan ever opened.

use std::fs;
use std::process::Command;

use crate::reliability::place::{CHECKLIST, Place};
use crate::reliability::report;

/// Every command, and every form that a plan is exported to.
const COMMANDS: [&[&str]; 37] = [
    &[],
    &["plan"],
    &["plan", "--all"],
    &["plan", "--gantt"],
    &["plan", "--deadline", "2027-02-01"],
    &["plan", "--for", "advert.txt"],
    &["list"],
    &["show", "main"],
    &["search", "step"],
    &["why", "main"],
    &["compare", "--hours", "5,10"],
    &["gap", "advert.txt"],
    &["gap", "advert.txt", "advert.txt"],
    &["market", "advert.txt"],
    &["guide"],
    &["init", "--yes"],
    &["set", "hours=9"],
    &["know", "skill=aware"],
    &["next"],
    &["start", "s000"],
    &["log", "s000", "1h"],
    &["done", "s000"],
    &["skip", "s001"],
    &["undo"],
    &["history"],
    &["status"],
    &["cv"],
    &["remind"],
    &["sync", CHECKLIST, "--yes"],
    &["check"],
    &["completions", "bash"],
    &["man"],
    &["man", "own/home/pages"],
    &["export"],
    &["export", "out.md"],
    &["export", "--update", "out.md"],
    &["export", "no/where.csv"],
];

/// The forms that `export` has, as its help names them.
fn forms(place: &Place) -> Vec<String> {
    let help = place.yes(&["export", "-h"]).out;
    let values = help.split_once("--format").unwrap().1.split_once("[possible values: ").unwrap().1;
    let values = values.split_once(']').unwrap().0.split(',');
    values.map(|value| value.trim().to_owned()).collect()
}

/// By which a program speaks to others or becomes more than one.
const TO_OTHERS: [&str; 8] =
    ["socket", "connect", "sendto", "sendmsg", "bind", "listen", "fork", "vfork"];

/// By which it changes files and folders, beside opening them to write.
const CHANGES: [&str; 8] =
    ["rename", "unlink", "mkdir", "link", "symlink", "chmod", "truncate", "creat"];

/// Runs a command and looks at what it asks for; returns the number of calls.
fn keeps_to_itself(place: &Place, args: &[&str]) -> usize {
    let inner = place.command(args);
    let mut command = Command::new("strace");
    command.args(["-f", "-qq", "-s", "4096", "-e", "trace=%network,%process,%file", "-o", "trace"]);
    command.arg(inner.get_program()).args(inner.get_args()).current_dir(place.root()).env_clear();
    command.envs(inner.get_envs().filter_map(|(name, value)| Some((name, value?))));
    command.env("PATH", std::env::var_os("PATH").unwrap());
    command.output().expect("trials need strace");
    let trace = fs::read_to_string(place.root().join("trace")).unwrap();
    let calls = trace.lines().filter_map(|line| {
        let line = line.trim_start_matches(|c: char| c.is_ascii_digit() || c == ' ');
        line.split_once('(')
    });
    let calls: Vec<(&str, &str)> = calls.collect();
    for (call, rest) in &calls {
        assert!(!TO_OTHERS.contains(call), "{args:?}: {call}({rest}");
        let to_write = ["O_WRONLY", "O_RDWR", "O_CREAT"].iter().any(|flag| rest.contains(flag));
        let changes = CHANGES.iter().any(|change| call.starts_with(change));
        if changes || (call.starts_with("open") && to_write) {
            for path in rest.split('"').skip(1).step_by(2) {
                assert!(is_own(place, path), "{args:?}: {call}({rest}");
            }
        }
    }
    let programs = calls.iter().filter(|(call, _)| call.starts_with("exec")).count();
    assert_eq!(programs, 1, "{args:?} starts a program");
    calls.len()
}

/// Whether a path is in the home of a person, or the file that was named, or what becomes it.
fn is_own(place: &Place, path: &str) -> bool {
    let path = path.replace("/./", "/");
    let root = format!("{}/", place.root().display());
    let name = path.strip_prefix(&root).unwrap_or(&path);
    let name = name.strip_prefix("./").unwrap_or(name);
    let is_output = name.starts_with("out") || name.starts_with(".mlpath-");
    name.starts_with("own/home") || name == "own" || is_output && !name.contains('/')
}

#[test]
#[ignore = "long; .ci/run runs it"]
fn trial_no_command_speaks_to_anybody_or_writes_elsewhere() {
    let place = crate::reliability::diary();
    fs::write(place.root().join("advert.txt"), "Engineer\n\nRequirements: Skill.\n").unwrap();
    let exports = forms(&place).into_iter().flat_map(|form| {
        let export =
            |file: &str| ["export", "--force", "--format", &form, file].map(str::to_owned).to_vec();
        [export("out"), export("-")]
    });
    let commands = COMMANDS.iter().map(|args| args.iter().map(|it| (*it).to_owned()).collect());
    let (mut cases, mut calls) = (0, 0);
    for args in commands.chain(exports) {
        let args: Vec<&str> = args.iter().map(String::as_str).collect();
        calls += keeps_to_itself(&place, &args);
        cases += 1;
    }
    report("commands", &[("cases", cases), ("calls", calls), ("to others", 0), ("elsewhere", 0)]);
}
