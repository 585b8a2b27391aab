//! The share held of what adverts require, as a small curve below the bars of a plan.

use jiff::civil::Date;

use crate::knowledge::text::Count;
use crate::view::plan::PlanView;

/// Percent to a row. A row has two halves: the glyphs for eighths are not in every font.
const ROW: usize = 20;

/// Columns of the labels: `100 %`.
pub(super) const LABEL: usize = 5;

/// What the curve is.
pub(super) fn legend(view: &PlanView) -> Option<String> {
    let adverts = Count(view.adverts.unwrap_or_default(), "advert");
    (!view.curve.is_empty())
        .then(|| format!("below the bars: the share held of what {adverts} for the role require"))
}

/// The curve from its top row to its bottom row, each with its label; none without adverts. Each
/// column ends on a day.
pub(super) fn rows(
    view: &PlanView,
    ends: impl Iterator<Item = Date>,
) -> impl Iterator<Item = (String, String)> {
    let halves = |share: f64| (share * 200.0 / ROW as f64).round() as usize;
    let heights: Vec<usize> = ends.map_while(|day| view.held_on(day)).map(halves).collect();
    let top = heights.iter().max().map_or(0, |highest| highest.div_ceil(2));
    (0..top).rev().map(move |row| {
        let glyph = |height: &usize| match height.saturating_sub(2 * row) {
            0 => ' ',
            1 => '\u{2584}',
            _ => '\u{2588}',
        };
        let label = format!("{:>LABEL$}", format!("{} %", (row + 1) * ROW));
        (label, heights.iter().map(glyph).collect())
    })
}
