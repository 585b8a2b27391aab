//! Journals beyond all measure: what they cost grows with their bytes.

use std::process::Stdio;
use std::time::{Duration, Instant};

use crate::reliability::place::{Outcome, Place, long_journal};

/// Far more than each case takes, on any machine; growth with the square would take minutes.
const MOST_SECONDS: f64 = 20.0;
const MOST_MIB: u64 = 600;

/// How a command ended, its seconds, and the most memory that it had in MiB, as the system tells
/// while it runs.
fn measured(place: &Place, args: &[&str]) -> (Outcome, f64, u64) {
    let begun = Instant::now();
    let mut child = place.command(args).stdout(Stdio::null()).spawn().unwrap();
    let status = format!("/proc/{}/status", child.id());
    let mut peak = 0;
    while child.try_wait().unwrap().is_none() {
        let text = std::fs::read_to_string(&status).unwrap_or_default();
        let line = text.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let kib = line.and_then(|line| line.trim().split(' ').next()?.parse::<u64>().ok());
        peak = peak.max(kib.unwrap_or_default() >> 10);
        std::thread::sleep(Duration::from_millis(1));
    }
    let outcome = Outcome::of(child.wait_with_output().unwrap());
    (outcome, begun.elapsed().as_secs_f64(), peak)
}

#[test]
#[ignore = "long; .ci/run runs it"]
#[expect(clippy::print_stdout, reason = "the numbers go into reports")]
fn trial_journals_of_any_size_are_read_in_linear_time() {
    let honest = long_journal(100_000);
    let cut = |text: String| text[..20_000_000].to_owned();
    let cases = [
        ("100,000 events", honest.clone()),
        ("the same twice", honest.repeat(2)),
        ("20 MB of damaged lines", cut(honest.replace("0.25", "0.35").repeat(2))),
        ("20 MB of short lines", "x\n".repeat(10_000_000)),
        ("20 MB of beginnings", cut("{\"v\":".repeat(4_000_000))),
        ("20 MB in one line", "x".repeat(20_000_000)),
    ];
    for (name, text) in cases {
        let place = Place::new(12);
        place.put(text.as_bytes());
        for args in [&["status"][..], &["history", "--format", "json"], &["log", "main", "1h"]] {
            let (outcome, seconds, mib) = measured(&place, args);
            outcome.yes();
            println!("{name}: {}: {seconds:.2} s, {mib} MiB", args[0]);
            assert!(seconds < MOST_SECONDS && mib < MOST_MIB, "{name}: {args:?}");
        }
    }
}
