//! Programs that are killed, or whose disk fails, while they write a file whole; editors that save
//! at the same time.

use std::fs;
use std::path::Path;
use std::process::Command;
use std::thread::sleep;
use std::time::Duration;

use crate::reliability::place::{Outcome, Place};
use crate::reliability::report;

const EXPORT: &[&str] = &["export", "plan.md"];
const INIT: &[&str] = &["init", "--force", "--yes", "--hours", "9"];
const STATUS: &[&str] = &["status"];
/// All by which a file is made, written, and put in its place.
const CALLS: [&str; 9] =
    ["openat", "write", "fsync", "fchmod", "flock", "rename", "renameat2", "linkat", "unlink"];

/// A home with a profile and a look at the status, and a checklist without its tick.
fn place() -> Place {
    let place = Place::new(2);
    fs::create_dir_all(&place.home).unwrap();
    fs::write(place.home.join("profile.yaml"), "start: 2027-01-04\nhours: 8\n").unwrap();
    place.yes(EXPORT);
    place.yes(&["status", "--today", "2027-01-05"]);
    place.yes(&["done", "main"]);
    place
}

/// The files that the commands write.
fn files(place: &Place) -> Vec<(String, Vec<u8>)> {
    let in_folder = |folder: &Path| {
        let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
        entries.filter(|path| path.is_file()).collect::<Vec<_>>()
    };
    let mut paths = [in_folder(&place.home), in_folder(place.root())].concat();
    paths.retain(|path| !path.ends_with("trace"));
    paths.sort();
    paths.into_iter().map(|path| (path.display().to_string(), fs::read(path).unwrap())).collect()
}

/// Puts the files back as they were.
fn restore(place: &Place, before: &[(String, Vec<u8>)]) {
    for (path, _) in files(place) {
        fs::remove_file(path).unwrap();
    }
    for (path, bytes) in before {
        fs::write(path, bytes).unwrap();
    }
}

/// Runs a command under `strace` with these options.
fn traced(place: &Place, args: &[&str], options: &[&str]) -> Command {
    let inner = place.command(args);
    let mut command = Command::new("strace");
    command.args(["-f", "-qq", "-o", "trace", "-e", &format!("trace={}", CALLS.join(","))]);
    command.args(options).arg(inner.get_program()).args(inner.get_args());
    command.current_dir(place.root()).env_clear();
    command.envs(inner.get_envs().filter_map(|(name, value)| Some((name, value?))));
    command.env("PATH", std::env::var_os("PATH").unwrap());
    command.stdout(std::process::Stdio::piped()).stderr(std::process::Stdio::piped());
    command
}

fn run(place: &Place, args: &[&str], options: &[&str]) -> Outcome {
    Outcome::of(traced(place, args, options).output().expect("trials need strace"))
}

/// R5, R6: old or new, and nothing else is in the folders after the next write.
fn ended_at_every_call(args: &[&str], what: &str) -> usize {
    let place = place();
    let before = files(&place);
    run(&place, args, &[]);
    let trace = fs::read_to_string(place.root().join("trace")).unwrap();
    let after = files(&place);
    assert_ne!(before, after, "{args:?}");
    let mut cases = 0;
    for call in CALLS {
        let name = |line: &str| {
            line.trim_start_matches(|c: char| c.is_ascii_digit() || c == ' ').to_owned()
        };
        let times =
            trace.lines().filter(|line| name(line).starts_with(&format!("{call}("))).count();
        for number in 1..=times {
            restore(&place, &before);
            let inject = format!("inject={call}:{what}:when={number}");
            let outcome = run(&place, args, &["-e", &inject]);
            let context = format!("{args:?}, {inject}: {outcome:?}");
            let mut now = files(&place);
            let is_ours = |name: &str| name.contains("/.mlpath-");
            now.retain(|(name, _)| !is_ours(name));
            // A command that writes two files may be ended between them.
            let is_whole = |file| before.contains(file) || after.contains(file);
            let is_there = |(name, _): &(String, _)| now.iter().any(|(other, _)| other == name);
            let each_is_whole = now.iter().all(is_whole) && before.iter().all(is_there);
            assert!(now == after || (each_is_whole && !is_settled(args, &outcome)), "{context}");
            Outcome::of(place.command(args).output().unwrap()).yes();
            assert_eq!(files(&place), after, "{context}");
            cases += 1;
        }
    }
    cases
}

/// Whether the file must be the new one. What the status remembers is worth no failure.
fn is_settled(args: &[&str], outcome: &Outcome) -> bool {
    outcome.is_yes() && args != STATUS
}

#[test]
#[ignore = "long; .ci/run runs it"]
fn trial_files_are_old_or_new_whatever_happens() {
    for what in ["signal=SIGKILL", "error=ENOSPC", "error=EIO"] {
        let cases = [EXPORT, INIT, STATUS].map(|args| ended_at_every_call(args, what));
        report(&format!("files, {what}"), &[("cases", cases.iter().sum()), ("neither", 0)]);
    }
}

/// An editor saves while the text of the program is on its way to the disk.
#[test]
#[ignore = "long; .ci/run runs it"]
fn trial_editors_that_save_meanwhile_are_not_overwritten() {
    let place = place();
    let before = files(&place);
    let list = place.root().join("plan.md");
    for by_rename in [false, true] {
        restore(&place, &before);
        let slow = "inject=fsync:delay_enter=1s:when=1";
        let child = traced(&place, EXPORT, &["-e", slow]).spawn().unwrap();
        sleep(Duration::from_millis(600));
        let saved = fs::read_to_string(&list).unwrap() + "\nmine\n";
        if by_rename {
            fs::write(place.root().join("plan.md~"), &saved).unwrap();
            fs::rename(place.root().join("plan.md~"), &list).unwrap();
        } else {
            fs::write(&list, &saved).unwrap();
        }
        let outcome = Outcome::of(child.wait_with_output().unwrap());
        outcome.no("has changed in the meantime; nothing was written");
        assert_eq!(fs::read_to_string(&list).unwrap(), saved);
        place.yes(EXPORT);
        assert_eq!(
            fs::read_to_string(&list).unwrap(),
            saved.replacen("[ ]", "[x]", 1).replace("Ticked: 0", "Ticked: 1")
        );
    }
    report("editors that save meanwhile", &[("cases", 2), ("overwritten", 0)]);
}
