//! The knowledge base as the rest of the program sees it: typed and linked, so that no id can
//! dangle. It imports the words and hours beside it and nothing else; `link` is the only maker of a [`Kb`]
//! outside of tests.

use std::collections::{BTreeMap, HashMap};
use std::ops::Index;

use crate::knowledge::hours::Hours;
use crate::knowledge::words::{Basis, CostClass, Coverage, Format, Kind, Level, Section};

/// Index newtypes: a value exists only for an entry that exists.
macro_rules! indices {
    ($($(#[$doc:meta])* $name:ident -> $target:ident in $field:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub usize);

        impl Index<$name> for Kb {
            type Output = $target;
            fn index(&self, index: $name) -> &$target {
                &self.$field[index.0]
            }
        }
    )*};
}

indices! {
    /// A guide item of one [`Kb`].
    ItemId -> Item in items;
    /// A competency of one [`Kb`].
    CompetencyId -> Competency in competencies;
    /// A step of one [`Kb`].
    StepId -> Step in steps;
    /// A role of one [`Kb`].
    RoleId -> Role in roles;
    /// A source of one [`Kb`].
    SourceId -> Source in sources;
}

/// Competencies, each with the level asked for or taught.
pub type Skills = BTreeMap<CompetencyId, Level>;

/// The whole knowledge base. Entries keep the order of their files.
#[derive(Debug, Clone, Default)]
pub struct Kb {
    pub items: Vec<Item>,
    pub competencies: Vec<Competency>,
    pub steps: Vec<Step>,
    pub roles: Vec<Role>,
    pub sources: Vec<Source>,
}

/// One thing that the guide advises.
#[derive(Debug, Clone)]
pub struct Item {
    pub id: String,
    pub section: Section,
    pub name: String,
    pub advice: Option<String>,
    pub coverage: Coverage,
    /// Why a plan must, or only may, serve this item.
    pub why: Option<String>,
    pub note: Option<Note>,
}

/// Where the world has moved on since the guide was written.
#[derive(Debug, Clone)]
pub struct Note {
    pub text: String,
    pub source: Vec<SourceId>,
}

/// Something a person can do.
#[derive(Debug, Clone)]
pub struct Competency {
    pub id: String,
    pub name: String,
    pub item: ItemId,
    /// What it is asked for together with; by its guide item where nothing is said.
    pub area: Option<String>,
    /// How job adverts write it.
    pub aliases: Vec<String>,
    /// Wordings of job adverts: patterns of words.
    pub phrases: Vec<String>,
    /// Names that also mean something else.
    pub ambiguous: Vec<String>,
    /// Wordings that contain a name and do not mean it.
    pub except: Vec<String>,
    /// What level `working` looks like.
    pub working: Option<String>,
    /// Competencies that include this one: one of them at a level is this at that level. It goes no
    /// further: who knows one cloud knows what clouds are, and not another cloud.
    pub implied_by: Vec<CompetencyId>,
    /// The other way round.
    pub implies: Vec<CompetencyId>,
}

/// One concrete thing to do.
#[derive(Debug, Clone)]
pub struct Step {
    pub id: String,
    /// Former ids.
    pub aliases: Vec<String>,
    pub title: String,
    pub item: ItemId,
    /// The guide does not name it, today's role needs it.
    pub beyond_guide: bool,
    /// Serves one domain only, e.g. `healthcare`.
    pub domain: Option<String>,
    pub kind: Kind,
    pub requires: Skills,
    pub teaches: Skills,
    /// Steps that must come first, all of them.
    pub after: Vec<StepId>,
    /// Steps of which one must come first; empty means no such condition.
    pub after_any: Vec<StepId>,
    pub hours: Estimate,
    /// Calendar weeks that it takes at least, where waiting decides and not effort.
    pub weeks: u32,
    /// Takes its weeks whole (an internship, a degree).
    pub full_time: bool,
    /// Months (1 to 12) in which it can begin; empty means any.
    pub starts: Vec<u8>,
    pub cost: Cost,
    pub done_when: String,
    /// The line it puts on a CV.
    pub earns: Option<String>,
    pub resources: Vec<Resource>,
    /// Steps that took the place of this one; a replaced step is never planned.
    pub replaced_by: Vec<StepId>,
}

/// A three-point estimate of effort with where it comes from.
#[derive(Debug, Clone)]
pub struct Estimate {
    pub low: Hours,
    pub likely: Hours,
    pub high: Hours,
    pub basis: Basis,
    pub why: Option<String>,
    pub source: Vec<SourceId>,
}

#[derive(Debug, Clone)]
pub struct Cost {
    pub class: CostClass,
    /// The sum to expect for the whole step, in US dollars; only where a source states it.
    pub usd: Option<f64>,
    pub why: Option<String>,
}

/// A course, book, page or tool that a step is done with.
#[derive(Debug, Clone)]
pub struct Resource {
    pub title: String,
    pub provider: Option<String>,
    pub url: Option<String>,
    pub cost: CostClass,
    pub format: Format,
    pub source: Option<SourceId>,
    /// Title and address were seen at `source`.
    pub confirmed: bool,
    pub price: Option<String>,
}

/// A target to plan for.
#[derive(Debug, Clone)]
pub struct Role {
    pub id: String,
    pub name: String,
    pub summary: Option<String>,
    pub needs: Skills,
    pub milestones: Vec<StepId>,
}

/// Where a figure or fact comes from.
#[derive(Debug, Clone)]
pub struct Source {
    pub key: String,
    pub title: String,
    pub url: String,
    pub note: Option<String>,
}

impl Kb {
    pub fn step_ids(&self) -> impl Iterator<Item = StepId> + use<> {
        (0..self.steps.len()).map(StepId)
    }

    pub fn section(&self, step: StepId) -> Section {
        self[self[step].item].section
    }

    /// The level of a competency that a step teaches, by itself or with what includes it.
    pub fn taught(&self, step: StepId, competency: CompetencyId) -> Option<Level> {
        let ways = std::iter::once(&competency).chain(&self[competency].implied_by);
        ways.filter_map(|way| self[step].teaches.get(way).copied()).max()
    }

    /// Finds a step by its id or a former id.
    pub fn step(&self, id: &str) -> Option<StepId> {
        let named = |step: &Step| step.id == id || step.aliases.iter().any(|alias| alias == id);
        self.steps.iter().position(named).map(StepId)
    }

    /// All ids and former ids of steps; where one is both, it is the id.
    pub fn step_names(&self) -> HashMap<&str, StepId> {
        let former = self
            .step_ids()
            .flat_map(|id| self[id].aliases.iter().map(move |alias| (alias.as_str(), id)));
        former.chain(self.step_ids().map(|id| (self[id].id.as_str(), id))).collect()
    }

    pub fn competency(&self, id: &str) -> Option<CompetencyId> {
        self.competencies.iter().position(|c| c.id == id).map(CompetencyId)
    }

    pub fn item(&self, id: &str) -> Option<ItemId> {
        self.items.iter().position(|item| item.id == id).map(ItemId)
    }

    pub fn role(&self, id: &str) -> Option<RoleId> {
        self.roles.iter().position(|role| role.id == id).map(RoleId)
    }

    /// The domains that some step belongs to, sorted.
    pub fn domains(&self) -> Vec<&str> {
        let mut found: Vec<&str> = self.steps.iter().filter_map(|s| s.domain.as_deref()).collect();
        found.sort_unstable();
        found.dedup();
        found
    }
}
