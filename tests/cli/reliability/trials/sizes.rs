//! Journals beyond all measure: what they cost grows with their bytes.

use std::process::Stdio;

use crate::reliability::place::{Place, long_journal};
use crate::sizes::measured;

/// Far more than each case takes, on any machine; growth with the square would take minutes.
const MOST_SECONDS: f64 = 20.0;
const MOST_MIB: usize = 600;

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
            let mut command = place.command(args);
            command.stdout(Stdio::null()).stderr(Stdio::null());
            let (code, took, mib) = measured(&mut command);
            let seconds = took.as_secs_f64();
            assert_eq!(code, Some(0), "{name}: {args:?}");
            println!("{name}: {}: {seconds:.2} s, {mib} MiB", args[0]);
            assert!(seconds < MOST_SECONDS && mib < MOST_MIB, "{name}: {args:?}");
        }
    }
}
