//! What takes long or needs a system of its own: every system call killed or failing, disks that
//! fill up, and power cuts.

mod calls;
mod clones;
mod fault;
mod files;
mod full;
mod kill;
mod power;
mod sizes;
mod trace;

use serde_json::Value;

use crate::reliability::place::{CHECKLIST, Outcome, Place};

/// Every writing command, each with changes of one part and of several.
const CHANGES: [&[&str]; 10] = [
    &["start", "s006"],
    &["start", "s006", "s007"],
    &["log", "s006", "1h"],
    &["log", "s006", "1h", "s007", "2h", "--note", "both"],
    &["done", "s006", "--hours", "3h"],
    &["done", "late", "s008", "--force"],
    &["skip", "s009"],
    &["skip", "s009", "s010", "--note", "neither"],
    &["undo"],
    &["sync", CHECKLIST, "--yes"],
];

/// How many cases there were, and how they ended.
#[derive(Default)]
struct Tally {
    cases: usize,
    acknowledged: usize,
    refused: usize,
    killed: usize,
    /// Refused, or killed, and yet in the journal.
    kept: usize,
    /// Refused with the remark that this may be so.
    uncertain: usize,
}

impl Tally {
    /// Looks at the journal after one run. What was there is there; the change is there as a whole
    /// or not at all, and if it was acknowledged, it is there.
    fn judge(&mut self, place: &Place, before: &Before, outcome: &Outcome, context: &str) {
        self.cases += 1;
        let now = place.history().events;
        assert!(place.bytes().starts_with(&before.bytes), "{context}: {outcome:?}");
        assert!(is_continued(&now, &before.events), "{context}: {outcome:?}");
        let change = &now[before.events.len()..];
        let is_one = change.iter().skip(1).all(|event| event["part_of"] == change[0]["id"]);
        assert!(is_one, "{context}: {change:?}");
        let is_there = !change.is_empty();
        let is_uncertain = outcome.said.contains("this may or may not be recorded");
        match outcome.code {
            Some(0) => self.acknowledged += 1,
            Some(_) => self.refused += 1,
            None => self.killed += 1,
        }
        assert!(is_there || !outcome.is_yes(), "lost: {context}: {outcome:?}");
        self.uncertain += usize::from(is_uncertain);
        self.kept += usize::from(is_there && !outcome.is_yes() && !is_uncertain);
    }

    fn report(&self, trial: &str) {
        let numbers = [
            ("cases", self.cases),
            ("acknowledged", self.acknowledged),
            ("refused", self.refused),
            ("killed", self.killed),
            ("lost", 0),
            ("kept without a yes", self.kept),
            ("said to be uncertain", self.uncertain),
        ];
        crate::reliability::report(trial, &numbers);
    }
}

/// What a journal held before a run.
struct Before {
    bytes: Vec<u8>,
    events: Vec<Value>,
}

impl Before {
    fn of(place: &Place) -> Self {
        Self { bytes: place.bytes(), events: place.history().events }
    }

    /// Puts it back.
    fn restore(&self, place: &Place) {
        let _ = std::fs::remove_dir_all(place.root().join("own"));
        if !self.bytes.is_empty() {
            place.put(&self.bytes);
        }
    }
}

/// Whether these events are still there; an undo changes whether one of them counts.
fn is_continued(now: &[Value], before: &[Value]) -> bool {
    let same = |(now, before): (&Value, &Value)| {
        let mut now = now.clone();
        now["counts"] = before["counts"].clone();
        now == *before
    };
    now.len() >= before.len() && now.iter().zip(before).all(same)
}

/// The changes that such a journal allows: of nothing, nothing can be taken back.
fn changes(before: &Before) -> impl Iterator<Item = &'static [&'static str]> {
    let is_new = before.events.is_empty();
    CHANGES.into_iter().filter(move |args| !is_new || args[0] != "undo")
}

/// Journals to begin with: none, and the diary.
fn beginnings() -> [Place; 2] {
    [Place::new(12), crate::reliability::diary()]
}
