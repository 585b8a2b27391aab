//! Posts of roles that no advert of the market is for.

use std::collections::BTreeSet;

use crate::knowledge::code::Code;
use crate::knowledge::lint::finding::Finding;
use crate::knowledge::market::{Market, PostingRef};
use crate::knowledge::model::{Kb, Role};

pub(super) fn findings(kb: &Kb, market: &Market) -> Vec<Finding> {
    let finding = |(role, post): (&Role, &str)| {
        let message = format!("the market has no advert for the post `{post}`");
        Finding::of_role(Code::NoAdverts, role, &["posts", post], message)
    };
    without_adverts(kb, market).into_iter().map(finding).collect()
}

/// Roles, each with a kind of post of which the market has no advert.
pub fn without_adverts<'a>(kb: &'a Kb, market: &Market) -> Vec<(&'a Role, &'a str)> {
    let known: BTreeSet<&str> = market.postings().map(PostingRef::post).collect();
    let shown = kb.roles.iter().filter(|role| !role.origin.is_hidden());
    let named = shown.flat_map(|role| role.posts.iter().map(move |post| (role, post.as_str())));
    named.filter(|(_, post)| !known.contains(post)).collect()
}
