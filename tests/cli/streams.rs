//! Pipes, colours and closed ends.

use std::io::{BufRead as _, BufReader};
use std::process::Stdio;

use crate::console::{folder, program};

const ESCAPE: char = '\u{1b}';

fn plan_with(args: &[&str], variables: &[(&str, &str)]) -> String {
    let folder = folder();
    let mut command = program(folder.path());
    command
        .args(["plan", "--kb", "tiny", "--start", "2027-01-04", "--today", "2027-01-04"])
        .args(args);
    command.envs(variables.iter().copied());
    let output = command.output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn a_pipe_carries_no_colour_unless_asked_for() {
    assert!(!plan_with(&[], &[]).contains(ESCAPE));
    assert!(plan_with(&["--color", "always"], &[]).contains(ESCAPE));
    assert!(plan_with(&[], &[("CLICOLOR_FORCE", "1")]).contains(ESCAPE));
    let both = [("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")];
    assert!(!plan_with(&[], &both).contains(ESCAPE));
    assert!(!plan_with(&["--color", "never"], &[("CLICOLOR_FORCE", "1")]).contains(ESCAPE));
}

/// Of the shipped knowledge base; only addresses are too long to be broken.
#[test]
fn tables_keep_the_width_and_end_without_blanks() {
    let folder = folder();
    let log = ["log", "cs50p", "5h", "refresh-school", "1h", "--note", "evenings"];
    let log = program(folder.path()).args(log).args(["--today", "2027-01-05"]).status();
    assert!(log.unwrap().success());
    for width in ["60", "80", "120"] {
        for args in [
            &["plan", "--start", "2027-01-04", "--today", "2027-01-04"][..],
            &["plan", "--start", "2027-01-04", "--deadline", "2029-01-01"],
            &["why", "python-cs50p", "--start", "2027-01-04"],
            &["why", "degree-msc-computer-science", "--start", "2027-01-04"],
            &["compare", "--start", "2027-01-04", "--hours", "5,10,20", "--avoid", "paid"],
            &["compare", "--role", "data-scientist,llm-engineer", "--without", "course"],
            &["guide", "--start", "2027-01-04"],
            &["next", "--today", "2027-01-28"],
            &["status", "--today", "2027-01-28"],
            &["history"],
            &["list", "steps"],
            &["list", "items"],
            &["list", "competencies"],
            &["list", "roles"],
            &["list", "resources"],
            &["search", "python"],
        ] {
            let output = program(folder.path()).env("COLUMNS", width).args(args).output().unwrap();
            let text = String::from_utf8(output.stdout).unwrap();
            for line in text.lines() {
                assert!(line.chars().count() <= width.parse().unwrap(), "{width}: {line}");
                assert!(!line.ends_with(' '), "{args:?} at {width}: {line:?}");
            }
        }
    }
}

#[test]
fn a_closed_pipe_is_silent() {
    let folder = folder();
    let mut child = program(folder.path())
        .args(["list", "steps", "--format", "json"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut first = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut first).unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!(String::from_utf8(output.stderr).unwrap(), "");
    assert_eq!(output.status.code(), Some(0));
}
