//! `plan`, and what other commands share with it.

use anyhow::{Result, bail};
use jiff::ToSpan as _;
use jiff::civil::Date;

use crate::commands::planning::{self, no_plan, past};
use crate::commands::target::TargetFlags;
use crate::commands::wished::session;
use crate::document::InFull;
use crate::env::Env;
use crate::failure::{Refused, Usage};
use crate::knowledge::hours::Hours;
use crate::knowledge::model::Kb;
use crate::knowledge::vocabulary::CostClass;
use crate::person::Person;
use crate::person::aim::Aim;
use crate::person::wishes::ProfileFlags;
use crate::person::written::{WrittenDay, parse_day};
use crate::planner::goal::Avoid;
use crate::planner::plan::{NoPlan, Plan, PlannedStep, hours_to_finish_by, plan};
use crate::planner::remedy::{Remedies, most_hours, remedies};
use crate::planner::scenario::Scenario;
use crate::planner::select::{Selection, select};
use crate::planner::verdict::{Verdict, judge};
use crate::render::plan::ics::Calendar;
use crate::render::plan::{self as form, Wanted, gantt};
use crate::render::{self, Format};
use crate::session::Session;
use crate::view::aim::{AimView, aim};
use crate::view::deadline::{self, DeadlineView};
use crate::view::plan::{self as view, AvoidedView, PlanView, SoonerView, UnpaidView};

const EXAMPLES: &str = concat!(
    "Examples, of the shipped knowledge base:\n",
    "  mlpath plan --hours 8 --know python=working,git=working\n",
    "  mlpath plan --deadline 2029-12-31\n",
    "  mlpath plan --since 2027-01-04\n",
    "  mlpath plan --for advert.txt --cover nice\n",
    "  mlpath plan --gantt --holiday 2027-07-05..2027-07-25",
);

/// Print the shortest sufficient plan, dated week by week
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// Show the weeks and the reason of every step, near or far, and what the figures rest on
    #[arg(long)]
    all: bool,

    /// Draw the plan as bars over months
    #[arg(long, conflicts_with = "all")]
    gantt: bool,

    /// Show what has changed since the end of DATE: the finish then and now
    #[arg(long, value_name = "DATE", value_parser = parse_day)]
    since: Option<WrittenDay>,

    #[command(flatten)]
    target: TargetFlags,

    #[command(flatten)]
    profile: ProfileFlags,
}

pub fn run(args: &Args, env: &Env) -> Result<()> {
    if args.gantt && !matches!(env.format(), Format::Table | Format::Plain) {
        let text = "`--gantt` draws for people, as a table or plain; `mlpath plan --format json` \
                    has the weeks of every step";
        bail!(Usage(text.to_owned()));
    }
    let since = past(args.since.as_ref(), env.today)?;
    let session = session(env, args.target.over(args.profile.wishes()))?;
    let advice = gives_advice(env.format()) && !args.gantt;
    let (view, refused) = make(&session, since, advice)?;
    let draw = match args {
        Args { gantt: true, .. } => bars,
        Args { all: true, .. } => whole,
        _ => text,
    };
    env.print(&draw(&view, env.format(), env)?)?;
    if let Some(refused) = refused {
        bail!(refused);
    }
    args.target.hint(env);
    if !view.profile.from_file {
        hint_at_init(env);
    }
    if view.start < env.today {
        let flags = args.target.flags();
        let from_today = env.command(&format!("plan{flags} --start {}", env.today));
        env.hint(&format!("the plan begins on {}; to begin it today: `{from_today}`", view.start));
    }
    Ok(())
}

/// Whether a form of the plan says what else could be done: the others are for doing it.
pub(super) fn gives_advice(format: Format) -> bool {
    matches!(format, Format::Table | Format::Plain | Format::Json | Format::Csv | Format::Html)
}

/// Suggests a profile to a person without one.
pub(super) fn hint_at_init(env: &Env) {
    let init = env.command("init");
    env.hint(&format!("there is no profile yet; `{init}` saves what you know and want"));
}

/// The plan in any form, for standard output.
fn text(view: &PlanView, format: Format, env: &Env) -> Result<String> {
    let calendar = Calendar::default();
    form::draw(view, format, &Wanted { width: env.width, file: "FILE", now: env.now()?, calendar })
}

/// The plan with all details of all steps.
fn whole(view: &PlanView, format: Format, env: &Env) -> Result<String> {
    match format {
        Format::Table => in_full(view, env.width),
        _ => text(view, format, env),
    }
}

/// The same as a table.
pub(super) fn in_full(view: &PlanView, width: u16) -> Result<String> {
    render::draw(&InFull(view), Format::Table, width)
}

/// The plan as bars over months, if there is one.
fn bars(view: &PlanView, format: Format, env: &Env) -> Result<String> {
    match format {
        _ if view.steps.is_empty() => text(view, format, env),
        Format::Plain => Ok(gantt::in_words(view)),
        _ => Ok(gantt::bars(view, env.width)),
    }
}

/// The plan of the session's person, and the refusal if there is none. `advice` on how to finish
/// sooner is left out of checklists.
pub(super) fn make(
    session: &Session,
    since: Option<Date>,
    advice: bool,
) -> Result<(PlanView, Option<Refused>)> {
    let person = session.person()?;
    let (kb, today) = (&session.kb, session.env.today);
    let scenario = &person.scenario(kb);
    let plan = match session.env.waiting("Planning", || plan(kb, scenario)) {
        Ok(plan) => plan,
        Err(none) => {
            let refused = no_plan(kb, &person, &none);
            let NoPlan::Unreachable(reasons) = none else { return Err(refused.into()) };
            let view = view::plan(kb, &person, Err(&reasons), today);
            return Ok((view, Some(refused)));
        }
    };
    let since = since.map(|date| {
        let earlier = session.journal()?.until(date);
        planning::since(session, date, &earlier, None, (&person, Some(&plan)))
    });
    let since = since.transpose()?;
    let view = session.env.waiting("Looking at other ways", || PlanView {
        aim: aim_alone(kb, &person, &plan),
        since,
        sooner: advice.then(|| half_a_year_sooner(kb, scenario, &plan)).flatten(),
        deadline: person.deadline.map(|date| verdict(kb, scenario, &plan, date, advice)),
        unpaid: advice.then(|| without_paying(kb, scenario, &plan)).flatten(),
        avoided: if advice { dear_wishes(kb, scenario, &plan) } else { Vec::new() },
        ..view::plan(kb, &person, Ok(&plan), today)
    });
    Ok((view, None))
}

/// The adverts that are aimed at; of several, also by when each would be met alone.
fn aim_alone(kb: &Kb, person: &Person, all: &Plan) -> Vec<AimView> {
    let views = aim(kb, person, Some(all));
    let Some(several) = person.aim.as_ref().filter(|_| views.len() > 1) else { return views };
    let alone = several.adverts.iter().map(|file| {
        let only = Aim { adverts: vec![file.clone()], cover: several.cover };
        let person = person.clone().aiming_at(kb, only);
        let plan = plan(kb, &person.scenario(kb)).ok()?;
        aim(kb, &person, Some(&plan)).first()?.by
    });
    views.into_iter().zip(alone).map(|(view, alone)| AimView { alone, ..view }).collect()
}

/// The verdict on a deadline; with advice, also remedies if it does not fit.
fn verdict(kb: &Kb, scenario: &Scenario, plan: &Plan, date: Date, advice: bool) -> DeadlineView {
    let judgement = judge(plan, date);
    let remedies = match judgement.verdict {
        Verdict::Tight | Verdict::Short if advice => remedies(kb, scenario, plan, date),
        _ => Remedies::default(),
    };
    deadline::deadline(kb, scenario, plan, judgement, &remedies)
}

/// What a plan without paid steps takes, if this one has any.
fn without_paying(kb: &Kb, scenario: &Scenario, plan: &Plan) -> Option<UnpaidView> {
    let is_paid = |planned: &PlannedStep| kb[planned.step].cost.class.is_paid();
    plan.steps.iter().find(|planned| is_paid(planned))?;
    let mut unpaid = scenario.goal(kb);
    unpaid.avoid.push(Avoid::Cost(CostClass::Paid));
    let hours = |selection: Selection| -> Hours {
        selection.steps.iter().map(|&step| unpaid.held.left(kb, step).likely).sum()
    };
    let least = select(kb, &unpaid).ok().map(hours);
    Some(UnpaidView { hours_more: least.map(|least| least.less(plan.hours())) })
}

/// The wishes to avoid something that make the plan at least a tenth longer.
fn dear_wishes(kb: &Kb, scenario: &Scenario, plan: &Plan) -> Vec<AvoidedView> {
    /// Each takes a selection of its own.
    const MOST: usize = 6;
    let with = |wish: &Avoid| {
        let mut goal = scenario.shared(MOST).goal(kb);
        goal.avoid.retain(|other| other != wish);
        let steps = select(kb, &goal).ok()?.steps;
        let least: Hours = steps.iter().map(|&step| goal.held.left(kb, step).likely).sum();
        let hours_more = plan.hours().less(least);
        let is_dear = hours_more.get() * 10.0 >= plan.hours().get() && !hours_more.is_zero();
        is_dear.then(|| AvoidedView { what: wish.word(kb), hours_more })
    };
    let wishes = scenario
        .avoid
        .iter()
        .filter(|wish| matches!(wish, Avoid::Step(_) | Avoid::Kind(_) | Avoid::Cost(_)));
    let tried = wishes.take(if plan.selection.proven { MOST } else { 0 });
    tried.filter_map(with).collect()
}

/// The hours a week that somebody can give to end half a year earlier, if the plan takes more than
/// a year.
fn half_a_year_sooner(kb: &Kb, scenario: &Scenario, plan: &Plan) -> Option<SoonerView> {
    /// The hours of a week.
    const ALL: u32 = 168;
    let finish = plan.finish.planned;
    let by = finish.checked_sub(26.weeks()).ok();
    let by = by.filter(|_| finish > scenario.time.start.saturating_add(1.year()))?;
    let within = |most| hours_to_finish_by(kb, scenario, &plan.selection, by, most);
    match within(most_hours(scenario.time.budget.weekly())) {
        Some((hours, finish)) => Some(SoonerView { finish, hours_per_week: Some(hours) }),
        None if within(ALL).is_some() => None,
        None => Some(SoonerView { finish: by, hours_per_week: None }),
    }
}
