//! Others who hold the journal. R15.

use std::fs::{self, File};
use std::io::{BufRead as _, BufReader};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::thread::{park_timeout, sleep};
use std::time::{Duration, Instant};

use crate::reliability::diary;
use crate::reliability::place::{Outcome, Place};

/// Names a file that [`holds_the_journal`] is to lock.
const HELD: &str = "MLPATH_TEST_HELD";
const READY: &str = "the journal is locked";

/// No test: in a process of its own, a program that keeps a journal locked until it is killed.
#[test]
#[expect(clippy::print_stdout, reason = "the other process waits for it")]
fn holds_the_journal() {
    if let Some(path) = std::env::var_os(HELD).map(PathBuf::from) {
        let file = File::open(path).unwrap();
        file.lock().unwrap();
        println!("\n{READY}");
        park_timeout(Duration::from_secs(60));
    }
}

fn holder(place: &Place) -> Child {
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "reliability::lock::holds_the_journal", "--nocapture"])
        .env(HELD, place.journal())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut said = BufReader::new(child.stdout.take().unwrap()).lines();
    assert!(said.any(|line| line.unwrap() == READY));
    child
}

/// A change by someone who does not wait for long.
fn hasty(place: &Place, seconds: u32) -> Command {
    let mut command = place.command(&["start", "s006"]);
    command.env("MLPATH_LOCK_SECONDS", seconds.to_string());
    command
}

#[test]
fn a_killed_holder_leaves_no_lock() {
    let place = diary();
    let mut holder = holder(&place);
    Outcome::of(hasty(&place, 0).output().unwrap()).no("keeps");
    holder.kill().unwrap();
    holder.wait().unwrap();
    Outcome::of(hasty(&place, 0).output().unwrap()).yes();
    place.goes_on();
}

#[test]
fn a_holder_that_never_lets_go_is_named_after_a_while() {
    let place = diary();
    let bytes = place.bytes();
    let file = File::open(place.journal()).unwrap();
    file.lock().unwrap();
    let begun = Instant::now();
    let said = Outcome::of(hasty(&place, 1).output().unwrap()).no("keeps").said;
    assert!(begun.elapsed() >= Duration::from_secs(1));
    assert!(said.contains("waited 1 seconds for it"), "{said}");
    assert!(said.contains("hint: find it with `fuser -v "), "{said}");
    assert!(said.contains("nothing was recorded"), "{said}");
    assert_eq!(place.bytes(), bytes);
    // Whoever only reads waits for nobody.
    assert_eq!(place.events().len(), 10);
    drop(file);
    place.goes_on();
}

#[test]
fn a_holder_that_lets_go_is_waited_for() {
    let place = diary();
    let file = File::open(place.journal()).unwrap();
    file.lock().unwrap();
    let waiting = place.command(&["start", "s006"]).spawn().unwrap();
    sleep(Duration::from_millis(300));
    assert_eq!(place.events().len(), 10);
    drop(file);
    Outcome::of(waiting.wait_with_output().unwrap()).yes();
    assert_eq!(place.events().len(), 11);
}

/// One who waited is killed: the one who held, and everybody after, know nothing of it.
#[test]
fn a_killed_waiter_leaves_nothing() {
    let place = diary();
    let file = File::open(place.journal()).unwrap();
    file.lock().unwrap();
    let mut waiting = place.command(&["start", "s006"]).spawn().unwrap();
    sleep(Duration::from_millis(100));
    waiting.kill().unwrap();
    waiting.wait().unwrap();
    drop(file);
    assert_eq!(place.events().len(), 10);
    place.goes_on();
}

/// A line without an end may be one that is being written: its writer is waited for, not for ever.
#[test]
fn a_line_that_is_being_written_is_waited_for() {
    let place = diary();
    let whole = place.bytes();
    place.put(&whole[..whole.len() - 20]);
    let file = File::open(place.journal()).unwrap();
    file.lock().unwrap();
    let mut command = place.command(&["history", "--format", "json"]);
    let reading = command.spawn().unwrap();
    sleep(Duration::from_millis(300));
    fs::write(place.journal(), &whole).unwrap();
    drop(file);
    let seen = Outcome::of(reading.wait_with_output().unwrap()).yes();
    assert_eq!((seen.events().len(), seen.said.as_str()), (10, ""));

    place.put(&whole[..whole.len() - 20]);
    let file = File::open(place.journal()).unwrap();
    file.lock().unwrap();
    let seen = Outcome::of(command.env("MLPATH_LOCK_SECONDS", "0").output().unwrap()).yes();
    assert_eq!(seen.events().len(), 9);
    assert!(seen.said.contains("line 10 has no end"), "{seen:?}");
}

/// An editor may put another file in the place of the journal while somebody waits.
#[test]
fn a_journal_that_was_replaced_meanwhile_is_the_one_that_is_written() {
    let place = diary();
    let file = File::open(place.journal()).unwrap();
    file.lock().unwrap();
    let waiting = place.command(&["start", "s006"]).spawn().unwrap();
    sleep(Duration::from_millis(300));
    let other = place.home.join("journal.jsonl~");
    fs::write(&other, place.bytes()).unwrap();
    fs::rename(&other, place.journal()).unwrap();
    drop(file);
    Outcome::of(waiting.wait_with_output().unwrap()).yes();
    assert_eq!(place.events().len(), 11);
}
