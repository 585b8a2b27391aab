//! All of `tests/scenarios/*.md`, and the README.

use std::path::Path;

use crate::console::check;

#[test]
fn scenarios_say_what_happens() {
    let mut count = 0;
    for file in std::fs::read_dir("tests/scenarios").unwrap() {
        check(&file.unwrap().path());
        count += 1;
    }
    assert!(count > 0);
}

#[test]
fn the_readme_says_what_is_true() {
    check(Path::new("README.md"));
}
