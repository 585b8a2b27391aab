//! Two to four clones of a home in git, against a model that remembers everything.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;

use crate::reliability::machines::Machine;
use crate::reliability::place::Place;
use crate::reliability::report;

const ROUNDS: usize = 6;
const COMMANDS: [&[&str]; 8] = [
    &["log", "s000", "1h"],
    &["log", "s001", "1h", "s002", "30m"],
    &["done", "s003", "--hours", "2h"],
    &["skip", "s004"],
    &["start", "s004"],
    &["undo", "--yes"],
    &["log", "s000", "1h", "--note", "again"],
    &["done", "late", "--force"],
];

/// Chosen by chance, and the same in every run (Knuth's constants of MMIX).
struct Chance(u64);

impl Chance {
    fn below(&mut self, most: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % most
    }
}

fn git(folder: &Path, args: &[&str]) -> Output {
    let mut command = Command::new("git");
    command.current_dir(folder).args(["-c", "user.name=me", "-c", "user.email=me@example.org"]);
    command.args(["-c", "commit.gpgsign=false", "-c", "pull.rebase=false"]).args(args);
    command.output().expect("this trial needs git")
}

fn good(folder: &Path, args: &[&str]) {
    let output = git(folder, args);
    assert!(output.status.success(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
}

/// How a person settles what git could not.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Way {
    /// `journal.jsonl merge=union`, so there is nothing to settle.
    Union,
    /// Both sides are kept, theirs first; the marks go or stay.
    ByHand,
    Marked,
}

/// A merge of what the hub has, settled.
fn pull(machine: &Machine, way: Way) {
    good(&machine.home, &["commit", "--quiet", "--allow-empty", "-am", "mine"]);
    let is_clean = git(&machine.home, &["pull", "--quiet", "--no-edit"]).status.success();
    assert!(is_clean || way != Way::Union);
    if !is_clean {
        let text = fs::read_to_string(machine.journal()).unwrap();
        let is_mark =
            |line: &&str| ["<<<<<<<", "=======", ">>>>>>>"].iter().any(|m| line.starts_with(m));
        assert!(text.lines().any(|line| is_mark(&line)), "{text}");
        if way == Way::ByHand {
            let kept: Vec<&str> = text.lines().rev().filter(|line| !is_mark(line)).collect();
            fs::write(machine.journal(), kept.join("\n") + "\n").unwrap();
        }
        good(&machine.home, &["commit", "--quiet", "-am", "settled"]);
    }
    good(&machine.home, &["push", "--quiet"]);
}

/// Everything that was ever said to be recorded, by id, as it was then.
type Model = BTreeMap<String, Value>;

/// By the definition: an event counts unless an undo that counts names it.
fn counts(model: &Model, id: &str) -> bool {
    let undoes = |event: &&Value| event["undoes"]["id"] == id;
    !model.values().filter(undoes).any(|undo| counts(model, undo["id"].as_str().unwrap()))
}

/// What a machine knows is what is in the model.
fn knows_everything(machine: &Machine, model: &Model, context: &str) {
    let events = machine.events();
    assert_eq!(events.len(), model.len(), "{context}");
    for event in &events {
        let id = event["id"].as_str().unwrap();
        for field in ["at", "do", "step", "hours", "note", "part_of"] {
            assert_eq!(event[field], model[id][field], "{context}");
        }
        assert_eq!(event["counts"], counts(model, id), "{context}: {event}");
    }
}

fn live(seed: u64, way: Way) -> usize {
    let mut chance = Chance(seed);
    let place = Place::new(12);
    let number = 2 + chance.below(3);
    let names: Vec<String> = (0..number).map(|n| format!("machine-{n}")).collect();
    let machines: Vec<Machine> = names.iter().map(|name| Machine::new(&place, name)).collect();
    good(place.root(), &["init", "--quiet", "--bare", "--initial-branch", "main", "hub"]);
    good(place.root(), &["clone", "--quiet", "hub", &names[0]]);
    let mut model = Model::new();
    let mut record = |machine: &Machine, args: &[&str]| {
        let outcome = machine.run(&[args, &["--format", "json"]].concat());
        if outcome.is_yes() {
            let events = outcome.events();
            model.extend(events.into_iter().map(|e| (e["id"].as_str().unwrap().to_owned(), e)));
        }
        model.clone()
    };
    record(&machines[0], &["start", "s000"]);
    if way == Way::Union {
        fs::write(machines[0].home.join(".gitattributes"), "journal.jsonl merge=union\n").unwrap();
    }
    good(&machines[0].home, &["checkout", "--quiet", "-B", "main"]);
    good(&machines[0].home, &["add", "--all"]);
    good(&machines[0].home, &["commit", "--quiet", "-m", "first"]);
    good(&machines[0].home, &["push", "--quiet", "--set-upstream", "origin", "main"]);
    for name in &names[1..] {
        good(place.root(), &["clone", "--quiet", "hub", name]);
    }
    for round in 0..ROUNDS {
        for _ in 0..chance.below(4 * number) {
            record(&machines[chance.below(number)], COMMANDS[chance.below(COMMANDS.len())]);
        }
        // The last one to pull has everything; then so have all.
        for machine in machines.iter().chain(&machines) {
            pull(machine, way);
        }
        let model = record(&machines[0], &["undo", "nothing-has-this-id"]);
        for machine in &machines {
            knows_everything(machine, &model, &format!("seed {seed}, {way:?}, round {round}"));
        }
    }
    model.len()
}

#[test]
#[ignore = "long; .ci/run runs it"]
fn trial_clones_merged_by_git_lose_nothing() {
    for way in [Way::Union, Way::ByHand, Way::Marked] {
        let events: usize = (0..8).map(|seed| live(seed, way)).sum();
        report(&format!("two machines, {way:?}"), &[("lives", 8), ("events", events), ("lost", 0)]);
    }
}
