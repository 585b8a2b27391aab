//! All of `tests/scenarios`, and the README.

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
fn the_readme_says_what_is_true() {
    check(Path::new("README.md"));
}
