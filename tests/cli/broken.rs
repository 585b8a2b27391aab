//! Broken knowledge bases, found by glob. Each file of `tests/broken` takes the place of
//! `steps.yaml` in the tiny world (or of the file that its name starts with); the comments at its
//! top are the problems that must be reported, all of them and in this order, each with its code.

use std::fs;

use serde_json::Value;

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
        let output = program(folder.path()).args(["list", "--kb", "tiny"]).output().unwrap();
        assert_eq!(output.status.code(), Some(1), "{name}");
        let said = String::from_utf8(output.stderr).unwrap();
        assert!(said.contains("hint: see the lines, and how to mend them"), "{name}");

        let check = ["check", "tiny", "--format", "json"];
        let output = program(folder.path()).args(check).output().unwrap();
        assert_eq!(output.status.code(), Some(1), "{name}");
        let answer: Value = serde_json::from_slice(&output.stdout).unwrap();
        let codes = answer["problems"].as_array().unwrap().iter();
        let codes = codes.map(|problem| problem["code"].as_str().unwrap());
        let problems = said.lines().filter_map(|line| line.strip_prefix("  "));
        let problems: Vec<String> =
            codes.zip(problems).map(|(code, line)| format!("{code} {line}")).collect();
        if std::env::var_os("UPDATE").is_some() {
            let rest = text.lines().skip(expected.len()).map(|line| format!("{line}\n"));
            let top = problems.iter().map(|line| format!("# {line}\n"));
            fs::write(file.path(), top.chain(rest).collect::<String>()).unwrap();
        } else {
            assert_eq!(problems, expected, "{name}");
        }
        cases += 1;
    }
    assert!(cases > 5);
}
