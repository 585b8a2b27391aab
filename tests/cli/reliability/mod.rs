//! What the journal promises, through the front door. A test passes if of all its cases none has
//!
//! - lost a change that was acknowledged, that is, whose command ended with 0;
//! - lost or altered an older record: the old bytes of the journal begin the new ones;
//! - left a store that cannot be read;
//! - panicked, or said no without an `error:` line.
//!
//! The promises are numbered R1 to R20. What takes long, or needs `strace` and a small disk of its
//! own, is a trial: its name begins with `trial_`, and `cargo test` reports it as ignored.
//! `.ci/run` runs the trials; `cargo test --test cli trial_ -- --ignored --nocapture` shows their
//! numbers.

mod clock;
mod crowd;
mod damage;
#[cfg(unix)]
mod files;
#[cfg(unix)]
mod lock;
mod machines;
mod place;
#[cfg(unix)]
mod places;
#[cfg(unix)]
mod streams;
#[cfg(target_os = "linux")]
mod trials;
mod undo;
mod versions;

use crate::reliability::place::Place;

/// One change of each kind: ten events, two changes of two parts, a change that was taken back.
const DIARY: [&[&str]; 8] = [
    &["start", "s000"],
    &["log", "s000", "1h", "s001", "2h30m"],
    &["done", "s000", "--hours", "3h", "--evidence", "https://example.org/a"],
    &["skip", "s002", "--note", "Später: \u{6570}学"],
    &["undo"],
    &["log", "s003", "--note", "\"crc\" is {\"v\":1} \\ here"],
    &["done", "late", "--force"],
    &["start", "s004", "s005"],
];

/// A place with the diary in its journal.
fn diary() -> Place {
    let place = Place::new(12);
    for args in DIARY {
        place.yes(args);
    }
    place
}

/// Prints the numbers of a trial in one line. What must not be is asserted before, so it is 0 here.
#[expect(clippy::print_stdout, reason = "the numbers go into reports")]
fn report(trial: &str, numbers: &[(&str, usize)]) {
    let shown = numbers.iter().map(|(name, number)| format!("{name} {number}"));
    println!("{trial}: {}", shown.collect::<Vec<_>>().join(", "));
}
