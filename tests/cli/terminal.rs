//! Of what steers a terminal, only the program's own colours reach one, wherever a text comes from;
//! and an answer that cannot be written is an error. S1 and S3.

use std::fs;
use std::path::Path;
use std::process::Output;

use crate::console::{folder, program};

/// One of each kind: a colour that the program does not use, clear, move, title, clipboard, link,
/// device control, report, and so on to what reorders, hides and breaks lines.
const PAYLOADS: [&str; 19] = [
    "\u{1b}[35m",
    "\u{1b}[2J",
    "\u{1b}[4A",
    "\u{1b}]0;mine\u{7}",
    "\u{1b}]52;c;bWluZQ==\u{7}",
    "\u{1b}]8;;mailto:a@b\u{7}here\u{1b}]8;;\u{7}",
    "\u{1b}P+q6d\u{1b}\\",
    "\u{1b}[5n",
    "\u{9b}35m",
    "\r",
    "\u{8}\u{8}",
    "\u{7}",
    "\nforged: ",
    "\u{b}",
    "\u{7f}",
    "\u{202e}",
    "\u{200b}",
    "\u{e0043}\u{e0044}",
    "\u{2028}",
];

/// Both streams; the exit code is that of an answer, a refusal or wrong usage.
fn said(folder: &Path, args: &[&str]) -> String {
    let Output { status, stdout, stderr } = program(folder).args(args).output().unwrap();
    assert!(matches!(status.code(), Some(0..=2)), "{args:?}: {status}");
    String::from_utf8([stdout, stderr].concat()).unwrap()
}

/// Looks at what a command says to a pipe, to a terminal, to scripts and to screen readers.
fn is_harmless(folder: &Path, args: &[&str]) {
    for form in [&["--color", "always"][..], &["--format", "json"], &["--format", "plain"], &[]] {
        let args = [args, form].concat();
        let text = said(folder, &args);
        assert!(!text.lines().any(|line| line.starts_with("forged")), "{args:?}: {text}");
        let mut pieces = text.split('\u{1b}');
        let first = pieces.next().unwrap();
        let rest = pieces.map(|piece| {
            assert_eq!(form, ["--color", "always"], "{args:?}: {text:?}");
            let (colour, rest) = piece.split_once('m').unwrap();
            let codes = colour.strip_prefix('[').unwrap_or("?").split(';');
            // Plain, bold, faint, and the colours that are ours.
            let ours = ["0", "1", "2", "31", "32", "33", "36", "38", "5", "14"];
            assert!(codes.clone().all(|code| ours.contains(&code)), "{args:?}: {text:?}");
            rest
        });
        for piece in std::iter::once(first).chain(rest) {
            let steers = |c: char| {
                c.is_control() && c != '\n'
                    || matches!(c, '\u{200b}' | '\u{2028}' | '\u{202e}' | '\u{e0000}'..='\u{e007f}')
            };
            assert!(!piece.contains(steers), "{args:?}: {text:?}");
        }
    }
}

/// All of them in one name, both ways round: some could swallow what follows them.
#[cfg(unix)]
#[test]
fn names_of_files_and_folders_are_made_visible() {
    for odd in [PAYLOADS.join("-"), PAYLOADS.iter().rev().copied().collect::<String>()] {
        let (folder, name) = (folder(), format!("a{odd}"));
        let (made, none) = (format!("made{odd}"), format!("none{odd}"));
        fs::write(folder.path().join(&name), "We look for an engineer.\nPython required.\n")
            .unwrap();
        for args in [
            &["init", "--yes", "--home", &made][..],
            &["init", "--yes", "--home", &made],
            &["export", &(made.clone() + ".md")],
            &["export", &(made.clone() + ".md")],
            &["export", "--update", &(made.clone() + ".md")],
            &["sync", &(made.clone() + ".md")],
            &["export", &(none.clone() + "/list.md")],
            &["export", &name],
            &["sync", &name],
            &["gap", &name],
            &["gap", &name, &none, "--demand"],
            &["market", &name, &none],
            &["plan", "--for", &name],
            &["plan", "--market", &name],
            &["plan", "--home", &name],
            &["log", "project", "1h", "--home", &name],
        ] {
            is_harmless(folder.path(), &[args, &["--kb", "tiny"]].concat());
        }
        let kb = format!("k{odd}");
        fs::rename(folder.path().join("tiny"), folder.path().join(&kb)).unwrap();
        is_harmless(folder.path(), &["plan", "--kb", &kb]);
        fs::write(folder.path().join(&kb).join(format!("x{odd}.yaml")), "- id: 1\n").unwrap();
        is_harmless(folder.path(), &["check", "--kb", &kb]);
    }
}

#[test]
fn what_a_journal_was_made_to_say_is_made_visible() {
    let folder = folder();
    let event = |id: &str, rest: &[(&str, &str)]| {
        let mut fields = format!("{{\"v\":1,\"id\":{id},\"at\":\"2027-01-04T12:00:00Z\"");
        for (name, text) in rest {
            fields += &format!(",\"{name}\":{}", serde_json::json!(text));
        }
        format!("{fields},\"crc\":\"{:08x}\"}}\n", crc32fast::hash(fields.as_bytes()))
    };
    let mut journal = String::new();
    for (n, payload) in PAYLOADS.into_iter().enumerate() {
        let id = |odd: &str| serde_json::json!(format!("{odd}{n:07}")).to_string();
        let text = format!("before{payload}after");
        journal += &event(&id("a"), &[("do", "note"), ("step", "project"), ("note", &text)]);
        journal += &event(&id("b"), &[("do", "done"), ("step", "project"), ("evidence", &text)]);
        journal += &event(&id("c"), &[("do", "start"), ("step", &text)]);
        journal += &event(&id(payload), &[("do", "log"), ("step", "meetup"), ("note", &text)]);
        journal += &format!("torn {text}\n");
    }
    for args in [
        &["history"][..],
        &["history", "project"],
        &["status"],
        &["next"],
        &["plan"],
        &["plan", "--all"],
        &["plan", "--gantt"],
        &["why", "project"],
        &["guide"],
        &["export"],
        &["undo"],
        &["undo", "a\u{7}"],
        &["done", "project"],
    ] {
        fs::write(folder.path().join("journal.jsonl"), &journal).unwrap();
        is_harmless(folder.path(), &[args, &["--kb", "tiny", "--today", "2027-01-05"]].concat());
    }
    let read = said(folder.path(), &["history", "--format", "json", "--kb", "tiny"]);
    let read: serde_json::Value = serde_json::from_str(&read[..=read.rfind('}').unwrap()]).unwrap();
    // A script gets what is there, in the escapes of JSON.
    let events = read["events"].as_array().unwrap();
    for payload in PAYLOADS {
        let note = format!("before{payload}after");
        assert!(events.iter().any(|event| event["note"] == note), "{payload:?}");
    }
}

#[test]
fn what_a_checklist_was_made_to_say_is_made_visible() {
    let folder = folder();
    let lines = PAYLOADS.iter().map(|payload| {
        format!(
            "- [x] **{payload}** <!-- mlpath:project -->\n- [ ] one <!-- mlpath:none{payload} -->\n\
             - [x] Visit a meetup {payload}\n- [ ] {payload} <!-- mlpath:project -->\n"
        )
    });
    let list = format!("# My way to become: {}\n\n{}", PAYLOADS[0], lines.collect::<String>());
    fs::write(folder.path().join("list.md"), list).unwrap();
    for args in [
        &["sync", "list.md"][..],
        &["sync", "--dry-run", "list.md"],
        &["export", "list.md"],
        &["export", "--update", "list.md"],
        &["sync", "--yes", "list.md"],
    ] {
        is_harmless(folder.path(), &[args, &["--kb", "tiny"]].concat());
    }
}

/// All that the program can be asked for, where it cannot be written.
#[cfg(target_os = "linux")]
#[test]
fn an_answer_to_a_full_disk_is_an_error() {
    let folder = folder();
    fs::write(folder.path().join("advert.txt"), "Engineer\n\nPython required.\n").unwrap();
    for args in [
        &["--help"][..],
        &["-h"],
        &["--version"],
        &["help"],
        &["help", "plan"],
        &["plan", "--help"],
        &["completions", "bash"],
        &["completions", "zsh"],
        &["plan", "--kb", "tiny"],
        &["plan", "--gantt", "--kb", "tiny"],
        &["list", "--kb", "tiny"],
        &["show", "project", "--kb", "tiny"],
        &["search", "project", "--kb", "tiny"],
        &["why", "project", "--kb", "tiny"],
        &["compare", "--hours", "5,10", "--kb", "tiny"],
        &["gap", "advert.txt", "--kb", "tiny"],
        &["market", "advert.txt", "--kb", "tiny"],
        &["guide", "--kb", "tiny"],
        &["export", "--kb", "tiny"],
        &["next", "--kb", "tiny"],
        &["log", "project", "1h", "--kb", "tiny", "--format", "json"],
        &["history", "--kb", "tiny"],
        &["status", "--kb", "tiny"],
        &["check", "--kb", "tiny"],
        &["list", "--kb", "tiny", "--format", "json"],
        &["plan", "--kb", "tiny", "--format", "json"],
    ] {
        let full = fs::File::options().write(true).open("/dev/full").unwrap();
        let output = program(folder.path()).args(args).stdout(full).output().unwrap();
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(1), "{args:?}: {said}");
        assert!(said.lines().any(|line| line.starts_with("error: ")), "{args:?}: {said}");
        assert!(said.contains("cannot write the answer"), "{args:?}: {said}");
    }
}

#[test]
fn help_for_a_reader_that_left_is_no_error() {
    let folder = folder();
    for args in [&["--help"][..], &["--version"], &["help", "plan"]] {
        let mut command = program(folder.path());
        command
            .args(args)
            .stdout(std::process::Stdio::piped())
            .stderr(std::process::Stdio::piped());
        let mut child = command.spawn().unwrap();
        drop(child.stdout.take());
        let output = child.wait_with_output().unwrap();
        assert_eq!(
            (output.status.code(), output.stderr.as_slice()),
            (Some(0), &b""[..]),
            "{args:?}"
        );
    }
}
