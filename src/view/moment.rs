//! The answer of `done`: what was finished, and what that changes.

use std::collections::{BTreeMap, BTreeSet};

use itertools::Itertools as _;
use jiff::civil::Date;
use serde::Serialize;

use crate::knowledge::hours::Hours;
use crate::knowledge::model::{CompetencyId, Kb, StepId};
use crate::knowledge::vocabulary::{Keyword as _, Level, Section};
use crate::person::Person;
use crate::planner::curve::met_roles;
use crate::planner::next::opened;
use crate::planner::outline::Outline;
use crate::planner::plan::Plan;
use crate::planner::scenario::Scenario;
use crate::view::aim::{AimView, aim};
use crate::view::curve::{StandingView, standing};
use crate::view::earned::{EarnedView, earned};
use crate::view::journal::RecordedView;

#[derive(Debug, Serialize)]
pub struct MomentView {
    #[serde(flatten)]
    pub recorded: RecordedView,
    /// Steps that were not finished before.
    pub finished: Vec<FinishedView>,
    /// What counts besides, since a step requires it or comes after it; empty unless a step was
    /// finished ahead of its prerequisites.
    pub counts_too: CountsTooView,
    /// Steps of the plan that can be begun now and could not before, the best first.
    pub opens: Vec<OpenedView>,
    /// `None` if there is no plan before or after, or it was not asked for.
    pub plan: Option<ChangeView>,
    /// If nothing is left to do.
    pub completion: Option<CompletionView>,
}

#[derive(Debug, Serialize)]
pub struct FinishedView {
    pub id: String,
    pub title: String,
    /// Recorded hours; `None` if some were probably not recorded.
    pub spent: Option<Hours>,
    pub likely: Hours,
    /// The line that it puts on a CV.
    pub cv: Option<String>,
}

#[derive(Debug, Default, Serialize)]
pub struct CountsTooView {
    /// The levels that count as held, by competency.
    pub know: BTreeMap<String, Level>,
    /// The steps that count as finished.
    pub done: Vec<String>,
}

impl CountsTooView {
    pub fn is_empty(&self) -> bool {
        self.know.is_empty() && self.done.is_empty()
    }
}

#[derive(Debug, Serialize)]
pub struct OpenedView {
    pub id: String,
    pub title: String,
    /// Likely hours that are left.
    pub left: Hours,
}

/// The plan without and with what was finished.
#[derive(Debug, Serialize)]
pub struct ChangeView {
    /// With all the hours of what was finished.
    pub hours_before: Hours,
    pub hours: Hours,
    pub finish_before: Date,
    pub finish: Date,
    /// How adverts stand; `None` if there are too few.
    pub standing_before: Option<StandingView>,
    pub standing: Option<StandingView>,
    /// The names of other roles all of whose needs are met now and were not before.
    pub reached: Vec<String>,
    /// Of the sections of what was finished.
    pub sections: Vec<SectionView>,
    /// Finished steps, and with those of the plan.
    pub done: usize,
    pub steps: usize,
}

#[derive(Debug, Serialize)]
pub struct SectionView {
    pub section: Section,
    pub done: usize,
    pub steps: usize,
}

/// What it took to get there.
#[derive(Debug, Serialize)]
pub struct CompletionView {
    pub role_name: String,
    /// The adverts that are aimed at in place of a role, in their order.
    pub aim: Vec<AimView>,
    pub steps: usize,
    /// Recorded hours, of all steps.
    pub hours: Hours,
    /// The days of the first and the last work.
    pub first: Date,
    pub last: Date,
    pub cv: EarnedView,
}

/// What was recorded, without what it changes.
pub fn alone(recorded: RecordedView) -> MomentView {
    let (finished, counts_too, opens) = (Vec::new(), CountsTooView::default(), Vec::new());
    MomentView { recorded, finished, counts_too, opens, plan: None, completion: None }
}

/// What was recorded about some steps, and what that changes.
pub fn moment(
    kb: &Kb,
    recorded: RecordedView,
    steps: &[StepId],
    (was, before): (&Person, Option<&Outline>),
    (is, after): (&Person, Option<&Plan>),
) -> MomentView {
    let was_done = was.done(kb);
    let new: Vec<StepId> = steps.iter().copied().filter(|step| !was_done.contains(step)).collect();
    let plans = before.zip(after).filter(|_| !new.is_empty());
    let opens = plans.map(|(_, after)| opened(kb, &was.scenario(kb).goal(kb), after));
    let is_last =
        plans.is_some_and(|(before, after)| !before.steps.is_empty() && after.steps.is_empty());
    let opened_view = |step: StepId| OpenedView {
        id: kb.id(step),
        title: kb[step].title.clone(),
        left: after.and_then(|it| it.step(step)).map_or(Hours::ZERO, |it| it.left.likely),
    };
    let is_early = recorded.events.iter().any(|event| event.forced);
    let counts_too = is_early.then(|| counts_too(kb, &new, [was, is]));
    let counts_too = counts_too.unwrap_or_default();
    MomentView {
        recorded,
        finished: new.iter().map(|&step| finished(kb, is, step)).collect(),
        counts_too,
        opens: opens.into_iter().flatten().map(opened_view).collect(),
        plan: plans.map(|plans| change(kb, &new, (was, is), plans)),
        completion: if is_last { completion(kb, is) } else { None },
    }
}

fn finished(kb: &Kb, person: &Person, step: StepId) -> FinishedView {
    let entry = &kb[step];
    let track = person.progress.track(step);
    let known = track.filter(|it| !it.spent.is_zero() && !it.has_missing_hours(&entry.hours));
    FinishedView {
        id: entry.id.clone(),
        title: entry.title.clone(),
        spent: known.map(|track| track.spent),
        likely: entry.hours.likely,
        cv: entry.cv_line(),
    }
}

fn counts_too(kb: &Kb, new: &[StepId], persons: [&Person; 2]) -> CountsTooView {
    let [was, is] = persons.map(|person| person.scenario(kb).held);
    let is_new = |&&(&competency, &level): &&(&CompetencyId, &Level)| {
        let is_taught = new.iter().any(|&step| kb.taught(step, competency) >= Some(level));
        is.knows(competency, level) && !was.knows(competency, level) && !is_taught
    };
    // Of several levels the highest is kept.
    let required = new.iter().flat_map(|&step| &kb[step].requires);
    let required = required.sorted_by_key(|(_, level)| **level).collect_vec();
    let done = is.done.difference(&was.done).filter(|step| !new.contains(step));
    CountsTooView {
        know: required
            .iter()
            .filter(is_new)
            .map(|&(&c, &level)| (kb[c].id.clone(), level))
            .collect(),
        done: kb.ids(done),
    }
}

fn change(
    kb: &Kb,
    new: &[StepId],
    (was, is): (&Person, &Person),
    (before, after): (&Outline, &Plan),
) -> ChangeView {
    let [then, now] = [was, is].map(|person| person.scenario(kb));
    let met_before = met_roles(kb, &then.held);
    let reached = met_roles(kb, &now.held).into_iter().filter(|role| !met_before.contains(role));
    let gauge = now.outlook().gauge(kb);
    let stands = |at: &Scenario| gauge.standing(&at.held).map(standing);
    let done = own(is);
    let count = |is_of: &dyn Fn(StepId) -> bool| {
        let done = done.iter().filter(|&&step| is_of(step)).count();
        (done, done + after.steps.iter().filter(|planned| is_of(planned.step)).count())
    };
    let touched = |&&section: &&Section| new.iter().any(|&step| kb.section(step) == section);
    let section = |&section: &Section| {
        let (done, steps) = count(&|step| kb.section(step) == section);
        SectionView { section, done, steps }
    };
    let (done, steps) = count(&|_| true);
    // What was recorded for it earlier was work on it as well.
    let worked = new.iter().filter_map(|&step| {
        let left = before.steps.get(&step)?;
        Some(kb[step].hours.likely.less(left.likely))
    });
    ChangeView {
        hours_before: before.hours() + worked.sum(),
        hours: after.hours(),
        finish_before: before.finish,
        finish: after.finish.planned,
        standing_before: stands(&then),
        standing: stands(&now),
        reached: reached
            .filter(|&role| kb[role].id != is.target.id)
            .map(|role| kb[role].name.clone())
            .collect(),
        sections: Section::ALL.iter().filter(touched).map(section).collect(),
        done,
        steps,
    }
}

/// The steps that were finished since the journal began, not those that replace one of them.
fn own(person: &Person) -> BTreeSet<StepId> {
    let own = person.progress.done().filter(|(_, done)| done.through.is_none());
    own.map(|(step, _)| step).collect()
}

fn completion(kb: &Kb, person: &Person) -> Option<CompletionView> {
    let progress = &person.progress;
    Some(CompletionView {
        role_name: person.target.name.clone(),
        aim: aim(kb, person, None),
        steps: own(person).len(),
        hours: progress.steps.values().map(|track| track.spent).sum(),
        first: *progress.days.first()?,
        last: *progress.days.last()?,
        cv: earned(kb, person),
    })
}
