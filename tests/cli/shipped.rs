//! The shipped knowledge base, as the program itself prints it.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::console::{folder, program};

fn json(args: &[&str]) -> Value {
    let folder = folder();
    let output = program(folder.path()).args(args).args(["--format", "json"]).output().unwrap();
    serde_json::from_slice(&output.stdout).unwrap()
}

fn list(what: &str) -> Vec<Value> {
    json(&["list", what])[what].as_array().unwrap().clone()
}

fn text<'a>(value: &'a Value, key: &str) -> &'a str {
    value[key].as_str().unwrap()
}

/// It was read when the program was built; the files are read now.
#[test]
fn it_is_what_the_files_say() {
    let sorted = |what, kb: &[&str]| {
        let list = json(&[&["list", what], kb].concat())[what].as_array().unwrap().clone();
        let mut list: Vec<String> = list.iter().map(Value::to_string).collect();
        list.sort();
        list
    };
    let data = std::env::current_dir().unwrap().join("data");
    let from_files = ["--kb", data.to_str().unwrap()];
    for what in ["steps", "items", "competencies", "roles", "resources"] {
        assert_eq!(sorted(what, &[]), sorted(what, &from_files), "{what}");
    }
    assert_eq!(json(&["plan"]), json(&[&["plan"][..], &from_files].concat()));
}

#[test]
fn covers_the_guide() {
    let steps = list("steps");
    let items = list("items");
    assert_eq!(items.len(), 22);
    let check = json(&["check"]);
    assert_eq!(check["never_best"], serde_json::json!([]), "give it what distinguishes it");
    for item in &items {
        let serving = steps.iter().filter(|step| step["item"] == item["id"]).count();
        assert!(serving > 0, "no step serves {}", item["id"]);
        assert!(item["advice"].is_string() && item["why"].is_string(), "{}", item["id"]);
    }
    for (section, count) in [("education", 9), ("skills", 5), ("experience", 4), ("networking", 4)]
    {
        let own = items.iter().filter(|item| text(item, "section") == section).count();
        assert!(own >= count, "{section}: {own}");
    }
}

#[test]
fn every_figure_says_what_it_rests_on() {
    for step in list("steps") {
        let hours = &step["hours"];
        assert!(hours["why"].is_string(), "{}: why these hours?", step["id"]);
        let sourced = !hours["source"].as_array().unwrap().is_empty();
        assert!(sourced || hours["basis"] == "estimate", "{}", step["id"]);
        let paid = ["paid", "monthly"].map(Value::from).contains(&step["cost"]["class"]);
        assert!(!paid || step["cost"]["why"].is_string(), "{}: why this cost?", step["id"]);
        assert!(!step["resources"].as_array().unwrap().is_empty(), "{}", step["id"]);
    }
}

/// Of the weeks whose Monday is in it, or, of the first week, the start.
#[test]
fn the_hours_of_a_phase_are_worked_in_it() {
    for flags in [&["--hours", "60", "--role", "data-analyst"][..], &["--hours", "9"], &[]] {
        let start = ["plan", "--start", "2027-01-20", "--today", "2027-01-20"];
        let plan = json(&[&start, flags].concat());
        let phases = plan["phases"].as_array().unwrap();
        let mut left: Vec<f64> =
            phases.iter().map(|phase| phase["hours"].as_f64().unwrap()).collect();
        let weeks = plan["steps"].as_array().unwrap().iter();
        for week in weeks.flat_map(|step| step["weeks"].as_array().unwrap()) {
            let day = text(week, "week").max("2027-01-20");
            let own = phases.iter().rposition(|phase| text(phase, "start") <= day).unwrap();
            left[own] -= week["hours"].as_f64().unwrap();
        }
        assert!(left.iter().all(|hours| hours.abs() < 1e-6), "{flags:?}: {left:?}");
    }
}

#[test]
fn the_answer_takes_eight_lines() {
    let folder = folder();
    for width in ["80", "100", "140"] {
        let plan = ["plan", "--today", "2027-01-04", "--deadline", "2030-01-01"];
        let output = program(folder.path()).env("COLUMNS", width).args(plan).output().unwrap();
        let shown = String::from_utf8(output.stdout).unwrap();
        assert!(shown.lines().position(str::is_empty).unwrap() <= 8, "{shown}");
    }
}

/// What a level costs at least to reach: a generous `teaches` is a hole that every plan falls
/// through.
#[test]
fn levels_are_earned() {
    let broad = [
        "machine-learning",
        "deep-learning",
        "statistics",
        "linear-algebra",
        "calculus",
        "probability",
        "python",
        "sql",
        "algorithms-data-structures",
        "software-engineering",
        "nlp",
        "llm-applications",
    ];
    for step in list("steps") {
        let hours = step["hours"]["likely"].as_f64().unwrap();
        for (competency, level) in step["teaches"].as_object().unwrap() {
            let (least, least_broad) = match level.as_str().unwrap() {
                "aware" => (1.0, 1.0),
                "working" => (8.0, 40.0),
                _ => (25.0, 50.0),
            };
            // Who programs already learns the next language in a fraction of the time.
            let is_next_language = step["requires"]["programming"] == "working";
            let is_broad = broad.contains(&competency.as_str()) && !is_next_language;
            let least = if is_broad { least_broad } else { least };
            assert!(hours >= least, "{} teaches {competency} {level} in {hours} h", step["id"]);
            let kind = text(&step, "kind");
            let proves = matches!(kind, "competition" | "event" | "contribution" | "membership");
            let mathematics = ["linear-algebra", "calculus", "probability", "statistics"];
            assert!(!(proves && mathematics.contains(&competency.as_str())), "{}", step["id"]);
        }
    }
}

#[test]
fn everybody_can_reach_every_role_for_nothing_and_without_a_degree() {
    for role in list("roles") {
        let id = text(&role, "id");
        let plan = json(&[
            "plan",
            "--today",
            "2027-01-04",
            "--role",
            id,
            "--avoid",
            "degree,bootcamp,certification,paid",
        ]);
        assert_eq!(plan["unreachable"], Value::Null, "{id}");
        assert_eq!(plan["totals"]["optimal"], true, "{id}");
    }
}

#[test]
fn the_newcomers_plan_is_of_sensible_size_and_spans_all_sections() {
    let plan = json(&["plan", "--start", "2027-01-04"]);
    let likely = plan["totals"]["hours"]["likely"].as_f64().unwrap();
    assert!((1_000.0..=3_000.0).contains(&likely), "{likely} h");
    let mut sections: BTreeMap<&str, f64> = BTreeMap::new();
    for step in plan["steps"].as_array().unwrap() {
        *sections.entry(text(step, "section")).or_default() +=
            step["hours"]["left"].as_f64().unwrap();
    }
    for (section, least) in
        [("education", 300.0), ("skills", 300.0), ("experience", 200.0), ("networking", 50.0)]
    {
        assert!(sections[section] >= least, "{section}: {sections:?}");
    }
}

/// People of many sorts: the plan ends within 5 % or a week of its bound.
#[test]
fn plans_end_near_their_bound() {
    for role in list("roles") {
        let role = text(&role, "id");
        for hours in ["3", "8", "15", "25", "40", "60"] {
            for must in ["", "ml-internship", "degree-msc-computer-science"] {
                let mut args =
                    vec!["plan", "--role", role, "--hours", hours, "--start", "2027-03-10"];
                if !must.is_empty() {
                    args.extend(["--must", must]);
                }
                let plan = json(&args);
                let day =
                    |key: &str| text(&plan["finish"], key).parse::<jiff::civil::Date>().unwrap();
                let start = text(&plan, "start").parse::<jiff::civil::Date>().unwrap();
                let days = |key: &str| f64::from(day(key).since(start).unwrap().get_days());
                let [planned, bound] = ["planned", "bound"].map(days);
                let most = (1.05 * bound).max(bound + 7.0);
                assert!((bound..=most).contains(&planned), "{args:?}: {planned} {bound}");
            }
        }
    }
}

/// What is held on the way, beside a bound that no order of the same steps exceeds: see the figures
/// with `--nocapture`.
#[test]
#[expect(clippy::print_stdout, reason = "the numbers go into reports")]
fn what_adverts_ask_for_comes_early() {
    for role in list("roles") {
        let role = text(&role, "id");
        let plan = json(&["plan", "--role", role, "--start", "2027-01-04"]);
        let order = &plan["totals"]["order"];
        println!("{role}: {order}");
        assert!(order.as_f64() >= Some(0.75), "{role}: {order}");
    }
}

#[test]
fn the_course_and_the_role_of_the_documents_can_be_added() {
    let page = std::fs::read_to_string("docs/knowledge-base.md").unwrap().replace("\r\n", "\n");
    let examples = page.split("```yaml\n").skip(1).map(|rest| rest.split("```").next().unwrap());
    let [course, role] = examples.collect::<Vec<_>>()[..] else { panic!("not two examples") };
    let folder = folder();
    let kb = folder.path().join("kb");
    std::fs::create_dir(&kb).unwrap();
    for file in std::fs::read_dir("data").unwrap() {
        let path = file.unwrap().path();
        std::fs::copy(&path, kb.join(path.file_name().unwrap())).unwrap();
    }
    std::fs::write(kb.join("more.yaml"), course).unwrap();
    let roles = std::fs::read_to_string("data/roles.yaml").unwrap() + role;
    std::fs::write(kb.join("roles.yaml"), roles).unwrap();
    let output = program(folder.path()).args(["check", "--kb", "kb"]).output().unwrap();
    let said = String::from_utf8(output.stdout).unwrap();
    let one_more = |what: &str| format!("{} {what}", list(what).len() + 1);
    assert!(said.starts_with("no problems"), "{said}");
    assert!(said.contains(&one_more("steps")) && said.contains(&one_more("roles")), "{said}");
}

#[test]
fn two_runs_give_the_same_bytes() {
    let run = || {
        let folder = folder();
        let args = ["plan", "--today", "2027-01-04", "--must", "ml-internship", "--format", "json"];
        program(folder.path()).args(args).output().unwrap().stdout
    };
    assert_eq!(run(), run());
}

#[test]
fn no_file_of_the_knowledge_base_has_texts_that_mean_nothing_to_a_reader() {
    for file in std::fs::read_dir("data").unwrap() {
        let path = file.unwrap().path();
        let text = std::fs::read_to_string(&path).unwrap();
        for shorthand in
            ["[S1", "index id", "string index", "stored copy", "counted here", "file id"]
        {
            assert!(!text.contains(shorthand), "{}: {shorthand}", path.display());
        }
    }
}
