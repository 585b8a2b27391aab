//! Orders that differ in nothing but the margin before the finish. A wider one only lets the finish
//! have its say sooner, so each order is the same as the one before it up to a turn, and is made
//! from there.

use crate::planner::instance::TaskId;
use crate::planner::order::Order;
use crate::planner::teaching::Teaching;

/// All tasks in the order in which they are worth most, as far as teaching allows, for one margin
/// after another. Each is made when it is asked for; one that never parts from the one before it is
/// left out.
pub struct Margins<'a> {
    teaching: Teaching,
    /// What is left to be made, the widest margins first.
    open: Vec<Branch<'a>>,
}

/// An order that is the same for some margins so far.
struct Branch<'a> {
    order: Order<'a>,
    /// In weeks, the narrowest first.
    margins: Vec<u64>,
}

impl<'a> Margins<'a> {
    /// `margins`: in weeks, in ascending order.
    pub fn new(start: &Order<'a>, teaching: Teaching, margins: &[u64]) -> Self {
        let branch = |&narrowest| Branch {
            order: start.going_on(teaching, narrowest),
            margins: margins.to_vec(),
        };
        Self { teaching, open: margins.first().map(branch).into_iter().collect() }
    }
}

impl Iterator for Margins<'_> {
    type Item = Vec<TaskId>;

    fn next(&mut self) -> Option<Vec<TaskId>> {
        let Branch { mut order, mut margins } = self.open.pop()?;
        loop {
            let least = order.least_margin();
            let is_narrower = |margin: &u64| least.is_none_or(|least| *margin < least);
            let narrower = margins.partition_point(is_narrower);
            if (1..margins.len()).contains(&narrower) {
                let margins = margins.split_off(narrower);
                let order = order.going_on(self.teaching, margins[0]);
                self.open.push(Branch { order, margins });
            }
            let Some(task) = order.next() else { return Some(order.list) };
            order.put(task);
        }
    }
}
