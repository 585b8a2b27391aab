//! The plan as bars over months.

mod axis;

use anstyle::Style;
use itertools::Itertools as _;
use jiff::civil::Date;

use crate::document::phrases::{day, days, exception, goal, verdict};
use crate::document::{Facts, months};
use crate::render::plain;
use crate::render::plan::gantt::axis::Axis;
use crate::render::plan::rise;
use crate::render::table::{self, FAINT, HEADING, NARROWEST, WARN, styled};
use crate::render::wrap::{columns as width_of, flow};
use crate::view::plan::{PlanStepView, PlanView};

/// Ids take at most this many columns, and at most three in ten, so that the bars have room.
const LONGEST_LABEL: usize = 28;

/// What one column of a row shows. The glyphs come from the oldest code pages: every font has them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Glyph {
    Empty,
    Hours,
    FullTime,
    /// Between start and finish, but without hours.
    Pause,
    Holiday,
    Today,
    Deadline,
    /// From here on one can apply for another role.
    Stage,
}

impl Glyph {
    fn look(self) -> (char, Style) {
        match self {
            Self::Empty => (' ', Style::new()),
            Self::Hours => ('\u{2584}', Style::new()),
            Self::FullTime => ('\u{2588}', Style::new()),
            Self::Pause => ('\u{2500}', FAINT),
            Self::Holiday => ('\u{2591}', FAINT),
            Self::Today => ('\u{2502}', FAINT),
            Self::Deadline => ('\u{2551}', WARN),
            Self::Stage => ('\u{25bc}', Style::new()),
        }
    }
}

/// `plan --gantt`: a line for each of its steps, a column for each week or several weeks.
pub fn bars(view: &PlanView, width: u16) -> String {
    let columns = usize::from(width.max(NARROWEST));
    let label = |step: &PlanStepView| width_of(&step.id) + usize::from(step.critical);
    let scale = if view.curve.is_empty() { 0 } else { rise::LABEL };
    let longest = view.steps.iter().map(label).max().unwrap_or(0).max(scale);
    let axis = Axis::new(view, columns - 1 - longest.min(LONGEST_LABEL).min(columns * 3 / 10));
    let label = longest.min(columns - 1 - axis.columns);
    let room = columns - 1 - label;
    let heading = format!("Plan {}", goal(&view.role_name, &view.aim));
    let scale = axis.scale();
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
    // A blank line after each year guides the eye through many rows.
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
    for (label, cells) in curve(view, &axis, label) {
        line(&label, &styled(FAINT, &cells));
    }
    out + "\n" + &legend(view, &axis, &drawn, columns) + &ends(view, width)
}

/// What is held, below the bars, and above it the stages; nothing if there is neither.
fn curve(view: &PlanView, axis: &Axis, label: usize) -> Vec<(String, String)> {
    let mut stages = vec![' '; axis.columns];
    for column in view.stages.iter().filter_map(|stage| axis.column(stage.date)) {
        stages[column] = Glyph::Stage.look().0;
    }
    let rows: Vec<_> = rise::rows(view, axis.ends(), axis.columns).collect();
    if view.stages.is_empty() && rows.is_empty() {
        return rows;
    }
    let above = [String::new(), stages.into_iter().collect()].map(|cells| (String::new(), cells));
    let rows = above.into_iter().chain(rows);
    rows.map(|(name, cells)| (format!("{name:>label$}"), cells.trim_end().to_owned())).collect()
}

/// The days that are marked; a later mark covers an earlier one.
fn marks(view: &PlanView) -> impl Iterator<Item = (Glyph, &'static str, Date)> {
    let deadline = view.deadline.as_ref().map(|it| (Glyph::Deadline, "deadline", it.date));
    deadline.into_iter().chain([(Glyph::Today, "today", view.today)])
}

/// The names above the vertical lines, each on the side that has room; on one line unless they
/// touch.
fn markers(view: &PlanView, axis: &Axis, room: usize) -> Vec<String> {
    let heads = marks(view)
        .filter_map(|(cell, name, date)| {
            let (column, (glyph, _)) = (axis.column(date)?, cell.look());
            Some(match column + 2 + name.len() <= room {
                true => (column, format!("{glyph} {name}")),
                false => (column.saturating_sub(name.len() + 1), format!("{name} {glyph}")),
            })
        })
        .sorted_unstable();
    let mut lines = vec![String::new()];
    for (column, head) in heads {
        if lines.last().is_some_and(|line| !line.is_empty() && width_of(line) >= column) {
            lines.push(String::new());
        }
        if let Some(line) = lines.last_mut() {
            *line = format!("{line:<column$}{head}");
        }
    }
    lines.retain(|line| !line.is_empty());
    lines
}

/// What is behind all bars.
fn background(view: &PlanView, axis: &Axis) -> Vec<Glyph> {
    let mut cells = vec![Glyph::Empty; axis.columns];
    for holiday in view.holidays() {
        let columns = axis.stretch(holiday.from, holiday.until).unwrap_or_default();
        cells[columns].fill(Glyph::Holiday);
    }
    for (cell, _, date) in marks(view) {
        if let Some(column) = axis.column(date) {
            cells[column] = cell;
        }
    }
    cells
}

fn row(step: &PlanStepView, axis: &Axis, background: &[Glyph]) -> Vec<Glyph> {
    let mut cells = background.to_vec();
    let span = axis.stretch(step.start, step.finish).unwrap_or_default();
    // A holiday explains the pause.
    for cell in cells[span].iter_mut().filter(|cell| **cell != Glyph::Holiday) {
        *cell = Glyph::Pause;
    }
    let hours = if step.full_time { Glyph::FullTime } else { Glyph::Hours };
    for week in &step.weeks {
        // The first week may begin before the plan.
        let day = week.week.max(step.start);
        cells[axis.stretch(day, day).unwrap_or_default()].fill(hours);
    }
    cells
}

/// The id, with the mark of a critical step, padded to a number of columns.
fn name(step: &PlanStepView, columns: usize) -> String {
    let mark = if step.critical { "*" } else { "" };
    let room = columns - mark.len();
    let id = match step.id.len() > room {
        true => step.id.chars().take(room - 1).chain(['\u{2026}']).collect(),
        false => step.id.clone(),
    };
    let name = format!("{id}{mark}");
    let blanks = " ".repeat(columns - width_of(&name));
    if step.critical { styled(HEADING, &name) + &blanks } else { name + &blanks }
}

fn draw(cells: &[Glyph]) -> String {
    let end = cells.iter().rposition(|&cell| cell != Glyph::Empty).map_or(0, |last| last + 1);
    let runs = cells[..end].chunk_by(|a, b| a == b).map(|run| {
        let (glyph, style) = run[0].look();
        styled(style, &glyph.to_string().repeat(run.len()))
    });
    runs.collect()
}

/// Explains the glyphs that were drawn.
fn legend(view: &PlanView, axis: &Axis, drawn: &[Glyph], columns: usize) -> String {
    let bars = [
        (Glyph::Hours, "hours"),
        (Glyph::FullTime, "full time"),
        (Glyph::Pause, "started, no hours"),
    ];
    let bars = bars.into_iter().filter(|(cell, _)| drawn.contains(cell));
    let marked = marks(view).filter(|&(.., date)| axis.column(date).is_some());
    let holidays = view.holidays().filter(|it| axis.stretch(it.from, it.until).is_some());
    let entries =
        bars.map(|(cell, text)| (cell, text.to_owned()))
            .chain(marked.map(|(cell, name, date)| (cell, format!("{name}, {}", day(date)))))
            .chain(holidays.map(|it| {
                (Glyph::Holiday, format!("{}: {}", days(it.from, it.until), exception(it)))
            }))
            .map(|(cell, text)| format!("{} {text}", cell.look().0));
    let stages = view.stages.iter().map(|stage| {
        let (glyph, _) = Glyph::Stage.look();
        format!("{glyph} you can apply as {}, {}", stage.name, day(stage.date))
    });
    let critical = view.steps.iter().any(|step| step.critical);
    let critical = critical.then(|| "* critical: a delay moves the finish".to_owned());
    flow(entries.chain(stages).chain(critical).chain(rise::legend(view)), "   ", columns)
}

fn ends(view: &PlanView, width: u16) -> String {
    let mut facts = Facts::of_all(9);
    facts.add("Finish", view.last_day());
    facts.add("Deadline", view.deadline.as_ref().map(|it| verdict(&it.outcome)));
    table::facts(&facts, width)
}

/// The same in words, month by month.
pub fn in_words(view: &PlanView) -> String {
    plain::parts(&months(view)).collect()
}
