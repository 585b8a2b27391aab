//! `compare`.

use anyhow::{Result, bail};

use crate::commands::target::TargetFlags;
use crate::commands::wished::{role, settled, thing};
use crate::env::{Env, note};
use crate::failure::Usage;
use crate::person::check_wish;
use crate::person::wishes::Wishes;
use crate::person::written::{WrittenDay, WrittenHours, parse_day, parse_hours};
use crate::planner::plan::plan;
use crate::session::Session;
use crate::view::compare::{self, Case, Variation};

const EXAMPLES: &str = concat!(
    "Examples, of the shipped knowledge base:\n",
    "  mlpath compare --hours 5,10,20\n",
    "  mlpath compare --role ml-engineer,data-scientist\n",
    "  mlpath compare --with degree-msc-computer-science --without paid",
);

/// Compare plans side by side
///
/// Your current plan stands beside others. Each value of a list makes a column that differs in this
/// one thing, and so does each --with and --without. The adverts of --for, or a single role, number
/// of hours, start or domain given beside them holds for all columns; given alone, it makes a
/// second column.
#[derive(Debug, Clone, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// Roles
    #[arg(long, value_name = "ROLE", value_delimiter = ',')]
    role: Vec<String>,

    /// Hours a week: `5,10,20`; by weekday, once for each: `mon=1,sat=4`
    #[arg(long, value_name = "HOURS", allow_hyphen_values = true, value_parser = parse_list)]
    hours: Vec<HoursList>,

    /// Days on which the plan begins
    #[arg(long, value_name = "DATE", value_delimiter = ',', value_parser = parse_day)]
    start: Vec<WrittenDay>,

    /// Domains
    #[arg(long, value_name = "DOMAIN", value_delimiter = ',')]
    domain: Vec<String>,

    /// Steps to add, or kinds and cost classes to allow
    #[arg(long, value_name = "WHAT", value_delimiter = ',')]
    with: Vec<String>,

    /// Steps, kinds or cost classes to do without; milestones too
    #[arg(long, value_name = "WHAT", value_delimiter = ',')]
    without: Vec<String>,

    #[command(flatten)]
    target: TargetFlags,

    #[command(flatten)]
    more: Wishes,
}

/// The values of one `--hours`.
#[derive(Debug, Clone)]
struct HoursList(Vec<WrittenHours>);

fn parse_list(text: &str) -> Result<HoursList, String> {
    match parse_hours(text) {
        Ok(days @ WrittenHours::Daily(_)) => Ok(HoursList(vec![days])),
        _ => text.split(',').map(parse_hours).collect::<Result<_, _>>().map(HoursList),
    }
}

pub fn run(args: &Args, env: &Env) -> Result<()> {
    let session = Session::without_flags(env)?;
    let args = &with_ids(&session, args)?;
    let (base, columns) = columns(args);
    let session = session.with_flags(base.clone());
    let kb = &session.kb;
    let current = session.person()?;
    let now = current.scenario(kb);
    let mut cases =
        vec![Case { variations: Vec::new(), person: current.clone(), scenario: now.clone() }];
    for (flag, names) in [("with", &args.with), ("without", &args.without)] {
        for name in names {
            check_wish(kb, name).map_err(|wrong| Usage(format!("--{flag}: {wrong}")))?;
        }
    }
    let is_demanded =
        |step| current.target.milestones.contains(&step) || current.must.contains(&step);
    for variations in columns {
        let mut wishes = base.clone();
        for variation in &variations {
            lay_over(&mut wishes, variation);
            // A demanded step must be given up as well as avoided.
            if let Variation::Without(what) = variation
                && kb.step(what).is_some_and(is_demanded)
            {
                wishes.drop.push(what.clone());
            }
        }
        let person = session.person_with(&wishes)?;
        let mut scenario = person.scenario(kb);
        if let [Variation::With(what)] = variations.as_slice()
            && let Some(step) = kb.step(what)
        {
            scenario = scenario.with(kb, step);
        }
        cases.push(Case { variations, person, scenario });
    }
    if cases.len() == 1 {
        let text = "say what to compare, for example `mlpath compare --hours 5,10,20`";
        bail!(Usage(text.to_owned()));
    }
    let cases = without_repeats(cases);
    if cases.len() == 1 {
        note("none of that changes the plan");
    }
    let watched = env.watched("Planning", cases.iter());
    let scenarios = watched.map(|case| case.scenario.shared(cases.len()));
    let plans: Vec<_> = scenarios.map(|scenario| plan(kb, &scenario)).collect();
    env.answer(&compare::compare(kb, &now, &cases, &plans))
}

/// The same flags with ids in place of names.
fn with_ids(session: &Session, args: &Args) -> Result<Args> {
    let Args { role: roles, with, without, more, .. } = args.clone();
    let things = |flag, names: Vec<String>| -> Result<Vec<String>> {
        names.iter().map(|name| thing(session, flag, name)).collect()
    };
    Ok(Args {
        role: roles.iter().map(|name| role(session, name)).collect::<Result<_>>()?,
        with: things("with", with)?,
        without: things("without", without)?,
        more: settled(session, more)?,
        ..args.clone()
    })
}

/// Keeps each scenario once. The current plan, which comes first, gives way to a value that equals
/// it, but not to a `--with` or `--without` that changes nothing.
fn without_repeats(mut cases: Vec<Case>) -> Vec<Case> {
    let is_wish =
        |case: &Case| matches!(case.variations[..], [Variation::With(_) | Variation::Without(_)]);
    let is_repeated = |case: &Case| case.scenario == cases[0].scenario && !is_wish(case);
    if cases[1..].iter().any(is_repeated) {
        cases.remove(0);
    }
    let mut kept: Vec<Case> = Vec::new();
    for case in cases {
        if kept.iter().all(|other| other.scenario != case.scenario) {
            kept.push(case);
        }
    }
    kept
}

/// The wishes of the first column, and how the others differ. A single value beside others holds
/// for all columns.
fn columns(args: &Args) -> (Wishes, Vec<Vec<Variation>>) {
    let hours = args.hours.iter().flat_map(|list| list.0.iter());
    let lists = [
        args.target.variation().into_iter().collect(),
        args.role.iter().cloned().map(Variation::Role).collect(),
        hours.cloned().map(Variation::Hours).collect(),
        args.start.iter().cloned().map(Variation::Start).collect(),
        args.domain.iter().cloned().map(Variation::Domain).collect::<Vec<_>>(),
    ];
    let without = args.without.iter().cloned().map(Variation::Without);
    let mut wishes = args.with.iter().cloned().map(Variation::With).chain(without).peekable();
    let mut base = Wishes { cover: args.target.cover_alone(), ..args.more.clone() };
    if wishes.peek().is_none() && lists.iter().all(|list| list.len() < 2) {
        let together: Vec<Variation> = lists.into_iter().flatten().collect();
        let columns = if together.is_empty() { Vec::new() } else { vec![together] };
        return (base, columns);
    }
    let mut columns = Vec::new();
    for list in lists {
        match list.as_slice() {
            [single] => lay_over(&mut base, single),
            several => columns.extend_from_slice(several),
        }
    }
    (base, columns.into_iter().chain(wishes).map(|variation| vec![variation]).collect())
}

/// Changes wishes by what a column differs in.
fn lay_over(wishes: &mut Wishes, variation: &Variation) {
    match variation {
        Variation::Aim(adverts, cover) => {
            wishes.adverts.clone_from(adverts);
            wishes.cover = *cover;
        }
        Variation::Role(role) => wishes.role = Some(role.clone()),
        Variation::Hours(hours) => wishes.hours = Some(hours.clone()),
        Variation::Start(start) => wishes.start = Some(start.clone()),
        Variation::Domain(domain) => wishes.domain = Some(domain.clone()),
        Variation::With(what) => wishes.allow.push(what.clone()),
        Variation::Without(what) => wishes.avoid.push(what.clone()),
    }
}
