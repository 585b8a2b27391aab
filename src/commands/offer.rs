//! What TAB offers: steps, competencies, roles, domains. The shell runs the program for it, with
//! the words of the line, so nothing here may plan, wait, or say what is wrong.

use std::ffi::OsStr;
use std::path::PathBuf;
use std::time::Duration;

use clap::{Arg, Command, ValueHint};
use clap_complete::ArgValueCompleter;
use clap_complete::CompletionCandidate as Candidate;
use itertools::Itertools as _;

use crate::env::{Env, Globals};
use crate::knowledge::find;
use crate::knowledge::model::{Kb, StepId};
use crate::knowledge::vocabulary::{CostClass, Keyword as _, Kind, Level};
use crate::person::Person;
use crate::person::journal::Store;
use crate::person::profile::ProfileFile;
use crate::person::progress::{Progress, StepProgress};
use crate::person::resolve;
use crate::person::wishes::Wishes;
use crate::planner::goal::{Demand, Goal};
use crate::session::layers;

/// The days that something recorded was probably done on.
const DAYS: [&str; 8] = ["yesterday", "mon", "tue", "wed", "thu", "fri", "sat", "sun"];

/// What a value of the command line is.
#[derive(Debug, Clone, Copy)]
enum Thing {
    /// One of all steps.
    Step,
    /// A step that something is recorded of.
    Work,
    /// A step, a kind of steps, or a cost class.
    StepOrSort,
    StepOrCompetency,
    /// Any entry of the knowledge base.
    Entry,
    /// `python=working`
    Known,
    Role,
    Domain,
    Day,
}

/// The command line, with what TAB offers for its values. What is no file, and nothing that is
/// known here, gets no offers.
pub fn with_offers(grammar: Command) -> Command {
    let all = |command: Command| {
        let name = command.get_name().to_owned();
        command.mut_args(move |arg| offering(&name, arg))
    };
    all(grammar).mut_subcommands(all)
}

fn offering(command: &str, arg: Arg) -> Arg {
    let name = arg.get_value_names().and_then(|names| names.first());
    let thing = match (command, name.map(clap::builder::Str::as_str)) {
        (_, Some("DIR")) => return arg.value_hint(ValueHint::DirPath),
        (_, Some("ADVERT" | "FILE")) => return arg.value_hint(ValueHint::FilePath),
        ("start" | "log" | "done" | "skip", Some("STEP" | "STEP TIME")) => Thing::Work,
        ("why", Some("STEP")) => Thing::StepOrCompetency,
        ("show", Some("ID")) | ("add", Some("NAME")) => Thing::Entry,
        (_, Some("STEP")) => Thing::Step,
        (_, Some("WHAT")) if arg.get_long().is_some() => Thing::StepOrSort,
        (_, Some("COMPETENCY=LEVEL")) => Thing::Known,
        (_, Some("ROLE")) => Thing::Role,
        (_, Some("DOMAIN")) => Thing::Domain,
        (_, Some("DAY")) => Thing::Day,
        _ => return arg,
    };
    arg.add(ArgValueCompleter::new(move |typed: &OsStr| {
        typed.to_str().and_then(|typed| offers(thing, typed)).unwrap_or_default()
    }))
}

/// What could be meant, the likeliest first; `None` if the knowledge base cannot be read.
fn offers(thing: Thing, typed: &str) -> Option<Vec<Candidate>> {
    if let Thing::Day = thing {
        return Some(beginning(typed, DAYS.map(|day| (day.to_owned(), String::new()))));
    }
    let env = Env::new(&globals()).ok()?;
    let profile = ProfileFile::read(&env.home.profile_path()).ok().flatten();
    let kb = layers(&env, profile.as_ref()).and_then(|layers| layers.load()).ok()?.kb;
    let steps = || {
        // A list of all is read by nobody, but that of what can be wished for.
        let few = matches!(thing, Thing::Work | Thing::StepOrCompetency | Thing::Entry);
        let steps = step_order(&env, &kb, typed.is_empty() && few);
        steps.into_iter().map(|step| (kb.id(step), kb[step].title.clone()))
    };
    let competencies = || {
        let all = kb.listed.competencies.iter().map(|&it| &kb[it]);
        all.map(|it| (it.id.clone(), it.name.clone()))
    };
    let roles = || kb.listed.roles.iter().map(|&it| (kb[it].id.clone(), kb[it].name.clone()));
    let items = || kb.listed.items.iter().map(|&it| (kb[it].id.clone(), kb[it].name.clone()));
    let sorts = || {
        let classes = CostClass::ALL.iter().map(|class| (class.to_string(), "cost".to_owned()));
        let kinds = Kind::ALL.iter().map(|kind| (kind.to_string(), "kind".to_owned()));
        classes.chain(kinds)
    };
    Some(match thing {
        Thing::Step | Thing::Work => or_by_words(&kb, typed, beginning(typed, steps())),
        Thing::StepOrSort => beginning(typed, sorts().chain(steps())),
        Thing::StepOrCompetency | Thing::Entry if typed.is_empty() => beginning(typed, steps()),
        Thing::StepOrCompetency => beginning(typed, steps().chain(competencies())),
        Thing::Entry => {
            beginning(typed, steps().chain(competencies()).chain(items()).chain(roles()))
        }
        Thing::Known => known(typed, competencies()),
        Thing::Role => beginning(typed, roles()),
        Thing::Domain => {
            beginning(typed, kb.domains().into_iter().map(|it| (it.to_owned(), String::new())))
        }
        Thing::Day => Vec::new(),
    })
}

/// The candidates that begin so, each with what it is; each once.
fn beginning(typed: &str, all: impl IntoIterator<Item = (String, String)>) -> Vec<Candidate> {
    let fitting = all.into_iter().filter(|(id, _)| id.starts_with(typed));
    let unique = fitting.unique_by(|(id, _)| id.clone());
    unique.map(|(id, about)| candidate(id, &about)).collect()
}

fn candidate(id: String, about: &str) -> Candidate {
    let about = (!about.is_empty()).then(|| about.to_owned().into());
    Candidate::new(id).help(about)
}

/// The one step that is called so, where no id begins so: `cs50p` is `python-cs50p`. Of several a
/// shell would keep what their ids have in common, and lose what was typed.
fn or_by_words(kb: &Kb, typed: &str, offers: Vec<Candidate>) -> Vec<Candidate> {
    if !offers.is_empty() || typed.is_empty() {
        return offers;
    }
    let mut found = find::steps(kb, typed);
    found.retain(|found| found.fit.is_name());
    let only = find::only(&found).ok();
    only.map(|step| candidate(kb.id(step), &kb[step].title)).into_iter().collect()
}

/// Competencies with an open `=`; the levels, once it is typed or the id is whole.
fn known(typed: &str, all: impl Iterator<Item = (String, String)>) -> Vec<Candidate> {
    let (id, level) = typed.split_once('=').unwrap_or((typed, ""));
    let is_whole = typed.contains('=');
    let pairs = all.filter(|(own, _)| if is_whole { own == id } else { own.starts_with(id) });
    let pairs = pairs.collect_vec();
    let levels = |(id, name): &(String, String)| {
        let words = Level::ALL.iter().map(|level| level.word());
        let fitting = words.filter(|word| word.starts_with(level)).collect_vec();
        let (id, name) = (id.clone(), name.clone());
        fitting.into_iter().map(move |word| candidate(format!("{id}={word}"), &name)).collect_vec()
    };
    match pairs.as_slice() {
        [one] => levels(one),
        several => several.iter().map(|(id, name)| candidate(format!("{id}="), name)).collect(),
    }
}

/// Where a step stands, as far as that is known without a plan; the likeliest to be meant first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    Open,
    /// Leads to the person's aim, and can be begun.
    Ready,
    Leading,
    Other,
    Finished,
}

/// The steps, the likeliest first. `few`: only those to work on now, if there are any.
fn step_order(env: &Env, kb: &Kb, few: bool) -> Vec<StepId> {
    let all = kb.listed.steps.iter().copied().filter(|&it| kb[it].is_current());
    let Some(person) = person(env, kb) else { return all.collect() };
    let goal = person.scenario(kb).goal(kb);
    let rank = |step: StepId| {
        if goal.held.done.contains(&step) {
            Rank::Finished
        } else if person.progress.track(step).is_some_and(StepProgress::is_open) {
            Rank::Open
        } else if !is_wanted(kb, &goal, step) {
            Rank::Other
        } else if goal.open_conditions(&kb[step]).is_empty() {
            Rank::Ready
        } else {
            Rank::Leading
        }
    };
    let ranked = all.map(|step| (rank(step), step)).sorted_by_key(|&(rank, _)| rank).collect_vec();
    let few = few && ranked.first().is_some_and(|&(rank, _)| rank <= Rank::Ready);
    let shown = ranked.into_iter().filter(|&(rank, _)| !few || rank <= Rank::Ready);
    shown.map(|(_, step)| step).collect()
}

/// Whether a step is demanded, or teaches something that is. What a guide item asks for, most steps
/// serve.
fn is_wanted(kb: &Kb, goal: &Goal, step: StepId) -> bool {
    let is_avoided = goal.avoid.iter().any(|avoid| avoid.matches(step, &kb[step]));
    let is_met_by = |demand: &Demand| match demand {
        Demand::Target(competency, level) => kb.taught(step, *competency) >= Some(*level),
        Demand::OneOf(any) => any.iter().any(|(&it, &level)| kb.taught(step, it) >= Some(level)),
        Demand::Milestone(own) | Demand::Must(own) => *own == step,
        Demand::Guide(_) => false,
    };
    !is_avoided && goal.demands.iter().any(is_met_by)
}

/// The person by profile and journal as they can be read at once, whatever adverts they aim at.
fn person(env: &Env, kb: &Kb) -> Option<Person> {
    let store = Store { patience: Duration::ZERO, ..env.store() };
    let journal = store.read().unwrap_or_default();
    let progress = Progress::new(kb, journal.standing());
    let profile = ProfileFile::read(&env.home.profile_path()).ok()?;
    resolve(kb, profile.as_ref(), progress, &Wishes::default(), env.today).ok()
}

/// The folders that are named on the line.
fn globals() -> Globals {
    let words = std::env::args_os().skip_while(|word| word != "--").collect_vec();
    let named = |flag: &str| {
        let value = |(at, word): (usize, &std::ffi::OsString)| {
            let attached = word.to_str()?.strip_prefix(flag)?;
            match attached.strip_prefix('=') {
                Some(value) => Some(PathBuf::from(value)),
                None if attached.is_empty() => words.get(at + 1).map(PathBuf::from),
                None => None,
            }
        };
        words.iter().enumerate().find_map(value)
    };
    Globals { home: named("--home"), kb: named("--kb"), ..Globals::default() }
}
