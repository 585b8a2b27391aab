//! Figures and resources without a source, and sources that somebody should look at again.

use jiff::ToSpan as _;
use jiff::civil::Date;

use crate::knowledge::code::Code;
use crate::knowledge::lint::finding::Finding;
use crate::knowledge::model::{Kb, Resource, Step};
use crate::knowledge::vocabulary::Format;

pub(super) fn without_source(kb: &Kb) -> Vec<Finding> {
    kb.listed.steps.iter().flat_map(|&step| unsourced(&kb[step])).collect()
}

fn unsourced(step: &Step) -> impl Iterator<Item = Finding> {
    let price = step.cost.usd.filter(|&usd| usd > 0.0 && step.cost.why.is_none()).map(|usd| {
        let message = format!("USD {usd} from nowhere; say in `why` who asks for it");
        Finding::of_step(Code::NoSource, step, &["cost", "usd"], message)
    });
    let nowhere = step.resources.iter().filter(|resource| is_nowhere(resource));
    let nowhere = nowhere.map(|resource| {
        let message = "neither an address nor a source; add `url` or `source`";
        Finding::of_step(Code::NoSource, step, &["resources", &resource.title], message)
    });
    price.into_iter().chain(nowhere)
}

/// What a person finds wherever they are, such as a degree or a job, has no address.
fn is_nowhere(resource: &Resource) -> bool {
    use Format::{Book, Certification, Course, Docs, Practice, Tool};
    let has_address =
        matches!(resource.format, Course | Book | Docs | Practice | Tool | Certification);
    has_address && resource.url.is_none() && resource.source.is_none()
}

/// Sources that were last seen more than a year ago. When those without `seen` were looked at,
/// nobody knows.
pub(super) fn outdated(kb: &Kb, today: Date) -> Vec<Finding> {
    let year_ago = today.saturating_sub(1.year()).strftime("%Y-%m").to_string();
    let old = kb.sources.iter().filter(|source| {
        source.seen.as_ref().is_some_and(|seen| *seen < year_ago) && !source.origin.is_hidden()
    });
    let finding = |source| {
        let message = "last looked at more than a year ago";
        Finding::of_source(Code::OldSource, source, &["seen"], message)
    };
    old.map(finding).collect()
}
