//! Planning: select -> order -> schedule -> forecast. Pure: no clock, no files, no environment, no
//! output; the same input gives the same plan.

mod ascent;
mod best;
mod bound;
mod branch;
mod bundles;
pub mod calendar;
pub mod comeback;
mod cost;
pub mod curve;
pub mod difference;
pub mod due;
pub mod effort;
mod exact;
pub mod explain;
pub mod forecast;
pub mod goal;
mod greedy;
pub mod held;
pub mod implied;
mod improve;
mod instance;
mod landmarks;
mod least;
mod lessons;
mod network;
pub mod next;
mod order;
pub mod outlook;
pub mod pace;
pub mod plan;
mod precedence;
mod preferred;
mod priority;
mod project;
pub mod proof;
mod prune;
mod queue;
pub mod reach;
mod reached;
mod ready;
pub mod remedy;
mod rows;
mod running_sum;
pub mod scenario;
mod schedule;
pub mod scope;
pub mod select;
mod sidney;
pub mod target;
mod tournament;
pub mod unreachable;
pub mod verdict;
mod worth;

#[cfg(test)]
pub(crate) mod tests;
