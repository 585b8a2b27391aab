//! Adverts, all of them invented, with the traps that real ones have in them: what is read in them
//! against what a careful reader finds.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::io::Write as _;
use std::process::{Output, Stdio};

use serde_json::Value;

use crate::console::{folder, program};
use crate::reading::{FRAMES, Saying, Score, answers, asks, degrees, misread, views};

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

/// The bar that the program is held to on real adverts as well.
#[test]
fn adverts_are_read_as_a_careful_reader_reads_them() {
    let answers = answers("answers.yaml");
    Score::of(&answers, &views(&answers), &["required", "nice"]).holds(95, 95, 95);
}

#[test]
fn years_and_degrees_are_read() {
    let answers = answers("answers.yaml");
    let views = views(&answers);
    let (mut years, mut right, mut named) = (0, 0, 0);
    for (name, answer) in &answers {
        let view = &views[name];
        years +=
            usize::from(view["years"]["least"].as_u64() == answer.years.filter(|&years| years > 0));
        let read = degrees(view);
        right += read.intersection(&answer.degrees).count();
        named += read.union(&answer.degrees).count();
    }
    assert!(years * 10 >= answers.len() * 9, "{years} of {}", answers.len());
    assert!(right * 4 >= named * 3, "{right} of {named}");
}

#[test]
fn every_saying_is_understood() {
    let text = fs::read_to_string("tests/adverts/sayings.yaml").unwrap();
    let sayings: Vec<Saying> = serde_yaml::from_str(&text).unwrap();
    let wrong = misread(&sayings, FRAMES[0].1);
    assert!(wrong.is_empty(), "{wrong}");
}

/// The proof stands where it is said to stand.
#[test]
fn every_ask_is_proved_by_the_text() {
    for (name, view) in views(&answers("answers.yaml")) {
        let text = gap(&[&format!("adverts/{name}.txt"), "--text"]).stdout;
        let text = String::from_utf8(text).unwrap();
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
        ("advert.pdf", "error: advert.pdf is damaged: part of it cannot be found"),
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
