//! What the charts of the page share: their frame, a time axis, and text that fits.

use jiff::ToSpan as _;
use jiff::civil::Date;
use maud::{Markup, Render, html};
use unicode_segmentation::UnicodeSegmentation as _;
use unicode_width::UnicodeWidthStr as _;

use crate::document::months_between;
use crate::document::phrases::day;
use crate::knowledge::text::{is_isolate, visible};
use crate::knowledge::vocabulary::Section;
use crate::view::plan::{PlanView, monday_of, weeks_between};

/// A chart, without what is drawn in it.
pub(super) struct Chart<'a> {
    /// A word: its class, and the beginning of its ids.
    pub name: &'static str,
    pub title: &'a str,
    /// One sentence that says what is to be seen.
    pub caption: &'a str,
    /// The same in more words, for those who cannot see it.
    pub described: &'a str,
    /// Whether it has links: a picture has none.
    pub linked: bool,
    /// In pixels, if it is not scaled.
    pub size: (f64, f64),
}

impl Chart<'_> {
    /// The figure, in a region that scrolls where the page is narrower than the chart.
    pub fn figure(&self, drawn: &Markup) -> Markup {
        let Self { name, title, caption, described, linked, size: (width, height) } = self;
        let (width, height) = (Px(*width), Px(*height));
        let role = if *linked { "group" } else { "img" };
        html! {
            figure.chart.(name) {
                figcaption { (caption) }
                div.scroll tabindex="0" role="region" aria-label=(title) {
                    svg width=(width) height=(height) viewBox={ "0 0 " (width) " " (height) }
                        role=(role) aria-labelledby={ (name) "-title " (name) "-desc" } {
                        title id={ (name) "-title" } { (title) }
                        desc id={ (name) "-desc" } { (described) }
                        (drawn)
                    }
                }
            }
        }
    }
}

/// The size of most texts, in pixels.
pub(super) const TEXT: f64 = 12.0;

/// A length, written to a tenth of a pixel.
#[derive(Debug, Clone, Copy)]
pub(super) struct Px(pub f64);

impl Render for Px {
    fn render_to(&self, out: &mut String) {
        // The sum turns a negative zero into a plain one.
        ((self.0 * 10.0).round() / 10.0 + 0.0).render_to(out);
    }
}

/// How a chart names a section where it has no room for more.
pub(super) fn tag(section: Section) -> &'static str {
    match section {
        Section::Education => "Ed",
        Section::Skills => "Sk",
        Section::Experience => "Ex",
        Section::Networking => "Ne",
    }
}

/// A text that is drawn: nothing in it is hidden or turns the rest around.
pub(super) fn legible(text: &str) -> String {
    visible(text).chars().filter(|&c| !is_isolate(c)).collect()
}

/// About the width of a text in a sans-serif font, rather more than less, in pixels.
pub(super) fn width(text: &str, size: f64) -> f64 {
    let letter = |letter: &str| match letter {
        "i" | "l" | "j" | "t" | "f" | "r" | "I" | "." | "," | ":" | "'" | " " | "-" => 0.36,
        "m" | "w" | "M" | "W" | "%" | "@" => 0.95,
        wide if wide.width() > 1 => 1.05,
        large if large.starts_with(char::is_uppercase) => 0.73,
        letter if letter.is_ascii() => 0.58,
        // Scripts differ.
        _ => 0.75,
    };
    text.graphemes(true).map(letter).sum::<f64>() * size
}

/// As many lines as are given widths, broken between words, or within a word that is too long; an
/// ellipsis stands for what has no room.
pub(super) fn lines(text: &str, rooms: &[f64], size: f64) -> Vec<String> {
    let text = legible(text);
    let mut rest = text.trim();
    let mut lines = Vec::new();
    for (place, &room) in rooms.iter().enumerate() {
        if rest.is_empty() {
            break;
        }
        let last = place + 1 == rooms.len();
        let fitting = fitting(rest, if last { room - width("m", size) } else { room }, size);
        if last && width(rest, size) > room {
            lines.push(format!("{}\u{2026}", rest[..fitting].trim_end()));
            break;
        }
        let end = if last || fitting == rest.len() { rest.len() } else { line_end(rest, fitting) };
        lines.push(rest[..end].trim_end().to_owned());
        rest = rest[end..].trim_start();
    }
    lines
}

/// The bytes of a text that fit, at least one letter.
fn fitting(text: &str, room: f64, size: f64) -> usize {
    let mut used = 0.0;
    let fits = |&(_, letter): &(usize, &str)| {
        used += width(letter, size);
        used <= room
    };
    let fitting = text.grapheme_indices(true).take_while(fits).last();
    let first = || text.graphemes(true).next().map_or(0, str::len);
    fitting.map_or_else(first, |(at, letter)| at + letter.len())
}

/// Where to end a line of at most so many bytes: after a word or a hyphen, if it has one.
fn line_end(text: &str, most: usize) -> usize {
    if text[most..].starts_with(' ') {
        return most;
    }
    text[..most].rfind([' ', '-']).map_or(most, |space| space + 1)
}

/// Days from the left to the right.
#[derive(Debug, Clone, Copy)]
pub(super) struct Axis {
    first: Date,
    last: Date,
    left: f64,
    /// Pixels of a week.
    week: f64,
}

/// A line of the axis with its label.
struct Tick {
    x: f64,
    label: String,
    is_year: bool,
}

impl Axis {
    /// From the first week of a plan to its last, in a width.
    pub fn across(plan: &PlanView, left: f64, width: f64) -> Self {
        let (first, last) = (monday_of(plan.start), plan.last_day());
        Self { first, last, left, week: width / weeks(first, last) }
    }

    /// The same about as wide as wanted, with weeks that can be told from each other.
    pub fn by_weeks(plan: &PlanView, left: f64, wanted: f64) -> Self {
        const NARROWEST: f64 = 3.0;
        const WIDEST: f64 = 40.0;
        /// The width of a plan of many years, of which the weeks are drawn finer.
        const MOST: f64 = 4_000.0;
        let axis = Self::across(plan, left, wanted);
        let most = MOST / weeks(axis.first, axis.last);
        Self { week: axis.week.clamp(NARROWEST, WIDEST).min(most), ..axis }
    }

    /// The left edge of a day, no further than the axis reaches.
    pub fn x(&self, day: Date) -> f64 {
        let days = day.since(self.first).map_or(0, |span| span.get_days());
        (self.left + f64::from(days) / 7.0 * self.week).clamp(self.left, self.right())
    }

    /// The right edge of a day.
    pub fn after(&self, day: Date) -> f64 {
        self.x(day.saturating_add(1.day()))
    }

    pub fn right(&self) -> f64 {
        self.left + weeks(self.first, self.last) * self.week
    }

    /// Whether it has a day.
    pub fn has(&self, day: Date) -> bool {
        (self.first..=self.last).contains(&day)
    }

    /// Whether it has any of these days.
    pub fn overlaps(&self, from: Date, until: Date) -> bool {
        from <= self.last && self.first <= until
    }

    /// Lines where months or years begin, from the top to the bottom, with their names.
    pub fn drawn(&self, names: f64, top: f64, bottom: f64) -> Markup {
        /// For a name.
        const ROOM: f64 = 30.0;
        html! {
            @for tick in self.ticks() {
                line.rule.year[tick.is_year] x1=(Px(tick.x)) x2=(Px(tick.x)) y1=(Px(top))
                    y2=(Px(bottom)) {}
                @if self.right() - tick.x >= ROOM {
                    text.rule.year[tick.is_year] x=(Px(tick.x + 2.0)) y=(Px(names)) { (tick.label) }
                }
            }
        }
    }

    /// The months that have room for a label, and the years.
    fn ticks(&self) -> Vec<Tick> {
        /// Between two labels, in pixels.
        const APART: f64 = 36.0;
        const MONTHS: [i32; 11] = [1, 3, 6, 12, 24, 60, 120, 240, 600, 2_400, 12_000];
        let month = self.week * 365.25 / 12.0 / 7.0;
        let every = MONTHS.into_iter().find(|&every| month * f64::from(every) >= APART);
        let number = |month: Date| i32::from(month.year()) * 12 + i32::from(month.month()) - 1;
        let due = months_between(self.first, self.last)
            .filter(|&month| number(month) % every.unwrap_or(12_000) == 0 && self.has(month));
        due.map(|month| Tick {
            x: self.x(month),
            label: month.strftime(if month.month() == 1 { "%Y" } else { "%b" }).to_string(),
            is_year: month.month() == 1,
        })
        .collect()
    }
}

/// The weeks from a Monday to a day, the last one whole.
fn weeks(first: Date, last: Date) -> f64 {
    f64::from(weeks_between(first, last)) + 1.0
}

/// An entry of a legend: something that is drawn from (0, 0) to (20, 12), and what it stands for.
pub(super) struct Key {
    pub swatch: Markup,
    pub text: String,
}

/// The entries in lines below each other, and the height of them all.
pub(super) fn legend(keys: &[Key], top: f64, width: f64) -> (Markup, f64) {
    const LINE: f64 = 20.0;
    const SWATCH: f64 = 26.0;
    let (mut x, mut y) = (8.0, top);
    let place = |key: &Key| {
        let text = lines(&key.text, &[width - SWATCH - 16.0], TEXT).concat();
        let wide = SWATCH + self::width(&text, TEXT);
        if x > 8.0 && x + wide > width {
            (x, y) = (8.0, y + LINE);
        }
        let place = (x, y);
        x += wide + 18.0;
        (place, text)
    };
    let places: Vec<((f64, f64), String)> = keys.iter().map(place).collect();
    let height = if keys.is_empty() { 0.0 } else { y + LINE - top };
    let drawn = html! {
        @for (((x, y), text), key) in places.iter().zip(keys) {
            g transform={ "translate(" (Px(*x)) " " (Px(*y)) ")" } { (key.swatch) }
            text x=(Px(x + SWATCH)) y=(Px(y + 11.0)) { (text) }
        }
    };
    (drawn, height)
}

/// The days that a chart marks, each with its class.
fn marks(plan: &PlanView, axis: &Axis) -> impl Iterator<Item = (&'static str, Date)> {
    let deadline = plan.deadline.as_ref().map(|it| ("deadline", it.date));
    let marks = [("today", plan.today)].into_iter().chain(deadline);
    marks.filter(move |&(_, date)| axis.has(date))
}

/// Their lines, from their names to the other end: above or below what is drawn.
pub(super) fn marked(plan: &PlanView, axis: &Axis, near: f64, far: f64) -> Markup {
    let names = if near < far { [near - 36.0, near - 50.0] } else { [near - 14.0, near] };
    html! {
        @for ((class, date), y) in marks(plan, axis).zip(names) {
            @let x = axis.x(date);
            @let last = x > axis.right() - 60.0;
            line class=(class) x1=(Px(x)) x2=(Px(x)) y1=(Px(y.min(far))) y2=(Px(y.max(far))) {}
            text.(class).end[last] x=(Px(if last { x - 4.0 } else { x + 4.0 }))
                y=(Px(if near < far { y + 8.0 } else { y })) { (class) }
        }
    }
}

/// What their lines stand for.
pub(super) fn keys(plan: &PlanView, axis: &Axis) -> Vec<Key> {
    let key = |(class, date): (&'static str, Date)| Key {
        swatch: html! { line class=(class) x1="10" x2="10" y1="-1" y2="13" {} },
        text: format!("{class}, {}", day(date)),
    };
    marks(plan, axis).map(key).collect()
}
