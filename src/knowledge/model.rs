//! The knowledge base as the rest of the program sees it: each entry as it is written and what it
//! refers to, so that no id can dangle. Outside of tests only `link` makes a [`Kb`].

use std::borrow::Borrow;
use std::collections::BTreeMap;
use std::ops::{Deref, Index};

use bitcode::{Decode, Encode};
use itertools::Itertools as _;
use rustc_hash::FxHashMap;

use crate::knowledge::entry;
pub use crate::knowledge::entry::{Cost, Estimate, Item, PostKind, Resource, Source};
use crate::knowledge::vocabulary::{GENERAL, Level, Section};

/// Index newtypes: a value exists only for an entry that exists.
macro_rules! indices {
    ($($(#[$doc:meta])* $name:ident -> $target:ident in $field:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, Decode)]
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
}

/// Competencies, each with the level asked for or taught.
pub type Skills = BTreeMap<CompetencyId, Level>;

/// The whole knowledge base. Entries are in the order of their ids, so that no answer depends on
/// the order of files; `posts` alone are in that of the files, which decides between them.
#[derive(Debug, Clone, Default, Encode, Decode)]
pub struct Kb {
    pub items: Vec<Item>,
    pub competencies: Vec<Competency>,
    pub steps: Vec<Step>,
    pub roles: Vec<Role>,
    pub sources: Vec<Source>,
    pub posts: Vec<PostKind>,
    pub listed: Listed,
}

/// The order in which the files list the entries: that of the guide, of courses that build on each
/// other, and the most usual role first.
#[derive(Debug, Clone, Default, Encode, Decode)]
pub struct Listed {
    pub items: Vec<ItemId>,
    pub competencies: Vec<CompetencyId>,
    pub steps: Vec<StepId>,
    pub roles: Vec<RoleId>,
}

/// Something a person can do, linked.
#[derive(Debug, Clone, Encode, Decode)]
pub struct Competency {
    pub entry: entry::Competency,
    pub item: ItemId,
    /// What includes this competency, and up to which level.
    pub implied_by: Skills,
    /// The opposite of `implied_by`: what this competency includes, and up to which level.
    pub implies: Skills,
}

/// One concrete thing to do, linked.
#[derive(Debug, Clone, Encode, Decode)]
pub struct Step {
    pub entry: entry::Step,
    pub item: ItemId,
    pub serves: Vec<ItemId>,
    pub requires: Skills,
    pub teaches: Skills,
    pub after: Vec<StepId>,
    pub after_any: Vec<StepId>,
    pub replaced_by: Vec<StepId>,
}

/// A target to plan for, linked.
#[derive(Debug, Clone, Encode, Decode)]
pub struct Role {
    pub entry: entry::Role,
    pub needs: Skills,
    pub milestones: Vec<StepId>,
    pub optional: Vec<ItemId>,
}

/// A linked entry has the fields of its entry; a linked field goes before the one as written.
macro_rules! linked {
    ($($name:ident)*) => {$(
        impl Deref for $name {
            type Target = entry::$name;

            fn deref(&self) -> &entry::$name {
                &self.entry
            }
        }
    )*};
}

linked! { Competency Step Role }

impl Kb {
    pub fn step_ids(&self) -> impl Iterator<Item = StepId> + use<> {
        (0..self.steps.len()).map(StepId)
    }

    /// The roles that can be aimed at without naming what is hidden.
    pub fn role_ids(&self) -> impl Iterator<Item = RoleId> {
        (0..self.roles.len()).map(RoleId).filter(|&role| !self[role].origin.is_hidden())
    }

    pub fn id(&self, step: StepId) -> String {
        self[step].id.clone()
    }

    pub fn ids<S: Borrow<StepId>>(&self, steps: impl IntoIterator<Item = S>) -> Vec<String> {
        steps.into_iter().map(|step| self.id(*step.borrow())).collect()
    }

    /// The group that a competency is asked about with: its area, or its guide item.
    pub fn area(&self, competency: CompetencyId) -> &str {
        let entry = &self[competency];
        entry.area.as_ref().unwrap_or(&self[entry.item].name)
    }

    pub fn section(&self, step: StepId) -> Section {
        self[self[step].item].section
    }

    /// The level of a competency that a step teaches, by itself or with what includes it.
    pub fn taught(&self, step: StepId, competency: CompetencyId) -> Option<Level> {
        let teaches = &self[step].teaches;
        let by_itself = teaches.get(&competency).copied();
        let included = self[competency].implied_by.iter();
        included
            .filter_map(|(wide, &most)| Some(*teaches.get(wide)?.min(&most)))
            .chain(by_itself)
            .max()
    }

    /// A competency at a level, with all that includes.
    pub fn included(
        &self,
        competency: CompetencyId,
        level: Level,
    ) -> impl Iterator<Item = (CompetencyId, Level)> {
        let narrow = self[competency].implies.iter();
        let narrow = narrow.map(move |(&narrow, &most)| (narrow, level.min(most)));
        std::iter::once((competency, level)).chain(narrow)
    }

    /// Whether a step covers a guide item.
    pub fn serves(&self, step: StepId, item: ItemId) -> bool {
        self[step].item == item || self[step].serves.contains(&item)
    }

    /// Finds a step by its id or a former id.
    pub fn step(&self, id: &str) -> Option<StepId> {
        let named = |step: &Step| step.id == id || step.aliases.iter().any(|alias| alias == id);
        self.steps.iter().position(named).map(StepId)
    }

    /// All ids and former ids of steps; where one is both, it is the id.
    pub fn step_names(&self) -> FxHashMap<&str, StepId> {
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

    /// The domains that a person can choose from, sorted.
    pub fn domains(&self) -> Vec<&str> {
        let all = self.listed.steps.iter().filter_map(|&step| self[step].domain.as_deref());
        all.filter(|&domain| domain != GENERAL).sorted().dedup().collect()
    }
}
