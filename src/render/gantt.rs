//! The plan as bars over months, and the same months in words.

use std::collections::BTreeMap;
use std::iter::successors;

use anstyle::Style;
use jiff::ToSpan as _;
use jiff::civil::Date;

use crate::knowledge::hours::Hours;
use crate::render::NARROWEST;
use crate::render::axis::{Axis, finish, months as months_between};
use crate::render::plain::Blocks;
use crate::render::sheet::{FAINT, HEADING, WARN, flow, styled, wrap};
use crate::render::terminal;
use crate::render::words::{self, count, day, days, exception, outcome, weekly};
use crate::view::person::ExceptionView;
use crate::view::plan::{PlanStepView, PlanView};

/// Ids leave the columns beyond these, and beyond three in ten, to the bars.
const LONGEST_LABEL: usize = 28;

/// What one column of a row shows. The glyphs are of the oldest code pages: every font has them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Cell {
    Empty,
    Hours,
    FullTime,
    /// Between start and finish, without hours.
    Pause,
    Holiday,
    Today,
    Deadline,
}

impl Cell {
    fn look(self) -> (char, Style) {
        match self {
            Self::Empty => (' ', Style::new()),
            Self::Hours => ('\u{2584}', Style::new()),
            Self::FullTime => ('\u{2588}', Style::new()),
            Self::Pause => ('\u{2500}', FAINT),
            Self::Holiday => ('\u{2591}', FAINT),
            Self::Today => ('\u{2502}', FAINT),
            Self::Deadline => ('\u{2551}', WARN),
        }
    }
}

/// `plan --gantt`: a line a step, a column for a week or more.
pub fn bars(view: &PlanView, width: u16) -> String {
    if view.steps.is_empty() {
        return terminal::plan(view, width);
    }
    let columns = usize::from(width.max(NARROWEST));
    let longest =
        view.steps.iter().map(|step| step.id.len() + usize::from(step.critical)).max().unwrap_or(0);
    let axis = Axis::new(view, columns - 1 - longest.min(LONGEST_LABEL).min(columns * 3 / 10));
    let label = longest.min(columns - 1 - axis.columns);
    let room = columns - 1 - label;
    let heading = format!("Plan to become: {}", view.role_name);
    let scale = format!("each column is {}", count(axis.weeks_each, "week"));
    let mut out = styled(HEADING, flow([heading, scale], "; ", columns).trim_end()) + "\n\n";
    let mut line = |label: &str, cells: &str| {
        out += format!("{label} {cells}").trim_end();
        out.push('\n');
    };
    let blank = " ".repeat(label);
    for text in axis.header(room).chain(markers(view, &axis, room)) {
        line(&blank, &styled(FAINT, &text));
    }
    let background = background(view, &axis);
    let mut drawn = Vec::new();
    // A break a year leads the eye along many rows.
    let few = view.steps.len() < 20;
    for part in view.steps.chunk_by(|a, b| few || a.start.year() == b.start.year()) {
        if !drawn.is_empty() {
            line(&blank, &draw(&background));
        }
        for step in part {
            let cells = row(step, &axis, &background);
            line(&name(step, label), &draw(&cells));
            drawn.extend(cells);
        }
    }
    out + "\n" + &legend(view, &axis, &drawn, columns) + &ends(view, width)
}

/// Days that are marked, the later in this list over the earlier.
fn marks(view: &PlanView) -> impl Iterator<Item = (Cell, &'static str, Date)> {
    let deadline = view.deadline.as_ref().map(|it| (Cell::Deadline, "deadline", it.date));
    deadline.into_iter().chain([(Cell::Today, "today", view.today)])
}

/// The heads of the vertical lines, each named on the side where there is room; in one line if they
/// do not touch.
fn markers(view: &PlanView, axis: &Axis, room: usize) -> Vec<String> {
    let mut heads: Vec<(usize, String)> = marks(view)
        .filter_map(|(cell, name, date)| {
            let (column, (glyph, _)) = (axis.column(date)?, cell.look());
            Some(match column + 2 + name.len() <= room {
                true => (column, format!("{glyph} {name}")),
                false => (column.saturating_sub(name.len() + 1), format!("{name} {glyph}")),
            })
        })
        .collect();
    heads.sort_unstable();
    let mut lines = vec![String::new()];
    for (column, head) in heads {
        if lines.last().is_some_and(|line| !line.is_empty() && line.chars().count() >= column) {
            lines.push(String::new());
        }
        if let Some(line) = lines.last_mut() {
            *line = format!("{line:<column$}{head}");
        }
    }
    lines.retain(|line| !line.is_empty());
    lines
}

/// What lies behind all bars.
fn background(view: &PlanView, axis: &Axis) -> Vec<Cell> {
    let mut cells = vec![Cell::Empty; axis.columns];
    for holiday in holidays(view) {
        let columns = axis.stretch(holiday.from, holiday.until).unwrap_or_default();
        cells[columns].fill(Cell::Holiday);
    }
    for (cell, _, date) in marks(view) {
        cells[axis.stretch(date, date).unwrap_or_default()].fill(cell);
    }
    cells
}

fn row(step: &PlanStepView, axis: &Axis, background: &[Cell]) -> Vec<Cell> {
    let mut cells = background.to_vec();
    let span = axis.stretch(step.start, step.finish).unwrap_or_default();
    // A pause in a holiday shows its reason.
    cells[span]
        .iter_mut()
        .filter(|cell| **cell != Cell::Holiday)
        .for_each(|cell| *cell = Cell::Pause);
    let hours = if step.full_time { Cell::FullTime } else { Cell::Hours };
    for week in &step.weeks {
        // The first week may begin before the plan.
        let day = week.week.max(step.start);
        cells[axis.stretch(day, day).unwrap_or_default()].fill(hours);
    }
    cells
}

/// The id, with the mark of a critical step, in so many columns.
fn name(step: &PlanStepView, columns: usize) -> String {
    let mark = if step.critical { "*" } else { "" };
    let room = columns - mark.len();
    let id = match step.id.len() > room {
        true => step.id.chars().take(room - 1).chain(['\u{2026}']).collect(),
        false => step.id.clone(),
    };
    let name = format!("{id}{mark}");
    let blanks = " ".repeat(columns - name.chars().count());
    if step.critical { styled(HEADING, &name) + &blanks } else { name + &blanks }
}

fn draw(cells: &[Cell]) -> String {
    let end = cells.iter().rposition(|&cell| cell != Cell::Empty).map_or(0, |last| last + 1);
    let runs = cells[..end].chunk_by(|a, b| a == b).map(|run| {
        let (glyph, style) = run[0].look();
        styled(style, &glyph.to_string().repeat(run.len()))
    });
    runs.collect()
}

/// Names what was drawn, and no more.
fn legend(view: &PlanView, axis: &Axis, drawn: &[Cell], columns: usize) -> String {
    let bars =
        [(Cell::Hours, "hours"), (Cell::FullTime, "full time"), (Cell::Pause, "begun, no hours")];
    let bars = bars.into_iter().filter(|(cell, _)| drawn.contains(cell));
    let marked = marks(view).filter(|&(.., date)| axis.column(date).is_some());
    let holidays = holidays(view).filter(|it| axis.stretch(it.from, it.until).is_some());
    let entries =
        bars.map(|(cell, text)| (cell, text.to_owned()))
            .chain(marked.map(|(cell, name, date)| (cell, format!("{name}, {}", day(date)))))
            .chain(holidays.map(|it| {
                (Cell::Holiday, format!("{}: {}", days(it.from, it.until), exception(it)))
            }))
            .map(|(cell, text)| format!("{} {text}", cell.look().0));
    let critical = view.steps.iter().any(|step| step.critical);
    let critical = critical.then(|| "* critical: the finish waits for it".to_owned());
    flow(entries.chain(critical), "   ", columns)
}

fn ends(view: &PlanView, width: u16) -> String {
    let finish = format!("{}{}\n", styled(FAINT, "Finish   "), day(finish(view)));
    let deadline = view.deadline.as_ref().map(|deadline| {
        let verdict = wrap(&terminal::verdict(deadline), width, "         ");
        styled(FAINT, "Deadline ") + verdict.trim_start()
    });
    finish + &deadline.unwrap_or_default()
}

/// Exceptions with fewer hours than usual; others are no holidays.
fn holidays(view: &PlanView) -> impl Iterator<Item = &ExceptionView> {
    let usual = weekly(&view.profile.hours);
    view.profile.exceptions.iter().filter(move |exception| weekly(&exception.hours) < usual)
}

/// `plan --gantt --format plain`: month by month. A week counts to the month of its Monday, and the
/// first to that of the start, so that no month comes before the plan.
pub fn months(view: &PlanView) -> String {
    let mut worked: BTreeMap<Date, BTreeMap<usize, Hours>> = BTreeMap::new();
    for (index, step) in view.steps.iter().enumerate() {
        let first = step.weeks.first().map_or(step.start, |week| week.week);
        let mondays = successors(Some(first), |monday| monday.checked_add(1.week()).ok());
        let span = mondays.take_while(|&monday| monday <= step.finish).map(|it| (it, Hours::ZERO));
        for (monday, hours) in span.chain(step.weeks.iter().map(|week| (week.week, week.hours))) {
            let month = monday.max(view.start).first_of_month();
            *worked.entry(month).or_default().entry(index).or_default() += hours;
        }
    }
    let mut blocks = Blocks::default();
    for month in months_between(view.start, finish(view)) {
        let last = month.last_of_month();
        let own = worked.remove(&month).unwrap_or_default();
        let hours: Hours = own.values().copied().sum();
        let mut lines =
            vec![("month", month.strftime("%B %Y").to_string()), ("hours", hours.to_string())];
        for (index, hours) in own {
            let step = &view.steps[index];
            let key = if step.full_time { "full time" } else { "step" };
            lines.push((key, format!("{} ({}), {}", step.title, step.id, words::hours(hours))));
        }
        let holidays = holidays(view).filter(|it| it.from <= last && month <= it.until);
        lines.extend(
            holidays
                .map(|it| ("holiday", format!("{} to {}, {}", it.from, it.until, exception(it)))),
        );
        let marked = marks(view).filter(|(.., date)| (month..=last).contains(date));
        lines.extend(marked.map(|(_, name, date)| (name, date.to_string())));
        blocks.add(&lines);
    }
    let (role, start, finish) = (&view.role_name, view.start, finish(view));
    let deadline = view.deadline.as_ref();
    let deadline = deadline.map(|it| format!("deadline: {} {}\n", it.date, outcome(&it.outcome)));
    let deadline = deadline.unwrap_or_default();
    format!("role: {role}\nstart: {start}\nfinish: {finish}\n{deadline}{}", blocks.text)
}
