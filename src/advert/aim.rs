//! An advert as a role: what of it a person lacks, and what a plan towards it has to reach.

use std::collections::BTreeSet;

use crate::advert::{Advert, Ask, Strength};
use crate::knowledge::hours::Hours;
use crate::knowledge::model::{CompetencyId, Kb, Role, Skills, StepId};
use crate::knowledge::words::{Level, Word as _};
use crate::planner::goal::Avoid;
use crate::planner::held::Held;
use crate::planner::reach::reach;

/// How a person stands towards one ask.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    Held,
    /// Steps bring them to this level: the one that is asked for, or the highest that is taught.
    Open(Level),
    /// Steps would, but the person avoids them.
    Avoided,
    /// No step brings them further than they are.
    Untaught,
}

/// A person before an advert: what they hold, and how far the steps bring them.
#[derive(Debug)]
pub struct Applicant {
    held: Held,
    within_wishes: Held,
    at_all: Held,
    /// No step is taken beyond this level.
    enough: Level,
}

impl Applicant {
    pub fn new(kb: &Kb, held: &Held, avoid: &[Avoid]) -> Self {
        Self {
            within_wishes: reach(kb, held, avoid),
            at_all: reach(kb, held, &[]),
            held: held.clone(),
            enough: Level::Proficient,
        }
    }

    /// The same, content with a level: for many adverts together, of which one always asks for an
    /// expert.
    #[must_use]
    pub fn content_with(self, enough: Level) -> Self {
        Self { enough, ..self }
    }

    pub fn level(&self, competency: CompetencyId) -> Option<Level> {
        self.held.levels[competency.0]
    }

    /// Likely hours that are left of a step.
    pub fn left(&self, kb: &Kb, step: StepId) -> Hours {
        self.held.left(kb, step).likely
    }

    pub fn standing(&self, ask: &Ask) -> Standing {
        let Ask { competency, level, .. } = *ask;
        if self.held.knows(competency, level) {
            return Standing::Held;
        }
        let further = |reached: &Held| {
            let best = Level::ALL.iter().rev().copied().find(|&l| reached.knows(competency, l));
            best.map(|best| best.min(level).min(self.enough))
                .filter(|&best| !self.held.knows(competency, best))
        };
        match (further(&self.within_wishes), further(&self.at_all)) {
            (Some(level), _) => Standing::Open(level),
            (None, Some(_)) => Standing::Avoided,
            (None, None) => Standing::Untaught,
        }
    }

    /// How the person stands towards a list of which one is enough.
    pub fn stands_towards_one_of(&self, asks: &[&Ask]) -> Standing {
        let standings: Vec<Standing> = asks.iter().map(|ask| self.standing(ask)).collect();
        let open = standings.iter().copied().find(|s| matches!(s, Standing::Open(_)));
        if standings.contains(&Standing::Held) {
            Standing::Held
        } else if let Some(open) = open {
            open
        } else if standings.contains(&Standing::Avoided) {
            Standing::Avoided
        } else {
            Standing::Untaught
        }
    }

    /// The role that an advert asks for, as far as steps lead there: everything that it wants at
    /// least so much.
    pub fn role(&self, advert: &Advert, least: Strength) -> Role {
        let mut needs = Skills::new();
        for ask in advert.alone().filter(|ask| ask.strength >= least) {
            if let Standing::Open(level) = self.standing(ask) {
                needs.insert(ask.competency, level);
            }
        }
        let mut one_of = Vec::new();
        for group in advert.groups().filter(|group| Advert::wanted(group) >= least) {
            if !matches!(self.stands_towards_one_of(&group), Standing::Open(_)) {
                continue;
            }
            let choices = group.iter().filter_map(|ask| match self.standing(ask) {
                Standing::Open(level) => Some((ask.competency, level)),
                _ => None,
            });
            one_of.push(choices.collect());
        }
        Role {
            id: "advert".to_owned(),
            name: advert.title.clone().unwrap_or_else(|| "the post advertised".to_owned()),
            summary: None,
            needs,
            one_of,
            milestones: Vec::new(),
            covers_guide: false,
        }
    }
}

impl Advert {
    pub fn ask(&self, competency: CompetencyId) -> Option<&Ask> {
        self.asks.iter().find(|ask| ask.competency == competency)
    }

    /// The groups of which one is enough.
    pub fn groups(&self) -> impl Iterator<Item = Vec<&Ask>> {
        self.one_of.iter().map(|group| group.iter().filter_map(|&c| self.ask(c)).collect())
    }

    /// Asks that stand in no group.
    pub fn alone(&self) -> impl Iterator<Item = &Ask> {
        let grouped: BTreeSet<CompetencyId> = self.one_of.iter().flatten().copied().collect();
        self.asks.iter().filter(move |ask| !grouped.contains(&ask.competency))
    }

    /// How much a group is wanted.
    pub fn wanted(group: &[&Ask]) -> Strength {
        group.iter().map(|ask| ask.strength).max().unwrap_or(Strength::Duty)
    }
}
