//! Journals of two machines, merged as git merges them.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::reliability::place::{Outcome, Place, TODAY};

/// A machine with a home of its own, in the world of a place.
pub(super) struct Machine<'a> {
    place: &'a Place,
    pub home: PathBuf,
}

impl<'a> Machine<'a> {
    pub fn new(place: &'a Place, home: &str) -> Self {
        Self { place, home: place.root().join(home) }
    }

    pub fn run(&self, args: &[&str]) -> Outcome {
        let mut command = self.place.command(args);
        // Two machines share no seed.
        command.env("MLPATH_HOME", &self.home).env_remove("MLPATH_SEED");
        Outcome::of(command.output().unwrap())
    }

    pub fn yes(&self, args: &[&str]) -> Outcome {
        self.run(args).yes()
    }

    pub fn events(&self) -> Vec<Value> {
        self.yes(&["history", "--format", "json"]).events()
    }

    pub fn journal(&self) -> PathBuf {
        self.home.join("journal.jsonl")
    }

    fn lines(&self) -> Vec<String> {
        let text = fs::read_to_string(self.journal()).unwrap();
        text.lines().map(str::to_owned).collect()
    }

    fn put(&self, lines: &[String]) {
        fs::write(self.journal(), lines.join("\n") + "\n").unwrap();
    }

    /// Recorded hours of a step, those that count.
    fn hours(&self, step: &str) -> f64 {
        let own = |event: &&Value| event["step"] == step && event["counts"] == true;
        self.events().iter().filter(own).filter_map(|event| event["hours"].as_f64()).sum()
    }
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for file in fs::read_dir(from).unwrap() {
        let file = file.unwrap();
        fs::copy(file.path(), to.join(file.file_name())).unwrap();
    }
}

/// Two clones of a home in which one thing was recorded.
fn clones(place: &Place) -> [Machine<'_>; 2] {
    let [laptop, desktop] = ["laptop", "desktop"].map(|home| Machine::new(place, home));
    laptop.yes(&["start", "s000"]);
    copy(&laptop.home, &desktop.home);
    [laptop, desktop]
}

#[test]
fn the_same_work_on_two_machines_is_twice_the_work() {
    let place = Place::new(12);
    let [laptop, desktop] = clones(&place);
    laptop.yes(&["log", "s000", "2h"]);
    desktop.yes(&["log", "s000", "2h"]);
    // As `merge=union` does it: what both have, then one's lines, then the other's.
    let (mut merged, other) = (laptop.lines(), desktop.lines());
    merged.extend_from_slice(&other[1..]);
    laptop.put(&merged);
    assert_eq!(laptop.hours("s000"), 4.0);
    merged.reverse();
    desktop.put(&merged);
    assert_eq!(desktop.events(), laptop.events());
}

#[test]
fn an_undo_takes_back_one_of_them_and_may_stand_before_it() {
    let place = Place::new(12);
    let [laptop, desktop] = clones(&place);
    laptop.yes(&["log", "s000", "1h"]);
    desktop.yes(&["log", "s000", "3h"]);
    desktop.yes(&["undo"]);
    let mut merged = desktop.lines();
    merged.reverse();
    merged.extend_from_slice(&laptop.lines()[1..]);
    laptop.put(&merged);
    assert_eq!(laptop.hours("s000"), 1.0);
    let status = laptop.yes(&["status", "--format", "json"]).out;
    merged.sort();
    desktop.put(&merged);
    assert_eq!(desktop.yes(&["status", "--format", "json"]).out, status);
}

#[test]
fn a_change_of_another_machine_or_day_is_not_undone_without_a_word() {
    let place = Place::new(12);
    let [laptop, desktop] = clones(&place);
    desktop.yes(&["done", "s000", "--hours", "3h"]);
    laptop.put(&desktop.lines());
    let bytes = fs::read(laptop.journal()).unwrap();
    let refused = laptop.run(&["undo"]).no("another machine").said;
    assert!(refused.contains("finished s000, 3 h in all"), "{refused}");
    assert_eq!(fs::read(laptop.journal()).unwrap(), bytes);
    let later = ["--today", "2027-03-17"];
    for machine in [&laptop, &desktop] {
        let refused = machine.run(&[&["undo"][..], &later].concat()).no("is from 4 Jan 2027").said;
        assert!(refused.contains("hint: undo it with `mlpath"), "{refused}");
        let id = refused.rsplit("undo ").next().unwrap().trim_end().trim_end_matches('`');
        machine.yes(&[&["undo", id][..], &later].concat());
    }
    desktop.yes(&["done", "s001"]);
    desktop.yes(&[&["undo", "--yes"][..], &later].concat());
    assert_eq!(desktop.hours("s000"), 0.0);
}

#[test]
fn the_marks_of_a_conflict_are_named_and_what_is_between_them_counts() {
    let place = Place::new(12);
    let [laptop, desktop] = clones(&place);
    laptop.yes(&["log", "s000", "2h"]);
    desktop.yes(&["log", "s000", "1h"]);
    let (ours, theirs) = (laptop.lines(), desktop.lines());
    let marked = [&ours[0], "<<<<<<< HEAD", &ours[1], "=======", &theirs[1], ">>>>>>> origin/main"];
    fs::write(laptop.journal(), marked.join("\n") + "\n").unwrap();
    assert_eq!(laptop.hours("s000"), 3.0);
    let said = laptop.yes(&["log", "s000", "1h"]).said;
    assert!(said.contains("lines 2, 4, 6 are git's conflict marks"), "{said}");
    assert_eq!(laptop.hours("s000"), 4.0);
    let days = laptop.events();
    assert!(days.iter().all(|event| event["day"] == TODAY));
}
