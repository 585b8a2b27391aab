//! Tables for other programs, read back by other readers: as many rows and cells as there are, with
//! the texts that they are of. S6: no cell is a formula. S7: no text is a link, HTML or a mark.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Command;

use pulldown_cmark::{Event, Options, Parser, Tag};
use serde_json::{Value, json};

use crate::console::{folder, program};

/// What makes a formula, also full-width, and what spreadsheets skip before one.
const LEADING: [&str; 10] = ["=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠"];

/// What begins or ends something in Markdown, HTML or a table of either.
const MARKED: [&str; 30] = [
    "|",
    "a | b",
    "\\|",
    "\\",
    "`code`",
    "`",
    "```",
    "*bold*",
    "__bold__",
    "~~gone~~",
    "# heading",
    "- item",
    "1. item",
    "> quote",
    "---",
    "[x] box",
    "[link](https://evil.example)",
    "[link](javascript:alert(1))",
    "![image](https://evil.example/x.png)",
    "[link]: https://evil.example",
    "<https://evil.example>",
    "https://evil.example www.evil.example me@evil.example",
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<!-- comment -->",
    "--> <!--",
    "&lt;b&gt; &amp; &#60;",
    "<b>bold</b>",
    "$x$ $$y$$",
    "@someone #1 :smile: [^1]",
];

/// Knowledge whose steps have these titles, and a journal with these notes.
fn place(titles: &[String]) -> tempfile::TempDir {
    let place = folder();
    let steps = titles.iter().enumerate().map(|(n, title)| {
        json!({
            "id": format!("s{n}"), "title": title, "item": "all", "kind": "course",
            "hours": {"low": 1, "likely": 2, "high": 4}, "cost": {"class": "free"},
            "done_when": title,
            "resources": [{"title": title, "provider": title, "cost": "free", "format": "book"}],
        })
    });
    let ids: Vec<String> = (0..titles.len()).map(|n| format!("s{n}")).collect();
    let world = place.path().join("world");
    fs::create_dir(&world).unwrap();
    // JSON is YAML.
    for (file, entries) in [
        ("competencies.yaml", json!([])),
        (
            "guide.yaml",
            json!([{"id": "all", "section": "skills", "name": "x", "coverage": "optional"}]),
        ),
        (
            "roles.yaml",
            json!([{"id": "engineer", "name": "Engineer", "needs": {}, "milestones": ids}]),
        ),
        ("steps.yaml", json!(steps.collect::<Vec<Value>>())),
    ] {
        fs::write(world.join(file), entries.to_string()).unwrap();
    }
    let event = |(n, note): (usize, &String)| {
        let fields = format!(
            "{{\"v\":1,\"id\":\"{n:08x}\",\"at\":\"2027-01-04T12:00:00Z\",\"do\":\"note\",\
             \"step\":\"s0\",\"note\":{}",
            json!(note)
        );
        format!("{fields},\"crc\":\"{:08x}\"}}\n", crc32fast::hash(fields.as_bytes()))
    };
    let journal: String = titles.iter().enumerate().map(event).collect();
    fs::write(place.path().join("journal.jsonl"), journal).unwrap();
    place
}

fn said(place: &Path, args: &[&str], format: &str) -> String {
    let own = ["--kb", "world", "--today", "2027-01-04", "--format", format];
    let output = program(place).args(args).args(own).output().unwrap();
    assert!(output.status.success(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// Rows in every answer that has one for each text.
const ANSWERS: [&[&str]; 3] = [&["plan"], &["list", "steps"], &["history"]];

#[test]
fn no_cell_is_a_formula() {
    let formula = |lead: &str| {
        [
            format!("{lead}cmd|' /C calc'!A1"),
            format!("\"{lead}1+1\", quoted"),
            format!("above\n{lead}1+1"),
            format!("one;{lead}1+1,{lead}2\t{lead}3"),
        ]
    };
    let titles: Vec<String> = LEADING.into_iter().flat_map(formula).collect();
    assert_eq!(titles.len(), 40);
    // A title that would end its line is refused or folded, a note is shown as it is.
    let in_titles: Vec<String> =
        titles.iter().map(|title| title.replace(['\r', '\t'], " ")).collect();
    let place = place(&in_titles);
    let journal = fs::read_to_string(self::place(&titles).path().join("journal.jsonl")).unwrap();
    fs::write(place.path().join("journal.jsonl"), journal).unwrap();
    for args in ANSWERS {
        let text = said(place.path(), args, "csv");
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        let columns = reader.headers().unwrap().len();
        let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
        assert_eq!(rows.len(), 40, "{args:?}: {text}");
        for cell in rows.iter().flatten() {
            // Whatever a program takes for the end of a cell, and what it skips then.
            for part in cell.split([',', ';', '\t', '\n', '\r', '|']) {
                let part = part.trim_start_matches(|c: char| c.is_whitespace() || c == '"');
                let is_formula = part.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']);
                assert!(!is_formula, "{args:?}: {cell}");
            }
        }
        assert!(rows.iter().all(|row| row.len() == columns));
        // With the apostrophes taken out again, the texts are what they were.
        let plain = |text: &str| text.replace('\'', "").split_whitespace().collect::<String>();
        let cells: BTreeSet<String> = rows.iter().flatten().map(plain).collect();
        if args[0] != "history" {
            let missing = in_titles.iter().find(|title| !cells.contains(&plain(title)));
            assert_eq!(missing, None, "{args:?}: {text}");
        }
    }
}

/// Python has a reader of its own.
#[test]
#[ignore = "needs Python; .ci/run installs it"]
fn trial_python_reads_the_same_rows() {
    let titles = MARKED.map(str::to_owned);
    let place = place(&titles);
    for args in ANSWERS {
        let text = said(place.path(), args, "csv");
        let file = place.path().join("rows.csv");
        fs::write(&file, &text).unwrap();
        let script = "import csv, json, sys\n\
            print(json.dumps(list(csv.reader(open(sys.argv[1], newline=''), strict=True))))";
        let python = Command::new("python3").args(["-c", script]).arg(&file).output().unwrap();
        let theirs: Vec<Vec<String>> = serde_json::from_slice(&python.stdout).unwrap();
        let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
        let own = reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect());
        assert_eq!(own.collect::<Vec<Vec<String>>>(), theirs);
        assert_eq!(theirs.len(), titles.len() + 1);
    }
}

#[test]
fn markdown_has_no_marks_but_its_own() {
    let titles = MARKED.map(str::to_owned);
    let place = place(&titles);
    for args in [&["list", "steps"][..], &["list", "resources"], &["history"], &COMPARE] {
        let text = said(place.path(), args, "markdown");
        let (mut rows, mut cells) = (0, BTreeSet::new());
        let mut read: BTreeSet<String> = BTreeSet::new();
        let mut cell = String::new();
        let mut in_row = 0;
        // Only typographic quotes would change a text.
        for event in Parser::new_ext(&text, Options::all() - Options::ENABLE_SMART_PUNCTUATION) {
            match event {
                Event::Start(Tag::TableRow) => (rows, in_row) = (rows + 1, 0),
                Event::Start(Tag::TableCell) => cell.clear(),
                Event::Text(text) => cell += &text,
                Event::End(pulldown_cmark::TagEnd::TableCell) => {
                    in_row += 1;
                    read.insert(cell.clone());
                }
                Event::End(pulldown_cmark::TagEnd::TableRow) => _ = cells.insert(in_row),
                Event::Html(_)
                | Event::InlineHtml(_)
                | Event::Code(_)
                | Event::InlineMath(_)
                | Event::DisplayMath(_)
                | Event::FootnoteReference(_)
                | Event::TaskListMarker(_)
                | Event::Start(
                    Tag::Link { .. }
                    | Tag::Image { .. }
                    | Tag::Emphasis
                    | Tag::Strong
                    | Tag::Strikethrough
                    | Tag::BlockQuote(_)
                    | Tag::CodeBlock(_)
                    | Tag::MetadataBlock(_),
                ) => panic!("{args:?}: {event:?} in {text}"),
                _ => {}
            }
        }
        assert_eq!(cells.len(), 1, "{args:?}: rows of {cells:?} cells: {text}");
        if args[0] != "compare" {
            assert_eq!(rows, titles.len(), "{args:?}: {text}");
            let is_there = |title: &String| read.iter().any(|cell| cell.contains(title.as_str()));
            assert_eq!(titles.iter().find(|title| !is_there(title)), None, "{args:?}: {text}");
        }
    }
}

const COMPARE: [&str; 3] = ["compare", "--hours", "5,10"];
