//! A folder that is no knowledge base at all, such as a roadmap of topics from elsewhere: what a
//! base is made of helps more there than the first error of each file.

use std::fmt;
use std::path::{Path, PathBuf};

use serde_yaml::Value;

use crate::knowledge::files::SourceFile;
use crate::knowledge::guard;
use crate::knowledge::text::{List, shortened, visible};

/// Columns that a name from a foreign file may take.
const NAME: usize = 30;

/// Names of a foreign file that are shown.
const NAMED: usize = 3;

/// By one of these keys an entry of a knowledge base is known.
const IDS: [&str; 3] = ["id", "key", "post"];

/// Why a folder is no knowledge base.
#[derive(Debug)]
pub struct Foreign {
    folder: PathBuf,
    found: String,
}

impl Foreign {
    pub const HINT: &'static str = concat!(
        "`mlpath kb export my-base` writes the shipped base as files to begin with; ",
        "docs/another-career.md builds a small one from nothing",
    );

    /// What the files hold, if none of them has a single entry of a knowledge base. A file that
    /// cannot be read as YAML has mistakes of its own to tell.
    pub(super) fn of(folder: &Path, files: &[SourceFile]) -> Option<Self> {
        let mut found = None;
        for file in files {
            guard::check(file).ok()?;
            let said = match serde_yaml::from_str(&file.text).ok()? {
                Value::Null => continue,
                Value::Sequence(entries) if entries.is_empty() => continue,
                Value::Sequence(entries) if entries.iter().any(is_entry) => return None,
                value => what(&value),
            };
            found.get_or_insert(format!("{} {said}", visible(&file.name)));
        }
        found.map(|found| Self { folder: folder.to_owned(), found })
    }

    /// A folder without any YAML, by the names of what it holds.
    pub(super) fn without_yaml(folder: &Path, names: &[String]) -> Self {
        let found = match names {
            [] => "it is empty".to_owned(),
            names => format!("it holds no *.yaml file, but {}", some(names)),
        };
        Self { folder: folder.to_owned(), found }
    }
}

impl fmt::Display for Foreign {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let folder = self.folder.display().to_string();
        writeln!(f, "{} is no knowledge base: {}", visible(&folder), self.found)?;
        f.write_str(
            "  it needs guide.yaml, competencies.yaml, roles.yaml, and a file of any other name \
             for the steps\n  \
             each of them is a list of entries, and each entry has an `id`: \
             `- {id: editing, name: Editing, item: writing}`\n  \
             a step has id, title, item, kind, hours, cost and done_when, and says what it \
             `teaches` and `requires`",
        )
    }
}

impl std::error::Error for Foreign {}

fn is_entry(value: &Value) -> bool {
    let Value::Mapping(entry) = value else { return false };
    IDS.iter().any(|id| entry.contains_key(*id))
}

/// What the file is instead of a list of entries.
fn what(value: &Value) -> String {
    match value {
        Value::Mapping(topics) => {
            format!("is a mapping ({}), not a list of entries", keys(topics.keys()))
        }
        Value::Sequence(all) => match all.first() {
            Some(Value::Mapping(entry)) => {
                format!("lists what has no `id` (it has {})", keys(entry.keys()))
            }
            Some(Value::String(word)) => {
                format!("is a list of words ({}), not of entries", name(word))
            }
            _ => "is a list, but not of entries".to_owned(),
        },
        _ => "is a text, not a list of entries".to_owned(),
    }
}

fn keys<'a>(keys: impl Iterator<Item = &'a Value>) -> String {
    some(&keys.filter_map(Value::as_str).map(str::to_owned).collect::<Vec<_>>())
}

/// The first of the names, and how many there are besides.
fn some(names: &[String]) -> String {
    let mut shown: Vec<String> = names.iter().take(NAMED).map(|word| name(word)).collect();
    if names.len() > NAMED {
        shown.push(format!("{} more", names.len() - NAMED));
    }
    List::and(shown).to_string()
}

fn name(word: &str) -> String {
    format!("`{}`", shortened(&visible(word), NAME))
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::{Foreign, SourceFile};

    fn found(texts: &[&str]) -> Option<String> {
        let file =
            |(number, text): (usize, &&str)| SourceFile::new(&format!("{number}.yaml"), text);
        let files: Vec<_> = texts.iter().enumerate().map(file).collect();
        Foreign::of(Path::new("there"), &files).map(|foreign| foreign.found)
    }

    #[test]
    fn what_a_foreign_file_holds_is_said() {
        for (text, said) in [
            (
                "Writing:\n  Style: [a, b]\n",
                "0.yaml is a mapping (`Writing`), not a list of entries",
            ),
            (
                "{a: 1, b: 2, c: 3, d: 4, e: 5}",
                "0.yaml is a mapping (`a`, `b`, `c` and 2 more), not a list of entries",
            ),
            ("- Style\n- Git\n", "0.yaml is a list of words (`Style`), not of entries"),
            (
                "- {topic: Style, level: 3}\n- {topic: Git}\n",
                "0.yaml lists what has no `id` (it has `topic` and `level`)",
            ),
            ("- [a, b]\n", "0.yaml is a list, but not of entries"),
            ("Read this first.", "0.yaml is a text, not a list of entries"),
        ] {
            assert_eq!(found(&[text]).as_deref(), Some(said), "{text}");
        }
        let longest = "a".repeat(500);
        assert!(found(&[&format!("- {longest}")]).unwrap().len() < 100);
    }

    #[test]
    fn what_has_an_entry_or_mistakes_of_its_own_is_not_foreign() {
        for text in ["- {id: a, nam: A}", "- {key: A}", "- {post: a}", "", "# later", "a: [b", "[]"]
        {
            assert_eq!(found(&[text]), None, "{text}");
        }
        assert_eq!(found(&["Writing: [a]", "- {id: a}"]), None);
        assert!(found(&["", "Writing: [a]"]).unwrap().starts_with("1.yaml is a mapping"));
    }
}
