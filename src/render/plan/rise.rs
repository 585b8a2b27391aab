//! The share held of what adverts require, as a small curve below the bars of a plan.

use jiff::civil::Date;

use crate::knowledge::text::Count;
use crate::view::plan::PlanView;

/// Columns of the labels: `100 %`.
pub(super) const LABEL: usize = 5;

/// What the curve is.
pub(super) fn legend(view: &PlanView) -> Option<String> {
    let adverts = Count(view.adverts.unwrap_or_default(), "advert");
    (!view.curve.is_empty())
        .then(|| format!("below the bars: the share held of what {adverts} for the role require"))
}

/// The curve from its top row to its bottom row, every 20 % with their label; none without adverts.
/// Each of so many columns ends on a day.
pub(super) fn rows(
    view: &PlanView,
    ends: impl Iterator<Item = Date>,
    columns: usize,
) -> impl Iterator<Item = (String, String)> {
    /// A wider curve is higher, so that it does not look flat.
    const WIDE: usize = 64;
    // Percent to a row. A row has two halves: the glyphs for eighths are not in every font.
    let percent = if columns < WIDE { 20 } else { 10 };
    let halves = move |share: f64| (share * 200.0 / f64::from(percent)).round() as usize;
    let heights: Vec<usize> = ends.map_while(|day| view.held_on(day)).map(halves).collect();
    let top = heights.iter().max().map_or(0, |highest| highest.div_ceil(2));
    (0..top).rev().map(move |row| {
        let glyph = |height: &usize| match height.saturating_sub(2 * row) {
            0 => ' ',
            1 => '\u{2584}',
            _ => '\u{2588}',
        };
        let top = (row as u32 + 1) * percent;
        let label = if top.is_multiple_of(20) { format!("{top} %") } else { String::new() };
        (format!("{label:>LABEL$}"), heights.iter().map(glyph).collect())
    })
}
