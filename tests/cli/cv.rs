//! `init --cv`: what is asked, what is only shown, and what `gap` says of a CV.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde::Deserialize;

use crate::console::{folder, program, seen};
#[cfg(unix)]
use crate::session::{ENTER, ESCAPE, Session};

const CV: &str = "\
Kim Sample
Data analyst

Experience

Data Analyst, Bluegate, 2021 - present
- Reports in SQL and Tableau
- Worked with a team that runs Kafka

Education

Certificate: CS50P, 2023

Skills

Python (intermediate), Docker
Learning: Rust
";

/// What a careful reader believes.
#[derive(Debug, Deserialize)]
struct Answer {
    know: BTreeMap<String, String>,
    have: Vec<String>,
}

const LEVELS: [&str; 3] = ["aware", "working", "proficient"];

/// Of 100 things that a careful reader believes at least 95 are proposed, of 100 proposals 95 are
/// such things, and no level is too high.
#[test]
fn cvs_are_read_as_a_careful_reader_does() {
    let folder = folder();
    let answers = fs::read_to_string("tests/cvs/answers.yaml").unwrap();
    let answers: BTreeMap<String, Answer> = serde_yaml::from_str(&answers).unwrap();
    let (mut found, mut believed, mut proposed, mut too_high) = (0, 0, 0, 0);
    let mut remarks = Vec::new();
    for (file, Answer { know, have }) in answers {
        let path = fs::canonicalize(Path::new("tests/cvs").join(&file)).unwrap();
        let args = ["init", "--format", "json", "--cv", path.to_str().unwrap()];
        let json: serde_json::Value = serde_json::from_str(&answer(folder.path(), &args)).unwrap();
        let mut wanted: BTreeMap<String, Option<String>> =
            know.into_iter().map(|(id, level)| (id, Some(level))).collect();
        wanted.extend(have.into_iter().map(|id| (id, None)));
        believed += wanted.len();
        for proposal in json["proposals"].as_array().unwrap() {
            let (id, level) = (proposal["id"].as_str().unwrap(), proposal["level"].as_str());
            let place = |level: &str| LEVELS.iter().position(|known| *known == level);
            proposed += 1;
            let Some(right) = wanted.remove(id) else {
                remarks.push(format!("{file}: wrong {id}"));
                continue;
            };
            found += 1;
            if level.and_then(place) > right.as_deref().and_then(place) {
                too_high += 1;
                remarks.push(format!("{file}: {id} is not {level:?}"));
            }
        }
        remarks.extend(wanted.keys().map(|id| format!("{file}: no {id}")));
    }
    let remarks = remarks.join("\n");
    assert!(believed > 150 && found * 100 >= believed * 95, "{found} of {believed}:\n{remarks}");
    assert!(found * 100 >= proposed * 95, "{found} of {proposed} proposals:\n{remarks}");
    assert_eq!(too_high, 0, "{remarks}");
}

fn answer(folder: &Path, args: &[&str]) -> String {
    fs::write(folder.join("cv.txt"), CV).unwrap();
    seen(&program(folder).args(args).args(["--today", "2027-01-04"]).output().unwrap())
}

#[cfg(unix)]
#[test]
fn each_line_is_asked_about_and_the_answers_make_the_profile() {
    let folder = folder();
    fs::write(folder.path().join("cv.txt"), CV).unwrap();
    let mut session =
        Session::start(folder.path(), &["init", "--cv", "cv.txt", "--role", "wizard"]);
    session.expect("error:");
    assert_eq!((session.end(), session.answers), (Some(2), 0));
    let mut session =
        Session::start(folder.path(), &["init", "--cv", "cv.txt", "--know", "git=working"]);
    session.expect("5 proposals from cv.txt");
    session.answer("SQL? line 7: “Reports in SQL and Tableau”", &format!("Higher{ENTER}"));
    session.answer("Tableau? line 7", &format!("No{ENTER}"));
    session.answer("Learn Python with CS50P? line 12", ENTER);
    session.answer("Docker? line 16", &format!("more{ENTER}"));
    session
        .expect("taken over: sql proficient, docker aware, python working, python-cs50p finished");
    session.answer("What do you want to become?", ENTER);
    session.tick("What you know usually comes with the following", &[]);
    for question in ["How many hours", "When do you start?", "By when", "Any holidays"] {
        session.answer(question, ENTER);
    }
    session.answer("May the plan cost money?", ENTER);
    session.answer("In which field", ENTER);
    session.answer("Is this right?", ENTER);
    assert_eq!(session.end(), Some(0), "{}", session.shown);
    let profile = fs::read_to_string(folder.path().join("own/home/profile.yaml")).unwrap();
    let known = "know: {docker: aware, git: working, python: working, sql: proficient}";
    assert!(profile.contains(known) && profile.contains("have: [python-cs50p]"), "{profile}");
}

#[cfg(unix)]
#[test]
fn whoever_stops_leaves_nothing_behind() {
    let folder = folder();
    fs::write(folder.path().join("cv.txt"), CV).unwrap();
    let mut session = Session::start(folder.path(), &["init", "--cv", "cv.txt"]);
    session.answer("SQL? line 7", ENTER);
    // Back to the first, and from there out.
    session.answer("Tableau? line 7", ESCAPE);
    session.answer("SQL? line 7", ESCAPE);
    session.answer("Leave without writing?", &format!("y{ENTER}"));
    session.expect("error: stopped; nothing was written");
    assert_eq!(session.end(), Some(1));
    assert!(!folder.path().join("own").exists());
}

#[test]
fn without_a_terminal_it_is_only_shown() {
    let folder = folder();
    let shown = answer(folder.path(), &["init", "--cv", "cv.txt"]);
    let flags = "--know docker=aware,python=working,sql=working,tableau=working \
                 --have python-cs50p";
    assert!(shown.contains(flags), "{shown}");
    assert!(!shown.contains("Kafka") && !shown.contains("Rust"), "{shown}");
    assert!(!folder.path().join("profile.yaml").exists());
    let json = answer(folder.path(), &["init", "--cv", "cv.txt", "--format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    let first = &json["proposals"][0];
    assert_eq!((&json["schema"], &first["id"]), (&"mlpath/cv/1".into(), &"sql".into()));
    assert_eq!(first["proof"][0]["place"], "line 7");
}

#[test]
fn a_cv_is_no_advert() {
    let folder = folder();
    let shown = answer(folder.path(), &["gap", "cv.txt"]);
    assert!(shown.starts_with("error: cv.txt is a CV, not a job advert"), "{shown}");
    assert!(shown.contains("init --cv cv.txt`"), "{shown}");
    for file in [
        "junior.txt",
        "nurse.txt",
        "analyst.txt",
        "backend.md",
        "phd.txt",
        "bootcamp.md",
        "manager.txt",
        "statistikerin.txt",
        "page.html",
        "resume.json",
        "Skills.csv",
    ] {
        let path = fs::canonicalize(Path::new("tests/cvs").join(file)).unwrap();
        let shown = answer(folder.path(), &["gap", path.to_str().unwrap()]);
        let is_told = shown.contains("is a CV, not a job advert") && shown.contains("init --cv");
        assert!(is_told, "{file}: {shown}");
    }
}

/// Every advert of the tests is read as one.
#[test]
fn no_advert_is_taken_for_a_cv() {
    let folder = folder();
    let mut paths = Vec::new();
    for entry in fs::read_dir("tests/adverts").unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|end| end == "txt") {
            paths.push(fs::canonicalize(path).unwrap().display().to_string());
        }
    }
    assert!(paths.len() > 20);
    let mut args = vec!["gap", "--demand"];
    args.extend(paths.iter().map(String::as_str));
    let shown = answer(folder.path(), &args);
    assert!(!shown.contains("is a CV"), "{shown}");
}

#[test]
fn what_has_no_section_of_a_cv_is_refused() {
    let folder = folder();
    fs::write(folder.path().join("note.txt"), "Buy milk.\n").unwrap();
    let shown = answer(folder.path(), &["init", "--cv", "note.txt"]);
    assert!(shown.starts_with("error: note.txt has no section of a CV"), "{shown}");
    let shown = answer(folder.path(), &["init", "--format", "json"]);
    assert!(shown.starts_with("error: `init` has a JSON form only with --cv"), "{shown}");
}
