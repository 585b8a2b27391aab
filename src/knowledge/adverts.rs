//! How job adverts say what a knowledge base knows: what titles call a post, and what other
//! languages call a competency.

use std::collections::BTreeMap;

use bitcode::{Decode, Encode};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::knowledge::checked::{Id, id, line, pairs};

/// What adverts in other languages than English call a competency: patterns of words.
#[derive(Debug, Clone, Default, Serialize, Deserialize, Encode, Decode, JsonSchema)]
#[serde(default, deny_unknown_fields, expecting = "a mapping")]
pub struct Translations {
    /// How German adverts write it.
    #[serde(deserialize_with = "line")]
    pub german: Vec<String>,
    /// How French adverts write it.
    #[serde(deserialize_with = "line")]
    pub french: Vec<String>,
    /// How Spanish adverts write it.
    #[serde(deserialize_with = "line")]
    pub spanish: Vec<String>,
}

/// What titles of job adverts say about the kind of post. Of all phrases in a title the one that
/// stands first in the files decides.
#[derive(Debug, Clone, Serialize, Deserialize, Encode, Decode, JsonSchema)]
#[serde(deny_unknown_fields, expecting = "a mapping")]
pub struct PostKind {
    /// The kind, as roles and the market name it.
    #[serde(deserialize_with = "id")]
    #[schemars(with = "Id")]
    pub post: String,
    /// Wordings of titles: patterns of words.
    #[serde(default, deserialize_with = "line")]
    pub titles: Vec<String>,
    /// English words of titles, each with what other languages say for it.
    #[serde(default, deserialize_with = "pairs")]
    pub translations: BTreeMap<String, Vec<String>>,
    /// By such a word a line names a post, also at the end of a compound.
    #[serde(default, deserialize_with = "line")]
    pub trade: Vec<String>,
}
