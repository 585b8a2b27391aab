//! `compare`.

use anyhow::Result;
use jiff::civil::Date;

use crate::env::{Env, note};
use crate::failure::Usage;
use crate::knowledge::model::Kb;
use crate::person::Person;
use crate::person::flags::{MoreFlags, ProfileFlags, parse_hours};
use crate::person::profile::parse_day;
use crate::planner::calendar::Budget;
use crate::planner::plan::plan;
use crate::session::Session;
use crate::view::compare::{self, Case, Variation};

const EXAMPLES: &str = concat!(
    "Examples:\n",
    "  mlpath compare --hours 5,10,20\n",
    "  mlpath compare --role ml-engineer,data-scientist\n",
    "  mlpath compare --with degree-msc-computer-science --without paid",
);

/// Compare plans side by side
///
/// Your plan as it is stands beside others. Each value of a list makes a column that differs in
/// this one thing, and so does each --with and --without; a single role, number of hours, start or
/// domain beside them holds for all columns, and alone for a second one.
#[derive(Debug, clap::Args)]
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
    let (base, columns) = Columns::new(args);
    let session = Session::new(env, &base)?;
    let kb = &session.kb;
    let current = session.person()?;
    let now = current.scenario(kb);
    let mut cases =
        vec![Case { variations: Vec::new(), person: current.clone(), scenario: now.clone() }];
    for (variations, flags) in columns.variants(kb, &current, &base) {
        let person = session.person_with(&flags)?;
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
        return Err(Usage(text.to_owned()).into());
    }
    let cases = without_repeats(cases);
    if cases.len() == 1 {
        note("none of that changes the plan");
    }
    let plans: Vec<_> = cases.iter().map(|case| plan(kb, &case.scenario)).collect();
    env.answer(&compare::compare(kb, &now, &cases, &plans))
}

/// Each scenario once. The plan as it is, which comes first, gives way to a value that is the same;
/// a step or wish that changes nothing gives way to it.
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

/// The values that make columns.
struct Columns<'a> {
    roles: Vec<String>,
    hours: Vec<Budget>,
    starts: Vec<Date>,
    domains: Vec<String>,
    with: &'a [String],
    without: &'a [String],
    /// There is a list among them, or a wish.
    several: bool,
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
            several: false,
        };
        let Self { roles, hours, starts, domains, .. } = &mut columns;
        let lengths = [roles.len(), hours.len(), starts.len(), domains.len()];
        let wishes = !args.with.is_empty() || !args.without.is_empty();
        let several = wishes || lengths.iter().any(|&length| length > 1);
        let mut base = ProfileFlags { more: args.more.clone(), ..ProfileFlags::default() };
        if several {
            base.role = single(roles);
            base.hours = single(hours);
            base.start = single(starts);
            base.domain = single(domains);
        }
        columns.several = several;
        (base, columns)
    }

    /// One variant for each value; one for all of them where none is a list.
    fn variants(
        &self,
        kb: &Kb,
        current: &Person,
        base: &ProfileFlags,
    ) -> Vec<(Vec<Variation>, ProfileFlags)> {
        let mut values: Vec<(Variation, Set)> = Vec::new();
        for role in &self.roles {
            values.push((Variation::Role, Box::new(|flags| flags.role = Some(role.clone()))));
        }
        for &hours in &self.hours {
            values.push((Variation::Hours, Box::new(move |flags| flags.hours = Some(hours))));
        }
        for &start in &self.starts {
            values.push((Variation::Start, Box::new(move |flags| flags.start = Some(start))));
        }
        for domain in &self.domains {
            values.push((Variation::Domain, Box::new(|flags| flags.domain = Some(domain.clone()))));
        }
        for what in self.with {
            let allow = |flags: &mut ProfileFlags| flags.more.allow.push(what.clone());
            values.push((Variation::With(what.clone()), Box::new(allow)));
        }
        let milestones = &current.target.milestones;
        for what in self.without {
            let demanded = |step| milestones.contains(&step) || current.must.contains(&step);
            let dropped = kb.step(what).is_some_and(demanded);
            let avoid = move |flags: &mut ProfileFlags| {
                flags.more.avoid.push(what.clone());
                flags.more.drop.extend(dropped.then(|| what.clone()));
            };
            values.push((Variation::Without(what.clone()), Box::new(avoid)));
        }
        let together = |values: &[(Variation, Set)]| {
            let mut flags = base.clone();
            values.iter().for_each(|(_, set)| set(&mut flags));
            (values.iter().map(|(change, _)| change.clone()).collect(), flags)
        };
        if self.several || values.is_empty() {
            values.chunks(1).map(together).collect()
        } else {
            vec![together(&values)]
        }
    }
}

/// Lays a value over the flags.
type Set<'a> = Box<dyn Fn(&mut ProfileFlags) + 'a>;

/// Takes the value out of a list of one.
fn single<T>(list: &mut Vec<T>) -> Option<T> {
    if list.len() == 1 { list.pop() } else { None }
}
