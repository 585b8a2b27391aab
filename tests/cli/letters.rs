//! Scripts and emoji that are written with joiners, marks of direction and soft hyphens: they are
//! text everywhere, and tables keep their columns.

use std::fs;
use std::path::Path;

use serde_json::Value;
use tempfile::TempDir;
use unicode_width::UnicodeWidthStr as _;

use crate::console::{folder, program};
use crate::hostile::in_one_line;

/// Persian, Hindi, Arabic, Hebrew, Thai, Chinese, German, and emoji of several parts.
const TITLES: [&str; 8] = [
    "یادگیری ماشین را می\u{200c}آموزم و می\u{200c}سازم",
    "मशीन लर्निंग: क्\u{200d}ष और क्\u{200c}ष का अभ्यास",
    "تعلّم الآلة\u{61c}: الأساسيات والمشاريع الصغيرة",
    "\u{2067}למידת מכונה\u{2069} עם Python\u{200f}!",
    "เรียนรู้การเรียนรู้ของเครื่องด้วยตัวเอง",
    "机器学习工程师的最短路径与端到端的项目",
    "Donau\u{ad}dampf\u{ad}schiff\u{ad}fahrts\u{ad}daten mit Py\u{ad}thon",
    "👩\u{200d}💻 and 👨\u{200d}👩\u{200d}👧\u{200d}👦 build 🏳\u{fe0f}\u{200d}🌈 🏴\u{e0067}\u{e0062}\u{e0073}\u{e0063}\u{e0074}\u{e007f} 🇯🇵 👍🏽",
];

/// The small world with a step for each title, which a plan has to contain.
fn world() -> TempDir {
    let folder = folder();
    let steps = folder.path().join("tiny/steps.yaml");
    let mut text = fs::read_to_string(&steps).unwrap();
    let mut profile = String::from("version: 1\nstart: 2027-01-04\nmust:\n");
    for (n, title) in TITLES.iter().enumerate() {
        text += &format!(
            "- id: letters-{n}\n  title: \"{title}\"\n  item: programming\n  kind: course\n  \
             hours: {{low: 1, likely: {}, high: 400, why: \"{title}\"}}\n  cost: {{class: free}}\n  \
             done_when: \"{title}.\"\n",
            n * 13 + 1
        );
        profile += &format!("- letters-{n}\n");
    }
    profile += &format!(
        "exceptions:\n- {{from: 2027-02-01, until: 2027-02-14, hours: 0, why: \"{}\"}}\n",
        TITLES[0]
    );
    fs::write(steps, text).unwrap();
    fs::write(folder.path().join("profile.yaml"), profile).unwrap();
    folder
}

fn answer(folder: &Path, width: &str, args: &[&str]) -> String {
    let mut command = program(folder);
    command.args(args).args(["--kb", "tiny", "--today", "2027-01-04"]).env("COLUMNS", width);
    let output = command.output().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(0), "{args:?}: {said}");
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn tables_of_all_scripts_keep_their_columns() {
    let world = world();
    for title in TITLES {
        let log = ["log", "letters-0", "1h", "--note", title];
        answer(world.path(), "80", &log);
    }
    for width in [40, 56, 80, 100, 140] {
        let said = |args: &[&str]| answer(world.path(), &width.to_string(), args);
        for args in [
            &["plan"][..],
            &["plan", "--all"],
            &["plan", "--gantt"],
            &["next"],
            &["status"],
            &["history"],
            &["guide"],
            &["show", "letters-7"],
            &["why", "letters-1"],
            &["list", "steps"],
            &["search", "python"],
        ] {
            for line in said(args).lines() {
                assert!(line.width() <= width, "{args:?} at {width}: {} {line}", line.width());
                assert!(!line.contains("\\u{"), "{args:?} at {width}: {line}");
            }
        }
        if width < 50 {
            continue;
        }
        // Numbers are aligned to the right, and what follows them is a word of one of two kinds.
        let steps = said(&["list", "steps"]);
        let own = steps.lines().filter(|line| !line.starts_with('\u{21b3}'));
        let hours = |line: &str| {
            let line = line.strip_suffix("   course     free").unwrap_or(line);
            line.ends_with(|c: char| c.is_ascii_digit()).then(|| line.width())
        };
        let rows: Vec<usize> = own.filter_map(hours).collect();
        assert!(rows.len() >= TITLES.len(), "{steps}");
        assert!(rows.iter().all(|row| *row == rows[0]), "{rows:?}\n{steps}");
    }
}

#[test]
fn what_is_written_comes_back_as_it_was() {
    let world = world();
    for title in TITLES {
        let done = ["done", "letters-1", "--evidence", title, "--note", title, "--format", "json"];
        let recorded: Value = serde_json::from_str(&answer(world.path(), "80", &done)).unwrap();
        assert_eq!(recorded["events"][0]["note"], title);
        assert_eq!(recorded["events"][0]["evidence"], title);
        answer(world.path(), "80", &["undo"]);
    }
    let steps: Value =
        serde_json::from_str(&answer(world.path(), "80", &["list", "steps", "--format", "json"]))
            .unwrap();
    let titles: Vec<&str> =
        steps["steps"].as_array().unwrap().iter().filter_map(|s| s["title"].as_str()).collect();
    assert!(TITLES.iter().all(|title| titles.contains(title)), "{titles:?}");
    let checklist = answer(world.path(), "80", &["export"]);
    assert!(TITLES[..2].iter().all(|title| checklist.contains(title)), "{checklist}");
}

/// Marks that cannot be seen make no other word of a word, and no id.
#[test]
fn marks_make_no_difference_between_words() {
    let world = world();
    for typed in ["donaudampfschifffahrtsdaten", "Donau\u{200d}dampf", "Python\u{ad}"] {
        let found = answer(world.path(), "80", &["search", typed]);
        assert!(found.contains("letters-6"), "{typed}: {found}");
    }
    let said = answer(world.path(), "80", &["start", "donaudampf", "--format", "json"]);
    assert!(said.contains("letters-6"), "{said}");
    for id in ["py\u{200d}thon", "py\u{ad}thon", "python\u{200e}"] {
        let steps = world.path().join("tiny/steps.yaml");
        let text = fs::read_to_string(&steps).unwrap().replace("python-course", id);
        fs::write(world.path().join("tiny/more.yaml"), text).unwrap();
        let check = program(world.path()).args(["check", "--kb", "tiny"]).output().unwrap();
        let said = String::from_utf8(check.stdout).unwrap();
        assert!(in_one_line(&said).contains("is not an id"), "{said}");
    }
}
