//! The directions in which modules may look, kept by reading their `use` lines.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// What each part of the house may use of the others.
fn allowed() -> BTreeMap<&'static str, &'static [&'static str]> {
    BTreeMap::from([
        ("build", &[][..]),
        ("knowledge", &["knowledge"]),
        ("planner", &["knowledge", "planner"]),
        ("person", &["advert", "failure", "knowledge", "person", "planner"]),
        ("schema", &["knowledge", "person", "schema"]),
        ("view", &["advert", "cv", "knowledge", "person", "planner", "schema", "view"]),
        ("document", &["document", "knowledge", "view"]),
        ("render", &["document", "icalendar", "knowledge", "render", "view"]),
        ("checklist", &["checklist"]),
        ("extract", &["extract", "failure", "knowledge"]),
        ("advert", &["advert", "extract", "failure", "knowledge", "planner"]),
        ("cv", &["advert", "cv", "extract", "failure", "knowledge"]),
        ("editor", &["interrupts"]),
        (
            "env",
            &[
                "document",
                "editor",
                "env",
                "failure",
                "interrupts",
                "knowledge",
                "pager",
                "person",
                "render",
            ],
        ),
        ("icalendar", &["knowledge"]),
        ("interrupts", &[]),
        ("pager", &["interrupts"]),
        ("cli", &["commands", "env", "render"]),
        ("session", &["advert", "env", "failure", "knowledge", "person", "session"]),
        ("failure", &[]),
        ("reminder", &["icalendar", "knowledge", "planner", "reminder"]),
        ("wizard", &["cv", "env", "failure", "knowledge", "person", "planner", "wizard"]),
    ])
}

pub(crate) fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(sources(&path));
        } else {
            found.push(path);
        }
    }
    found
}

pub(crate) fn is_rust(path: &Path) -> bool {
    path.extension().is_some_and(|end| end == "rs")
}

fn used_parts(text: &str) -> impl Iterator<Item = &str> {
    let after = text.split("crate::").skip(1);
    after.map(|rest| rest.split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap())
}

#[test]
fn data_flows_one_way() {
    let allowed = allowed();
    for path in sources(Path::new("src")) {
        let inner = path.strip_prefix("src").unwrap();
        let part = inner.components().next().unwrap().as_os_str().to_str().unwrap();
        let part = part.trim_end_matches(".rs");
        let Some(may) = allowed.get(part) else {
            assert!(matches!(part, "commands" | "main"), "a new part of the house: {part}");
            continue;
        };
        let text = fs::read_to_string(&path).unwrap();
        for used in used_parts(&text) {
            assert!(may.contains(&used), "{} uses {used}", path.display());
        }
    }
}

/// Of the knowledge base, documents and what draws them know words, texts and hours, and the entries
/// that `list` and `show` print; only the forms that one answer has alone are drawn from its view.
#[test]
fn answers_are_built_from_views_and_drawn_from_documents() {
    for path in
        sources(Path::new("src/document")).into_iter().chain(sources(Path::new("src/render")))
    {
        let text = fs::read_to_string(&path).unwrap();
        for inner in text.split("crate::knowledge::").skip(1) {
            let module = inner.split("::").next().unwrap();
            let is_shown = matches!(module, "entry" | "hours" | "text" | "vocabulary");
            assert!(is_shown, "{} uses {module}", path.display());
        }
        let is_of_one = ["check", "plan", "earned.rs", "letter.rs"]
            .iter()
            .any(|form| path.starts_with(Path::new("src/render").join(form)));
        if path.starts_with("src/render") && !is_of_one {
            assert!(!text.contains("crate::view"), "{} uses a view", path.display());
        }
    }
}

#[test]
fn one_file_knows_how_questions_are_drawn() {
    for path in sources(Path::new("src")) {
        let draws = path.ends_with("wizard/screen.rs");
        let text = fs::read_to_string(&path).unwrap();
        assert!(draws || !text.contains("crossterm"), "{} uses crossterm", path.display());
    }
}

/// The planner and the model see no clock, no file and no environment.
#[test]
fn the_planner_is_pure() {
    let mut pure = sources(Path::new("src/planner"));
    pure.push(PathBuf::from("src/knowledge/model.rs"));
    for path in pure {
        let text = fs::read_to_string(&path).unwrap();
        for outside in
            ["std::fs", "std::env", "std::io", "Instant", "SystemTime", "Zoned", "println"]
        {
            assert!(!text.contains(outside), "{} uses {outside}", path.display());
        }
    }
}

/// Commands that answer cannot write: what changes a file is called in these places only.
#[test]
fn few_places_write() {
    let writers = [
        (".store().change(", &["commands/record.rs"][..]),
        (
            "person::replace",
            &[
                "commands/add.rs",
                "commands/init.rs",
                "commands/profile.rs",
                "commands/edit.rs",
                "commands/export.rs",
                "commands/kb_export.rs",
                "commands/kept.rs",
                "commands/out_file.rs",
                "commands/man.rs",
                "commands/remind_now.rs",
                "commands/set_up.rs",
                "schema/beside.rs",
                "person/state.rs",
            ],
        ),
        ("OpenOptions", &["person/replace.rs", "person/home.rs", "person/journal/file.rs"]),
        ("File::create", &[]),
        ("File::options", &[]),
        ("fs::write", &["build.rs"]),
        ("fs::rename", &[]),
        ("fs::copy", &["person/replace.rs"]),
        (".remember(", &["commands/status.rs", "commands/export.rs", "commands/out_file.rs"]),
    ];
    for path in sources(Path::new("src")) {
        let text = fs::read_to_string(&path).unwrap();
        let inner = path.strip_prefix("src").unwrap().to_str().unwrap().replace('\\', "/");
        for (call, places) in writers {
            let is_allowed = places.iter().any(|place| inner.starts_with(place));
            assert!(is_allowed || !text.contains(call), "{inner} calls {call}");
        }
    }
}

#[test]
fn no_file_grows_beyond_what_a_reader_holds() {
    for path in sources(Path::new("src")) {
        let lines = fs::read_to_string(&path).unwrap().lines().count();
        assert!(lines <= 400, "{} has {lines} lines", path.display());
    }
}

#[test]
fn lines_fit_on_a_page() {
    for path in sources(Path::new("src")).into_iter().filter(|path| is_rust(path)) {
        for (number, line) in fs::read_to_string(&path).unwrap().lines().enumerate() {
            let columns = line.chars().count();
            assert!(columns <= 100, "{}:{}: {columns} columns", path.display(), number + 1);
        }
    }
}
