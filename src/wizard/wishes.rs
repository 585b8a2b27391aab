//! Questions about what to become, money and field.

use itertools::Itertools as _;

use crate::knowledge::model::{Kb, StepId};
use crate::knowledge::vocabulary::{CostClass, Keyword as _};
use crate::wizard::draft::Draft;
use crate::wizard::list::{Choice, List};
use crate::wizard::prompt::Prompt;
use crate::wizard::question::Question;

pub struct Role;
pub struct Money;
/// The field of application.
pub struct Field;

impl Question for Role {
    fn name(&self) -> String {
        "Role".to_owned()
    }

    fn prompt(&self, draft: &Draft) -> Option<Prompt> {
        let kb = draft.kb;
        if draft.flags.role.is_some() || !draft.wishes.adverts.is_empty() || kb.roles.len() < 2 {
            return None;
        }
        let roles = kb.listed.roles.iter().map(|&role| &kb[role]);
        let marked = roles.clone().position(|role| role.id == draft.target.id);
        let choices =
            roles.map(|role| Choice::new(&role.name, role.summary.clone().unwrap_or_default()));
        let question = "What do you want to become?";
        Some(Prompt::List(List::one(question, choices.collect(), marked.unwrap_or(0))))
    }

    fn set(&self, draft: &mut Draft, answer: &Prompt) {
        if let Some(&role) = draft.kb.listed.roles.get(answer.chosen()) {
            draft.aim_at(&draft.kb[role]);
        }
    }
}

impl Question for Money {
    fn name(&self) -> String {
        "Money".to_owned()
    }

    fn prompt(&self, draft: &Draft) -> Option<Prompt> {
        let is_given = !draft.flags.avoid.is_empty() || !draft.flags.allow.is_empty();
        if is_given || draft.kb.steps.iter().all(|step| step.cost.class != CostClass::Paid) {
            return None;
        }
        let choices = vec![
            Choice::new("Paid steps too", "where they make the plan shorter"),
            Choice::new("Only what is free", "avoids all paid steps"),
        ];
        let is_free_only = draft.wishes.avoid.iter().any(|word| word == CostClass::Paid.word());
        let question = "May the plan cost money?";
        Some(Prompt::List(List::one(question, choices, usize::from(is_free_only))))
    }

    fn set(&self, draft: &mut Draft, answer: &Prompt) {
        let paid = CostClass::Paid.word();
        let avoid = &mut draft.wishes.avoid;
        if answer.chosen() == 0 {
            avoid.retain(|word| word != paid);
        } else if !avoid.iter().any(|word| word == paid) {
            avoid.push(paid.to_owned());
        }
    }
}

impl Question for Field {
    fn name(&self) -> String {
        "Field".to_owned()
    }

    fn prompt(&self, draft: &Draft) -> Option<Prompt> {
        let domains = draft.kb.domains();
        if draft.flags.domain.is_some() || domains.is_empty() {
            return None;
        }
        let mut choices = vec![Choice::new("None yet", "some hours to get to know one")];
        for &domain in &domains {
            let steps = steps_of(draft.kb, domain).into_iter();
            choices.push(Choice::new(domain, steps.map(|step| &draft.kb[step].title).join("; ")));
        }
        let own = draft.wishes.domain.as_deref();
        let marked = domains.iter().position(|&domain| Some(domain) == own);
        let question = "In which field do you want to work?";
        Some(Prompt::List(List::one(question, choices, marked.map_or(0, |at| at + 1))))
    }

    fn set(&self, draft: &mut Draft, answer: &Prompt) {
        let domain =
            answer.chosen().checked_sub(1).and_then(|at| draft.kb.domains().get(at).copied());
        draft.wishes.domain = domain.map(str::to_owned);
    }
}

/// The steps of a domain, the shortest first.
fn steps_of(kb: &Kb, domain: &str) -> Vec<StepId> {
    let own = |&step: &StepId| kb[step].domain.as_deref() == Some(domain) && kb[step].is_current();
    let steps = kb.listed.steps.iter().copied().filter(own);
    steps.sorted_by_key(|&step| kb[step].hours.likely).collect()
}
