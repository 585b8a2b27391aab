//! All of `tests/scenarios`, and what people read: README, docs, CONTRIBUTING.

use std::path::Path;

use crate::console::check;

#[test]
fn scenarios_say_what_happens() {
    assert!(check_all(Path::new("tests/scenarios")) > 0);
}

#[test]
fn eight_lives_get_from_init_to_an_answer() {
    assert_eq!(check_all(Path::new("tests/scenarios/lives")), 8);
}

/// Checks all Markdown files of a folder, and counts them.
fn check_all(folder: &Path) -> usize {
    let files = std::fs::read_dir(folder).unwrap().map(|file| file.unwrap().path());
    files.filter(|path| path.extension().is_some_and(|end| end == "md")).map(|p| check(&p)).count()
}

#[test]
fn what_people_read_is_true() {
    check(Path::new("README.md"));
    assert!(check_all(Path::new("docs")) > 0);
    assert!(check_all(Path::new(".github")) > 0);
}

/// No document leads to a file that is not there.
#[test]
fn links_lead_somewhere() {
    let folders = ["docs", ".github"].map(|folder| std::fs::read_dir(folder).unwrap());
    let files = folders.into_iter().flatten().map(|file| file.unwrap().path());
    for path in files.chain([Path::new("README.md").to_owned()]).filter(|path| path.is_file()) {
        let text = std::fs::read_to_string(&path).unwrap();
        for link in text.split("](").skip(1).map(|rest| rest.split([')', '#']).next().unwrap()) {
            let is_here = path.parent().unwrap().join(link).exists() || link.is_empty();
            assert!(is_here || link.starts_with("https://"), "{}: {link}", path.display());
        }
    }
}
