//! Pipes, colours and closed ends.

use std::io::{BufRead as _, BufReader};
use std::process::Stdio;

use crate::console::{folder, program};

const ESCAPE: char = '\u{1b}';

fn plan_with(args: &[&str], variables: &[(&str, &str)]) -> String {
    let folder = folder();
    let mut command = program(folder.path());
    command.args(["plan", "--kb", "tiny", "--start", "2027-01-04"]).args(args);
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

#[test]
fn tables_keep_the_width() {
    for width in ["40", "60", "80", "120"] {
        let text = plan_with(&[], &[("COLUMNS", width)]);
        let widest = text.lines().map(|line| line.chars().count()).max().unwrap();
        assert!(widest <= width.parse().unwrap(), "{widest} columns of {width}\n{text}");
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

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_an_error() {
    let folder = folder();
    let full = std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let output = program(folder.path()).args(["list"]).stdout(full).output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8(output.stderr).unwrap().starts_with("error: "));
}
