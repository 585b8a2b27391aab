//! What the person holds already: what they can do, what they have finished, and what they are in
//! the middle of.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::knowledge::hours::Hours;
use crate::knowledge::model::{CompetencyId, Estimate, Kb, Skills, StepId};
use crate::knowledge::vocabulary::Level;

/// A full-time week, as the internship programmes cited in the knowledge base state it.
pub const FULL_TIME_WEEK: Hours = Hours::whole(40);

/// An unfinished step takes at least this much more, whatever was worked on it.
const LEAST: Hours = Hours::whole(1);

/// What decides what is left to do.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Held {
    /// Levels by competency index.
    pub levels: Vec<Option<Level>>,
    pub done: BTreeSet<StepId>,
    /// Steps in progress, none of them finished.
    pub begun: BTreeMap<StepId, Begun>,
}

/// How far a step in progress is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Begun {
    pub spent: Hours,
    /// Calendar weeks since the one in which it began.
    pub weeks: u32,
    /// Days on which it has run, if it takes its weeks whole.
    pub days: u32,
}

/// A three-point estimate of the work that is left.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Left {
    pub low: Hours,
    pub likely: Hours,
    pub high: Hours,
}

impl Held {
    /// What the profile says, and what the finished steps teach.
    pub fn new(kb: &Kb, know: &Skills, done: &BTreeSet<StepId>) -> Self {
        let mut held = Self {
            levels: vec![None; kb.competencies.len()],
            done: done.clone(),
            begun: BTreeMap::new(),
        };
        held.learn(kb, know);
        for &step in done {
            held.learn(kb, &kb[step].teaches);
        }
        held
    }

    /// Adds levels, with those of what they include.
    pub fn learn(&mut self, kb: &Kb, skills: &Skills) {
        for (competency, &level) in skills {
            for known in std::iter::once(competency).chain(&kb[*competency].implies) {
                let known = &mut self.levels[known.0];
                *known = (*known).max(Some(level));
            }
        }
    }

    pub fn knows(&self, competency: CompetencyId, level: Level) -> bool {
        self.levels[competency.0] >= Some(level)
    }

    /// The hours that count as worked: the days of a full-time step pass, whether its hours are
    /// recorded or not.
    pub fn worked(&self, kb: &Kb, step: StepId) -> Hours {
        let Some(begun) = self.begun.get(&step) else { return Hours::ZERO };
        let passed = Hours::from_ticks(FULL_TIME_WEEK.ticks() / 7 * u64::from(begun.days));
        if kb[step].full_time { begun.spent.max(passed) } else { begun.spent }
    }

    /// What a step that is not finished takes at least.
    pub fn least(kb: &Kb, step: StepId) -> Hours {
        LEAST.min(kb[step].hours.likely)
    }

    /// What is left of a step: its estimate without what was worked, but never nothing.
    pub fn left(&self, kb: &Kb, step: StepId) -> Left {
        let &Estimate { low, likely, high, .. } = &kb[step].hours;
        if !self.begun.contains_key(&step) {
            return Left { low, likely, high };
        }
        let worked = self.worked(kb, step);
        let least = Self::least(kb, step);
        let [low, likely, high] = [low, likely, high].map(|all| all.less(worked).max(least));
        let low = low.min(likely);
        Left { low, likely, high: high.max(likely) }
    }

    /// Days that a full-time step takes at least from now on.
    pub fn days_left(&self, kb: &Kb, step: StepId) -> u32 {
        let passed = self.begun.get(&step).map_or(0, |begun| begun.days);
        (7 * kb[step].weeks).saturating_sub(passed)
    }

    /// Calendar weeks that a step takes at least from now on. One that has to wait keeps waiting
    /// until its last week.
    pub fn weeks_left(&self, kb: &Kb, step: StepId) -> u32 {
        let all = kb[step].weeks;
        let passed = self.begun.get(&step).map_or(0, |begun| begun.weeks);
        all.saturating_sub(passed).max(all.min(1))
    }
}
