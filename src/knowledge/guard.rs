//! Bounds on YAML that came from outside, checked before the parser sees it. The parser reads a
//! whole document before it gives any of it back, in time that grows with the square of the nesting
//! of brackets, and repeats what an alias names: a small file can take hours and gigabytes.

use std::collections::HashMap;

use granit_parser::{ErrorKind, Event, Marker, Parser};

use crate::knowledge::code::Code;
use crate::knowledge::diagnostics::Diagnostic;
use crate::knowledge::files::SourceFile;
use crate::knowledge::text::{control_character, hostile};

/// Honest files need about ten levels.
const MAX_DEPTH: usize = 64;
/// The most that aliases may repeat, in values: those of 100,000 steps that share their hours.
const MAX_REPEATED: usize = 500_000;
/// The most values in a small file, and the fewest bytes of each in a large one: the parser needs
/// hundreds of bytes of memory for a value.
const MAX_VALUES: usize = 250_000;
const BYTES_BY_VALUE: usize = 6;
/// A larger file may hold no more values than one of so many bytes.
const LARGE: usize = 32 << 20;
/// So many bytes of text count like a further value.
const BYTES_OF_A_VALUE: usize = 64;

/// What the parser reads at once, whatever it is: bytes of a text, and bytes times brackets.
const SMALL: usize = 256 << 10;
const FEW_BRACKETS: usize = 1 << 30;

/// Whether a file may be read in pieces, each checked for what it costs: none needs another, and
/// together they hold no more than a file may.
pub(super) fn may_be_cut(text: &str) -> bool {
    let begins_a_value = |byte: &u8| matches!(byte, b'-' | b'?' | b':' | b',' | b'[' | b'{');
    let has_documents = ["\n---", "\n..."].iter().any(|mark| text.contains(mark));
    !has_documents
        && !may_repeat(text)
        && text.bytes().filter(begins_a_value).count() <= most_values(text)
        && check_letters(text).is_ok()
}

/// Refuses a file that would cost the parser too much, or that holds what no text may hold.
///
/// # Errors
/// The place where a bound is passed.
pub(super) fn check(file: &SourceFile) -> Result<(), Box<Diagnostic>> {
    let refused = |code| move |(at, said): Refusal| Box::new(Diagnostic::new(code, file, at, said));
    check_letters(&file.text).map_err(refused(Code::ControlCharacter))?;
    check_cost(&file.text).map_err(refused(Code::TooLarge))
}

/// What is wrong, with its line and column.
type Refusal = ((usize, usize), String);

fn check_letters(text: &str) -> Result<(), Refusal> {
    for (index, line) in text.lines().enumerate() {
        // A tab, and a byte-order mark at the very start, are part of how a text is written.
        let is_layout = |(at, c)| c == '\t' || (c == '\u{feff}' && (index, at) == (0, 0));
        if let Some((at, c)) = hostile(line).find(|&found| !is_layout(found)) {
            return Err(((index + 1, line[..at].chars().count() + 1), control_character(c)));
        }
    }
    Ok(())
}

/// Whether the parser can read a text. Most texts are too small to be looked at closely.
pub(super) fn check_cost(text: &str) -> Result<(), Refusal> {
    let brackets = text.bytes().filter(|byte| matches!(byte, b'[' | b'{')).count();
    match text.len() <= SMALL && brackets * text.len() <= FEW_BRACKETS && !may_repeat(text) {
        true => Ok(()),
        false => count(text),
    }
}

/// Whether there may be aliases.
fn may_repeat(text: &str) -> bool {
    text.contains('&') && text.contains('*')
}

fn most_values(text: &str) -> usize {
    MAX_VALUES.max(text.len().min(LARGE) / BYTES_BY_VALUE)
}

/// Counts by the events of another parser, which gives them one by one.
fn count(text: &str) -> Result<(), Refusal> {
    let place = |mark: &Marker| (mark.line(), mark.col() + 1);
    let most = most_values(text);
    let mut cost = Cost::default();
    for event in Parser::new_from_str(text) {
        let (event, span) = event.map_err(|error| match error.kind() {
            ErrorKind::RecursionLimitExceeded => (place(error.marker()), too_deep()),
            _ => (place(error.marker()), error.info()),
        })?;
        cost.add(&event).map_err(|message| (place(&span.start), message))?;
        if cost.values - cost.repeated > most {
            let message = format!("more than {most} values in {} bytes", text.len());
            return Err((place(&span.start), message));
        }
    }
    Ok(())
}

/// What the parser would have to build.
#[derive(Default)]
struct Cost {
    /// Values so far, as often as they are named.
    values: usize,
    /// Those that are there by an alias.
    repeated: usize,
    /// By anchor, the values of what it names.
    anchored: HashMap<usize, usize>,
    /// Of each open collection the anchor, and the values before it.
    open: Vec<(usize, usize)>,
}

impl Cost {
    fn add(&mut self, event: &Event<'_>) -> Result<(), String> {
        match event {
            Event::Alias(anchor) => {
                let values = self.anchored.get(anchor).copied().unwrap_or_default();
                self.values += values;
                self.repeated += values;
            }
            Event::Scalar(text, _, anchor, _) => {
                let values = 1 + text.len() / BYTES_OF_A_VALUE;
                self.values += values;
                self.note(*anchor, values);
            }
            Event::SequenceStart(_, anchor, _) | Event::MappingStart(_, anchor, _) => {
                self.open.push((*anchor, self.values));
                self.values += 1;
            }
            Event::SequenceEnd | Event::MappingEnd => {
                if let Some((anchor, before)) = self.open.pop() {
                    self.note(anchor, self.values - before);
                }
            }
            _ => {}
        }
        if self.open.len() > MAX_DEPTH {
            return Err(too_deep());
        }
        if self.repeated > MAX_REPEATED {
            return Err(format!("aliases repeat more than {MAX_REPEATED} values"));
        }
        Ok(())
    }

    /// Notes what an anchor names, if there is one: they are numbered from 1.
    fn note(&mut self, anchor: usize, values: usize) {
        if anchor > 0 {
            self.anchored.insert(anchor, values);
        }
    }
}

fn too_deep() -> String {
    format!("nested more than {MAX_DEPTH} deep")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{Strategy, prop};
    use proptest::{prop_assert, proptest};

    use super::{check_cost, count};

    #[test]
    fn nesting_is_counted_on_one_line_or_many() {
        assert!(check_cost(&"[".repeat(100_000)).is_err());
        assert!(check_cost(&"{a: \n".repeat(100_000)).is_err());
        assert!(check_cost(&format!("- {{\"a #\": {}", "{a: ".repeat(100_000))).is_err());
        assert!(check_cost(&"- a: [b, {c: [d]}]\n".repeat(20_000)).is_ok());
    }

    #[test]
    fn values_are_counted() {
        assert!(check_cost(&"- - a\n".repeat(300_000)).is_err());
        assert_eq!(check_cost(&"- a: of some words\n".repeat(200_000)), Ok(()));
    }

    /// Lines that look like entries, brackets and comments, and are in quotes; quotes that are not.
    #[test]
    fn nesting_is_counted_where_quotes_make_it_look_flat() {
        for round in ["[\"\n- ]\", ", "['\n- ]', ", "[x'y, ", "[\"#\", ", "[ # ]\n", "[|\n- ]\n"] {
            let text = format!("must: {}", round.repeat(60_000));
            assert!(check_cost(&text).is_err(), "{round:?}");
        }
        let text = |line: &str| format!("- id: a\n  title: {line}\n").repeat(20_000);
        for line in ["half-open [ bracket", "\"{[{[{[{[{[\"", "it's [ # {", "|\n    [[[[[["] {
            assert_eq!(check_cost(&text(line)), Ok(()), "{line}");
        }
    }

    #[test]
    fn aliases_are_counted_by_what_they_repeat() {
        let bomb = |value: &str, aliases: usize| {
            check_cost(&format!("- &-r {value}\n{}", "- {\"k\": *-r}\n".repeat(aliases)))
        };
        assert!(bomb(&format!("\"{}\"", "x".repeat(60_000)), 60_000).is_err());
        assert!(bomb(&format!("[{}]", "x, ".repeat(1_000)), 1_000).is_err());
        assert_eq!(bomb("{low: 1, likely: 2, high: 3}", 50_000), Ok(()));
        assert_eq!(check_cost(&"- a *starred* text\n".repeat(1_000_000)), Ok(()));
        let laughs =
            |level: usize| format!("- &a{level} [{}]\n", format!("*a{}, ", level - 1).repeat(9));
        let laughs = "- &a0 [x]\n".to_owned() + &(1..9).map(laughs).collect::<String>();
        assert!(check_cost(&laughs).is_err());
    }

    /// What may mean something to YAML, often many times in a row.
    fn yaml_like() -> impl Strategy<Value = String> {
        let signs = [
            "[",
            "]",
            "{",
            "}",
            "\"",
            "'",
            "- ",
            "? ",
            ": ",
            ", ",
            "\n",
            "\n- ",
            "  ",
            "\n  ",
            "&a ",
            "*a",
            "!t ",
            "|\n",
            ">-\n ",
            "#",
            " # ",
            "%YAML 1.1\n",
            "\n---\n",
            "\n...\n",
            "a",
            "a: ",
            "b: {",
            "c: [",
            "\t",
            "\\",
            "<<: *a",
            "\"x\": ",
            "it's",
            "e\u{301}",
            "\r\n",
            "@",
            "`",
            "~",
        ];
        let part = prop::collection::vec(prop::sample::select(signs.to_vec()), 1..7);
        let part = (part, 1_usize..300).prop_map(|(signs, times)| signs.concat().repeat(times));
        prop::collection::vec(part, 1..6).prop_map(|parts| parts.concat())
    }

    proptest! {
        /// The two parsers may differ in what they refuse, but none of what is let through is
        /// nested deeper for the one that reads it than for the one that counts.
        #[test]
        fn what_is_counted_is_what_is_read(text in yaml_like()) {
            if count(&text).is_ok() {
                let read = serde_yaml::from_str::<serde_yaml::Value>(&text);
                let error = read.map_or_else(|error| error.to_string(), |_| String::new());
                prop_assert!(!error.contains("recursion limit"), "{error}: {text:?}");
            }
        }
    }
}
