//! The entries of the knowledge base as the YAML files write them and as JSON shows them: every
//! field with its default, references as ids. Unknown keys are errors.

use bitcode::{Decode, Encode};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::knowledge::checked::{Id, Key, Month, Url, id, key, line, month, pairs, url};
use crate::knowledge::hours::Hours;
use crate::knowledge::vocabulary::{Basis, CostClass, Coverage, Format, Kind, Section};

pub use crate::knowledge::adverts::{PostKind, Translations};
pub use crate::knowledge::levels::{Inclusion, Levels};
pub use crate::knowledge::origin::Origin;

/// One thing that the guide advises.
#[derive(Debug, Clone, Serialize, Deserialize, Encode, Decode, JsonSchema)]
#[serde(deny_unknown_fields, expecting = "a mapping")]
pub struct Item {
    /// Its name for other entries and for ever: lower-case letters, digits and hyphens.
    #[serde(deserialize_with = "id")]
    #[schemars(with = "Id")]
    pub id: String,
    /// The section of the guide that it stands in.
    pub section: Section,
    /// What people read.
    #[serde(deserialize_with = "line")]
    pub name: String,
    /// What the guide says about it.
    #[serde(default, deserialize_with = "line")]
    pub advice: Option<String>,
    /// What else the guide calls it, and what it names under it: found by `search`.
    #[serde(default, deserialize_with = "line")]
    pub words: Vec<String>,
    /// Whether a plan must serve it.
    pub coverage: Coverage,
    /// Studied beside other things: it takes at most half of a week while these can be worked on.
    #[serde(default)]
    pub beside: bool,
    /// Why a plan must, or only may, serve this item.
    #[serde(default, deserialize_with = "line")]
    pub why: Option<String>,
    /// Where the world has moved on since the guide was written.
    pub note: Option<Note>,
    #[serde(skip_deserializing, skip_serializing_if = "Origin::is_base")]
    pub origin: Origin,
}

/// Where the world has moved on since the guide was written.
#[derive(Debug, Clone, Serialize, Deserialize, Encode, Decode, JsonSchema)]
#[serde(deny_unknown_fields, expecting = "a mapping")]
pub struct Note {
    /// What has changed.
    #[serde(deserialize_with = "line")]
    pub text: String,
    /// Keys of the sources that say so.
    pub source: Vec<String>,
}

/// Something a person can do.
#[derive(Debug, Clone, Default, Serialize, Deserialize, Encode, Decode, JsonSchema)]
#[serde(deny_unknown_fields, expecting = "a mapping")]
pub struct Competency {
    /// Its name for other entries and for ever: lower-case letters, digits and hyphens.
    #[serde(deserialize_with = "id")]
    #[schemars(with = "Id")]
    pub id: String,
    /// What people read.
    #[serde(deserialize_with = "line")]
    pub name: String,
    /// The guide item that it belongs to.
    pub item: String,
    /// How job adverts write it, the name among them: without any, the name itself counts.
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
    /// What adverts in other languages call it: patterns of words.
    #[serde(default)]
    pub translations: Translations,
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

/// Where a figure or fact comes from.
#[derive(Debug, Clone, Serialize, Deserialize, Encode, Decode, JsonSchema)]
#[serde(deny_unknown_fields, expecting = "a mapping")]
pub struct Source {
    /// Its name for other entries: letters, digits and hyphens.
    #[serde(deserialize_with = "key")]
    #[schemars(with = "Key")]
    pub key: String,
    /// What it is called.
    #[serde(deserialize_with = "line")]
    pub title: String,
    /// Where it is found.
    #[serde(deserialize_with = "url")]
    #[schemars(with = "Url")]
    pub url: String,
    /// What to know of it.
    #[serde(default, deserialize_with = "line")]
    pub note: Option<String>,
    /// The year and month in which somebody last looked at it, such as `2026-09`.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "month")]
    #[schemars(with = "Option<Month>")]
    pub seen: Option<String>,
    #[serde(skip_deserializing, skip_serializing_if = "Origin::is_base")]
    pub origin: Origin,
}

/// A target to plan for.
#[derive(Debug, Clone, Default, Serialize, Deserialize, Encode, Decode, JsonSchema)]
#[serde(deny_unknown_fields, expecting = "a mapping")]
pub struct Role {
    /// Its name for profiles and for ever: lower-case letters, digits and hyphens.
    #[serde(deserialize_with = "id")]
    #[schemars(with = "Id")]
    pub id: String,
    /// What people read.
    #[serde(deserialize_with = "line")]
    pub name: String,
    /// What somebody in this role does, in a sentence.
    #[serde(default, deserialize_with = "line")]
    pub summary: Option<String>,
    /// Competencies with the level that the role needs.
    #[serde(default, deserialize_with = "pairs")]
    pub needs: Levels,
    /// Steps that every plan for the role contains.
    #[serde(default)]
    pub milestones: Vec<String>,
    /// Required guide items that its plans need not cover.
    #[serde(default)]
    pub optional: Vec<String>,
    /// The kinds of posts in the market whose adverts count for it.
    #[serde(default, deserialize_with = "id")]
    #[schemars(with = "Vec<Id>")]
    pub posts: Vec<String>,
    #[serde(skip_deserializing, skip_serializing_if = "Origin::is_base")]
    pub origin: Origin,
}

/// One concrete thing to do.
#[derive(Debug, Clone, Serialize, Deserialize, Encode, Decode, JsonSchema)]
#[serde(deny_unknown_fields, expecting = "a mapping")]
pub struct Step {
    /// Its name for other entries, journals and for ever: lower-case letters, digits and hyphens.
    #[serde(deserialize_with = "id")]
    #[schemars(with = "Id")]
    pub id: String,
    /// Former ids.
    #[serde(default, deserialize_with = "id")]
    #[schemars(with = "Vec<Id>")]
    pub aliases: Vec<String>,
    /// What to do, in the imperative.
    #[serde(deserialize_with = "line")]
    pub title: String,
    /// That of its guide item; not in the file, set by `link`.
    #[serde(skip_deserializing)]
    pub section: Section,
    /// The guide item that it serves.
    pub item: String,
    /// Further guide items that it covers.
    #[serde(default)]
    pub serves: Vec<String>,
    /// Not in the guide, but today's role needs it.
    #[serde(default)]
    pub beyond_guide: bool,
    /// Serves one domain only, e.g. `healthcare`.
    #[serde(default, deserialize_with = "id")]
    #[schemars(with = "Option<Id>")]
    pub domain: Option<String>,
    /// What sort of step it is.
    pub kind: Kind,
    /// Competencies with the level that must be held before it begins.
    #[serde(default, deserialize_with = "pairs")]
    pub requires: Levels,
    /// Competencies with the level that it leads to.
    #[serde(default, deserialize_with = "pairs")]
    pub teaches: Levels,
    /// Steps that must come first, all of them.
    #[serde(default)]
    pub after: Vec<String>,
    /// Steps of which one must come first; empty means no such condition.
    #[serde(default)]
    pub after_any: Vec<String>,
    /// How much effort it takes, as three estimates.
    pub hours: Estimate,
    /// The least calendar weeks that it takes, where waiting decides and not effort.
    #[serde(default)]
    pub weeks: u32,
    /// Leaves no time for anything else (an internship, a degree).
    #[serde(default)]
    pub full_time: bool,
    /// Months (1 to 12) in which it can begin; empty means any.
    #[serde(default)]
    #[schemars(inner(range(min = 1, max = 12)))]
    pub starts: Vec<u8>,
    /// What it costs.
    pub cost: Cost,
    /// What convinces somebody else that it is done.
    #[serde(deserialize_with = "line")]
    pub done_when: String,
    /// The line it puts on a CV: past tense, without "I". Without it, a course or book with one
    /// resource is named.
    #[serde(default, deserialize_with = "line")]
    pub earns: Option<String>,
    /// What it is done with.
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
#[derive(Debug, Clone, Serialize, Deserialize, Encode, Decode, JsonSchema)]
#[serde(deny_unknown_fields, expecting = "a mapping such as {low: 4, likely: 8, high: 15}")]
pub struct Estimate {
    /// Hours if all goes well.
    pub low: Hours,
    /// Hours that most people need.
    pub likely: Hours,
    /// Hours if much goes wrong.
    pub high: Hours,
    /// What the figures rest on.
    #[serde(default)]
    pub basis: Basis,
    /// How the figures were found.
    #[serde(default, deserialize_with = "line")]
    pub why: Option<String>,
    /// Keys of the sources that state them.
    #[serde(default)]
    pub source: Vec<String>,
}

/// What something costs.
#[derive(Debug, Clone, Serialize, Deserialize, Encode, Decode, JsonSchema)]
#[serde(deny_unknown_fields, expecting = "a mapping such as {class: free}")]
pub struct Cost {
    /// What it costs, in kind.
    pub class: CostClass,
    /// The sum to expect for the whole step, or for each month of it if the class is `monthly`, in
    /// US dollars; only where a source states it.
    #[schemars(range(min = 0))]
    pub usd: Option<f64>,
    /// What the money is for.
    #[serde(default, deserialize_with = "line")]
    pub why: Option<String>,
}

/// A course, book, page or tool that a step is done with.
#[derive(Debug, Clone, Serialize, Deserialize, Encode, Decode, JsonSchema)]
#[serde(
    deny_unknown_fields,
    expecting = "a mapping such as {title: A book, cost: free, format: book}"
)]
pub struct Resource {
    /// What it is called.
    #[serde(deserialize_with = "line")]
    pub title: String,
    /// Who offers it.
    #[serde(default, deserialize_with = "line")]
    pub provider: Option<String>,
    /// Where it is found.
    #[serde(default, deserialize_with = "url")]
    #[schemars(with = "Option<Url>")]
    pub url: Option<String>,
    /// What it costs, in kind.
    pub cost: CostClass,
    /// The form in which it comes.
    pub format: Format,
    /// The key of the source that names it.
    pub source: Option<String>,
    /// Title and address were seen at `source`.
    #[serde(default)]
    pub confirmed: bool,
    /// What it costs, in words.
    #[serde(default, deserialize_with = "line")]
    pub price: Option<String>,
}
