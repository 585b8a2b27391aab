//! What was taken back.

use serde_json::Value;

use crate::reliability::place::Place;

/// Changes of every kind, of one part and of several.
const CHANGES: [&[&str]; 10] = [
    &["start", "s001"],
    &["start", "s001", "s002"],
    &["log", "s003", "1h30m"],
    &["log", "s003", "1h", "s004", "2h", "s003", "15m"],
    &["log", "s003", "--note", "only a remark"],
    &["done", "s005", "--hours", "3h", "--evidence", "https://example.org"],
    &["done", "late", "--force"],
    &["done", "main", "late", "s006"],
    &["skip", "s007"],
    &["skip", "s007", "s008", "s009"],
];

/// What a person sees: what counts, and the plan.
fn visible(place: &Place) -> (Vec<Value>, String) {
    let mut counting = place.events();
    counting.retain(|event| event["counts"] == true && event["do"] != "undo");
    (counting, place.yes(&["plan", "--start", "2027-01-04", "--format", "json"]).out)
}

/// R12: all as before after an undo, and all as after the change when that is undone again.
fn there_and_back(place: &Place, change: &[&str]) {
    let before = visible(place);
    let recorded = place.yes(change);
    assert!(!recorded.said.is_empty());
    let after = visible(place);
    assert_ne!(before.0, after.0, "{change:?}");
    let undone = place.yes(&["undo", "--format", "json"]).events();
    assert_eq!(undone.len(), after.0.len() - before.0.len(), "{change:?}");
    assert_eq!(visible(place), before, "{change:?}");
    // By any of its parts.
    let id = undone.last().unwrap()["id"].as_str().unwrap();
    place.yes(&["undo", id]);
    assert_eq!(visible(place), after, "{change:?}");
    place.yes(&["undo"]);
    assert_eq!(visible(place), before, "{change:?}");
}

#[test]
fn every_change_can_be_taken_back_and_restored() {
    let place = Place::new(12);
    for change in CHANGES {
        there_and_back(&place, change);
    }
    // Once more where much has happened.
    for change in CHANGES {
        place.yes(&["log", "s010", "15m"]);
        there_and_back(&place, change);
    }
    place.yes(&["done", "s010"]);
    for change in CHANGES {
        there_and_back(&place, change);
    }
}

/// Back to the beginning, change by change, and no further.
#[test]
fn every_change_of_a_history_is_taken_back_in_turn() {
    let place = Place::new(12);
    let beginning = visible(&place);
    for change in CHANGES {
        place.run(change);
    }
    let changes = place.events().iter().filter(|event| event["part_of"].is_null()).count();
    for _ in 0..changes {
        place.yes(&["undo"]);
    }
    assert_eq!(visible(&place), beginning);
    place.run(&["undo"]).no("there is nothing to undo");
}
