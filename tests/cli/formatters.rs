//! Real formatters and converters of Markdown have a checklist in their hands. `.ci/run` installs
//! them into a folder and names it in `MLPATH_FORMATTERS`.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;

use crate::console::{folder, program};

/// What is run on a file, in its place: a program below the folder of the tools, and arguments.
const TOOLS: [(&str, &str, &[&str]); 18] = [
    ("prettier", PRETTIER, &["--write"]),
    ("prettier, 60 columns", PRETTIER, &["--prose-wrap=always", "--print-width=60", "--write"]),
    ("markdownlint", "node_modules/.bin/markdownlint", &["--fix"]),
    ("remark", REMARK, &["--quiet", "--output", "--"]),
    ("remark, gfm", REMARK, &["--quiet", "--use", "remark-gfm", "--output", "--"]),
    ("mdformat", "mdformat/bin/mdformat", &[]),
    ("mdformat, 60 columns", "mdformat/bin/mdformat", &["--wrap=60"]),
    ("mdformat-gfm", "mdformat-gfm/bin/mdformat", &[]),
    ("mdformat-gfm, 60 columns", "mdformat-gfm/bin/mdformat", &["--wrap=60"]),
    ("pandoc, markdown to gfm", PANDOC, &["--from=markdown", "--to=gfm"]),
    ("pandoc, gfm to gfm", PANDOC, &["--from=gfm", "--to=gfm"]),
    ("pandoc, gfm to markdown", PANDOC, &["--from=gfm", "--to=markdown"]),
    ("pandoc, gfm to commonmark", PANDOC, &["--from=gfm", "--to=commonmark"]),
    ("pandoc, commonmark to gfm", PANDOC, &["--from=commonmark", "--to=gfm"]),
    ("Debian pandoc, markdown to gfm", PANDOC_2, &["--from=markdown", "--to=gfm"]),
    ("Debian pandoc, gfm to gfm", PANDOC_2, &["--from=gfm", "--to=gfm"]),
    ("Debian pandoc, gfm to markdown", PANDOC_2, &["--from=gfm", "--to=markdown"]),
    ("Debian pandoc, gfm to commonmark", PANDOC_2, &["--from=gfm", "--to=commonmark"]),
];
const PRETTIER: &str = "node_modules/.bin/prettier";
const REMARK: &str = "node_modules/.bin/remark";
const PANDOC: &str = "bin/pandoc";
const PANDOC_2: &str = "bin/pandoc-of-debian";

const TICKED: [usize; 5] = [0, 1, 2, 6, 19];
const NOTES: [&str; 3] =
    ["my note: ask Ada (+49) at 5*3 < 16 & done", "My own words here", "watched week 1 of 3"];

/// Runs the program on the shipped knowledge base.
fn run(folder: &Path, args: &[&str]) -> String {
    let output = program(folder).args(args).output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{args:?}: {said}");
    String::from_utf8(output.stdout).unwrap()
}

/// A checklist with five ticks and three notes.
fn kept(folder: &Path) -> String {
    let exported = run(folder, &["export", "--today", "2027-01-04"]);
    let mut steps = 0;
    let mut kept = String::new();
    for line in exported.lines() {
        let is_step = line.starts_with("- [ ] ");
        let is_ticked = is_step && TICKED.contains(&steps);
        kept += &if is_ticked { line.replacen("[ ]", "[x]", 1) } else { line.to_owned() };
        kept += "\n";
        match steps {
            1 if is_step => kept += &format!("  - {}\n", NOTES[0]),
            4 if is_step => kept += &format!("  - [ ] {}\n  - [x] `code`\n", NOTES[2]),
            _ => {}
        }
        if line.starts_with("## 2027 Q2") {
            kept += &format!("\n{}, before the list.\n", NOTES[1]);
        }
        steps += usize::from(is_step);
    }
    kept
}

/// A text without line breaks and escapes.
fn unbroken(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").replace(['\\', '`'], "")
}

/// What the plan of a day says of each step: hours and dates, as a checklist has them.
fn dates(folder: &Path, day: &str) -> BTreeMap<String, String> {
    let exported = run(folder, &["export", "--today", day]);
    let open = exported.lines().filter(|line| line.starts_with("- [ ] "));
    let step = |line: &str| {
        let (line, id) = line.split_once(" <!-- mlpath:").unwrap();
        let dates = line.rsplit_once('(').unwrap().1;
        (id.trim_end_matches(" -->").to_owned(), format!("({dates} <!-- mlpath:{id}"))
    };
    open.map(step).collect()
}

#[test]
#[ignore = "needs formatters: `.ci/run` installs them"]
#[expect(clippy::print_stdout, reason = "the numbers go into reports")]
fn trial_formatters_keep_ticks_dates_and_notes() {
    let tools = std::env::var_os("MLPATH_FORMATTERS").expect("the folder of the formatters");
    let tools = PathBuf::from(tools);
    let kept = kept(folder().path());
    println!("{:<33} {:>6} {:>6} {:>6}", "tool", "ticks", "dates", "notes");
    let mut failed = Vec::new();
    for (name, tool, args) in TOOLS {
        let folder = folder();
        let folder = folder.path();
        let file = folder.join("checklist.md");
        fs::write(&file, &kept).unwrap();
        let mut command = Command::new(tools.join(tool));
        command.current_dir(&tools).args(args).arg(&file).stdout(Stdio::null());
        if tool.contains("pandoc") {
            command.arg("--output").arg(&file);
        }
        // A linter may find more than it can mend.
        command.stderr(Stdio::null()).status().unwrap_or_else(|why| panic!("{tool}: {why}"));
        let touched = fs::read_to_string(&file).unwrap();
        assert!(touched != kept || name == "markdownlint", "{name} did nothing");

        let sync = ["sync", "--yes", "checklist.md", "--today", "2027-01-05", "--format", "json"];
        let synced: Value = serde_json::from_str(&run(folder, &sync)).unwrap();
        let ticks = synced["events"].as_array().unwrap().len();
        run(folder, &["export", "--update", "checklist.md", "--today", "2027-03-05"]);
        let now = unbroken(&fs::read_to_string(&file).unwrap());
        let all = dates(folder, "2027-03-05");
        let right = all.values().filter(|dates| now.contains(*dates)).count();
        let notes = NOTES.iter().filter(|note| now.contains(**note)).count();
        println!("{name:<33} {ticks:>4}/5 {right:>3}/{} {notes:>4}/3", all.len());
        if ticks != 5 || right != all.len() || notes != NOTES.len() {
            failed.push(name);
        }
    }
    assert!(failed.is_empty(), "{failed:?}");
}
