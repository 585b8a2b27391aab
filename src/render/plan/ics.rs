//! The plan in a calendar (RFC 5545, RFC 7986): days without a time of day, which no zone moves and
//! which leave the person free.
//!
//! Whoever imports it again gets the events of before with their new days: what a step or a week is
//! known by stays, and each export counts higher. A finished step stays on the day of its end.

use itertools::Itertools as _;
use jiff::civil::Date;
use jiff::{Timestamp, ToSpan as _};

use crate::icalendar::{file, paragraphs, text};
use crate::knowledge::hours::Hours;
use crate::render::plan::checklist::{TITLE, dates};
use crate::render::plan::remarks::{evidence, lines};
use crate::view::plan::{PlanStepView, PlanView};
use crate::view::progress::DoneView;

/// Which events a calendar gets
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum Events {
    /// One for each step, from its first day to its last
    #[default]
    Steps,
    /// One for each week, with its hours and steps
    Weeks,
    /// Those of steps and those of weeks
    Both,
}

/// What is wanted of a calendar.
#[derive(Debug, Clone, Copy, Default)]
pub struct Calendar {
    pub events: Events,
    /// With an alarm on the evening before each week.
    pub remind: bool,
}

/// An event of whole days.
struct Event {
    /// What it is known by, beside the aim.
    id: String,
    /// First and last day.
    days: [Date; 2],
    summary: String,
    about: Vec<String>,
    category: String,
    url: Option<String>,
    remind: bool,
}

/// The calendar as it is at a time.
pub fn draw(view: &PlanView, wanted: Calendar, now: Timestamp) -> String {
    let name = text(&format!("{TITLE}{}", view.role_name));
    let head = [
        "BEGIN:VCALENDAR".to_owned(),
        "VERSION:2.0".to_owned(),
        "PRODID:-//mlpath//plan//EN".to_owned(),
        "CALSCALE:GREGORIAN".to_owned(),
        format!("NAME:{name}"),
        // What calendars read that are older than RFC 7986.
        format!("X-WR-CALNAME:{name}"),
    ];
    let mut events = Vec::new();
    if wanted.events != Events::Weeks {
        events.extend(view.done.iter().map(finished).chain(view.steps.iter().map(planned)));
    }
    if wanted.events != Events::Steps {
        events.extend(weeks(view, wanted.remind));
    }
    let events = events.iter().flat_map(|event| event.lines(&view.role, now));
    file(head.into_iter().chain(events).chain(["END:VCALENDAR".to_owned()]))
}

impl Event {
    fn lines(&self, aim: &str, now: Timestamp) -> Vec<String> {
        let [first, last] = self.days;
        // The end is the first day that is no part of it (RFC 5545, section 3.6.1).
        let end = last.saturating_add(1.day());
        let mut lines = vec![
            "BEGIN:VEVENT".to_owned(),
            format!("UID:{}.{aim}@mlpath.invalid", self.id),
            format!("DTSTAMP:{}", now.strftime("%Y%m%dT%H%M%SZ")),
            format!("SEQUENCE:{}", sequence(now)),
            format!("DTSTART;VALUE=DATE:{}", first.strftime("%Y%m%d")),
            format!("DTEND;VALUE=DATE:{}", end.strftime("%Y%m%d")),
            format!("SUMMARY:{}", text(&self.summary)),
            format!("DESCRIPTION:{}", paragraphs(&self.about)),
            format!("CATEGORIES:{}", text(&self.category)),
            "TRANSP:TRANSPARENT".to_owned(),
        ];
        lines.extend(self.url.as_ref().map(|url| format!("URL:{url}")));
        if self.remind {
            lines.extend([
                "BEGIN:VALARM".to_owned(),
                "ACTION:DISPLAY".to_owned(),
                // The day begins at midnight: 18:00 on the day before.
                "TRIGGER:-PT6H".to_owned(),
                format!("DESCRIPTION:{}", text(&self.summary)),
                "END:VALARM".to_owned(),
            ]);
        }
        lines.push("END:VEVENT".to_owned());
        lines
    }
}

/// Minutes since 2020: an export of later counts higher than all before it.
fn sequence(now: Timestamp) -> i64 {
    const FIRST_SECOND_OF_2020: i64 = 1_577_836_800;
    ((now.as_second() - FIRST_SECOND_OF_2020) / 60).clamp(0, i32::MAX.into())
}

fn planned(step: &PlanStepView) -> Event {
    let mut urls = step.resources.iter().filter_map(|resource| resource.url.as_ref());
    Event {
        id: step.id.clone(),
        days: [step.start, step.finish],
        summary: step.title.clone(),
        about: [dates(step)].into_iter().chain(lines(step)).collect(),
        category: step.section.to_string(),
        // Letters beyond ASCII are none of an address (RFC 3986).
        url: urls.find(|url| url.is_ascii()).cloned(),
        remind: false,
    }
}

fn finished(step: &DoneView) -> Event {
    let spent = (!step.spent.is_zero()).then(|| format!("{} h", step.spent));
    Event {
        id: step.id.clone(),
        days: [step.on, step.on],
        summary: format!("Done: {}", step.title),
        about: spent.into_iter().chain(evidence(step)).collect(),
        category: step.section.to_string(),
        url: None,
        remind: false,
    }
}

/// The weeks with hours, the earliest first.
fn weeks(view: &PlanView, remind: bool) -> Vec<Event> {
    let hours = view.steps.iter().flat_map(|step| {
        step.weeks.iter().map(move |week| (week.week, (week.hours, &*step.title)))
    });
    let weeks = hours.into_group_map().into_iter().sorted_by_key(|(week, _)| *week);
    weeks.map(|(monday, steps)| week(monday, &steps, remind)).collect()
}

/// A week with the hours of its steps.
fn week(monday: Date, steps: &[(Hours, &str)], remind: bool) -> Event {
    let all: Hours = steps.iter().map(|(hours, _)| *hours).sum();
    Event {
        id: format!("week-{monday}"),
        days: [monday, monday.saturating_add(6.days())],
        summary: format!("{all} h: {}", steps.iter().map(|(_, title)| title).join(", ")),
        about: steps.iter().map(|(hours, title)| format!("{hours} h: {title}")).collect(),
        category: "week".to_owned(),
        url: None,
        remind,
    }
}
