//! What usually comes with what is known, in one line.

use crate::knowledge::model::Kb;
use crate::planner::implied::Implied;

/// More names than these are not read.
const SHOWN: usize = 5;

/// The offer to add what the person did not claim.
pub fn hint(kb: &Kb, offers: &[Implied]) -> Option<String> {
    if offers.is_empty() {
        return None;
    }
    let mut because: Vec<_> = offers.iter().flat_map(|offer| &offer.because).copied().collect();
    because.sort_unstable();
    because.dedup();
    let known = match *because.as_slice() {
        [one] => format!("{} usually comes", kb[one].id),
        [one, two] => format!("{} and {} usually come", kb[one].id, kb[two].id),
        _ => "what you know usually comes".to_owned(),
    };
    let word = |offer: &Implied| format!("{}={}", kb[offer.competency].id, offer.level);
    let first: Vec<String> = offers.iter().take(SHOWN).map(word).collect();
    let more = match offers.len().saturating_sub(SHOWN) {
        0 => String::new(),
        more => format!(" (and {more} more)"),
    };
    let first = first.join(",");
    Some(format!("{known} with more; add what is true of you: --know {first}{more}"))
}
