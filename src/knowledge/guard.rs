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
        let hostile = |&(at, c): &(usize, char)| is_hostile(c) && !is_layout(index, at, c);
        if let Some((at, c)) = line.chars().enumerate().find(hostile) {
            return refuse(at + 1, format!("control character U+{:04X} in text", c as u32));
        }
        if line.starts_with("- ") {
            depth = 0;
        }
        let mut before = ' ';
        for (at, c) in line.char_indices() {
            match c {
                '[' | '{' => depth += 1,
                ']' | '}' => depth = depth.saturating_sub(1),
                '&' if starts_token(before) && goes_on(&line[at + 1..]) => anchors += 1,
                '*' if starts_token(before) && goes_on(&line[at + 1..]) => aliases += 1,
                _ => {}
            }
            before = c;
        }
        if depth > MAX_DEPTH {
            return refuse(1, format!("brackets nested more than {MAX_DEPTH} deep"));
        }
        if anchors > 0 && aliases * text.len() > MAX_ALIAS_BYTES {
            let (bytes, most) = (text.len(), MAX_ALIAS_BYTES >> 20);
            return refuse(
                1,
                format!("{aliases} aliases in {bytes} bytes could repeat more than {most} MiB"),
            );
        }
    }
    Ok(())
}

/// A tab, and the byte-order mark at the very start, are part of how a text is written.
fn is_layout(line: usize, column: usize, c: char) -> bool {
    c == '\t' || (c == '\u{feff}' && line == 0 && column == 0)
}

fn starts_token(before: char) -> bool {
    before.is_whitespace() || matches!(before, '[' | '{' | ',' | ':')
}

fn goes_on(rest: &str) -> bool {
    rest.starts_with(|c: char| !c.is_whitespace())
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
