//! Bounds on YAML, checked before the parser sees it. The parser needs minutes and gigabytes for a
//! small file of aliases, and time that grows with the square of the nesting of braces.

use crate::knowledge::diagnostics::Diagnostic;
use crate::knowledge::files::SourceFile;
use crate::knowledge::text::is_hostile;

/// Nesting of `[` and `{`; honest files need three.
const MAX_DEPTH: usize = 64;
/// Aliases times the bytes that each could repeat.
const MAX_ALIAS_BYTES: usize = 64 << 20;

/// Refuses a file that would cost the parser too much. What stands in quotes or comments counts
/// like the rest: honest text stays far below the bounds.
///
/// # Errors
/// The place where a bound is passed.
pub(super) fn check(file: &SourceFile) -> Result<(), Diagnostic> {
    let text = &file.text;
    let (mut anchors, mut aliases) = (0_usize, 0_usize);
    let mut depth = 0_usize;
    for (index, line) in text.lines().enumerate() {
        let refuse = |column, message| {
            let (file, path) = (file.name.clone(), String::new());
            Err(Diagnostic { file, line: index + 1, column, path, message })
        };
        // A tab, and a byte-order mark at the very start, are part of how a text is written.
        let is_layout = |at, c| c == '\t' || (c == '\u{feff}' && (index, at) == (0, 0));
        let hostile = |&(at, c): &(usize, char)| is_hostile(c) && !is_layout(at, c);
        if let Some((at, c)) = line.chars().enumerate().find(hostile) {
            return refuse(at + 1, format!("control character U+{:04X} in text", c as u32));
        }
        if line.starts_with("- ") {
            depth = 0;
        }
        for (at, c) in line.char_indices() {
            match c {
                '[' | '{' => depth += 1,
                ']' | '}' => depth = depth.saturating_sub(1),
                '&' if is_sign(line, at) => anchors += 1,
                '*' if is_sign(line, at) => aliases += 1,
                _ => {}
            }
        }
        if depth > MAX_DEPTH {
            return refuse(1, format!("brackets nested more than {MAX_DEPTH} deep"));
        }
        if anchors > 0 && aliases * text.len() > MAX_ALIAS_BYTES {
            let (bytes, most) = (text.len(), MAX_ALIAS_BYTES >> 20);
            let message =
                format!("{aliases} aliases in {bytes} bytes could repeat more than {most} MiB");
            return refuse(1, message);
        }
    }
    Ok(())
}

/// Whether the character at `at` begins a token and has a name behind it.
fn is_sign(line: &str, at: usize) -> bool {
    let is_end = |c: char| c.is_whitespace() || matches!(c, '[' | '{' | ',' | ':');
    let begins = line[..at].chars().next_back().is_none_or(is_end);
    begins && line[at + 1..].starts_with(|c: char| !c.is_whitespace())
}

#[cfg(test)]
mod tests {
    use super::SourceFile;

    fn check(text: &str) -> Result<(), super::Diagnostic> {
        super::check(&SourceFile { name: "steps.yaml".to_owned(), text: text.to_owned() })
    }

    #[test]
    fn refuses_deep_nesting_on_one_line_or_many() {
        assert!(check(&"[".repeat(100_000)).is_err());
        assert!(check(&"{a: \n".repeat(100_000)).is_err());
        assert!(check(&format!("- {{\"a #\": {}", "{a: ".repeat(100_000))).is_err());
        assert!(check(&"- a: [b, {c: [d]}]\n".repeat(10_000)).is_ok());
    }

    #[test]
    fn refuses_aliases_by_what_they_could_repeat() {
        let bomb = |bytes: usize, aliases: usize| {
            format!("- &a \"{}\"\n{}", "x".repeat(bytes), "- *a\n".repeat(aliases))
        };
        assert!(check(&bomb(100_000, 20_000)).is_err());
        assert!(check(&bomb(1_000, 100)).is_ok());
        let odd = format!("- &-r \"{}\"\n{}", "x".repeat(60_000), "- {\"k\":*-r}\n".repeat(60_000));
        assert!(check(&odd).is_err());
        assert!(check(&"- a *starred* text\n".repeat(1_000_000)).is_ok());
    }

    #[test]
    fn a_step_with_an_open_bracket_in_its_text_is_not_nested() {
        assert!(check(&"- id: a\n  title: half-open [ bracket\n".repeat(1_000)).is_ok());
    }
}
