//! The page: what it lets in from texts that mean harm, and how it does in a real browser.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
#[cfg(target_os = "linux")]
use std::process::Command;

use html5gum::{DefaultEmitter, StartTag, Token, Tokenizer};

use crate::console::{folder, program};

/// S7 of the tests of reliability: texts that would like to be markup, in a page.
const HOSTILE: [&str; 12] = [
    "<script>alert(1)</script>",
    "</script><script>alert(2)</script>",
    "</title></style><img src=x onerror=alert(3)>",
    "\"><svg onload=alert(4)>",
    "' onmouseover='alert(5)' x='",
    "<a href=javascript:alert(6)>here</a>",
    "--><!-- mlpath:x --> <b>",
    "]]> <![CDATA[ <iframe src=//evil.example>",
    "&lt;script&gt;alert(7)&lt;/script&gt;",
    "[x](javascript:alert(8)) `code` | # *b*",
    "<base href=https://evil.example/><meta http-equiv=refresh content=0>",
    "---\ntitle: front matter\n---",
];

/// Addresses that are no pages. The first three are refused where they are written.
const NO_PAGES: [&str; 5] = [
    "javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "https://example.org/\"><script>alert(1)</script>",
    "vbscript:x",
    "see https://example.org/",
];

fn run(folder: &Path, args: &[&str]) -> String {
    let output = program(folder).args(args).args(["--today", "2027-01-04"]).output().unwrap();
    assert!(output.status.success(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

fn value(tag: &StartTag<()>, name: &str) -> Option<String> {
    let value = tag.attributes.get(name.as_bytes());
    value.map(|value| String::from_utf8(value.value.to_vec()).unwrap())
}

/// What a parser that is not ours finds in a page.
#[derive(Default)]
struct Page {
    /// With their names.
    tags: Vec<(String, StartTag<()>)>,
    /// All text that is neither style nor script, without line breaks.
    text: String,
    comments: usize,
}

impl Page {
    fn read(html: &str) -> Self {
        let mut emitter = DefaultEmitter::default();
        emitter.naively_switch_states(true);
        let mut page = Self::default();
        for Ok(token) in Tokenizer::new_with_emitter(html, emitter) {
            match token {
                Token::StartTag(tag) => {
                    let name = String::from_utf8(tag.name.to_vec()).unwrap();
                    page.tags.push((name, tag));
                }
                Token::String(text) if !matches!(page.tags.last(), Some((name, _)) if name == "style") =>
                {
                    page.text += &String::from_utf8_lossy(&text);
                }
                Token::Comment(_) => page.comments += 1,
                Token::Error(error) => panic!("{error:?}"),
                _ => {}
            }
        }
        page
    }

    fn count(&self, name: &str) -> usize {
        self.tags.iter().filter(|(other, _)| other == name).count()
    }

    fn values(&self, attribute: &str) -> Vec<String> {
        self.tags.iter().filter_map(|(_, tag)| value(tag, attribute)).collect()
    }
}

/// A small world with one text in every place of a step where text can stand.
fn world(folder: &Path, text: &str) {
    let path = folder.join("tiny/steps.yaml");
    let quoted = serde_json::to_string(text).unwrap();
    let steps = fs::read_to_string(&path).unwrap();
    let changed = steps
        .replace("title: Deploy a project", &format!("title: {quoted}"))
        .replace("done_when: A public address.", &format!("done_when: {quoted}"))
        .replace("earns: Deployed a project", &format!("earns: {quoted}"))
        .replace("\"School <b>\"", &format!("{quoted}, price: {quoted}"))
        .replace("A *free* course", &quoted)
        .replace("https://example.org/python", "https://example.org/'onclick='alert(9)?a=1&b=2");
    fs::write(path, changed).unwrap();
    let roles = folder.join("tiny/roles.yaml");
    let named = fs::read_to_string(&roles).unwrap().replace("Engineer", &quoted);
    fs::write(roles, named).unwrap();
    let holiday = format!("{{from: 2027-01-11, until: 2027-01-17, hours: 0, why: {quoted}}}");
    let profile =
        format!("version: 1\nrole: engineer\navoid: [python-bootcamp]\nexceptions: [{holiday}]\n");
    fs::write(folder.join("profile.yaml"), profile).unwrap();
}

#[test]
fn hostile_texts_are_text() {
    let plain = folder();
    let export = |folder: &Path| run(folder, &["export", "--kb", "tiny", "--format", "html"]);
    // In a chart a longer text may take more lines.
    let tags = |page: &Page| {
        let tags = page.tags.iter().map(|(name, _)| name.clone());
        tags.filter(|name| name != "text").collect::<Vec<_>>()
    };
    world(plain.path(), "plain");
    run(plain.path(), &["done", "meetup", "--kb", "tiny", "--evidence", "plain"]);
    let plain = Page::read(&export(plain.path()));
    for text in HOSTILE {
        let folder = folder();
        world(folder.path(), text);
        run(folder.path(), &["done", "meetup", "--kb", "tiny", &format!("--evidence={text}")]);
        let html = export(folder.path());
        let page = Page::read(&html);
        assert_eq!(tags(&page), tags(&plain), "{text}");
        assert_eq!((page.count("script"), page.comments), (1, 0), "{text}");
        assert!(page.tags.iter().all(|(_, tag)| {
            tag.attributes.keys().all(|name| !name.starts_with(b"on") && &name[..] != b"style")
        }));
        let links: BTreeSet<String> = page.values("href").into_iter().collect();
        let outside: Vec<&String> = links.iter().filter(|link| !link.starts_with('#')).collect();
        assert_eq!(outside, ["https://example.org/'onclick='alert(9)?a=1&b=2"], "{text}");
        assert!(page.values("src").is_empty(), "{text}");
        let shown = text.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(page.text.matches(&shown).count() >= 5, "{text} is not all shown");
        assert!(!html.contains("\\u{a}"), "{text}: no line break is taken for a hostile character");
        assert_eq!(export(folder.path()), html, "{text}: the same plan is the same page");
    }
}

#[test]
fn every_step_has_one_box_and_what_is_done_is_ticked() {
    let folder = folder();
    run(folder.path(), &["done", "meetup", "--kb", "tiny", "--evidence", "mailto:a@b.c"]);
    let args = ["export", "--kb", "tiny", "--role", "engineer", "--format"];
    let page = Page::read(&run(folder.path(), &[&args[..], &["html"]].concat()));
    let checklist = run(folder.path(), &[&args[..], &["markdown"]].concat());
    let boxes = page.values("type").iter().filter(|kind| *kind == "checkbox").count();
    assert_eq!(boxes, checklist.matches("- [").count());
    assert_eq!(page.values("checked").len(), checklist.matches("- [x]").count());
    for line in page.values("data-line") {
        assert!(checklist.contains(line.split(" <!--").next().unwrap()), "{line}");
    }
    let ids: Vec<String> = page.values("id");
    assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), ids.len(), "{ids:?}");
    let inside =
        page.values("href").into_iter().filter_map(|it| Some(it.strip_prefix('#')?.into()));
    assert!(inside.collect::<Vec<String>>().iter().all(|id| ids.contains(id)));
    assert!(page.values("href").contains(&"mailto:a@b.c".to_owned()));
}

#[test]
fn what_is_no_address_of_a_page_is_no_link() {
    for (number, address) in NO_PAGES.iter().enumerate() {
        let folder = folder();
        run(folder.path(), &["done", "meetup", "--kb", "tiny", &format!("--evidence={address}")]);
        let args = ["export", "--kb", "tiny", "--role", "engineer", "--format", "html"];
        let page = Page::read(&run(folder.path(), &args));
        assert!(page.text.contains(address), "{address}");
        assert!(!page.values("href").contains(&(*address).to_owned()), "{address}");
        if number < 3 {
            let path = folder.path().join("tiny/steps.yaml");
            let quoted = serde_json::to_string(address).unwrap();
            let steps = fs::read_to_string(&path).unwrap();
            fs::write(path, steps.replace("\"https://example.org/python\"", &quoted)).unwrap();
            let output = program(folder.path()).args(args).output().unwrap();
            let said = String::from_utf8(output.stderr).unwrap();
            assert!(said.contains("is not an http or https address"), "{said}");
        }
    }
}

/// Every pair of a colour and the paper has the contrast that WCAG 2.2 asks for at level AA: 4.5 for
/// text, 3 for graphics.
#[test]
fn colours_stand_out() {
    let style = fs::read_to_string("src/render/plan/page/style/theme.css").unwrap();
    let light = style.split(":root {").nth(1).unwrap();
    let dark = style.split(":root {").nth(2).unwrap();
    for (theme, block) in [("light", light), ("dark", dark)] {
        let block = block.split('}').next().unwrap();
        let colours = block.lines().filter_map(|line| line.trim().split_once(": #"));
        let colours: Vec<(&str, f64)> =
            colours.map(|(name, hex)| (name, luminance(hex.trim_end_matches(';')))).collect();
        let paper = colours.iter().find(|(name, _)| *name == "--paper").unwrap().1;
        assert_eq!(colours.len(), 16, "{colours:?}");
        for (name, colour) in colours {
            let least = match name {
                // Rules only divide; what is theirs to say, headings and space say too.
                "--paper" | "--rule" => continue,
                "--line" | "--holiday" => 3.0,
                _ => 4.5,
            };
            let contrast = (colour.max(paper) + 0.05) / (colour.min(paper) + 0.05);
            assert!(contrast >= least, "{theme}: {name} has a contrast of {contrast:.2}");
        }
    }
}

/// The relative luminance of a colour, as WCAG defines it.
fn luminance(hex: &str) -> f64 {
    let part = |at: usize| f64::from(u8::from_str_radix(&hex[at..at + 2], 16).unwrap()) / 255.0;
    let linear = |part: f64| match part <= 0.04045 {
        true => part / 12.92,
        false => ((part + 0.055) / 1.055).powf(2.4),
    };
    [(0, 0.2126), (2, 0.7152), (4, 0.0722)]
        .map(|(at, weight)| weight * linear(part(at)))
        .iter()
        .sum()
}

#[test]
#[cfg(target_os = "linux")]
#[ignore = "needs Chromium, playwright-core and axe-core: `.ci/run` installs them"]
fn trial_a_page_in_a_browser() {
    let tools = std::env::var_os("MLPATH_FORMATTERS").expect("the folder of the tools");
    let folder = folder();
    let folder = folder.path();
    run(folder, &["init", "--hours", "10", "--start", "2027-01-04", "--deadline", "2030-06-30"]);
    run(folder, &["done", "python-cs50p", "--evidence", "https://example.org/cs50p"]);
    run(folder, &["export", "plan.html"]);
    run(folder, &["export", "later.html", "--start", "2027-02-01"]);
    let mut node = Command::new("node");
    node.arg("tests/page/browser.mjs").arg(tools);
    node.arg(folder.join("plan.html")).arg(folder.join("later.html"));
    let output = node.output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let seen: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    for nothing in ["console", "requests", "axe", "scrolls"] {
        assert_eq!(seen[nothing], serde_json::json!([]), "{nothing}");
    }
    let count = |when: &str| seen[when].as_str().unwrap().split_once(' ').unwrap().0.to_owned();
    let counts = ["before", "ticked", "reloaded", "later", "by_keyboard", "forgotten"].map(count);
    assert_eq!(counts, ["1", "3", "3", "3", "4", "1"]);
    let focused = seen["focused"].as_array().unwrap();
    assert!(focused.iter().all(|at| at["visible"] == true), "{focused:?}");
    assert!(focused.iter().any(|at| at["place"] == "figure" && at["is"] == "a"));
    assert!(seen["told"].as_str().unwrap().starts_with("Learn Python with CS50P\nFinished on"));
    let boxes = focused.iter().filter(|at| at["is"] == "input").count();
    let html = fs::read_to_string(folder.join("plan.html")).unwrap();
    assert_eq!(boxes, html.matches("data-step=").count());
    assert_eq!(seen["without_script"]["boxes"], boxes + 1);
    assert_eq!(seen["without_script"]["buttons"], 0);

    // The browser's day is that of the clock, so this is synced on the same day.
    let mut sync = program(folder);
    let output = sync.args(["sync", "--yes", "ticks.md", "--format", "json"]).output().unwrap();
    let synced: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(synced["events"].as_array().unwrap().len(), 2, "{synced}");
    let page = Page::read(&run(folder, &["export", "plan.html"]));
    assert!(page.tags.is_empty());
    let now = Page::read(&fs::read_to_string(folder.join("plan.html")).unwrap());
    assert_eq!(now.values("checked").len(), 3);
}
