//! The market: the shipped one, and one made of the invented adverts.

use std::fs;

use serde_json::Value;

use crate::console::{folder, program};

#[test]
fn the_shipped_market_holds_ids_and_nothing_else() {
    let text = fs::read_to_string("data/market.yaml").unwrap().replace("\r\n", "\n");
    let (head, adverts) = text.split_once("adverts: |\n").unwrap();
    assert!(adverts.lines().count() > 1_000);
    for line in adverts.lines() {
        let is_id = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "-:|; ".contains(c);
        assert!(line.chars().all(is_id), "{line}");
    }
    assert!(adverts.lines().is_sorted(), "make it again with `mlpath market`");
    let sample = head.lines().find(|line| line.starts_with("sample: ")).unwrap();
    assert!(sample.contains("Not a random sample"), "{sample}");
    for trace in ["http", "www", "@"] {
        assert!(!head.contains(trace), "{head}");
    }
}

fn json(args: &[&str]) -> Value {
    let folder = folder();
    let output = program(folder.path()).args(args).args(["--format", "json"]).output().unwrap();
    serde_json::from_slice(&output.stdout).unwrap()
}

#[test]
fn every_role_has_adverts() {
    assert_eq!(json(&["check"])["without_adverts"], serde_json::json!([]));
    let roles = json(&["list", "roles"]);
    let posts = |role: &Value| role["posts"].as_array().unwrap().len();
    assert!(roles["roles"].as_array().unwrap().iter().all(|role| posts(role) > 0));
}

/// A market of the adverts in `tests/adverts` is the same whatever their order, and plans can count
/// it.
#[test]
fn a_market_can_be_made_and_used() {
    let adverts = fs::read_dir("tests/adverts").unwrap().map(|file| file.unwrap().path());
    let mut adverts: Vec<_> =
        adverts.filter(|path| path.extension().is_some_and(|end| end == "txt")).collect();
    adverts.sort();
    let folder = folder();
    let mut made = Vec::new();
    for _ in 0..2 {
        let mut market = program(folder.path());
        market.args(["market", "--month", "2026-12"]);
        let root = std::env::current_dir().unwrap();
        let output = market.args(adverts.iter().map(|path| root.join(path))).output().unwrap();
        assert!(output.status.success());
        made.push(output.stdout);
        adverts.reverse();
    }
    assert_eq!(made[0], made[1]);
    let lines = made[0].split(|byte| *byte == b'\n').filter(|line| line.starts_with(b"  2026-12"));
    assert!(lines.count() >= 20);
    fs::write(folder.path().join("market.yaml"), &made[0]).unwrap();
    let output = program(folder.path()).args(["plan", "--market", "market.yaml"]).output().unwrap();
    assert!(output.status.success());
}
