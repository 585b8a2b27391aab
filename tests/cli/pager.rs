//! Answers that are longer than the terminal, on a pseudo-terminal of 40 lines.

use std::fs;
use std::path::Path;

use tempfile::TempDir;

use crate::console::{folder, program};
use crate::session::{ESCAPE, Session};

/// A folder with a pager that writes down what it gets.
fn folder_with_pager() -> TempDir {
    let folder = folder();
    fs::write(folder.path().join("pager.sh"), "cat > got").unwrap();
    folder
}

const PAGER: &str = "sh pager.sh";

/// What the pager got.
fn got(folder: &Path) -> Option<String> {
    fs::read_to_string(folder.join("got")).ok()
}

/// What a terminal shows, without blanks, and the exit code.
fn shown(folder: &Path, args: &[&str], variables: &[(&str, &str)]) -> (String, Option<i32>) {
    let mut session = Session::with(folder, args, variables);
    let code = session.end();
    (session.shown.clone(), code)
}

#[test]
fn a_long_answer_goes_through_the_pager_and_hints_come_after_it() {
    let folder = folder_with_pager();
    let variables = [("MLPATH_PAGER", PAGER), ("PAGER", "sh other.sh")];
    let (screen, code) = shown(folder.path(), &["plan"], &variables);
    let paged = got(folder.path()).unwrap();
    assert!(paged.contains("Plan to become: ") && paged.contains(ESCAPE), "{paged}");
    assert!(screen.contains("hint:") && !screen.contains("Plantobecome:"), "{screen}");
    assert_eq!(code, Some(0));
    shown(folder.path(), &["list", "steps", "--color", "never"], &[("PAGER", PAGER)]);
    let paged = got(folder.path()).unwrap();
    assert!(paged.contains("python-cs50p") && !paged.contains(ESCAPE), "{paged}");
}

#[test]
fn what_fits_or_must_not_be_paged_is_printed() {
    let folder = folder_with_pager();
    for (args, variables) in [
        (&["plan", "--kb", "tiny"][..], &[("PAGER", PAGER)][..]),
        (&["plan", "--no-pager"], &[("PAGER", PAGER)]),
        (&["plan"], &[("PAGER", PAGER), ("MLPATH_PAGER", "")]),
        (&["plan"], &[("PAGER", PAGER), ("MLPATH_PAGER", "cat")]),
        (&["plan"], &[("PAGER", "no-such-pager --of mine")]),
        (&["plan"], &[("PAGER", "no-such-pager '--of mine'")]),
        (&["completions", "bash"], &[("PAGER", PAGER)]),
    ] {
        let (screen, code) = shown(folder.path(), args, variables);
        let last = if args[0] == "plan" { "Plantobecome:" } else { "-F_mlpathmlpath" };
        assert!(screen.contains(last), "{args:?}, {variables:?}: {screen}");
        assert_eq!((got(folder.path()), code), (None, Some(0)), "{args:?}, {variables:?}");
    }
}

#[test]
fn a_pipe_is_never_paged() {
    let folder = folder_with_pager();
    let output = program(folder.path()).env("PAGER", PAGER).arg("plan").output().unwrap();
    assert!(String::from_utf8(output.stdout).unwrap().starts_with("Plan to become: "));
    assert_eq!(got(folder.path()), None);
}

#[test]
fn whoever_quits_the_pager_early_has_seen_enough() {
    let folder = folder();
    for args in [&["plan"][..], &["list", "steps", "--format", "json"]] {
        let (screen, code) = shown(folder.path(), args, &[("PAGER", "true")]);
        assert!(!screen.contains("error"), "{screen}");
        assert_eq!(code, Some(0));
    }
}
