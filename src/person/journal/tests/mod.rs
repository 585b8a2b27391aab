//! Nothing that was recorded is ever lost: sequences of commands and undos against a model that
//! remembers everything, and journals that were damaged.

mod merged;

use std::collections::BTreeMap;
use std::path::Path;

use jiff::ToSpan as _;
use jiff::civil::date;
use proptest::prelude::*;

use crate::knowledge::hours::Hours;
use crate::knowledge::model::{Kb, StepId};
use crate::person::journal::line::encode;
use crate::person::journal::parse::parse;
use crate::person::journal::{Action, Event, Journal, Origin, PATIENCE, Record, Store, Text};
use crate::person::progress::Progress;

const STEPS: usize = 4;

/// What a person types; numbers are taken modulo what there is.
#[derive(Debug, Clone)]
enum Typed {
    Do(Action, Vec<usize>, u32),
    UndoLast,
    Undo(usize),
}

fn typed() -> impl Strategy<Value = Typed> {
    let action = prop::sample::select(vec![
        Action::Start,
        Action::Log,
        Action::Log,
        Action::Done,
        Action::Skip,
        Action::Note,
    ]);
    prop_oneof![
        4 => (action, prop::collection::vec(0..STEPS, 1..3), 1_u32..5)
            .prop_map(|(action, steps, hours)| Typed::Do(action, steps, hours)),
        2 => Just(Typed::UndoLast),
        1 => any::<usize>().prop_map(Typed::Undo),
    ]
}

/// What the commands make of what is typed.
fn records(typed: &Typed, journal: &Journal) -> Vec<Record> {
    let undo = |change: &str| journal.parts(change).map(Record::undo).collect();
    match typed {
        Typed::Do(action, steps, hours) => {
            let is_log = *action == Action::Log;
            let hours = is_log.then(|| Hours::whole(*hours));
            let note = (*action == Action::Note).then(|| "\u{201c}\"v\":1\\ {}\u{201d}".to_owned());
            let record = |step: &usize| Record {
                hours,
                note: note.clone().map(Text::from),
                ..Record::of(*action, &format!("step-{step}"))
            };
            steps.iter().map(record).collect()
        }
        Typed::UndoLast => {
            journal.last_change().map_or_else(Vec::new, |event| undo(event.change()))
        }
        Typed::Undo(n) => {
            let event = journal.events.get(n % journal.events.len().max(1));
            event.map_or_else(Vec::new, |event| undo(event.change()))
        }
    }
}

/// Everything that was ever recorded, in order, and nothing else.
#[derive(Default)]
struct Model(Vec<Event>);

/// How a step stands in the model.
#[derive(Debug, Default, PartialEq, Eq)]
struct Standing {
    begun: bool,
    done: bool,
    skipped: bool,
    hours: u64,
}

impl Model {
    /// By the definition, without any of the program's shortcuts.
    fn counts(&self, event: &Event) -> bool {
        let undoes = |other: &&Event| other.record.undoes.as_deref() == Some(&event.id);
        !self.0.iter().filter(undoes).any(|undo| self.counts(undo))
    }

    fn standing(&self) -> BTreeMap<String, Standing> {
        let mut all: BTreeMap<String, Standing> = BTreeMap::new();
        for event in self.0.iter().filter(|event| self.counts(event)) {
            let Some(step) = event.record.step else { continue };
            if event.record.action == Action::Undo {
                continue;
            }
            let own = all.entry(step.into()).or_default();
            match event.record.action {
                Action::Start | Action::Log | Action::Done => {
                    own.begun = true;
                    own.skipped = false;
                    own.done |= event.record.action == Action::Done;
                    own.hours += event.record.hours.map_or(0, Hours::ticks);
                }
                Action::Skip => own.skipped |= !own.done,
                Action::Note | Action::Undo => {}
            }
        }
        all
    }
}

fn standing(journal: &Journal) -> BTreeMap<String, Standing> {
    // Without a knowledge base every id is unknown, and kept all the same.
    let progress = Progress::new(&Kb::default(), journal.standing());
    let own = |(id, track): (String, crate::person::progress::StepProgress)| {
        let standing = Standing {
            begun: track.begun.is_some(),
            done: track.done.is_some(),
            skipped: track.skipped.is_some(),
            hours: track.spent.ticks(),
        };
        (id, standing)
    };
    progress.unknown.into_iter().map(own).collect()
}

/// The lines that a change adds.
fn lines<'a>(events: impl IntoIterator<Item = &'a Event>) -> String {
    events.into_iter().map(|event| encode(event).unwrap()).collect()
}

fn number(journal: &Journal, records: Vec<Record>, now: &str) -> anyhow::Result<Vec<Event>> {
    store(Path::new("unused"), now).number(journal, records)
}

fn store(path: &Path, now: &str) -> Store {
    let origin = Origin::new("machine", path, None);
    Store { path: path.to_owned(), now: now.to_owned(), origin, patience: PATIENCE }
}

fn now(place: usize) -> String {
    format!("2027-01-{:02}T12:00:00+01:00", place % 28 + 1)
}

/// Pieces of lines in any order.
const LIKE_LINES: &str = r#"(\{"v":[0-9]{1,3}|"crc":"|,|\}|"[a-z]{0,9}"|:|\n|[0-9a-f]{8}){0,40}"#;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn no_sequence_of_commands_and_undos_loses_an_event(
        commands in prop::collection::vec(typed(), 0..25),
    ) {
        let mut bytes = String::new();
        let mut model = Model::default();
        for (place, command) in commands.iter().enumerate() {
            let journal = parse(bytes.clone().into()).unwrap();
            let events = number(&journal, records(command, &journal), &now(place)).unwrap();
            bytes += &lines(&events);
            model.0.extend(events);
            let journal = parse(bytes.clone().into()).unwrap();
            prop_assert!(journal.events.iter().eq(&model.0));
            prop_assert!(journal.damaged.is_empty());
            let counts: Vec<bool> = model.0.iter().map(|event| model.counts(event)).collect();
            let own: Vec<bool> = journal.events.iter().map(|event| journal.counts(event)).collect();
            prop_assert_eq!(own, counts);
            prop_assert_eq!(standing(&journal), model.standing());
        }
    }

    #[test]
    fn an_undo_and_its_undo_change_nothing(
        commands in prop::collection::vec(typed(), 1..12),
    ) {
        let mut journal = Journal::default();
        for (place, command) in commands.iter().enumerate() {
            let events = number(&journal, records(command, &journal), &now(place)).unwrap();
            journal.extend(events);
        }
        let before = standing(&journal);
        let undone = number(&journal, records(&Typed::UndoLast, &journal), &now(0)).unwrap();
        if let Some(first) = undone.first().cloned() {
            journal.extend(undone);
            let again: Vec<Record> = journal.parts(first.change()).map(Record::undo).collect();
            let again = number(&journal, again, &now(0)).unwrap();
            journal.extend(again);
            prop_assert_eq!(standing(&journal), before);
        }
    }

    /// Folded together, whatever was recorded later of an earlier day.
    #[test]
    fn progress_at_the_ends_of_days_is_that_of_the_events_up_to_each(
        commands in prop::collection::vec((typed(), 1_i8..9), 0..25),
        ends in [0_i8..10, 0_i8..10, 0_i8..10],
    ) {
        let mut journal = Journal::default();
        for (command, day) in &commands {
            let events = number(&journal, records(command, &journal), &now(0)).unwrap();
            let day = date(2027, 1, *day);
            journal.extend(events.into_iter().map(|event| Event { day, ..event }));
        }
        let kb = Kb::default();
        let mut days = ends.map(|end| date(2027, 1, 1).saturating_add(end.days()));
        days.sort_unstable();
        let progress = Progress::at_the_ends(&kb, days, journal.standing());
        for (progress, day) in progress.iter().zip(days) {
            let events = journal.standing().filter(|event| event.day <= day);
            prop_assert_eq!(progress, &Progress::new(&kb, events));
        }
    }

    /// Bytes overwritten, cut off or lost: what is read was written, and every line that was not
    /// touched is read.
    #[test]
    fn damage_is_noticed_and_spares_the_rest(
        commands in prop::collection::vec(typed(), 1..12),
        damage in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..4),
        cut in any::<prop::sample::Index>(),
    ) {
        let mut journal = Journal::default();
        for (place, command) in commands.iter().enumerate() {
            let events = number(&journal, records(command, &journal), &now(place)).unwrap();
            journal.extend(events);
        }
        let whole = lines(journal.events.iter()).into_bytes();
        if whole.is_empty() {
            return Ok(());
        }
        let mut bytes = whole.clone();
        bytes.truncate(cut.index(whole.len() + 1).max(1));
        for (place, byte) in &damage {
            let place = place.index(bytes.len());
            bytes[place] = *byte;
        }
        let read = parse(bytes.clone()).unwrap();
        let mut start = 0;
        for event in &journal.events {
            let line = encode(event).unwrap().into_bytes();
            let end = start + line.len() - 1;
            let is_whole = bytes.get(start..end) == Some(&line[..line.len() - 1]);
            prop_assert_eq!(read.events.contains(event), is_whole);
            start = end + 1;
        }
        prop_assert!(read.events.iter().all(|event| journal.events.contains(event)));
        let kept = lines(read.events.iter());
        let is_sound = bytes.trim_ascii_end() == kept.trim_end().as_bytes();
        prop_assert_eq!(read.damaged.is_empty(), is_sound);
    }

    #[test]
    fn any_bytes_are_read_without_a_panic(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let _ = parse(bytes);
    }

    #[test]
    fn what_looks_like_a_line_is_read_without_a_panic(text in LIKE_LINES) {
        let _ = parse(text.into());
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn a_file_only_grows(commands in prop::collection::vec(typed(), 1..15)) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("journal.jsonl");
        let mut before: Vec<u8> = Vec::new();
        for (place, command) in commands.iter().enumerate() {
            let store = store(&path, &now(place));
            let (_, added) = store.change(|journal| Ok(records(command, journal))).unwrap();
            let after = std::fs::read(&path).unwrap();
            prop_assert_eq!(&after, &[before, lines(&added).into_bytes()].concat());
            prop_assert_eq!(store.read().unwrap().events, parse(after.clone()).unwrap().events);
            before = after;
        }
    }
}

/// A former id is its step, and what was done of a step that others took the place of counts for
/// those; nothing is dropped.
#[test]
fn a_knowledge_base_that_moves_on_keeps_progress() {
    let step = |id: &str, aliases: &[&str], hours: u32, replaced_by: &[usize]| {
        let (kb, _) = crate::planner::tests::world::steps_in_a_row(&[([1, hours, 99], 0)]);
        let mut step = kb.steps;
        let mut step = step.remove(0);
        step.entry.id = id.to_owned();
        step.entry.aliases = aliases.iter().map(|&alias| alias.to_owned()).collect();
        step.replaced_by = replaced_by.iter().copied().map(StepId).collect();
        step
    };
    let kb = Kb {
        steps: vec![
            step("new-name", &["old-name"], 10, &[]),
            step("split", &[], 20, &[2, 3]),
            step("first-half", &[], 12, &[]),
            step("second-half", &[], 8, &[]),
            step("retired", &[], 5, &[1]),
        ],
        ..Kb::default()
    };
    let log = |step: &str, hours| Record {
        hours: Some(Hours::whole(hours)),
        ..Record::of(Action::Log, step)
    };
    let told = |records: Vec<Record>| {
        let events = number(&Journal::default(), records, &now(0)).unwrap();
        Progress::new(&kb, events.iter())
    };
    let hours = |progress: &Progress| {
        let spent = |step| progress.track(StepId(step)).map_or(0.0, |track| track.spent.get());
        [0, 1, 2, 3, 4].map(spent)
    };
    let moved = told(vec![log("old-name", 2), log("new-name", 3), log("split", 15)]);
    assert_eq!(hours(&moved), [5.0, 0.0, 12.0, 3.0, 0.0]);
    assert_eq!(moved.open().count(), 3);

    let chain = told(vec![log("retired", 4), Record::of(Action::Done, "retired")]);
    let done: Vec<usize> = chain.done().map(|(step, _)| step.0).collect();
    assert_eq!(done, [1, 2, 3, 4]);

    let lost = told(vec![log("never-heard-of", 7), Record::of(Action::Done, "never-heard-of")]);
    assert!(lost.steps.is_empty());
    assert_eq!(lost.unknown["never-heard-of"].spent, Hours::whole(7));
    assert!(lost.unknown["never-heard-of"].done.is_some());
}
