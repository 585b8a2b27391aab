//! The one place that calls the YAML parser. It turns the parser's first error into all errors
//! with their places.

use serde::de::DeserializeOwned;

use crate::knowledge::guard;
use crate::knowledge::locate::Blocks;
use crate::knowledge::problem::{MOST, Problem, nearest};
use crate::knowledge::source::SourceFile;

/// An entry that parsed, with its position in the file's sequence.
pub(super) struct Entry<T> {
    pub(super) value: T,
    pub(super) index: usize,
}

/// What a file holds: the good entries, and the ids of those that did not parse, so that
/// references to them are not called unknown as well.
pub(super) struct Parsed<T> {
    pub(super) entries: Vec<Entry<T>>,
    pub(super) broken: Vec<String>,
    /// Nobody can say which ids the file holds.
    pub(super) unreadable: bool,
}

/// Parses a file that is a sequence of entries.
pub(super) fn sequence<T: DeserializeOwned>(
    file: &SourceFile,
    problems: &mut Vec<Problem>,
) -> Parsed<T> {
    let mut parsed = Parsed { entries: Vec::new(), broken: Vec::new(), unreadable: false };
    if let Err(refusal) = guard::check(&file.text) {
        problems.push(refused(file, refusal));
        parsed.unreadable = true;
        return parsed;
    }
    if is_blank(&file.text) {
        return parsed;
    }
    match serde_yaml::from_str::<Vec<T>>(&file.text) {
        Ok(values) => {
            let entry = |(index, value)| Entry { value, index };
            parsed.entries = values.into_iter().enumerate().map(entry).collect();
        }
        Err(error) => {
            let before = problems.len();
            entry_by_entry(file, &mut parsed, problems);
            if problems.len() == before {
                parsed.entries.clear();
                parsed.unreadable = true;
                problems.push(Failure::new(&file.text, &error).problem(file, 0, None));
            }
        }
    }
    parsed
}

/// Parses a file that is one mapping. With problems, the value is what is left when the keys that
/// failed are blanked out, if that can be read.
pub(super) fn document<T: DeserializeOwned>(file: &SourceFile) -> (Option<T>, Vec<Problem>) {
    if let Err(refusal) = guard::check(&file.text) {
        return (None, vec![refused(file, refusal)]);
    }
    let (value, failures) = all_failures(&file.text, |text| serde_yaml::from_str(text));
    (value, failures.iter().map(|failure| failure.problem(file, 0, None)).collect())
}

fn refused(file: &SourceFile, refusal: guard::Refusal) -> Problem {
    Problem {
        file: file.name.clone(),
        line: refusal.line,
        column: refusal.column,
        path: String::new(),
        message: refusal.message,
    }
}

fn is_blank(text: &str) -> bool {
    text.lines()
        .map(str::trim)
        .all(|line| line.is_empty() || line.starts_with('#') || line == "---")
}

fn entry_by_entry<T: DeserializeOwned>(
    file: &SourceFile,
    parsed: &mut Parsed<T>,
    problems: &mut Vec<Problem>,
) {
    let blocks = Blocks::new(&file.text);
    for (index, block) in blocks.texts().enumerate() {
        if problems.len() >= MOST {
            parsed.unreadable = true;
            return;
        }
        let first_line = blocks.line(index);
        let (values, failures) = all_failures(block, |text| serde_yaml::from_str::<Vec<T>>(text));
        if failures.is_empty() {
            let values = values.into_iter().flatten();
            parsed.entries.extend(values.map(|value| Entry { value, index }));
        } else {
            parsed.broken.extend(id_of(block).map(str::to_owned));
        }
        problems.extend(
            failures.iter().map(|failure| failure.problem(file, first_line - 1, Some(index))),
        );
    }
}

/// The parser stops at the first error, so each key that failed is blanked out and the text is
/// tried again.
fn all_failures<T>(
    block: &str,
    parse: impl Fn(&str) -> Result<T, serde_yaml::Error>,
) -> (Option<T>, Vec<Failure>) {
    let mut failures: Vec<Failure> = Vec::new();
    let mut text = block.to_owned();
    loop {
        let error = match parse(&text) {
            Ok(value) => return (Some(value), failures),
            Err(error) => error,
        };
        let failure = Failure::new(&text, &error);
        let follows = failure.key.is_some() && failure.missing;
        if follows && failures.iter().any(|earlier| earlier.key == failure.key) {
            return (None, failures);
        }
        // What is missing at the top cannot be blanked out.
        let inner = !failure.missing || !failure.path.is_empty();
        let next = failure.key.as_deref().filter(|_| inner);
        let blanked = next.and_then(|key| without_key(&text, key));
        failures.push(failure);
        match blanked {
            Some(shorter) if failures.len() < MOST => text = shorter,
            _ => return (None, failures),
        }
    }
}

/// The value of the entry's `id` or `key`, found without the parser.
fn id_of(block: &str) -> Option<&str> {
    let value = block.lines().find_map(|line| {
        let line = line.trim_start_matches(['-', ' ', '{']);
        line.strip_prefix("id:").or_else(|| line.strip_prefix("key:"))
    })?;
    Some(value.split(',').next()?.trim().trim_matches(['"', '\'', '}']))
}

/// The entry with one of its own keys, and all below it, replaced by blank lines.
fn without_key(block: &str, key: &str) -> Option<String> {
    let column = |line: &str| line.len() - line.trim_start_matches(['-', ' ']).len();
    let says_nothing = |line: &&str| matches!(line.trim(), "" | "---") || line.starts_with('#');
    let own = column(block.lines().find(|line| !says_nothing(line))?);
    let mut found = false;
    let mut inside = false;
    let mut text = String::with_capacity(block.len());
    for (number, line) in block.split_inclusive('\n').enumerate() {
        let rest = line.trim_start_matches(['-', ' ']);
        if column(line) == own && !rest.trim().is_empty() && !rest.starts_with(['#', ']', '}']) {
            let after_key = rest.strip_prefix(key).map(str::trim_start);
            inside = after_key.is_some_and(|rest| rest.starts_with(':'));
            found |= inside;
        }
        if inside {
            let dash = if number == 0 { &line[..own] } else { "" };
            text.push_str(dash);
            text.push_str(if line.ends_with('\n') { "\n" } else { "" });
        } else {
            text.push_str(line);
        }
    }
    found.then_some(text)
}

/// One error of the parser, taken apart.
struct Failure {
    line: usize,
    column: usize,
    /// Behind the index of the entry: `.resources[1].url`.
    path: String,
    message: String,
    /// The key of the entry that it is about.
    key: Option<String>,
    missing: bool,
}

impl Failure {
    fn new(text: &str, error: &serde_yaml::Error) -> Self {
        let shown = without_places(&error.to_string());
        let (path, message) = split_path(&shown);
        let message = message.trim_end_matches(char::is_whitespace);
        let named = quoted(message).next();
        let missing = message.starts_with("missing field");
        let about_field = missing
            || ["unknown field", "duplicate field"].iter().any(|start| message.starts_with(start));
        let top = path.trim_start_matches('.').split(['.', '[']).next().unwrap_or_default();
        let key = if top.is_empty() { named.filter(|_| about_field) } else { Some(top) };
        let place = error.location().map_or((1, 1), |place| (place.line(), place.column()));
        let again = key.filter(|_| message.starts_with("duplicate field"));
        let (line, column) = again.and_then(|key| second_place(text, key)).unwrap_or(place);
        Self {
            line,
            column,
            path: path.to_owned(),
            message: with_help(text, message, missing && path.is_empty()),
            key: key.map(str::to_owned),
            missing,
        }
    }

    fn problem(&self, file: &SourceFile, lines_before: usize, entry: Option<usize>) -> Problem {
        let index = entry.map_or_else(String::new, |index| format!("[{index}]"));
        Problem {
            file: file.name.clone(),
            line: self.line + lines_before,
            column: self.column,
            path: format!("{index}{}", self.path).trim_start_matches('.').to_owned(),
            message: self.message.clone(),
        }
    }
}

/// Where a key of the entry comes again; the parser names the entry only.
fn second_place(text: &str, key: &str) -> Option<(usize, usize)> {
    let is_key = |line: &str| {
        let rest = line.trim_start_matches(['-', ' ']).strip_prefix(key);
        rest.is_some_and(|rest| rest.trim_start().starts_with(':'))
    };
    let mut places = text.lines().enumerate().filter(|(_, line)| is_key(line));
    let (number, line) = places.nth(1)?;
    Some((number + 1, line.len() - line.trim_start_matches(['-', ' ']).len() + 1))
}

/// Splits `.[0].requires.git: unknown variant` into path (without the index) and message.
fn split_path(shown: &str) -> (&str, &str) {
    let after_index = shown.strip_prefix(".[0]").unwrap_or(shown);
    let after_index = after_index.strip_prefix(": ").unwrap_or(after_index);
    match after_index.split_once(": ") {
        Some((path, message)) if !path.contains([' ', '`']) => (path, message),
        _ => ("", after_index),
    }
}

/// The parser's text without its ` at line 4 column 1`, which are lines of a part of the file, and
/// without the names of our own types.
fn without_places(shown: &str) -> String {
    let mut parts = shown.split(" at line ");
    let mut text = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let digit = |c: char| c.is_ascii_digit();
        let after_line = part.trim_start_matches(digit);
        let after_column = after_line.strip_prefix(" column ").unwrap_or(after_line);
        text += after_column.trim_start_matches(digit);
    }
    let text = text
        .replace("unknown variant", "unknown word")
        .replace("expected u32", "expected a whole number")
        .replace("expected u8", "expected the number of a month")
        .replace("expected f64", "expected a number")
        .replace("expected a sequence", "expected a list such as [a, b]");
    match text.split_once("expected struct ") {
        Some((before, _)) => format!("{before}expected a mapping"),
        None => text,
    }
}

fn quoted(message: &str) -> impl Iterator<Item = &str> {
    message.split('`').skip(1).step_by(2)
}

/// Adds what was probably meant, or where a missing key really stands.
fn with_help(text: &str, message: &str, missing: bool) -> String {
    if message.starts_with("found character that cannot start any token") && text.contains('\t') {
        return format!("{message}; YAML takes blanks, not tabs");
    }
    let mut words = quoted(message);
    let Some(word) = words.next() else { return message.to_owned() };
    if missing {
        let misplaced = text.lines().position(|line| {
            line.trim_start().strip_prefix(word).is_some_and(|rest| rest.starts_with(':'))
        });
        return match misplaced {
            Some(_) => format!("{message}; it is there, but indented under something else"),
            None => message.to_owned(),
        };
    }
    if !message.starts_with("unknown") {
        return message.to_owned();
    }
    match nearest(word, words) {
        Some(near) => {
            let what = message.split(',').next().unwrap_or(message);
            format!("{what}; did you mean `{near}`?")
        }
        None => message.to_owned(),
    }
}
