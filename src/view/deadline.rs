//! The verdict on a deadline, with the remedies.

use jiff::civil::Date;
use serde::Serialize;

use crate::knowledge::hours::{Hours, thousands};
use crate::knowledge::model::Kb;
use crate::planner::curve::Stage;
use crate::planner::difference::{Difference, difference};
use crate::planner::plan::Plan;
use crate::planner::remedy::{Change, Remedies, Remedy};
use crate::planner::scenario::Scenario;
use crate::view::curve::{StandingView, standing_on};

pub use crate::planner::verdict::{Judgement, Verdict};

#[derive(Debug, Serialize)]
pub struct DeadlineView {
    pub date: Date,
    #[serde(flatten)]
    pub outcome: Judgement,
    /// What is held by then; `None` if there are too few adverts.
    pub by_then: Option<StandingView>,
    /// Any one of these makes the plan fit; the smallest change comes first.
    pub fixes: Vec<FixView>,
    /// These help, but none is enough alone.
    pub not_enough: Vec<FixView>,
}

/// A change, and the plan that results from it.
#[derive(Debug, Serialize)]
pub struct FixView {
    #[serde(flatten)]
    pub fix: Fix,
    pub text: String,
    /// How much is changed: the share by which the hours a week or the time until the deadline
    /// grow, or the share of the plan's hours that are exchanged.
    pub change: f64,
    /// When the plan ends then; of a stage, when it is reached.
    pub finish: Date,
    #[serde(flatten)]
    pub outcome: Judgement,
}

/// The value of the flag that the text names.
#[derive(Debug, Serialize)]
#[serde(tag = "kind", content = "value", rename_all = "snake_case")]
pub enum Fix {
    HoursPerWeek(Hours),
    Deadline(Date),
    Drop(String),
    Allow(String),
    Role(String),
    Stage(String),
    RoleWithHours { hours_per_week: Hours, role: String },
}

/// The verdict on the plan of a scenario.
pub fn deadline(
    kb: &Kb,
    scenario: &Scenario,
    plan: &Plan,
    judgement: Judgement,
    remedies: &Remedies,
) -> DeadlineView {
    let hours = scenario.time.budget.weekly();
    let views = |list: &[Remedy]| -> Vec<FixView> {
        list.iter().map(|remedy| fix(kb, plan, judgement.deadline, remedy, hours)).collect()
    };
    let not_enough = views(&remedies.not_enough);
    let stage = remedies.stage.map(|stage| self::stage(kb, &stage, judgement));
    DeadlineView {
        date: judgement.deadline,
        outcome: judgement,
        by_then: standing_on(kb, scenario, plan, judgement.deadline),
        fixes: views(&remedies.enough),
        not_enough: not_enough.into_iter().chain(stage).collect(),
    }
}

/// A role on the way; the plan and its verdict stay as they are.
fn stage(kb: &Kb, stage: &Stage, judgement: Judgement) -> FixView {
    let name = &kb[stage.role].name;
    let date = stage.date.strftime("%-d %b %Y");
    FixView {
        fix: Fix::Stage(kb[stage.role].id.clone()),
        text: format!("aim at the stage on the way: you can apply as {name} from {date}"),
        change: 0.0,
        finish: stage.date,
        outcome: judgement,
    }
}

fn fix(kb: &Kb, plan: &Plan, deadline: Date, remedy: &Remedy, hours: Hours) -> FixView {
    let difference = difference(kb, plan, &remedy.plan);
    let less = shorter(&difference);
    let (fix, text) = match &remedy.change {
        Change::HoursPerWeek(more) => {
            let text = format!("{more} h a week instead of {hours} (--hours {})", more.get());
            (Fix::HoursPerWeek(*more), text)
        }
        Change::Deadline(later) => {
            let days = later.since(deadline).map_or(0, |span| span.get_days());
            let more = match (days, (days + 6) / 7) {
                (1, _) => "1 day".to_owned(),
                (2..14, _) => format!("{days} days"),
                (_, weeks) => format!("{} weeks", thousands(weeks.unsigned_abs().into())),
            };
            let text = format!("{more} more (--deadline {later})");
            (Fix::Deadline(*later), text)
        }
        Change::Drop(step) => {
            let step = &kb[*step];
            let instead = match difference.added.as_slice() {
                [] => String::new(),
                added => format!(", with {} instead", added.join(", ")),
            };
            let (title, id) = (&step.title, &step.id);
            let text = format!("do without \u{201c}{title}\u{201d}{instead}, {less} (--drop {id})");
            (Fix::Drop(step.id.clone()), text)
        }
        Change::Allow(wish) => {
            let word = wish.word(kb);
            let text = format!("allow {word}, {less} (--allow {word})");
            (Fix::Allow(word), text)
        }
        Change::Role(role) => {
            let text = format!("become {} first, {less} (--role {})", role.name, role.id);
            (Fix::Role(role.id.clone()), text)
        }
        Change::RoleWithHours(role, more) => {
            let text = format!(
                "become {} first, with {more} h a week instead of {hours} (--role {} --hours {})",
                role.name,
                role.id,
                more.get()
            );
            (Fix::RoleWithHours { hours_per_week: *more, role: role.id.clone() }, text)
        }
    };
    FixView {
        fix,
        text,
        change: remedy.share,
        finish: remedy.plan.finish.planned,
        outcome: remedy.judgement,
    }
}

/// `120 h less`, `3 h more`.
fn shorter(difference: &Difference) -> String {
    let hours = Hours::new(difference.hours_more.abs()).unwrap_or_default();
    format!("{hours} h {}", if difference.hours_more > 0.0 { "more" } else { "less" })
}
