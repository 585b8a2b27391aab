//! `plan`, and what other commands share with it.

use anyhow::Result;
use jiff::ToSpan as _;
use jiff::civil::Date;

use crate::commands::towards::Towards;
use crate::env::{Env, hint, print};
use crate::failure::{Refused, Usage};
use crate::knowledge::model::Kb;
use crate::person::Person;
use crate::person::flags::ProfileFlags;
use crate::person::journal::Journal;
use crate::person::profile::parse_day;
use crate::planner::credit::credit;
use crate::planner::plan::{NoPlan, Plan, hours_to_finish_by, plan};
use crate::planner::remedy::{Remedies, remedies};
use crate::planner::scenario::Scenario;
use crate::planner::verdict::{Verdict, judge};
use crate::render::{Format, gantt, json, markdown, plain, terminal};
use crate::view::deadline::{self, DeadlineView};
use crate::view::plan::{self as view, Extras, PlanView, SoonerView};
use crate::view::progress::{self, SinceView};

const EXAMPLES: &str = concat!(
    "Examples:\n",
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
    /// Draw the plan as bars over months
    #[arg(long)]
    gantt: bool,

    /// Say what has changed since the end of that day: the finish then and now
    #[arg(long, value_name = "DATE", value_parser = parse_day)]
    since: Option<Date>,

    #[command(flatten)]
    towards: Towards,

    #[command(flatten)]
    profile: ProfileFlags,
}

pub fn run(args: &Args, env: &Env) -> Result<()> {
    if args.gantt && matches!(env.format(), Format::Json | Format::Markdown) {
        let text = "`--gantt` draws for people, as a table or plain; `mlpath plan --format json` \
                    has the weeks of every step";
        return Err(Usage(text.to_owned()).into());
    }
    if let Some(date) = args.since.filter(|&date| date >= env.today) {
        return Err(Usage(format!("{date} is not past: `--since` takes an earlier day")).into());
    }
    if args.since.is_some() && args.towards.advert().is_some() {
        let text = "`--since` compares the plan for your role, and `--for` plans for an advert";
        return Err(Usage(text.to_owned()).into());
    }
    let view = make(env.knowledge()?, &args.profile, &args.towards, args.since, env, env.format())?;
    let text = if args.gantt { bars } else { text };
    print(&text(&view, env.format(), env.width)?)?;
    if view.unreachable.is_some() {
        return Err(no_plan(&view).into());
    }
    if env.format() != Format::Json {
        args.towards.hint(env);
    }
    if !view.profile.from_file && env.format() != Format::Json {
        let init = env.command("init");
        hint(&format!("there is no profile yet; `{init}` keeps what you know and want"));
    }
    if view.start < env.today && env.format() != Format::Json {
        let flags = args.towards.flags();
        let from_today = env.command(&format!("plan{flags} --start {}", env.today));
        hint(&format!("the plan begins on {}; from today on: `{from_today}`", view.start));
    }
    Ok(())
}

/// The plan in any format; nothing for a person where there is no plan.
pub(super) fn text(view: &PlanView, format: Format, width: u16) -> Result<String> {
    match format {
        Format::Json => json(view),
        _ if view.unreachable.is_some() => Ok(String::new()),
        Format::Table => Ok(terminal::plan(view, width)),
        Format::Plain => Ok(plain::plan(view)),
        Format::Markdown => Ok(markdown::checklist(view)),
    }
}

/// The plan over months, where there is one.
fn bars(view: &PlanView, format: Format, width: u16) -> Result<String> {
    match format {
        _ if view.steps.is_empty() => text(view, format, width),
        Format::Plain => Ok(gantt::months(view)),
        _ => Ok(gantt::bars(view, width)),
    }
}

/// Plans for the person of the profile and the flags, with what a format shows beside the steps.
pub(super) fn make(
    mut kb: Kb,
    flags: &ProfileFlags,
    towards: &Towards,
    since: Option<Date>,
    env: &Env,
    format: Format,
) -> Result<PlanView> {
    let (mut person, from_file) = env.person(&kb, flags)?;
    let beyond = towards.aim(&mut kb, &mut person, env)?;
    let kb = &kb;
    let scenario = person.scenario(kb);
    let view = match plan(kb, &scenario) {
        Ok(plan) => {
            // The checklist says what to do, and gives no advice about the plan.
            let advice = format != Format::Markdown;
            let scenario = &scenario;
            let since = since.map(|date| {
                let journal = env.journal().read()?;
                let journals = [&journal.until(date), &journal];
                self::since(env, kb, flags, journals, date, (&person, Some(&plan)))
            });
            let extras = Extras {
                since: since.transpose()?,
                sooner: advice.then(|| half_a_year_sooner(kb, scenario, &plan)).flatten(),
                deadline: person.deadline.map(|date| verdict(kb, scenario, &plan, date, advice)),
                credit: advice.then(|| credit(kb, scenario)).flatten(),
            };
            view::plan(kb, &person, &plan, extras, env.today, from_file)
        }
        Err(NoPlan::Unreachable(reasons)) => {
            view::unreachable(kb, &person, &reasons, env.today, from_file)
        }
        Err(NoPlan::PastCalendar) => return Err(past_calendar().into()),
    };
    Ok(PlanView { beyond, ..view })
}

/// The person and their plan as they were on a day, with an earlier journal and the same profile.
pub(super) fn before(
    env: &Env,
    kb: &Kb,
    flags: &ProfileFlags,
    journal: &Journal,
    day: Date,
) -> Result<(Person, Option<Plan>)> {
    let (then, _) = env.person_after(kb, flags, journal, day)?;
    let before = plan(kb, &then.scenario(kb)).ok();
    Ok((then, before))
}

/// What has changed since the journal was an earlier one.
pub(super) fn since(
    env: &Env,
    kb: &Kb,
    flags: &ProfileFlags,
    [earlier, journal]: [&Journal; 2],
    date: Date,
    (now, current): (&Person, Option<&Plan>),
) -> Result<SinceView> {
    let (then, before) = before(env, kb, flags, earlier, date)?;
    let events = journal.events.len() - earlier.events.len();
    Ok(progress::since(kb, date, events, [&then, now], [before.as_ref(), current]))
}

/// The plan of a person.
///
/// # Errors
/// If there is none, with the reasons.
pub(super) fn planned(kb: &Kb, person: &Person, env: &Env, from_file: bool) -> Result<Plan> {
    plan(kb, &person.scenario(kb)).map_err(|none| match none {
        NoPlan::PastCalendar => past_calendar().into(),
        NoPlan::Unreachable(reasons) => {
            no_plan(&view::unreachable(kb, person, &reasons, env.today, from_file)).into()
        }
    })
}

pub(super) fn past_calendar() -> Refused {
    Refused {
        message: "the plan would not end before the year 9999".to_owned(),
        causes: Vec::new(),
        hint: "give more hours a week: `mlpath plan --hours 10`".to_owned(),
    }
}

/// The refusal of an answer without a plan.
pub(super) fn no_plan(view: &PlanView) -> Refused {
    let reasons = view.unreachable.as_ref().map_or(&[][..], |unreachable| &unreachable.reasons);
    let wished = reasons.iter().any(|reason| reason.kind != "no-way");
    let hint = if reasons.iter().any(|reason| reason.kind == "skipped") {
        "take the skipping back with `mlpath undo`, its id is in `mlpath history`"
    } else if wished {
        "give up what is named above, in the profile or in the flags, then `mlpath plan`"
    } else {
        "see what there is with `mlpath list steps`, or another role with `mlpath list roles`"
    };
    Refused {
        message: format!("no plan is enough to become: {}", view.role_name),
        causes: reasons.iter().map(|reason| reason.text.clone()).collect(),
        hint: hint.to_owned(),
    }
}

/// The verdict; on advice with remedies, unless it fits.
fn verdict(kb: &Kb, scenario: &Scenario, plan: &Plan, date: Date, advice: bool) -> DeadlineView {
    let judgement = judge(plan, date);
    let remedies = match judgement.verdict {
        Verdict::Tight | Verdict::Short if advice => remedies(kb, scenario, plan, date),
        _ => Remedies::default(),
    };
    deadline::deadline(kb, plan, judgement, &remedies, scenario.time.budget.weekly())
}

fn half_a_year_sooner(kb: &Kb, scenario: &Scenario, plan: &Plan) -> Option<SoonerView> {
    let Scenario { time, .. } = scenario;
    let by = plan.finish.planned.checked_sub(26.weeks()).ok()?;
    if by <= time.start {
        return None;
    }
    let found = hours_to_finish_by(kb, &scenario.goal(kb), time, &plan.selection, by);
    let finish = found.map_or(by, |(_, finish)| finish);
    Some(SoonerView { finish, hours_per_week: found.map(|(hours, _)| hours) })
}
