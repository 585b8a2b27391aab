//! What a plan aims at.

use crate::knowledge::model::{Role, Skills, StepId};

/// A role, a job advert, or several adverts together: what has to be held and done in the end.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Target {
    /// The role's id, or `advert`.
    pub id: String,
    pub name: String,
    pub needs: Skills,
    /// Of each group one is enough.
    pub one_of: Vec<Skills>,
    pub milestones: Vec<StepId>,
    /// Every required guide item has to be served as well.
    pub covers_guide: bool,
    /// The kinds of posts whose adverts say how far a plan has come.
    pub posts: Vec<String>,
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
            posts: role.posts.clone(),
        }
    }
}
