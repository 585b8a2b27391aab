//! The questions of `init`, on a pseudo-terminal: what a person sees, types and gets.

use std::fs::File;
use std::io::{Read as _, Write as _};
use std::os::fd::OwnedFd;
use std::path::Path;
use std::process::{Child, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::Duration;

use rustix::fs::{Mode, OFlags};
use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};
use rustix::termios::{Winsize, tcsetwinsize};

use crate::console::{folder, program};

/// Only a failure waits so long.
const PATIENCE: Duration = Duration::from_secs(60);
const ENTER: &str = "\r";
const CTRL_C: &str = "\u{3}";
const ESCAPE: &str = "\u{1b}";

/// The program on a terminal of its own.
struct Session {
    child: Child,
    keyboard: File,
    screen: Receiver<Vec<u8>>,
    raw: Vec<u8>,
    /// What was shown, without what steers the terminal and without blanks: lines are broken
    /// wherever they are too long.
    shown: String,
    expected_up_to: usize,
    answers: usize,
}

impl Session {
    fn start(folder: &Path, args: &[&str]) -> Self {
        let master = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY).unwrap();
        grantpt(&master).unwrap();
        unlockpt(&master).unwrap();
        let name = ptsname(&master, Vec::new()).unwrap();
        // Not for the programs of other tests, which would keep it open.
        let flags = OFlags::RDWR | OFlags::NOCTTY | OFlags::CLOEXEC;
        let slave: OwnedFd = rustix::fs::open(name.as_c_str(), flags, Mode::empty()).unwrap();
        let size = Winsize { ws_row: 40, ws_col: 120, ws_xpixel: 0, ws_ypixel: 0 };
        tcsetwinsize(&slave, size).unwrap();
        let child = program(folder)
            .env("TERM", "xterm")
            .args(["init", "--home", "own/home", "--today", "2027-01-04"])
            .args(args)
            .stdin(Stdio::from(slave.try_clone().unwrap()))
            .stdout(Stdio::from(slave.try_clone().unwrap()))
            .stderr(Stdio::from(slave))
            .spawn()
            .unwrap();
        let keyboard = File::from(master);
        let mut output = keyboard.try_clone().unwrap();
        let (send, screen) = channel();
        std::thread::spawn(move || {
            let mut buffer = [0; 4096];
            // Linux ends with an error, others with nothing.
            while let Ok(n @ 1..) = output.read(&mut buffer) {
                if send.send(buffer[..n].to_vec()).is_err() {
                    break;
                }
            }
        });
        let (raw, shown) = (Vec::new(), String::new());
        Self { child, keyboard, screen, raw, shown, expected_up_to: 0, answers: 0 }
    }

    /// Whether there was more to see before the program ended.
    fn sees_more(&mut self) -> bool {
        match self.screen.recv_timeout(PATIENCE) {
            Ok(bytes) => {
                self.raw.extend(bytes);
                self.shown = text_of(&self.raw);
                true
            }
            Err(RecvTimeoutError::Disconnected) => false,
            Err(RecvTimeoutError::Timeout) => panic!("nothing more after:\n{}", self.shown),
        }
    }

    /// Waits until a text is shown that was not there at the last one.
    fn expect(&mut self, text: &str) {
        let wanted: String = text.split_whitespace().collect();
        loop {
            if let Some(at) = self.shown[self.expected_up_to..].find(&wanted) {
                self.expected_up_to += at + wanted.len();
                return;
            }
            assert!(self.sees_more(), "no `{text}` in:\n{}", self.shown);
        }
    }

    fn answer(&mut self, question: &str, keys: &str) {
        self.expect(question);
        self.keyboard.write_all(keys.as_bytes()).unwrap();
        self.answers += 1;
    }

    /// Ticks what each filter finds first.
    fn tick(&mut self, question: &str, filters: &[&str]) {
        let keys: String = filters.iter().map(|filter| format!("{filter} ")).collect();
        self.answer(question, &(keys + ENTER));
    }

    fn end(&mut self) -> Option<i32> {
        while self.sees_more() {}
        self.child.wait().unwrap().code()
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn text_of(raw: &[u8]) -> String {
    let text = String::from_utf8_lossy(raw);
    let mut parts = text.split(ESCAPE);
    let mut shown = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let end = part.find(|c: char| c.is_ascii_alphabetic()).map_or(part.len(), |at| at + 1);
        shown += &part[end..];
    }
    shown.retain(|c| !c.is_whitespace());
    shown
}

fn profile(folder: &Path) -> String {
    std::fs::read_to_string(folder.join("own/home/profile.yaml")).unwrap()
}

/// The last questions, all answered by Enter.
fn take_the_rest(session: &mut Session) {
    session.answer("How many hours a week can you give? (10)", ENTER);
    session.answer("When do you start? (2027-01-04)", ENTER);
    session.answer("By which day should you be done?", ENTER);
    session.answer("Any holidays", ENTER);
    session.answer("May the plan cost money?", ENTER);
}

#[test]
fn answers_make_the_profile() {
    let folder = folder();
    let mut session = Session::start(folder.path(), &[]);
    session.answer("What do you want to become?", &format!("data sci{ENTER}"));
    session.tick("Which of these degrees and bootcamps have you finished?", &[]);
    session.tick("courses, books and projects have you finished?", &["cs50p"]);
    session.tick("In which of these areas", &["mathematics"]);
    session.tick("which can you do unaided, at work level?", &["linear"]);
    session.tick("of which do you know the basics?", &["calculus"]);
    session.tick("daily for years?", &[]);
    session.tick("Who knows this usually also knows the following.", &["school"]);
    session.answer("How many hours a week", "lots\r");
    session.expect("`lots` is no number of hours");
    session.answer("How many hours a week", "\u{7f}\u{7f}\u{7f}\u{7f}mon=1,sat=4\r");
    session.answer("When do you start?", "2027-02-01\r");
    session.answer("By which day should you be done?", "2027-01-31\r");
    session.expect("the deadline 2027-01-31 is before the start on 2027-02-01");
    session.answer("By which day should you be done?", "\u{7f}\u{7f}\u{7f}\u{7f}\u{7f}12-31\r");
    session.answer("Any holidays", "2027-07-05..2027-07-25\r");
    session.answer("More of them?", "2027-07-20..2027-08-01\r");
    session.expect("the holiday overlaps with 2027-07-05 to 2027-07-25");
    let erased = "\u{7f}".repeat("2027-07-20..2027-08-01".len());
    session.answer("More of them?", &format!("{erased}2027-12-20..2027-12-31=2\r"));
    session.answer("More of them?", ENTER);
    session.answer("May the plan cost money?", "free\r");
    session.answer("In which field do you want to work?", "finance\r");
    session.answer("for sure?", "y\r");
    session.expect("wrote own/home/profile.yaml");
    assert_eq!(session.end(), Some(0));
    let expected = "\
# Your mlpath profile. Edit it, then run `mlpath plan`.
version: 1
# What to become: see `mlpath list roles`.
role: data-scientist
start: 2027-02-01
# The day by which the plan should end:
deadline: 2027-12-31
# Hours a week, or by weekday: {mon: 1, sat: 4}
hours: {mon: 1, sat: 4}
# Days with other hours a week, such as holidays:
exceptions:
  - {from: 2027-07-05, until: 2027-07-25, hours: 0}
  - {from: 2027-12-20, until: 2027-12-31, hours: 2}
# Most steps in progress in one week:
parallel: 3
# What you can do already, as aware, working or proficient: see `mlpath list competencies`.
know: {school-maths: working, linear-algebra: working, calculus: aware}
# Steps that you have finished: see `mlpath list steps`.
have: [python-cs50p]
# Steps that the plan must contain:
must: [domain-finance-practice]
# Milestones of the role to do without: see `mlpath show data-scientist`.
drop: []
# Steps, kinds or cost classes that it must not contain, such as paid or degree:
avoid: [paid]
domain: finance
";
    assert_eq!(profile(folder.path()), expected);
}

/// What a flag said, and what this knowledge base does not have, is not asked.
#[test]
fn flags_are_not_asked_again() {
    let folder = folder();
    let flags = ["--role", "engineer", "--have", "meetup", "--know", "python=aware"];
    let mut session = Session::start(folder.path(), &["--kb", "tiny"]);
    session.answer("What do you want to become?", CTRL_C);
    assert_eq!(session.end(), Some(1));

    let mut session = Session::start(folder.path(), &[&["--kb", "tiny"], &flags[..]].concat());
    take_the_rest(&mut session);
    assert_eq!((session.end(), session.answers), (Some(0), 5));
    let written = profile(folder.path());
    for line in ["role: engineer", "know: {python: aware}", "have: [meetup]", "avoid: []"] {
        assert!(written.contains(line), "{line} in {written}");
    }

    let others = ["--hours", "5", "--start", "2027-03-01", "--deadline", "2029-01-01"];
    let wishes = ["--holiday", "2027-07-05..2027-07-25", "--avoid", "degree", "--force"];
    let all = [&["--kb", "tiny"], &flags[..], &others, &wishes].concat();
    let mut session = Session::start(folder.path(), &all);
    assert_eq!(session.end(), Some(0), "{}", session.shown);
}

#[test]
fn yes_asks_nothing() {
    let folder = folder();
    let mut session = Session::start(folder.path(), &["--yes"]);
    assert_eq!(session.end(), Some(0), "{}", session.shown);
    assert!(profile(folder.path()).contains("know: {}"));
}

#[test]
fn an_existing_profile_is_refused_before_anything_is_asked() {
    let folder = folder();
    let mut session = Session::start(folder.path(), &["--yes"]);
    assert_eq!(session.end(), Some(0));
    let mut session = Session::start(folder.path(), &[]);
    session.expect("error: own/home/profile.yaml is there already");
    assert_eq!(session.end(), Some(1));
}

#[test]
fn whoever_stops_leaves_nothing_behind() {
    for key in [CTRL_C, ESCAPE] {
        let folder = folder();
        let mut session = Session::start(folder.path(), &[]);
        session.answer("What do you want to become?", ENTER);
        session.tick("Which of these degrees and bootcamps have you finished?", &["bachelor"]);
        session.tick("courses, books and projects have you finished?", &[]);
        session.answer("In which of these areas", key);
        session.expect("error: stopped; nothing was written");
        session.expect("hint: start again with `mlpath init`");
        assert_eq!(session.end(), Some(1));
        assert!(!folder.path().join("own").exists());
        let raw = String::from_utf8_lossy(&session.raw);
        assert!(raw.rfind("\u{1b}[?25h") > raw.rfind("\u{1b}[?25l"), "the cursor is hidden");
    }
}

/// Ten years of Python are said in few answers, most of them Enter.
#[test]
fn a_programmer_is_done_quickly() {
    let folder = folder();
    let mut session = Session::start(folder.path(), &[]);
    session.answer("What do you want to become?", ENTER);
    session.tick("Which of these degrees and bootcamps have you finished?", &[]);
    session.tick("courses, books and projects have you finished?", &[]);
    session.tick("In which of these areas", &["programming"]);
    session.tick("which can you do unaided, at work level?", &["python", "git", "shell"]);
    session.tick("of which do you know the basics?", &["algorithms"]);
    session.tick("daily for years?", &["python"]);
    take_the_rest(&mut session);
    session.answer("In which field do you want to work?", ENTER);
    assert_eq!(session.end(), Some(0));
    assert_eq!(session.answers, 13);
    let know = "know: {algorithms-data-structures: aware, python: proficient, \
                shell-linux: working, git: working}";
    assert!(profile(folder.path()).contains(know), "{}", profile(folder.path()));
}

/// The guide asks for a step even of those who know what it teaches: nobody else can say whether
/// they have done the like.
#[test]
fn what_counts_as_done_only_the_person_can_say() {
    let folder = folder();
    let maths = "school-maths=working,calculus=working,linear-algebra=working,probability=working";
    for (tick, have) in [(&[][..], "have: []"), (&["intuition"], "have: [maths-intuition-videos]")]
    {
        let flags = ["--role", "ml-engineer", "--know", maths, "--domain", "finance", "--force"];
        let mut session = Session::start(folder.path(), &flags);
        session.tick("Which of these degrees and bootcamps have you finished?", &[]);
        session.tick("courses, books and projects have you finished?", &[]);
        session.tick("Which have you done, or the like of it?", tick);
        take_the_rest(&mut session);
        assert_eq!(session.end(), Some(0));
        assert!(profile(folder.path()).contains(have), "{}", profile(folder.path()));
    }
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
        let mut session = Session::start(folder.path(), &args);
        session.expect("Who knows this usually also knows the following");
        session.tick("[ ] Python (working): goes with Deep learning", tick);
        take_the_rest(&mut session);
        assert_eq!(session.end(), Some(0));
        assert!(profile(folder.path()).contains(know), "{}", profile(folder.path()));
    }
}

#[test]
fn colour_is_left_out_where_it_is_not_wanted() {
    let coloured = |args: &[&str]| {
        let folder = folder();
        let mut session = Session::start(folder.path(), args);
        session.answer("What do you want to become?", CTRL_C);
        session.end();
        String::from_utf8_lossy(&session.raw).contains("\u{1b}[38;5;")
    };
    assert!(coloured(&[]));
    assert!(!coloured(&["--color", "never"]));
}
