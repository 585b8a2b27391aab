//! The answers of `list` and `show`: entries of the knowledge base.

use serde::ser::{Serialize, SerializeMap as _, Serializer};

use crate::view::catalogue::EntryView;

/// Entries of one sort.
#[derive(Debug)]
pub struct ListView<T> {
    /// What they are, in the plural: the key of the entries in JSON.
    pub sort: &'static str,
    pub entries: Vec<T>,
}

/// All entries with one id.
#[derive(Debug, serde::Serialize)]
pub struct ShowView {
    pub schema: &'static str,
    pub entries: Vec<EntryView>,
}

impl<T: Serialize> Serialize for ListView<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut fields = serializer.serialize_map(None)?;
        fields.serialize_entry("schema", &format!("mlpath/{}/1", self.sort))?;
        fields.serialize_entry(self.sort, &self.entries)?;
        fields.end()
    }
}
