//! SARIF 2.1.0 (OASIS): the form in which tools exchange what they found in files.

use anyhow::Result;
use serde_json::{Value, json};

use crate::knowledge::vocabulary::Keyword as _;
use crate::render::json;
use crate::view::check::{CheckView, ProblemView};

const SCHEMA: &str = "https://json.schemastore.org/sarif-2.1.0.json";

/// The whole answer as a log with one run.
///
/// # Errors
/// None that a view can cause.
pub fn sarif(view: &CheckView) -> Result<String> {
    let all = || view.problems.iter().chain(&view.warnings);
    let mut codes: Vec<&str> = all().map(|problem| problem.diagnostic.code.word()).collect();
    codes.sort_unstable();
    codes.dedup();
    let rules = all().map(rule);
    let rules = codes.iter().filter_map(|code| rules.clone().find(|rule| rule["id"] == **code));
    let driver = json!({
        "name": "mlpath",
        "version": env!("CARGO_PKG_VERSION"),
        "rules": rules.collect::<Vec<Value>>(),
    });
    let result = |problem| result(problem, &codes);
    json(&json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": {"driver": driver},
            "columnKind": "unicodeCodePoints",
            "results": all().map(result).collect::<Vec<Value>>(),
        }],
    }))
}

fn rule(problem: &ProblemView) -> Value {
    let it = &problem.diagnostic;
    json!({
        "id": it.code,
        "shortDescription": {"text": problem.summary()},
        "help": {"text": it.code.help()},
        "defaultConfiguration": {"level": it.severity},
    })
}

fn result(problem: &ProblemView, codes: &[&str]) -> Value {
    let it = &problem.diagnostic;
    let mut place = json!({"artifactLocation": {"uri": address(&problem.place)}});
    if it.line > 0 {
        let mut region = json!({"startLine": it.line, "startColumn": it.column});
        if it.end_column > it.column {
            region["endColumn"] = it.end_column.into();
        }
        place["region"] = region;
    }
    let (text, help) = problem.told();
    json!({
        "ruleId": it.code,
        "ruleIndex": codes.iter().position(|code| *code == it.code.word()),
        "level": it.severity,
        "message": {"text": format!("{text}; {help}")},
        "locations": [{"physicalLocation": place}],
    })
}

/// A path as a relative or absolute reference of RFC 3986.
fn address(path: &str) -> String {
    let path = path.replace('\\', "/");
    let path = path.strip_prefix("./").unwrap_or(&path);
    let plain = |byte: &u8| byte.is_ascii_alphanumeric() || b"/-._~".contains(byte);
    let escaped = path.bytes().map(|byte| match plain(&byte) {
        true => char::from(byte).to_string(),
        false => format!("%{byte:02X}"),
    });
    escaped.collect()
}

#[cfg(test)]
mod tests {
    use super::address;

    #[test]
    fn a_path_is_a_reference() {
        assert_eq!(address("./kb/steps.yaml"), "kb/steps.yaml");
        assert_eq!(address("my kb\\ä#.yaml"), "my%20kb/%C3%A4%23.yaml");
    }
}
