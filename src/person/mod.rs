//! The person: what they know, want and can give, read from `profile.yaml` and from flags.

pub mod aim;
pub mod amend;
pub mod exported;
pub mod home;
pub mod journal;
pub mod last_seen;
mod link;
pub mod meant;
pub mod profile;
pub mod progress;
pub mod replace;
mod resolve;
pub mod setting;
mod state;
pub mod velocity;
pub mod wishes;
pub mod written;
pub mod yaml;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::civil::Date;

use crate::advert::Applicant;
use crate::knowledge::hours::Hours;
use crate::knowledge::market::Market;
use crate::knowledge::model::{Kb, Skills, StepId};
use crate::person::aim::Aim;
use crate::person::progress::Progress;
use crate::planner::calendar::{Time, weeks_between};
use crate::planner::effort::Effort;
use crate::planner::goal::Avoid;
use crate::planner::held::{Begun, Held};
use crate::planner::proof::Proof;
use crate::planner::scenario::Scenario;
use crate::planner::target::Target;

pub use link::{check_deadline, check_wish, competency, mistakes};
pub use resolve::resolve;

/// Everything about a person that decides the plan, linked to one knowledge base.
#[derive(Debug, Clone)]
pub struct Person {
    pub target: Arc<Target>,
    /// The adverts that the target was made of, if it is no role.
    pub aim: Option<Arc<Aim>>,
    pub time: Time,
    pub deadline: Option<Date>,
    pub know: Skills,
    /// Steps that were finished before the journal began, and not again in it.
    pub credited: BTreeSet<StepId>,
    /// What happened since.
    pub progress: Progress,
    /// The day from which the person wanted to give their hours; the time of the plan begins later
    /// where that lies in the past.
    pub since: Date,
    pub must: Vec<StepId>,
    /// Milestones and wishes that are given up.
    pub drop: Vec<StepId>,
    /// With what the domain implies.
    pub avoid: Vec<Avoid>,
    pub domain: Option<String>,
    /// The adverts by which the plan is ordered and measured, where a plan is asked for.
    pub market: Option<Arc<Market>>,
    /// There is a profile; otherwise the newcomer's defaults and flags.
    pub from_file: bool,
}

impl Person {
    /// The same person, aiming at job adverts.
    #[must_use]
    pub fn aiming_at(self, kb: &Kb, aim: Aim) -> Self {
        let target = Arc::new(aim.target(&self.applicant(kb)));
        Self { target, aim: Some(Arc::new(aim)), ..self }
    }

    /// The person before any advert.
    pub fn applicant(&self, kb: &Kb) -> Applicant {
        let scenario = self.scenario(kb);
        Applicant::new(kb, &scenario.held, &scenario.avoid)
    }

    /// Finished steps, and those that took the place of finished ones.
    pub fn done(&self, kb: &Kb) -> BTreeSet<StepId> {
        &self.finished_before(kb) | &self.finished_since()
    }

    /// What the steps prove that were finished before the journal began.
    pub fn proof(&self, kb: &Kb) -> Proof {
        Proof::new(kb, self.finished_before(kb))
    }

    fn finished_before(&self, kb: &Kb) -> BTreeSet<StepId> {
        let mut open: Vec<StepId> = self.credited.iter().copied().collect();
        let mut done = BTreeSet::new();
        while let Some(step) = open.pop() {
            if done.insert(step) {
                open.extend(&kb[step].replaced_by);
            }
        }
        done
    }

    fn finished_since(&self) -> BTreeSet<StepId> {
        self.progress.done().map(|(step, _)| step).collect()
    }

    /// Steps in progress, as the plan that begins at its start sees them.
    fn begun(&self, kb: &Kb, done: &BTreeSet<StepId>) -> BTreeMap<StepId, Begun> {
        let start = self.time.start;
        let open = || self.progress.open().filter(|(step, _)| !done.contains(step));
        // Only one full-time step can run at a time: the one that began first.
        let whole = open().filter(|&(step, _)| kb[step].full_time);
        let running = whole.min_by_key(|&(step, track)| (track.begun, step)).map(|(step, _)| step);
        let begun = open().map(|(step, track)| {
            let day = track.begun.unwrap_or(start);
            let passed = start.since(day).map_or(0, |span| span.get_days());
            let days = if running == Some(step) { u32::try_from(passed).unwrap_or(0) } else { 0 };
            (step, Begun { spent: track.spent, weeks: weeks_between(day, start), days })
        });
        begun.collect()
    }

    /// Hours by the estimates that were worked off since the journal began: of finished steps, and
    /// of those in progress, whether the plan has them or not.
    pub fn worked_off(&self, kb: &Kb) -> Vec<(StepId, Hours)> {
        let held = self.scenario(kb).held;
        let done = self.progress.done().filter(|(_, done)| done.through.is_none());
        let done = done.map(|(step, _)| (step, kb[step].hours.likely));
        let begun = held.begun.keys().map(|&step| {
            let likely = kb[step].hours.likely;
            (step, likely.less(held.left(kb, step).likely))
        });
        done.chain(begun).collect()
    }

    pub fn scenario(&self, kb: &Kb) -> Scenario {
        let (before, since) = (self.finished_before(kb), self.finished_since());
        let mut held = Held::new(kb, &self.know, &before, &since);
        held.begun = self.begun(kb, &held.done);
        Scenario {
            target: Arc::clone(&self.target),
            held,
            must: self.must.clone(),
            drop: self.drop.clone(),
            avoid: self.avoid.clone(),
            time: self.time.clone(),
            market: self.market.clone(),
            effort: Effort::default(),
        }
    }
}
