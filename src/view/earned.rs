//! The answer of `cv`: the lines that finished steps put on a CV, and the skills behind them.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use itertools::Itertools as _;
use jiff::civil::Date;

use crate::knowledge::model::{CompetencyId, Kb, StepId};
use crate::knowledge::vocabulary::{Format, Kind, Level, vocabulary};
use crate::person::Person;

/// In JSON it is a JSON Resume.
#[derive(Debug, Default)]
pub struct EarnedView {
    /// By part of the CV; in each the latest first, and last those without a day.
    pub lines: Vec<LineView>,
    /// The highest level first.
    pub skills: Vec<SkillView>,
    /// How many finished steps the knowledge base does not have.
    pub unknown: usize,
}

vocabulary! {
    /// A part of a CV.
    Part {
        Projects = "projects",
        Courses = "courses and certificates",
        Degrees = "degrees",
        Work = "work",
        Other = "other",
    }
}

/// What one finished step puts on a CV.
#[derive(Debug)]
pub struct LineView {
    pub part: Part,
    pub step: String,
    pub title: String,
    pub kind: Kind,
    pub line: String,
    /// The course or certificate by its own name, and who gives it.
    pub course: Option<String>,
    pub issuer: Option<String>,
    /// `None` if it was finished before the journal began.
    pub on: Option<Date>,
    /// What was recorded with `done --evidence`.
    pub evidence: Option<String>,
}

/// A competency that finished steps taught.
#[derive(Debug)]
pub struct SkillView {
    pub name: String,
    pub level: Level,
    /// The steps behind it.
    pub steps: Vec<String>,
}

impl EarnedView {
    pub fn is_empty(&self) -> bool {
        self.lines.is_empty() && self.skills.is_empty() && self.unknown == 0
    }
}

/// What a person has earned with all that they have finished.
pub fn earned(kb: &Kb, person: &Person) -> EarnedView {
    let finished = finished(person);
    let lines = finished.iter().filter_map(|&(step, on)| line(kb, person, step, on));
    let unknown = person.progress.unknown.values().filter(|track| track.done.is_some());
    EarnedView {
        lines: lines
            .sorted_by_key(|line| (line.part, line.on.is_none(), Reverse(line.on)))
            .collect(),
        skills: skills(kb, person, finished.iter().map(|&(step, _)| step)),
        unknown: unknown.count(),
    }
}

/// The steps that the person finished themselves, with the day: not those that replace one of them.
fn finished(person: &Person) -> Vec<(StepId, Option<Date>)> {
    let since = person.progress.done().filter(|(_, done)| done.through.is_none());
    let since: BTreeMap<StepId, Date> = since.map(|(step, done)| (step, done.on)).collect();
    let before = person.credited.iter().filter(|step| !since.contains_key(step));
    let before = before.map(|&step| (step, None));
    since.iter().map(|(&step, &on)| (step, Some(on))).chain(before).collect()
}

/// The line of one finished step; `None` if it leaves nothing to show.
pub fn line(kb: &Kb, person: &Person, step: StepId, on: Option<Date>) -> Option<LineView> {
    let entry = &kb[step];
    let part = part(entry.kind);
    let certificate = || {
        let certifies = |format| format == Format::Certification;
        let mut named = entry.resources.iter().filter(|it| certifies(it.format));
        if entry.kind == Kind::Certification { named.next() } else { entry.only_resource() }
    };
    let course = if part == Part::Courses { certificate() } else { None };
    let done = person.progress.track(step).and_then(|track| track.done.as_ref());
    Some(LineView {
        part,
        step: entry.id.clone(),
        title: entry.title.clone(),
        kind: entry.kind,
        line: entry.cv_line()?,
        course: course.map(|resource| resource.title.clone()),
        issuer: course.and_then(|resource| resource.provider.clone()),
        on,
        evidence: done.and_then(|done| done.evidence.map(String::from)),
    })
}

fn part(kind: Kind) -> Part {
    match kind {
        Kind::Project | Kind::Practice => Part::Projects,
        Kind::Course | Kind::Book | Kind::Bootcamp | Kind::Certification => Part::Courses,
        Kind::Degree => Part::Degrees,
        Kind::Job => Part::Work,
        _ => Part::Other,
    }
}

/// What is held and was taught by finished steps, at the level that counts, soft skills aside.
fn skills(kb: &Kb, person: &Person, finished: impl Iterator<Item = StepId>) -> Vec<SkillView> {
    let held = person.scenario(kb).held;
    let mut behind: BTreeMap<CompetencyId, Vec<String>> = BTreeMap::new();
    for step in finished {
        for &competency in kb[step].teaches.keys() {
            behind.entry(competency).or_default().push(kb.id(step));
        }
    }
    let view = |(id, steps): (CompetencyId, Vec<String>)| {
        let (competency, level) = (&kb[id], held.levels[id.0]?);
        let name = competency.name.clone();
        (!competency.soft).then_some(SkillView { name, level, steps })
    };
    let skills = behind.into_iter().filter_map(view);
    skills.sorted_by(|a, b| (b.level, &a.name).cmp(&(a.level, &b.name))).collect()
}
