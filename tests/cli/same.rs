//! An answer depends on the question alone: not on what else the machine does, and not on the order
//! of entries in files.

use std::fs;
use std::path::Path;

use itertools::Itertools as _;
use serde_json::Value;

use crate::console::{folder, program, seen};

#[path = "../bench/worlds.rs"]
mod worlds;

/// A plan of a generated world, and the reasons of one of its steps.
fn answers(home: &Path, world: &str) -> [String; 2] {
    let ask = |words: &[&str]| {
        let mut command = program(home);
        command.args(words).args(["--kb", world, "--format", "json", "--today", "2027-01-04"]);
        seen(&command.output().unwrap())
    };
    let plan = ask(&["plan"]);
    let read: Value = serde_json::from_str(&plan).unwrap();
    let why = ask(&["why", read["steps"][1]["id"].as_str().unwrap()]);
    [plan, why]
}

/// A world in which many sets of steps are nearly as short as the shortest.
pub(crate) fn hard(home: &Path, name: &str, steps: usize) {
    worlds::write(worlds::Shape::named("crossed").unwrap(), steps, &home.join(name)).unwrap();
}

#[test]
fn six_at_once_say_what_one_says_alone() {
    let home = folder();
    hard(home.path(), "hard", 200);
    let alone = answers(home.path(), "hard");
    std::thread::scope(|scope| {
        let ask = || answers(home.path(), "hard");
        let at_once = (0..6).map(|_| scope.spawn(ask)).collect_vec();
        for asked in at_once {
            assert!(asked.join().unwrap() == alone, "another answer");
        }
    });
}

#[test]
fn the_order_of_entries_changes_nothing() {
    let home = folder();
    for (name, steps) in [("hard", 150), ("reversed", 150)] {
        hard(home.path(), name, steps);
    }
    for file in fs::read_dir(home.path().join("reversed")).unwrap() {
        let path = file.unwrap().path();
        let text = fs::read_to_string(&path).unwrap();
        let entries = text.strip_prefix("- ").unwrap().trim_end().rsplit("\n- ");
        let reversed: String = entries.map(|entry| format!("- {entry}\n")).collect();
        assert_ne!(text.matches("\n- ").count() > 0, text == reversed);
        fs::write(&path, reversed).unwrap();
    }
    assert!(answers(home.path(), "hard") == answers(home.path(), "reversed"), "another plan");
}
