//! Journals that were cut off or altered.

use serde_json::Value;

use crate::reliability::place::{Place, long_journal};
use crate::reliability::{diary, report};

/// Where each line begins, and where the last one ends.
fn lines(journal: &[u8]) -> Vec<usize> {
    let ends = journal.iter().enumerate().filter(|(_, byte)| **byte == b'\n');
    [0].into_iter().chain(ends.map(|(end, _)| end + 1)).collect()
}

/// R8: cut at a byte, the whole lines before it are there, the torn one is reported and set aside,
/// and the next change has a line of its own.
fn cut(place: &Place, journal: &[u8], events: &[Value], at: usize) {
    place.put(&journal[..at]);
    let starts = lines(journal);
    // A line that lost nothing but its end is whole.
    let whole = starts[1..].iter().filter(|end| **end <= at + 1).count();
    let torn = !starts.contains(&at) && !starts.contains(&(at + 1));
    let seen = place.history();
    assert_eq!(seen.events, events[..whole], "cut at {at}");
    assert_eq!(seen.damaged, if torn { vec![whole + 1] } else { Vec::new() }, "cut at {at}");
    assert_eq!(seen.said.contains(&format!("line {} has no end", whole + 1)), torn, "{seen:?}");
    let added = place.yes(&["log", "s009", "1h", "--format", "json"]).events();
    assert!(place.bytes().starts_with(&journal[..at]), "cut at {at}");
    let after = place.history();
    assert_eq!(after.events, [&events[..whole], &added].concat(), "cut at {at}");
    assert_eq!(after.damaged, seen.damaged, "cut at {at}");
    place.is_tidy();
}

#[test]
fn a_cut_journal_keeps_all_whole_records() {
    let place = diary();
    let (journal, events) = (place.bytes(), place.events());
    let starts = lines(&journal);
    for at in starts[starts.len() - 4]..=journal.len() {
        cut(&place, &journal, &events, at);
    }
}

/// One bit, case, the eighth bit, all bits, and what makes line feeds of some characters.
const FLIPS: [u8; 6] = [0x01, 0x20, 0x80, 0xff, 0x07, 0x28];

/// R9: of a journal with one altered byte, everything but the line with that byte is there as it
/// was, and the line is named. A line feed belongs to no record; without it, both neighbours stay.
fn flip(place: &Place, journal: &[u8], events: &[Value], at: usize, pattern: u8) {
    let mut altered = journal.to_vec();
    altered[at] ^= pattern;
    place.put(&altered);
    let context = format!("{pattern:#04x} at {at}");
    let line = lines(journal).iter().filter(|start| **start <= at).count();
    let seen = place.history();
    let mut kept = events.to_vec();
    if journal[at] != b'\n' {
        kept.remove(line - 1);
    }
    assert_eq!(seen.events, without_undoing(&kept, &seen.events), "{context}");
    let is_harmless = at + 1 == journal.len() && altered[at] == b'\r';
    let expected = match altered[at] {
        _ if is_harmless => Vec::new(),
        b'\n' => vec![line, line + 1],
        _ => vec![line],
    };
    // Of a line that was cut in two, a half may be empty.
    assert!(seen.damaged.iter().all(|damaged| expected.contains(damaged)), "{context}: {seen:?}");
    assert_eq!(seen.damaged.is_empty(), is_harmless, "{context}: {seen:?}");
    let named = seen.damaged.first().is_none_or(|line| seen.said.contains(&format!(" {line}")));
    assert!(named, "{context}: {}", seen.said);
}

/// Where a lost line had taken something back, that counts again: the only other difference.
fn without_undoing(kept: &[Value], seen: &[Value]) -> Vec<Value> {
    let undo_is_lost = !kept.iter().any(|event| event["do"] == "undo");
    let mut kept = kept.to_vec();
    for (event, seen) in kept.iter_mut().zip(seen) {
        if undo_is_lost && event["do"] == "skip" {
            assert_eq!(seen["counts"], true);
            event["counts"] = true.into();
        }
        // What a lost line said is not known to the one that names it.
        if event["do"] == "undo" && seen["undoes"]["do"].is_null() {
            assert_eq!(event["undoes"]["id"], seen["undoes"]["id"]);
            event["undoes"] = seen["undoes"].clone();
        }
    }
    kept
}

fn flip_many(places: impl Iterator<Item = usize>) -> usize {
    let place = diary();
    let (journal, events) = (place.bytes(), place.events());
    let mut cases = 0;
    for (n, at) in places.take_while(|at| *at < journal.len()).enumerate() {
        flip(&place, &journal, &events, at, FLIPS[n % FLIPS.len()]);
        cases += 1;
    }
    for end in &lines(&journal)[1..] {
        for pattern in FLIPS {
            flip(&place, &journal, &events, end - 1, pattern);
            cases += 1;
        }
    }
    place.put(&journal);
    place.goes_on();
    cases
}

#[test]
fn an_altered_byte_is_noticed_and_costs_one_record_at_most() {
    assert!(flip_many((0..).step_by(11)) > 150);
}

#[test]
#[ignore = "long; .ci/run runs it"]
fn trial_no_altered_byte_goes_unnoticed() {
    let cases = flip_many(0..);
    report("R9 altered bytes", &[("cases", cases), ("silently changed", 0), ("lost", 0)]);
}

/// A long history is no damage: a table has its end, and the rest is there.
#[test]
fn a_table_has_the_end_of_a_long_history() {
    let place = Place::new(12);
    place.put(long_journal(150).as_bytes());
    let rows = |args: &[&str]| {
        let outcome = place.yes(&[&["history"][..], args].concat());
        (outcome.out.lines().filter(|line| line.contains("logged")).count(), outcome.said)
    };
    let (shown, said) = rows(&[]);
    assert_eq!(shown, 100);
    assert!(said.contains("hint: 50 earlier rows left out; see all with `mlpath"), "{said}");
    assert_eq!(rows(&["--all"]), (150, String::new()));
    assert_eq!(rows(&["--format", "plain"]).0, 150);
    assert_eq!(place.events().len(), 150);
}
