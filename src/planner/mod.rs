//! Planning: select -> order -> schedule -> forecast. Pure: no clock, no files, no environment, no
//! output; the same input gives the same plan.

mod bound;
pub mod calendar;
pub mod difference;
pub mod due;
mod exact;
pub mod explain;
mod forecast;
pub mod goal;
mod greedy;
pub mod held;
pub mod implied;
mod instance;
mod lessons;
mod network;
pub mod next;
pub mod pace;
pub mod plan;
mod priority;
mod project;
pub mod proof;
mod prune;
pub mod reach;
pub mod remedy;
pub mod scenario;
mod schedule;
pub mod scope;
pub mod select;
pub mod target;
pub mod unreachable;
pub mod verdict;

#[cfg(test)]
pub(crate) mod tests;
