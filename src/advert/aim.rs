//! An advert as a role: what of it a person lacks, the steps that close it, and what a plan towards
//! it has to reach.

use std::collections::BTreeSet;

use serde::Serialize;

use crate::advert::{Advert, Strength, Want};
use crate::knowledge::hours::Hours;
use crate::knowledge::model::{CompetencyId, Kb, Skills, StepId};
use crate::knowledge::vocabulary::{Keyword as _, Level};
use crate::planner::goal::{Avoid, Goal};
use crate::planner::held::Held;
use crate::planner::reach::reach;
use crate::planner::target::Target;
use crate::planner::ways::Ways;

/// How a person stands towards what is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Standing {
    Held,
    /// Steps bring them to this level: the one that is asked for, or the highest that is taught.
    Open(#[serde(skip)] Level),
    /// Steps would, but the person avoids them.
    Avoided,
    /// No step brings them further than they are.
    Untaught,
}

impl Standing {
    /// The order in which answers show what is wanted.
    pub fn rank(self) -> u8 {
        match self {
            Self::Open(_) => 0,
            Self::Avoided => 1,
            Self::Untaught => 2,
            Self::Held => 3,
        }
    }
}

/// A person before an advert: what they hold, and how far the steps bring them.
#[derive(Debug)]
pub struct Applicant {
    /// What they hold and avoid, without an aim.
    pub(super) goal: Goal,
    within_wishes: Held,
    at_all: Held,
    /// Competencies that do not count towards an advert: soft skills and fields of application,
    /// which nearly all adverts name, unless they are asked about.
    apart: BTreeSet<CompetencyId>,
}

impl Applicant {
    pub fn new(kb: &Kb, held: &Held, avoid: &[Avoid]) -> Self {
        Self {
            within_wishes: reach(kb, held, avoid),
            at_all: reach(kb, held, &[]),
            apart: (0..kb.competencies.len()).map(CompetencyId).filter(|&c| kb[c].soft).collect(),
            goal: Goal { held: held.clone(), avoid: avoid.to_vec(), ..Goal::default() },
        }
    }

    /// The same person, with soft skills that count.
    #[must_use]
    pub fn with_soft(self) -> Self {
        Self { apart: BTreeSet::new(), ..self }
    }

    /// Whether a competency does not count.
    pub fn sets_apart(&self, competency: CompetencyId) -> bool {
        self.apart.contains(&competency)
    }

    /// Whether something wanted does not count, since no choice of it does.
    pub fn is_apart(&self, want: &Want) -> bool {
        want.any.keys().all(|&choice| self.sets_apart(choice))
    }

    /// What an advert wants at least this strongly, and counts.
    pub fn wants(&self, advert: &Advert, least: Strength) -> Vec<Want> {
        let mut wants = advert.wants(least);
        wants.retain(|want| !self.is_apart(want));
        wants
    }

    pub fn level(&self, competency: CompetencyId) -> Option<Level> {
        self.goal.held.levels[competency.0]
    }

    /// How the person stands towards a level of a competency.
    pub fn standing(&self, competency: CompetencyId, level: Level) -> Standing {
        if self.goal.held.knows(competency, level) {
            return Standing::Held;
        }
        let further = |reached: &Held| {
            let best = Level::ALL.iter().rev().copied().find(|&l| reached.knows(competency, l));
            best.map(|best| best.min(level)).filter(|&best| !self.goal.held.knows(competency, best))
        };
        match (further(&self.within_wishes), further(&self.at_all)) {
            (Some(level), _) => Standing::Open(level),
            (None, Some(_)) => Standing::Avoided,
            (None, None) => Standing::Untaught,
        }
    }

    /// How the person stands towards each choice. One that falls short of what is asked for is not
    /// open if another is held as well already.
    fn choices(&self, want: &Want) -> impl Iterator<Item = (CompetencyId, Level, Standing)> {
        let best = want.any.keys().filter_map(|&choice| self.level(choice)).max();
        want.any.iter().map(move |(&competency, &level)| {
            let standing = match self.standing(competency, level) {
                Standing::Open(to) if to < level && best >= Some(to) => Standing::Untaught,
                standing => standing,
            };
            (competency, level, standing)
        })
    }

    /// How the person stands towards something wanted: as towards the best of its choices.
    pub fn towards(&self, want: &Want) -> Standing {
        let best = self.choices(want).min_by_key(|&(_, level, standing)| match standing {
            Standing::Held => 0,
            Standing::Open(to) if to >= level => 1,
            Standing::Open(_) => 2,
            Standing::Avoided => 3,
            Standing::Untaught => 4,
        });
        best.map_or(Standing::Held, |(.., standing)| standing)
    }

    /// The level to which steps lead, if that is less than what is asked for.
    pub fn short_of(&self, want: &Want) -> Option<Level> {
        match self.towards(want) {
            Standing::Open(to) if want.any.values().all(|&level| to < level) => Some(to),
            _ => None,
        }
    }

    /// Of some wants those that are open, each as the choices to which steps lead, at the level
    /// that they reach.
    pub fn open<'a>(&'a self, wants: &'a [Want]) -> impl Iterator<Item = (&'a Want, Skills)> {
        let open = wants.iter().filter(|want| matches!(self.towards(want), Standing::Open(_)));
        open.map(|want| {
            let choices =
                self.choices(want).filter_map(|(competency, _, standing)| match standing {
                    Standing::Open(to) => Some((competency, to)),
                    _ => None,
                });
            (want, choices.collect())
        })
    }

    /// The ways that are left to the steps of a plan.
    pub fn ways<'a>(&self, kb: &'a Kb, steps: Vec<StepId>) -> Ways<'a> {
        Ways::new(kb, &self.goal, steps)
    }

    /// What an advert wants at least this strongly, and counts, to the level that steps lead to.
    pub fn target(&self, advert: &Advert, least: Strength) -> Target {
        let mut needs = Skills::new();
        let mut one_of = Vec::new();
        for (want, choices) in self.open(&self.wants(advert, least)) {
            match want.any.len() {
                1 => needs.extend(choices),
                _ => one_of.push(choices),
            }
        }
        Target {
            id: "advert".to_owned(),
            name: advert.title.clone().unwrap_or_else(|| "the post advertised".to_owned()),
            needs,
            one_of,
            milestones: Vec::new(),
            covers_guide: false,
            optional: Vec::new(),
            posts: Vec::new(),
            legs: Vec::new(),
        }
    }
}

/// The gap between a person and a level of a competency.
#[derive(Debug, Clone, Serialize)]
pub struct Gap {
    /// The level that the person has.
    pub have: Option<Level>,
    /// The level that is asked for.
    pub level: Level,
    pub standing: Standing,
    /// The level that steps lead to, if that is less than what is asked for.
    pub taught_to: Option<Level>,
    /// The step of the plan that closes it, if one does.
    pub closed_by: Vec<String>,
    /// Likely hours of that step alone.
    pub hours: Hours,
    /// The steps of the plan that have to come before it, the fewest hours that are enough: what
    /// only another gap needs is not among them.
    pub first: Vec<String>,
    /// Likely hours of it and of those.
    pub hours_in_all: Hours,
}

impl Gap {
    /// `ways`: to the steps of a plan, one of which may close it.
    pub fn new(
        kb: &Kb,
        applicant: &Applicant,
        (competency, level): (CompetencyId, Level),
        ways: &Ways,
    ) -> Self {
        let steps = || ways.steps.iter().copied();
        let have = applicant.level(competency);
        let standing = applicant.standing(competency, level);
        let taught = |step: StepId| kb.taught(step, competency);
        let left = |step: StepId| applicant.goal.held.left(kb, step).likely;
        let mut closed_by = None;
        let mut reached = None;
        if let Standing::Open(within_reach) = standing {
            // A plan for several adverts goes to working level only. A step that teaches this below
            // what is needed is in the plan for another reason.
            let best = steps().filter_map(taught).max();
            let enough = within_reach.min(Level::Working);
            let best = best.filter(|&best| best >= enough && Some(best) > have);
            let to = best.map_or(within_reach, |best| best.min(within_reach));
            // The smallest step that is enough: a larger one is in the plan for another reason.
            let enough = steps().filter(|&step| taught(step) >= Some(to));
            closed_by = enough.min_by_key(|&step| (taught(step), left(step)));
            reached = Some(to);
        }
        let bundle = closed_by.map(|step| ways.to(step)).unwrap_or_default();
        Self {
            have,
            level,
            standing,
            taught_to: reached.filter(|&reached| reached < level),
            hours: closed_by.map_or(Hours::ZERO, left),
            hours_in_all: bundle.iter().map(|&step| left(step)).sum(),
            first: kb.ids(bundle.into_iter().filter(|&step| Some(step) != closed_by)),
            closed_by: kb.ids(closed_by),
        }
    }
}

impl Advert {
    /// All that is wanted at least this strongly.
    pub fn wants(&self, least: Strength) -> Vec<Want> {
        let alone = self.asks.iter().filter_map(|ask| {
            let (strength, level) = ask.alone?;
            Some(Want { strength, any: Skills::from([(ask.competency, level)]) })
        });
        let all = alone.chain(self.one_of.iter().cloned());
        all.filter(|want| want.strength >= least).collect()
    }
}
