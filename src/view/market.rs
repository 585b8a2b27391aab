//! The answer of `market`, for scripts; for a plan it is a file.

use serde::Serialize;

use crate::knowledge::market::{Ask, Market, PostingRef, Seniority};
use crate::knowledge::model::Kb;
use crate::view::{SkillsView, skills};

#[derive(Debug, Serialize)]
pub struct MarketView {
    pub schema: &'static str,
    pub sample: String,
    pub adverts: Vec<PostingView>,
}

#[derive(Debug, Serialize)]
pub struct PostingView {
    pub month: String,
    pub post: String,
    pub seniority: Seniority,
    /// Of each, one competency is enough.
    pub requires: Vec<SkillsView>,
    pub names: Vec<SkillsView>,
}

pub fn market_view(kb: &Kb, market: &Market) -> MarketView {
    let any = |any: &[Ask]| skills(kb, &any.iter().copied().collect());
    let posting = |posting: PostingRef<'_>| PostingView {
        month: posting.month().to_owned(),
        post: posting.post().to_owned(),
        seniority: posting.seniority(),
        requires: posting.requires().map(any).collect(),
        names: posting.names().map(any).collect(),
    };
    MarketView {
        schema: "mlpath/market/1",
        sample: market.sample.clone(),
        adverts: market.postings().map(posting).collect(),
    }
}
