//! Planning: select -> order -> schedule -> forecast. Pure: no clock, no files, no environment, no
//! output; the same input gives the same plan.

mod bound;
pub mod calendar;
mod exact;
mod forecast;
pub mod goal;
mod greedy;
pub mod implied;
mod network;
pub mod plan;
mod problem;
mod prune;
pub mod scenario;
mod schedule;
pub mod scope;
pub mod select;
pub mod unreachable;

#[cfg(test)]
mod tests;
