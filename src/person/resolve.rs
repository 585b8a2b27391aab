//! Profile and flags -> [`Person`]: every word linked to the knowledge base, or reported.

use std::collections::BTreeSet;

use anyhow::Result;
use jiff::ToSpan as _;
use jiff::civil::Date;

use crate::failure::{Refused, Usage};
use crate::knowledge::Bare;
use crate::knowledge::hours::Hours;
use crate::knowledge::model::{Kb, RoleId, Skills, StepId};
use crate::knowledge::problem::{MOST, Problem, Problems, suggestion};
use crate::knowledge::source::SourceFile;
use crate::knowledge::words::{CostClass, Kind, Word as _};
use crate::person::Person;
use crate::person::flags::ProfileFlags;
use crate::person::profile::{Profile, parse_level};
use crate::person::progress::Progress;
use crate::planner::calendar::{Budget, Exception, Time, monday_of};
use crate::planner::goal::Avoid;
use crate::planner::pace::Pace;

/// What a newcomer without a profile gives a week.
const DEFAULT_HOURS: Hours = Hours::whole(10);
const DEFAULT_PARALLEL: u32 = 3;
const MAX_PARALLEL: u32 = 50;

/// Reads the profile, lays the flags over it and links both to the knowledge base.
///
/// # Errors
/// [`Problems`] for the profile, [`Usage`] for the flags.
pub fn resolve(
    kb: &Kb,
    file: Option<&SourceFile>,
    progress: Progress,
    flags: &ProfileFlags,
    today: Date,
) -> Result<Person> {
    let mut person = Person {
        role: RoleId(0),
        time: Time::new(
            today,
            Budget::Weekly(DEFAULT_HOURS),
            Vec::new(),
            DEFAULT_PARALLEL as usize,
        ),
        deadline: None,
        know: Skills::new(),
        credited: BTreeSet::new(),
        since: progress.days.first().copied().unwrap_or(today),
        progress,
        must: Vec::new(),
        drop: Vec::new(),
        avoid: Vec::new(),
        domain: None,
    };
    if kb.roles.is_empty() {
        return Err(Refused {
            message: "the knowledge base has no role".to_owned(),
            causes: Vec::new(),
            hint: "leave --kb out for the shipped one: `mlpath plan`".to_owned(),
        }
        .into());
    }
    if let Some(file) = file {
        from_profile(kb, file, &mut person)?;
    }
    // The past is not planned again.
    person.time.start = person.time.start.max(today);
    person.follow_skips(kb);
    from_flags(kb, flags, &mut person).map_err(Usage)?;
    person.credited.retain(|&step| person.progress.track(step).is_none_or(|t| t.done.is_none()));
    person.learn_time(kb);
    if let Some(domain) = person.domain.clone() {
        person.avoid.push(Avoid::OtherDomains(domain));
    }
    person.time.exceptions.sort_by_key(|exception| exception.from);
    for steps in [&mut person.must, &mut person.drop] {
        *steps = successors(kb, steps);
        steps.sort_unstable();
        steps.dedup();
    }
    person.avoid.sort_unstable();
    person.avoid.dedup();
    Ok(person)
}

fn from_profile(kb: &Kb, file: &SourceFile, person: &mut Person) -> Result<()> {
    let place = std::path::Path::new(&file.name);
    let failed = |problems| Problems::new(Some(place), problems);
    let mut short = SourceFile { name: "profile.yaml".to_owned(), text: file.text.clone() };
    if short.text.lines().all(|line| line.trim().is_empty() || line.trim().starts_with('#')) {
        "{}".clone_into(&mut short.text);
    }
    let profile: Profile =
        crate::knowledge::parse_document(&short).map_err(|problem| failed(vec![problem]))?;
    let text = Bare::new(&short.text);
    let mut reader = Reader { kb, file: &short, text, problems: Vec::new() };
    reader.read(&profile, person);
    reader.problems.sort_by_key(|problem| (problem.line, problem.column));
    if reader.problems.is_empty() { Ok(()) } else { Err(failed(reader.problems).into()) }
}

/// Links a profile and collects all that is wrong in it.
struct Reader<'a> {
    kb: &'a Kb,
    file: &'a SourceFile,
    text: Bare<'a>,
    problems: Vec<Problem>,
}

impl Reader<'_> {
    fn read(&mut self, profile: &Profile, person: &mut Person) {
        if let Some(version) = profile.version.filter(|&version| version != 1) {
            let text =
                format!("version {version} is not known to this program; it reads version 1");
            self.check("version", &version.to_string(), Err::<(), _>(text));
        }
        if let Some(name) = &profile.role {
            person.role = self.check("role", name, role(self.kb, name)).unwrap_or(person.role);
        }
        if let Some(start) = profile.start {
            (person.time.start, person.since) = (start.0, start.0);
        }
        person.deadline = profile.deadline.map(|day| day.0);
        if let Some((start, deadline)) = profile.start.zip(profile.deadline) {
            let fits = check_deadline(start.0, deadline.0);
            self.check("deadline", &deadline.0.to_string(), fits);
        }
        if let Some(hours) = &profile.hours {
            match hours.some() {
                Ok(budget) => person.time.budget = budget,
                Err(wrong) => {
                    self.check::<()>("hours", &wrong.word, Err(wrong.message));
                }
            }
        }
        if let Some(parallel) = profile.parallel {
            let fits = (1..=MAX_PARALLEL).contains(&parallel);
            let text =
                format!("between 1 and {MAX_PARALLEL} steps can be in progress, not {parallel}");
            self.check("parallel", &parallel.to_string(), if fits { Ok(()) } else { Err(text) });
            person.time.parallel = parallel as usize;
        }
        self.exceptions(profile, person);
        let kb = self.kb;
        for (name, level) in &profile.know.0 {
            if self.problems.len() >= MOST {
                break;
            }
            let known = self.check("know", name, competency(kb, name));
            let level = self.check_at(&["know", name], level, parse_level(level));
            person.know.extend(known.zip(level));
        }
        person.credited.extend(self.all("have", &profile.have, |name| step(kb, name)));
        person.must.extend(self.all("must", &profile.must, |name| step(kb, name)));
        let droppable = |name: &str| demanded(kb, &person.must, step(kb, name)?);
        person.drop = self.all("drop", &profile.drop, droppable);
        person.avoid.extend(self.all("avoid", &profile.avoid, |name| avoid(kb, name)));
        if let Some(name) = &profile.domain {
            person.domain = self.check("domain", name, domain(self.kb, name));
        }
    }

    fn exceptions(&mut self, profile: &Profile, person: &mut Person) {
        const KEY: &str = "exceptions";
        for (entry, stretch) in profile.exceptions.iter().enumerate() {
            if self.problems.len() >= MOST {
                return;
            }
            let budget = stretch.hours.any();
            if let Err(wrong) = &budget {
                let words = ["hours", &wrong.word];
                let place = self.text.find_in_entry(KEY, entry, &words);
                self.note(KEY, place, wrong.message.clone());
            }
            let (from, until) = (stretch.from.0, stretch.until.0);
            let budget = budget.unwrap_or(Budget::Weekly(Hours::ZERO));
            let why = stretch.why.as_ref().map(|why| why.0.clone());
            if let Err(wrong) = person.time.add(Exception { from, until, budget, why }) {
                let words = ["from", &from.to_string()];
                let place = self.text.find_in_entry(KEY, entry, &words);
                self.note(KEY, place, wrong);
            }
        }
    }

    /// What the names below a key stand for.
    fn all<T>(
        &mut self,
        key: &str,
        names: &[String],
        find: impl Fn(&str) -> Result<T, String>,
    ) -> Vec<T> {
        let mut found = Vec::new();
        for name in names {
            if self.problems.len() >= MOST {
                break;
            }
            found.extend(self.check(key, name, find(name)));
        }
        found
    }

    /// Notes what is wrong with the place of `word` behind `key`.
    fn check<T>(&mut self, key: &str, word: &str, found: Result<T, String>) -> Option<T> {
        self.check_at(&[key], word, found)
    }

    /// The same behind keys that follow each other.
    fn check_at<T>(&mut self, keys: &[&str], word: &str, found: Result<T, String>) -> Option<T> {
        match found {
            Ok(found) => Some(found),
            Err(wrong) => {
                let place = self.text.find(&[keys, &[word]].concat());
                self.note(keys[0], place, wrong);
                None
            }
        }
    }

    fn note(&mut self, key: &str, (line, column): (usize, usize), message: String) {
        let (file, path) = (self.file.name.clone(), key.to_owned());
        self.problems.push(Problem { file, line, column, path, message });
    }
}

/// # Errors
/// If the plan would have to end before it begins.
pub fn check_deadline(start: Date, deadline: Date) -> Result<(), String> {
    match deadline < start {
        true => Err(format!("{deadline} is before the start on {start}")),
        false => Ok(()),
    }
}

fn from_flags(kb: &Kb, flags: &ProfileFlags, person: &mut Person) -> Result<(), String> {
    let more = &flags.more;
    if let Some(name) = &flags.role {
        person.role = role(kb, name)?;
    }
    person.time.budget = flags.hours.unwrap_or(person.time.budget);
    person.time.start = flags.start.unwrap_or(person.time.start);
    person.deadline = more.deadline.or(person.deadline);
    if let Some(deadline) = more.deadline {
        check_deadline(person.time.start, deadline)
            .map_err(|wrong| format!("the deadline {wrong}"))?;
    }
    for holiday in &more.holiday {
        person
            .time
            .add(holiday.clone())
            .map_err(|wrong| format!("the holiday from {} {wrong}", holiday.from))?;
    }
    person.time.parallel = more.parallel.map_or(person.time.parallel, |n| n as usize);
    for (name, level) in &more.know {
        person.know.insert(competency(kb, name)?, *level);
    }
    for name in &more.have {
        person.credited.insert(step(kb, name)?);
    }
    for name in &more.must {
        let wanted = step(kb, name)?;
        person.must.push(wanted);
        // What is wished for now is not given up any more, whatever was said before.
        person.drop.retain(|&dropped| dropped != wanted);
        person.avoid.retain(|wish| *wish != Avoid::Skipped(wanted));
    }
    for name in &more.avoid {
        person.avoid.push(avoid(kb, name)?);
    }
    for name in &more.allow {
        let allowed = avoid(kb, name)?;
        if let Avoid::Step(step) = allowed
            && person.avoid.contains(&Avoid::Skipped(step))
        {
            person.avoid.retain(|wish| *wish != Avoid::Skipped(step));
            person.drop.retain(|&dropped| dropped != step);
        }
        person.avoid.retain(|wish| *wish != allowed);
    }
    for name in &more.drop {
        person.drop.push(demanded(kb, &person.must, step(kb, name)?)?);
    }
    if let Some(name) = &flags.domain {
        person.domain = Some(domain(kb, name)?);
    }
    Ok(())
}

fn unknown<'a>(noun: &str, name: &str, known: impl IntoIterator<Item = &'a str>) -> String {
    format!("unknown {noun} `{name}`{}", suggestion(name, known))
}

fn role(kb: &Kb, name: &str) -> Result<RoleId, String> {
    kb.role(name).ok_or_else(|| unknown("role", name, kb.roles.iter().map(|r| r.id.as_str())))
}

fn competency(kb: &Kb, name: &str) -> Result<crate::knowledge::model::CompetencyId, String> {
    let ids = kb.competencies.iter().map(|c| c.id.as_str());
    kb.competency(name).ok_or_else(|| unknown("competency", name, ids))
}

fn step(kb: &Kb, name: &str) -> Result<StepId, String> {
    kb.step(name).ok_or_else(|| unknown("step", name, kb.steps.iter().map(|s| s.id.as_str())))
}

impl Person {
    /// A step that was skipped is avoided, and not demanded any more.
    fn follow_skips(&mut self, kb: &Kb) {
        for (step, _) in self.progress.skipped() {
            self.avoid.push(Avoid::Skipped(step));
            self.drop.extend(demanded(kb, &self.must, step));
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
        let whole = finished.filter(|(step, track)| !track.has_gaps(&kb[*step].hours));
        // Whoever is beyond the estimate will have taken so much at least.
        let beyond = self.progress.open().filter(|(step, t)| t.spent > kb[*step].hours.likely);
        let own_pace = whole.chain(beyond).filter(|&(step, _)| !kb[step].full_time);
        self.time.pace = Pace::learnt(own_pace.map(|(step, t)| (&kb[step].hours, t.spent)));
    }
}

/// The steps that took the place of those given, as far as any did.
fn successors(kb: &Kb, steps: &[StepId]) -> Vec<StepId> {
    let mut open = steps.to_vec();
    let mut found = Vec::new();
    while let Some(step) = open.pop() {
        match kb[step].replaced_by.as_slice() {
            [] => found.push(step),
            next => open.extend(next),
        }
    }
    found
}

/// A step that can be dropped: a milestone of some role, or a wish. Of some role, since flags may
/// name another role than the profile.
fn demanded(kb: &Kb, must: &[StepId], step: StepId) -> Result<StepId, String> {
    let milestone = kb.roles.iter().any(|role| role.milestones.contains(&step));
    if milestone || must.contains(&step) {
        return Ok(step);
    }
    let id = &kb[step].id;
    Err(format!("`{id}` is neither a milestone nor a wish; to do without a step, avoid it"))
}

fn domain(kb: &Kb, name: &str) -> Result<String, String> {
    let known = kb.domains();
    if known.contains(&name) {
        return Ok(name.to_owned());
    }
    let all = match known.is_empty() {
        true => "this knowledge base has no domains".to_owned(),
        false => format!("the domains are {}", known.join(", ")),
    };
    Err(format!("{}; {all}", unknown("domain", name, known.iter().copied())))
}

/// A cost class, a kind or a step, in this order.
fn avoid(kb: &Kb, name: &str) -> Result<Avoid, String> {
    let class = CostClass::from_word(name).map(Avoid::Cost);
    let kind = || Kind::from_word(name).map(Avoid::Kind);
    class.or_else(kind).or_else(|| kb.step(name).map(Avoid::Step)).ok_or_else(|| {
        let classes = CostClass::ALL.iter().map(|class| class.word());
        let kinds = Kind::ALL.iter().map(|kind| kind.word());
        let steps = kb.steps.iter().map(|step| step.id.as_str());
        unknown("step, kind or cost class", name, classes.chain(kinds).chain(steps))
    })
}
