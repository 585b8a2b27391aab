//! Profile and flags -> [`Person`]: every word linked to the knowledge base, or reported.

use anyhow::Result;
use jiff::ToSpan as _;
use jiff::civil::Date;

use crate::failure::{Refused, Usage};
use crate::knowledge::hours::Hours;
use crate::knowledge::model::{Kb, RoleId, Skills, StepId};
use crate::knowledge::problem::{Problem, Problems, suggestion};
use crate::knowledge::source::SourceFile;
use crate::knowledge::words::{CostClass, Kind, Word as _};
use crate::person::Person;
use crate::person::flags::ProfileFlags;
use crate::person::profile::{Profile, WEEK};
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
    let profile: Profile = crate::knowledge::parse_document(&short).map_err(failed)?;
    let mut reader = Reader { kb, file: &short, problems: Vec::new() };
    reader.read(&profile, person);
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
        person.time.budget = profile.hours.map_or(person.time.budget, |hours| hours.0);
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
        for name in &profile.avoid {
            person.avoid.extend(self.check("avoid", name, avoid(self.kb, name)));
        }
        if let Some(name) = &profile.domain {
            person.domain = self.check("domain", name, domain(self.kb, name));
        }
    }

    fn exceptions(&mut self, profile: &Profile, person: &mut Person) {
        let mut all: Vec<Exception> = Vec::new();
        for stretch in &profile.exceptions {
            let (from, until) = (stretch.from.0, stretch.until.0);
            let last = person.time.start.checked_add(100.years()).unwrap_or(Date::MAX);
            let overlapping = all.iter().find(|other| from <= other.until && other.from <= until);
            let wrong = if until < from {
                Some(format!("ends on {until}, before it begins on {from}"))
            } else if until > last {
                Some(format!("ends on {until}, more than 100 years after the start"))
            } else if stretch.hours > Hours::whole(WEEK) {
                Some(format!("a week has at most {WEEK} hours, not {}", stretch.hours))
            } else {
                overlapping.map(|other| format!("overlaps with {} to {}", other.from, other.until))
            };
            if let Some(wrong) = wrong {
                self.check("exceptions", &from.to_string(), Err::<(), _>(wrong));
            }
            all.push(Exception { from, until, hours: stretch.hours, why: stretch.why.clone() });
        }
        all.sort_by_key(|exception| exception.from);
        person.time.exceptions = all;
    }

    /// Notes what is wrong with the place of `word` behind `key`.
    fn check<T>(&mut self, key: &str, word: &str, found: Result<T, String>) -> Option<T> {
        found
            .map_err(|message| {
                let (line, column) = crate::knowledge::place_in(&self.file.text, &[key, word]);
                self.problems.push(Problem {
                    file: self.file.name.clone(),
                    line,
                    column,
                    path: key.to_owned(),
                    message,
                });
            })
            .ok()
    }
}

fn from_flags(kb: &Kb, flags: &ProfileFlags, person: &mut Person) -> Result<(), String> {
    if let Some(name) = &flags.role {
        person.role = role(kb, name)?;
    }
    person.time.budget = flags.hours.unwrap_or(person.time.budget);
    person.time.start = flags.start.unwrap_or(person.time.start);
    person.time.parallel = flags.parallel.map_or(person.time.parallel, |n| n as usize);
    for (name, level) in &flags.know {
        person.know.insert(competency(kb, name)?, *level);
    }
    for name in &flags.have {
        person.done.insert(step(kb, name)?);
    }
    for name in &flags.must {
        person.must.push(step(kb, name)?);
    }
    for name in &flags.avoid {
        person.avoid.push(avoid(kb, name)?);
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
