//! Words that several steps have, on a pseudo-terminal: the person is asked which one is meant.

use std::path::Path;

use crate::console::{folder, program};
use crate::session::{ENTER, ESCAPE, Session};

const DOWN: &str = "\u{1b}[B";

fn run(folder: &Path, args: &[&str]) -> String {
    let own = ["--home", "own/home", "--kb", "tiny", "--today", "2027-01-04"];
    let output = program(folder).args(args).args(own).output().unwrap();
    assert!(output.status.success(), "{args:?}");
    String::from_utf8(output.stdout).unwrap()
}

/// What was logged, by the ids of the steps.
fn logged(folder: &Path) -> Vec<String> {
    let history = run(folder, &["history", "--format", "json"]);
    let history: serde_json::Value = serde_json::from_str(&history).unwrap();
    let events = history["events"].as_array().unwrap().iter();
    let logged = events.filter(|event| event["do"] == "log");
    logged.map(|event| event["step"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn of_two_steps_in_progress_one_is_chosen() {
    for (keys, code, expected) in [
        (ENTER, 0, &["python-bootcamp"][..]),
        (&*format!("{DOWN}{ENTER}"), 0, &["python-course"]),
        (ESCAPE, 1, &[]),
    ] {
        let folder = folder();
        run(folder.path(), &["start", "python-course", "python-bootcamp"]);
        let mut session = Session::start(folder.path(), &["log", "python", "2h", "--kb", "tiny"]);
        session.expect("Which of these is \u{201c}python\u{201d}?");
        session.expect("Learn Python (in progress)");
        session.answer("", keys);
        assert_eq!(session.end(), Some(code), "{}", session.shown);
        assert_eq!(logged(folder.path()), expected);
    }
}

#[test]
fn who_stops_is_told_that_nothing_was_recorded() {
    let folder = folder();
    let mut session = Session::start(folder.path(), &["done", "school", "--kb", "tiny"]);
    session.expect("Which of these is \u{201c}school\u{201d}?");
    session.answer("", ESCAPE);
    session.expect("stopped; nothing was recorded");
    assert_eq!(session.end(), Some(1));
    assert_eq!(logged(folder.path()), [""; 0]);
}
