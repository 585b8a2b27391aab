//! Questions about time, money and field.

use anyhow::Result;
use itertools::Itertools as _;
use jiff::civil::Date;

use crate::knowledge::model::{Kb, StepId};
use crate::knowledge::vocabulary::{CostClass, Keyword as _};
use crate::person::wishes::Wishes;
use crate::person::written::{Sense, parse_day, parse_holiday, parse_hours};
use crate::person::{Person, check_deadline};
use crate::planner::calendar::Time;
use crate::wizard::ask::{Asker, Choice};

pub fn ask(asker: &Asker, kb: &Kb, person: &Person, answers: &mut Wishes) -> Result<()> {
    if answers.hours.is_none() {
        let default = person.time.budget.weekly().to_string();
        let help = "for example 8, or by weekday mon=1,sat=4";
        let check = |text: &str| match parse_hours(text)?.some() {
            Ok(_) => Ok(()),
            Err(wrong) => Err(wrong.message),
        };
        let text = asker.text("How many hours a week can you give?", help, &default, check)?;
        answers.hours = parse_hours(&text).ok();
    }
    if answers.start.is_none() {
        answers.start = Some(start(asker, person)?.into());
    }
    let today = person.time.start;
    let start = answers.start.as_ref().and_then(|start| start.on(today, Sense::First).ok());
    let start = start.unwrap_or(today);
    if answers.deadline.is_none() {
        answers.deadline = deadline(asker, today, start)?.map(Into::into);
    }
    if answers.exceptions.is_empty() {
        holidays(asker, today, Time { start, ..person.time.clone() }, answers)?;
    }
    if answers.avoid.is_empty() && answers.allow.is_empty() && is_free_only(asker, kb)? {
        answers.avoid.push(CostClass::Paid.word().to_owned());
    }
    if answers.domain.is_none() && !kb.domains().is_empty() {
        domain(asker, kb, answers)?;
    }
    Ok(())
}

fn start(asker: &Asker, person: &Person) -> Result<Date> {
    let today = person.time.start;
    let check = |text: &str| {
        let start = parse_day(text)?.on(today, Sense::First)?;
        person.deadline.map_or(Ok(()), |deadline| late(start, deadline))
    };
    let help = "a date, for example 2027-01-04";
    let text = asker.text("When do you start?", help, &today.to_string(), check)?;
    Ok(parse_day(&text).and_then(|day| day.on(today, Sense::First)).unwrap_or(today))
}

fn deadline(asker: &Asker, today: Date, start: Date) -> Result<Option<Date>> {
    let check = |text: &str| match text {
        "" => Ok(()),
        text => late(start, parse_day(text)?.on(today, Sense::Last)?),
    };
    let help = "a date such as 2028-09-01; Enter for none";
    let text = asker.text("By when do you want to be done?", help, "", check)?;
    Ok(parse_day(&text).and_then(|day| day.on(today, Sense::Last)).ok())
}

fn late(start: Date, deadline: Date) -> Result<(), String> {
    check_deadline(start, deadline).map_err(|wrong| format!("the deadline {wrong}"))
}

fn holidays(asker: &Asker, today: Date, mut time: Time, answers: &mut Wishes) -> Result<()> {
    let mut question = "Any holidays, or weeks with other hours?";
    loop {
        let check = |text: &str| match text {
            "" => Ok(()),
            text => {
                let holiday = parse_holiday(text)?.exception(today)?;
                time.clone().add(holiday).map_err(|wrong| format!("the holiday {wrong}"))
            }
        };
        let help = "2027-07-05..2027-07-25, with =2 behind it for 2 hours a week; Enter for none";
        let text = asker.text(question, help, "", check)?;
        let Ok(holiday) = parse_holiday(&text) else { return Ok(()) };
        time.exceptions.extend(holiday.exception(today));
        answers.exceptions.push(holiday);
        question = "Any more?";
    }
}

fn is_free_only(asker: &Asker, kb: &Kb) -> Result<bool> {
    if kb.steps.iter().all(|step| step.cost.class != CostClass::Paid) {
        return Ok(false);
    }
    let choices = vec![
        Choice::new("Paid steps too", "where they make the plan shorter"),
        Choice::new("Only what is free", "avoids all paid steps"),
    ];
    Ok(asker.one("May the plan cost money?", choices)? == 1)
}

fn domain(asker: &Asker, kb: &Kb, answers: &mut Wishes) -> Result<()> {
    let domains = kb.domains();
    let mut choices = vec![Choice::new("None yet", "some hours to get to know one")];
    for &domain in &domains {
        let steps = steps_of(kb, domain).into_iter();
        choices.push(Choice::new(domain, steps.map(|step| &kb[step].title).join("; ")));
    }
    let question = "In which field do you want to work?";
    let Some(chosen) = asker.one(question, choices)?.checked_sub(1) else { return Ok(()) };
    answers.domain = Some(domains[chosen].to_owned());
    Ok(())
}

/// The steps of a domain, the shortest first.
fn steps_of(kb: &Kb, domain: &str) -> Vec<StepId> {
    let own = |&step: &StepId| {
        kb[step].domain.as_deref() == Some(domain) && kb[step].replaced_by.is_empty()
    };
    kb.listed
        .steps
        .iter()
        .copied()
        .filter(own)
        .sorted_by_key(|&step| kb[step].hours.likely)
        .collect()
}
