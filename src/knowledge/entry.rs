//! The entries of the knowledge base as the YAML files write them and as JSON shows them: every
//! field with its default, references as ids. Unknown keys are errors.

use std::collections::BTreeMap;
use std::fmt;

use bitcode::{Decode, Encode};
use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserializer, Error, MapAccess, Visitor};
use serde::{Deserialize, Serialize};

use crate::knowledge::checked::{id, key, line, pairs, url};
use crate::knowledge::hours::Hours;
use crate::knowledge::vocabulary::{Basis, CostClass, Coverage, Format, Kind, Level, Section};

/// Ids of competencies with levels.
pub type Levels = BTreeMap<String, Level>;

/// Where an entry comes from if it is not as in the base: places in the files of overlays, each as
/// `FILE:LINE`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Encode, Decode)]
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

/// One thing that the guide advises.
#[derive(Debug, Clone, Serialize, Deserialize, Encode, Decode)]
#[serde(deny_unknown_fields, expecting = "a mapping")]
pub struct Item {
    #[serde(deserialize_with = "id")]
    pub id: String,
    pub section: Section,
    #[serde(deserialize_with = "line")]
    pub name: String,
    #[serde(default, deserialize_with = "line")]
    pub advice: Option<String>,
    /// What else the guide calls it, and what it names under it: found by `search`.
    #[serde(default, deserialize_with = "line")]
    pub words: Vec<String>,
    pub coverage: Coverage,
    /// Studied beside other things: it takes at most half of a week while these can be worked on.
    #[serde(default)]
    pub beside: bool,
    /// Why a plan must, or only may, serve this item.
    #[serde(default, deserialize_with = "line")]
    pub why: Option<String>,
    pub note: Option<Note>,
    #[serde(skip_deserializing, skip_serializing_if = "Origin::is_base")]
    pub origin: Origin,
}

/// Where the world has moved on since the guide was written.
#[derive(Debug, Clone, Serialize, Deserialize, Encode, Decode)]
#[serde(deny_unknown_fields, expecting = "a mapping")]
pub struct Note {
    #[serde(deserialize_with = "line")]
    pub text: String,
    pub source: Vec<String>,
}

/// Something a person can do.
#[derive(Debug, Clone, Default, Serialize, Deserialize, Encode, Decode)]
#[serde(deny_unknown_fields, expecting = "a mapping")]
pub struct Competency {
    #[serde(deserialize_with = "id")]
    pub id: String,
    #[serde(deserialize_with = "line")]
    pub name: String,
    pub item: String,
    /// How job adverts write it.
    #[serde(default, deserialize_with = "line")]
    pub aliases: Vec<String>,
    /// Wordings of job adverts: patterns of words.
    #[serde(default, deserialize_with = "line")]
    pub phrases: Vec<String>,
    /// Names that also mean something else.
    #[serde(default, deserialize_with = "line")]
    pub ambiguous: Vec<String>,
    /// Wordings that contain a name and do not mean it.
    #[serde(default, deserialize_with = "line")]
    pub except: Vec<String>,
    /// What it is asked for together with; its guide item decides where this is missing.
    #[serde(default, deserialize_with = "line")]
    pub area: Option<String>,
    /// What it is one of many of: of a list of one kind, a post needs one.
    #[serde(default, deserialize_with = "line")]
    pub kind: Option<String>,
    /// What level `working` looks like.
    #[serde(default, deserialize_with = "line")]
    pub working: Option<String>,
    /// Not technical: how a person works with others, a field of application, the job market.
    #[serde(default)]
    pub soft: bool,
    /// Competencies that include this one. It is not transitive: one cloud teaches what clouds are,
    /// but not another cloud.
    #[serde(default)]
    pub implied_by: Vec<Inclusion>,
    #[serde(skip_deserializing, skip_serializing_if = "Origin::is_base")]
    pub origin: Origin,
}

/// A competency that includes another: holding it at a level is holding the other at that level,
/// or at no more than a level that is named.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Encode, Decode)]
#[serde(untagged)]
pub enum Inclusion {
    Same(String),
    UpTo(Levels),
}

/// Not derived, so that an error in a level has its own place and words.
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

/// Where a figure or fact comes from.
#[derive(Debug, Clone, Serialize, Deserialize, Encode, Decode)]
#[serde(deny_unknown_fields, expecting = "a mapping")]
pub struct Source {
    #[serde(deserialize_with = "key")]
    pub key: String,
    #[serde(deserialize_with = "line")]
    pub title: String,
    #[serde(deserialize_with = "url")]
    pub url: String,
    #[serde(default, deserialize_with = "line")]
    pub note: Option<String>,
    #[serde(skip_deserializing, skip_serializing_if = "Origin::is_base")]
    pub origin: Origin,
}

/// A target to plan for.
#[derive(Debug, Clone, Default, Serialize, Deserialize, Encode, Decode)]
#[serde(deny_unknown_fields, expecting = "a mapping")]
pub struct Role {
    #[serde(deserialize_with = "id")]
    pub id: String,
    #[serde(deserialize_with = "line")]
    pub name: String,
    #[serde(default, deserialize_with = "line")]
    pub summary: Option<String>,
    #[serde(default, deserialize_with = "pairs")]
    pub needs: Levels,
    #[serde(default)]
    pub milestones: Vec<String>,
    /// Required guide items that its plans need not cover.
    #[serde(default)]
    pub optional: Vec<String>,
    /// The kinds of posts whose adverts count for it: see [`crate::knowledge::market`].
    #[serde(default, deserialize_with = "id")]
    pub posts: Vec<String>,
    #[serde(skip_deserializing, skip_serializing_if = "Origin::is_base")]
    pub origin: Origin,
}

/// What titles of job adverts say about the kind of post. Of all phrases in a title the one that
/// stands first in the files decides.
#[derive(Debug, Clone, Serialize, Deserialize, Encode, Decode)]
#[serde(deny_unknown_fields, expecting = "a mapping")]
pub struct PostKind {
    /// The kind, as roles and the market name it.
    #[serde(deserialize_with = "id")]
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

/// One concrete thing to do.
#[derive(Debug, Clone, Serialize, Deserialize, Encode, Decode)]
#[serde(deny_unknown_fields, expecting = "a mapping")]
pub struct Step {
    #[serde(deserialize_with = "id")]
    pub id: String,
    /// Former ids.
    #[serde(default, deserialize_with = "id")]
    pub aliases: Vec<String>,
    #[serde(deserialize_with = "line")]
    pub title: String,
    /// That of its guide item; not in the file, set by `link`.
    #[serde(skip_deserializing)]
    pub section: Section,
    pub item: String,
    /// Further guide items that it covers.
    #[serde(default)]
    pub serves: Vec<String>,
    /// Not in the guide, but today's role needs it.
    #[serde(default)]
    pub beyond_guide: bool,
    /// Serves one domain only, e.g. `healthcare`.
    #[serde(default, deserialize_with = "id")]
    pub domain: Option<String>,
    pub kind: Kind,
    #[serde(default, deserialize_with = "pairs")]
    pub requires: Levels,
    #[serde(default, deserialize_with = "pairs")]
    pub teaches: Levels,
    /// Steps that must come first, all of them.
    #[serde(default)]
    pub after: Vec<String>,
    /// Steps of which one must come first; empty means no such condition.
    #[serde(default)]
    pub after_any: Vec<String>,
    pub hours: Estimate,
    /// The least calendar weeks that it takes, where waiting decides and not effort.
    #[serde(default)]
    pub weeks: u32,
    /// Leaves no time for anything else (an internship, a degree).
    #[serde(default)]
    pub full_time: bool,
    /// Months (1 to 12) in which it can begin; empty means any.
    #[serde(default)]
    pub starts: Vec<u8>,
    pub cost: Cost,
    #[serde(deserialize_with = "line")]
    pub done_when: String,
    /// The line it puts on a CV: past tense, without "I"; [`Step::cv_line`] where it is missing.
    #[serde(default, deserialize_with = "line")]
    pub earns: Option<String>,
    #[serde(default)]
    pub resources: Vec<Resource>,
    /// Steps that replace this one; a replaced step is never planned.
    #[serde(default)]
    pub replaced_by: Vec<String>,
    #[serde(skip_deserializing, skip_serializing_if = "Origin::is_base")]
    pub origin: Origin,
}

impl Step {
    /// Whether a plan may hold it: it is neither replaced nor hidden.
    pub fn is_current(&self) -> bool {
        self.replaced_by.is_empty() && !self.origin.is_hidden()
    }

    /// The line that it puts on a CV, if it leaves anything to show. Where none is written, a
    /// course or book is named by its one resource: which of several was used, nobody knows.
    pub fn cv_line(&self) -> Option<String> {
        let made = || {
            let verb = match self.kind {
                Kind::Course | Kind::Bootcamp => "Completed",
                Kind::Book => "Worked through",
                _ => return None,
            };
            let Resource { title, provider, .. } = self.only_resource()?;
            let by = provider.as_ref().map(|provider| format!(" ({provider})"));
            Some(format!("{verb} {title}{}", by.unwrap_or_default()))
        };
        self.earns.clone().or_else(made)
    }

    /// What it is done with, where there is no choice.
    pub fn only_resource(&self) -> Option<&Resource> {
        match self.resources.as_slice() {
            [only] => Some(only),
            _ => None,
        }
    }
}

/// A three-point estimate of effort with where it comes from.
#[derive(Debug, Clone, Serialize, Deserialize, Encode, Decode)]
#[serde(deny_unknown_fields, expecting = "a mapping")]
pub struct Estimate {
    pub low: Hours,
    pub likely: Hours,
    pub high: Hours,
    #[serde(default)]
    pub basis: Basis,
    #[serde(default, deserialize_with = "line")]
    pub why: Option<String>,
    #[serde(default)]
    pub source: Vec<String>,
}

#[derive(Debug, Clone, Serialize, Deserialize, Encode, Decode)]
#[serde(deny_unknown_fields, expecting = "a mapping")]
pub struct Cost {
    pub class: CostClass,
    /// The sum to expect for the whole step, or for each month of it if the class is `monthly`, in
    /// US dollars; only where a source states it.
    pub usd: Option<f64>,
    #[serde(default, deserialize_with = "line")]
    pub why: Option<String>,
}

/// A course, book, page or tool that a step is done with.
#[derive(Debug, Clone, Serialize, Deserialize, Encode, Decode)]
#[serde(deny_unknown_fields, expecting = "a mapping")]
pub struct Resource {
    #[serde(deserialize_with = "line")]
    pub title: String,
    #[serde(default, deserialize_with = "line")]
    pub provider: Option<String>,
    #[serde(default, deserialize_with = "url")]
    pub url: Option<String>,
    pub cost: CostClass,
    pub format: Format,
    pub source: Option<String>,
    /// Title and address were seen at `source`.
    #[serde(default)]
    pub confirmed: bool,
    #[serde(default, deserialize_with = "line")]
    pub price: Option<String>,
}
