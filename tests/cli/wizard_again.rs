//! `init` where there is a profile: the old answers are the defaults, and only what is answered
//! otherwise changes in the file.

use std::fs;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use crate::console::folder;
use crate::session::{DOWN, ENTER, Session};

/// A profile that a person has edited by hand.
const EDITED: &str = "\
# My own notes stay.
version: 1
role: analyst   # for now

hours: 6 # evenings
deadline: 2029-06-30
exceptions:
  - {from: 2027-08-02, until: 2027-08-15, hours: 0, why: Lake}
must: [meetup]
know:
  python: aware # since school
  \"Statistics\": working
avoid: [paid]
";

/// A folder in which this is the profile, and the places of the profile and of the one before.
fn with(profile: &str) -> (TempDir, PathBuf, PathBuf) {
    let folder = folder();
    let home = folder.path().join("own/home");
    fs::create_dir_all(&home).unwrap();
    fs::write(home.join("profile.yaml"), profile).unwrap();
    (folder, home.join("profile.yaml"), home.join("profile.yaml.before"))
}

fn init(folder: &Path, args: &[&str]) -> Session {
    Session::start(folder, &[&["init", "--kb", "tiny"], args].concat())
}

/// What is asked of `EDITED`, with its answers.
const ASKED: [&str; 12] = [
    "> Analyst",
    "[ ] Attend a Python bootcamp",
    "[ ] Visit a meetup",
    "[x] Programming",
    "[x] Statistics",
    "[x] Python",
    "daily for years?",
    "[ ] Python (working)",
    "How many hours a week can you give? (6)",
    "When do you start? (2027-01-04)",
    "By when do you want to be done? (2029-06-30)",
    "Any holidays, or weeks with other hours? (2027-08-02..2027-08-15)",
];

#[test]
fn only_what_is_answered_otherwise_changes() {
    let (folder, profile, before) = with(EDITED);
    let mut session = init(folder.path(), &[]);
    // Python is ticked as known on the job, and so is not among the basics any more.
    session.answer(ASKED[0], ENTER);
    session.answer(ASKED[1], ENTER);
    session.answer(ASKED[2], &format!("meetup\t{ENTER}"));
    session.answer(ASKED[3], ENTER);
    session.answer(ASKED[4], &format!("pyth\t{ENTER}"));
    session.answer(ASKED[6], ENTER);
    session.answer(ASKED[8], "8\r");
    session.answer(ASKED[9], ENTER);
    session.answer(ASKED[10], "none\r");
    session.answer(ASKED[11], ENTER);
    session.answer("> Only what is free", ENTER);
    session.answer("Is this right?", ENTER);
    session.expect("wrote own/home/profile.yaml");
    session.expect("the profile before is in own/home/profile.yaml.before");
    assert_eq!(session.end(), Some(0), "{}", session.shown);
    let expected = EDITED
        .replace("hours: 6", "hours: 8")
        .replace("python: aware", "python: working")
        .replace("deadline: 2029-06-30\n", "")
        .replace("avoid:", "have: [meetup]\navoid:");
    let written = fs::read_to_string(&profile).unwrap();
    let sorted = |text: &str| {
        let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
        lines.sort();
        lines
    };
    // Where a new key stands is the editor's choice.
    assert_eq!(sorted(&written), sorted(&expected), "{written}");
    assert_eq!(fs::read_to_string(before).unwrap(), EDITED);
}

#[test]
fn the_same_answers_change_nothing() {
    let (folder, profile, before) = with(EDITED);
    let mut session = init(folder.path(), &[]);
    for question in ASKED {
        session.answer(question, ENTER);
    }
    session.answer("> Only what is free", ENTER);
    session.answer("Is this right?", ENTER);
    session.expect("nothing has changed in own/home/profile.yaml");
    assert_eq!(session.end(), Some(0), "{}", session.shown);
    assert_eq!(fs::read_to_string(profile).unwrap(), EDITED);
    assert!(!before.exists());
}

#[test]
fn flags_answer_their_questions_and_change_the_file() {
    let (folder, profile, _) = with("role: analyst # mine\nfor: [advert.txt] # later\n");
    fs::write(profile.with_file_name("advert.txt"), "Requirements:\n- Statistics\n").unwrap();
    let flags = ["--role", "engineer", "--know", "python=aware", "--have", "meetup"];
    let more = ["--hours", "5", "--deadline", "2029", "--avoid", "paid"];
    let days = ["--start", "monday", "--holiday", "5 Jul..25 Jul"];
    let mut session = init(folder.path(), &[&flags[..], &more, &days].concat());
    session.answer("Is this right?", ENTER);
    assert_eq!(session.end(), Some(0), "{}", session.shown);
    let written = fs::read_to_string(profile).unwrap();
    assert!(written.starts_with("role: engineer # mine\n"), "{written}");
    assert!(!written.contains("advert.txt"), "{written}");
    for part in ["python: aware", "[meetup]", "hours: 5", "2027-07-05", "[paid]"] {
        assert!(written.contains(part), "{part} in {written}");
    }
}

/// Aimed at adverts, nobody is asked for a role, and the adverts stay as they are written.
#[test]
fn adverts_that_are_aimed_at_stay() {
    let text = "for: [advert.txt]\nhours: 4\n";
    let (folder, profile, _) = with(text);
    fs::write(profile.with_file_name("advert.txt"), "Requirements:\n- Statistics\n").unwrap();
    let flags = ["--have", "meetup", "--know", "python=aware", "--avoid", "paid"];
    let mut session = init(folder.path(), &flags);
    session.answer("How many hours a week can you give? (4)", "3\r");
    for question in ["When do you start?", "By when", "Any holidays", "Is this right?"] {
        session.answer(question, ENTER);
    }
    assert_eq!(session.end(), Some(0), "{}", session.shown);
    let written = fs::read_to_string(profile).unwrap();
    assert!(written.starts_with("for: [advert.txt]\nhours: 3\n"), "{written}");
}

#[test]
fn what_another_program_wrote_meanwhile_is_not_lost_and_neither_are_the_answers() {
    let (folder, profile, _) = with("hours: 6\n");
    let flags = ["--role", "analyst", "--have", "meetup", "--know", "python=aware"];
    let mut session = init(folder.path(), &[&flags[..], &["--avoid", "paid"]].concat());
    session.answer("How many hours", "7\r");
    for question in ["When do you start?", "By when", "Any holidays"] {
        session.answer(question, ENTER);
    }
    session.expect("Is this right?");
    fs::write(&profile, "hours: 9\n").unwrap();
    session.press(ENTER);
    session.expect("hours: 7");
    session.expect("error: own/home/profile.yaml has changed meanwhile");
    assert_eq!(session.end(), Some(1));
    assert_eq!(fs::read_to_string(profile).unwrap(), "hours: 9\n");
}

#[test]
fn a_profile_with_mistakes_is_shown_before_anything_is_asked() {
    let (folder, profile, before) = with("hours: 6\nrole: analist\n");
    let mut session = init(folder.path(), &[]);
    session.expect("profile.yaml:2:7: role: unknown role `analist`; did you mean `analyst`?");
    assert_eq!((session.end(), session.answers), (Some(1), 0));
    // Replaced, it is asked as of a newcomer, and what was there is kept.
    let mut session =
        init(folder.path(), &["--force", "--have", "meetup", "--know", "python=aware"]);
    session.answer("> Engineer", &format!("{DOWN}{ENTER}"));
    session.answer("How many hours a week can you give? (10)", ENTER);
    for question in ["When do you start?", "By when", "Any holidays", "May the plan", "Is this"] {
        session.answer(question, ENTER);
    }
    assert_eq!(session.end(), Some(0), "{}", session.shown);
    assert!(fs::read_to_string(profile).unwrap().contains("role: analyst\n"));
    assert_eq!(fs::read_to_string(before).unwrap(), "hours: 6\nrole: analist\n");
}

#[test]
fn answers_that_cannot_be_written_are_printed() {
    let (folder, profile, before) = with("hours: 6\n");
    fs::create_dir(before).unwrap();
    let flags = ["--role", "analyst", "--have", "meetup", "--know", "python=aware"];
    let mut session = init(folder.path(), &[&flags[..], &["--avoid", "paid"]].concat());
    session.answer("How many hours", "7\r");
    for question in ["When do you start?", "By when", "Any holidays", "Is this right?"] {
        session.answer(question, ENTER);
    }
    session.expect("hours: 7");
    session.expect("error: cannot keep own/home/profile.yaml as own/home/profile.yaml.before");
    assert_eq!(session.end(), Some(1));
    assert_eq!(fs::read_to_string(profile).unwrap(), "hours: 6\n");
}
