//! A profile as a commented YAML file that a person can edit.

use std::path::{Path, PathBuf};

use itertools::Itertools as _;
use serde_json::json;

use crate::knowledge::model::Kb;
use crate::person::Person;
use crate::person::aim::cover_word;
use crate::person::wishes::Wishes;
use crate::person::written::weekdays;
use crate::planner::calendar::{Budget, Exception};
use crate::planner::goal::Avoid;

/// The text of `profile.yaml` of a person with these wishes; fields that are not set are there as
/// comments. Files are named by their paths from anywhere, folders of knowledge bases as the wishes
/// have them.
pub fn write(base: &Kb, person: &Person, wishes: &Wishes) -> String {
    let first = base.listed.roles.first().map(|&role| &base[role].id);
    let role = wishes.role.as_ref().or(first).map_or("", String::as_str);
    let know = person.know.iter().map(|(&c, level)| format!("{}: {level}", base[c].id));
    let avoid = person.avoid.iter().filter(|wish| !matches!(wish, Avoid::OtherDomains(_)));
    let deadline = match person.deadline {
        Some(date) => format!("deadline: {date}"),
        None => "# deadline: 2028-09-01".to_owned(),
    };
    let domain = match &person.domain {
        Some(domain) => format!("domain: {domain}\n"),
        None if base.domains().is_empty() => String::new(),
        None => format!(
            "# The field that you want to work in: {}\n# domain:\n",
            base.domains().join(", ")
        ),
    };
    format!(
        "\
# Your mlpath profile. Edit it, then run `mlpath plan`.
version: 1
# What to become: see `mlpath list roles`.
role: {role}
{aim}
start: {start}
# The day by which the plan should end:
{deadline}
# Hours a week, or by weekday: {{mon: 1, sat: 4}}
hours: {hours}
# Days with other hours a week, such as holidays:
{exceptions}
# Maximum number of steps in progress in one week:
parallel: {parallel}
# What you can do already, as aware, working or proficient: see `mlpath list competencies`.
know: {{{know}}}
# Steps that you have finished: see `mlpath list steps`.
have: [{have}]
# Steps that the plan must contain:
must: [{must}]
# Milestones of the role to do without: see `mlpath show {role}`.
drop: [{drop}]
# Steps, kinds or cost classes that it must not contain, such as paid or degree:
avoid: [{avoid}]
{domain}# Job adverts that say what is asked for where you are: see `mlpath help market`
{data}",
        aim = aim(wishes),
        start = person.time.start,
        hours = written(person.time.budget),
        exceptions = exceptions(&person.time.exceptions),
        parallel = person.time.max_in_progress,
        know = know.format(", "),
        have = base.ids(&person.credited).join(", "),
        must = base.ids(&person.must).join(", "),
        drop = base.ids(&person.drop).join(", "),
        avoid = avoid.map(|wish| wish.word(base)).format(", "),
        data = data(wishes),
    )
}

/// The market; and the folders of the knowledge base and of what is laid over it, if it is not the
/// shipped one.
fn data(wishes: &Wishes) -> String {
    let market = match &wishes.market {
        Some(path) => format!("market: {}\n", json!(absolute(path))),
        None => "# market: market.yaml\n".to_owned(),
    };
    let base = wishes.kb.iter().map(|path| json!(path));
    let base = base.map(|path| format!("# The knowledge base that this is for:\nkb: {path}\n"));
    let over = wishes.kb_add.iter().map(|path| json!(path)).join(", ");
    let over = (!over.is_empty()).then(|| format!("# What is laid over it:\nkb_add: [{over}]\n"));
    std::iter::once(market).chain(base).chain(over).collect()
}

/// The adverts that are aimed at, and how much of them is covered.
fn aim(wishes: &Wishes) -> String {
    let adverts = wishes.adverts.iter().map(|path| json!(absolute(path)));
    let adverts = match wishes.adverts.is_empty() {
        true => "# for: [advert.txt]".to_owned(),
        false => format!("for: [{}]", adverts.format(", ")),
    };
    let cover = match wishes.cover {
        Some(cover) => format!("cover: {}", cover_word(cover)),
        None => "# cover: required".to_owned(),
    };
    format!(
        "# Job adverts to aim at in its place, one after the other, and how much of them to cover \
         (required,\n# nice or all):\n{adverts}\n{cover}"
    )
}

fn absolute(path: &Path) -> PathBuf {
    std::path::absolute(path).unwrap_or_else(|_| path.to_owned())
}

fn written(budget: Budget) -> String {
    match budget {
        Budget::Weekly(hours) => hours.get().to_string(),
        Budget::Daily(days) => {
            let days = weekdays(days).map(|(day, hours)| format!("{day}: {}", hours.get()));
            format!("{{{}}}", days.format(", "))
        }
    }
}

fn exceptions(exceptions: &[Exception]) -> String {
    if exceptions.is_empty() {
        return "# exceptions:\n#   - {from: 2027-07-05, until: 2027-07-25, hours: 0, why: holiday}"
            .to_owned();
    }
    let lines = exceptions.iter().map(|Exception { from, until, budget, why }| {
        // A JSON string is a YAML string, whatever is in it.
        let why = why.as_ref().map(|why| format!(", why: {}", json!(why))).unwrap_or_default();
        format!("\n  - {{from: {from}, until: {until}, hours: {}{why}}}", written(*budget))
    });
    format!("exceptions:{}", lines.collect::<String>())
}
