//! Power cuts. R10.
//!
//! The system calls of ten commands, beginning without a home, are the only way in which anything
//! gets to the disk. Wherever the power fails between two of them, the disk has what was synced; of
//! the rest it may have anything: a new folder or file or not, a line or a part of it, or zeros.

use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::reliability::place::Place;
use crate::reliability::trials::is_continued;
use crate::reliability::trials::trace::{Call, Tamper, number, traced};
use crate::reliability::{DIARY, report};

/// What is certainly on the disk.
#[derive(Clone, Default)]
struct Disk {
    /// Folders and the journal, from the outermost; each is reached through the one before.
    names: Vec<Name>,
    bytes: Vec<u8>,
    /// Written, but not synced.
    pending: Vec<u8>,
}

#[derive(Clone)]
struct Name {
    path: PathBuf,
    is_synced: bool,
}

/// What a power cut may leave.
#[derive(PartialEq, Eq, Hash)]
struct State {
    /// How many events were acknowledged until then.
    acknowledged: usize,
    names: usize,
    bytes: Vec<u8>,
}

impl Disk {
    /// Takes over what a call did; `written` is what this command adds to the journal.
    fn apply(&mut self, call: &Call, written: &mut Vec<u8>) {
        let Some(result) = call.result else { return };
        match call.name.as_str() {
            "mkdir" | "mkdirat" => self.make(&call.path),
            "openat" | "open" if call.flags.contains("O_CREAT") => self.make(&call.path),
            "openat" | "open" | "read" | "flock" => {}
            "write" => self.pending.extend(written.drain(..result)),
            "fdatasync" => self.bytes.append(&mut self.pending),
            "fsync" => {
                let inner = |name: &&mut Name| name.path.parent() == Some(&call.path);
                self.names.iter_mut().filter(inner).for_each(|name| name.is_synced = true);
            }
            other => panic!("this trial does not know what {other} does"),
        }
    }

    fn make(&mut self, path: &Path) {
        if self.names.iter().all(|name| name.path != path) {
            self.names.push(Name { path: path.to_path_buf(), is_synced: false });
        }
    }

    fn has_journal(&self) -> bool {
        self.names.last().is_some_and(|name| name.path.ends_with("journal.jsonl"))
    }

    /// All states after a power cut at this moment.
    fn states(&self, acknowledged: usize) -> Vec<State> {
        let synced = self.names.iter().take_while(|name| name.is_synced).count();
        let mut states = Vec::new();
        for names in synced..=self.names.len() {
            if names < self.names.len() || !self.has_journal() {
                states.push(State { acknowledged, names, bytes: Vec::new() });
                continue;
            }
            let remains = remains(&self.pending).into_iter();
            let bytes = remains.map(|rest| [self.bytes.as_slice(), &rest].concat());
            states.extend(bytes.map(|bytes| State { acknowledged, names, bytes }));
        }
        states
    }
}

/// What may be there of bytes that were not synced: nothing, a part, or zeros in place of one.
fn remains(pending: &[u8]) -> Vec<Vec<u8>> {
    let zeros = |count| vec![0; count];
    let mut all = vec![Vec::new(), pending.to_vec(), zeros(pending.len())];
    for at in (1..pending.len()).step_by(9) {
        let (first, rest) = pending.split_at(at);
        all.push(first.to_vec());
        all.push([first, &zeros(rest.len())].concat());
        all.push([&zeros(at), rest].concat());
    }
    all
}

/// Checks states of one place.
struct Trial {
    place: Place,
    disk: Disk,
    /// Those that were acknowledged.
    events: Vec<Value>,
    seen: HashSet<State>,
}

impl Trial {
    fn new() -> Self {
        let (place, disk) = (Place::new(12), Disk::default());
        Self { place, disk, events: Vec::new(), seen: HashSet::new() }
    }

    /// Runs a command, with the power cut before and after each of its calls.
    fn run(&mut self, args: &[&str], tampers: &[Tamper]) {
        let before = self.place.bytes().len();
        let (outcome, calls) = traced(&self.place, args, tampers);
        assert!(outcome.is_yes() || !tampers.is_empty(), "{outcome:?}");
        let mut written = self.place.bytes()[before..].to_vec();
        let (bytes, after) = (self.place.bytes(), self.place.history().events);
        for call in calls {
            self.cut(&after);
            self.disk.apply(&call, &mut written);
        }
        assert!(written.is_empty(), "{args:?}");
        if outcome.is_yes() {
            self.events.clone_from(&after);
        }
        self.cut(&after);
        if !bytes.is_empty() {
            self.place.put(&bytes);
        }
    }

    /// Every state that a power cut now may leave has all that was acknowledged, and nothing but
    /// what was recorded, and can be written to.
    fn cut(&mut self, after: &[Value]) {
        for state in self.disk.states(self.events.len()) {
            if self.seen.contains(&state) {
                continue;
            }
            self.restore(state.names, &state.bytes);
            let found = self.place.history().events;
            assert!(is_continued(&found, &self.events), "lost {:?} of {found:?}", self.events);
            let extra = &found[self.events.len()..];
            let is_known = |event: &Value| after.iter().any(|known| known["id"] == event["id"]);
            assert!(extra.iter().all(is_known), "{extra:?}");
            self.place.goes_on();
            self.seen.insert(state);
        }
        self.restore_all();
    }

    fn restore(&self, names: usize, bytes: &[u8]) {
        let _ = fs::remove_dir_all(self.place.root().join("own"));
        for (n, name) in self.disk.names.iter().take(names).enumerate() {
            match self.disk.has_journal() && n + 1 == self.disk.names.len() {
                true => fs::write(&name.path, bytes).unwrap(),
                false => fs::create_dir(&name.path).unwrap(),
            }
        }
    }

    /// As it is without a power cut.
    fn restore_all(&self) {
        let bytes = [self.disk.bytes.as_slice(), &self.disk.pending].concat();
        self.restore(self.disk.names.len(), &bytes);
    }
}

/// Ten commands in a row.
#[test]
#[ignore = "long; .ci/run runs it"]
fn trial_power_cuts_lose_nothing() {
    let mut trial = Trial::new();
    for args in DIARY.into_iter().chain([&["undo"][..], &["done", "s006", "s007"]]) {
        trial.run(args, &[]);
    }
    let acknowledged = trial.events.len();
    assert!(acknowledged == 14 && trial.seen.len() >= 500, "{}", trial.seen.len());
    report(
        "R10 power cuts",
        &[("states", trial.seen.len()), ("acknowledged", acknowledged), ("lost", 0)],
    );
}

/// A first command that is killed, wherever, leaves nothing on which a second relies without need.
#[test]
#[ignore = "long; .ci/run runs it"]
fn trial_power_cuts_after_a_kill_lose_nothing() {
    let [first, second, ..] = DIARY;
    let (_, calls) = traced(&Place::new(12), first, &[]);
    let mut states = 0;
    for index in 0..calls.len() {
        let mut trial = Trial::new();
        let (call, number) = (calls[index].name.as_str(), number(&calls, index));
        trial.run(first, &[Tamper { call, number, for_good: false, what: "signal=SIGKILL" }]);
        trial.run(second, &[]);
        states += trial.seen.len();
    }
    report(
        "R10 power cuts after a kill",
        &[("kills", calls.len()), ("states", states), ("lost", 0)],
    );
}
