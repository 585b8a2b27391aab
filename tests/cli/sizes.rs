//! Files and words of any size: read, or refused with the limit named. The tests look at the answers
//! alone; the trials measure, and print what they measured. S4 and R13.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use proptest::prelude::{Just, Strategy, prop};
use proptest::prop_oneof;
use proptest::test_runner::{Config, TestRunner};

use crate::console::{folder, program};
use crate::hostile::in_one_line;

/// What a run came to.
struct Run {
    code: Option<i32>,
    said: String,
    took: Duration,
    /// The most memory that it held, in MiB; 0 where the system does not say.
    memory: usize,
}

fn run(folder: &Path, args: &[&str]) -> Run {
    let mut command = program(folder);
    command.args(args).args(["--today", "2027-01-04"]);
    // Into files: a pipe would be full before it is read.
    let [out, err] = ["out", "err"].map(|name| folder.join(name));
    command.stdout(fs::File::create(&out).unwrap()).stderr(fs::File::create(&err).unwrap());
    let (code, took, memory) = measured(&mut command);
    let said = fs::read_to_string(out).unwrap() + &fs::read_to_string(err).unwrap();
    Run { code, said, took, memory }
}

/// How a command ended, how long it took, and the most memory that it held in MiB.
pub(crate) fn measured(command: &mut Command) -> (Option<i32>, Duration, usize) {
    let begin = Instant::now();
    let mut child = command.stdin(Stdio::null()).spawn().unwrap();
    let status = format!("/proc/{}/status", child.id());
    let mut memory = 0;
    loop {
        if let Some(ended) = child.try_wait().unwrap() {
            return (ended.code(), begin.elapsed(), memory);
        }
        let status = fs::read_to_string(&status).unwrap_or_default();
        let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let kib = peak.and_then(|peak| peak.trim().strip_suffix(" kB")?.trim().parse().ok());
        memory = memory.max(kib.unwrap_or(0_usize) >> 10);
        std::thread::sleep(Duration::from_millis(1));
    }
}

/// One file of a size, or one long word, and words of the answer.
struct Case {
    name: &'static str,
    file: &'static str,
    text: String,
    args: Vec<String>,
    answer: &'static str,
}

impl Case {
    fn new(name: &'static str, file: &'static str, text: String, answer: &'static str) -> Self {
        let args = match file {
            "profile.yaml" => &["plan", "--kb", "tiny"][..],
            "market.yaml" => &["plan", "--kb", "tiny", "--market", "market.yaml"],
            _ => &["check", "--kb", "tiny"],
        };
        let args = args.iter().map(|arg| (*arg).to_owned()).collect();
        Self { name, file, text, args, answer }
    }

    fn run(&self) -> Run {
        let folder = folder();
        if !self.file.is_empty() {
            fs::write(folder.path().join(self.file), &self.text).unwrap();
        }
        let args: Vec<&str> = self.args.iter().map(String::as_str).collect();
        let run = run(folder.path(), &args);
        let start: String = run.said.chars().take(300).collect();
        assert!(matches!(run.code, Some(0..=2)), "{}: {:?}: {start}", self.name, run.code);
        assert!(in_one_line(&run.said).contains(self.answer), "{}: {start}", self.name);
        assert!(run.said.len() < 60_000, "{}: {} bytes said", self.name, run.said.len());
        run
    }
}

const STEPS: &str = "tiny/steps.yaml";
const PROFILE: &str = "profile.yaml";

fn lines(count: usize, line: impl Fn(usize) -> String) -> String {
    (0..count).map(line).collect()
}

fn step(number: usize, more: &str) -> String {
    format!(
        "- id: s{number}\n  title: Do the thing of number {number}\n  item: programming\n  kind: \
         course\n  hours: {{low: 1, likely: 1, high: 1}}\n  cost: {{class: free}}\n  done_when: It \
         is done.\n{more}"
    )
}

/// Profiles with lists of `n` entries.
fn long_lists(n: usize) -> Vec<Case> {
    let list = |key: &'static str, line: &dyn Fn(usize) -> String| {
        Case::new(key, PROFILE, format!("{key}:\n{}", lines(n, line)), "are too many")
    };
    let name = |k| format!("- k{k}\n");
    let day = |k| format!("- {{from: {0}-01-01, until: {0}-01-01, hours: 1}}\n", 2027 + k % 90);
    vec![
        list("know", &|k| format!("  k{k}: aware\n")),
        list("have", &name),
        list("must", &name),
        list("avoid", &name),
        list("exceptions", &day),
    ]
}

/// Profiles with mistakes that are many, long, or far apart.
fn wrong_profiles(n: usize) -> Vec<Case> {
    let long = "x".repeat(n * 3 / 2);
    let profile = |name, text, answer| Case::new(name, PROFILE, text, answer);
    let apart = |k| format!("  # {long}\n  k{k}: aware\n");
    let names = |k| format!("- \"must {k} {long}\"\n");
    let days = |_| format!("# {long}\n- {{from: 2027-01-02, until: 2027-01-01, hours: 1}}\n");
    let keys = lines(n, |k| format!("k{k}: 1\n"));
    vec![
        profile("unknown, far apart", format!("know:\n{}", lines(100, apart)), "100 problems"),
        profile("unknown, long", format!("must:\n{}", lines(100, names)), "problem"),
        profile("wrong days", format!("exceptions:\n{}", lines(200, days)), "100 problems"),
        profile("many keys", keys, "unknown field"),
        profile("one long key", format!("? {}\n: 1\n", "k".repeat(n * 100)), "unknown field"),
        profile("one key, many times", "must: []\n".repeat(n), "duplicate field"),
        profile("many documents", "must: []\n---\n".repeat(n / 2), "a second document begins here"),
    ]
}

/// What was made to cost more than it seems.
fn bombs(n: usize) -> Vec<Case> {
    let nested = |text: String| Case::new("nested", STEPS, text, "nested more than 64 deep");
    let needs = |names: usize| {
        let needs = lines(names, |name| format!("c{name}: aware, "));
        step(0, &format!("  requires: &needs {{{needs}}}\n"))
            + &lines(names / 2, |number| step(number + 1, "  requires: *needs\n"))
    };
    let laughs = lines(30, |level| {
        let aliases = lines(9, |_| format!("*a{level}, "));
        format!("- &a{} [{aliases}]\n", level + 1)
    });
    let quoted = format!("must: {}", "[\"\n- ]\", ".repeat(n));
    vec![
        nested("[".repeat(n)),
        nested("{a: ".repeat(n)),
        nested("- ".repeat(n * 2)),
        nested("? ".repeat(n * 2)),
        nested(format!("- {}", "[\"\n- ]\", ".repeat(n))),
        Case::new("nested, in a profile", PROFILE, quoted, "nested more than 64 deep"),
        Case::new("nested, in a market", "market.yaml", "[".repeat(n), "nested more than 64 deep"),
        Case::new("aliases of a list", STEPS, needs(n / 10), "aliases repeat more than"),
        Case::new(
            "aliases of a text",
            STEPS,
            format!("- &a \"{}\"\n{}", "x".repeat(n), "- *a\n".repeat(n)),
            "aliases repeat more than",
        ),
        Case::new(
            "aliases of aliases",
            STEPS,
            format!("- &a0 [x]\n{laughs}"),
            "aliases repeat more than",
        ),
        Case::new(
            "merge keys",
            STEPS,
            lines(n / 100, |k| step(k, "  <<: {weeks: 1}\n")),
            "unknown field `<<`",
        ),
    ]
}

/// Knowledge bases of `n` steps.
fn knowledge_bases(n: usize) -> Vec<Case> {
    vec![
        Case::new(
            "honest steps",
            STEPS,
            lines(n, |k| step(k, ""))
                + &fs::read_to_string("tests/worlds/tiny/steps.yaml").unwrap(),
            "no problems",
        ),
        Case::new(
            "an error in each",
            STEPS,
            lines(n, |k| step(k, "  surprise: 1\n")),
            "100 problems",
        ),
        Case::new(
            "a wrong name in each",
            STEPS,
            lines(n, |k| step(k, &format!("  after: [z{k}]\n"))),
            "100 problems",
        ),
        Case::new("one id for all", STEPS, lines(n, |_| step(1, "")), "100 problems"),
    ]
}

/// One long word wherever a word is typed.
fn words(n: usize) -> Vec<Case> {
    let word = "a".repeat(n);
    let commands: [&[&str]; 12] = [
        &["start"],
        &["why"],
        &["show"],
        &["undo"],
        &["search"],
        &["history"],
        &["gap"],
        &["plan", "--role"],
        &["plan", "--must"],
        &["plan", "--know"],
        &["plan", "--hours"],
        &["log", "meetup", "1h", "--note"],
    ];
    let case = |command: &[&str]| {
        let args = command.iter().map(|arg| (*arg).to_owned()).chain([word.clone()]).collect();
        Case { name: "a long word", file: "", text: String::new(), args, answer: "error: " }
    };
    commands.map(case).into()
}

#[test]
fn what_is_too_large_is_refused_by_its_name() {
    let lists = [long_lists(20_000), wrong_profiles(2_000), bombs(100_000)];
    for case in lists.iter().chain(&[knowledge_bases(500), words(100_000)]).flatten() {
        case.run();
    }
}

/// Nothing takes longer than grows with its size. The bounds leave room for a slow, busy machine.
#[test]
#[ignore = "a trial: minutes"]
fn trial_sizes() {
    let lists = [long_lists(100_000), wrong_profiles(100_000), bombs(300_000)];
    for case in lists.iter().chain(&[knowledge_bases(100_000), words(100_000)]).flatten() {
        let Run { code, took, memory, .. } = case.run();
        let (name, bytes, code) = (case.name, case.text.len(), code.unwrap_or_default());
        report(&format!("{name:<28} {bytes:>10} bytes {took:>8.2?} {memory:>5} MiB  exit {code}"));
        assert!(took < Duration::from_secs(30), "{name}: {took:?}");
        assert!(memory < 1_000, "{name}: {memory} MiB");
    }
}

#[expect(clippy::print_stdout, reason = "the numbers go into reports")]
fn report(line: &str) {
    println!("{line}");
}

const SIGNS: &[&str] = &[
    "[",
    "]",
    "{",
    "}",
    "\"",
    "'",
    "- ",
    "? ",
    ": ",
    ", ",
    "\n",
    "\n- ",
    "\n  ",
    "&a ",
    "*a",
    "&b ",
    "*b",
    "!t ",
    "|\n",
    ">-\n ",
    " # ",
    "%YAML 1.1\n",
    "\n---\n",
    "a",
    "id: s1",
    "must: ",
    "know: {",
    "requires: {",
    "\nhave:\n- ",
    "\t",
    "\\",
    "<<: *a",
    "\"x\": ",
    "\n- id: a\n  title: b",
];

const ENTRIES: &[&str] = &[
    "- a\n",
    "-\n",
    "- {}\n",
    "- [a, [b, {c: d}], []]\n",
    "- \"a\\n\"\n",
    "- |\n  text\n  more\n",
    "- id: s1\n  title: Do it\n",
    "- &a {b: c, d: [e, f]}\n",
    "- *a\n",
    "- [*a, *a, *a]\n",
    "- ? a\n  : b\n",
    "- - - a\n  - b\n",
    "- !!str a\n",
    "- 'it''s'\n",
    "# nothing\n",
    "- a: b\n\n",
];

/// Text of at most so many bytes that means much to YAML: signs in any order, or lists and mappings.
fn yaml_like(most: usize) -> impl Strategy<Value = String> {
    let all = prop_oneof![Just(SIGNS), Just(ENTRIES)];
    let part = all.prop_flat_map(|all| prop::collection::vec(prop::sample::select(all), 1..8));
    let size = prop::sample::select(vec![1, most / 1_000, most / 100, most / 10, most / 2, most]);
    let part = (part, size).prop_map(|(signs, size)| {
        let part = signs.concat();
        part.repeat((size / part.len()).max(1))
    });
    let begin = prop::sample::select(vec!["", "", "must:\n", "exceptions:\n", "- &a x\n"]);
    (begin, prop::collection::vec(part, 1..5)).prop_map(move |(begin, parts)| {
        let mut text = begin.to_owned() + &parts.concat();
        text.truncate(most);
        text
    })
}

/// Any text as a profile, a knowledge base or a market is read or refused.
fn any_text(cases: u32, most: usize, judge: impl Fn(&Run, &str)) {
    let folder = folder();
    let mut runner = TestRunner::new(Config {
        cases,
        max_shrink_iters: 30,
        failure_persistence: None,
        ..Config::default()
    });
    let outcome = runner.run(&yaml_like(most), |text| {
        for (file, args) in [
            (PROFILE, &["plan", "--kb", "moved"][..]),
            (STEPS, &["check", "--kb", "tiny"]),
            ("market.yaml", &["plan", "--kb", "moved", "--market", "market.yaml"]),
        ] {
            let path = folder.path().join(file);
            fs::write(&path, &text).unwrap();
            let run = run(folder.path(), args);
            assert!(matches!(run.code, Some(0 | 1)), "{:?}: {}", run.code, run.said);
            assert!(!run.said.contains("panicked"), "{}", run.said);
            judge(&run, file);
            fs::remove_file(path).unwrap();
        }
        Ok(())
    });
    outcome.unwrap();
}

#[test]
fn any_yaml_gets_an_answer() {
    any_text(40, 3_000, |_, _| {});
}

/// The goal is a second and 200 MiB; the bound leaves room for a slow, busy machine.
#[test]
#[ignore = "a trial: minutes"]
fn trial_any_yaml() {
    let worst = std::cell::Cell::new((Duration::ZERO, 0));
    any_text(200, 1_000_000, |run, file| {
        let (took, memory) = worst.get();
        worst.set((took.max(run.took), memory.max(run.memory)));
        assert!(run.took < Duration::from_secs(10), "{file}: {:?}", run.took);
        assert!(run.memory < 250, "{file}: {} MiB", run.memory);
    });
    let (took, memory) = worst.get();
    report(&format!("any text of a megabyte as YAML: at most {took:.2?}, {memory} MiB"));
}
