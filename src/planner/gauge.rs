//! How far somebody is from what adverts require.

use std::mem;

use itertools::Itertools as _;

use crate::knowledge::market::{Ask, Market, PostingRef, Seniority};
use crate::knowledge::model::{Kb, Skills};
use crate::knowledge::rows::Rows;
use crate::knowledge::vocabulary::Level;
use crate::planner::held::Held;

/// An advert is within reach if this part of what it requires is held. Adverts describe the wished
/// for, and few who are hired have all of it.
const REACH_PERCENT: usize = 70;

/// No more than this counts where adverts are taken together: one of many always asks for an
/// expert.
pub const MODEST: Level = Level::Working;

/// Shares of adverts, from 0 to 1.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Standing {
    /// The mean share of what an advert requires that is held.
    pub held: f64,
    /// The share of entry and mid-level adverts that are within reach.
    pub within_reach: f64,
    /// The same of adverts for seniors.
    pub senior_within_reach: f64,
}

/// What adverts require that is technical.
#[derive(Debug, Default)]
pub struct Gauge {
    /// Any of some competencies at a level. Adverts share most of what they ask for, so it stands
    /// here once.
    asks: Rows<Ask>,
    /// The positions of what each advert asks for.
    adverts: Rows<usize>,
    /// How senior each advert is.
    seniorities: Vec<Seniority>,
}

impl Gauge {
    /// Of some adverts of a market, with what they require as far as that `counts`.
    pub fn new<'a>(
        market: &Market,
        adverts: impl IntoIterator<Item = PostingRef<'a>>,
        counts: impl Fn(&[Ask]) -> bool,
    ) -> Self {
        let (mut gauge, mut places) = (Self::default(), vec![None; market.wants().len()]);
        for advert in adverts {
            let asked = advert.required().iter().filter_map(|&want| {
                *places[want].get_or_insert_with(|| {
                    let ask = market.wants().get(want);
                    counts(ask).then(|| {
                        gauge.asks.push(ask.iter().copied());
                        gauge.asks.len() - 1
                    })
                })
            });
            gauge.adverts.push(asked);
            gauge.seniorities.push(advert.seniority());
        }
        gauge
    }

    pub fn is_empty(&self) -> bool {
        self.seniorities.is_empty()
    }

    /// What is asked for, each with its share of a whole: every advert counts alike, and so does
    /// everything that it asks for.
    pub fn shares(&self, whole: u64) -> impl Iterator<Item = (&[Ask], u64)> {
        let mut shares = vec![0; self.asks.len()];
        for own in self.adverts.iter() {
            for &ask in own {
                shares[ask] += whole / (self.adverts.len() * own.len()) as u64;
            }
        }
        self.asks.iter().zip(shares)
    }

    /// How far somebody is; `None` if there are too few adverts to say.
    pub fn standing(&self, held: &Held) -> Option<Standing> {
        let met = self.met(held);
        self.standing_of(self.adverts.iter().map(|asks| Met::sum(asks, &met)))
    }

    /// What is met of each ask.
    fn met(&self, held: &Held) -> Vec<Met> {
        self.asks.iter().map(|ask| Met::new(ask, held)).collect()
    }

    /// `met`: of each advert.
    fn standing_of(&self, met: impl Iterator<Item = Met>) -> Option<Standing> {
        let (mut held, mut junior, mut senior) = (0.0, Reach::default(), Reach::default());
        for ((&seniority, asks), met) in self.seniorities.iter().zip(self.adverts.iter()).zip(met) {
            held += met.modestly as f64 / asks.len() as f64;
            let of_level = if seniority == Seniority::Senior { &mut senior } else { &mut junior };
            of_level.all += 1;
            of_level.near += usize::from(100 * met.in_full >= REACH_PERCENT * asks.len());
        }
        (!self.is_empty()).then(|| Standing {
            held: held / self.seniorities.len() as f64,
            within_reach: junior.share(),
            senior_within_reach: senior.share(),
        })
    }
}

/// How somebody comes nearer, step by step.
pub struct Climb<'a> {
    gauge: &'a Gauge,
    held: Held,
    /// By competency: the asks that name it.
    naming: Vec<Vec<usize>>,
    /// By ask: the adverts that have it.
    having: Vec<Vec<usize>>,
    /// What is met of each ask, and of each advert.
    met: Vec<Met>,
    sums: Vec<Met>,
}

impl<'a> Climb<'a> {
    pub fn new(gauge: &'a Gauge, held: Held) -> Self {
        let met = gauge.met(&held);
        let mut naming = vec![Vec::new(); held.levels.len()];
        for (ask, any) in gauge.asks.iter().enumerate() {
            for (competency, _) in any {
                naming[competency.0].push(ask);
            }
        }
        let mut having = vec![Vec::new(); gauge.asks.len()];
        for (advert, asks) in gauge.adverts.iter().enumerate() {
            for &ask in asks {
                having[ask].push(advert);
            }
        }
        let sums = gauge.adverts.iter().map(|asks| Met::sum(asks, &met)).collect();
        Self { gauge, held, naming, having, met, sums }
    }

    pub fn learn(&mut self, kb: &Kb, skills: &Skills) {
        self.held.learn(kb, skills);
        let learnt = skills.iter().flat_map(|(&c, &level)| kb.included(c, level));
        let asks = learnt.flat_map(|(competency, _)| &self.naming[competency.0]);
        for &ask in asks.unique() {
            let now = Met::new(self.gauge.asks.get(ask), &self.held);
            let before = mem::replace(&mut self.met[ask], now);
            for &advert in self.having[ask].iter().filter(|_| now != before) {
                self.sums[advert] = self.sums[advert].and(now).less(before);
            }
        }
    }

    /// How far somebody is now; `None` if there are too few adverts to say.
    pub fn standing(&self) -> Option<Standing> {
        self.gauge.standing_of(self.sums.iter().copied())
    }
}

/// How many of some asks are met.
#[derive(Clone, Copy, Default, PartialEq)]
struct Met {
    /// At the level that is asked for.
    in_full: usize,
    /// At that level, or at [`MODEST`] level.
    modestly: usize,
}

impl Met {
    fn new(ask: &[Ask], held: &Held) -> Self {
        let has = |most| ask.iter().any(|&(c, level)| held.knows(c, level.min(most)));
        let [in_full, modestly] = [Level::Proficient, MODEST].map(|most| usize::from(has(most)));
        Self { in_full, modestly }
    }

    /// Of some asks, by what is met of each.
    fn sum(asks: &[usize], met: &[Self]) -> Self {
        asks.iter().fold(Self::default(), |sum, &ask| sum.and(met[ask]))
    }

    fn and(self, other: Self) -> Self {
        Self { in_full: self.in_full + other.in_full, modestly: self.modestly + other.modestly }
    }

    fn less(self, other: Self) -> Self {
        Self { in_full: self.in_full - other.in_full, modestly: self.modestly - other.modestly }
    }
}

/// Adverts, and how many of them are within reach.
#[derive(Default)]
struct Reach {
    near: usize,
    all: usize,
}

impl Reach {
    fn share(&self) -> f64 {
        self.near as f64 / self.all.max(1) as f64
    }
}
