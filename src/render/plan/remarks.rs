//! What is said of a step beside its title and its days, for programs that know notes and no
//! layout.

use crate::document::phrases::cost;
use crate::knowledge::entry::{Cost, Resource};
use crate::view::plan::PlanStepView;
use crate::view::progress::DoneView;

/// Why, when it is done, and what it earns: labels and texts.
pub fn remarks(step: &PlanStepView) -> Vec<(&'static str, &str)> {
    let earns = step.earns.as_deref().map(|line| ("On your CV", line));
    let all = [("Why", &*step.why_by_title), ("Done when", &step.done_when)];
    all.into_iter().chain(earns).collect()
}

/// What stands behind the title of a resource: who provides it, and its price.
pub fn offer(resource: &Resource) -> String {
    let class = Cost { class: resource.cost, usd: None, why: None };
    let price = resource.price.clone().unwrap_or_else(|| cost(&class));
    let provider = resource.provider.as_ref().map(|provider| format!(", {provider}"));
    format!("{} ({price})", provider.unwrap_or_default())
}

/// All of it in lines, links and the command that records the step included.
pub fn lines(step: &PlanStepView) -> Vec<String> {
    let remarks = remarks(step).into_iter().map(|(label, text)| format!("{label}: {text}"));
    let resources = step.resources.iter().map(|resource| {
        let url = resource.url.as_ref().map(|url| format!(": {url}"));
        format!("With: {}{}{}", resource.title, offer(resource), url.unwrap_or_default())
    });
    let record = format!("When it is done: mlpath done {}", step.id);
    remarks.chain(resources).chain([record]).collect()
}

/// What shows that a step is finished.
pub fn evidence(step: &DoneView) -> Option<String> {
    step.evidence.as_ref().map(|text| format!("Evidence: {text}"))
}
