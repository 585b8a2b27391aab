//! Profile, journal and flags -> [`Person`].

use std::collections::BTreeSet;
use std::sync::Arc;

use anyhow::Result;
use jiff::ToSpan as _;
use jiff::civil::Date;

use crate::failure::Refused;
use crate::knowledge::hours::Hours;
use crate::knowledge::model::{Kb, Skills, StepId};
use crate::person::profile::ProfileFile;
use crate::person::progress::Progress;
use crate::person::wishes::Wishes;
use crate::person::{Person, link};
use crate::planner::calendar::{Budget, Time, monday_of};
use crate::planner::goal::Avoid;
use crate::planner::pace::Pace;
use crate::planner::target::Target;

/// A newcomer's hours a week.
const DEFAULT_HOURS: Hours = Hours::whole(10);
const DEFAULT_PARALLEL: usize = 3;

/// Lays the flags over the profile, and both over a newcomer's defaults.
///
/// # Errors
/// [`crate::knowledge::diagnostics::Diagnostics`] for the profile, [`crate::failure::Usage`] for
/// the flags.
pub fn resolve(
    kb: &Kb,
    file: Option<&ProfileFile>,
    progress: Progress,
    flags: &Wishes,
    today: Date,
) -> Result<Person> {
    let Some(&role) = kb.listed.roles.first() else {
        let hint = "see what it is made of: `mlpath kb`";
        return Err(Refused::new("the knowledge base has no role", hint).into());
    };
    let mut person = Person {
        target: Arc::new(Target::from(&kb[role])),
        aim: None,
        time: Time::new(today, Budget::Weekly(DEFAULT_HOURS), Vec::new(), DEFAULT_PARALLEL),
        deadline: None,
        know: Skills::new(),
        credited: BTreeSet::new(),
        since: progress.days.first().copied().unwrap_or(today),
        progress,
        must: Vec::new(),
        drop: Vec::new(),
        avoid: Vec::new(),
        domain: None,
        market: None,
        from_file: file.is_some(),
    };
    if let Some(file) = file {
        link::profile(kb, file, today, &mut person)?;
        if file.wishes.start.is_some() {
            person.since = person.time.start;
        }
    }
    // The past is not planned again.
    person.time.start = person.time.start.max(today);
    person.follow_skips(kb);
    link::flags(kb, flags, today, &mut person)?;
    person.credited.retain(|&step| person.progress.track(step).is_none_or(|t| t.done.is_none()));
    person.time.since = match (&flags.start, file.and_then(|file| file.wishes.start.as_ref())) {
        (Some(_), _) => person.time.start,
        (None, Some(_)) => person.since.min(person.time.start),
        // Whoever names no first day means the whole week.
        (None, None) => monday_of(person.time.start),
    };
    person.learn_time(kb);
    if let Some(domain) = person.domain.clone() {
        person.avoid.push(Avoid::OtherDomains(domain));
    }
    person.time.exceptions.sort_by_key(|exception| exception.from);
    for steps in [&mut person.must, &mut person.drop] {
        *steps = successors(kb, steps).into_iter().collect();
    }
    person.avoid.sort_unstable();
    person.avoid.dedup();
    Ok(person)
}

impl Person {
    /// Adds steps that the plan must contain. They are not given up any more, whatever was said
    /// before.
    pub(super) fn wish_for(&mut self, steps: &[StepId]) {
        self.must.extend(steps);
        self.drop.retain(|dropped| !steps.contains(dropped));
        self.avoid.retain(|wish| !matches!(wish, Avoid::Skipped(step) if steps.contains(step)));
    }

    /// Gives up avoiding something; of a step, having skipped it too.
    pub(super) fn allow(&mut self, allowed: &Avoid) {
        if let Avoid::Step(step) = allowed
            && self.avoid.contains(&Avoid::Skipped(*step))
        {
            self.avoid.retain(|wish| *wish != Avoid::Skipped(*step));
            self.drop.retain(|dropped| dropped != step);
        }
        self.avoid.retain(|wish| wish != allowed);
    }

    /// A step that was skipped is avoided, and not demanded any more.
    fn follow_skips(&mut self, kb: &Kb) {
        for (step, _) in self.progress.skipped() {
            self.avoid.push(Avoid::Skipped(step));
            self.drop.extend(link::demanded(kb, &self.must, step));
        }
    }

    /// What the journal says about the hours of this week and about the person's pace.
    fn learn_time(&mut self, kb: &Kb) {
        let start = self.time.start;
        let monday = monday_of(start);
        let sunday = monday.saturating_add(6.days());
        self.time.used = self.progress.hours(monday, sunday);
        let done = self.progress.done().filter(|(_, done)| done.through.is_none());
        let finished = done.filter_map(|(step, _)| Some((step, self.progress.track(step)?)));
        let whole = finished.filter(|(step, track)| !track.has_missing_hours(&kb[*step].hours));
        // An unfinished step that is over its estimate takes at least the hours spent so far.
        let beyond = self.progress.open().filter(|(step, t)| t.spent > kb[*step].hours.likely);
        let own_pace = whole.chain(beyond).filter(|&(step, _)| !kb[step].full_time);
        self.time.pace = Pace::learnt(own_pace.map(|(step, t)| (&kb[step].hours, t.spent)));
    }
}

/// The steps given, with their successors in place of those that were replaced.
fn successors(kb: &Kb, steps: &[StepId]) -> BTreeSet<StepId> {
    let mut open = steps.to_vec();
    let mut found = BTreeSet::new();
    while let Some(step) = open.pop() {
        match kb[step].replaced_by.as_slice() {
            [] => {
                found.insert(step);
            }
            next => open.extend(next),
        }
    }
    found
}
