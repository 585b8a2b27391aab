//! What in a sound knowledge base is probably not meant: each rule a file, each finding a warning.

mod addresses;
mod allowed;
mod calendar;
mod finding;
mod levels;
mod needed;
mod never_best;
mod places;
mod posts;
mod resources;
mod sources;
mod taught;
mod titles;

use jiff::civil::Date;

use crate::knowledge::diagnostics::MOST;
use crate::knowledge::market::Market;
use crate::knowledge::model::Kb;

pub use finding::Finding;
pub use never_best::dominated;
pub use places::Places;
pub use posts::without_adverts;

/// What the rules find, rule by rule: of each, as much as anybody reads.
pub fn findings(kb: &Kb, market: Option<&Market>, today: Date) -> Vec<Finding> {
    let found = [
        taught::not_taught(kb),
        needed::never_needed(kb, market),
        never_best::never_best(kb),
        calendar::hours_against_weeks(kb),
        levels::not_earned(kb),
        sources::without_source(kb),
        sources::outdated(kb, today),
        titles::not_imperative(kb),
        resources::duplicate(kb),
        addresses::bad(kb),
        market.map_or(Vec::new(), |market| posts::findings(kb, market)),
    ];
    found.into_iter().flat_map(|found| found.into_iter().take(MOST)).collect()
}
