//! The forms that only a check has: for services that show problems beside the lines of a change.

mod github;
mod sarif;

pub use github::github;
pub use sarif::sarif;
