//! Questions about time: hours a week, the first and the last day, holidays.

use itertools::Itertools as _;
use jiff::civil::Date;

use crate::person::check_deadline;
use crate::person::written::{
    Sense, Stretch, WrittenDay, parse_day, parse_holiday, parse_hours, weekdays,
};
use crate::planner::calendar::{Budget, Exception, Time};
use crate::wizard::draft::Draft;
use crate::wizard::field::Field;
use crate::wizard::prompt::Prompt;
use crate::wizard::question::Question;

pub struct Hours;
pub struct Start;
pub struct Deadline;
pub struct Holidays;

/// What stands for no answer where there is one.
const NONE: &str = "none";

/// `31 Dec 2028`.
fn in_words(day: Date) -> String {
    day.strftime("%a %-d %b %Y").to_string()
}

/// `10` or `mon 1 sat 4`, as it may be typed.
fn typed(budget: Budget) -> String {
    match budget {
        Budget::Weekly(hours) => hours.get().to_string(),
        Budget::Daily(days) => {
            weekdays(days).map(|(day, hours)| format!("{day} {}", hours.get())).join(" ")
        }
    }
}

/// `6 h a week`, with the days if they are given.
fn hours_in_words(budget: Budget) -> String {
    let all = format!("{} h a week", budget.weekly());
    match budget {
        Budget::Weekly(_) => all,
        Budget::Daily(days) => {
            let days = weekdays(days).map(|(day, hours)| format!("{day} {hours} h"));
            format!("{all}: {}", days.format(", "))
        }
    }
}

impl Question for Hours {
    fn name(&self) -> String {
        "Hours".to_owned()
    }

    fn prompt(&self, draft: &Draft) -> Option<Prompt> {
        if draft.flags.hours.is_some() {
            return None;
        }
        let check = |text: &str| {
            let budget = parse_hours(text)?.some().map_err(|wrong| wrong.message)?;
            Ok(hours_in_words(budget))
        };
        let question = "How many hours a week can you give?";
        let help = "for example 6, 2h30m, mon 2 sat 4 or mon-fri 1";
        let default = typed(draft.time().budget);
        Some(Prompt::Field(Field::new(question, help, default, check)))
    }

    fn set(&self, draft: &mut Draft, answer: &Prompt) {
        draft.wishes.hours = parse_hours(answer.text()).ok();
    }
}

impl Question for Start {
    fn name(&self) -> String {
        "Start".to_owned()
    }

    fn prompt(&self, draft: &Draft) -> Option<Prompt> {
        if draft.flags.start.is_some() {
            return None;
        }
        let today = draft.today;
        // The deadline of before is asked about after this.
        let deadline = draft.flags.deadline.as_ref();
        let deadline = deadline.and_then(|deadline| deadline.on(today, Sense::Last).ok());
        let check = move |text: &str| {
            let start = parse_day(text)?.on(today, Sense::First)?;
            deadline.map_or(Ok(()), |deadline| late(start, deadline))?;
            Ok(in_words(start))
        };
        let help = "for example today, monday, 1 Dec or 2027-04-09";
        let default = draft.start().to_string();
        Some(Prompt::Field(Field::new("When do you start?", help, default, check)))
    }

    fn set(&self, draft: &mut Draft, answer: &Prompt) {
        draft.wishes.start = fixed(draft, answer, Sense::First);
    }
}

impl Question for Deadline {
    fn name(&self) -> String {
        "Deadline".to_owned()
    }

    fn prompt(&self, draft: &Draft) -> Option<Prompt> {
        if draft.flags.deadline.is_some() {
            return None;
        }
        let (today, start) = (draft.today, draft.start());
        let check = move |text: &str| match text {
            "" | NONE => Ok(NONE.to_owned()),
            text => {
                let deadline = parse_day(text)?.on(today, Sense::Last)?;
                late(start, deadline)?;
                Ok(in_words(deadline))
            }
        };
        let default = draft.wishes.deadline.as_ref().map(|day| day.text().to_owned());
        let default = default.unwrap_or_default();
        let help = match default.is_empty() {
            true => "for example Dec 2028, 2028-09-01 or in 2 years; Enter for none",
            false => "for example Dec 2028, 2028-09-01 or in 2 years; or none",
        };
        let question = "By when do you want to be done?";
        Some(Prompt::Field(Field::new(question, help, default, check)))
    }

    fn set(&self, draft: &mut Draft, answer: &Prompt) {
        draft.wishes.deadline = fixed(draft, answer, Sense::Last);
    }
}

/// The day that is meant today by the answer, if it is one.
fn fixed(draft: &Draft, answer: &Prompt, sense: Sense) -> Option<WrittenDay> {
    parse_day(answer.text()).and_then(|day| day.on(draft.today, sense)).ok().map(Into::into)
}

fn late(start: Date, deadline: Date) -> Result<(), String> {
    check_deadline(start, deadline).map_err(|wrong| format!("the deadline {wrong}"))
}

impl Question for Holidays {
    fn name(&self) -> String {
        "Holidays".to_owned()
    }

    fn prompt(&self, draft: &Draft) -> Option<Prompt> {
        if !draft.flags.exceptions.is_empty() {
            return None;
        }
        let (today, time) = (draft.today, Time { exceptions: Vec::new(), ..draft.time() });
        let check = move |text: &str| {
            let mut time = time.clone();
            for stretch in stretches(text)? {
                let exception = stretch.exception(today)?;
                time.add(exception).map_err(|wrong| format!("the holiday {wrong}"))?;
            }
            let all = time.exceptions.iter().map(exception_in_words).join("; ");
            Ok(if all.is_empty() { NONE.to_owned() } else { all })
        };
        let known = draft.wishes.exceptions.iter();
        let known = known.filter_map(|stretch| stretch.exception(today).ok());
        let default = known.map(|exception| exception_typed(&exception)).join("; ");
        let help = match default.is_empty() {
            true => "for example 5 Jul..25 Jul, or 20 Dec..2 Jan=2 for 2 h a week; Enter for none",
            false => "several with ; between them; or none",
        };
        let question = "Any holidays, or weeks with other hours?";
        Some(Prompt::Field(Field::new(question, help, default, check)))
    }

    fn set(&self, draft: &mut Draft, answer: &Prompt) {
        let Ok(new) = stretches(answer.text()) else { return };
        let known = std::mem::take(&mut draft.wishes.exceptions);
        let days = |stretch: &Stretch| {
            let Exception { from, until, budget, .. } = stretch.exception(draft.today).ok()?;
            Some((from, until, budget))
        };
        // What has not changed keeps why it is there.
        let kept = new.into_iter().map(|new| {
            let same = known.iter().find(|old| days(old) == days(&new));
            same.cloned().unwrap_or(new)
        });
        draft.wishes.exceptions = kept.collect();
    }
}

/// `2027-07-05..2027-07-25; 2027-12-20..2028-01-02=2`.
fn stretches(text: &str) -> Result<Vec<Stretch>, String> {
    let parts = text.split(';').map(str::trim).filter(|part| !part.is_empty() && *part != NONE);
    parts.map(parse_holiday).collect()
}

fn exception_typed(Exception { from, until, budget, .. }: &Exception) -> String {
    let days = if from == until { from.to_string() } else { format!("{from}..{until}") };
    if budget.weekly().is_zero() { days } else { format!("{days}={}", typed(*budget)) }
}

fn exception_in_words(Exception { from, until, budget, .. }: &Exception) -> String {
    let days = match from == until {
        true => in_words(*from),
        false => format!("{} to {}", in_words(*from), in_words(*until)),
    };
    match budget.weekly().is_zero() {
        true => days,
        false => format!("{days} with {}", hours_in_words(*budget)),
    }
}
