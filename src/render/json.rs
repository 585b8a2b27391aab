//! JSON for scripts, which also people may look at.

use std::borrow::Cow;
use std::io::{self, Write};

use anyhow::Result;
use serde::Serialize;

use crate::knowledge::text::{hostile, replaced};
use crate::render::lines::Lines;

/// JSON, also for what people are told line by line as it happens.
pub fn json(view: &impl Serialize) -> Result<String> {
    Ok(escaped(&serde_json::to_string_pretty(view)?).into_owned() + "\n")
}

/// JSON in one line.
pub fn json_line(view: &impl Serialize) -> Result<String> {
    Ok(escaped(&serde_json::to_string(view)?).into_owned() + "\n")
}

/// Writes the same as [`json`] gives, as it is made.
///
/// # Errors
/// If it cannot be written.
pub fn write(view: &impl Serialize, out: impl Write) -> io::Result<()> {
    let mut lines = Lines::new(out, escaped);
    serde_json::to_writer_pretty(&mut lines, view)?;
    lines.write_all(b"\n")?;
    lines.flush()
}

/// The same JSON, in which no text steers the terminal.
fn escaped(json: &str) -> Cow<'_, str> {
    // Taking a long answer to pieces is slow where there is nothing to escape.
    if hostile(json).all(|(_, c)| c == '\n') {
        return Cow::Borrowed(json);
    }
    replaced(json, |c| match c {
        '\n' => "\n".to_owned(),
        c => c.encode_utf16(&mut [0; 2]).iter().map(|unit| format!("\\u{unit:04x}")).collect(),
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{json, write};

    #[test]
    fn what_is_written_as_it_is_made_is_the_same() {
        let hostile = "a\u{1b}[31m \u{2067}b\u{2069} \u{2067}c".repeat(20);
        let view = json!({"rows": vec![json!({"id": 1, "text": hostile, "other": "\u{e9}"}); 400]});
        let mut written = Vec::new();
        write(&view, &mut written).unwrap();
        assert_eq!(String::from_utf8(written).unwrap(), json(&view).unwrap());
    }
}
