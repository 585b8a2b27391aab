//! The questions of `init`, on a pseudo-terminal: what a person sees, types and gets.

use std::path::Path;

use crate::console::folder;
use crate::session::{CTRL_C, CTRL_U, CTRL_W, DOWN, ENTER, ESCAPE, SHIFT_TAB, Session};

fn init(folder: &Path, args: &[&str]) -> Session {
    Session::start(folder, &[&["init"], args].concat())
}

fn profile(folder: &Path) -> String {
    std::fs::read_to_string(folder.join("own/home/profile.yaml")).unwrap()
}

/// The questions about time and money, all answered by Enter.
fn take_the_rest(session: &mut Session) {
    session.answer("How many hours a week can you give? (10)", ENTER);
    session.answer("When do you start? (2027-01-04)", ENTER);
    session.answer("By when do you want to be done?", ENTER);
    session.answer("Any holidays", ENTER);
    session.answer("May the plan cost money?", ENTER);
}

fn write_it(session: &mut Session) {
    session.answer("Is this right?", ENTER);
    session.expect("wrote own/home/profile.yaml");
    assert_eq!(session.end(), Some(0), "{}", session.shown);
}

/// The profile that `answers_make_the_profile` ends with.
const ANSWERED: &str = "\
# yaml-language-server: $schema=schema/profile.schema.json
# Your mlpath profile. Edit it, then run `mlpath plan`.
version: 1
# What to become: see `mlpath list roles`.
role: data-scientist
# Job adverts to aim at in its place, one after the other, and how much of them to cover (required,
# nice or all):
# for: [advert.txt]
# cover: required
start: 2027-02-01
# The day by which the plan should end:
deadline: 2027-12-31
# Hours a week, or by weekday: {mon: 1, sat: 4}
hours: {mon: 1, sat: 4}
# Days with other hours a week, such as holidays:
exceptions:
  - {from: 2027-07-05, until: 2027-07-25, hours: 0}
  - {from: 2027-12-20, until: 2027-12-31, hours: 2}
# Maximum number of steps in progress in one week:
parallel: 3
# What you can do already, as aware, working or proficient: see `mlpath list competencies`.
know: {calculus: aware, linear-algebra: working, school-maths: working}
# Steps that you have finished: see `mlpath list steps`.
have: [python-cs50p]
# Steps that the plan must contain:
must: []
# Milestones of the role to do without: see `mlpath show data-scientist`.
drop: []
# Steps, kinds or cost classes that it must not contain, such as paid or degree:
avoid: [paid]
domain: finance
# Job adverts that say what is asked for where you are: see `mlpath help market`
# market: market.yaml
";

#[test]
fn answers_make_the_profile() {
    let folder = folder();
    let mut session = init(folder.path(), &[]);
    session.answer("What do you want to become?", &format!("data sci{ENTER}"));
    session.tick("Which of these degrees and bootcamps have you finished?", &[]);
    session.tick("courses, books and projects have you finished?", &["cs50p"]);
    session.tick("counts as proof of these", &[]);
    session.tick("Which of these areas", &["mathematics"]);
    session.tick("which can you do on the job, without help?", &["linear"]);
    session.tick("which do you know the basics of?", &["calculus"]);
    session.tick("What you know usually comes with the following.", &["school"]);
    session.answer("How many hours a week", "lots\r");
    session.answer("`lots` is not a number of hours", &format!("{CTRL_U}mon 1 sat 4h"));
    session.answer("= 5 h a week: mon 1 h, sat 4 h", ENTER);
    session.answer("When do you start?", "1 feb\r");
    session.answer("By when do you want to be done?", "31 January 2027\r");
    let late = "the deadline 2027-01-31 is before the start on 2027-02-01";
    session.answer(late, &format!("{CTRL_W}{CTRL_W}Dec 2027{}\u{4}\u{4}\u{4}", "\u{1}"));
    session.answer("= Fri 31 Dec 2027", ENTER);
    session.answer("Any holidays", "5 Jul..25 Jul 2027; 2027-07-20..2027-08-01\r");
    let overlaps = "the holiday overlaps with 2027-07-05 to 2027-07-25";
    session.answer(overlaps, &format!("{CTRL_W}20 Dec..31 Dec=2\r"));
    session.answer("May the plan cost money?", "free\r");
    session.answer("In which field do you want to work?", "finance\r");
    session.expect("the plan:");
    session.expect("first:");
    write_it(&mut session);
    assert_eq!(profile(folder.path()), ANSWERED);
}

/// What a flag said, and what this knowledge base does not have, is not asked.
#[test]
fn flags_are_not_asked_again() {
    let folder = folder();
    let flags = ["--role", "engineer", "--have", "meetup", "--know", "python=aware"];
    let mut session = init(folder.path(), &["--kb", "tiny"]);
    session.answer("What do you want to become?", CTRL_C);
    session.answer("Leave without writing? (y/N)", CTRL_C);
    assert_eq!(session.end(), Some(1));

    let mut session = init(folder.path(), &[&["--kb", "tiny"], &flags[..]].concat());
    take_the_rest(&mut session);
    write_it(&mut session);
    assert_eq!(session.answers, 6);
    let written = profile(folder.path());
    for line in ["role: engineer", "know: {python: aware}", "have: [meetup]", "avoid: []"] {
        assert!(written.contains(line), "{line} in {written}");
    }

    let others = ["--hours", "5", "--start", "2027-03-01", "--deadline", "2029-01-01"];
    let wishes = ["--holiday", "2027-07-05..2027-07-25", "--avoid", "degree", "--force"];
    let all = [&["--kb", "tiny"], &flags[..], &others, &wishes].concat();
    let mut session = init(folder.path(), &all);
    write_it(&mut session);
    assert_eq!(session.answers, 1);
}

#[test]
fn yes_asks_nothing() {
    let folder = folder();
    let mut session = init(folder.path(), &["--yes"]);
    assert_eq!(session.end(), Some(0), "{}", session.shown);
    assert!(profile(folder.path()).contains("know: {}"));
    let mut session = init(folder.path(), &["--yes"]);
    session.expect("error: own/home/profile.yaml already exists");
    session.expect("hint: change it with `mlpath --home own/home set hours=8`");
    assert_eq!(session.end(), Some(1));
}

/// Ctrl-C asks once, at any question; so does Esc where there is no question before.
#[test]
fn whoever_leaves_is_asked_once_and_leaves_nothing_behind() {
    for (first, second) in [(CTRL_C, CTRL_C), (CTRL_C, "y\r"), (ESCAPE, CTRL_C)] {
        let folder = folder();
        let mut session = init(folder.path(), &[]);
        session.answer("What do you want to become?", first);
        session.answer("Leave without writing? (y/N)", "no\r");
        session.answer("What do you want to become?", ENTER);
        session.tick("Which of these degrees and bootcamps have you finished?", &["bachelor"]);
        session.answer("courses, books and projects have you finished?", CTRL_C);
        session.answer("Leave without writing? (y/N)", second);
        session.expect("error: stopped; nothing was written");
        session.expect("hint: start again with `mlpath init`");
        assert_eq!(session.end(), Some(1));
        assert!(!folder.path().join("own").exists());
    }
}

/// Ten years of Python are said in few answers, most of them Enter.
#[test]
fn a_programmer_is_done_quickly() {
    let folder = folder();
    let mut session = init(folder.path(), &[]);
    session.answer("What do you want to become?", ENTER);
    session.tick("Which of these degrees and bootcamps have you finished?", &[]);
    session.tick("courses, books and projects have you finished?", &[]);
    session.tick("Which of these areas", &["programming"]);
    session.tick("which can you do on the job, without help?", &["python", "git", "shell"]);
    session.tick("which do you know the basics of?", &["algorithms"]);
    session.tick("daily for years?", &["python"]);
    take_the_rest(&mut session);
    session.answer("In which field do you want to work?", ENTER);
    write_it(&mut session);
    assert_eq!(session.answers, 14);
    let know = "know: {algorithms-data-structures: aware, git: working, \
                python: proficient, shell-linux: working}";
    assert!(profile(folder.path()).contains(know), "{}", profile(folder.path()));
}

/// What a degree counts as is shown, and each of it can be lowered.
#[test]
fn what_a_degree_proves_can_be_lowered() {
    let folder = folder();
    let mut session = init(folder.path(), &[]);
    session.answer("What do you want to become?", &format!("mlops{ENTER}"));
    session.tick("Which of these degrees and bootcamps", &["bachelor's degree in computer"]);
    session.tick("courses, books and projects have you finished?", &[]);
    session.answer("counts as proof of these", "pyth");
    session.answer("> [x] Python: working", &format!("\t{ENTER}"));
    session.answer("Which of these areas", ENTER);
    take_the_rest(&mut session);
    session.answer("In which field do you want to work?", ENTER);
    write_it(&mut session);
    let written = profile(folder.path());
    assert!(written.contains("know: {python: aware}\n"), "{written}");
    assert!(written.contains("have: [degree-bsc-computer-science]"), "{written}");
}

/// Each offer is a box that is not ticked.
#[test]
fn what_is_implied_is_offered_and_not_assumed() {
    let folder = folder();
    let flags = ["--role", "ml-engineer", "--have", "join-acm", "--know", "deep-learning=working"];
    for (tick, know) in [
        (&[][..], "know: {deep-learning: working}"),
        (&["python"], "know: {deep-learning: working, python: working}"),
    ] {
        let args = [&flags[..], &["--force", "--domain", "finance"]].concat();
        let mut session = init(folder.path(), &args);
        session.expect("What you know usually comes with the following");
        session.tick("[ ] Python (working): goes with Deep learning", tick);
        take_the_rest(&mut session);
        write_it(&mut session);
        assert!(profile(folder.path()).contains(know), "{}", profile(folder.path()));
    }
}

#[test]
fn colour_is_left_out_where_it_is_not_wanted() {
    let coloured = |args: &[&str]| {
        let folder = folder();
        let mut session = init(folder.path(), args);
        session.answer("What do you want to become?", CTRL_C);
        session.answer("Leave without writing?", CTRL_C);
        session.end();
        let raw = String::from_utf8_lossy(&session.raw).into_owned();
        ["\u{1b}[36m", "\u{1b}[1m", "\u{1b}[2m"].iter().filter(|code| raw.contains(**code)).count()
    };
    assert_eq!(coloured(&[]), 3);
    assert_eq!(coloured(&["--color", "never"]), 0);
}

/// Back from each question to the first one, and forward again: every answer is still there.
#[test]
fn the_way_back_leads_through_all_questions_and_loses_nothing() {
    let folder = folder();
    let mut session = init(folder.path(), &["--kb", "tiny"]);
    session.answer("What do you want to become?", &format!("{DOWN}{ENTER}"));
    session.tick("Which of these degrees and bootcamps", &[]);
    session.tick("courses, books and projects have you finished?", &["meetup"]);
    session.tick("Which of these areas", &["programming"]);
    session.tick("Programming: which can you do", &["python"]);
    session.answer("which do you know the basics of?", ENTER);
    session.answer("How many hours a week", "mon-fri 1\r");
    session.answer("When do you start?", "in 2 weeks");
    // What is typed and not answered stays too.
    session.answer("= Mon 18 Jan 2027", ESCAPE);
    session.answer("How many hours a week can you give? (mon 1 tue 1 wed 1 thu 1 fri 1)", ESCAPE);
    session.answer("[ ] Statistics", ESCAPE);
    session.answer("[x] Python", ESCAPE);
    session.answer("[x] Programming", ESCAPE);
    session.answer("[x] Visit a meetup", SHIFT_TAB);
    session.answer("Which of these degrees and bootcamps", ESCAPE);
    session.answer("> Analyst", ENTER);
    session.answer("Which of these degrees and bootcamps", ENTER);
    session.answer("[x] Visit a meetup", ENTER);
    session.answer("[x] Programming", ENTER);
    session.answer("[x] Python", ENTER);
    session.answer("[ ] Statistics", ENTER);
    session.answer("(mon 1 tue 1 wed 1 thu 1 fri 1)", ENTER);
    session.answer("When do you start? (2027-01-04) in 2 weeks", ENTER);
    session.answer("By when", ENTER);
    session.answer("Any holidays", ENTER);
    session.answer("May the plan cost money?", ENTER);
    session.answer("Is this right?", ESCAPE);
    session.answer("May the plan cost money?", ENTER);
    write_it(&mut session);
    let written = profile(folder.path());
    for line in [
        "role: analyst\n",
        "know: {python: working}\n",
        "have: [meetup]\n",
        "hours: {mon: 1, tue: 1, wed: 1, thu: 1, fri: 1}\n",
        "start: 2027-01-18\n",
    ] {
        assert!(written.contains(line), "{line} in {written}");
    }
}

/// From the summary one answer is changed; what follows from it and was never asked is asked.
#[test]
fn any_answer_can_be_changed_before_it_is_written() {
    let folder = folder();
    let mut session = init(folder.path(), &["--kb", "tiny", "--have", "meetup"]);
    session.answer("What do you want to become?", ENTER);
    session.tick("Which of these areas", &[]);
    take_the_rest(&mut session);
    session.answer("Is this right?", "hours\r");
    session.answer("How many hours a week can you give? (10)", "4\r");
    session.expect("the plan:");
    session.answer("Is this right?", "areas\r");
    session.tick("Which of these areas", &["programming"]);
    session.tick("Programming: which can you do", &["python"]);
    session.answer("which do you know the basics of?", ENTER);
    session.answer("Is this right?", "holidays\r");
    session.answer("Any holidays", ESCAPE);
    session.answer("Is this right?", "deadline\r");
    session.answer("By when", "2028\r");
    // What contradicts another answer asks for that again.
    session.answer("Is this right?", "start\r");
    session.answer("When do you start?", "2029\r");
    session.answer("By when do you want to be done? (2028-12-31)", ESCAPE);
    session.answer("By when do you want to be done? (2028-12-31)", ENTER);
    session.answer("the deadline 2028-12-31 is before the start on 2029-01-01", "2030\r");
    session.answer("Is this right?", CTRL_C);
    session.answer("Leave without writing?", ENTER);
    write_it(&mut session);
    let written = profile(folder.path());
    assert!(written.contains("hours: 4\n"), "{written}");
    assert!(written.contains("start: 2029-01-01\n"), "{written}");
    assert!(written.contains("deadline: 2030-12-31\n"), "{written}");
    assert!(written.contains("know: {python: working}\n"), "{written}");
}

/// The end of the screen, line for line, however narrow it is.
const NARROW: [(u16, &[&str]); 3] = [
    (
        40,
        &[
            "? Which of these degrees and bootcamps",
            "  have you finished? phd machine",
            "> [ ] Earn a PhD in machine learning…",
            "      Earn a PhD in machine learning:",
            "      degree, 9,500 h",
            "  1 of 8; Enter ticks; Esc shows all",
        ],
    ),
    (
        60,
        &[
            "? Which of these degrees and bootcamps have you finished?",
            "  phd machine",
            "> [ ] Earn a PhD in machine learning: degree, 9,500 h",
            "  1 of 8; Enter ticks; Esc shows all",
        ],
    ),
    (
        80,
        &[
            "? Which of these degrees and bootcamps have you finished? phd machine",
            "> [ ] Earn a PhD in machine learning: degree, 9,500 h",
            "  1 of 8; Enter ticks; Esc shows all",
        ],
    ),
];

#[test]
fn a_question_fits_narrow_terminals() {
    for (columns, lines) in NARROW {
        let folder = folder();
        let args = ["init", "--role", "data-scientist"];
        let mut session = Session::sized(folder.path(), &args, &[], (columns, 24));
        session.screen("space ticks");
        session.press("xyz");
        session.screen("\n! nothing matches `xyz`\n");
        session.press(&format!("{ENTER}\t {CTRL_U}phd  learning{CTRL_W}\u{7f}machine"));
        session.expect_frame(lines, "machine");
        // Another size draws the question again, and nothing is left of the old one.
        session.resize(34, 20);
        let narrow = session.screen("Esc shows\n  all");
        assert!(narrow.iter().all(|line| line.chars().count() <= 34), "{narrow:?}");
        assert_eq!(narrow.iter().filter(|line| line.contains("? Which")).count(), 1, "{narrow:?}");
        session.press(&format!("{CTRL_C}{CTRL_C}"));
        assert_eq!(session.end(), Some(1));
    }
}

/// In a list and in a text, no key but those named in the help ticks, answers or leaves.
#[test]
fn every_key_is_harmless_or_does_what_is_said() {
    let folder = folder();
    let mut session = init(folder.path(), &["--kb", "tiny", "--role", "engineer"]);
    session.expect("Which of these degrees and bootcamps");
    let ending = ['\u{3}', '\t', '\n', '\r', '\u{1b}'];
    let control: String = ('\u{1}'..' ').filter(|key| !ending.contains(key)).collect();
    let named = "\u{1b}[A\u{1b}[B\u{1b}[C\u{1b}[D\u{1b}[H\u{1b}[F\u{1b}[3~\u{1b}[5~\u{1b}[6~\
                 \u{1b}OP\u{1b}[1;5C\u{1b}[1;5D\u{1b}b\u{1b}f\u{1b}\u{7f}\u{1b}[200~pasted \
                 \u{1b}[201~";
    session.press(&format!("{control}{named}{control}zebra"));
    session.expect("nothing matches `zebra`");
    session.press(&format!("{ENTER}\t{CTRL_U}{named}{CTRL_U}"));
    session.answer("space ticks", ENTER);
    session.answer("Degrees: none", "");
    session.answer("courses, books and projects have you finished?", ENTER);
    session.answer("Which of these areas", ENTER);
    let pasted = "\u{1b}[200~6\nh\n\u{1b}[201~";
    session.answer("How many hours", &format!("{control}{named}{CTRL_U}{pasted}"));
    session.answer("= 6 h a week", ENTER);
    for question in ["When do you start?", "By when", "Any holidays", "May the plan cost money?"] {
        session.answer(question, ENTER);
    }
    write_it(&mut session);
    assert!(profile(folder.path()).contains("hours: 6\n"));
}
