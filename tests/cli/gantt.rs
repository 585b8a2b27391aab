//! `plan --gantt` against the weeks that the same plan has as JSON.

use std::collections::BTreeSet;

use jiff::civil::{Date, date};
use jiff::{Span, ToSpan as _};
use proptest::prelude::*;
use serde_json::Value;

use crate::console::{folder, program};

fn plan(args: &[String], more: &[&str], width: u16) -> String {
    let folder = folder();
    let mut command = program(folder.path());
    let output = command.env("COLUMNS", width.to_string()).arg("plan").args(args).args(more);
    let output = output.output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{args:?}");
    String::from_utf8(output.stdout).unwrap()
}

fn day(value: &Value) -> Date {
    value.as_str().unwrap().parse().unwrap()
}

/// The columns in which each step has hours, read from JSON. Either a column has several weeks, or a
/// week several columns.
fn expected(json: &Value, weeks_each: usize, columns_each: usize) -> Vec<BTreeSet<usize>> {
    let first = day(&json["capacity"][0]["week"]);
    let columns = |week: &Value| {
        let week = day(&week["week"]).duration_since(first).as_hours() as usize / 168;
        let column = week / weeks_each * columns_each;
        column..column + columns_each
    };
    let steps = json["steps"].as_array().unwrap().iter();
    steps.map(|step| step["weeks"].as_array().unwrap().iter().flat_map(columns).collect()).collect()
}

/// The same, read from the drawing, in columns of the terminal.
fn drawn(text: &str) -> Vec<BTreeSet<usize>> {
    let (_, chart) = text.split_once("\n\n").unwrap();
    let (chart, _) = chart.split_once("\n\n\u{2584} ").unwrap();
    let bars = |row: &str| {
        let cells = row.chars().enumerate();
        cells.filter(|&(_, c)| c == '\u{2584}' || c == '\u{2588}').map(|(at, _)| at).collect()
    };
    chart.lines().filter(|line| line.starts_with(char::is_alphanumeric)).map(bars).collect()
}

/// Counted from the first column with hours.
fn from_the_first(rows: Vec<BTreeSet<usize>>) -> Vec<Vec<usize>> {
    let first = rows.iter().flatten().copied().min().unwrap();
    rows.into_iter().map(|row| row.into_iter().map(|column| column - first).collect()).collect()
}

fn check(args: &[String], width: u16) {
    let text = plan(args, &["--gantt"], width);
    for line in text.lines() {
        assert!(line.chars().count() <= width.into(), "{args:?} at {width}: {line}");
        assert!(!line.ends_with(' '), "{args:?} at {width}: {line:?}");
    }
    let json: Value = serde_json::from_str(&plan(args, &["--format", "json"], width)).unwrap();
    let number = |before: &str| {
        let scale = text.split_once(before)?.1;
        scale.split(' ').next().unwrap().parse().ok()
    };
    let weeks_each = number("each column is ").unwrap_or(1);
    let columns_each = number("each week is ").unwrap_or(1);
    let bars = from_the_first(drawn(&text));
    let expected = from_the_first(expected(&json, weeks_each, columns_each));
    assert_eq!(bars, expected, "{args:?} at {width}\n{text}");

    let months = plan(args, &["--gantt", "--format", "plain"], width);
    let hours = months.lines().filter_map(|line| line.strip_prefix("   hours: "));
    let hours: Vec<f64> = hours.map(|hours| hours.replace(',', "").parse().unwrap()).collect();
    let steps = json["steps"].as_array().unwrap().iter();
    let left: f64 = steps.map(|step| step["hours"]["left"].as_f64().unwrap()).sum();
    let rounding = 0.05 * hours.len() as f64 + 0.01;
    assert!((hours.iter().sum::<f64>() - left).abs() <= rounding, "{args:?}\n{months}");
}

fn args(start: Date, of: &[(&str, String)]) -> Vec<String> {
    let pairs = of.iter().flat_map(|(flag, value)| [(*flag).to_owned(), value.clone()]);
    pairs.chain(["--start".to_owned(), start.to_string()]).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, failure_persistence: None, ..Default::default() })]

    #[test]
    fn bars_are_the_weeks_of_the_plan_and_fit_the_width(
        width in 40_u16..=200,
        hours in prop_oneof![1_u32..60, 1_u32..5],
        start in 0_i64..400,
        today in -20_i64..200,
        deadline in 0_i64..300,
        holiday in (-20_i64..200, 0_i64..60),
        must in prop_oneof![Just("project"), Just("meetup"), Just("degree")],
    ) {
        let later = |from: Date, days: i64| from.checked_add(Span::new().days(days)).unwrap();
        let start = later(date(2027, 1, 1), start);
        let from = later(start, holiday.0);
        check(&args(start, &[
            ("--kb", "tiny".to_owned()),
            ("--hours", hours.to_string()),
            ("--today", later(start, today).to_string()),
            ("--deadline", later(start, deadline).to_string()),
            ("--holiday", format!("{from}..{}", later(from, holiday.1))),
            ("--must", must.to_owned()),
        ]), width);
    }
}

#[test]
fn the_shipped_plan_is_drawn_at_any_width() {
    let start = date(2027, 1, 4);
    let wishes = [
        &[][..],
        &[("--must", "degree-msc-computer-science"), ("--holiday", "2027-07-05..2027-07-25")],
        &[("--hours", "4"), ("--deadline", "2029-02-01"), ("--today", "2028-01-01")],
    ];
    for wish in wishes {
        let flags: Vec<_> = wish.iter().map(|(flag, value)| (*flag, (*value).to_owned())).collect();
        for width in [40, 60, 80, 120, 200] {
            check(&args(start, &flags), width);
        }
    }
    let late = start.checked_add(7_950.years()).unwrap();
    for (start, hours) in [(late, "1"), (start, "0.01")] {
        let flags = [("--kb", "tiny".to_owned()), ("--hours", hours.to_owned())];
        check(&args(start, &flags), 50);
    }
}
