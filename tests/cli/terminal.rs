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

/// The forms that a command has, as its help names them.
fn forms(command: &str) -> Vec<String> {
    let output = program(Path::new(".")).args([command, "-h"]).env("COLUMNS", "200").output();
    let help = String::from_utf8(output.unwrap().stdout).unwrap();
    let values = help.split_once("--format").unwrap().1.split_once("[possible values: ").unwrap().1;
    let values = values.split_once(']').unwrap().0.split(',');
    values.map(|value| value.trim().to_owned()).filter(|value| value != "table").collect()
}

/// Looks at what a command says to a pipe, to a terminal, and in each of its forms.
fn is_harmless(folder: &Path, args: &[&str]) {
    let forms = forms(args[0]);
    let forms = forms.iter().map(|form| vec!["--format", form.as_str()]);
    for form in forms.chain([vec!["--color", "always"], vec![]]) {
        let args = [args, &form].concat();
        let text = said(folder, &args);
        is_steered_by_nobody(&text, form.contains(&"always"), &args);
    }
}

/// Nothing in a text but the program's own colours, if there may be any, steers a terminal.
fn is_steered_by_nobody(text: &str, has_colours: bool, args: &[&str]) {
    assert!(!text.lines().any(|line| line.starts_with("forged")), "{args:?}: {text}");
    // Some forms end their lines as the network does.
    let text = text.replace("\r\n", "\n");
    let mut pieces = text.split('\u{1b}');
    let first = pieces.next().unwrap();
    let rest = pieces.map(|piece| {
        assert!(has_colours, "{args:?}: {text:?}");
        let (colour, rest) = piece.split_once('m').unwrap();
        let codes = colour.strip_prefix('[').unwrap_or("?").split(';');
        // Plain, bold, faint, and the colours that are ours.
        let ours = ["0", "1", "2", "31", "32", "33", "36", "38", "5", "14"];
        assert!(codes.clone().all(|code| ours.contains(&code)), "{args:?}: {text:?}");
        rest
    });
    for piece in std::iter::once(first).chain(rest) {
        let steers = piece.chars().find(|&c| c != '\n' && steers(c));
        assert_eq!(steers, None, "{args:?}: {text:?}");
    }
}

/// Control characters, those that reorder or break lines, tags, and some that cannot be seen.
fn steers(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{180e}' | '\u{200b}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}')
        || matches!(c, '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
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
            &["export", &(made.clone() + ".csv")],
            &["export", &(made.clone() + ".csv")],
            &["export", &(made.clone() + ".dot")],
            &["export", &(none.clone() + "/plan.mmd")],
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
        &["gap", "advert.txt"],
        &["compare", "--hours", "5,10"],
        &["cv"],
        &["undo"],
        &["undo", "a\u{7}"],
        &["done", "project"],
    ] {
        fs::write(folder.path().join("journal.jsonl"), &journal).unwrap();
        fs::write(folder.path().join("advert.txt"), "Engineer\n\nPython required.\n").unwrap();
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

/// S1: whatever an advert says, in whatever form it is answered.
#[test]
fn what_an_advert_says_is_made_visible() {
    let folder = folder();
    // A new line is one.
    let payloads = PAYLOADS.iter().filter(|payload| !payload.starts_with('\n'));
    let lines = payloads.clone().map(|payload| {
        format!(
            "- 2+ years of Py{payload}thon, {payload}Deployment{payload} and Sta{payload}tistics\n"
        )
    });
    let odd = payloads.copied().collect::<Vec<_>>().join(" ");
    let advert = format!(
        "Engi{odd}neer {odd}\n\nRequirements{odd}:\n- Python{odd}\n{}\nNice to have:\n\
         - Statistics {odd}\n\nWe are {odd} in {odd}.\n",
        lines.collect::<String>()
    );
    fs::write(folder.path().join("advert.txt"), &advert).unwrap();
    fs::write(folder.path().join("other.txt"), advert.replace("Python", "Deployment")).unwrap();
    let line = serde_json::json!({"title": advert, "text": advert, "posted": "2027-01-01"});
    fs::write(folder.path().join("adverts.jsonl"), format!("{line}\n{{\"title\": \"{odd}\"}}\n"))
        .unwrap();
    for args in [
        &["gap", "advert.txt"][..],
        &["gap", "advert.txt", "--text"],
        &["gap", "advert.txt", "--application"],
        &["gap", "advert.txt", "--demand"],
        &["gap", "advert.txt", "other.txt"],
        &["market", "advert.txt", "adverts.jsonl"],
        &["plan", "--for", "advert.txt"],
        &["plan", "--for", "advert.txt", "--for", "other.txt"],
        &["export", "--for", "advert.txt"],
        &["compare", "--for", "advert.txt"],
    ] {
        is_harmless(folder.path(), &[args, &["--kb", "tiny"]].concat());
    }
}

/// S1 and S3: each payload in each text, id, key and reference. What is refused is said in words
/// that carry nothing of it; a line that is broken in two is one line.
#[test]
fn whatever_a_knowledge_base_says_steers_nothing() {
    /// Files of the small world, and what is replaced in them.
    const FIELDS: [(&str, &str); 20] = [
        ("steps.yaml", "Learn Python"),
        ("steps.yaml", "A program of your own."),
        ("steps.yaml", "Deployed a project"),
        ("steps.yaml", "A *free* course"),
        ("steps.yaml", "School <b>"),
        ("steps.yaml", "https://example.org/python"),
        ("guide.yaml", "Practice"),
        ("competencies.yaml", "Statistics"),
        ("roles.yaml", "Engineer"),
        // Ids and references.
        ("steps.yaml", "meetup"),
        ("guide.yaml", "degrees"),
        ("competencies.yaml", "deployment"),
        ("roles.yaml", "analyst"),
        ("roles.yaml", "[project]"),
        ("steps.yaml", "[statistics-book]"),
        ("steps.yaml", "bootcamp"),
        // Keys and words.
        ("steps.yaml", "done_when"),
        ("guide.yaml", "coverage"),
        ("roles.yaml", "milestones"),
        ("steps.yaml", "free-audit"),
    ];
    let folder = folder();
    let mut cases = 0;
    for (file, part) in FIELDS {
        let path = folder.path().join("tiny").join(file);
        let good = fs::read_to_string(&path).unwrap();
        // The last of its kind is a value if there is one, for ids stand before.
        let Some(at) = good.rfind(part) else { continue };
        for payload in PAYLOADS {
            let quoted = |text: &str| serde_json::json!(format!("{text}{payload}x")).to_string();
            let odd = match part.strip_prefix('[') {
                Some(inner) => format!("[{}]", quoted(inner.trim_end_matches(']'))),
                None => quoted(part),
            };
            let (before, after) = (&good[..at], &good[at + part.len()..]);
            let (before, after) = (
                before.strip_suffix('"').unwrap_or(before),
                after.strip_prefix('"').unwrap_or(after),
            );
            fs::write(&path, format!("{before}{odd}{after}")).unwrap();
            for args in
                [&["check", "--kb", "tiny"][..], &["plan", "--kb", "tiny", "--format", "csv"]]
            {
                let text = said(folder.path(), args);
                is_steered_by_nobody(&text, false, args);
                cases += 1;
            }
        }
        fs::write(&path, good).unwrap();
    }
    assert!(cases >= 700, "{cases}");
}

/// S2: every character that steers, reorders or hides, in a title and in a note.
#[test]
fn no_character_that_steers_is_shown() {
    let ranges = [
        ('\u{1}', '\u{8}'),
        ('\u{b}', '\u{1f}'),
        ('\u{7f}', '\u{9f}'),
        ('\u{180e}', '\u{180e}'),
        ('\u{200b}', '\u{200b}'),
        ('\u{2028}', '\u{202e}'),
        ('\u{2060}', '\u{206f}'),
        ('\u{feff}', '\u{feff}'),
        ('\u{fff9}', '\u{fffb}'),
        ('\u{e0000}', '\u{e007f}'),
    ];
    let all: Vec<char> = ranges.into_iter().flat_map(|(first, last)| first..=last).collect();
    assert!(all.len() >= 200 && all.iter().all(|&c| steers(c)));
    let folder = folder();
    let good = fs::read_to_string("tests/worlds/tiny/steps.yaml").unwrap();
    for c in &all {
        let title = serde_json::json!(format!("Learn{c}Python")).to_string();
        let steps = good.replacen("Learn Python", &title, 1);
        fs::write(folder.path().join("tiny/steps.yaml"), steps).unwrap();
        let args = ["check", "--kb", "tiny"];
        let text = said(folder.path(), &args);
        assert!(text.contains("control character U+"), "{c:?}: {text}");
        is_steered_by_nobody(&text, false, &args);
    }
    fs::write(folder.path().join("tiny/steps.yaml"), good).unwrap();
    let event = |(n, c): (usize, &char)| {
        let fields = format!(
            "{{\"v\":1,\"id\":\"{n:08x}\",\"at\":\"2027-01-04T12:00:00Z\",\"do\":\"note\",\
             \"step\":\"project\",\"note\":{}",
            serde_json::json!(format!("a{c}b"))
        );
        format!("{fields},\"crc\":\"{:08x}\"}}\n", crc32fast::hash(fields.as_bytes()))
    };
    let journal: String = all.iter().enumerate().map(event).collect();
    fs::write(folder.path().join("journal.jsonl"), journal).unwrap();
    let csv = said(folder.path(), &["history", "--kb", "tiny", "--format", "csv"]);
    assert!(csv.contains("u{202e}"), "{csv}");
    is_harmless(folder.path(), &["history", "--kb", "tiny"]);
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
        &["man"],
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
