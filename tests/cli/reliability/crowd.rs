//! Many programs at once on one journal.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::process::Child;
use std::thread;

use serde_json::Value;

use crate::reliability::place::{Outcome, Place, deed, fields};
use crate::reliability::report;

/// Half of the changes are `done`, half are others, each of a step of its own.
fn deeds(many: usize) -> Vec<Vec<String>> {
    let deed = |n: usize| {
        let words = match n % 6 {
            0 | 2 | 4 => format!("done s{n:03}"),
            1 => format!("log s{n:03} 1h"),
            3 => format!("start s{n:03}"),
            _ => format!("skip s{n:03}"),
        };
        words.split(' ').map(str::to_owned).collect()
    };
    (0..many).map(deed).collect()
}

/// Starts a program for each change.
fn start(place: &Place, deeds: &[Vec<String>]) -> Vec<Child> {
    deeds.iter().map(|args| place.command(args).spawn().unwrap()).collect()
}

/// Every one said yes, and everything is in the history exactly once.
fn all_are_kept(place: &Place, deeds: &[Vec<String>], children: Vec<Child>) -> Vec<Value> {
    for child in children {
        Outcome::of(child.wait_with_output().unwrap()).yes();
    }
    let events = place.events();
    let wanted = deeds.iter().map(|args| (args[0].clone(), args[1].clone()));
    assert_eq!(events.iter().map(deed).collect::<BTreeSet<_>>(), wanted.collect());
    assert_eq!(events.len(), deeds.len());
    assert_eq!(BTreeSet::from_iter(fields(&events, "id")).len(), events.len());
    place.is_tidy();
    events
}

/// R1 and R3: 200 writers that all come free at once, and 20 readers that look meanwhile. What
/// each of them sees is the beginning of what there is in the end. Gives the number of looks.
fn crowd(looks_of_each: usize) -> usize {
    let place = Place::new(200);
    let deeds = deeds(200);
    fs::create_dir_all(&place.home).unwrap();
    let gate = File::create(place.journal()).unwrap();
    // Where a lock keeps readers out too, nobody waits at a gate.
    if cfg!(unix) {
        gate.lock().unwrap();
    }
    let children = start(&place, &deeds);
    let seen: Vec<Vec<Value>> = thread::scope(|scope| {
        let look = || (0..looks_of_each).map(|_| place.events()).collect::<Vec<_>>();
        let readers: Vec<_> = (0..20).map(|_| scope.spawn(look)).collect();
        drop(gate);
        readers.into_iter().flat_map(|reader| reader.join().unwrap()).collect()
    });
    let events = all_are_kept(&place, &deeds, children);
    for part in &seen {
        assert!(events.starts_with(part), "a state that never was: {part:?}");
    }
    seen.len()
}

/// R2: two writers at once, who also have to make the folder and the file.
fn pair() {
    let place = Place::new(2);
    let deeds = deeds(2);
    let children = start(&place, &deeds);
    all_are_kept(&place, &deeds, children);
}

#[test]
fn two_hundred_at_once_lose_nothing() {
    assert_eq!(crowd(3), 60);
}

#[test]
fn two_at_once_lose_nothing() {
    (0..10).for_each(|_| pair());
}

#[test]
#[ignore = "long; .ci/run runs it"]
fn trial_crowds_lose_nothing() {
    let looks = (0..5).map(|_| crowd(20)).sum();
    report("R1, R3 crowds", &[("acknowledged", 5 * 200), ("lost", 0), ("looks", looks)]);
    (0..100).for_each(|_| pair());
    report("R2 pairs", &[("acknowledged", 100 * 2), ("lost", 0)]);
}
