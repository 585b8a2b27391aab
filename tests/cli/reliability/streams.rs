//! Closed and full streams, and files that may not grow. R19.

use std::fs::File;
use std::process::{Command, Stdio};

use crate::reliability::diary;
use crate::reliability::place::{Outcome, Place};

/// Through a shell that does this first.
fn through(place: &Place, shell: &str, args: &[&str]) -> Outcome {
    let inner = place.command(args);
    let mut command = Command::new("sh");
    command.args(["-c", &format!("{shell}; exec \"$0\" \"$@\"")]);
    command.arg(inner.get_program()).args(inner.get_args());
    command.current_dir(place.root()).env_clear();
    command.envs(inner.get_envs().filter_map(|(name, value)| Some((name, value?))));
    Outcome::of(command.output().unwrap())
}

#[test]
fn closed_streams_lose_nothing() {
    let place = diary();
    for (n, shell) in
        ["exec >&-", "exec 2>&-", "exec >&- 2>&-", "exec <&- >&- 2>&-"].into_iter().enumerate()
    {
        through(&place, shell, &["log", "s006", "1h"]).yes();
        through(&place, shell, &["log", "s006", "1h", "--format", "json"]).yes();
        assert_eq!(place.events().len(), 12 + 2 * n, "{shell}");
    }
}

/// Nobody reads any more: no complaint, and what was to be recorded is.
#[test]
fn a_reader_that_left_loses_nothing() {
    let place = diary();
    for form in ["table", "plain", "json"] {
        for args in [&["log", "s006", "1h"][..], &["history"]] {
            let mut command = place.command(args);
            let mut child = command.args(["--format", form]).spawn().unwrap();
            drop(child.stdout.take());
            assert_eq!(Outcome::of(child.wait_with_output().unwrap()).yes().out, "");
            let mut child = command.spawn().unwrap();
            drop(child.stderr.take());
            assert!(child.wait_with_output().unwrap().status.success(), "{form}");
        }
    }
    assert_eq!(place.events().len(), 10 + 2 * 3);
}

/// An answer that cannot be given is an error, which says that the change was recorded.
#[cfg(target_os = "linux")]
#[test]
fn a_full_answer_says_what_was_recorded() {
    let place = diary();
    let full = || Stdio::from(File::options().write(true).open("/dev/full").unwrap());
    let json = ["log", "s006", "1h", "--format", "json"];
    let outcome = Outcome::of(place.command(&json).stdout(full()).output().unwrap());
    outcome.no("error: it is recorded");
    assert_eq!(place.events().len(), 11);
    for args in [&json[..3], &json] {
        let output = place.command(args).stderr(full()).output().unwrap();
        assert!(output.status.success());
    }
    Outcome::of(place.command(&json[..3]).stdout(full()).output().unwrap()).yes();
    assert_eq!(place.events().len(), 14);
    let outcome = Outcome::of(place.command(&["history"]).stdout(full()).output().unwrap());
    outcome.no("cannot write the answer");
}

/// What a limit on files counts in.
const BLOCK: usize = 512;

/// A journal after which this many bytes are left of a block; gives the blocks it takes.
fn leaving(place: &Place, room: usize) -> usize {
    let empty_note = place.bytes().len() + "x".len();
    place.yes(&["log", "s006", "--note", "x"]);
    let frame = place.bytes().len() - empty_note;
    let missing = (2 * BLOCK - room - frame - place.bytes().len() % BLOCK) % BLOCK;
    place.yes(&["log", "s006", "--note", &"x".repeat(missing.max(1))]);
    assert_eq!(place.bytes().len() % BLOCK, (BLOCK - room) % BLOCK);
    place.bytes().len().div_ceil(BLOCK)
}

/// A write of which only a part fits is cut off again; one of which nothing fits may be the end of
/// the program, but of nothing else.
#[test]
fn a_part_of_a_line_is_taken_back() {
    let place = diary();
    for (room, ignored) in [(50, false), (1, false), (50, true), (0, true), (0, false)] {
        let blocks = leaving(&place, room);
        let before = place.bytes();
        let trap = if ignored { "trap '' XFSZ; " } else { "" };
        let limit = format!("{trap}ulimit -f {blocks}");
        for args in [&["start", "s007"][..], &["log", "s007", "1h", "s008", "1h"], &["undo"]] {
            let outcome = through(&place, &limit, args);
            assert_eq!(place.bytes(), before, "{room} {args:?}: {outcome:?}");
            if room > 0 || ignored {
                let said = outcome.no("error: nothing was recorded").said;
                assert!(said.contains("journal.jsonl"), "{said}");
            } else {
                assert_eq!(outcome.code, None, "{outcome:?}");
            }
        }
        place.goes_on();
    }
}
