//! Workflow commands of GitHub Actions: each problem becomes a remark on its line.

use std::fmt::Write as _;

use crate::knowledge::vocabulary::Keyword as _;
use crate::view::check::{CheckView, ProblemView};

/// One line a problem.
pub fn github(view: &CheckView) -> String {
    view.problems.iter().chain(&view.warnings).map(command).collect()
}

fn command(problem: &ProblemView) -> String {
    let it = &problem.diagnostic;
    let mut out = format!("::{} file={}", it.severity, property(&problem.place.replace('\\', "/")));
    if it.line > 0 {
        let _ = write!(out, ",line={},col={}", it.line, it.column);
        if it.end_column > it.column {
            // GitHub marks the last character, not the one behind it.
            let _ = write!(out, ",endColumn={}", it.end_column - 1);
        }
    }
    let said = match problem.told() {
        (text, help) if it.message.ends_with(help) => text + "; " + help,
        (text, help) => text + "\n" + help,
    };
    let _ = writeln!(out, ",title={}::{}", property(it.code.word()), data(&said));
    out
}

fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::{data, property};

    #[test]
    fn what_ends_a_command_or_a_property_is_escaped() {
        assert_eq!(data("100 %:\r\na, b"), "100 %25:%0D%0Aa, b");
        assert_eq!(property("c:\\a,b%"), "c%3A\\a%2Cb%25");
    }
}
