//! Questions before something is recorded, on a pseudo-terminal.

use std::io::Write as _;
use std::path::Path;
use std::process::Stdio;

use crate::console::{folder, program, seen};
use crate::session::{CTRL_C, ENTER, Session};

/// What counts in the journal, undos aside: deed and step.
fn recorded(folder: &Path) -> Vec<(String, String)> {
    let history = ["history", "--home", "own/home", "--kb", "tiny", "--format", "json"];
    let output = program(folder).args(history).output().unwrap();
    let history: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let word = |value: &serde_json::Value| value.as_str().unwrap().to_owned();
    let events = history["events"].as_array().unwrap().iter();
    let standing = events.filter(|event| event["counts"] == true && event["do"] != "undo");
    standing.map(|event| (word(&event["do"]), word(&event["step"]))).collect()
}

fn done(steps: &[&str]) -> Vec<(String, String)> {
    steps.iter().map(|&step| ("done".to_owned(), step.to_owned())).collect()
}

#[test]
fn done_before_its_time_is_asked_about() {
    for (keys, code, expected) in
        [("y\r", 0, &["project"][..]), ("n\r", 1, &[]), (ENTER, 1, &[]), (CTRL_C, 1, &[])]
    {
        let folder = folder();
        let mut session = Session::start(folder.path(), &["done", "--kb", "tiny", "project"]);
        session.expect("project needs Python at level working");
        session.answer("Is it finished anyway?", keys);
        assert_eq!(session.end(), Some(code));
        assert_eq!(recorded(folder.path()), done(expected));
    }
}

#[test]
fn ticks_and_what_is_not_ticked_are_asked_about_one_after_the_other() {
    let list = "- [x] <!-- mlpath:python-course -->\n- [ ] <!-- mlpath:meetup -->\n";
    for (keys, code, expected) in [
        (&["y\r", "y\r"][..], 0, &["python-course"][..]),
        (&["y\r", "n\r"], 0, &["meetup", "python-course"]),
        (&["y\r", ENTER], 0, &["meetup", "python-course"]),
        (&[ENTER, ENTER], 0, &["meetup", "python-course"]),
        (&["n\r"], 1, &["meetup"]),
        (&[CTRL_C], 1, &["meetup"]),
        (&["y\r", CTRL_C], 1, &["meetup"]),
    ] {
        let folder = folder();
        std::fs::write(folder.path().join("list.md"), list).unwrap();
        let before = ["done", "meetup", "--home", "own/home", "--kb", "tiny"];
        assert!(program(folder.path()).args(before).status().unwrap().success());
        let mut session = Session::start(folder.path(), &["sync", "--kb", "tiny", "list.md"]);
        session.expect("python-course (Learn Python)");
        for (question, keys) in ["Record them?", "Undo them?"].iter().zip(keys) {
            session.answer(question, keys);
        }
        assert_eq!(session.end(), Some(code));
        assert_eq!(recorded(folder.path()), done(expected));
    }
}

/// What comes through a pipe cannot be asked about, but it is read like a file.
#[test]
fn a_checklist_comes_through_a_pipe() {
    let list = "- [x] <!-- mlpath:python-course -->\r\n- [ ] <!-- mlpath:meetup -->\r\n";
    let folder = folder();
    let sync = |options: &[&str], text: &str| {
        let mut child = program(folder.path())
            .args(["sync", "-", "--home", "own/home", "--kb", "tiny", "--today", "2027-01-04"])
            .args(options)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        child.stdin.take().unwrap().write_all(text.as_bytes()).unwrap();
        seen(&child.wait_with_output().unwrap())
    };
    let refused = sync(&[], list);
    assert!(refused.contains("standard input is the checklist"), "{refused}");
    assert!(refused.contains("hint: record the ticks with `mlpath --home own/home"), "{refused}");
    assert_eq!(recorded(folder.path()), []);
    assert!(sync(&["--dry-run"], list).contains("ticked, to be recorded as finished: 1"));
    assert_eq!(sync(&["--yes"], list), "finished python-course (Learn Python)\n");
    assert_eq!(recorded(folder.path()), done(&["python-course"]));
    let open = sync(&["--yes"], &list.replace('x', " "));
    assert!(open.contains("hint: tick them there, or see with"), "{open}");
    assert_eq!(recorded(folder.path()), done(&["python-course"]));
    let foreign = sync(&["--yes"], "- [x] milk\n");
    assert!(foreign.contains("error: standard input is another list"), "{foreign}");
    let unknown: String = (0..300).map(|n| format!("- [x] <!-- mlpath:own-{n} -->\n")).collect();
    let remarks = sync(&["--yes"], &unknown);
    assert_eq!(remarks.lines().count(), 22, "{remarks}");
    assert!(remarks.contains("\nand 280 more lines like these\nno new ticks\n"), "{remarks}");
}

#[test]
fn an_undo_of_another_day_is_asked_about() {
    for (keys, code, expected) in
        [("y\r", 0, &[][..]), (ENTER, 1, &["meetup"]), (CTRL_C, 1, &["meetup"])]
    {
        let folder = folder();
        let before = ["done", "meetup", "--home", "own/home", "--kb", "tiny"];
        let before = program(folder.path()).args(before).args(["--today", "2026-10-24"]).status();
        assert!(before.unwrap().success());
        let mut session = Session::start(folder.path(), &["undo", "--kb", "tiny"]);
        session.expect("the last change is from 24 Oct 2026");
        session.expect("finished meetup (Visit a meetup)");
        session.answer("Undo it?", keys);
        assert_eq!(session.end(), Some(code));
        assert_eq!(recorded(folder.path()), done(expected));
    }
}
