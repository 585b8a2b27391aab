//! SARIF of `check`: by its structure, and read by a program that did not make it.

use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::Value;

use crate::console::{folder, program};

/// The log of a world with errors, one with warnings, and a sound one.
fn logs(home: &Path) -> Vec<(usize, String)> {
    let more = "- id: a\n  title: Hacking\n  item: programming\n  kind: practice\n  \
                hours: {low: 1, likely: 2, high: 3}\n  cost: {class: paid, usd: 3}\n  \
                done_when: Done.\n";
    fs::write(home.join("small/more.yaml"), more).unwrap();
    fs::write(home.join("moved/odd name ä.yaml"), "- id: b\n  titel: B\n- id: c\n").unwrap();
    let of = |world: &str| {
        let check = |form: &str| {
            let output = program(home).args(["check", world, "--format", form]).output().unwrap();
            String::from_utf8(output.stdout).unwrap()
        };
        let answer: Value = serde_json::from_str(&check("json")).unwrap();
        let count = |key: &str| answer[key].as_array().unwrap().len();
        (count("problems") + count("warnings"), check("sarif"))
    };
    ["small", "moved", "tiny"].map(of).to_vec()
}

#[test]
fn each_problem_is_a_result_of_a_rule_in_a_region_of_a_file() {
    let folder = folder();
    let logs = logs(folder.path());
    assert_eq!(logs.iter().filter(|(problems, _)| *problems == 0).count(), 1);
    for (problems, log) in logs {
        let log: Value = serde_json::from_str(&log).unwrap();
        assert_eq!(log["version"], "2.1.0");
        let run = &log["runs"][0];
        let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
        let results = run["results"].as_array().unwrap();
        assert_eq!(results.len(), problems);
        for result in results {
            let rule = &rules[usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap()];
            assert_eq!(rule["id"], result["ruleId"]);
            assert!(rule["shortDescription"]["text"].as_str().unwrap().ends_with('.'));
            assert!(["error", "warning"].contains(&result["level"].as_str().unwrap()));
            assert!(!result["message"]["text"].as_str().unwrap().is_empty());
            let place = &result["locations"][0]["physicalLocation"];
            let uri = place["artifactLocation"]["uri"].as_str().unwrap();
            assert!(uri.bytes().all(|byte| byte.is_ascii_graphic()), "{uri}");
            let region = &place["region"];
            assert!(region["startLine"].as_u64().unwrap() > 0);
            assert!(region["endColumn"].as_u64() > region["startColumn"].as_u64(), "{result}");
        }
    }
}

#[test]
#[ignore = "a trial: needs sarif-tools; .ci/run installs and runs it"]
fn trial_another_program_reads_what_was_found() {
    let tools = std::env::var_os("MLPATH_FORMATTERS").expect("the folder of the readers");
    let folder = folder();
    for (problems, log) in logs(folder.path()) {
        let path = folder.path().join("log.sarif");
        fs::write(&path, log).unwrap();
        let sarif = Path::new(&tools).join("readers/bin/sarif");
        let csv = folder.path().join("found.csv");
        let output =
            Command::new(sarif).arg("csv").arg(&path).arg("--output").arg(&csv).output().unwrap();
        assert!(output.status.success(), "{output:?}");
        let rows = csv::Reader::from_path(&csv).unwrap().into_records().count();
        assert_eq!(rows, problems);
    }
}
