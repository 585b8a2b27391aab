//! One run opens each file of the person once: an edit in between cannot mix two profiles in one
//! answer. Linux counts the openings (inotify).

use std::collections::BTreeMap;
use std::mem::MaybeUninit;
use std::path::Path;

use rustix::fs::inotify::{self, CreateFlags, ReadFlags, WatchFlags};
use rustix::io::Errno;

use crate::console::{folder, program};

/// How often the program opens each file of a folder while it runs.
fn openings(folder: &Path, args: &[&str]) -> BTreeMap<String, usize> {
    let watch = inotify::init(CreateFlags::NONBLOCK | CreateFlags::CLOEXEC).unwrap();
    inotify::add_watch(&watch, folder, WatchFlags::OPEN).unwrap();
    let output = program(folder).args(args).args(["--today", "2027-03-01"]).output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{args:?}: {said}");
    let mut buffer = [const { MaybeUninit::uninit() }; 16 << 10];
    let mut events = inotify::Reader::new(&watch, &mut buffer);
    let mut counts = BTreeMap::new();
    loop {
        match events.next() {
            Ok(event) if event.events().contains(ReadFlags::ISDIR) => {}
            Ok(event) => {
                let name = event.file_name().unwrap().to_str().unwrap().to_owned();
                *counts.entry(name).or_default() += 1;
            }
            Err(Errno::AGAIN) => return counts,
            Err(error) => panic!("{error}"),
        }
    }
}

#[test]
fn a_run_opens_each_file_once() {
    let folder = folder();
    let folder = folder.path();
    std::fs::write(folder.join("profile.yaml"), "start: 2027-01-04\ndeadline: 2027-12-01\n")
        .unwrap();
    std::fs::write(folder.join("advert.txt"), "Requirements: Python and SQL.\n").unwrap();
    let runs: [&[&str]; 14] = [
        &["start", "python-cs50p"],
        &["log", "python-cs50p", "2h"],
        &["export", "checklist.md"],
        &["plan", "--since", "2027-01-10"],
        &["plan", "--for", "advert.txt"],
        &["next"],
        &["status", "--since", "2027-01-10"],
        &["status"],
        &["compare", "--hours", "5,10,20"],
        &["gap", "advert.txt"],
        &["why", "python-cs50p"],
        &["skip", "kaggle-first-competition", "--force"],
        &["done", "python-cs50p", "--force"],
        &["sync", "checklist.md"],
    ];
    for args in runs {
        let counts = openings(folder, args);
        assert_eq!(counts["profile.yaml"], 1, "{args:?}");
        // `skip` and `sync` ask the plan first, and decide again under the lock of the journal.
        let most = if matches!(args[0], "skip" | "sync") { 2 } else { 1 };
        for (file, count) in counts {
            let most = if file == "journal.jsonl" { most } else { 1 };
            assert!(count <= most, "{args:?} opens {file} {count} times");
        }
    }
}

#[test]
fn a_run_opens_each_advert_that_is_aimed_at_once() {
    let folder = folder();
    let folder = folder.path();
    std::fs::write(
        folder.join("profile.yaml"),
        "start: 2027-01-04\nfor: [first.txt, second.txt]\n",
    )
    .unwrap();
    std::fs::write(folder.join("first.txt"), "Requirements: Python and SQL.\n").unwrap();
    std::fs::write(folder.join("second.txt"), "Requirements: Docker.\n").unwrap();
    let planning: [&[&str]; 7] = [
        &["plan", "--since", "2027-01-10"],
        &["next"],
        &["status", "--since", "2027-01-10"],
        &["compare", "--hours", "5,10,20"],
        &["why", "python-cs50p"],
        &["export", "checklist.md"],
        &["plan", "--for", "second.txt", "--for", "first.txt"],
    ];
    for args in planning {
        let counts = openings(folder, args);
        assert_eq!([counts["first.txt"], counts["second.txt"]], [1, 1], "{args:?}");
    }
    let recording: [&[&str]; 4] = [
        &["start", "python-cs50p"],
        &["log", "python-cs50p", "2h"],
        &["undo"],
        &["plan", "--role", "ml-engineer"],
    ];
    for args in recording {
        let counts = openings(folder, args);
        assert!(!counts.contains_key("first.txt"), "{args:?}");
    }
}
