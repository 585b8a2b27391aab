//! What `docs/codes.md` says of each code: its wrong example has that problem and no other, and its
//! right one has none. The examples are tried on the small world.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::console::{folder, program};

/// The examples of the page: code, file, judgement and text.
fn examples(page: &str) -> Vec<(String, String, bool, String)> {
    let mut found = Vec::new();
    for section in page.split("\n## ").skip(1) {
        let code = section.lines().next().unwrap();
        for block in section.split("```").skip(1).step_by(2) {
            let (head, text) = block.split_once('\n').unwrap();
            let [_, file, judgement] = head.split(' ').collect::<Vec<_>>()[..] else {
                panic!("{code}: {head}")
            };
            found.push((code.to_owned(), file.to_owned(), judgement == "wrong", text.to_owned()));
        }
    }
    found
}

/// The codes of all that is found with an example in its place.
fn found(file: &str, text: &str) -> BTreeSet<String> {
    let folder = folder();
    let home = folder.path();
    let stem = file.split('.').next().unwrap();
    let is_of_base = ["guide", "competencies", "steps", "more", "roles", "sources"].contains(&stem);
    let path = if is_of_base { home.join("small").join(file) } else { home.join(file) };
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    let before = fs::read_to_string(&path).unwrap_or_default();
    fs::write(&path, before + text).unwrap();
    let mut command = program(home);
    command.args(["check", "--kb", "small", "--format", "json", "--today", "2027-01-04"]);
    if !is_of_base && !file.starts_with("kb/") {
        command.arg(file);
    }
    let output = command.output().unwrap();
    let answer: Value = serde_json::from_slice(&output.stdout).unwrap();
    let all = ["problems", "warnings"].into_iter().flat_map(|key| answer[key].as_array().unwrap());
    all.map(|problem| problem["code"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn every_code_means_what_the_page_says() {
    let page = fs::read_to_string("docs/codes.md").unwrap().replace("\r\n", "\n");
    let examples = examples(&page);
    assert!(examples.len() > 50);
    let mut wrong = Vec::new();
    for (code, file, is_wrong, text) in examples {
        let expected = if is_wrong { BTreeSet::from([code.clone()]) } else { BTreeSet::new() };
        let found = found(&file, &text);
        if found != expected {
            wrong.push(format!("{code} ({is_wrong}): {found:?}"));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// Of what is shipped nothing has to be looked at.
#[test]
fn the_shipped_base_has_no_warning() {
    let folder = folder();
    let check = ["check", "--strict", "--today", "2027-01-04"];
    let output = program(folder.path()).args(check).output().unwrap();
    assert!(output.status.success(), "{output:?}");
}

#[test]
fn the_page_is_about_a_sound_world() {
    assert_eq!(found("more.yaml", ""), BTreeSet::new());
    assert!(Path::new("tests/worlds/small").is_dir());
}
