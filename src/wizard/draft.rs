//! The answers so far, and what follows from them.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::civil::Date;

use crate::knowledge::model::{CompetencyId, Kb, Role, StepId};
use crate::knowledge::vocabulary::Level;
use crate::person::Person;
use crate::person::wishes::Wishes;
use crate::person::written::Sense;
use crate::planner::calendar::Time;
use crate::planner::held::Held;
use crate::planner::proof::Proof;
use crate::planner::scope::Scope;
use crate::planner::target::Target;

/// The levels of some competencies.
pub type Levels = BTreeMap<CompetencyId, Level>;

/// What a person has answered, begun with what their profile and their flags say.
pub struct Draft<'a> {
    pub kb: &'a Kb,
    pub today: Date,
    /// What is given by flags is not asked.
    pub flags: &'a Wishes,
    /// All answers but those about what is finished and known.
    pub wishes: Wishes,
    time: Time,
    pub target: Arc<Target>,
    pub scope: Scope,
    /// Degrees, courses and whatever else is finished.
    pub finished: BTreeSet<StepId>,
    /// The areas of knowledge in which something is known.
    pub areas: BTreeSet<String>,
    /// What the person says they know.
    pub stated: Levels,
    /// What usually comes with it, and does.
    pub usual: Levels,
}

impl<'a> Draft<'a> {
    /// `wishes` are those of the profile with the flags laid over them, and `person` has them.
    pub fn new(
        (kb, today): (&'a Kb, Date),
        flags: &'a Wishes,
        wishes: Wishes,
        person: &Person,
    ) -> Self {
        let target = Arc::clone(&person.target);
        let area = |&competency: &CompetencyId| kb.area(competency).to_owned();
        Self {
            kb,
            today,
            flags,
            wishes,
            time: person.time.clone(),
            scope: Scope::new(kb, &target),
            target,
            finished: person.credited.clone(),
            areas: person.know.keys().map(area).collect(),
            stated: person.know.clone(),
            usual: Levels::new(),
        }
    }

    pub fn aim_at(&mut self, role: &Role) {
        self.target = Arc::new(Target::from(role));
        self.scope = Scope::new(self.kb, &self.target);
        self.wishes.role = Some(role.id.clone());
    }

    /// The first day, even a past one.
    pub fn start(&self) -> Date {
        let start = self.wishes.start.as_ref();
        start.and_then(|start| start.on(self.today, Sense::First).ok()).unwrap_or(self.time.start)
    }

    /// The person's time, by the answers so far.
    pub fn time(&self) -> Time {
        let budget = self.wishes.hours.as_ref().and_then(|hours| hours.some().ok());
        let budget = budget.unwrap_or(self.time.budget);
        Time { start: self.start(), budget, ..self.time.clone() }
    }

    /// All answers as a profile has them.
    pub fn answers(&self) -> Wishes {
        let id = |(&c, level): (&CompetencyId, &Level)| (self.kb[c].id.clone(), level.to_string());
        Wishes {
            know: self.known().iter().map(id).collect(),
            have: self.kb.ids(&self.finished),
            ..self.wishes.clone()
        }
    }

    /// What is stated of the areas that are ticked, and of what was not asked about.
    fn believed(&self) -> Levels {
        let is_asked = |c: &CompetencyId| self.scope.competencies.contains(c);
        let proven = self.proven();
        let is_ticked = |c: &CompetencyId| self.areas.contains(self.kb.area(*c));
        let stated = self.stated.iter().map(|(&c, &level)| (c, level));
        let stands =
            |(c, _): &(CompetencyId, Level)| !is_asked(c) || is_ticked(c) || proven.contains_key(c);
        stated.filter(stands).collect()
    }

    fn known(&self) -> Levels {
        let mut known = self.believed();
        for (&competency, &level) in &self.usual {
            let stated = known.entry(competency).or_insert(level);
            *stated = level.max(*stated);
        }
        known
    }

    /// What the finished steps prove of what matters.
    pub fn proven(&self) -> Levels {
        let proof = Proof::new(self.kb, self.finished.iter().copied()).levels.into_iter();
        let matters = proof.filter(|(c, _)| self.scope.competencies.contains(c));
        matters.map(|(c, proven)| (c, proven.level)).collect()
    }

    /// What is held before anything usual is added.
    pub fn held(&self) -> Held {
        Held::new(self.kb, &self.believed(), &self.finished, &BTreeSet::new())
    }
}
