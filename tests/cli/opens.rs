//! All answers count what adverts ask for alike: they are compared on the shipped knowledge base.

use serde_json::Value;

use crate::console::{folder, program};

/// The answers to a newcomer on one day.
fn ask(args: &[&str]) -> Value {
    let folder = folder();
    let mut command = program(folder.path());
    let output = command.args(args).args(["--today", "2027-01-04", "--format", "json"]).output();
    serde_json::from_slice(&output.unwrap().stdout).unwrap()
}

fn share(value: &Value) -> f64 {
    value.as_f64().unwrap_or_else(|| panic!("{value}"))
}

/// Shares are rounded to a tenth of a percent.
fn assert_alike(a: f64, b: f64) {
    assert!((a - b).abs() < 0.0021, "{a} {b}");
}

#[test]
fn all_answers_count_alike() {
    let plan = ask(&["plan"]);
    let curve = plan["curve"].as_array().unwrap();
    let [first, last] = [&curve[0], &curve[curve.len() - 1]];
    assert_eq!(curve.len(), plan["phases"].as_array().unwrap().len() + 1);
    assert_eq!(ask(&["status"])["standing"]["held"], first["held"]);
    assert_eq!(ask(&["status"])["stages"], plan["stages"]);

    let steps = plan["steps"].as_array().unwrap();
    let most = steps.iter().map(|step| share(&step["held_after"])).fold(0.0, f64::max);
    assert_alike(most, share(&last["held"]));
    let compared = &ask(&["compare", "--hours", "10,20"])["scenarios"][0];
    for fact in ["held", "within_reach", "senior_within_reach"] {
        assert_eq!(compared["at_the_end"][fact], last[fact]);
    }
    assert_eq!(compared["stages"], plan["stages"]);
    for reached in compared["reached"].as_array().unwrap() {
        let earlier = |point: &&Value| point["date"].as_str() < reached["date"].as_str();
        let before = curve.iter().filter(earlier).map(|point| share(&point["held"]));
        assert!(before.fold(0.0, f64::max) < share(&reached["held"]), "{reached}");
    }

    let next = ask(&["next"]);
    let step = &next["steps"][0];
    let id = step["id"].as_str().unwrap();
    let why = ask(&["why", id]);
    let added = share(&why["after"]["held"]) - share(&why["before"]["held"]);
    assert_eq!(steps[0]["id"], id);
    assert_alike(added, share(&step["adds"]));
    assert_alike(share(&why["after"]["held"]), share(&steps[0]["held_after"]));
    let asked = &why["asked"][0];
    let of_it = ask(&["why", asked["competency"].as_str().unwrap()]);
    assert_eq!(of_it["asked"], *asked);
}

/// More is never less: what is held only grows, and a stage is no step back.
#[test]
fn the_curve_rises() {
    for role in ["ml-engineer", "data-scientist", "llm-engineer"] {
        let plan = ask(&["plan", "--role", role]);
        for fact in ["held", "within_reach", "senior_within_reach", "hours"] {
            let points = plan["curve"].as_array().unwrap().iter();
            let shares: Vec<f64> = points.map(|point| share(&point[fact])).collect();
            assert!(shares.is_sorted(), "{role} {fact} {shares:?}");
        }
    }
}
