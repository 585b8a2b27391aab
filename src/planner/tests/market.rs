//! Small generated markets, and the other roles of a world.

use std::sync::Arc;

use proptest::collection::{btree_map, vec};
use proptest::option;
use proptest::prelude::{Strategy, prop};

use crate::knowledge::entry;
use crate::knowledge::market::{Market, Posting, Seniority};
use crate::knowledge::model::{CompetencyId, Role, Skills};
use crate::knowledge::vocabulary::{Keyword as _, Level};

/// The kind of post that counts for the target.
pub(super) const POST: &str = "post";

/// No market in one world of four, else up to a dozen adverts, most of them for the target.
pub(super) fn markets(competencies: usize) -> impl Strategy<Value = Option<Arc<Market>>> {
    let market = vec(posting(competencies), 0..=12)
        .prop_map(|adverts| Arc::new(Market::new("Invented".into(), adverts)));
    option::weighted(0.75, market)
}

fn posting(competencies: usize) -> impl Strategy<Value = Posting> {
    let post = prop::sample::select(vec![POST, POST, POST, POST, "other"]);
    let seniority = prop::sample::select(Seniority::ALL);
    let wants = || vec(skills(competencies), 0..5);
    (post, seniority, wants(), wants()).prop_map(|(post, seniority, requires, names)| Posting {
        month: "2026-12".into(),
        post: post.into(),
        seniority,
        requires,
        names,
    })
}

/// One competency, or a few of which one is enough.
fn skills(competencies: usize) -> impl Strategy<Value = Skills> {
    let competency = (0..competencies).prop_map(CompetencyId);
    btree_map(competency, prop::sample::select(Level::ALL), 1..3)
}

/// Other roles than the target.
pub(super) fn roles(competencies: usize) -> impl Strategy<Value = Vec<Role>> {
    let role = (0_u8..100, skills(competencies)).prop_map(|(number, needs)| Role {
        entry: entry::Role {
            id: format!("role-{number}"),
            name: format!("Role {number}"),
            posts: vec![POST.into()],
            ..entry::Role::default()
        },
        needs,
        milestones: Vec::new(),
        optional: Vec::new(),
    });
    vec(role, 0..3)
}
