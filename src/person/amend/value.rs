//! Wishes as the values that a profile has, and how these are written.

use std::fmt;
use std::path::{Path, PathBuf};

use itertools::Itertools as _;
use serde::{Serialize, Serializer};
use serde_json::json;

use crate::person::aim::cover_word;
use crate::person::wishes::Wishes;
use crate::person::written::{Stretch, WrittenHours};

/// A value of a profile.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    Word(String),
    Number(f64),
    List(Vec<Value>),
    Map(Vec<(String, Value)>),
}

/// The keys of a profile in the order in which a new one has them, with their values; of lists that
/// may be empty, so is the value.
pub fn values(wishes: &Wishes) -> Vec<(&'static str, Option<Value>)> {
    let Wishes {
        version,
        role,
        adverts,
        cover,
        start,
        deadline,
        hours,
        exceptions,
        parallel,
        know,
        have,
        must,
        drop,
        avoid,
        // A flag without a key.
        allow: _,
        domain,
        market,
        kb,
        kb_add,
    } = wishes;
    let word = |text: &String| Value::Word(text.clone());
    let words = |list: &[String]| Some(Value::List(list.iter().map(word).collect()));
    let file = |path: &Path| Value::Word(path.display().to_string());
    let files = |paths: &[PathBuf]| Value::List(paths.iter().map(|path| file(path)).collect());
    let know = know.iter().map(|(name, level)| (name.clone(), word(level)));
    vec![
        ("version", version.map(|version| Value::Number(version.into()))),
        ("role", role.as_ref().map(word)),
        ("for", Some(files(adverts))),
        ("cover", cover.map(|cover| Value::Word(cover_word(cover).to_owned()))),
        ("start", start.as_ref().map(|day| Value::Word(day.text().to_owned()))),
        ("deadline", deadline.as_ref().map(|day| Value::Word(day.text().to_owned()))),
        ("hours", hours.as_ref().map(of_hours)),
        ("exceptions", Some(Value::List(exceptions.iter().map(of_stretch).collect()))),
        ("parallel", parallel.map(|steps| Value::Number(steps.into()))),
        ("know", Some(Value::Map(know.collect()))),
        ("have", words(have)),
        ("must", words(must)),
        ("drop", words(drop)),
        ("avoid", words(avoid)),
        ("domain", domain.as_ref().map(word)),
        ("market", market.as_deref().map(file)),
        ("kb", kb.as_deref().map(file)),
        ("kb_add", Some(files(kb_add))),
    ]
}

fn of_hours(hours: &WrittenHours) -> Value {
    match hours {
        WrittenHours::Weekly(hours) => Value::Number(*hours),
        WrittenHours::Daily(days) => {
            let days = days.iter().map(|(day, hours)| (day.clone(), Value::Number(*hours)));
            Value::Map(days.collect())
        }
    }
}

fn of_stretch(Stretch { from, until, hours, why }: &Stretch) -> Value {
    let word = |key: &str, text: &str| (key.to_owned(), Value::Word(text.to_owned()));
    let days = [word("from", from.text()), word("until", until.text())];
    let why = why.as_ref().map(|why| word("why", why));
    Value::Map(days.into_iter().chain([("hours".to_owned(), of_hours(hours))]).chain(why).collect())
}

/// On one line, with brackets around collections.
impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Word(text) => f.write_str(&word(text)),
            Self::Number(number) => write!(f, "{number}"),
            Self::List(items) => write!(f, "[{}]", items.iter().format(", ")),
            Self::Map(entries) => {
                let entries = entries.iter().map(|(key, value)| format!("{}: {value}", word(key)));
                write!(f, "{{{}}}", entries.format(", "))
            }
        }
    }
}

impl Value {
    /// Whether it says nothing.
    pub fn is_empty(&self) -> bool {
        match self {
            Self::Word(_) | Self::Number(_) => false,
            Self::List(items) => items.is_empty(),
            Self::Map(entries) => entries.is_empty(),
        }
    }

    /// As it is typed: `8`, `paid,degree`, `mon=1,sat=4`, `2027-07-05..2027-07-25=2`.
    pub fn typed(&self) -> String {
        match self {
            Self::Word(text) => text.clone(),
            Self::Number(number) => number.to_string(),
            Self::List(items) => items.iter().map(Self::typed).join(","),
            Self::Map(entries) => match entries.as_slice() {
                [(from, first), (_, last), (_, hours), ..] if from == "from" => {
                    format!("{}..{}={}", first.typed(), last.typed(), hours.typed())
                }
                all => all.iter().map(|(key, value)| format!("{key}={}", value.typed())).join(","),
            },
        }
    }
}

impl Serialize for Value {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Word(text) => serializer.serialize_str(text),
            Self::Number(number) if number.fract() == 0.0 => {
                serializer.serialize_i64(*number as i64)
            }
            Self::Number(number) => serializer.serialize_f64(*number),
            Self::List(items) => serializer.collect_seq(items),
            Self::Map(entries) => serializer.collect_map(entries.iter().map(|(k, v)| (k, v))),
        }
    }
}

/// A text as it may stand anywhere: in quotes, unless it could not be taken for anything else.
pub(super) fn word(text: &str) -> String {
    let is_plain = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | '/');
    let is_inner = |c: char| is_plain(c) || c == ' ';
    let begins = text.starts_with(|c: char| c.is_alphanumeric());
    let is_nothing = text.eq_ignore_ascii_case("null");
    if begins && !text.ends_with(' ') && !is_nothing && text.chars().all(is_inner) {
        return text.to_owned();
    }
    // A JSON string is a YAML string, whatever is in it.
    json!(text).to_string()
}
