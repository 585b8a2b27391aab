//! Disks that fail. R6.

use std::collections::BTreeSet;

use crate::reliability::place::{Outcome, Place};
use crate::reliability::trials::trace::{Call, Tamper, number, traced};
use crate::reliability::trials::{Before, CHANGES, Tally, beginnings, changes};

/// A call fails once, or it and all others from there on.
fn failing<'a>(calls: &'a [Call], index: usize, what: &'a str, for_good: bool) -> Vec<Tamper<'a>> {
    let own = calls[index].name.as_str();
    if !for_good {
        return vec![Tamper { call: own, number: number(calls, index), for_good, what }];
    }
    let names = calls.iter().map(|call| call.name.as_str()).chain(["ftruncate", "fdatasync"]);
    let earlier = |name: &str| calls[..index].iter().filter(|call| call.name == name).count();
    let tamper = |call| Tamper { call, number: earlier(call) + 1, for_good, what };
    names.collect::<BTreeSet<_>>().into_iter().map(tamper).collect()
}

/// A no names what it is about. One without the remark that it is not certain is meant.
fn says_so(place: &Place, outcome: &Outcome, context: &str) {
    let named = outcome.said.contains(place.home.parent().unwrap().to_str().unwrap());
    assert!(outcome.is_yes() || named, "{context}: {outcome:?}");
}

/// Every call of every change fails in each of these ways.
fn every_call_fails(ways: &[&str], for_good: bool, of: impl Fn(&Call) -> bool) -> Tally {
    let mut tally = Tally::default();
    for place in beginnings() {
        let before = Before::of(&place);
        for args in changes(&before) {
            let (_, calls) = traced(&place, args, &[]);
            for index in (0..calls.len()).filter(|&index| of(&calls[index])) {
                for what in ways {
                    before.restore(&place);
                    let tampers = failing(&calls, index, what, for_good);
                    let (outcome, _) = traced(&place, args, &tampers);
                    let context = format!("{args:?}: {what} at {:?}, {for_good}", calls[index]);
                    says_so(&place, &outcome, &context);
                    tally.judge(&place, &before, &outcome, &context);
                    place.goes_on();
                }
            }
            before.restore(&place);
        }
    }
    tally
}

#[test]
#[ignore = "long; .ci/run runs it"]
fn trial_every_call_fails_once() {
    let tally = every_call_fails(&["error=ENOSPC", "error=EIO"], false, |_| true);
    assert_eq!((tally.kept, tally.uncertain), (0, 0));
    tally.report("R6 every call fails once");
}

/// Then cutting off what was written may fail too, and the program says that it cannot know.
#[test]
#[ignore = "long; .ci/run runs it"]
fn trial_every_call_fails_for_good() {
    let tally = every_call_fails(&["error=ENOSPC", "error=EIO"], true, |_| true);
    assert_eq!(tally.kept, 0);
    tally.report("R6 every call fails for good");
}

/// A disk that takes only a part of a line; a signal that comes in between.
#[test]
#[ignore = "long; .ci/run runs it"]
fn trial_every_write_is_short() {
    let is_write = |call: &Call| call.name == "write";
    let tally = every_call_fails(&["retval=0", "retval=1", "retval=60"], false, is_write);
    assert_eq!((tally.acknowledged, tally.kept, tally.uncertain), (0, 0, 0));
    tally.report("R6 every write is short");
    let interrupted = |call: &Call| matches!(call.name.as_str(), "write" | "read");
    let tally = every_call_fails(&["error=EINTR"], false, interrupted);
    assert_eq!(tally.acknowledged, tally.cases);
    tally.report("R6 every write and read is interrupted");
}

/// Some file systems cannot sync a folder. Nobody is refused a journal there.
#[test]
#[ignore = "long; .ci/run runs it"]
fn trial_folders_that_cannot_be_synced() {
    let mut tally = Tally::default();
    for args in CHANGES.into_iter().filter(|args| args[0] != "undo") {
        let place = Place::new(12);
        let before = Before::of(&place);
        let what = "error=EINVAL";
        let cannot = Tamper { call: "fsync", number: 1, for_good: true, what };
        let (outcome, calls) = traced(&place, args, &[cannot]);
        assert!(calls.iter().any(|call| call.name == "fsync"));
        tally.judge(&place, &before, &outcome, "no sync of folders");
    }
    assert_eq!(tally.acknowledged, tally.cases);
    tally.report("R6 folders that cannot be synced");
}
