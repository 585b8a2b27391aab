//! What a plan aims at.

use itertools::Itertools as _;

use crate::knowledge::model::{ItemId, Kb, Role, Skills, StepId};
use crate::knowledge::vocabulary::Coverage;

/// A role, a job advert, or several adverts together: what has to be held and done in the end.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Target {
    /// The role's id; `advert` or `adverts`.
    pub id: String,
    pub name: String,
    pub needs: Skills,
    /// Of each group one is enough.
    pub one_of: Vec<Skills>,
    pub milestones: Vec<StepId>,
    /// Every required guide item has to be served as well.
    pub covers_guide: bool,
    /// Guide items that need not be served all the same.
    pub optional: Vec<ItemId>,
    /// The kinds of posts whose adverts say how far a plan has come.
    pub posts: Vec<String>,
    /// The adverts that it is made of, in the order in which they are to be met; none for a role.
    pub legs: Vec<Leg>,
}

/// One of the adverts of a target: its part of the way.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Leg {
    /// The name of the advert's file.
    pub file: String,
    /// The title of the post.
    pub name: String,
    pub needs: Skills,
    /// Of each group one is enough.
    pub one_of: Vec<Skills>,
}

impl Target {
    /// Whether every plan has to serve a guide item.
    pub fn requires_item(&self, kb: &Kb, item: ItemId) -> bool {
        self.covers_guide
            && kb[item].coverage == Coverage::Required
            && !self.optional.contains(&item)
    }

    /// The role, or the adverts with their files.
    pub fn named(&self) -> String {
        match self.legs.as_slice() {
            [] => self.name.clone(),
            legs => legs.iter().map(Leg::named).join(", then "),
        }
    }

    /// All that some adverts ask for, one after the other: of each competency the highest level.
    pub fn through(legs: Vec<Leg>) -> Self {
        let mut target = Self {
            id: if legs.len() == 1 { "advert" } else { "adverts" }.to_owned(),
            name: legs.iter().map(|leg| &leg.name).join(", then "),
            ..Self::default()
        };
        for leg in &legs {
            for (&competency, &level) in &leg.needs {
                let known = target.needs.entry(competency).or_insert(level);
                *known = level.max(*known);
            }
            target.one_of.extend(leg.one_of.iter().cloned());
        }
        target.one_of = target.one_of.into_iter().unique().collect();
        Self { legs, ..target }
    }
}

impl Leg {
    /// `Title (file)`.
    pub fn named(&self) -> String {
        format!("{} ({})", self.name, self.file)
    }
}

impl From<&Role> for Target {
    fn from(role: &Role) -> Self {
        Self {
            id: role.id.clone(),
            name: role.name.clone(),
            needs: role.needs.clone(),
            one_of: Vec::new(),
            milestones: role.milestones.clone(),
            covers_guide: true,
            optional: role.optional.clone(),
            posts: role.posts.clone(),
            legs: Vec::new(),
        }
    }
}
