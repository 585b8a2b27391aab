//! Disks that are full. R7.

use std::fs::{File, OpenOptions};
use std::io::Write as _;
use std::path::PathBuf;
use std::process::Command;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use tempfile::TempDir;

use crate::reliability::place::Place;
use crate::reliability::trials::{Before, Tally};

const PAGE: u64 = 4096;
/// The trial is on its own already, where it may mount.
const ALONE: &str = "MLPATH_TEST_ALONE";
const NAME: &str = "reliability::trials::full::trial_full_disks_lose_nothing";

/// A disk of 8 MiB that is its folder.
struct SmallDisk {
    folder: TempDir,
}

impl SmallDisk {
    /// None: this process may not mount anything.
    fn new() -> Option<Self> {
        let disk = Self { folder: tempfile::tempdir().unwrap() };
        let mut mount = Command::new("mount");
        mount.args(["-t", "tmpfs", "-o", "size=8m,mode=700", "tmpfs"]).arg(disk.folder.path());
        mount.output().is_ok_and(|output| output.status.success()).then_some(disk)
    }

    fn file(&self, name: &str) -> File {
        let path: PathBuf = self.folder.path().join(name);
        OpenOptions::new().append(true).create(true).open(path).unwrap()
    }

    /// Fills the disk up to so many pages.
    fn leave(&self, pages: u64) {
        self.file("hog").set_len(0).unwrap();
        let mut ballast = self.file("ballast");
        while ballast.write(&[1; PAGE as usize]).is_ok_and(|written| written == PAGE as usize) {}
        let length = ballast.metadata().unwrap().len();
        ballast.set_len((length / PAGE).saturating_sub(pages) * PAGE).unwrap();
    }

    /// Takes every page that comes free.
    fn hog(&self, stop: &AtomicBool) {
        let mut hog = self.file("hog");
        while !stop.load(Ordering::Relaxed) {
            if hog.write(&[1; PAGE as usize]).is_err() {
                thread::yield_now();
            }
        }
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("--lazy").arg(self.folder.path()).output();
    }
}

/// Ten changes, of which the longest are longer than a page.
fn changes() -> Vec<Vec<String>> {
    let change = |n: usize| {
        let (one, other) = (format!("s{n:03}"), format!("s{:03}", n + 10));
        let words = match n % 5 {
            0 => vec!["start", &one, &other],
            1 => vec!["log", &one, "1h", &other, "2h"],
            2 => vec!["done", &one],
            3 => vec!["skip", &one, &other],
            _ => return vec!["undo".to_owned()],
        };
        let mut words: Vec<String> = words.into_iter().map(str::to_owned).collect();
        words.extend(["--note".to_owned(), "x".repeat(if n < 5 { 2_000 } else { 900 + n })]);
        words
    };
    (0..10).map(change).collect()
}

/// Ten changes on a disk with room for so many pages.
fn fill(disk: &SmallDisk, pages: u64, with_hog: bool, tally: &mut Tally) {
    let place = Place::within(TempDir::new_in(disk.folder.path()).unwrap(), 24);
    place.yes(&["log", "s020", "1h"]);
    let stop = AtomicBool::new(!with_hog);
    disk.leave(pages);
    thread::scope(|scope| {
        scope.spawn(|| disk.hog(&stop));
        for args in changes() {
            if with_hog {
                disk.leave(pages);
            }
            let before = Before::of(&place);
            let outcome = place.run(&args);
            tally.judge(&place, &before, &outcome, &format!("{} with {pages} pages", args[0]));
            let named = outcome.said.contains("journal.jsonl");
            assert!(outcome.is_yes() || named, "{outcome:?}");
        }
        stop.store(true, Ordering::Relaxed);
    });
    disk.leave(64);
    place.goes_on();
}

fn all_levels(disk: &SmallDisk, with_hog: bool) -> Tally {
    let mut tally = Tally::default();
    (0..16).for_each(|pages| fill(disk, pages, with_hog, &mut tally));
    assert_eq!((tally.kept, tally.uncertain), (0, 0));
    assert!(tally.acknowledged > 0 && tally.refused > 0);
    tally
}

#[test]
#[ignore = "long; .ci/run runs it"]
fn trial_full_disks_lose_nothing() {
    let Some(disk) = SmallDisk::new() else { return again_where_it_may_mount() };
    all_levels(&disk, false).report("R7 full disks");
    all_levels(&disk, true).report("R7 full disks with a hog");
}

/// Runs this trial in a process that has its own mounts.
fn again_where_it_may_mount() {
    assert!(std::env::var_os(ALONE).is_none(), "nobody here may mount a disk");
    let ways = [&["unshare", "-rm"][..], &["sudo", "-n", "unshare", "-m"]];
    let may = |way: &&&[&str]| {
        let mut command = Command::new(way[0]);
        command.args(&way[1..]).args(["mount", "-t", "tmpfs", "tmpfs", "/mnt"]);
        command.output().is_ok_and(|output| output.status.success())
    };
    let way = ways.iter().find(may).expect("this trial needs `unshare -rm`, or `sudo`");
    let mut command = Command::new(way[0]);
    command.args(&way[1..]).args(["env", &format!("{ALONE}=1")]);
    command.arg(std::env::current_exe().unwrap());
    command.args(["--exact", NAME, "--ignored", "--nocapture"]);
    assert!(command.status().unwrap().success());
}
