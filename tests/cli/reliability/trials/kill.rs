//! Programs that are killed.

use std::thread::sleep;
use std::time::Instant;

use crate::reliability::place::{Outcome, Place, long_journal};
use crate::reliability::trials::trace::{Tamper, number, traced};
use crate::reliability::trials::{Before, CHANGES, Tally, beginnings, changes};

/// R4: `kill -9` at a hundred moments between the start of a program and its end, with a journal
/// of two thousand events.
#[test]
#[ignore = "long; .ci/run runs it"]
fn trial_killed_at_any_moment() {
    let place = Place::new(12);
    place.put(long_journal(2_000).as_bytes());
    let before = Before::of(&place);
    let begun = Instant::now();
    place.yes(CHANGES[0]);
    let usual = begun.elapsed();
    let mut tally = Tally::default();
    for moment in 0..100 {
        before.restore(&place);
        let args = CHANGES[moment % CHANGES.len()];
        let mut child = place.command(args).spawn().unwrap();
        sleep(usual.mul_f64(moment as f64 / 70.0));
        child.kill().unwrap();
        let outcome = Outcome::of(child.wait_with_output().unwrap());
        tally.judge(&place, &before, &outcome, &format!("{args:?} killed at moment {moment}"));
        place.goes_on();
    }
    tally.report("R4 killed at any moment");
}

/// R5: killed before each of its system calls, which is after each of them too.
#[test]
#[ignore = "long; .ci/run runs it"]
fn trial_killed_at_every_call() {
    ended_at_every_call("signal=SIGKILL").report("R5 killed at every call");
}

/// R19: Ctrl-C, or the end of a session, at every stage.
#[test]
#[ignore = "long; .ci/run runs it"]
fn trial_asked_to_end_at_every_call() {
    ended_at_every_call("signal=SIGINT").report("R19 Ctrl-C at every call");
    ended_at_every_call("signal=SIGTERM").report("R19 SIGTERM at every call");
}

fn ended_at_every_call(what: &str) -> Tally {
    let mut tally = Tally::default();
    for place in beginnings() {
        let before = Before::of(&place);
        for args in changes(&before) {
            let (_, calls) = traced(&place, args, &[]);
            for index in 0..calls.len() {
                before.restore(&place);
                let (call, number) = (calls[index].name.as_str(), number(&calls, index));
                let end = Tamper { call, number, for_good: false, what };
                let (outcome, _) = traced(&place, args, &[end]);
                let context = format!("{args:?}: {what} at {call} {number}");
                assert_eq!(outcome.code, None, "{context}");
                tally.judge(&place, &before, &outcome, &context);
                place.goes_on();
            }
            before.restore(&place);
        }
    }
    tally
}
