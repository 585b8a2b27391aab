//! Plans as graphs, read by the tools that draw them. S8: whatever the texts of a knowledge base
//! say, as many nodes and arrows are drawn as the plan has, with its texts, and nothing else.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::{Value, json};

use crate::console::{folder, program};

/// What ends a label, begins something else, or is read a second time by one of the two.
const TITLES: [&str; 44] = [
    "\"",
    "a\" b",
    "\"] --> b[\"c",
    "\"]; evil [label=\"x",
    "]",
    "}",
    "{ shape }",
    "a --> b",
    "a -> b;",
    "|pipe| ||",
    "end",
    "subgraph x",
    "click s1 href \"javascript:alert(1)\"",
    "click s1 call alert(1)",
    "style s1 fill:#f00;",
    "classDef default:x #a; b;",
    "%% comment",
    "%%{init: {\"theme\": \"forest\", \"securityLevel\": \"loose\"}}%%",
    "---",
    ":::critical",
    "@{ shape: circle }",
    "$$x^2$$",
    "fa:fa-ban icon",
    "`**bold** _it_`",
    "1. list",
    "- list",
    "# heading",
    "[link](https://evil.example)",
    "https://evil.example www.evil.example",
    "#quot; #35; #60;script#62;",
    "&quot; &lt;script&gt; &#60;b&#62; &amp;amp;",
    "ﬂ°lt¶ß ﬂ°°60¶ß",
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<br/> <b>bold</b>",
    "</title></svg><script>alert(1)</script>",
    "\\",
    "ends with \\",
    "\\N \\G \\E \\T \\L",
    "left\\l right\\r down\\n",
    "\\\" \\\\\"",
    "/* comment */ // comment",
    "数学 über é",
    "an-unbroken-word-that-is-wider-than-any-node-could-ever-be-so-that-nothing-can-break-it",
];

/// Words of Mermaid and DOT, and ids that look like their arrows.
const IDS: [&str; 13] = [
    "end", "graph", "subgraph", "digraph", "strict", "node", "edge", "style", "click", "default",
    "o", "x-", "0--1",
];

const ADDRESS: &str = "https://example.org/%%{init:{}}%%;a'b&lt;c#d;ü";

/// The shipped plan after a finished step, and a world of nothing but hostile texts.
fn places() -> [(tempfile::TempDir, Vec<&'static str>); 2] {
    let shipped = folder();
    let args = ["done", "python-cs50p", "--hours", "40h", "--quiet", "--today", "2027-01-04"];
    let output = program(shipped.path()).args(args).output().unwrap();
    assert!(output.status.success());
    let hostile = folder();
    write_world(hostile.path());
    [(shipped, vec![]), (hostile, vec!["--kb", "hostile"])]
}

/// Each title is that of a step; each step comes after the one before and the one before that.
fn write_world(folder: &Path) {
    let ids: Vec<String> = (0..TITLES.len())
        .map(|n| IDS.get(n).map_or_else(|| format!("step-{n}"), |id| (*id).to_owned()))
        .collect();
    let steps = TITLES.iter().enumerate().map(|(n, title)| {
        json!({
            "id": ids[n], "title": title, "item": "all", "kind": "course",
            "hours": {"low": 1, "likely": 2, "high": 4}, "cost": {"class": "free"},
            "done_when": title, "after": ids[n.saturating_sub(2)..n],
            "resources": [{"title": title, "url": ADDRESS, "cost": "free", "format": "book"}],
        })
    });
    let steps: Vec<Value> = steps.collect();
    let last = ids.last().unwrap();
    let name = format!("Engineer {}", TITLES.join(" "));
    let role = json!([{"id": "engineer", "name": name, "needs": {}, "milestones": [last]}]);
    let item =
        json!([{"id": "all", "section": "skills", "name": TITLES[32], "coverage": "optional"}]);
    let world = folder.join("hostile");
    fs::create_dir(&world).unwrap();
    // JSON is YAML.
    for (file, entries) in [
        ("competencies.yaml", json!([])),
        ("guide.yaml", item),
        ("roles.yaml", role),
        ("steps.yaml", json!(steps)),
    ] {
        fs::write(world.join(file), entries.to_string()).unwrap();
    }
}

fn said(folder: &Path, kb: &[&str], format: &str) -> String {
    let args = ["plan", "--format", format, "--today", "2027-01-04"];
    let output = program(folder).args(args).args(kb).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// Nodes by id with their texts, and arrows by ids.
#[derive(Debug, Default, PartialEq)]
struct Drawn {
    nodes: BTreeMap<String, String>,
    edges: Vec<(String, String)>,
}

/// Ids of the steps in the order of Mermaid's numbers: by section, finished ones first.
fn ids(plan: &Value) -> Vec<String> {
    let all = ["done", "steps"].into_iter().flat_map(|part| plan[part].as_array().unwrap());
    let all: Vec<&Value> = all.collect();
    let sections = ["education", "skills", "experience", "networking"];
    let of = |section| all.iter().filter(move |step| step["section"] == section);
    let ids = sections.into_iter().flat_map(|section: &str| of(section).map(|step| &step["id"]));
    ids.map(|id| id.as_str().unwrap().to_owned()).collect()
}

/// Compares what was drawn with the plan in JSON.
fn is_the_plan(drawn: &Drawn, plan: &Value) {
    let unbroken = |text: &str| text.replace(|c: char| c.is_whitespace() || c == '\u{200c}', "");
    let steps = plan["steps"].as_array().unwrap();
    let done = plan["done"].as_array().unwrap();
    let text = |step: &Value, field: &str| step[field].as_str().unwrap().to_owned();
    assert_eq!(drawn.nodes.len(), steps.len() + done.len());
    for step in steps {
        let hours = &step["hours"]["left"];
        let label = unbroken(&format!("{} {hours} h,", text(step, "title")));
        let shown = unbroken(&drawn.nodes[&text(step, "id")]);
        let days = shown.strip_prefix(&label).unwrap_or_else(|| panic!("{shown} is no {label}"));
        assert!(days.starts_with(|c: char| c.is_ascii_digit()) && days.len() < 30, "{shown}");
    }
    for step in done {
        let label = unbroken(&format!("{} finished", text(step, "title")));
        assert!(unbroken(&drawn.nodes[&text(step, "id")]).starts_with(&label));
    }
    let waits = |step: &Value| {
        let id = text(step, "id");
        let waits_for = step["waits_for"].as_array().unwrap().iter();
        waits_for.map(|other| (other.as_str().unwrap().to_owned(), id.clone())).collect::<Vec<_>>()
    };
    let all: Vec<_> = steps.iter().flat_map(waits).collect();
    assert!(drawn.edges.iter().all(|edge| all.contains(edge)));
    // The arrows say all that the plan says, and none says what others say.
    let said = closure(&drawn.edges);
    assert_eq!(said, closure(&all));
    for edge in &drawn.edges {
        let others: Vec<_> = drawn.edges.iter().filter(|it| *it != edge).cloned().collect();
        assert_ne!(closure(&others), said, "{edge:?} is said twice");
    }
}

/// All pairs of which the second waits for the first, directly or not.
fn closure(edges: &[(String, String)]) -> BTreeSet<(String, String)> {
    let mut all: BTreeSet<_> = edges.iter().cloned().collect();
    loop {
        let longer = all.iter().flat_map(|(from, middle)| {
            let next = edges.iter().filter(move |(start, _)| start == middle);
            next.map(move |(_, to)| (from.clone(), to.clone()))
        });
        let before = all.len();
        let longer: Vec<_> = longer.collect();
        all.extend(longer);
        if all.len() == before {
            return all;
        }
    }
}

/// Without the tools: every line is one that the program means to write, and of a text nothing is
/// left that Mermaid or DOT could take for their own.
#[test]
fn hostile_texts_stay_within_their_labels() {
    let [_, (folder, kb)] = places();
    let plan: Value = serde_json::from_str(&said(folder.path(), &kb, "json")).unwrap();
    let steps = plan["steps"].as_array().unwrap().len();
    assert_eq!(steps, TITLES.len());

    let mermaid = said(folder.path(), &kb, "mermaid");
    let labels = mermaid.lines().filter_map(|line| line.trim().split_once("[\""));
    let labels = labels.filter(|(name, _)| name.starts_with('s') && !name.contains(' '));
    let labels: Vec<_> = labels.map(|(_, rest)| rest.split_once("\"]:::skills").unwrap()).collect();
    assert_eq!(labels.len(), steps);
    for (label, rest) in labels {
        assert_eq!(rest, "");
        let text = label.replacen("<br/>", "", 1);
        let is_plain = |c: char| c.is_alphanumeric() || matches!(c, ' ' | '#' | ';' | '–' | '°');
        assert!(text.chars().all(is_plain), "{label}");
    }
    let links = mermaid.lines().filter(|line| line.trim().starts_with("click "));
    let address = "\"https://example.org/%%%7Binit:%7B%7D%7D%%%3Ba%27b&lt%3Bc#d%3B%C3%BC\"";
    assert!(links.clone().all(|line| line.ends_with(address)), "{mermaid}");
    assert_eq!(links.count(), steps);

    let dot = said(folder.path(), &kb, "dot");
    // What is left without the strings in quotes is the program's own.
    let own = dot.replace(r"\\", "").replace("\\\"", "");
    let own: String = own.split('"').step_by(2).collect();
    let is_own = |c: char| c.is_ascii_alphanumeric() || " \n_={}[],;.->".contains(c);
    assert!(own.chars().all(is_own), "{own}");
    let nodes = own.lines().filter(|line| line.contains(" [label=") && !line.contains("->"));
    assert_eq!(nodes.count(), steps);
}

/// What Graphviz lays out.
fn drawn_by_graphviz(folder: &Path, dot: &str) -> Drawn {
    fs::write(folder.join("plan.dot"), dot).unwrap();
    let run = |form: &str| {
        let output = Command::new("dot").arg(form).arg(folder.join("plan.dot")).output().unwrap();
        let said = String::from_utf8(output.stderr).unwrap();
        assert!(output.status.success() && said.is_empty(), "{said}");
        String::from_utf8(output.stdout).unwrap()
    };
    let svg = run("-Tsvg");
    for foreign in ["<script", "<img", "<image", "<foreignObject", "=\"javascript:"] {
        assert!(!svg.contains(foreign), "{foreign}");
    }
    let graph: Value = serde_json::from_str(&run("-Tjson")).unwrap();
    let objects = graph["objects"].as_array().unwrap();
    let name = |at: &Value| objects[at.as_u64().unwrap() as usize]["name"].as_str().unwrap();
    let mut drawn = Drawn::default();
    for object in objects.iter().filter(|object| object.get("nodes").is_none()) {
        let texts = object["_ldraw_"].as_array().unwrap().iter().filter(|it| it["op"] == "T");
        let lines: Vec<_> = texts.map(|it| it["text"].as_str().unwrap()).collect();
        drawn.nodes.insert(object["name"].as_str().unwrap().to_owned(), lines.join("\n"));
    }
    for edge in graph["edges"].as_array().unwrap() {
        drawn.edges.push((name(&edge["tail"]).to_owned(), name(&edge["head"]).to_owned()));
    }
    drawn
}

#[test]
#[ignore = "needs Graphviz: `.ci/run` installs it"]
fn trial_graphviz_draws_the_plan() {
    for (folder, kb) in places() {
        let plan = serde_json::from_str(&said(folder.path(), &kb, "json")).unwrap();
        let drawn = drawn_by_graphviz(folder.path(), &said(folder.path(), &kb, "dot"));
        is_the_plan(&drawn, &plan);
        report("Graphviz", &drawn);
    }
}

/// What Mermaid draws in a browser, once for each of its levels of security.
fn drawn_by_mermaid(folder: &Path, mermaid: &str) -> Value {
    let tools = std::env::var("MLPATH_FORMATTERS").expect("the folder of the formatters");
    let library = format!("file://{tools}/node_modules/mermaid/dist/mermaid.min.js");
    let source = json!(mermaid).to_string().replace('<', "\\u003c");
    let page = fs::read_to_string("tests/readers/mermaid.html").unwrap();
    let page = page.replace("MERMAID", &library).replace("SOURCE", &source);
    fs::write(folder.join("page.html"), page).unwrap();
    let mut chromium = Command::new("chromium");
    chromium.args([
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--virtual-time-budget=60000",
        "--dump-dom",
    ]);
    let profile = format!("--user-data-dir={}", folder.join("browser").display());
    let page = format!("file://{}", folder.join("page.html").display());
    let output = chromium.arg(profile).arg(page).output().expect("trials need Chromium");
    let dom = String::from_utf8(output.stdout).unwrap();
    let read = dom.split_once("<pre id=\"read\">").unwrap().1.split_once("</pre>").unwrap().0;
    serde_json::from_str(&read.replace("&lt;", "<").replace("&gt;", ">")).unwrap()
}

#[test]
#[ignore = "needs Mermaid and Chromium: `.ci/run` installs them"]
fn trial_mermaid_draws_the_plan() {
    for (folder, kb) in places() {
        let plan: Value = serde_json::from_str(&said(folder.path(), &kb, "json")).unwrap();
        let readings = drawn_by_mermaid(folder.path(), &said(folder.path(), &kb, "mermaid"));
        let ids = ids(&plan);
        let id = |name: &str| ids[name[1..].parse::<usize>().unwrap() - 1].clone();
        let readings = readings.as_array().unwrap_or_else(|| panic!("{readings}"));
        assert_eq!(readings.len(), 3);
        for reading in readings {
            let nodes = reading["nodes"].as_object().unwrap().iter();
            let edges = reading["edges"].as_array().unwrap().iter();
            let drawn = Drawn {
                nodes: nodes.map(|(at, it)| (id(at), it.as_str().unwrap().to_owned())).collect(),
                edges: edges
                    .map(|it| (id(it[0].as_str().unwrap()), id(it[1].as_str().unwrap())))
                    .collect(),
            };
            is_the_plan(&drawn, &plan);
            let links = reading["links"].as_array().unwrap();
            assert!(links.iter().all(|it| it.as_str().unwrap().starts_with("http")), "{links:?}");
            assert!(links.len() * 2 > drawn.nodes.len());
            let title = format!("Plan to become: {}", plan["role_name"].as_str().unwrap());
            let shown = reading["title"].as_str().unwrap().replace('\u{200c}', "");
            assert_eq!(shown, title);
            let foreign = ["script", "img", "image", "iframe", "b", "em", "strong", "math", "i"];
            let elements = reading["elements"].as_array().unwrap();
            assert!(!foreign.iter().any(|it| elements.contains(&json!(it))), "{elements:?}");
            assert_eq!((&reading["handlers"], &reading["called"]), (&json!(0), &json!(0)));
            report("Mermaid", &drawn);
        }
    }
}

#[expect(clippy::print_stdout, reason = "the numbers go into reports")]
fn report(tool: &str, drawn: &Drawn) {
    println!("{tool}: nodes {}, arrows {}, wrong 0", drawn.nodes.len(), drawn.edges.len());
}
