//! Journals of other versions. R16.

use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::reliability::diary;
use crate::reliability::place::{Place, line};

const OLD: &str = "tests/journals/0.1.0.jsonl";
const NEWER: &str = "\"v\":2,\"id\":\"00000001\",\"at\":\"2027-01-02T12:00:00Z\",\"do\":\"dream\"";

/// What was read of each journal when its version was new; the titles are those of a knowledge base
/// that does not have most of its steps. `UPDATE=1` writes what is missing.
#[test]
fn journals_of_all_versions_read_the_same_for_ever() {
    let mut journals = 0;
    for entry in fs::read_dir("tests/journals").unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|extension| extension == "jsonl") {
            reads_the_same(&path);
            journals += 1;
        }
    }
    assert!(journals > 0);
}

fn reads_the_same(journal: &Path) {
    let place = Place::new(2);
    place.put(&fs::read(journal).unwrap());
    let mut events = Value::from(place.events());
    let known = journal.with_extension("json");
    if std::env::var_os("UPDATE").is_some() && !known.exists() {
        fs::write(&known, format!("{events:#}\n")).unwrap();
    }
    let known: Value = serde_json::from_slice(&fs::read(&known).unwrap()).unwrap();
    // Later versions may say more.
    let (read, old) = (events.as_array_mut().unwrap(), known.as_array().unwrap());
    for (event, old) in read.iter_mut().zip(old) {
        event.as_object_mut().unwrap().retain(|field, _| old.get(field).is_some());
    }
    assert_eq!(events, known, "{}", journal.display());
    place.goes_on();
}

/// The journal of this version is what its commands write. `UPDATE=1` keeps that of a new version.
#[test]
fn this_version_is_among_them() {
    let path = concat!("tests/journals/", env!("CARGO_PKG_VERSION"), ".jsonl");
    let place = diary();
    if std::env::var_os("UPDATE").is_some() && !Path::new(path).exists() {
        fs::write(path, place.bytes()).unwrap();
    }
    assert_eq!(String::from_utf8(place.bytes()).unwrap(), fs::read_to_string(path).unwrap());
}

fn refuses_everything(bytes: &[u8]) {
    let place = Place::new(4);
    place.put(bytes);
    for args in [&["history"][..], &["plan"], &["start", "s000"], &["log", "s000", "1h"], &["undo"]]
        .into_iter()
        .chain([&["done", "s000"][..], &["skip", "s000"]])
    {
        let said = place.run(args).no("was written by a newer mlpath").said;
        assert!(said.contains("version 2"), "{said}");
        assert!(said.contains("hint: install the newer version"), "{said}");
        assert_eq!(place.bytes(), bytes, "{args:?}");
    }
    place.is_tidy();
}

#[test]
fn a_newer_line_is_refused_and_not_touched() {
    let old = fs::read_to_string(OLD).unwrap();
    let newer = line(NEWER);
    refuses_everything(newer.as_bytes());
    refuses_everything(format!("{old}{newer}").as_bytes());
    refuses_everything(format!("{newer}{old}").as_bytes());
    // Behind a torn line too.
    refuses_everything(format!("{}{newer}{old}", &old[..50]).as_bytes());
}

#[test]
fn what_only_looks_newer_is_damage() {
    let place = Place::new(4);
    let old = fs::read_to_string(OLD).unwrap();
    let altered = line(NEWER).replace("dream", "cream");
    place.put(format!("{altered}{old}").as_bytes());
    let seen = place.history();
    assert_eq!((seen.events.len(), seen.damaged), (10, vec![1]));
    place.goes_on();
}
