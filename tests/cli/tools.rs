//! The forms of a plan for other people's tools. The trials have these tools read them: `.ci/run`
//! installs what they need.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use itertools::Itertools as _;
use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;
use serde_json::{Value, json};

use crate::console::{folder, program};
use crate::icalendar::unfolded;

/// Titles that mean something to calendars, task lists, outlines or shells.
const TITLES: [&str; 42] = [
    "BEGIN:VEVENT",
    "END:VCALENDAR",
    "DTSTART:20200101",
    "a; b, c \\ d",
    "\\n is no line, and \\; no sign\\",
    "two\nlines",
    "\"double\" and 'single'",
    "%%{init: {}}%% click A href \"x\"",
    "x 2020-01-01 2020-01-01 done",
    "x done",
    "(B) urgent",
    "2020-01-01 2020-01-02 dated",
    "+project @context due:2020-01-01 t:x id:y p:z",
    "a:b:c http://example.org ::x 9:30",
    "rec:1d h:1 pri:A",
    "* heading",
    "** TODO another",
    "DONE soon",
    "COMMENT hidden",
    "[#A] first",
    "ends in :tag:",
    "[[shell:ls][click]] [[elisp:(x)]] [[*heading]]",
    "<2020-01-01 Wed> [2020-01-01 Wed] <%%(message \"x\")>",
    "<shell:ls> shell:ls elisp:(x) file:/etc/passwd",
    "{{{macro(x)}}} src_elisp{(x)} src_sh[:results raw]{ls} call_f()",
    "@@html:<b>@@ [fn:1] [fn::x] <<target>> <<<radio>>> [cite:@x]",
    "a_b^c *d* /e/ =f= ~g~ +h+ $x$ \\alpha \\(y\\) \\\\",
    ":PROPERTIES:",
    ":END:",
    "#+BEGIN_SRC sh :eval yes",
    "[1/2] [50%] [ ] [X]",
    "Local Variables:",
    "a :: b",
    "| table |",
    "]]] end]",
    "project:x tags:+y depends:1 status:deleted",
    "{\"uuid\": \"x\"}, [&quot;] &amp;",
    "$(touch x) `touch x` ; touch x | x & > x",
    "=1+1",
    "<script>alert(1)</script> & <b>",
    "👩\u{200d}💻 漢字 می\u{200c}خواهم",
    "-- ---",
];

/// The knowledge base `hostile`: a step for each title, some of which wait for the one before.
fn hostile(folder: &Path) {
    let long = "äöü ".repeat(60);
    let titles = TITLES.into_iter().chain([&*long]);
    let step = |(number, title): (usize, &str)| {
        let after = if number % 3 == 1 { vec![format!("s{}", number - 1)] } else { Vec::new() };
        let resource = json!({
            "title": title, "provider": title, "cost": "free", "format": "book",
            "url": format!("https://example.org/{number}?a=[b],c;d"),
        });
        json!({
            "id": format!("s{number}"), "title": title, "item": "all", "kind": "book",
            "hours": {"low": 1, "likely": 2, "high": 3}, "cost": {"class": "free"},
            "done_when": title, "earns": title, "resources": [resource], "after": after,
        })
    };
    let steps = titles.enumerate().map(step).collect_vec();
    let ids = steps.iter().map(|step| step["id"].clone()).collect_vec();
    let item = json!({"id": "all", "section": "skills", "name": "All", "coverage": "optional"});
    let role = json!({"id": "all", "name": "BEGIN:VEVENT [[shell:ls]] {{{x}}}", "milestones": ids});
    let kb = folder.join("hostile");
    fs::create_dir(&kb).unwrap();
    for (file, entries) in [
        ("guide", json!([item])),
        ("competencies", json!([])),
        ("roles", json!([role])),
        ("steps", json!(steps)),
    ] {
        fs::write(kb.join(format!("{file}.yaml")), entries.to_string()).unwrap();
    }
}

/// What the program answers on a day, about the shipped knowledge base or another.
fn answer(folder: &Path, kb: Option<&str>, day: &str, args: &[&str]) -> String {
    let mut command = program(folder);
    command.args(args).args(["--today", day]);
    let output = command.args(kb.iter().flat_map(|kb| ["--kb", kb])).output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{args:?}: {said}");
    String::from_utf8(output.stdout).unwrap()
}

/// A folder, a knowledge base, and a person who has finished one step of its plan.
fn begun(kb: Option<&'static str>) -> (tempfile::TempDir, Option<&'static str>) {
    let folder = folder();
    hostile(folder.path());
    let plan = plan(folder.path(), kb, "2027-01-04");
    let first = plan["steps"][0]["id"].as_str().unwrap();
    let evidence = "END:VEVENT [[elisp:(x)]] a; b, c";
    let done = ["done", first, "--evidence", evidence];
    answer(folder.path(), kb, "2027-01-04", &done);
    (folder, kb)
}

const DAY: &str = "2027-01-05";

fn plan(folder: &Path, kb: Option<&str>, day: &str) -> Value {
    serde_json::from_str(&answer(folder, kb, day, &["plan", "--format", "json"])).unwrap()
}

/// What a plan says of each step, by id: title, start, finish, and all that comes before it; of
/// those that are done title and day.
fn expected(plan: &Value) -> BTreeMap<String, Value> {
    let steps = plan["steps"].as_array().unwrap().iter();
    let waits = steps.map(|step| (text(&step["id"]), items(&step["waits_for"]))).collect();
    let open = plan["steps"].as_array().unwrap().iter().map(|step| {
        let waits = before(&text(&step["id"]), &waits);
        let days = [&step["start"], &step["finish"], &Value::Null];
        (text(&step["id"]), json!([step["title"], days, waits]))
    });
    let done = plan["done"].as_array().unwrap().iter().map(|step| {
        let days = [&Value::Null, &Value::Null, &step["on"]];
        (text(&step["id"]), json!([step["title"], days, []]))
    });
    open.chain(done).collect()
}

/// All that a step waits for, through others too.
fn before(id: &str, waits: &BTreeMap<String, Vec<Value>>) -> BTreeSet<String> {
    let first = waits[id].iter().map(text);
    first.flat_map(|id| before(&id, waits).into_iter().chain([id])).collect()
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_else(|| panic!("{value} is no text")).to_owned()
}

fn items(value: &Value) -> Vec<Value> {
    value.as_array().unwrap().clone()
}

fn without_spaces(text: &str) -> String {
    text.split_whitespace().collect()
}

fn exported(folder: &Path, kb: Option<&str>, name: &str, args: &[&str]) -> PathBuf {
    answer(folder, kb, DAY, &[&["export", "--force", name], args].concat());
    folder.join(name)
}

fn values(lines: &[(String, String)], name: &str) -> Vec<String> {
    lines.iter().filter(|(key, _)| key == name).map(|(_, value)| value.clone()).collect()
}

#[test]
fn a_calendar_has_an_event_for_each_step_whatever_its_title_says() {
    let (folder, kb) = begun(Some("hostile"));
    let file = exported(folder.path(), kb, "plan.ics", &[]);
    let lines = unfolded(&fs::read_to_string(file).unwrap());
    let begun = values(&lines, "BEGIN");
    assert_eq!(begun[0], "VCALENDAR");
    assert_eq!(begun[1..], vec!["VEVENT"; TITLES.len() + 1]);
    assert_eq!(values(&lines, "END").len(), TITLES.len() + 2);
    let plan = plan(folder.path(), kb, DAY);
    let titles = expected(&plan).into_values().map(|step| text(&step[0])).sorted();
    let unescaped = |text: String| {
        let text = text.replace("\\\\", "\u{1}").replace("\\,", ",").replace("\\;", ";");
        assert!(!text.contains("\\n"), "a line break in {text}");
        text.replace('\u{1}', "\\").trim_start_matches("Done: ").to_owned()
    };
    let summaries = values(&lines, "SUMMARY").into_iter().map(unescaped).sorted();
    assert_eq!(summaries.collect_vec(), titles.collect_vec());
}

/// What moves keeps its id, and counts higher.
#[test]
fn an_event_that_moved_is_still_the_same() {
    let folder = folder();
    let events = |day: &str, hours: &str| {
        let args = ["export", "--format", "ics", "--events", "both", "--remind", "--hours", hours];
        unfolded(&answer(folder.path(), Some("tiny"), day, &args))
    };
    let (before, after) = (events("2027-01-04", "10"), events("2027-01-05", "5"));
    let ids = |lines| values(lines, "UID").into_iter().collect::<BTreeSet<_>>();
    assert!(ids(&before).is_subset(&ids(&after)));
    assert!(ids(&before).contains("project.engineer@mlpath.invalid"));
    assert!(ids(&before).contains("week-2027-01-11.engineer@mlpath.invalid"));
    assert_ne!(values(&before, "DTEND;VALUE=DATE"), values(&after, "DTEND;VALUE=DATE"));
    let sequence = |lines| {
        let mut all = values(lines, "SEQUENCE").into_iter().map(|number| number.parse().unwrap());
        all.all_equal_value().unwrap()
    };
    let (before, after): (i32, i32) = (sequence(&before), sequence(&after));
    assert_eq!(after - before, 24 * 60);
}

#[test]
fn tasks_depend_on_tasks_that_are_there() {
    let (folder, kb) = begun(Some("hostile"));
    let file = exported(folder.path(), kb, "tasks.json", &["--format", "taskwarrior"]);
    let tasks: Value = serde_json::from_str(&fs::read_to_string(file).unwrap()).unwrap();
    let tasks = items(&tasks);
    let ids = tasks.iter().map(|task| text(&task["uuid"])).collect::<BTreeSet<_>>();
    assert_eq!(ids.len(), TITLES.len() + 1);
    let depends = tasks.iter().filter_map(|task| task["depends"].as_array()).flatten();
    let depends = depends.map(text).collect_vec();
    assert!(!depends.is_empty() && depends.iter().all(|id| ids.contains(id)));
}

#[test]
fn no_title_brings_projects_contexts_or_keys_of_its_own() {
    let (folder, kb) = begun(Some("hostile"));
    let file = exported(folder.path(), kb, "todo.txt", &[]);
    let text = fs::read_to_string(file).unwrap();
    assert_eq!(text.lines().count(), TITLES.len() + 1);
    for line in text.lines() {
        let words = line.split(' ').collect_vec();
        let of =
            |sign: &str| words.iter().filter(|it| it.len() > 1 && it.starts_with(sign)).count();
        assert_eq!((of("+"), of("@")), (1, 1), "{line}");
        let key = |word: &&str| {
            word.split_once(':')
                .filter(|(k, v)| !k.is_empty() && !v.is_empty())
                .map(|it| it.0.to_owned())
        };
        let keys = words.iter().filter_map(key).collect_vec();
        let is_open = !line.starts_with("x ");
        assert!(keys.iter().all(|key| matches!(key.as_str(), "due" | "t" | "id" | "p")), "{line}");
        assert_eq!(keys.iter().filter(|key| *key != "p").count(), if is_open { 3 } else { 1 });
    }
}

#[test]
fn an_outline_has_a_heading_for_each_step_and_links_of_the_plan_alone() {
    let (folder, kb) = begun(Some("hostile"));
    let file = exported(folder.path(), kb, "plan.org", &[]);
    let text = fs::read_to_string(file).unwrap();
    assert_eq!(text.lines().filter(|line| line.starts_with("** ")).count(), TITLES.len() + 1);
    assert_eq!(text.matches("\n:PROPERTIES:\n").count(), TITLES.len() + 1);
    let mut links = text.split("[[").skip(1);
    assert!(links.all(|link| link.starts_with("https://example.org/") || link.starts_with("#s")));
    assert!(!text.contains("{{{") && !text.contains("<<") && !text.contains("<%"));
}

/// The tools that `.ci/run` has installed for Python.
fn python() -> PathBuf {
    let tools = std::env::var_os("MLPATH_FORMATTERS").expect("the folder of the formatters");
    PathBuf::from(tools).join("readers/bin/python")
}

/// What a reader of ours says of a file.
fn read(program: &Path, args: &[&str], file: &Path) -> Value {
    let output = Command::new(program).args(args).arg(file).output();
    let output = output.unwrap_or_else(|why| panic!("{}: {why}", program.display()));
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{args:?}: {said}");
    serde_json::from_slice(&output.stdout).unwrap()
}

const WORLDS: [Option<&str>; 2] = [None, Some("hostile")];

fn day_after(day: &Value) -> Value {
    let day: Date = text(day).parse().unwrap();
    json!(day.tomorrow().unwrap())
}

#[test]
#[ignore = "needs icalendar for Python: `.ci/run` installs it"]
#[expect(clippy::print_stdout, reason = "the numbers go into reports")]
fn trial_a_calendar_program_reads_the_events() {
    for world in WORLDS {
        let (folder, kb) = begun(world);
        let plan = plan(folder.path(), kb, DAY);
        let role = text(&plan["role"]);
        let read = |args: &[&str]| {
            let file = exported(folder.path(), kb, "plan.ics", args);
            items(&read(&python(), &["tests/readers/events.py"], &file))
        };
        let steps = read(&[]);
        let found = steps.iter().map(|event| {
            let id = text(&event["uid"]).replace(&format!(".{role}@mlpath.invalid"), "");
            (id, json!([event["title"], event["start"], event["end"]]))
        });
        let wanted = expected(&plan).into_iter().map(|(id, step)| {
            let [title, days, _] = [&step[0], &step[1], &step[2]];
            let event = match &days[2] {
                Value::Null => json!([title, days[0], day_after(&days[1])]),
                on => json!([format!("Done: {}", text(title)), on, day_after(on)]),
            };
            (id, event)
        });
        assert_eq!(found.collect::<BTreeMap<_, _>>(), wanted.collect());
        let weeks = read(&["--events", "weeks", "--remind"]);
        assert!(weeks.iter().all(|week| week["alarms"] == json!(["-1 day, 18:00:00"])));
        assert_eq!(read(&["--remind"]).len(), steps.len() + weeks.len());
        println!("{}: {} steps, {} weeks", kb.unwrap_or("shipped"), steps.len(), weeks.len());
    }
}

#[test]
#[ignore = "needs pytodotxt and topydo: `.ci/run` installs them"]
#[expect(clippy::print_stdout, reason = "the numbers go into reports")]
fn trial_programs_for_todo_txt_read_the_tasks() {
    for world in WORLDS {
        let (folder, kb) = begun(world);
        let file = exported(folder.path(), kb, "todo.txt", &[]);
        let tasks = items(&read(&python(), &["tests/readers/todo_txt.py"], &file));
        let mut wanted = expected(&plan(folder.path(), kb, DAY));
        println!("{}: {} tasks", kb.unwrap_or("shipped"), tasks.len());
        for task in &tasks {
            let step = wanted.remove(&text(&task["id"])).unwrap();
            let title = without_spaces(&text(&step[0]));
            for read in ["title", "title_by_topydo"] {
                assert_eq!(without_spaces(&text(&task[read])), title, "{task}");
            }
            assert_eq!(json!([task["start"], task["finish"], task["done"]]), step[1], "{task}");
            assert_eq!(task["waits_for"], step[2], "{task}");
            assert_eq!(task["projects"], json!(["mlpath"]));
            assert_eq!(items(&task["contexts"]).len(), 1);
            let is_ours = |key: &Value| ["due", "id", "p", "t"].contains(&&*text(key));
            assert!(items(&task["keys"]).iter().all(is_ours), "{task}");
        }
        assert_eq!(wanted, BTreeMap::new());
    }
}

#[test]
#[ignore = "needs Emacs: `.ci/run` installs it"]
#[expect(clippy::print_stdout, reason = "the numbers go into reports")]
fn trial_org_mode_reads_the_outline() {
    for world in WORLDS {
        let (folder, kb) = begun(world);
        let file = exported(folder.path(), kb, "plan.org", &[]);
        let emacs = ["-Q", "--batch", "-l", "tests/readers/org.el"];
        let outline = read(Path::new("emacs"), &emacs, &file);
        let steps = items(&outline["steps"]);
        let found = steps.iter().map(|step| {
            let id = text(&step["id"]);
            assert_eq!(items(&step["tags"]).len(), 1, "{step}");
            assert_eq!(step["todo"] == "DONE", step["done"].is_string());
            (id, json!([step["title"], [step["start"], step["finish"], step["done"]]]))
        });
        let plan = plan(folder.path(), kb, DAY);
        let wanted = expected(&plan);
        let wanted = wanted.into_iter().map(|(id, step)| (id, json!([step[0], step[1]])));
        assert_eq!(found.collect::<BTreeMap<_, _>>(), wanted.collect());
        let types = |what: &str| items(&outline[what]).iter().map(text).counts();
        let (links, others) = (types("links"), types("others"));
        println!("{}: {} steps, {links:?}, {others:?}", kb.unwrap_or("shipped"), steps.len());
        assert!(links.keys().all(|link| matches!(link.as_str(), "http" | "https" | "custom-id")));
        assert!(others.keys().all(|it| matches!(it.as_str(), "keyword" | "statistics-cookie")));
        // What is exported from it is what the plan says.
        // Addresses stand between angles there.
        let unmarked = |text: &str| without_spaces(text).replace(['<', '>'], "");
        let ascii = unmarked(&text(&outline["ascii"]));
        for step in items(&plan["steps"]) {
            let said = unmarked(&format!("Done when: {}", text(&step["done_when"])));
            assert!(ascii.contains(&said), "{step}: {ascii}");
        }
    }
}

/// A zone in which midnight is not that of UTC.
const ELSEWHERE: &str = "America/Los_Angeles";

/// Taskwarrior with data of its own.
fn task(folder: &Path, args: &[&str]) -> String {
    let mut command = Command::new("task");
    command.env_clear().env("PATH", std::env::var_os("PATH").unwrap());
    command.env("TZ", ELSEWHERE).env("HOME", folder).env("TASKDATA", folder);
    let settings = ["rc:/dev/null", "rc.confirmation=no", "rc.json.array=on", "rc.gc=off"];
    let output = command.args(settings).args(args).output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{args:?}: {said}");
    String::from_utf8(output.stdout).unwrap()
}

#[test]
#[ignore = "needs Taskwarrior: `.ci/run` installs it"]
#[expect(clippy::print_stdout, reason = "the numbers go into reports")]
fn trial_taskwarrior_imports_the_tasks_and_updates_them() {
    for world in WORLDS {
        let (folder, kb) = begun(world);
        let folder = folder.path();
        let wanted = expected(&plan(folder, kb, DAY));
        for args in [&["--hours", "20"][..], &[], &[]] {
            let args = [&["--format", "taskwarrior"], args].concat();
            let file = exported(folder, kb, "tasks.json", &args);
            task(folder, &["import", file.to_str().unwrap()]);
        }
        let tasks: Value = serde_json::from_str(&task(folder, &["export"])).unwrap();
        let tasks = items(&tasks);
        let name = |task: &Value| {
            // The last line of the notes names the step; a finished one has no such line.
            let notes = task["annotations"].as_array().cloned().unwrap_or_default();
            let command = notes.last().map(|note| text(&note["description"]));
            command.and_then(|it| Some(it.split_once("mlpath done ")?.1.to_owned()))
        };
        let names = tasks.iter().filter_map(|task| Some((text(&task["uuid"]), name(task)?)));
        let names = names.collect::<BTreeMap<_, _>>();
        assert_eq!(tasks.len(), wanted.len());
        let depends = tasks.iter().filter_map(|task| {
            let depends = task["depends"].as_array().cloned().unwrap_or_default();
            let depends = depends.iter().map(|id| json!(names[&text(id)])).collect_vec();
            Some((names.get(&text(&task["uuid"]))?.clone(), depends))
        });
        let depends = depends.collect();
        for task in &tasks {
            let Some(id) = names.get(&text(&task["uuid"])) else {
                assert_eq!(task["status"], "completed");
                continue;
            };
            let step = &wanted[id];
            assert_eq!((&task["status"], &task["description"]), (&json!("pending"), &step[0]));
            // A day there, as a time in UTC.
            let day = |key: &str| {
                let at = DateTime::strptime("%Y%m%dT%H%M%SZ", text(&task[key])).unwrap();
                let at = at.to_zoned(TimeZone::UTC).unwrap();
                json!(at.with_time_zone(TimeZone::get(ELSEWHERE).unwrap()).date())
            };
            assert_eq!(json!([day("scheduled"), day("due"), null]), step[1], "{task}");
            assert_eq!(json!(before(id, &depends)), step[2]);
        }
        let count = |filter: &str| task(folder, &[filter, "count"]).trim().to_owned();
        let waiting = wanted.values().filter(|step| !items(&step[2]).is_empty()).count();
        assert_eq!(count("+BLOCKED"), waiting.to_string());
        let next = task(folder, &["rc.defaultwidth=200", "rc.detection=off", "limit:none", "next"]);
        assert!(next.contains("Deps"));
        println!("{}: {} tasks, {waiting} blocked", kb.unwrap_or("shipped"), tasks.len());
    }
}
