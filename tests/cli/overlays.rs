//! What people lay over a knowledge base stays, whatever becomes of the base.

use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::console::{folder, program, seen};

/// A class's overlay of the tiny world: a course and a role of its own, other hours, one step hidden
/// and one more book for a step.
fn class(folder: &Path) {
    let write = |name: &str, text: &str| {
        fs::create_dir_all(folder.join("class")).unwrap();
        fs::write(folder.join("class").join(name), text).unwrap();
    };
    write(
        "ours.yaml",
        "- id: our-course\n  title: Take our own course\n  item: programming\n  kind: course\n  \
         requires: {python: working}\n  teaches: {testing: aware}\n  \
         hours: {low: 1, likely: 2, high: 3}\n  cost: {class: free}\n  done_when: Done.\n",
    );
    write("competencies.yaml", "- {id: testing, name: Testing, item: programming}\n");
    write(
        "roles.yaml",
        "- {id: tester, name: Tester, needs: {testing: aware}, milestones: [our-course]}\n",
    );
    write(
        "changes.yaml",
        "- step: python-course\n  hours: {likely: 35}\n  more:\n    resources:\n      \
         - {title: Our book, cost: free, format: book}\n",
    );
}

fn json(folder: &Path, args: &[&str]) -> Value {
    let output = program(folder).args(args).args(["--format", "json"]).output().unwrap();
    assert!(output.status.success(), "{args:?}: {}", seen(&output));
    serde_json::from_slice(&output.stdout).unwrap()
}

fn said(folder: &Path, args: &[&str]) -> String {
    seen(&program(folder).args(args).output().unwrap())
}

#[test]
fn an_overlay_adds_changes_and_hides() {
    let folder = folder();
    let folder = folder.path();
    class(folder);
    let with = ["--kb", "tiny", "--kb-add", "class"];
    let plan = json(folder, &[&["plan", "--role", "tester"][..], &with].concat());
    let hours = |plan: &Value, id: &str| {
        let steps = plan["steps"].as_array().unwrap();
        steps.iter().find(|step| step["id"] == id).map(|step| step["hours"]["likely"].as_f64())
    };
    assert_eq!(hours(&plan, "our-course"), Some(Some(2.0)));
    let python = json(folder, &[&["show", "python-course"][..], &with].concat());
    let python = &python["entries"][0];
    assert_eq!(python["hours"]["likely"].as_f64(), Some(35.0));
    assert_eq!(python["hours"]["low"].as_f64(), Some(20.0));
    assert_eq!(python["resources"].as_array().unwrap().len(), 2);
    assert_eq!(python["origin"]["changed"][0], "class/changes.yaml:1");
    let own = json(folder, &[&["show", "our-course"][..], &with].concat());
    assert_eq!(own["entries"][0]["origin"]["added"], "class/ours.yaml:1");
    let other = json(folder, &[&["show", "meetup"][..], &with].concat());
    assert_eq!(other["entries"][0].get("origin"), None);
    let without = json(folder, &[&["list", "--no-overlays"][..], &with].concat());
    assert!(without["steps"].as_array().unwrap().iter().all(|step| step["id"] != "our-course"));
}

/// The overlays of a home, of a profile, of a variable and of a flag are the same thing.
#[test]
fn an_overlay_is_named_in_four_ways() {
    let folder = folder();
    let folder = folder.path();
    class(folder);
    let knows = |command: &mut std::process::Command| {
        let output = command.args(["show", "our-course"]).output().unwrap();
        output.status.success()
    };
    assert!(!knows(program(folder).args(["--kb", "tiny"])));
    assert!(knows(program(folder).args(["--kb", "tiny", "--kb-add", "class"])));
    assert!(knows(program(folder).env("MLPATH_KB", "tiny").env("MLPATH_KB_ADD", "class")));
    let home = folder.join("home");
    fs::create_dir(&home).unwrap();
    fs::write(home.join("profile.yaml"), "kb: ../tiny\nkb_add: [../class]\n").unwrap();
    assert!(knows(program(folder).env("MLPATH_HOME", &home)));
    fs::write(home.join("profile.yaml"), "kb: ../tiny\n").unwrap();
    assert!(!knows(program(folder).env("MLPATH_HOME", &home)));
    fs::rename(folder.join("class"), home.join("kb")).unwrap();
    assert!(knows(program(folder).env("MLPATH_HOME", &home)));
    assert!(!knows(program(folder).env("MLPATH_HOME", &home).args(["--kb", "shipped"])));
}

#[test]
fn a_hidden_step_is_in_no_plan_and_no_list_and_nothing_waits_for_it() {
    let folder = folder();
    let folder = folder.path();
    fs::create_dir(folder.join("kb")).unwrap();
    let hide = |text: &str| fs::write(folder.join("kb/changes.yaml"), text).unwrap();
    hide("- {step: statistics-book, hide: true}\n- {competency: statistics, hide: true}\n");
    let plan = json(folder, &["plan", "--kb", "tiny", "--have", "python-course"]);
    let ids: Vec<&Value> = plan["steps"].as_array().unwrap().iter().map(|it| &it["id"]).collect();
    assert_eq!(ids, ["project"], "{plan}");
    let listed = said(folder, &["list", "--kb", "tiny"]);
    assert!(!listed.contains("statistics-book"), "{listed}");
    let why = said(folder, &["why", "statistics-book", "--kb", "tiny"]);
    assert!(why.contains("changes.yaml:1 hides it"), "{why}");
    // What was finished stays finished.
    let done = ["done", "--force", "statistics-book", "--kb", "tiny"];
    let done = program(folder).args(done).output().unwrap();
    assert!(done.status.success(), "{}", seen(&done));
    hide("- {role: engineer, optional: [practice], milestones: [], needs: {deployment: null}}\n");
    let plan = json(folder, &["plan", "--kb", "tiny"]);
    let ids: Vec<&Value> = plan["steps"].as_array().unwrap().iter().map(|it| &it["id"]).collect();
    assert_eq!(ids, ["python-bootcamp"], "{plan}");
}

/// The shipped adverts name competencies by number; a new one before all others moves them.
#[test]
fn a_new_competency_changes_no_shipped_advert() {
    let folder = folder();
    let folder = folder.path();
    fs::create_dir(folder.join("class")).unwrap();
    let competency = "- {id: aaa, name: Something new, item: programming-skills}\n";
    fs::write(folder.join("class/competencies.yaml"), competency).unwrap();
    let without = json(folder, &["plan"]);
    let with = json(folder, &["plan", "--kb-add", "class"]);
    assert!(without["curve"].as_array().unwrap().len() > 3);
    assert_eq!(with, without);
    let advert = "sample: Ours\nadverts: |\n  2026-11 ml-engineer mid: aaa\n";
    fs::write(folder.join("class/market.yaml"), advert).unwrap();
    let own = json(folder, &["plan", "--kb-add", "class"]);
    assert_ne!(own["curve"], without["curve"]);
}

/// Three updates of the base: a step is renamed, it is replaced by two, and it is gone while an
/// entry with an id of the overlay has come.
#[test]
fn an_overlay_survives_updates_of_the_base() {
    let folder = folder();
    let folder = folder.path();
    class(folder);
    let with = ["--kb", "tiny", "--kb-add", "class"];
    let plan = || said(folder, &[&["plan", "--role", "tester"][..], &with].concat());
    let before = plan();
    assert!(before.contains("Take our own course"), "{before}");
    let steps = fs::read_to_string("tests/worlds/tiny/steps.yaml").unwrap();
    let update = |text: &str| fs::write(folder.join("tiny/steps.yaml"), text).unwrap();

    let renamed = "- id: python-from-zero\n  aliases: [python-course]\n";
    update(&steps.replace("- id: python-course\n", renamed));
    let shown = json(folder, &[&["show", "python-from-zero"][..], &with].concat());
    assert_eq!(shown["entries"][0]["hours"]["likely"].as_f64(), Some(35.0));
    assert!(!plan().contains("note:"), "{}", plan());

    let part = |id: &str| {
        format!(
            "- id: {id}\n  title: Learn a half\n  item: programming\n  kind: course\n  \
             teaches: {{python: working}}\n  hours: {{low: 1, likely: 9, high: 20}}\n  \
             cost: {{class: free}}\n  done_when: Done.\n"
        )
    };
    let retired = "- id: python-course\n  replaced_by: [half-one, half-two]\n";
    let parts = [part("half-one"), part("half-two")].concat();
    update(&(steps.replace("- id: python-course\n", retired) + &parts));
    assert!(plan().contains("half-") && plan().contains("our-course"), "{}", plan());

    let gone = steps.split("- id: python-bootcamp").nth(1).unwrap();
    let gone = format!("- id: python-bootcamp{gone}").replace("python-course, ", "");
    update(&(gone + &part("our-course")));
    let after = plan();
    assert!(after.contains("Take our own course"), "{after}");
    let stale = "class/changes.yaml:1:9: ";
    assert!(after.contains(stale) && after.contains("no step `python-course`"), "{after}");
    let conflict = "class/ours.yaml:1:7: ";
    assert!(after.contains(conflict) && after.contains("this one is used"), "{after}");
}

#[test]
fn what_an_overlay_says_wrong_is_named_with_its_place() {
    let folder = folder();
    let folder = folder.path();
    class(folder);
    let change = |text: &str| fs::write(folder.join("class/changes.yaml"), text).unwrap();
    let plan = || said(folder, &["plan", "--kb", "tiny", "--kb-add", "class"]);
    for (text, place, message) in [
        ("- step: project\n  hourse: {}\n", "2:3", "did you mean `hours`?"),
        ("- role: engineer\n  coverage: optional\n", "2:3", "unknown field `coverage`"),
        ("- step: project\n  requires: {pyhton: aware}\n", "2:14", "did you mean `python`?"),
        ("- step: project\n  id: other\n", "2:3", "keeps its name for ever"),
        ("- hours: {likely: 3}\n", "1:1", "begin with `step: ID`"),
        ("- step: project\n  hours: {likely: many}\n", "2:", "`many`"),
        ("- step: project\n  hours: {likely: 900}\n", "2:3", "low <= likely <= high"),
        ("- step: project\n  more: {title: [a]}\n", "2:10", "no list of the entry"),
        ("- step: project\n  hide: perhaps\n", "2:3", "`hide: true`"),
        ("- step: [project]\n", "1:3", "write the id of an entry"),
    ] {
        change(text);
        let said = plan();
        let wanted = format!("class/changes.yaml:{place}");
        assert!(said.contains(&wanted) && said.contains(message), "{text}{said}");
        assert!(said.ends_with("[exit 1]\n"), "{said}");
    }
    change("- step: project\n  title: [\n");
    assert!(plan().contains("class/changes.yaml:"), "{}", plan());
    change("- step: projct\n  hide: true\n");
    assert!(plan().contains("did you mean `project`?"), "{}", plan());
}

#[test]
fn a_profile_says_which_knowledge_base_it_is_for() {
    let folder = folder();
    let folder = folder.path();
    let init = ["init", "--yes", "--kb", "tiny", "--role", "analyst"];
    let output = program(folder).args(init).output().unwrap();
    assert!(output.status.success(), "{}", seen(&output));
    let profile = fs::read_to_string(folder.join("profile.yaml")).unwrap();
    assert!(profile.contains("\nkb: \"tiny\"\n"), "{profile}");
    assert!(said(folder, &["plan"]).contains("Analyst"));
    fs::rename(folder.join("tiny"), folder.join("moved-away")).unwrap();
    let said = said(folder, &["plan"]);
    assert!(said.contains("error: profile.yaml:") && said.contains("not a folder"), "{said}");
    assert!(said.contains("hint: say where it is now"), "{said}");
}
