//! How large the boxes of the way are, and where they are drawn.

use crate::render::plan::page::way::layout::{Layout, Node};

/// The width and height of a box, in pixels.
pub(super) const BOX: (f64, f64) = (176.0, 72.0);
/// What is left free to the right of it and below it.
pub(super) const GAP: (f64, f64) = (44.0, 22.0);
/// Above the first lane, for the names of the phases.
pub(super) const HEAD: f64 = 30.0;
/// Above the boxes of a lane, for its name.
pub(super) const NAME: f64 = 22.0;
const MARGIN: f64 = 12.0;

/// The upper left corner of a box.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place {
    pub x: f64,
    pub y: f64,
}

/// The places of all boxes.
pub(super) fn places(layout: &Layout) -> Vec<Place> {
    let top = |section| {
        let lanes = layout.lanes.iter().zip(tops(layout));
        lanes.into_iter().find(|(lane, _)| lane.section == section).map_or(0.0, |(_, top)| top)
    };
    let place = |node: &Node| Place {
        x: left(node.column),
        y: top(node.step.section()) + NAME + GAP.1 + node.row as f64 * (BOX.1 + GAP.1),
    };
    layout.nodes.iter().map(place).collect()
}

/// The left edge of a column.
pub(super) fn left(column: usize) -> f64 {
    MARGIN + column as f64 * (BOX.0 + GAP.0)
}

/// The top of each lane.
pub(super) fn tops(layout: &Layout) -> Vec<f64> {
    let mut top = HEAD;
    let tops = layout.lanes.iter().map(|lane| {
        let own = top;
        top += NAME + GAP.1 + lane.rows as f64 * (BOX.1 + GAP.1);
        own
    });
    tops.collect()
}

/// The width and height of the picture.
pub(super) fn size(layout: &Layout) -> (f64, f64) {
    let columns = layout.parts.last().map_or(0, |part| part.columns.end);
    let rows: usize = layout.lanes.iter().map(|lane| lane.rows).sum();
    let lanes = layout.lanes.len() as f64 * (NAME + GAP.1);
    (left(columns) - GAP.0 + MARGIN, HEAD + lanes + rows as f64 * (BOX.1 + GAP.1) + 1.0)
}
