//! The words of wishes linked to a knowledge base. What is wrong is said with its place: line and
//! column of the profile, or the flag.

use std::sync::Arc;

use anyhow::Result;
use jiff::civil::Date;

use crate::failure::Usage;
use crate::knowledge::code::Code;
use crate::knowledge::diagnostics::{Diagnostic, Diagnostics, MOST, suggestion};
use crate::knowledge::files::SourceFile;
use crate::knowledge::hours::Hours;
use crate::knowledge::model::{CompetencyId, Kb, RoleId, StepId};
use crate::knowledge::text::List;
use crate::knowledge::vocabulary::{CostClass, Keyword as _, Kind};
use crate::knowledge::{find, find_in_entry, without_comments};
use crate::person::Person;
use crate::person::profile::ProfileFile;
use crate::person::wishes::Wishes;
use crate::person::written::{Sense, Stretch, WrittenDay, WrittenHours, parse_level};
use crate::planner::calendar::{Budget, Exception};
use crate::planner::goal::Avoid;
use crate::planner::target::Target;

const MAX_PARALLEL: u32 = 50;
/// More than any life has; each is compared with all others.
const MAX_EXCEPTIONS: usize = 1_000;
/// Nobody follows more of them, one after the other.
const MAX_ADVERTS: usize = 20;
/// More than any career has.
const MAX_NAMES: usize = 10_000;

/// Lays the wishes of a profile over a person.
///
/// # Errors
/// [`Diagnostics`], with all that is wrong.
pub(super) fn profile(kb: &Kb, file: &ProfileFile, today: Date, person: &mut Person) -> Result<()> {
    let text = Some(without_comments(&file.source.text));
    let source = Some(&file.source);
    let mut linker = Linker { kb, today, text, source, diagnostics: Vec::new() };
    linker.link(&file.wishes, person);
    linker.diagnostics.sort_by_key(|diagnostic| (diagnostic.line, diagnostic.column));
    match linker.diagnostics.is_empty() {
        true => Ok(()),
        false => Err(Diagnostics::new(Some(&file.path), linker.diagnostics).into()),
    }
}

/// Lays the wishes of flags over a person.
///
/// # Errors
/// [`Usage`], with the first that is wrong.
pub(super) fn flags(kb: &Kb, wishes: &Wishes, today: Date, person: &mut Person) -> Result<()> {
    let mut linker = Linker { kb, today, text: None, source: None, diagnostics: Vec::new() };
    linker.link(wishes, person);
    match linker.diagnostics.first() {
        None => Ok(()),
        Some(Diagnostic { path, message, .. }) => {
            let flag = if path == "exceptions" { "holiday" } else { path };
            Err(Usage(format!("--{flag}: {message}")).into())
        }
    }
}

/// All that is wrong with wishes, each with its key.
pub fn mistakes(kb: &Kb, wishes: &Wishes, today: Date, newcomer: &Person) -> Vec<(String, String)> {
    let mut linker = Linker { kb, today, text: None, source: None, diagnostics: Vec::new() };
    linker.link(wishes, &mut newcomer.clone());
    linker.diagnostics.into_iter().map(|wrong| (wrong.path, wrong.message)).collect()
}

/// # Errors
/// If a name is no step, kind or cost class.
pub fn check_wish(kb: &Kb, name: &str) -> Result<(), String> {
    avoid(kb, name).map(drop)
}

/// # Errors
/// If the plan would have to end before it begins.
pub fn check_deadline(start: Date, deadline: Date) -> Result<(), String> {
    match deadline < start {
        true => Err(format!("{deadline} is before the start on {start}")),
        false => Ok(()),
    }
}

/// Links wishes and collects all that is wrong in them.
struct Linker<'a> {
    kb: &'a Kb,
    today: Date,
    /// The text that they were read from, without its comments; none for flags.
    text: Option<String>,
    /// The file that they were read from.
    source: Option<&'a SourceFile>,
    diagnostics: Vec<Diagnostic>,
}

impl Linker<'_> {
    fn link(&mut self, wishes: &Wishes, person: &mut Person) {
        let kb = self.kb;
        if let Some(version) = wishes.version.filter(|&version| version != 1) {
            let text =
                format!("version {version} is not known to this program; it reads version 1");
            self.note(&["version", &version.to_string()], None, text);
        }
        if let Some(name) = &wishes.role
            && let Some(role) = self.check(&["role", name], role(kb, name))
        {
            person.target = Arc::new(Target::from(&kb[role]));
        }
        self.some("for", &wishes.adverts, MAX_ADVERTS);
        self.time(wishes, person);
        for (name, level) in self.some("know", &wishes.know, MAX_NAMES) {
            if self.diagnostics.len() >= MOST {
                break;
            }
            let known = self.check(&["know", name], competency(kb, name));
            let level = self.check(&["know", name, level], parse_level(level));
            person.know.extend(known.zip(level));
        }
        person.credited.extend(self.all("have", &wishes.have, |name| step(kb, name)));
        let must = self.all("must", &wishes.must, |name| step(kb, name));
        person.wish_for(&must);
        person.avoid.extend(self.all("avoid", &wishes.avoid, |name| avoid(kb, name)));
        for wish in self.all("allow", &wishes.allow, |name| avoid(kb, name)) {
            person.allow(&wish);
        }
        let droppable = |name: &str| demanded(kb, &person.must, step(kb, name)?);
        let dropped = self.all("drop", &wishes.drop, droppable);
        person.drop.extend(dropped);
        if let Some(name) = &wishes.domain {
            person.domain = self.check(&["domain", name], domain(kb, name));
        }
    }

    fn time(&mut self, wishes: &Wishes, person: &mut Person) {
        self.days(wishes, person);
        match wishes.hours.as_ref().map(WrittenHours::some) {
            None => {}
            Some(Ok(budget)) => person.time.budget = budget,
            Some(Err(wrong)) => self.note(&["hours", &wrong.word], None, wrong.message),
        }
        if let Some(parallel) = wishes.parallel {
            if !(1..=MAX_PARALLEL).contains(&parallel) {
                let text = format!(
                    "between 1 and {MAX_PARALLEL} steps can be in progress, not {parallel}"
                );
                self.note(&["parallel", &parallel.to_string()], None, text);
            }
            person.time.max_in_progress = parallel as usize;
        }
        let exceptions = self.some("exceptions", &wishes.exceptions, MAX_EXCEPTIONS);
        for (entry, stretch) in exceptions.iter().enumerate() {
            if self.diagnostics.len() >= MOST {
                return;
            }
            let Some((from, until)) = self.stretch(entry, stretch) else { continue };
            // Days with impossible hours still overlap with others.
            let budget = stretch.hours.any().unwrap_or_else(|wrong| {
                self.note(&["exceptions", "hours", &wrong.word], Some(entry), wrong.message);
                Budget::Weekly(Hours::ZERO)
            });
            let exception = Exception { from, until, budget, why: stretch.why.clone() };
            if let Err(wrong) = person.time.add(exception) {
                self.note(&["exceptions", "from", stretch.from.text()], Some(entry), wrong);
            }
        }
    }

    fn days(&mut self, wishes: &Wishes, person: &mut Person) {
        let start = wishes.start.as_ref().and_then(|written| {
            let day = self.day(written, Sense::First);
            self.check(&["start", written.text()], day)
        });
        person.time.start = start.unwrap_or(person.time.start);
        let Some(written) = &wishes.deadline else { return };
        let day = self.day(written, Sense::Last);
        let deadline = day.and_then(|deadline| {
            // A profile without a start begins on any day.
            let begins_some_day = self.text.is_some() && wishes.start.is_none();
            if !begins_some_day {
                check_deadline(person.time.start, deadline)?;
            }
            Ok(deadline)
        });
        person.deadline = self.check(&["deadline", written.text()], deadline).or(person.deadline);
    }

    /// The first and the last day of a stretch.
    fn stretch(&mut self, entry: usize, stretch: &Stretch) -> Option<(Date, Date)> {
        let ends = [("from", &stretch.from, Sense::First), ("until", &stretch.until, Sense::Last)];
        for (key, written, sense) in ends {
            if let Err(wrong) = self.day(written, sense) {
                self.note(&["exceptions", key, written.text()], Some(entry), wrong);
                return None;
            }
        }
        stretch.days(self.today).ok()
    }

    /// A day; in a file, only one that stays the same.
    fn day(&self, written: &WrittenDay, sense: Sense) -> Result<Date, String> {
        let day = written.on(self.today, sense)?;
        if self.text.is_some() && written.moves() {
            let text = written.text();
            return Err(format!(
                "`{text}` is another day as time goes on; write the day itself, which today is \
                 {day}"
            ));
        }
        Ok(day)
    }

    /// The list below a key; none of it if it is too long.
    fn some<'l, T>(&mut self, key: &str, list: &'l [T], most: usize) -> &'l [T] {
        if list.len() <= most {
            return list;
        }
        self.note(&[key], None, format!("{} entries are too many, {most} at most", list.len()));
        &[]
    }

    /// What the names below a key stand for.
    fn all<T>(
        &mut self,
        key: &str,
        names: &[String],
        find: impl Fn(&str) -> Result<T, String>,
    ) -> Vec<T> {
        let linked = self.some(key, names, MAX_NAMES).iter().map_while(|name| {
            (self.diagnostics.len() < MOST).then(|| self.check(&[key, name], find(name)))
        });
        linked.flatten().collect()
    }

    /// What was found for the last of `words`: a key, and what follows it in the text.
    fn check<T>(&mut self, words: &[&str], found: Result<T, String>) -> Option<T> {
        found.map_err(|wrong| self.note(words, None, wrong)).ok()
    }

    /// Notes what is wrong with the last of `words`, which stand in an entry of the list below the
    /// first where one is named.
    fn note(&mut self, words: &[&str], entry: Option<usize>, message: String) {
        let place = |text: &String| match entry {
            None => find(text, 0..text.len(), words),
            Some(entry) => find_in_entry(text, words[0], entry, &words[1..]),
        };
        let place = self.text.as_ref().map(place).unwrap_or_default();
        let is_name = message.starts_with("unknown ");
        let code = match words {
            ["know", _, _] => Code::UnknownWord,
            [_, _] if is_name => Code::UnknownId,
            _ => Code::BadValue,
        };
        let flag = SourceFile::new("", "");
        let found = Diagnostic::new(code, self.source.unwrap_or(&flag), place, message);
        self.diagnostics.push(found.within(words[0]));
    }
}

fn unknown<'a>(noun: &str, name: &str, known: impl IntoIterator<Item = &'a str>) -> String {
    format!("unknown {noun} `{name}`{}", suggestion(name, known))
}

fn role(kb: &Kb, name: &str) -> Result<RoleId, String> {
    let ids = kb.roles.iter().map(|role| &*role.id);
    kb.role(name).ok_or_else(|| match find::only(&find::roles(kb, name)) {
        Ok(role) => format!("unknown role `{name}`; did you mean `{}`?", kb[role].id),
        Err(_) => match suggestion(name, ids.clone()) {
            near if near.is_empty() => {
                let roles = List::and(ids);
                format!(
                    "unknown role `{name}`; the roles are {roles}, unless `kb` or --kb names \
                     another knowledge base"
                )
            }
            near => format!("unknown role `{name}`{near}"),
        },
    })
}

/// The competency of a name.
///
/// # Errors
/// If there is none, or more than one.
pub fn competency(kb: &Kb, name: &str) -> Result<CompetencyId, String> {
    let ids = kb.competencies.iter().map(|c| &*c.id);
    find::competency(kb, name).map_err(|several| match several.as_slice() {
        [] => match find::only(&find::competencies(kb, name)) {
            Ok(one) => format!("unknown competency `{name}`; did you mean `{}`?", kb[one].id),
            Err(_) => unknown("competency", name, ids),
        },
        several => {
            let ids = several.iter().map(|&competency| &kb[competency].id);
            format!("`{name}` could be {}; write one of them", List::or(ids))
        }
    })
}

fn step(kb: &Kb, name: &str) -> Result<StepId, String> {
    kb.step(name).ok_or_else(|| format!("unknown step `{name}`{}", find::near_step(kb, name)))
}

/// A step that can be dropped: a milestone of some role, or a wish. Of some role, since flags may
/// name another role than the profile.
pub(super) fn demanded(kb: &Kb, must: &[StepId], step: StepId) -> Result<StepId, String> {
    let milestone = kb.roles.iter().any(|role| role.milestones.contains(&step));
    if milestone || must.contains(&step) {
        return Ok(step);
    }
    let id = &kb[step].id;
    Err(format!("`{id}` is neither a milestone nor in `must`; to do without it, avoid it"))
}

fn domain(kb: &Kb, name: &str) -> Result<String, String> {
    let known = kb.domains();
    if known.contains(&name) {
        return Ok(name.to_owned());
    }
    let all = match *known {
        [] => "this knowledge base has no domains".to_owned(),
        [only] => format!("the only domain is {only}"),
        _ => format!("the domains are {}", known.join(", ")),
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
