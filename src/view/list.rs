//! The answers of `list` and `show`: entries of the knowledge base.

use serde::ser::Error as _;
use serde::{Serialize, Serializer};
use serde_json::{Map, Value};

use crate::view::catalogue::EntryView;

/// Entries of one sort.
#[derive(Debug)]
pub struct ListView<T> {
    /// What they are, in the plural.
    pub sort: &'static str,
    pub entries: Vec<T>,
}

/// All that has one id.
#[derive(Debug)]
pub struct ShowView {
    pub entries: Vec<EntryView>,
}

impl<T: Serialize> Serialize for ListView<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        keyed(self.sort, self.sort, &self.entries, serializer)
    }
}

impl Serialize for ShowView {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        keyed("show", "entries", &self.entries, serializer)
    }
}

/// The fields of these answers, and of what is in them, are in the order of the alphabet.
fn keyed<S: Serializer>(
    schema: &str,
    key: &str,
    entries: &impl Serialize,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let entries = serde_json::to_value(entries).map_err(S::Error::custom)?;
    let schema = Value::String(format!("mlpath/{schema}/1"));
    let fields = [("schema".to_owned(), schema), (key.to_owned(), entries)];
    fields.into_iter().collect::<Map<String, Value>>().serialize(serializer)
}
