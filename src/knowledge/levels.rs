//! Competencies with levels, as entries write them.

use std::collections::BTreeMap;
use std::fmt;

use bitcode::{Decode, Encode};
use schemars::JsonSchema;
use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserializer, Error, MapAccess, Visitor};
use serde::{Deserialize, Serialize};

use crate::knowledge::vocabulary::Level;

/// Ids of competencies with levels.
pub type Levels = BTreeMap<String, Level>;

/// A competency that includes another: holding it at a level is holding the other at that level,
/// or at no more than a level that is named.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Encode, Decode, JsonSchema)]
#[serde(untagged)]
pub enum Inclusion {
    Same(String),
    UpTo(Levels),
}

/// The reader is not derived, so that an error in a level has its own place and words.
impl<'de> Deserialize<'de> for Inclusion {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct InclusionVisitor;
        impl<'de> Visitor<'de> for InclusionVisitor {
            type Value = Inclusion;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an id or `{id: level}`")
            }

            fn visit_str<E: Error>(self, id: &str) -> Result<Inclusion, E> {
                Ok(Inclusion::Same(id.to_owned()))
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Inclusion, A::Error> {
                Levels::deserialize(MapAccessDeserializer::new(map)).map(Inclusion::UpTo)
            }
        }
        deserializer.deserialize_any(InclusionVisitor)
    }
}

impl fmt::Display for Inclusion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Same(id) => f.write_str(id),
            Self::UpTo(levels) => {
                let each = levels.iter().map(|(id, level)| format!("{id} (up to {level})"));
                f.write_str(&each.collect::<Vec<_>>().join(", "))
            }
        }
    }
}
