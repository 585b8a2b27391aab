//! Where the entries of a knowledge base come from.

use bitcode::{Decode, Encode};
use schemars::JsonSchema;
use serde::Serialize;

/// Where an entry comes from if it is not as in the base: places in the files of overlays, each as
/// `FILE:LINE`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Encode, Decode, JsonSchema)]
pub struct Origin {
    /// Where it was added.
    pub added: Option<String>,
    /// Where fields of it were changed, in the order of the changes.
    pub changed: Vec<String>,
    /// Where it was hidden: nothing lists it, no plan holds it, and no entry refers to it.
    pub hidden: Option<String>,
}

impl Origin {
    /// Whether the entry is as the base has it.
    pub fn is_base(&self) -> bool {
        *self == Self::default()
    }

    pub fn is_hidden(&self) -> bool {
        self.hidden.is_some()
    }

    /// What overlays did to the entry, and where.
    pub fn deeds(&self) -> impl Iterator<Item = (&'static str, &str)> {
        let added = self.added.iter().map(|place| ("added", place.as_str()));
        let changed = self.changed.iter().map(|place| ("changed", place.as_str()));
        added.chain(changed).chain(self.hidden.iter().map(|place| ("hidden", place.as_str())))
    }
}
