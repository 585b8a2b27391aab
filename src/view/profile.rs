//! A profile as a commented YAML file that a person can edit.

use crate::knowledge::model::{Kb, StepId};
use crate::person::Person;
use crate::person::profile::weekdays;
use crate::planner::calendar::Budget;
use crate::planner::goal::Avoid;

/// The text of `profile.yaml`; fields that are not set are there as comments.
pub fn yaml(kb: &Kb, person: &Person) -> String {
    let ids = |steps: &mut dyn Iterator<Item = StepId>| {
        steps.map(|step| kb[step].id.clone()).collect::<Vec<_>>().join(", ")
    };
    let know: Vec<String> =
        person.know.iter().map(|(&c, level)| format!("{}: {level}", kb[c].id)).collect();
    let avoid = person.avoid.iter().filter(|wish| !matches!(wish, Avoid::OtherDomains(_)));
    let avoid: Vec<String> = avoid.map(|wish| wish.word(kb)).collect();
    let hours = match person.time.budget {
        Budget::Weekly(hours) => hours.get().to_string(),
        Budget::Daily(days) => {
            let days: Vec<String> =
                weekdays(days).map(|(day, hours)| format!("{day}: {}", hours.get())).collect();
            format!("{{{}}}", days.join(", "))
        }
    };
    let domain = match &person.domain {
        Some(domain) => format!("domain: {domain}\n"),
        None if kb.domains().is_empty() => String::new(),
        None => format!("# The domain whose steps count: {}\n# domain:\n", kb.domains().join(", ")),
    };
    format!(
        "\
# Your mlpath profile. Edit it, then run `mlpath plan`.
version: 1
# What to become: see `mlpath list roles`.
role: {role}
start: {start}
# deadline: 2028-09-01
# Hours a week, or by weekday: {{mon: 1, sat: 4}}
hours: {hours}
# Days with other hours a week:
# exceptions:
#   - {{from: 2027-07-05, until: 2027-07-25, hours: 0, why: holiday}}
# Most steps in progress in one week:
parallel: {parallel}
# What you can do already, as aware, working or proficient: see `mlpath list competencies`.
know: {{{know}}}
# Steps that you have finished: see `mlpath list steps`.
have: [{have}]
# Steps that the plan must contain:
must: [{must}]
# Steps, kinds or cost classes that it must not contain, such as paid or degree:
avoid: [{avoid}]
{domain}",
        role = kb[person.role].id,
        start = person.time.start,
        parallel = person.time.parallel,
        know = know.join(", "),
        have = ids(&mut person.done.iter().copied()),
        must = ids(&mut person.must.iter().copied()),
        avoid = avoid.join(", "),
    )
}
