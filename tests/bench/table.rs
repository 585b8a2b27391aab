//! Tables in Markdown, row by row as they are measured.

use itertools::Itertools as _;

use crate::process::End;
use crate::rounds::Sample;

/// Prints a heading and the head of a table, whose numbers stand on the right.
pub fn head(heading: &str, columns: &[String]) {
    print(&format!("\n## {heading}\n"));
    row(columns);
    let under = columns.iter().map(|column| match column.as_str() {
        "world" | "command" => "---".to_owned(),
        _ => "---:".to_owned(),
    });
    row(&under.collect_vec());
}

pub fn row(cells: &[String]) {
    print(&format!("| {} |", cells.iter().join(" | ")));
}

#[expect(clippy::print_stdout, reason = "a benchmark prints what it measured")]
pub fn print(line: &str) {
    println!("{line}");
}

/// Seconds to three digits, in ms below one second.
pub fn time(sample: &Sample) -> String {
    let seconds = sample.seconds();
    let shown = if seconds < 1.0 {
        format!("{} ms", digits(seconds * 1_000.0))
    } else {
        format!("{} s", digits(seconds))
    };
    match sample.end() {
        End::Well => shown,
        End::Refused => format!("refused, {shown}"),
        End::Stopped => format!("> {shown}"),
    }
}

/// About three digits.
pub fn digits(number: f64) -> String {
    match number {
        _ if !number.is_finite() => "–".to_owned(),
        _ if number < 10.0 => format!("{number:.2}"),
        _ if number < 100.0 => format!("{number:.1}"),
        _ => format!("{number:.0}"),
    }
}
