//! "I know this already": an answer wherever a step is skipped or comes too early.

use std::collections::BTreeMap;

use anyhow::{Result, bail};
use itertools::Itertools as _;

use crate::commands::know;
use crate::env::{note, terminal};
use crate::failure::Refused;
use crate::knowledge::model::{Kb, Skills, StepId};
use crate::knowledge::text::Count;
use crate::person::Person;
use crate::planner::goal::Condition;
use crate::planner::unreachable::Reason;
use crate::session::Session;
use crate::view::plan::reasons;
use crate::wizard::ask::{Asker, Choice};

/// What steps teach and the person does not hold.
pub(super) fn taught(kb: &Kb, person: &Person, steps: &[StepId]) -> Skills {
    let held = person.scenario(kb).held;
    let taught = steps.iter().flat_map(|&step| &kb[step].teaches);
    highest(taught.map(|(&it, &level)| (it, level)).filter(|&(it, level)| !held.knows(it, level)))
}

/// What is missing for steps that come too early.
pub(super) fn missing<'c>(open: impl IntoIterator<Item = &'c Condition>) -> Skills {
    let fact = |condition: &Condition| match *condition {
        Condition::Fact(competency, level) => Some((competency, level)),
        Condition::After(_) | Condition::AfterAny => None,
    };
    highest(open.into_iter().filter_map(fact))
}

fn highest<K: Ord, V: Ord + Copy>(pairs: impl Iterator<Item = (K, V)>) -> BTreeMap<K, V> {
    let mut highest = BTreeMap::new();
    for (key, value) in pairs {
        let most = highest.entry(key).or_insert(value);
        *most = value.max(*most);
    }
    highest
}

/// The command that records it, as a question; `None` if there is nothing to know.
pub(super) fn hint(session: &Session, skills: &Skills) -> Option<String> {
    let know = session.env.command(&words(&session.kb, skills)?);
    Some(format!("know it already? `{know}`"))
}

/// `know python=working sql=aware`; `None` if there is nothing to know.
pub(super) fn words(kb: &Kb, skills: &Skills) -> Option<String> {
    let words = skills.iter().map(|(&it, level)| format!("{}={level}", kb[it].id)).join(" ");
    (!skills.is_empty()).then(|| format!("know {words}"))
}

/// What is meant by skipping a step that nothing replaces.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Meant {
    /// It is known already, which is recorded now.
    Known,
    Left,
    Skipped,
}

/// Asks what is meant by skipping steps that nothing replaces.
///
/// # Errors
/// [`Refused`] without a terminal.
pub(super) fn instead_of_skipping(
    session: &Session,
    person: &Person,
    steps: &[StepId],
    why: &[Reason],
) -> Result<Meant> {
    let Session { kb, env, .. } = session;
    let needed = why.iter().map(|reason| match reason {
        Reason::Avoided { demands, .. } => demands.len(),
        Reason::NoWay { .. } => 1,
    });
    let ids = kb.ids(steps);
    let needed = match needed.sum() {
        1 => "1 thing needs it".to_owned(),
        several => format!("{} need it", Count(several, "thing")),
    };
    let message = format!("nothing replaces {}: {needed}", ids.join(", "));
    let causes = reasons(kb, why).into_iter().map(|reason| reason.text).collect_vec();
    let skills = taught(kb, person, steps);
    let Some(terminal) = terminal() else {
        let skip = env.command(&format!("skip --force {}", ids.join(" ")));
        let know = hint(session, &skills).map(|know| format!("{know}; ")).unwrap_or_default();
        let hint = format!("{know}skip it anyway with `{skip}`");
        bail!(Refused::new(message, hint).because(causes));
    };
    note(&message);
    for cause in &causes {
        note(&format!("  {cause}"));
    }
    let known = skills.iter().map(|(&it, level)| (kb[it].id.clone(), level.to_string()));
    let known = known.collect_vec();
    let words = known.iter().map(|(id, level)| format!("{id} {level}")).join(", ");
    let mut choices = vec![
        Choice::new("Leave it in the plan", "nothing is recorded"),
        Choice::new("Skip it all the same", "there is no plan then"),
    ];
    if !known.is_empty() {
        choices.insert(0, Choice::new("I know it already", format!("records {words}")));
    }
    let answers = choices.len();
    match Asker::new(&terminal).one("What do you want?", choices)? + 3 - answers {
        0 => {
            let stated = known.into_iter().map(|(id, level)| (id, Some(level)));
            know::record(session, stated.collect()).map(|()| Meant::Known)
        }
        1 => Ok(Meant::Left),
        _ => Ok(Meant::Skipped),
    }
}
