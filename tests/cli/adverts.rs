//! Adverts, all of them invented, with the traps that real ones have in them: what is read in them
//! against what a careful reader finds.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::io::Write as _;
use std::process::{Output, Stdio};

use serde_json::Value;

use crate::console::{folder, program};

#[derive(serde::Deserialize)]
struct Answer {
    required: BTreeSet<String>,
    nice: BTreeSet<String>,
    duties: BTreeSet<String>,
    ambiguous: BTreeSet<String>,
    years: Option<u64>,
    degrees: BTreeSet<String>,
}

fn answers() -> BTreeMap<String, Answer> {
    serde_yaml::from_str(&fs::read_to_string("tests/adverts/answers.yaml").unwrap()).unwrap()
}

fn gap(args: &[&str]) -> Output {
    let folder = folder();
    let root = std::env::current_dir().unwrap();
    let args = args
        .iter()
        .map(|arg| arg.replace("adverts/", &format!("{}/tests/adverts/", root.display())));
    program(folder.path()).arg("gap").args(args).output().unwrap()
}

fn read(name: &str) -> Value {
    let output = gap(&[&format!("adverts/{name}.txt"), "--format", "json"]);
    serde_json::from_slice(&output.stdout).unwrap()
}

fn asks(view: &Value) -> BTreeMap<String, String> {
    let text = |ask: &Value, key: &str| ask[key].as_str().unwrap().to_owned();
    let asks = view["asks"].as_array().unwrap().iter();
    asks.map(|ask| (text(ask, "competency"), text(ask, "strength"))).collect()
}

/// Shares of two counts.
#[derive(Default)]
struct Share {
    right: usize,
    all: usize,
}

impl Share {
    fn count(&mut self, right: bool) {
        self.right += usize::from(right);
        self.all += 1;
    }

    fn is_at_least(&self, share: f64) -> bool {
        self.right as f64 >= share * self.all as f64
    }
}

/// The bar that the program is held to on real adverts as well.
#[test]
fn adverts_are_read_as_a_careful_reader_reads_them() {
    let (mut recall, mut precision, mut strength) = <(Share, Share, Share)>::default();
    let mut wrong = String::new();
    // Only ids that a reader was asked about: not people's skills, not fields of work.
    let known: BTreeSet<String> = answers()
        .values()
        .flat_map(|a| [&a.required, &a.nice, &a.duties, &a.ambiguous])
        .flatten()
        .cloned()
        .collect();
    for (name, answer) in answers() {
        let found = asks(&read(&name));
        for (wanted, ids) in [("required", &answer.required), ("nice", &answer.nice)] {
            for id in ids {
                recall.count(found.contains_key(id));
                if let Some(read) = found.get(id) {
                    strength.count(read == wanted);
                } else {
                    wrong += &format!("{name}: {id} was not found\n");
                }
            }
        }
        for (id, _) in found.iter().filter(|(id, read)| *read != "duty" && known.contains(*id)) {
            if answer.ambiguous.contains(id) {
                continue;
            }
            let sets = [&answer.required, &answer.nice, &answer.duties];
            let right = sets.iter().any(|ids| ids.contains(id));
            precision.count(right);
            if !right {
                wrong += &format!("{name}: {id} is not asked for\n");
            }
        }
    }
    assert!(recall.is_at_least(0.95), "recall {} of {}\n{wrong}", recall.right, recall.all);
    assert!(precision.is_at_least(0.95), "{} of {} right\n{wrong}", precision.right, precision.all);
    assert!(strength.is_at_least(0.95), "strength {} of {}", strength.right, strength.all);
}

#[test]
fn years_and_degrees_are_read() {
    let (mut years, mut degrees) = <(Share, Share)>::default();
    for (name, answer) in answers() {
        let view = read(&name);
        years.count(view["years"]["least"].as_u64() == answer.years.filter(|&years| years > 0));
        let read = view["degrees"].as_array().unwrap().iter();
        let read: BTreeSet<&str> = read.map(|ask| ask["degree"].as_str().unwrap()).collect();
        answer.degrees.iter().for_each(|degree| degrees.count(read.contains(degree.as_str())));
        let invented = read.iter().filter(|degree| !answer.degrees.contains(**degree));
        invented.for_each(|_| degrees.count(false));
    }
    assert!(years.is_at_least(0.9), "{} of {}", years.right, years.all);
    assert!(degrees.is_at_least(0.75), "{} of {}", degrees.right, degrees.all);
}

#[derive(serde::Deserialize)]
struct Saying {
    say: String,
    #[serde(default)]
    asks: BTreeMap<String, String>,
    #[serde(default)]
    one_of: BTreeSet<BTreeSet<String>>,
    /// Where they matter.
    #[serde(default)]
    levels: BTreeMap<String, String>,
    years: Option<u64>,
    /// What each number of years is of, where it is said.
    #[serde(default)]
    with: Vec<String>,
    #[serde(default)]
    degrees: BTreeSet<String>,
    /// The degree that is enough, where that matters.
    degree: Option<Enough>,
    /// How much each is wanted.
    #[serde(default)]
    knockouts: BTreeMap<String, String>,
}

#[derive(serde::Deserialize)]
struct Enough {
    least: String,
    or_years: Option<u64>,
    #[serde(default)]
    or_experience: bool,
}

impl Saying {
    /// Whether what else the saying tells of years, degrees and what decides is read.
    fn facts_are_read(&self, view: &Value) -> bool {
        let years = view["all_years"].as_array().unwrap().iter();
        let with: Vec<&str> = years.filter_map(|years| years["with"].as_str()).collect();
        let degree = self.degree.as_ref().is_none_or(|enough| {
            let degree = &view["degree"];
            degree["least"] == *enough.least
                && degree["or_years"].as_u64() == enough.or_years
                && degree["or_experience"] == enough.or_experience
        });
        let knockouts = view["knockouts"].as_array().unwrap().iter();
        let text = |knockout: &Value, key: &str| knockout[key].as_str().unwrap().to_owned();
        let knockouts: BTreeMap<String, String> =
            knockouts.map(|it| (text(it, "what"), text(it, "strength"))).collect();
        (self.with.is_empty() || with == self.with) && degree && self.knockouts == knockouts
    }
}

#[test]
fn every_saying_is_understood() {
    let text = fs::read_to_string("tests/adverts/sayings.yaml").unwrap();
    let sayings: Vec<Saying> = serde_yaml::from_str(&text).unwrap();
    let folder = folder();
    let names: Vec<String> = (0..sayings.len()).map(|number| format!("{number}.txt")).collect();
    for (saying, name) in sayings.iter().zip(&names) {
        let whole = match saying.say.contains('\n') {
            true => saying.say.clone(),
            false => format!("Engineer\n\nRequirements\n\n{}\n", saying.say),
        };
        fs::write(folder.path().join(name), whole).unwrap();
    }
    let output =
        program(folder.path()).args(["gap", "--format", "json"]).args(&names).output().unwrap();
    let read = String::from_utf8(output.stdout).unwrap();
    assert_eq!(read.lines().count(), sayings.len());
    let mut wrong = String::new();
    for (saying, line) in sayings.iter().zip(read.lines()) {
        let view: Value = serde_json::from_str(line).unwrap();
        let degrees = view["degrees"].as_array().unwrap().iter();
        let degrees = degrees.map(|ask| ask["degree"].as_str().unwrap().to_owned()).collect();
        let lists = view["one_of"].as_array().unwrap().iter();
        let one_of: BTreeSet<BTreeSet<String>> = lists
            .map(|list| serde_json::from_value(list["competencies"].clone()).unwrap())
            .collect();
        let years = view["years"]["least"].as_u64();
        let read = (asks(&view), one_of, years, degrees);
        let right = (&saying.asks, &saying.one_of, saying.years, &saying.degrees);
        let asks = view["asks"].as_array().unwrap();
        let levels = saying.levels.iter().all(|(id, level)| {
            asks.iter().any(|ask| ask["competency"] == **id && ask["level"] == **level)
        });
        let facts = saying.facts_are_read(&view);
        if (&read.0, &read.1, read.2, &read.3) != right || !levels || !facts {
            wrong += &format!("{}\n  read:  {read:?}\n  right: {right:?}\n", saying.say.trim());
            wrong += &format!("  {} {} {}\n", view["all_years"], view["degree"], view["knockouts"]);
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

/// The proof stands where it is said to stand.
#[test]
fn every_ask_is_proved_by_the_text() {
    for name in answers().keys() {
        let text = fs::read_to_string(format!("tests/adverts/{name}.txt")).unwrap();
        let view = read(name);
        let mut seen = BTreeSet::new();
        for ask in view["asks"].as_array().unwrap() {
            assert!(seen.insert(ask["competency"].as_str().unwrap().to_owned()));
            let words = ask["words"].as_array().unwrap();
            let at = ask["at"].as_array().unwrap();
            assert!(!words.is_empty() && words.len() == at.len());
            for (words, at) in words.iter().zip(at) {
                let words = words.as_str().unwrap();
                let here = &text[usize::try_from(at.as_u64().unwrap()).unwrap()..];
                let folded = here.split_whitespace().collect::<Vec<_>>().join(" ");
                assert!(folded.starts_with(words), "{name}: {words}");
            }
        }
    }
}

/// What `gap` says of the way is what `plan` plans, and every open ask is closed on the way to it.
#[test]
fn the_way_is_the_plan_for_the_advert() {
    let folder = folder();
    let root = std::env::current_dir().unwrap();
    for name in ["01", "05", "10", "16"] {
        let file = root.join(format!("tests/adverts/{name}.txt"));
        let view = read(name);
        let ways = view["ways"].as_array().unwrap();
        let mut planned = BTreeMap::new();
        for (cover, to) in [("required", "required"), ("nice", "nice"), ("all", "duty")] {
            let plan = program(folder.path())
                .args(["plan", "--format", "json", "--cover", cover, "--for"])
                .arg(&file)
                .output()
                .unwrap();
            let plan: Value = serde_json::from_slice(&plan.stdout).unwrap();
            let steps = plan["steps"].as_array().unwrap().iter().map(|step| step["id"].clone());
            let steps: Vec<Value> = steps.collect();
            let same = ways.iter().find(|way| way["steps"] == Value::from(steps.clone()));
            let way = same.unwrap_or_else(|| panic!("{name}: no way of gap to {cover}"));
            assert_eq!(plan["totals"]["hours"]["likely"], way["hours"]);
            assert_eq!(plan["finish"]["planned"], way["finish"]);
            planned.insert(to, steps);
        }
        let lists = view["one_of"].as_array().unwrap();
        for ask in view["asks"].as_array().unwrap() {
            let member = |list: &&Value| {
                list["competencies"].as_array().unwrap().contains(&ask["competency"])
            };
            let mut wanted: Vec<&str> = lists
                .iter()
                .filter(member)
                .map(|list| list["strength"].as_str().unwrap())
                .collect();
            wanted.push(ask["strength"].as_str().unwrap());
            let to =
                ["required", "nice", "duty"].into_iter().find(|to| wanted.contains(to)).unwrap();
            let closed_by = ask["closed_by"].as_array().unwrap();
            assert!(closed_by.iter().all(|step| planned[to].contains(step)), "{name}: {ask}");
            // Soft skills do not count, so that no plan has to bring them.
            let open = ask["standing"] == "open" && ask["soft"] == false && wanted.len() == 1;
            assert!(!open || !closed_by.is_empty(), "{name}: {ask}");
        }
    }
}

#[test]
fn many_adverts_are_one_object_each() {
    // The steps are those of the way to all of them.
    let own = |view: &Value| {
        let mut view = view.clone();
        view.as_object_mut().unwrap().retain(|key, _| key != "ways");
        for ask in view["asks"].as_array_mut().unwrap() {
            let shared = ["closed_by", "hours", "taught_to", "first", "hours_in_all"];
            ask.as_object_mut().unwrap().retain(|key, _| !shared.contains(&key.as_str()));
        }
        view
    };
    let output = gap(&["adverts/01.txt", "adverts/02.txt", "--format", "json"]);
    let lines: Vec<Value> = String::from_utf8(output.stdout)
        .unwrap()
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(lines.len(), 2);
    for (line, name) in lines.iter().zip(["01", "02"]) {
        assert_eq!(own(line), own(&read(name)));
    }
    let output = gap(&["adverts/01.txt", "adverts/02.txt", "--demand", "--format", "json"]);
    let view: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(view["schema"], "mlpath/demand/1");
    let asked = |id: &str| {
        let demand = view["demand"].as_array().unwrap();
        demand.iter().find(|line| line["competency"] == id).map(|line| line["adverts"].clone())
    };
    let counted = lines.iter().filter(|line| asks(line).contains_key("python")).count();
    assert_eq!(asked("python"), Some(counted.into()));
}

#[test]
fn what_is_no_advert_is_refused_with_a_way_out() {
    let folder = folder();
    let path = |name: &str| folder.path().join(name);
    let large = File::create(path("large.txt")).unwrap();
    large.set_len(50_000_000).unwrap();
    fs::write(path("photo.jpg"), [0xff, 0xd8, 0xff, 0xe0, 0, 16, 74, 70, 73, 70].repeat(99))
        .unwrap();
    fs::write(path("advert.pdf"), "%PDF-1.7\n1 0 obj").unwrap();
    fs::write(path("wide.txt"), [0xff, 0xfe, b'P', 0, b'y', 0]).unwrap();
    fs::write(path("empty.txt"), "\n \n").unwrap();
    fs::create_dir(path("adverts")).unwrap();
    for (name, said) in [
        ("large.txt", "error: large.txt is too large for an advert: 50.0 MB"),
        ("photo.jpg", "error: photo.jpg is not a text file"),
        ("advert.pdf", "error: advert.pdf is not a plain text file: it looks like a PDF"),
        ("wide.txt", "error: wide.txt is not a plain text file: it looks like UTF-16"),
        ("empty.txt", "error: empty.txt contains no words"),
        ("adverts", "error: adverts is a folder"),
        ("nothing.txt", "error: cannot open nothing.txt"),
    ] {
        for args in [&["gap", name][..], &["plan", "--for", name]] {
            let output = program(folder.path()).args(args).output().unwrap();
            let errors = String::from_utf8(output.stderr).unwrap();
            assert_eq!(output.status.code(), Some(1), "{name}");
            assert!(errors.starts_with(said), "{name}: {errors}");
            assert!(errors.lines().last().unwrap().starts_with("hint: "), "{name}: {errors}");
        }
    }
    // Of several adverts the others are read.
    fs::write(path("one.txt"), "Engineer\n\nRequirements\n- Python\n").unwrap();
    let output = program(folder.path()).args(["gap", "one.txt", "large.txt"]).output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8(output.stdout).unwrap().contains("Python"));
}

/// An endless stream is not read to its end, and the other bytes of a damaged text keep their places.
#[test]
fn standard_input_is_read_as_far_as_it_is_an_advert() {
    let folder = folder();
    let run = |bytes: &[u8], times: usize| {
        let mut child = program(folder.path())
            .args(["gap", "-", "--format", "json"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut stdin = child.stdin.take().unwrap();
        // Whoever stops reading closes the pipe.
        let taken = (0..times).take_while(|_| stdin.write_all(bytes).is_ok()).count();
        drop(stdin);
        (child.wait_with_output().unwrap(), taken)
    };
    let (endless, megabytes) = run(&b"Python ".repeat(1_000_000 / 7), 64);
    assert!(megabytes <= 2);
    assert!(String::from_utf8(endless.stderr).unwrap().contains("more than 1 MB"));
    let latin = b"Engineer\n\nRequirements\n- a r\xe9sum\xe9 with Python\n";
    let view: Value = serde_json::from_slice(&run(latin, 1).0.stdout).unwrap();
    assert_eq!(view["asks"][0]["at"][0], latin.len() - "Python\n".len());
}
