//! Journals that were merged: of two machines, or by a person.

use std::collections::HashMap;
use std::path::Path;

use proptest::prelude::*;

use crate::person::journal::line::encode;
use crate::person::journal::parse::parse;
use crate::person::journal::tests::{Model, Typed, now, records, store, typed};
use crate::person::journal::{Action, Event, Journal, Origin, Record, Store, Text};

/// Journals of two to four clones, each with everything that was known there when a line was added.
#[derive(Default)]
struct Clones {
    lines: Vec<Vec<String>>,
    /// What was ever recorded, each with the ids that were known then.
    model: Vec<(Event, Vec<Text>)>,
}

impl Clones {
    fn type_in(&mut self, clone: usize, command: &Typed, now: &str) {
        let journal = parse(self.lines[clone].concat().into()).unwrap();
        let origin = Origin::new(&clone.to_string(), Path::new("home"), None);
        let store = Store { origin, ..store(Path::new("unused"), now) };
        let known: Vec<Text> = journal.events.iter().map(|event| event.id).collect();
        for event in store.number(&journal, records(command, &journal)).unwrap() {
            self.lines[clone].push(encode(&event).unwrap());
            self.model.push((event, known.clone()));
        }
    }

    /// As `merge=union` does it, or by hand: all lines of all clones, in any order, some of them
    /// twice.
    fn merge(&mut self, order: u64) {
        let mut all = self.lines.concat();
        all.sort_by_key(|line| crc32fast::hash(format!("{order} {line}").as_bytes()));
        self.lines.iter_mut().for_each(|lines| lines.clone_from(&all));
    }

    /// Nothing is lost, nothing counts twice, and what was known comes first.
    fn check(&self, clone: usize) -> Result<(), TestCaseError> {
        let journal = parse(self.lines[clone].concat().into()).unwrap();
        prop_assert!(journal.damaged.is_empty());
        prop_assert_eq!(journal.events.len(), self.model.len());
        let model = Model(self.model.iter().map(|(event, _)| event.clone()).collect());
        let places: HashMap<&str, usize> =
            journal.events.iter().enumerate().map(|(n, event)| (&*event.id, n)).collect();
        for (event, known) in &self.model {
            let place = places[&*event.id];
            prop_assert_eq!(&journal.events[place], event);
            prop_assert_eq!(journal.counts(&journal.events[place]), model.counts(event));
            prop_assert!(known.iter().all(|id| places[&**id] < place));
        }
        let backwards: String = self.lines[clone].iter().rev().map(String::as_str).collect();
        prop_assert_eq!(parse(backwards.into()).unwrap(), journal);
        Ok(())
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn clones_that_are_merged_in_any_way_lose_nothing(
        number in 2..5_usize,
        rounds in prop::collection::vec(
            (prop::collection::vec((0..4_usize, typed(), 0..9_usize), 0..10), any::<u64>()),
            1..5,
        ),
    ) {
        let mut clones = Clones { lines: vec![Vec::new(); number], ..Clones::default() };
        for (commands, order) in rounds {
            for (clone, command, day) in &commands {
                clones.type_in(clone % number, command, &now(*day));
            }
            clones.merge(order);
            for clone in 0..number {
                clones.check(clone)?;
            }
        }
    }
}

/// Undos that no program writes: of each other, of themselves, and of what is not there.
#[test]
fn undos_in_a_circle_undo_nothing() {
    let event = |id: &str, undoes: Option<&str>| {
        let action = if undoes.is_some() { Action::Undo } else { Action::Start };
        let record = Record { undoes: undoes.map(Text::from), ..Record::of(action, "step") };
        let (at, day) = (now(0), "2027-01-01".parse().unwrap());
        Event { id: id.into(), at: at.into(), day, seq: None, part_of: None, record }
    };
    let events = vec![
        event("a", None),
        event("b", Some("c")),
        event("c", Some("b")),
        event("d", Some("d")),
        event("e", Some("never")),
        event("f", Some("a")),
    ];
    let mut journal = Journal::default();
    journal.extend(events);
    let counts: Vec<bool> = journal.events.iter().map(|event| journal.counts(event)).collect();
    assert_eq!(counts, [false, true, true, true, true, true]);
}
