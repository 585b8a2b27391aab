//! The answer of `market`, for scripts; for a plan it is a file.

use std::sync::Arc;

use serde::Serialize;

use crate::knowledge::market::{Market, Posting, Seniority};
use crate::knowledge::model::{Kb, Skills};
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
    let all = |wants: &[Arc<Skills>]| wants.iter().map(|any| skills(kb, any)).collect();
    let posting = |advert: &Posting| PostingView {
        month: advert.month.clone(),
        post: advert.post.clone(),
        seniority: advert.seniority,
        requires: all(&advert.requires),
        names: all(&advert.names),
    };
    MarketView {
        schema: "mlpath/market/1",
        sample: market.sample.clone(),
        adverts: market.adverts.iter().map(posting).collect(),
    }
}
