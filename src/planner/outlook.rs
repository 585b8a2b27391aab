//! What adverts ask for: it makes one order of the same steps worth more than another, and says
//! what a plan opens on the way.

use std::sync::Arc;

use itertools::Itertools as _;

use crate::knowledge::market::{Ask, Market, PostingRef};
use crate::knowledge::model::{CompetencyId, Kb, Role, Skills};
use crate::knowledge::vocabulary::Level;
use crate::planner::gauge::{Gauge, MODEST, Standing};
use crate::planner::held::Held;
use crate::planner::target::Target;

/// All that adverts ask for; shares are in millionths of it.
pub const WHOLE: u64 = 1_000_000;

/// With fewer adverts a share says more about them than about the market.
const FEWEST: usize = 5;

/// The market as somebody with a target sees it.
#[derive(Debug, Clone, Default)]
pub struct Outlook {
    pub target: Arc<Target>,
    pub market: Option<Arc<Market>>,
}

/// How many adverts ask for something, as shares from 0 to 1.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Asked {
    /// They require it, or one of several things of which it is one.
    pub required: f64,
    /// They only name it: nice to have, or part of the work.
    pub named: f64,
}

impl Outlook {
    /// The adverts for posts of the target that require anything technical; none if they are too
    /// few to say anything.
    pub fn postings(&self, kb: &Kb) -> Vec<PostingRef<'_>> {
        let adverts = self.market.iter().flat_map(|market| market.postings());
        let own = adverts.filter(|advert| self.target.posts.iter().any(|it| it == advert.post()));
        let is_technical = |ask: &[Ask]| is_technical(kb, ask);
        let own = own.filter(|advert| advert.requires().any(is_technical)).collect_vec();
        if own.len() < FEWEST { Vec::new() } else { own }
    }

    /// How many adverts count, 0 if they are too few; `None` if none could: without a market, or
    /// for a target that no kind of post is for.
    pub fn number(&self, kb: &Kb) -> Option<usize> {
        let could = self.market.is_some() && !self.target.posts.is_empty();
        could.then(|| self.postings(kb).len())
    }

    /// What is asked for, each with its share of the whole in [`WHOLE`]: every advert counts alike,
    /// and so does everything that it requires. Without adverts, what the target needs.
    pub fn asks(&self, kb: &Kb) -> Vec<(Skills, u64)> {
        let gauge = self.gauge(kb);
        if gauge.is_empty() {
            let needs = self.target.needs.iter().map(|(&c, &level)| Skills::from([(c, level)]));
            let all: Vec<Skills> = needs.chain(self.target.one_of.iter().cloned()).collect();
            let share = WHOLE / all.len().max(1) as u64;
            return all.into_iter().map(|ask| (ask, share)).collect();
        }
        let modest = |&(competency, level): &Ask| (competency, level.min(MODEST));
        let shares = gauge.shares(WHOLE);
        let shares = shares.map(|(ask, share)| (ask.iter().map(modest).collect_vec(), share));
        // Of the same ask, the shares are added.
        let shares = shares.sorted_unstable().coalesce(|(ask, share), next| match next {
            (same, more) if same == ask => Ok((ask, share + more)),
            other => Err(((ask, share), other)),
        });
        shares.map(|(ask, share)| (ask.into_iter().collect(), share)).collect()
    }

    /// The roles that are not met yet, other than the target, each with what is left of its needs.
    pub fn stages<'a>(
        &'a self,
        kb: &'a Kb,
        held: &'a Held,
    ) -> impl Iterator<Item = (&'a Role, Skills)> {
        let others = kb.role_ids().map(|id| &kb[id]).filter(|role| role.id != self.target.id);
        let is_open =
            |&(&competency, &level): &(&CompetencyId, &Level)| !held.knows(competency, level);
        let left = move |role: &'a Role| -> Skills {
            role.needs.iter().filter(is_open).map(|(&c, &level)| (c, level)).collect()
        };
        others.map(move |role| (role, left(role))).filter(|(_, needs)| !needs.is_empty())
    }

    /// How far somebody is; `None` if there are too few adverts to say.
    pub fn standing(&self, kb: &Kb, held: &Held) -> Option<Standing> {
        self.gauge(kb).standing(held)
    }

    /// The adverts, made ready to say more than once how far somebody is.
    pub fn gauge(&self, kb: &Kb) -> Gauge {
        let Some(market) = &self.market else { return Gauge::default() };
        Gauge::new(market, self.postings(kb), |ask| is_technical(kb, ask))
    }

    /// How many adverts ask for a competency, at whatever level; `None` if there are too few to
    /// say.
    pub fn asked(&self, kb: &Kb, competency: CompetencyId) -> Option<Asked> {
        let postings = self.postings(kb);
        let asks = |any: &[Ask]| any.iter().any(|&(asked, _)| asked == competency);
        let required = postings.iter().filter(|advert| advert.requires().any(asks)).count();
        let named =
            |advert: &&PostingRef<'_>| !advert.requires().any(asks) && advert.names().any(asks);
        let named = postings.iter().filter(named).count();
        let share = |adverts: usize| adverts as f64 / postings.len() as f64;
        (!postings.is_empty()).then(|| Asked { required: share(required), named: share(named) })
    }
}

/// Whether any of several things is technical.
fn is_technical(kb: &Kb, ask: &[Ask]) -> bool {
    ask.iter().any(|&(competency, _)| !kb[competency].soft)
}
