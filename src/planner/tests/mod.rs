//! The planner against generated worlds: an independent oracle for the minimum, and the promises
//! that every schedule keeps.

mod deadlines;
mod explanations;
mod forecasts;
mod oracle;
mod schedules;
mod selections;
pub(crate) mod world;
