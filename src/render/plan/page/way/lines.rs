//! Which lines the way has, and how they run: in the free strips between the rows of boxes.

use std::collections::BTreeSet;

use crate::render::plan::page::way::layout::Node;
use crate::render::plan::page::way::place::{BOX, GAP, Place};

/// A line from a step to one that waits for it.
pub(super) struct Line {
    pub from: usize,
    pub to: usize,
    pub critical: bool,
}

/// The lines that are needed to see what waits for what: none where others lead there too (the
/// transitive reduction).
pub(super) fn lines(nodes: &[Node]) -> Vec<Line> {
    let mut all_before: Vec<BTreeSet<usize>> = Vec::new();
    let mut lines = Vec::new();
    for (to, node) in nodes.iter().enumerate() {
        let through: BTreeSet<usize> =
            node.waits_for.iter().flat_map(|&earlier| &all_before[earlier]).copied().collect();
        let direct = node.waits_for.iter().filter(|earlier| !through.contains(earlier));
        lines.extend(direct.map(|&from| {
            let critical = nodes[from].step.is_critical() && node.step.is_critical();
            Line { from, to, critical }
        }));
        all_before.push(through.into_iter().chain(node.waits_for.iter().copied()).collect());
    }
    lines
}

/// The path of a line: straight over to the next column, else along a strip beside the row where it
/// begins, so that all lines from a box share their way.
pub(super) fn path(line: &Line, places: &[Place]) -> String {
    /// So far a line keeps from the one of the next box in the same strip.
    const APART: f64 = 3.0;
    let (from, to) = (places[line.from], places[line.to]);
    let (left, right) = (from.x + BOX.0, to.x);
    let (start, end) = (from.y + BOX.1 / 2.0, to.y + BOX.1 / 2.0);
    if right - left < BOX.0 {
        let middle = f64::midpoint(left, right);
        return format!("M{left} {start}C{middle} {start} {middle} {end} {right} {end}");
    }
    let track = (line.from % 5) as f64 - 2.0;
    let strip = APART * track
        + if end < start { from.y - GAP.1 / 2.0 } else { from.y + BOX.1 + GAP.1 / 2.0 };
    // Both bends keep to the free columns beside the boxes.
    let (out, back) = (left + GAP.0, right - GAP.0);
    let (rise, fall) = (f64::midpoint(left, out), f64::midpoint(back, right));
    format!(
        "M{left} {start}C{rise} {start} {rise} {strip} {out} {strip}\
         H{back}C{fall} {strip} {fall} {end} {right} {end}"
    )
}
