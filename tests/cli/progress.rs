//! Long work shows how far it is, on a terminal and only there. An advert that somebody else has yet
//! to write makes any work long.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use tempfile::TempDir;

use crate::console::{folder, program};
use crate::session::Session;

const ADVERT: &str = "Engineer\n\nRequirements: Python.\n";
const GAP: [&str; 5] = ["gap", "slow.txt", "quick.txt", "--kb", "tiny"];

/// A folder with an advert that is there and one that is being written.
fn place() -> TempDir {
    let folder = folder();
    fs::write(folder.path().join("quick.txt"), ADVERT).unwrap();
    assert!(Command::new("mkfifo").arg(slow(folder.path())).status().unwrap().success());
    folder
}

fn slow(folder: &Path) -> std::path::PathBuf {
    folder.join("slow.txt")
}

#[test]
fn a_bar_is_shown_and_leaves_nothing_behind() {
    for args in [&GAP[..], &["market", "slow.txt", "quick.txt", "--kb", "tiny"]] {
        let folder = place();
        let mut session = Session::start(folder.path(), args);
        session.screen("Reading adverts");
        session.screen("0 of 2");
        fs::write(slow(folder.path()), ADVERT).unwrap();
        assert_eq!(session.end(), Some(0));
        let left = session.contents();
        assert!(!left.contains("Reading") && !left.contains("of 2"), "{left}");
        // No colour is part of it.
        let before = String::from_utf8(session.raw.clone()).unwrap();
        assert!(!before.split("0 of 2").next().unwrap().contains("\u{1b}[3"), "{before:?}");
    }
}

#[test]
fn ctrl_c_clears_it() {
    let folder = place();
    let mut session = Session::start(folder.path(), &GAP);
    session.screen("Reading adverts");
    session.interrupt();
    assert_eq!(session.end(), None);
    assert_eq!((session.contents().trim(), session.cursor().0), ("", 0));
}

/// Neither to a pipe, nor to a terminal that cannot move its cursor, nor beside JSON.
#[test]
fn elsewhere_nothing_is_written() {
    let folder = place();
    let child = program(folder.path())
        .args(GAP)
        .args(["--no-pager"])
        .env("TERM", "xterm")
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // Longer than a bar waits.
    std::thread::sleep(std::time::Duration::from_millis(800));
    fs::write(slow(folder.path()), ADVERT).unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!(String::from_utf8(output.stderr).unwrap(), "");
    for (term, form) in [("dumb", "table"), ("xterm", "json")] {
        let folder = place();
        let mut command = Command::new("env");
        let own = program(folder.path());
        command.current_dir(folder.path()).arg(format!("TERM={term}")).arg(own.get_program());
        command.args(GAP).args(["--no-pager", "--format", form, "--home", "own"]);
        let mut session = Session::of(command);
        std::thread::sleep(std::time::Duration::from_millis(800));
        fs::write(slow(folder.path()), ADVERT).unwrap();
        assert_eq!(session.end(), Some(0), "{}", session.shown);
        assert!(!session.shown.contains("Reading"), "{}", session.shown);
    }
}
