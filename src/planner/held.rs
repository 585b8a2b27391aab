//! What the person holds already: what they can do, what they have finished, and what they are in
//! the middle of.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::knowledge::hours::Hours;
use crate::knowledge::model::{CompetencyId, Estimate, Kb, Skills, Step, StepId};
use crate::knowledge::vocabulary::Level;
use crate::planner::proof::Proof;

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
    /// What a newcomer holds.
    pub fn nothing(kb: &Kb) -> Self {
        Self { levels: vec![None; kb.competencies.len()], ..Self::default() }
    }

    /// What the person says they know, else what the finished steps prove. A statement was made
    /// before the steps `since` then, so what these teach comes on top.
    pub fn new(
        kb: &Kb,
        know: &Skills,
        before: &BTreeSet<StepId>,
        since: &BTreeSet<StepId>,
    ) -> Self {
        let proof = Proof::new(kb, before.union(since).copied());
        let mut held = Self { done: proof.done, ..Self::nothing(kb) };
        let included = know.iter().flat_map(|(&c, &level)| kb.included(c, level));
        let proven = proof.levels.iter().map(|(&c, proven)| (c, proven.level));
        let concluded = included.chain(proven).filter(|(c, _)| !know.contains_key(c));
        let stated = know.iter().map(|(&c, &level)| (c, level));
        for (competency, level) in concluded.chain(stated) {
            held.raise(competency, level);
        }
        for &step in since {
            held.learn(kb, &kb[step].teaches);
        }
        held
    }

    /// Adds levels, with those of what they include.
    pub fn learn(&mut self, kb: &Kb, skills: &Skills) {
        for (competency, level) in skills.iter().flat_map(|(&c, &level)| kb.included(c, level)) {
            self.raise(competency, level);
        }
    }

    fn raise(&mut self, competency: CompetencyId, level: Level) {
        let known = &mut self.levels[competency.0];
        *known = (*known).max(Some(level));
    }

    /// Whether everything that a step teaches is held. What teaches nothing can only be done.
    pub fn knows_all_of(&self, step: &Step) -> bool {
        let mut taught = step.teaches.iter();
        !step.teaches.is_empty() && taught.all(|(&c, &level)| self.knows(c, level))
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
