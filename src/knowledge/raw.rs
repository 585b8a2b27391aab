//! The mirror of the YAML files: every field with its default, every leaf checked by its own type,
//! references still words. Unknown keys are errors.

use serde::de::{Deserialize, Deserializer, Error as _, MapAccess, Visitor};
use std::fmt;
use std::marker::PhantomData;

use crate::knowledge::hours::Hours;
use crate::knowledge::parse::{self, Parsed};
use crate::knowledge::problem::Problem;
use crate::knowledge::source::SourceFile;
use crate::knowledge::text::{check_id, check_url, clean, read_text};
use crate::knowledge::words::{Basis, CostClass, Coverage, Format, Kind, Level, Section};

/// String newtypes that check themselves while they are read.
macro_rules! checked {
    ($($(#[$doc:meta])* $name:ident = $check:expr;)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
        pub(super) struct $name(pub(super) String);

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                read_text(deserializer, $check).map(Self)
            }
        }
    )*};
}

checked! {
    /// One line of text.
    Text = clean;
    /// The id of an entry.
    Id = |id| check_id(id).map(|()| id.to_owned());
    /// The key of a source, in whichever case.
    Key = |key| check_id(&key.to_lowercase()).map(|()| key.to_owned());
    /// An http or https address.
    Url = |url| check_url(url).map(|()| url.to_owned());
}

/// A mapping that keeps the order of its entries and refuses a key that comes twice.
#[derive(Debug)]
pub(super) struct Pairs<V>(pub(super) Vec<(String, V)>);

impl<V> Default for Pairs<V> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<'de, V: Deserialize<'de>> Deserialize<'de> for Pairs<V> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct PairsVisitor<V>(PhantomData<V>);
        impl<'de, V: Deserialize<'de>> Visitor<'de> for PairsVisitor<V> {
            type Value = Pairs<V>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a mapping")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut pairs: Vec<(String, V)> = Vec::new();
                while let Some((key, value)) = map.next_entry::<String, V>()? {
                    if pairs.iter().any(|(earlier, _)| *earlier == key) {
                        return Err(A::Error::custom(format!("`{key}` comes twice")));
                    }
                    pairs.push((key, value));
                }
                Ok(Pairs(pairs))
            }
        }
        deserializer.deserialize_map(PairsVisitor(PhantomData))
    }
}

#[derive(Debug, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawItem {
    pub(super) id: Id,
    pub(super) section: Section,
    pub(super) name: Text,
    pub(super) advice: Option<Text>,
    pub(super) coverage: Coverage,
    pub(super) why: Option<Text>,
    pub(super) note: Option<RawNote>,
}

#[derive(Debug, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawNote {
    pub(super) text: Text,
    pub(super) source: Vec<Key>,
}

#[derive(Debug, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawCompetency {
    pub(super) id: Id,
    pub(super) name: Text,
    pub(super) item: Id,
    pub(super) area: Option<Text>,
    #[serde(default)]
    pub(super) aliases: Vec<Text>,
    #[serde(default)]
    pub(super) phrases: Vec<Text>,
    #[serde(default)]
    pub(super) ambiguous: Vec<Text>,
    #[serde(default)]
    pub(super) except: Vec<Text>,
    pub(super) working: Option<Text>,
    #[serde(default)]
    pub(super) implied_by: Vec<Id>,
}

#[derive(Debug, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawSource {
    pub(super) key: Key,
    pub(super) title: Text,
    pub(super) url: Url,
    pub(super) note: Option<Text>,
}

#[derive(Debug, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawRole {
    pub(super) id: Id,
    pub(super) name: Text,
    pub(super) summary: Option<Text>,
    #[serde(default)]
    pub(super) needs: Pairs<Level>,
    #[serde(default)]
    pub(super) milestones: Vec<Id>,
}

#[derive(Debug, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawStep {
    pub(super) id: Id,
    #[serde(default)]
    pub(super) aliases: Vec<Id>,
    pub(super) title: Text,
    pub(super) item: Id,
    #[serde(default)]
    pub(super) beyond_guide: bool,
    pub(super) domain: Option<Id>,
    pub(super) kind: Kind,
    #[serde(default)]
    pub(super) requires: Pairs<Level>,
    #[serde(default)]
    pub(super) teaches: Pairs<Level>,
    #[serde(default)]
    pub(super) after: Vec<Id>,
    #[serde(default)]
    pub(super) after_any: Vec<Id>,
    pub(super) hours: RawEstimate,
    #[serde(default)]
    pub(super) weeks: u32,
    #[serde(default)]
    pub(super) full_time: bool,
    #[serde(default)]
    pub(super) starts: Vec<u8>,
    pub(super) cost: RawCost,
    pub(super) done_when: Text,
    pub(super) earns: Option<Text>,
    #[serde(default)]
    pub(super) resources: Vec<RawResource>,
    #[serde(default)]
    pub(super) replaced_by: Vec<Id>,
}

#[derive(Debug, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawEstimate {
    pub(super) low: Hours,
    pub(super) likely: Hours,
    pub(super) high: Hours,
    #[serde(default = "estimate")]
    pub(super) basis: Basis,
    pub(super) why: Option<Text>,
    #[serde(default)]
    pub(super) source: Vec<Key>,
}

/// A figure that names nothing it rests on is a judgement.
fn estimate() -> Basis {
    Basis::Estimate
}

#[derive(Debug, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawCost {
    pub(super) class: CostClass,
    pub(super) usd: Option<f64>,
    pub(super) why: Option<Text>,
}

#[derive(Debug, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawResource {
    pub(super) title: Text,
    pub(super) provider: Option<Text>,
    pub(super) url: Option<Url>,
    pub(super) cost: CostClass,
    pub(super) format: Format,
    pub(super) source: Option<Key>,
    #[serde(default)]
    pub(super) confirmed: bool,
    pub(super) price: Option<Text>,
}

/// Every file's entries, each with the number of its file in the list that was read.
#[derive(Default)]
pub(super) struct RawKb {
    pub(super) items: Vec<(usize, Parsed<RawItem>)>,
    pub(super) competencies: Vec<(usize, Parsed<RawCompetency>)>,
    pub(super) sources: Vec<(usize, Parsed<RawSource>)>,
    pub(super) steps: Vec<(usize, Parsed<RawStep>)>,
    pub(super) roles: Vec<(usize, Parsed<RawRole>)>,
}

impl RawKb {
    /// A file's name says what it holds; every other name holds steps.
    pub(super) fn parse(files: &[SourceFile], problems: &mut Vec<Problem>) -> Self {
        let mut raw = Self::default();
        for (number, file) in files.iter().enumerate() {
            let stem = file.name.rsplit_once('.').map_or(file.name.as_str(), |(stem, _)| stem);
            match stem {
                "guide" => raw.items.push((number, parse::sequence(file, problems))),
                "competencies" | "asked" => {
                    raw.competencies.push((number, parse::sequence(file, problems)));
                }
                "sources" => raw.sources.push((number, parse::sequence(file, problems))),
                "roles" => raw.roles.push((number, parse::sequence(file, problems))),
                _ => raw.steps.push((number, parse::sequence(file, problems))),
            }
        }
        raw
    }
}
