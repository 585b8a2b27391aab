//! `cv --format json` is a JSON Resume: the shapes of its schema 1.0.0, checked by hand.

use std::fs;

use serde_json::Value;

use crate::console::{folder, program};

/// All that the whole may have.
const SECTIONS: [&str; 14] = [
    "$schema",
    "basics",
    "work",
    "volunteer",
    "education",
    "awards",
    "certificates",
    "publications",
    "skills",
    "languages",
    "interests",
    "references",
    "projects",
    "meta",
];

/// Texts by section.
const TEXTS: [(&str, &[&str]); 4] = [
    ("education", &["studyType"]),
    ("certificates", &["name"]),
    ("skills", &["name", "level"]),
    ("projects", &["name", "description", "type"]),
];

fn answer(folder: &std::path::Path, args: &[&str]) -> String {
    let output = program(folder).args(args).args(["--today", "2027-02-01"]).output().unwrap();
    assert!(output.status.success(), "{output:?}");
    String::from_utf8(output.stdout).unwrap()
}

fn is_date(text: &str) -> bool {
    let parts: Vec<&str> = text.split('-').collect();
    let lengths: Vec<usize> = parts.iter().map(|part| part.len()).collect();
    lengths == [4, 2, 2] && parts.iter().all(|part| part.bytes().all(|b| b.is_ascii_digit()))
}

fn check(resume: &Value) {
    for (name, section) in resume.as_object().unwrap() {
        assert!(SECTIONS.contains(&name.as_str()), "{name}");
        if !["$schema", "meta"].contains(&name.as_str()) {
            assert!(section.is_array(), "{name}");
        }
    }
    for (section, texts) in TEXTS {
        for entry in resume[section].as_array().unwrap() {
            for text in texts {
                assert!(entry[text].as_str().is_some_and(|it| !it.is_empty()), "{section}.{text}");
            }
            for (key, value) in entry.as_object().unwrap() {
                let text = value.as_str();
                match key.as_str() {
                    "date" | "endDate" => assert!(is_date(text.unwrap()), "{entry}"),
                    "url" => assert!(text.unwrap().starts_with("http"), "{entry}"),
                    "highlights" | "steps" => {
                        assert!(value.as_array().unwrap().iter().all(Value::is_string));
                    }
                    _ => assert!(text.is_some(), "{section}.{key}"),
                }
            }
        }
    }
}

#[test]
fn everything_earned_is_a_valid_json_resume() {
    let folder = folder();
    let at = folder.path();
    check(&serde_json::from_str(&answer(at, &["cv", "--format", "json"])).unwrap());

    let have = "version: 1\nhave: [degree-bsc-computer-science]\n";
    fs::write(at.join("profile.yaml"), have).unwrap();
    for (step, evidence) in [
        ("python-cs50p", "https://example.org/certificate"),
        ("ml-mitx-686x", "a paper certificate"),
        ("docker-containers", "https://example.org/compose"),
        ("lightning-talk", "\"slides\" on \\ request"),
    ] {
        answer(at, &["done", "--force", "--quiet", step, "--evidence", evidence]);
    }
    let text = answer(at, &["cv", "--format", "json"]);
    let resume: Value = serde_json::from_str(&text).unwrap();
    check(&resume);
    let certificates = resume["certificates"].as_array().unwrap();
    let of = |step: &str| certificates.iter().find(|it| it["step"] == step).unwrap();
    assert_eq!(of("python-cs50p")["issuer"], "Harvard University");
    assert_eq!(of("python-cs50p")["date"], "2027-02-01");
    assert_eq!(of("python-cs50p")["url"], "https://example.org/certificate");
    assert_eq!(of("ml-mitx-686x")["summary"], "a paper certificate");
    // Which of several resources was used is not known, so no certificate is claimed.
    assert!(certificates.iter().all(|it| it["step"] != "docker-containers"));
    let projects = resume["projects"].as_array().unwrap();
    assert!(projects.iter().any(|it| it["step"] == "docker-containers" && it["type"] == "course"));
    assert!(projects.iter().any(|it| it["highlights"][0] == "\"slides\" on \\ request"));
    assert_eq!(resume["education"][0]["studyType"], "Bachelor of Science in Computer Science");
    assert!(resume["education"][0].get("endDate").is_none());

    // What the program writes, it reads.
    fs::write(at.join("resume.json"), text).unwrap();
    let read = answer(at, &["init", "--cv", "resume.json", "--format", "json"]);
    assert!(read.contains("\"id\": \"python\""), "{read}");
}

/// A line says what was done, in the past tense and without "I", and fits on a CV.
#[test]
fn lines_of_the_shipped_steps_are_fit_for_a_cv() {
    let folder = folder();
    let steps: Value =
        serde_json::from_str(&answer(folder.path(), &["list", "steps", "--format", "json"]))
            .unwrap();
    let steps = steps["steps"].as_array().unwrap();
    let lines: Vec<&str> = steps.iter().filter_map(|step| step["earns"].as_str()).collect();
    assert!(lines.len() > 120, "{}", lines.len());
    for line in lines {
        assert!(line.chars().count() <= 130, "{line}");
        assert!(!line.ends_with('.'), "{line}");
        let has_i = line.split(|c: char| !c.is_alphanumeric()).any(|word| word == "I");
        assert!(!has_i, "{line}");
        assert!(line.starts_with(char::is_uppercase), "{line}");
    }
}
