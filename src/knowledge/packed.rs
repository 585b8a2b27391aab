//! A market as the program embeds it.

use std::collections::HashMap;

use bitcode::{Decode, Encode};

use crate::knowledge::market::Market;
use crate::knowledge::model::{CompetencyId, Kb};

/// A market, with the ids of what its numbers stand for: all competencies of the knowledge base.
#[derive(Encode, Decode)]
pub struct Packed {
    competencies: Vec<String>,
    market: Market,
}

/// A market that names the competencies of a knowledge base.
impl From<(&Kb, Market)> for Packed {
    fn from((kb, market): (&Kb, Market)) -> Self {
        Self { competencies: kb.competencies.iter().map(|it| it.id.clone()).collect(), market }
    }
}

impl Packed {
    /// The market, naming the competencies of a knowledge base that has all of those, and perhaps
    /// more.
    pub fn unpack(self, kb: &Kb) -> Market {
        let ids = || kb.competencies.iter().map(|it| &it.id);
        if self.competencies.iter().eq(ids()) {
            return self.market;
        }
        let now: HashMap<&String, CompetencyId> = ids().zip((0..).map(CompetencyId)).collect();
        self.market.renumbered(|before| now.get(&self.competencies[before.0]).copied())
    }
}
