//! Profile and flags -> [`Person`]: every word linked to the knowledge base, or reported.

use anyhow::Result;
use jiff::civil::Date;

use crate::failure::{Refused, Usage};
use crate::knowledge::hours::Hours;
use crate::knowledge::model::{Kb, RoleId, Skills, StepId};
use crate::knowledge::problem::{Problem, Problems, suggestion};
use crate::knowledge::source::SourceFile;
use crate::knowledge::words::{CostClass, Kind, Word as _};
use crate::person::Person;
use crate::person::flags::ProfileFlags;
use crate::person::profile::{Profile, WrongHours};
use crate::planner::calendar::{Budget, Exception, Time};
use crate::planner::goal::Avoid;

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
    flags: &ProfileFlags,
    today: Date,
) -> Result<Person> {
    let mut person = Person {
        role: RoleId(0),
        time: Time {
            start: today,
            budget: Budget::Weekly(DEFAULT_HOURS),
            exceptions: Vec::new(),
            parallel: DEFAULT_PARALLEL as usize,
        },
        deadline: None,
        know: Skills::new(),
        done: std::collections::BTreeSet::new(),
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
    from_flags(kb, flags, &mut person).map_err(Usage)?;
    if let Some(domain) = person.domain.clone() {
        person.avoid.push(Avoid::OtherDomains(domain));
    }
    person.time.exceptions.sort_by_key(|exception| exception.from);
    person.must.sort_unstable();
    person.must.dedup();
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
    let (profile, problems) = crate::knowledge::parse_document::<Profile>(&short);
    let mut reader = Reader { kb, file: &short, problems };
    if let Some(profile) = profile {
        reader.read(&profile, person);
    }
    reader.problems.sort_by_key(|problem| (problem.line, problem.column));
    if reader.problems.is_empty() { Ok(()) } else { Err(failed(reader.problems).into()) }
}

/// Links a profile and collects all that is wrong in it.
struct Reader<'a> {
    kb: &'a Kb,
    file: &'a SourceFile,
    problems: Vec<Problem>,
}

impl Reader<'_> {
    fn read(&mut self, profile: &Profile, person: &mut Person) {
        if let Some(version) = profile.version.filter(|&version| version != 1) {
            let text =
                format!("version {version} is not known to this program; it reads version 1");
            self.check("version", "", Err::<(), _>(text));
        }
        if let Some(name) = &profile.role {
            person.role = self.check("role", name, role(self.kb, name)).unwrap_or(person.role);
        }
        person.time.start = profile.start.map_or(person.time.start, |day| day.0);
        person.deadline = profile.deadline.map(|day| day.0);
        if let Some((start, deadline)) = profile.start.zip(profile.deadline) {
            let fits = check_deadline(start.0, deadline.0);
            self.check("deadline", &deadline.0.to_string(), fits);
        }
        if let Some(hours) = &profile.hours {
            let budget = self.hours(&["hours"], hours.some());
            person.time.budget = budget.unwrap_or(person.time.budget);
        }
        if let Some(parallel) = profile.parallel {
            let fits = (1..=MAX_PARALLEL).contains(&parallel);
            let text =
                format!("between 1 and {MAX_PARALLEL} steps can be in progress, not {parallel}");
            self.check("parallel", "", if fits { Ok(()) } else { Err(text) });
            person.time.parallel = parallel as usize;
        }
        self.exceptions(profile, person);
        for (name, level) in &profile.know.0 {
            if let Some(competency) = self.check("know", name, competency(self.kb, name)) {
                person.know.insert(competency, *level);
            }
        }
        for name in &profile.have {
            person.done.extend(self.check("have", name, step(self.kb, name)));
        }
        for name in &profile.must {
            person.must.extend(self.check("must", name, step(self.kb, name)));
        }
        for name in &profile.drop {
            let dropped = step(self.kb, name).and_then(|step| demanded(self.kb, person, step));
            person.drop.extend(self.check("drop", name, dropped));
        }
        for name in &profile.avoid {
            person.avoid.extend(self.check("avoid", name, avoid(self.kb, name)));
        }
        if let Some(name) = &profile.domain {
            person.domain = self.check("domain", name, domain(self.kb, name));
        }
    }

    fn exceptions(&mut self, profile: &Profile, person: &mut Person) {
        let mut keys = vec!["exceptions"];
        for stretch in &profile.exceptions {
            keys.push("from");
            let budget = self.hours(&[&keys[..], &["hours"]].concat(), stretch.hours.any());
            let (from, until) = (stretch.from.0, stretch.until.0);
            let budget = budget.unwrap_or(Budget::Weekly(Hours::ZERO));
            let why = stretch.why.as_ref().map(|why| why.0.clone());
            let added = person.time.add(Exception { from, until, budget, why });
            self.check_at(&keys, &from.to_string(), added);
        }
    }

    fn hours(&mut self, keys: &[&str], budget: Result<Budget, WrongHours>) -> Option<Budget> {
        match budget {
            Ok(budget) => Some(budget),
            Err(wrong) => self.check_at(keys, &wrong.word, Err(wrong.message)),
        }
    }

    /// Notes what is wrong with the place of `word` behind `key`.
    fn check<T>(&mut self, key: &str, word: &str, found: Result<T, String>) -> Option<T> {
        self.check_at(&[key], word, found)
    }

    /// Notes what is wrong with the place of `word` behind keys that follow each other.
    fn check_at<T>(&mut self, keys: &[&str], word: &str, found: Result<T, String>) -> Option<T> {
        let noted = found.map_err(|message| {
            let words = [keys, &[word]].concat();
            let (line, column) = crate::knowledge::place_in(&self.file.text, &words);
            self.problems.push(Problem {
                file: self.file.name.clone(),
                line,
                column,
                path: keys[0].to_owned(),
                message,
            });
        });
        noted.ok()
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
        person.time.add(holiday.clone()).map_err(|wrong| format!("the holiday {wrong}"))?;
    }
    person.time.parallel = more.parallel.map_or(person.time.parallel, |n| n as usize);
    for (name, level) in &more.know {
        person.know.insert(competency(kb, name)?, *level);
    }
    for name in &more.have {
        person.done.insert(step(kb, name)?);
    }
    for name in &more.must {
        person.must.push(step(kb, name)?);
    }
    for name in &more.avoid {
        person.avoid.push(avoid(kb, name)?);
    }
    for name in &more.allow {
        let allowed = avoid(kb, name)?;
        person.avoid.retain(|wish| *wish != allowed);
    }
    for name in &more.drop {
        let dropped = step(kb, name)?;
        person.drop.push(demanded(kb, person, dropped)?);
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

/// A step that can be dropped: a milestone of some role, or a wish. Of some role, since flags may
/// name another role than the profile.
fn demanded(kb: &Kb, person: &Person, step: StepId) -> Result<StepId, String> {
    let milestone = kb.roles.iter().any(|role| role.milestones.contains(&step));
    if milestone || person.must.contains(&step) {
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
