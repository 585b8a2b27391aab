//! The verdict on a deadline, with the remedies.

use jiff::civil::Date;
use serde::Serialize;
use serde_json::{Value, json};

use crate::knowledge::hours::{Hours, thousands};
use crate::knowledge::model::Kb;
use crate::planner::difference::{Difference, difference};
use crate::planner::plan::Plan;
use crate::planner::remedy::{Change, Remedies, Remedy};
use crate::planner::verdict::{Judgement, Verdict};

#[derive(Debug, Serialize)]
pub struct DeadlineView {
    pub date: Date,
    #[serde(flatten)]
    pub outcome: OutcomeView,
    /// Any one of these makes the plan fit; those first that change least.
    pub fixes: Vec<FixView>,
    /// These bring it nearer, but alone are not enough.
    pub not_enough: Vec<FixView>,
}

#[derive(Debug, Serialize)]
pub struct OutcomeView {
    pub verdict: &'static str,
    /// Share of the forecast's draws that end in time, from 0 to 1.
    pub likelihood: f64,
    /// Whole weeks between the planned finish and the deadline.
    pub weeks_to_spare: u32,
    /// Hours that the plan places after the deadline; those of its week by days.
    pub hours_short: Hours,
}

/// Something to change, and what comes of it.
#[derive(Debug, Serialize)]
pub struct FixView {
    pub kind: &'static str,
    /// Hours, a date, or an id: what the flag in the text takes. Role and hours together are an
    /// object of both.
    pub value: Value,
    pub text: String,
    /// How much is changed: the share by which the hours a week or the time until the deadline
    /// grow, or the share of the plan's hours that are exchanged.
    pub change: f64,
    pub finish: Date,
    #[serde(flatten)]
    pub outcome: OutcomeView,
}

/// The verdict on `plan`.
pub fn deadline(
    kb: &Kb,
    plan: &Plan,
    judgement: Judgement,
    remedies: &Remedies,
    hours: Hours,
) -> DeadlineView {
    let views = |list: &[Remedy]| {
        list.iter().map(|remedy| fix(kb, plan, judgement.deadline, remedy, hours)).collect()
    };
    DeadlineView {
        date: judgement.deadline,
        outcome: outcome(judgement),
        fixes: views(&remedies.enough),
        not_enough: views(&remedies.not_enough),
    }
}

/// The verdict alone.
pub fn outcome(judgement: Judgement) -> OutcomeView {
    OutcomeView {
        verdict: match judgement.verdict {
            Verdict::Fits => "fits",
            Verdict::Tight => "tight",
            Verdict::Short => "short",
        },
        likelihood: judgement.likelihood,
        weeks_to_spare: judgement.weeks_to_spare,
        hours_short: judgement.hours_short,
    }
}

fn fix(kb: &Kb, plan: &Plan, deadline: Date, remedy: &Remedy, hours: Hours) -> FixView {
    let difference = difference(kb, plan, &remedy.plan);
    let less = shorter(&difference);
    let (kind, value, text) = match &remedy.change {
        Change::HoursPerWeek(more) => {
            let text = format!("{more} h a week instead of {hours} (--hours {})", more.get());
            ("hours_per_week", json!(more), text)
        }
        Change::Deadline(later) => {
            let days = later.since(deadline).map_or(0, |span| span.get_days());
            let more = match (days, (days + 6) / 7) {
                (1, _) => "1 day".to_owned(),
                (2..14, _) => format!("{days} days"),
                (_, weeks) => format!("{} weeks", thousands(weeks.unsigned_abs().into())),
            };
            let text = format!("{more} more (--deadline {later})");
            ("deadline", json!(later), text)
        }
        Change::Drop(step) => {
            let step = &kb[*step];
            let instead = instead(kb, &difference);
            let (title, id) = (&step.title, &step.id);
            let text = format!("do without \u{201c}{title}\u{201d}{instead}, {less} (--drop {id})");
            ("drop", json!(step.id), text)
        }
        Change::Allow(wish) => {
            let word = wish.word(kb);
            let text = format!("allow what is {word}, {less} (--allow {word})");
            ("allow", json!(word), text)
        }
        Change::Role(role) => {
            let text = format!("become {} first, {less} (--role {})", role.name, role.id);
            ("role", json!(role.id), text)
        }
        Change::RoleWithHours(role, more) => {
            let text = format!(
                "become {} first, with {more} h a week instead of {hours} (--role {} --hours {})",
                role.name,
                role.id,
                more.get()
            );
            ("role_with_hours", json!({"role": role.id, "hours_per_week": more}), text)
        }
    };
    FixView {
        kind,
        value,
        text,
        change: remedy.share,
        finish: remedy.plan.finish.planned,
        outcome: outcome(remedy.judgement),
    }
}

/// `120 h less`, `3 h more`.
fn shorter(difference: &Difference) -> String {
    let [old, new] = difference.hours;
    match old.ticks().checked_sub(new.ticks()) {
        Some(less) => format!("{} h less", Hours::from_ticks(less)),
        None => format!("{} h more", Hours::from_ticks(new.ticks() - old.ticks())),
    }
}

/// `, with a, b instead`.
fn instead(kb: &Kb, difference: &Difference) -> String {
    let added: Vec<&str> = difference.added.iter().map(|&step| kb[step].id.as_str()).collect();
    if added.is_empty() { String::new() } else { format!(", with {} instead", added.join(", ")) }
}
