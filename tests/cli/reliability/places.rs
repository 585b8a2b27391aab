//! Homes and journals that are not what they usually are. R14.

use std::fs;
use std::os::unix::fs::{PermissionsExt as _, symlink};
use std::path::Path;
use std::process::Command;

use crate::reliability::place::{Outcome, Place};
use crate::reliability::{DIARY, diary};

const CHANGES: [&[&str]; 5] =
    [&["start", "s006"], &["log", "s006", "1h"], &["done", "s006"], &["skip", "s007"], &["undo"]];

fn is_link(path: &Path) -> bool {
    path.symlink_metadata().unwrap().is_symlink()
}

fn mode(path: &Path) -> u32 {
    path.metadata().unwrap().permissions().mode() & 0o777
}

fn set_mode(path: &Path, mode: u32) {
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
}

/// Permissions do not bind everybody.
fn is_bound_by_modes(folder: &Path) -> bool {
    set_mode(folder, 0o500);
    let is_bound = fs::write(folder.join("probe"), "").is_err();
    set_mode(folder, 0o700);
    let _ = fs::remove_file(folder.join("probe"));
    is_bound
}

#[test]
fn a_linked_journal_stays_a_link() {
    let place = diary();
    let elsewhere = place.root().join("elsewhere.jsonl");
    fs::rename(place.journal(), &elsewhere).unwrap();
    symlink("../../elsewhere.jsonl", place.journal()).unwrap();
    for args in CHANGES {
        place.yes(args);
    }
    assert!(is_link(&place.journal()));
    assert_eq!(place.bytes(), fs::read(&elsewhere).unwrap());
    assert_eq!(place.events().len(), 15);
    place.goes_on();
}

#[test]
fn a_link_to_nothing_yet_is_followed() {
    let place = Place::new(12);
    let elsewhere = place.root().join("elsewhere.jsonl");
    fs::create_dir_all(&place.home).unwrap();
    symlink(&elsewhere, place.journal()).unwrap();
    assert_eq!(place.events().len(), 0);
    for args in DIARY {
        place.yes(args);
    }
    assert!(is_link(&place.journal()));
    assert_eq!((place.events().len(), mode(&elsewhere)), (10, 0o600));
    // Where even the folder of its target is not there, there is no place for a journal.
    fs::remove_file(place.journal()).unwrap();
    symlink(place.root().join("no/where.jsonl"), place.journal()).unwrap();
    place.run(CHANGES[0]).no("cannot open");
    fs::remove_file(place.journal()).unwrap();
    symlink("journal.jsonl", place.journal()).unwrap();
    place.run(CHANGES[0]).no("journal.jsonl");
}

#[test]
fn a_linked_home_is_a_home() {
    let place = Place::new(12);
    fs::create_dir_all(place.root().join("real")).unwrap();
    fs::create_dir_all(place.root().join("own")).unwrap();
    symlink("../real", &place.home).unwrap();
    for args in DIARY {
        place.yes(args);
    }
    assert_eq!(fs::read(place.root().join("real/journal.jsonl")).unwrap(), place.bytes());
    place.goes_on();
}

#[test]
fn what_is_made_is_for_the_person_only() {
    let place = Place::new(12);
    assert_eq!(place.events().len(), 0);
    assert!(!place.home.exists(), "reading makes nothing");
    place.yes(CHANGES[0]);
    assert_eq!(mode(&place.journal()), 0o600);
    assert_eq!((mode(&place.home), mode(place.home.parent().unwrap())), (0o700, 0o700));
    // What a person has decided stays.
    set_mode(&place.journal(), 0o644);
    set_mode(&place.home, 0o755);
    place.yes(CHANGES[1]);
    assert_eq!((mode(&place.journal()), mode(&place.home)), (0o644, 0o755));
}

#[test]
fn what_may_not_be_written_is_refused_and_can_still_be_read() {
    let place = diary();
    if !is_bound_by_modes(&place.home) {
        return;
    }
    let before = place.bytes();
    set_mode(&place.journal(), 0o400);
    for args in CHANGES {
        place.run(args).no("cannot open");
    }
    set_mode(&place.home, 0o500);
    assert_eq!(place.events().len(), 10);
    assert_eq!(place.bytes(), before);
    fs::rename(&place.home, place.root().join("other")).unwrap_err();
    set_mode(&place.journal(), 0o000);
    place.run(&["history"]).no("cannot open");
    set_mode(&place.home, 0o700);
    set_mode(&place.journal(), 0o600);
    place.goes_on();

    let empty = Place::new(12);
    fs::create_dir_all(&empty.home).unwrap();
    set_mode(&empty.home, 0o500);
    empty.run(CHANGES[0]).no("cannot open");
    set_mode(empty.home.parent().unwrap(), 0o500);
    fs::remove_dir(&empty.home).unwrap_err();
    set_mode(empty.home.parent().unwrap(), 0o700);
}

/// What stands where the journal belongs and is none: an answer at once, and nothing touched.
#[test]
fn what_is_no_file_is_refused_at_once() {
    let folder = Place::new(12);
    fs::create_dir_all(folder.journal()).unwrap();
    let pipe = Place::new(12);
    fs::create_dir_all(&pipe.home).unwrap();
    assert!(Command::new("mkfifo").arg(pipe.journal()).status().unwrap().success());
    let device = Place::new(12);
    fs::create_dir_all(&device.home).unwrap();
    symlink("/dev/null", device.journal()).unwrap();
    for place in [&folder, &pipe, &device] {
        for args in CHANGES.into_iter().chain([&["history"][..], &["plan"]]) {
            let said = place.run(args).no("is not a regular file").said;
            assert!(said.contains("journal.jsonl"), "{said}");
        }
        place.is_tidy();
    }
}

#[test]
fn a_file_in_the_place_of_the_home_is_refused() {
    let place = Place::new(12);
    fs::create_dir_all(place.home.parent().unwrap()).unwrap();
    fs::write(&place.home, "mine").unwrap();
    for args in CHANGES {
        place.run(args).no("own/home");
    }
    assert_eq!(fs::read(&place.home).unwrap(), b"mine");
}

#[test]
fn without_a_home_the_program_says_what_to_do() {
    let place = Place::new(12);
    // The system may know the person's home without the variable: nothing is written there.
    let mut command = place.command(&["history"]);
    command.env_remove("HOME").env_remove("MLPATH_HOME");
    let outcome = Outcome::of(command.output().unwrap());
    if !outcome.is_yes() {
        outcome.no("--home DIR");
    }
    let mut command = place.command(CHANGES[0]);
    command.env_remove("HOME").env_remove("MLPATH_HOME");
    let named = place.home.to_str().unwrap();
    Outcome::of(command.args(["--home", named]).output().unwrap()).yes();
    place.goes_on();
}

#[test]
fn other_editors_ends_and_marks_are_read() {
    let place = diary();
    let (bytes, events) = (String::from_utf8(place.bytes()).unwrap(), place.events());
    let mark = "\u{feff}";
    for other in [
        bytes.replace('\n', "\r\n"),
        format!("{mark}{bytes}"),
        format!("{mark}{}", bytes.replace('\n', "\r\n")),
        format!("\n\n{}\n  \n", bytes.replace('\n', "\n\n")),
        bytes.trim_end().to_owned(),
        format!("{}\r", bytes.trim_end()),
        bytes.repeat(2),
    ] {
        place.put(other.as_bytes());
        assert_eq!(place.events(), events, "{other}");
        place.goes_on();
    }
}

#[test]
fn what_is_no_text_is_set_aside() {
    let place = diary();
    let (bytes, events) = (place.bytes(), place.events());
    for (foreign, lines) in [
        (&b"\xff\xfe\x00\x80 \x1b[2J\x07\n"[..], 1),
        (b"<<<<<<< HEAD\n=======\n>>>>>>> other\n", 3),
        (&[0; 4096], 1),
        (b"{\"v\":1,\"crc\":\"\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\"}\n", 1),
    ] {
        place.put(&[&bytes[..], foreign].concat());
        let seen = place.history();
        assert_eq!(seen.events, events);
        assert_eq!(seen.damaged, (11..11 + lines).collect::<Vec<_>>());
        let shown = place.yes(&["history", "--format", "plain"]);
        let steers = |c: char| c.is_control() && !matches!(c, '\n' | '\t');
        assert!(!shown.out.contains(steers) && !shown.said.contains(steers), "{shown:?}");
        place.goes_on();
    }
    place.put(&[b"\xff\n", &bytes[..]].concat());
    assert_eq!((place.history().events, place.history().damaged), (events, vec![1]));
    place.goes_on();
}

#[test]
fn a_home_may_have_any_name() {
    for name in ["with blanks", "数学 Ünïcödé", "'quoted' \"twice\" $HOME", "-rf", "a\nb"] {
        let place = Place::new(12);
        let home = place.root().join(name);
        let run = |args: &[&str]| {
            Outcome::of(place.command(args).env("MLPATH_HOME", &home).output().unwrap()).yes()
        };
        for args in DIARY {
            run(args);
        }
        assert_eq!(run(&["history", "--format", "json"]).events().len(), 10, "{name}");
        assert!(home.join("journal.jsonl").is_file());
        // A relative one is meant from here.
        let relative = Path::new(".").join(name).join("deeper");
        let mut command = place.command(CHANGES[0]);
        Outcome::of(command.env("MLPATH_HOME", relative).output().unwrap()).yes();
        assert!(home.join("deeper/journal.jsonl").is_file());
    }
}
