//! The planner against generated worlds: an independent oracle for the minimum, and the promises
//! that every schedule keeps.

mod bundles;
mod deadlines;
mod explanations;
mod forecasts;
mod landmarks;
mod legs;
mod market;
mod oracle;
mod order;
mod rules;
mod schedules;
mod selections;
mod sidney;
mod timetable;
pub(crate) mod world;
