//! The one place that calls the YAML parser. The parser stops at its first error; parsing each
//! entry on its own gives the first error of every entry.

use itertools::Itertools as _;
use serde::de::{DeserializeOwned, IgnoredAny};

use crate::knowledge::code::Code;
use crate::knowledge::diagnostics::{Diagnostic, MOST, entry_path, nearest};
use crate::knowledge::files::SourceFile;
use crate::knowledge::guard;
use crate::knowledge::locate::{entries, id_of, line_breaks};
use crate::knowledge::wording::plainly;

/// Bytes of a large file that are read at once.
const PIECE: usize = 64 << 10;

/// Where an entry stands: the number of its file, and its own in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Place {
    pub(super) file: usize,
    pub(super) entry: usize,
}

/// All entries of one sort.
pub(super) struct Parsed<T> {
    pub(super) entries: Vec<(Place, T)>,
    /// Ids of entries that did not parse, so that references to them are not reported as well.
    pub(super) broken: Vec<String>,
    /// A file could not be read: any id may be in it.
    pub(super) unreadable: bool,
}

impl<T> Default for Parsed<T> {
    fn default() -> Self {
        Self { entries: Vec::new(), broken: Vec::new(), unreadable: false }
    }
}

impl<T> From<Vec<(Place, T)>> for Parsed<T> {
    fn from(entries: Vec<(Place, T)>) -> Self {
        Self { entries, ..Self::default() }
    }
}

impl<T: DeserializeOwned> Parsed<T> {
    /// Adds the entries of a file and notes the first problem of each.
    pub(super) fn add(&mut self, number: usize, file: &SourceFile, problems: &mut Vec<Diagnostic>) {
        let places = (0..).map(|entry| Place { file: number, entry });
        if let Some(values) = in_pieces(&file.text, PIECE) {
            return self.entries.extend(places.zip(values));
        }
        let before = (self.entries.len(), problems.len());
        let failure = match guard::check(file) {
            Err(refusal) => refusal,
            Ok(()) => match serde_yaml::from_str::<Vec<T>>(&file.text) {
                Ok(values) => return self.entries.extend(places.zip(values)),
                Err(error) => {
                    self.add_each(number, file, problems);
                    diagnostic(file, &error)
                }
            },
        };
        if problems.len() == before.1 {
            self.entries.truncate(before.0);
            self.unreadable = true;
            problems.push(*failure);
        }
    }

    fn add_each(&mut self, number: usize, file: &SourceFile, problems: &mut Vec<Diagnostic>) {
        let (mut line, mut counted) = (0, 0);
        for (entry, range) in entries(&file.text, 0).enumerate() {
            if problems.len() >= MOST {
                self.unreadable = true;
                return;
            }
            line += line_breaks(&file.text[counted..range.start]);
            counted = range.start;
            // Without its dash an entry is a document of its own, with the same columns. What
            // stands in quotes in the file may begin in the middle here, so it is guarded anew.
            let text = file.text[range].replacen('-', " ", 1);
            if guard::check_cost(&text).is_err() {
                self.unreadable = true;
                return;
            }
            match serde_yaml::from_str(&text) {
                Ok(value) => self.entries.push((Place { file: number, entry }, value)),
                Err(error) => {
                    let id = id_of(&text);
                    self.broken.extend(id.map(str::to_owned));
                    let Said { code, place, path, message } = said_of(&text, &error);
                    let place = (line + place.0, place.1);
                    let problem = Diagnostic::new(code, file, place, message);
                    problems.push(problem.within(entry_path(entry, &path)).of(id));
                }
            }
        }
    }
}

/// The entries of a large file, read some hundred at a time: the parser keeps in memory all that it
/// is given at once. A piece that ends within a text or brackets cannot be read, so what can be is
/// what the whole would give. `None` for a small file, and for one that must be read as a whole.
fn in_pieces<T: DeserializeOwned>(text: &str, most: usize) -> Option<Vec<T>> {
    if text.len() <= most || !guard::may_be_cut(text) {
        return None;
    }
    let pieces = entries(text, 0).coalesce(|piece, next| match next.end - piece.start <= most {
        true => Ok(piece.start..next.end),
        false => Err((piece, next)),
    });
    let mut all = Vec::new();
    for piece in pieces {
        guard::check_cost(&text[piece.clone()]).ok()?;
        all.extend(serde_yaml::from_str::<Vec<T>>(&text[piece]).ok()?);
    }
    (!all.is_empty()).then_some(all)
}

/// Parses a file that is one mapping, such as a profile.
///
/// # Errors
/// The first error.
pub fn document<T: DeserializeOwned>(file: &SourceFile) -> Result<T, Box<Diagnostic>> {
    guard::check(file)?;
    serde_yaml::from_str(&file.text).map_err(|error| diagnostic(file, &error))
}

/// What is wrong with a value that was not read from a text: its code, the word in question, and
/// the message.
pub(super) fn of_value(error: &serde_yaml::Error) -> (Code, String, String) {
    let Said { code, path, message, .. } = said_of("null", error);
    let word = match path.rsplit(['.', '[']).next() {
        None | Some("") => quoted(&message).next().unwrap_or_default(),
        Some(key) => key,
    };
    (code, word.to_owned(), message)
}

/// What the parser says of a file.
fn diagnostic(file: &SourceFile, error: &serde_yaml::Error) -> Box<Diagnostic> {
    let Said { code, place, path, message } = said_of(&file.text, error);
    Box::new(Diagnostic::new(code, file, place, message).within(path))
}

/// What the parser says of a text, with the place in that text.
struct Said {
    code: Code,
    place: (usize, usize),
    path: String,
    message: String,
}

/// What the parser says of a text, which is the file or one entry of it.
fn said_of(text: &str, error: &serde_yaml::Error) -> Said {
    if let Some(place) = no_break_space(text) {
        let message = "a no-break space, which is no blank for YAML; write a blank".to_owned();
        return Said { code: Code::YamlSyntax, place, path: String::new(), message };
    }
    let (path, said) = take_apart(error);
    let mut place = error.location().map_or((1, 1), |at| (at.line(), at.column()));
    let mut message = said.clone();
    match about_key(&said) {
        Some(("unknown field", key)) => {
            if let Some(near) = nearest(key, quoted(&said).skip(1)) {
                message = format!("unknown field `{key}`; did you mean `{near}`?");
            } else if key.contains(' ') {
                // Part of a text that was meant to go on.
                message = format!(
                    "unknown field `{key}`; inside {{ }} a comma begins the next key: put a text \
                     with commas in quotes"
                );
            }
        }
        Some(("missing field", key)) if path.is_empty() => {
            if let Some(there) = outdented(text).filter(|_| !is_yaml(text)) {
                place = there;
                "this key begins before the others; begin all keys of an entry in one column"
                    .clone_into(&mut message);
            } else if let Some(there) = keys(text, key).next() {
                place = there;
                message += "; it is there, but not indented like the other keys";
            }
        }
        // The parser names the place of the mapping around it.
        Some(("duplicate field", key)) => place = keys(text, key).nth(1).unwrap_or(place),
        _ if said.contains("more than one document") => {
            let later = text.lines().enumerate().skip(1).find(|(_, line)| line.starts_with("---"));
            place.0 = later.map_or(place.0, |(before, _)| before + 1);
            "a second document begins here; keep one, without `---`".clone_into(&mut message);
        }
        _ if said.starts_with("found a tab character")
            || said.starts_with("found character that cannot start") && text.contains('\t') =>
        {
            message += "; YAML is indented with blanks, not tabs";
        }
        _ if said.starts_with("mapping values are not allowed") => {
            message += "; begin all keys of an entry in one column, and put a text with a colon \
                        and a blank in quotes";
        }
        _ if said.ends_with("while scanning a quoted scalar") => {
            place = opening(error).unwrap_or(place);
            "the quote that opens here is not closed".clone_into(&mut message);
        }
        _ => {}
    }
    Said { code: code_of(text, error, &said), place, path, message }
}

fn is_yaml(text: &str) -> bool {
    serde_yaml::from_str::<IgnoredAny>(text).is_ok()
}

/// Where the first line begins that is indented less than the first one, which ends the mapping.
fn outdented(text: &str) -> Option<(usize, usize)> {
    let indent = |line: &str| line.len() - line.trim_start_matches(' ').len();
    let says_something = |line: &str| !matches!(line.trim_start().chars().next(), None | Some('#'));
    let mut lines = text.lines().zip(1..).filter(|(line, _)| says_something(line));
    let own = indent(lines.next()?.0);
    let (line, number) = lines.find(|(line, _)| indent(line) < own)?;
    Some((number, indent(line) + 1))
}

/// The first no-break space where YAML wants a blank: in the indentation, or behind a key or dash.
fn no_break_space(text: &str) -> Option<(usize, usize)> {
    text.lines().zip(1..).find_map(|(line, number)| {
        let before = &line[..line.find('\u{a0}')?];
        let bare = before.trim_end();
        let is_blank = bare.is_empty() || bare.ends_with([':', '-']);
        is_blank.then(|| (number, before.chars().count() + 1))
    })
}

/// Where the text in quotes begins of which the parser saw no end: the second place that it names.
fn opening(error: &serde_yaml::Error) -> Option<(usize, usize)> {
    let shown = error.to_string();
    let (line, column) = shown.rsplit_once(" at line ")?.1.split_once(" column ")?;
    Some((line.parse().ok()?, column.parse().ok()?))
}

/// What is no YAML at all is told by reading it without wanting anything of it; the rest by how
/// serde and our own readers begin.
fn code_of(text: &str, error: &serde_yaml::Error, said: &str) -> Code {
    let wrong_type = error.to_string().contains("invalid type: ");
    match about_key(said).map_or(said, |(about, _)| about) {
        _ if !is_yaml(text) => Code::YamlSyntax,
        "unknown field" => Code::UnknownKey,
        "missing field" => Code::MissingKey,
        "duplicate field" => Code::DuplicateKey,
        "unknown word" => Code::UnknownWord,
        _ if wrong_type || said.contains(" does not fit here") => Code::WrongType,
        _ if said.ends_with("` comes twice") => Code::DuplicateKey,
        _ if said.starts_with("control character") => Code::ControlCharacter,
        _ => Code::BadValue,
    }
}

/// Serde's own messages about a key of a mapping, as what is said and of which key.
fn about_key(said: &str) -> Option<(&str, &str)> {
    Some((said.split('`').next()?.trim_end(), quoted(said).next()?))
}

fn quoted(said: &str) -> impl Iterator<Item = &str> {
    said.split('`').skip(1).step_by(2)
}

/// Lines and columns, from 1, of a key that begins a line.
fn keys(text: &str, key: &str) -> impl Iterator<Item = (usize, usize)> {
    text.lines().enumerate().filter_map(move |(number, line)| {
        let rest = line.trim_start();
        let is_key = rest.strip_prefix(key)?.trim_start().starts_with(':');
        is_key.then(|| (number + 1, line[..line.len() - rest.len()].chars().count() + 1))
    })
}

/// Path and message of `path: message at line 1 column 2`, the only form in which the parser gives
/// them. Places in the message are left out: they count from the start of the text parsed.
fn take_apart(error: &serde_yaml::Error) -> (String, String) {
    let shown = error.to_string();
    let mut parts = shown.split(" at line ");
    let mut text = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        text += part.trim_start_matches(|c: char| c.is_ascii_digit() || " column".contains(c));
    }
    match text.split_once(": ") {
        Some((path, said)) if !path.contains([' ', '`']) => {
            (path.trim_start_matches('.').to_owned(), plainly(said))
        }
        _ => (String::new(), plainly(&text)),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{Strategy, prop};
    use proptest::{prop_assert_eq, proptest};
    use serde_yaml::Value;

    use super::{Parsed, SourceFile, about_key, document, in_pieces, take_apart};
    use crate::knowledge::entry::{Resource, Role};

    /// If this fails, serde or the parser words its errors differently: follow it in this file.
    #[test]
    fn the_wording_of_serde_and_of_the_parser_is_known() {
        let error = |text| serde_yaml::from_str::<Vec<Role>>(text).unwrap_err();
        let apart = |text| take_apart(&error(text));
        let (path, said) = apart("- id: a\n  name: A\n  needs: {b: working, b: working}\n");
        assert_eq!((path.as_str(), said.as_str()), ("[0].needs", "`b` comes twice"));
        let said = |text| apart(text).1;
        let unknown = said("- {id: a, nam: A}");
        assert_eq!(about_key(&unknown), Some(("unknown field", "nam")));
        assert!(unknown.contains("`name`"), "{unknown}");
        assert_eq!(about_key(&said("- {id: a}")), Some(("missing field", "name")));
        assert_eq!(about_key(&said("- {id: a, id: a}")), Some(("duplicate field", "id")));
        let unclosed = said("\n- id: \"a\n");
        assert_eq!(unclosed, "found unexpected end of stream, while scanning a quoted scalar");
        assert!(said("- id: a\n\tname").starts_with("found a tab character"));
        assert!(said("- id: @").starts_with("found character that cannot start any token"));
    }

    /// Lists, and what looks like one: texts and brackets over several lines, documents, aliases.
    fn list_like() -> impl Strategy<Value = String> {
        let lines = [
            "- a",
            "- id: b",
            "  c: d",
            "- [a",
            "b]",
            "- {a: b,",
            "c: d}",
            "- \"a",
            "b\"",
            "- 'it''s",
            "'",
            "- |",
            "- >-",
            "  text",
            "    more",
            "",
            "# c",
            "- a # b",
            "---",
            "...",
            "- &a b",
            "- *a",
            "  - b",
            "-",
            "- - c",
            "? d",
            "- : e",
            "%YAML 1.1",
            "\t- f",
            "- !t g",
            "h: i",
        ];
        let line = prop::sample::select(lines.to_vec());
        prop::collection::vec(line, 1..10).prop_map(|lines| lines.join("\n"))
    }

    proptest! {
        #[test]
        fn pieces_give_what_the_whole_gives(text in list_like()) {
            if let Some(values) = in_pieces::<Value>(&text, 12) {
                prop_assert_eq!(values, serde_yaml::from_str::<Vec<Value>>(&text).unwrap());
            }
        }
    }

    #[test]
    fn a_long_list_is_read_in_pieces() {
        let values = in_pieces::<Value>(&"- {a: b}\n".repeat(5), 12);
        assert_eq!(values.map(|values| values.len()), Some(5));
    }

    #[test]
    fn a_file_without_entries_is_an_empty_list() {
        for text in ["", "\n", "# nothing yet\n", "---\n", "---\n# nothing yet\n", "[]"] {
            let file = SourceFile::new("roles.yaml", text);
            let mut diagnostics = Vec::new();
            let mut parsed = Parsed::<Role>::default();
            parsed.add(0, &file, &mut diagnostics);
            assert!(parsed.entries.is_empty());
            assert_eq!(diagnostics, [], "{text:?}");
        }
    }

    #[test]
    fn says_what_a_mapping_lacks() {
        let file = SourceFile::new("resource.yaml", "title: A\ncost: free\n");
        let diagnostic = document::<Resource>(&file).unwrap_err();
        assert_eq!(diagnostic.to_string(), "resource.yaml:1:1: missing field `format`");
    }
}
