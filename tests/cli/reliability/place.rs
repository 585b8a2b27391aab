//! A home folder, a world of its own, and the program that writes there.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::Value;
use tempfile::TempDir;

use crate::console::program;

pub(super) const TODAY: &str = "2027-01-04";
/// The person has ticked two steps there.
pub(super) const CHECKLIST: &str = "list.md";

pub(super) struct Place {
    root: TempDir,
    /// The home folder; made by the first change.
    pub home: PathBuf,
}

/// How a run ended.
#[derive(Debug)]
pub(super) struct Outcome {
    /// None: killed by a signal.
    pub code: Option<i32>,
    pub out: String,
    pub said: String,
}

/// What `history` tells of a journal.
#[derive(Debug, PartialEq)]
pub(super) struct History {
    pub events: Vec<Value>,
    /// Numbers of lines that are set aside.
    pub damaged: Vec<usize>,
    pub said: String,
}

impl Place {
    /// With a world of so many steps that have nothing to do with each other, `s000` and on; `main`
    /// teaches what the role needs, and `late` requires it.
    pub fn new(steps: usize) -> Self {
        Self::within(tempfile::tempdir().unwrap(), steps)
    }

    /// The same in a folder that is there already.
    pub fn within(root: TempDir, steps: usize) -> Self {
        // Under the name that the system shows.
        let home = root.path().canonicalize().unwrap().join("own").join("home");
        write_world(&root.path().join("world"), steps);
        let ticks = "- [x] One <!-- mlpath:s006 -->\n- [x] Two <!-- mlpath:s008 -->\n";
        fs::write(root.path().join(CHECKLIST), ticks).unwrap();
        Self { root, home }
    }

    /// Where everything is.
    pub fn root(&self) -> &Path {
        self.home.ancestors().nth(2).unwrap()
    }

    pub fn journal(&self) -> PathBuf {
        self.home.join("journal.jsonl")
    }

    /// The journal's bytes; none if there is no journal.
    pub fn bytes(&self) -> Vec<u8> {
        fs::read(self.journal()).unwrap_or_default()
    }

    /// Makes these bytes the journal.
    pub fn put(&self, bytes: &[u8]) {
        fs::create_dir_all(&self.home).unwrap();
        fs::write(self.journal(), bytes).unwrap();
    }

    /// The program with its folders, ready to be started.
    pub fn command<S: AsRef<OsStr>>(&self, args: &[S]) -> Command {
        let mut command = self.bare();
        command.args(["--today", TODAY]).args(args);
        command
    }

    /// The same by the clock of this machine.
    pub fn bare(&self) -> Command {
        let mut command = program(self.root.path());
        command.env("MLPATH_HOME", &self.home).args(["--kb", "world"]);
        command.stdout(Stdio::piped()).stderr(Stdio::piped());
        command
    }

    pub fn run<S: AsRef<OsStr>>(&self, args: &[S]) -> Outcome {
        Outcome::of(self.command(args).output().unwrap())
    }

    /// Runs what has to succeed.
    pub fn yes<S: AsRef<OsStr>>(&self, args: &[S]) -> Outcome {
        self.run(args).yes()
    }

    /// Reads the journal, which always works.
    pub fn history(&self) -> History {
        History::of(&self.yes(&["history", "--format", "json"]))
    }

    /// The events, of a journal without damage.
    pub fn events(&self) -> Vec<Value> {
        let history = self.history();
        assert_eq!((history.damaged, history.said.as_str()), (Vec::new(), ""));
        history.events
    }

    /// What the next change has to find and leave: whatever was there, and itself behind it.
    pub fn goes_on(&self) {
        let (bytes, mut events) = (self.bytes(), self.history().events);
        events.extend(self.yes(&["log", "main", "15m", "--format", "json"]).events());
        assert!(self.bytes().starts_with(&bytes));
        assert_eq!(self.history().events, events);
        self.is_tidy();
    }

    /// R20: nothing but the journal is in the home folder.
    pub fn is_tidy(&self) {
        let names = fs::read_dir(&self.home).unwrap().map(|entry| entry.unwrap().file_name());
        assert_eq!(names.collect::<Vec<_>>(), ["journal.jsonl"]);
    }
}

impl Outcome {
    /// No end of a run may be a panic, and none a no without a word.
    pub fn of(output: Output) -> Self {
        let text = |bytes| String::from_utf8(bytes).unwrap();
        let code = output.status.code();
        let outcome = Self { code, out: text(output.stdout), said: text(output.stderr) };
        assert_ne!(outcome.code, Some(101), "{outcome:?}");
        assert!(!outcome.said.contains("panicked"), "{outcome:?}");
        let errors = outcome.said.lines().filter(|line| line.starts_with("error:")).count();
        let expected = usize::from(outcome.code.is_some_and(|code| code != 0));
        assert_eq!(errors, expected, "{outcome:?}");
        outcome
    }

    pub fn is_yes(&self) -> bool {
        self.code == Some(0)
    }

    pub fn yes(self) -> Self {
        assert!(self.is_yes(), "{self:?}");
        self
    }

    /// That it refused, saying this.
    pub fn no(self, because: &str) -> Self {
        assert_eq!(self.code, Some(1), "{self:?}");
        assert!(self.said.contains(because), "{self:?}");
        self
    }

    /// The events of an answer in JSON.
    pub fn events(&self) -> Vec<Value> {
        let answer: Value = serde_json::from_str(&self.out).unwrap();
        answer["events"].as_array().unwrap().clone()
    }
}

impl History {
    pub fn of(outcome: &Outcome) -> Self {
        let answer: Value = serde_json::from_str(&outcome.out).unwrap();
        let damaged = answer["damaged"].as_array().unwrap();
        Self {
            events: outcome.events(),
            damaged: damaged.iter().map(|line| line["line"].as_u64().unwrap() as usize).collect(),
            said: outcome.said.clone(),
        }
    }
}

/// What an event is about, without where and when it was recorded.
pub(super) fn deed(event: &Value) -> (String, String) {
    let text = |field: &str| event[field].as_str().unwrap_or_default().to_owned();
    (text("do"), text("step"))
}

/// The text of a field of every event.
pub(super) fn fields<'a>(events: &'a [Value], field: &str) -> Vec<&'a str> {
    events.iter().map(|event| event[field].as_str().unwrap_or_default()).collect()
}

/// A line as the program writes it, from what stands between the braces.
pub(super) fn line(fields: &str) -> String {
    let inner = format!("{{{fields}");
    format!("{inner},\"crc\":\"{:08x}\"}}\n", crc32fast::hash(inner.as_bytes()))
}

/// A long journal: so many pieces of work on the first steps, one line each.
pub(super) fn long_journal(lines: usize) -> String {
    let work = |n: usize| {
        let step = n % 6;
        line(&format!(
            "\"v\":1,\"id\":\"{n:08x}\",\"at\":\"2027-01-02T12:00:00Z\",\"do\":\"log\",\
             \"step\":\"s{step:03}\",\"hours\":0.25"
        ))
    };
    (0..lines).map(work).collect()
}

fn write_world(folder: &Path, steps: usize) {
    fs::create_dir_all(folder).unwrap();
    let write = |name: &str, text: &str| fs::write(folder.join(name), text).unwrap();
    write("competencies.yaml", "- {id: skill, name: Skill, item: all}\n");
    write("guide.yaml", "- {id: all, section: education, name: All, coverage: required}\n");
    write("roles.yaml", "- {id: engineer, name: Engineer, needs: {skill: working}}\n");
    let mut text = step("main", "teaches: {skill: working}, ");
    text += &step("late", "requires: {skill: working}, ");
    for n in 0..steps {
        text += &step(&format!("s{n:03}"), "");
    }
    write("steps.yaml", &text);
}

fn step(id: &str, more: &str) -> String {
    format!(
        "- {{id: {id}, title: Step {id}, item: all, kind: course, {more}\
         hours: {{low: 1, likely: 2, high: 4}}, cost: {{class: free}}, done_when: It is done.}}\n"
    )
}
