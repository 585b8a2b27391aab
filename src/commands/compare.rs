//! `compare`.

use anyhow::Result;
use jiff::civil::Date;

use crate::commands::list::no_markdown;
use crate::env::{Env, print};
use crate::failure::Usage;
use crate::knowledge::model::Kb;
use crate::person::Person;
use crate::person::flags::{MoreFlags, ProfileFlags, parse_hours};
use crate::person::profile::parse_day;
use crate::planner::calendar::Budget;
use crate::planner::plan::plan;
use crate::render::{self, Format, plain};
use crate::view::compare::{self, Case, Variant};

/// Compare plans side by side
///
/// The first column is your plan as it is; each value adds a column that differs from it in this
/// one thing: `mlpath compare --hours 5,10,20`, or `mlpath compare --with
/// degree-msc-computer-science --without paid`. A single role, number of hours, start or domain
/// beside others holds for all columns: `mlpath compare --role data-scientist --hours 5,10`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Roles
    #[arg(long, value_name = "ROLE", value_delimiter = ',')]
    role: Vec<String>,

    /// Hours a week: `5,10,20`; by weekday, once for each: `mon=1,sat=4`
    #[arg(long, value_name = "HOURS", allow_negative_numbers = true, value_parser = parse_list)]
    hours: Vec<HoursList>,

    /// Days on which the plan begins
    #[arg(long, value_name = "DATE", value_delimiter = ',', value_parser = parse_day)]
    start: Vec<Date>,

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
    more: MoreFlags,
}

/// The values of one `--hours`.
#[derive(Debug, Clone)]
struct HoursList(Vec<Budget>);

fn parse_list(text: &str) -> Result<HoursList, String> {
    if text.contains('=') {
        return parse_hours(text).map(|budget| HoursList(vec![budget]));
    }
    text.split(',').map(parse_hours).collect::<Result<_, _>>().map(HoursList)
}

pub fn run(args: &Args, env: &Env) -> Result<()> {
    if env.format() == Format::Markdown {
        return Err(no_markdown("compare").into());
    }
    let kb = env.knowledge()?;
    let (base, columns) = Columns::new(args);
    let (current, _) = env.person(&kb, &base)?;
    let mut cases = vec![Case { variant: Variant::AsItIs, person: current.clone() }];
    for (variant, flags) in columns.variants(&kb, &current, &base) {
        let (mut person, _) = env.person(&kb, &flags)?;
        if let Variant::With(what) = &variant
            && let Some(step) = kb.step(what)
        {
            person.want(&kb, step);
        }
        cases.push(Case { variant, person });
    }
    if cases.len() == 1 {
        let text = "say what to compare, for example `mlpath compare --hours 5,10,20`";
        return Err(Usage(text.to_owned()).into());
    }
    let cases = without_repeats(cases);
    if cases.len() == 1 {
        return Err(Usage("all of that is in your plan already".to_owned()).into());
    }
    let plans: Vec<_> = cases.iter().map(|case| plan(&kb, &case.person.scenario(&kb))).collect();
    let view = compare::compare(&kb, &current, &cases, &plans);
    print(&match env.format() {
        Format::Json => render::json(&view)?,
        Format::Plain => plain::compare(&view),
        Format::Table | Format::Markdown => render::compare::table(&view, env.width),
    })
}

/// Each person once. The plan as it is, which comes first, gives way to a value that is the same;
/// a step or wish that changes nothing gives way to it.
fn without_repeats(mut cases: Vec<Case>) -> Vec<Case> {
    let is_wish = |case: &Case| matches!(case.variant, Variant::With(_) | Variant::Without(_));
    let is_repeated = |case: &Case| case.person == cases[0].person && !is_wish(case);
    if cases[1..].iter().any(is_repeated) {
        cases.remove(0);
    }
    let mut kept: Vec<Case> = Vec::new();
    for case in cases {
        if kept.iter().all(|other| other.person != case.person) {
            kept.push(case);
        }
    }
    kept
}

/// The values that make columns.
struct Columns<'a> {
    roles: Vec<String>,
    hours: Vec<Budget>,
    starts: Vec<Date>,
    domains: Vec<String>,
    with: &'a [String],
    without: &'a [String],
}

impl<'a> Columns<'a> {
    /// The flags of the first column, and what makes the others. A single value beside others is
    /// no column, but holds for all.
    fn new(args: &'a Args) -> (ProfileFlags, Self) {
        let mut columns = Self {
            roles: args.role.clone(),
            hours: args.hours.iter().flat_map(|list| list.0.clone()).collect(),
            starts: args.start.clone(),
            domains: args.domain.clone(),
            with: &args.with,
            without: &args.without,
        };
        let Self { roles, hours, starts, domains, .. } = &mut columns;
        let several =
            [roles.len(), hours.len(), starts.len(), domains.len()].iter().any(|&n| n > 1)
                || !(args.with.is_empty() && args.without.is_empty());
        let mut base = ProfileFlags { more: args.more.clone(), ..ProfileFlags::default() };
        if several {
            base.role = single(roles);
            base.hours = single(hours);
            base.start = single(starts);
            base.domain = single(domains);
        }
        (base, columns)
    }

    /// One variant for each value.
    fn variants(
        &self,
        kb: &Kb,
        current: &Person,
        base: &ProfileFlags,
    ) -> Vec<(Variant, ProfileFlags)> {
        let changed = |change: &dyn Fn(&mut ProfileFlags)| {
            let mut flags = base.clone();
            change(&mut flags);
            flags
        };
        let mut variants = Vec::new();
        for role in &self.roles {
            variants.push((Variant::Role, changed(&|flags| flags.role = Some(role.clone()))));
        }
        for &hours in &self.hours {
            variants.push((Variant::Hours, changed(&|flags| flags.hours = Some(hours))));
        }
        for &start in &self.starts {
            variants.push((Variant::Start, changed(&|flags| flags.start = Some(start))));
        }
        for domain in &self.domains {
            variants.push((Variant::Domain, changed(&|flags| flags.domain = Some(domain.clone()))));
        }
        for what in self.with {
            let added = |flags: &mut ProfileFlags| flags.more.allow.push(what.clone());
            variants.push((Variant::With(what.clone()), changed(&added)));
        }
        let milestones = &kb[current.role].milestones;
        for what in self.without {
            let removed = |flags: &mut ProfileFlags| {
                flags.more.avoid.push(what.clone());
                let demanded = |step| milestones.contains(&step) || current.must.contains(&step);
                let dropped = kb.step(what).filter(|&step| demanded(step));
                flags.more.drop.extend(dropped.map(|_| what.clone()));
            };
            variants.push((Variant::Without(what.clone()), changed(&removed)));
        }
        variants
    }
}

/// Takes the value out of a list of one.
fn single<T>(list: &mut Vec<T>) -> Option<T> {
    if list.len() == 1 { list.pop() } else { None }
}
