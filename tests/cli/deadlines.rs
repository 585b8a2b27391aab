//! Remedies for a deadline, followed by their flags on the shipped knowledge base.

use serde_json::Value;

use crate::console::{folder, program};

fn plan(args: &[&str], more: &[String]) -> Value {
    let folder = folder();
    let mut command = program(folder.path());
    let output = command.arg("plan").args(args).args(more).args(["--format", "json"]).output();
    serde_json::from_slice(&output.unwrap().stdout).unwrap()
}

/// A remedy as the flags that its text names.
fn flags(fix: &Value) -> Vec<String> {
    let value = &fix["value"];
    let text = |value: &Value| value.as_str().map_or(value.to_string(), str::to_owned);
    match fix["kind"].as_str().unwrap() {
        "hours_per_week" => vec!["--hours".into(), text(value)],
        "role_with_hours" => vec![
            "--role".into(),
            text(&value["role"]),
            "--hours".into(),
            text(&value["hours_per_week"]),
        ],
        kind => vec![format!("--{kind}"), text(value)],
    }
}

#[test]
fn every_remedy_does_what_it_says() {
    let today = ["--today", "2027-01-04"];
    let people: [&[&str]; 5] = [
        &["--deadline", "2029-01-01"],
        &["--deadline", "2029-06-01", "--avoid", "python-cs50p,deep-learning-fastai"],
        &["--deadline", "2028-06-30", "--hours", "mon=2,sat=8", "--must", "kaggle-bronze"],
        &["--deadline", "2027-12-31", "--role", "llm-engineer", "--know", "python=proficient"],
        &["--deadline", "2030-01-01", "--must", "degree-msc-computer-science", "--hours", "20"],
    ];
    let mut kinds = std::collections::BTreeSet::new();
    for person in people {
        let args = [&today[..], person].concat();
        let deadline = plan(&args, &[])["deadline"].clone();
        assert_ne!(deadline["verdict"], "fits", "{person:?}");
        let lists = [&deadline["fixes"], &deadline["not_enough"]];
        assert!(!lists[0].as_array().unwrap().is_empty());
        assert!(lists[0].as_array().unwrap().iter().all(|fix| fix["verdict"] == "fits"));
        for fix in lists.iter().flat_map(|list| list.as_array().unwrap()) {
            if fix["kind"] == "stage" {
                assert!(fix["finish"].as_str() <= deadline["date"].as_str(), "{fix}");
                kinds.insert("stage".to_owned());
                continue;
            }
            let flags = flags(fix);
            assert!(fix["text"].as_str().unwrap().contains(&flags.join(" ")), "{fix}");
            // A date or a role given again takes the place of the first.
            let kept = args.chunks(2).filter(|flag| !flags.iter().any(|own| own == flag[0]));
            let kept: Vec<&str> = kept.flatten().copied().collect();
            let followed = plan(&kept, &flags);
            for fact in ["verdict", "hours_short", "likelihood", "weeks_to_spare"] {
                assert_eq!(followed["deadline"][fact], fix[fact], "{person:?} {flags:?}");
            }
            assert_eq!(followed["finish"]["planned"], fix["finish"], "{person:?} {flags:?}");
            kinds.insert(fix["kind"].as_str().unwrap().to_owned());
        }
    }
    let all = ["allow", "deadline", "drop", "hours_per_week", "role", "role_with_hours", "stage"];
    assert_eq!(kinds.iter().map(String::as_str).collect::<Vec<_>>(), all);
}
