//! Broken knowledge bases, found by glob. Each file of `tests/broken` takes the place of
//! `steps.yaml` in the tiny world (or of the file that its name starts with); the comments at its
//! top are the problems that must be reported, all of them and in this order.

use std::fs;

use crate::console::{folder, program};

#[test]
fn every_problem_is_reported_with_its_place() {
    let mut cases = 0;
    for file in fs::read_dir("tests/broken").unwrap() {
        let file = file.unwrap();
        let name = file.file_name().into_string().unwrap();
        let text = fs::read_to_string(file.path()).unwrap().replace("\r\n", "\n");
        let expected: Vec<&str> = text.lines().map_while(|line| line.strip_prefix("# ")).collect();
        assert!(!expected.is_empty(), "{name} names no problem");

        let folder = folder();
        let parts = ["guide", "competencies", "roles"];
        let part = parts.into_iter().find(|part| name.starts_with(part)).unwrap_or("steps");
        fs::write(folder.path().join(format!("tiny/{part}.yaml")), &text).unwrap();
        if part == "steps" {
            fs::write(folder.path().join("tiny/roles.yaml"), "- {id: any, name: Any}\n").unwrap();
        }
        let output = program(folder.path()).args(["check", "--kb", "tiny"]).output().unwrap();

        let said = String::from_utf8(output.stderr).unwrap();
        let problems: Vec<&str> = said.lines().filter_map(|line| line.strip_prefix("  ")).collect();
        assert_eq!(problems, expected, "{name}");
        assert_eq!(output.status.code(), Some(1), "{name}");
        assert!(said.contains("hint: correct the places named above"), "{name}");
        cases += 1;
    }
    assert!(cases > 5);
}
