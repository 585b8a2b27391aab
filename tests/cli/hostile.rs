//! Files that mean harm: refused quickly, in little memory, in words that reach no terminal as
//! control characters.

use std::fs;
use std::process::Output;

use crate::console::{folder, program};

fn check(steps: &[u8]) -> Output {
    let folder = folder();
    fs::write(folder.path().join("tiny/steps.yaml"), steps).unwrap();
    program(folder.path()).args(["check", "--kb", "tiny"]).output().unwrap()
}

/// What a person sees.
fn told(output: Output) -> String {
    String::from_utf8([output.stdout, output.stderr].concat()).unwrap()
}

/// The same, however it is broken into lines.
pub(crate) fn in_one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn refused(steps: &str, because: &str) {
    let output = check(steps.as_bytes());
    let code = output.status.code();
    let said = told(output);
    let start: String = steps.chars().take(60).collect();
    assert_eq!(code, Some(1), "{start:?}: {said}");
    assert!(in_one_line(&said).contains(because), "{start:?}: {said}");
    assert!(!said.contains(|c: char| c.is_control() && c != '\n'), "{said:?}");
    assert!(said.len() < 6_000, "{} bytes said about {start:?}", said.len());
}

#[test]
fn nesting_is_refused() {
    refused(&"[".repeat(100_000), "nested");
    refused(&"{a: ".repeat(100_000), "nested");
    refused(&"{a: \n".repeat(100_000), "nested");
    refused(&format!("- {{\"a #\": {}", "{a: ".repeat(100_000)), "nested");
    refused(&"- ".repeat(100_000), "steps.yaml:");
    refused(&"? ".repeat(200_000), "nested");
    // Lines in quotes that look like entries.
    refused(&format!("- [{}", "[\"\n- ]\", ".repeat(50_000)), "nested");
}

#[test]
fn alias_bombs_are_refused() {
    let quadratic = format!("- &a [{}]\n{}", "x, ".repeat(40_000), "- *a\n".repeat(20_000));
    refused(&quadratic, "aliases");
    let odd = format!("- &-r {{title: {}}}\n{}", "x".repeat(60_000), "- *-r\n".repeat(60_000));
    refused(&odd, "aliases");
    let mut laughs = String::from("- &a0 [x, x, x, x, x, x, x, x, x]\n");
    for level in 1..9 {
        let aliases = format!("*a{}, ", level - 1).repeat(9);
        laughs += &format!("- &a{level} [{aliases}]\n");
    }
    refused(&laughs, "steps.yaml:");
}

#[test]
fn what_is_no_text_is_refused() {
    assert_eq!(check(b"\xff\xfe- id: x").status.code(), Some(1));
    assert_eq!(check(b"- id: a\0b").status.code(), Some(1));
    refused("- id: a\n--- \n- id: b\n", "steps.yaml:");
    refused(&format!("- {}: x\n", "k".repeat(2_000_000)), "steps.yaml:");
}

#[test]
fn a_file_beyond_all_measure_is_not_read() {
    let folder = folder();
    let file = fs::File::create(folder.path().join("tiny/steps.yaml")).unwrap();
    file.set_len(1 << 30).unwrap();
    let output = program(folder.path()).args(["check", "--kb", "tiny"]).output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    let said = in_one_line(&told(output));
    assert!(said.contains("larger than 64 MiB"), "{said}");
}

/// A step with one text in every place where text can stand.
fn step_with(text: &str) -> String {
    let quoted = serde_json::to_string(text).unwrap();
    format!(
        "- id: a\n  title: {quoted}\n  item: programming\n  kind: course\n  \
         hours: {{low: 1, likely: 1, high: 1, why: {quoted}}}\n  \
         cost: {{class: free, why: {quoted}}}\n  done_when: {quoted}\n  earns: {quoted}\n  \
         resources: [{{title: {quoted}, cost: free, format: book}}]\n  surprise: {quoted}\n"
    )
}

#[test]
fn control_characters_are_refused_and_never_shown() {
    for text in [
        "\u{1b}[31mred",
        "\u{1b}]52;c;eHg=\u{7}",
        "\u{1b}]8;;https://x\u{7}",
        "\u{9b}2J",
        "\u{7}",
        "a\u{8}b",
        "a\u{b}b",
        "a\u{7f}b",
        "a\u{85}b",
        "\u{202e}abc",
        "a\u{200b}b",
        "a\u{2028}b",
        "\u{e0041}",
        "\u{2067}a",
        "a\u{2069}",
        "\u{feff}a\u{feff}",
    ] {
        refused(&step_with(text), "control character U+");
    }
    refused("- id: \"\\e[31m\"\n", "is not an id");
    refused("- \"\\e[31m\": x\n", "steps.yaml:");
}

/// A part of a good text replaced by something that means much to YAML.
#[test]
fn what_is_typed_is_never_shown_as_a_control_character() {
    let folder = folder();
    let long = "a".repeat(100_000) + "\u{7}";
    for text in
        ["\u{1b}[31m", "a\rb", "a\u{9b}31m", "\u{202e}", "\u{200b}", "\u{2028}", "a\u{7}", &long]
    {
        for args in [
            &["log", "project", "1h", "--note", text][..],
            &["done", "project", "--evidence", text],
            &["log", "project", text],
            &["start", text],
            &["undo", text],
            &["plan", "--role", text],
            &[text],
        ] {
            let output = program(folder.path()).args(args).args(["--kb", "tiny"]).output().unwrap();
            assert!(matches!(output.status.code(), Some(1 | 2)), "{args:?}");
            let said = String::from_utf8([output.stdout, output.stderr].concat()).unwrap();
            assert!(!said.contains(|c: char| c.is_control() && c != '\n'), "{said:?}");
            assert!(!said.contains(['\u{202e}', '\u{200b}', '\u{2028}']), "{said:?}");
        }
    }
    assert!(!folder.path().join("journal.jsonl").exists());
}

fn mutilated(good: &str, seed: usize) -> Vec<u8> {
    let from = seed * 7919 % good.len();
    let mut bytes = good.as_bytes().to_vec();
    let until = bytes.len().min(from + 1 + seed * 31 % 40);
    bytes.splice(from..until, [b"\"{[&*|>:-#!%@`"[seed % 14]]);
    bytes
}

fn gets_an_answer(output: &Output, seed: usize) {
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(matches!(output.status.code(), Some(0 | 1)), "seed {seed}: {said}");
    assert!(!said.contains("panicked"), "seed {seed}: {said}");
}

#[test]
fn mutilated_knowledge_bases_get_an_answer() {
    let good = fs::read_to_string("tests/worlds/tiny/steps.yaml").unwrap();
    for seed in 0..150 {
        gets_an_answer(&check(&mutilated(&good, seed)), seed);
    }
}

#[test]
fn mutilated_profiles_get_an_answer() {
    let good = "version: 1\nrole: engineer\nstart: 2027-01-04\ndeadline: 2027-03-07\n\
        hours: {mon: 1, sat: 4}\nexceptions:\n  - {from: 2027-02-01, until: 2027-02-14, hours: 0}\n\
        parallel: 2\nknow: {python: aware}\nhave: [python-course]\nmust: [meetup]\navoid: [paid]\n";
    let folder = folder();
    for seed in 0..150 {
        fs::write(folder.path().join("profile.yaml"), mutilated(good, seed)).unwrap();
        let output = program(folder.path()).args(["plan", "--kb", "tiny"]).output().unwrap();
        gets_an_answer(&output, seed);
    }
}

/// However much is wrong, at most about a hundred problems are shown, and they come at once.
#[test]
fn a_profile_of_nothing_but_problems_gets_an_answer() {
    let folder = folder();
    let said = |text: String| {
        fs::write(folder.path().join("profile.yaml"), text).unwrap();
        let output = program(folder.path()).args(["plan", "--kb", "tiny"]).output().unwrap();
        gets_an_answer(&output, 0);
        String::from_utf8(output.stderr).unwrap()
    };
    let days = |_| "- {from: 2027-02-01, until: 2027-01-01, hours: 999}\n".to_owned();
    let name = |n| format!("- s{n}\n");
    let known = |n| format!("  s{n}: aware\n");
    let lists = [
        ("avoid", 10_000, &name as &dyn Fn(usize) -> String),
        ("must", 10_000, &name),
        ("have", 10_000, &name),
        ("drop", 10_000, &name),
        ("know", 10_000, &known),
        ("exceptions", 1_000, &days),
    ];
    for (key, most, line) in lists {
        let list = |length| format!("{key}:\n{}", (0..length).map(line).collect::<String>());
        let problems = said(list(most)).lines().count();
        assert!((100..110).contains(&problems), "{key}: {problems}");
        let longer = said(list(most + 1));
        assert!(longer.contains(&format!("are too many, {most} at most")), "{key}: {longer}");
    }
}
