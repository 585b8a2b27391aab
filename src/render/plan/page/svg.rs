//! What the charts of the page share: their frame, their lengths and their legends.

use maud::{Markup, Render, html};

use crate::knowledge::vocabulary::Section;
use crate::render::plan::page::text::{self, TEXT};

/// A chart, without what is drawn in it.
pub(super) struct Chart<'a> {
    /// A word for its class and its ids.
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
            figure.chart.{ "chart-" (name) } {
                figcaption { (caption) }
                div.scroll tabindex="0" role="region" aria-label=(title) {
                    svg width=(width) height=(height) viewBox={ "0 0 " (width) " " (height) }
                        role=(role)
                        aria-labelledby={ "chart-" (name) "-title chart-" (name) "-desc" } {
                        title id={ "chart-" (name) "-title" } { (title) }
                        desc id={ "chart-" (name) "-desc" } { (described) }
                        (drawn)
                    }
                }
            }
        }
    }
}

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
        let text = text::lines(&key.text, &[width - SWATCH - 16.0], TEXT).concat();
        let wide = SWATCH + text::width(&text, TEXT);
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
