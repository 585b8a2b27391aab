//! The answers of `set` and `know`: what the profile says, and what a change of it does.

use jiff::civil::Date;
use serde::Serialize;

use crate::knowledge::model::{CompetencyId, Kb};
use crate::knowledge::vocabulary::Level;
use crate::person::Person;
use crate::person::amend::values;
use crate::person::wishes::Wishes;
use crate::planner::plan::{NoPlan, Plan};
use crate::planner::verdict::judge;
use crate::view::deadline::Judgement;
use crate::view::plan::reasons;

pub use crate::person::amend::Value;

/// What the profile says.
#[derive(Debug, Serialize)]
pub struct SettingsView {
    pub schema: &'static str,
    /// Its path.
    pub profile: String,
    pub exists: bool,
    pub settings: Vec<SettingView>,
}

#[derive(Debug, Serialize)]
pub struct SettingView {
    pub key: &'static str,
    pub value: Value,
}

/// What was changed, and what that does to the plan.
#[derive(Debug, Serialize)]
pub struct ChangedView {
    pub schema: &'static str,
    pub profile: String,
    /// Empty if it said so already.
    pub changes: Vec<ChangeView>,
    pub plan: Option<PlanChangeView>,
}

#[derive(Debug, Serialize)]
pub struct ChangeView {
    pub key: &'static str,
    /// The competency, of `know`.
    pub entry: Option<String>,
    /// `None` if nothing was said.
    pub before: Option<Value>,
    pub after: Option<Value>,
}

#[derive(Debug, Serialize)]
pub struct PlanChangeView {
    /// When the plan ended; `None` without a profile or a plan.
    pub before: Option<Date>,
    pub after: Option<Date>,
    /// Of the plan that there is now.
    pub deadline: Option<JudgedDeadlineView>,
    /// Why there is no plan any more.
    pub unreachable: Vec<String>,
}

#[derive(Debug, Serialize)]
pub struct JudgedDeadlineView {
    pub date: Date,
    #[serde(flatten)]
    pub outcome: Judgement,
}

/// What the person holds.
#[derive(Debug, Serialize)]
pub struct KnownView {
    pub schema: &'static str,
    pub competencies: Vec<KnownCompetencyView>,
}

#[derive(Debug, Serialize)]
pub struct KnownCompetencyView {
    pub id: String,
    pub name: String,
    pub level: Level,
    pub from: Origin,
    /// The finished step that taught or proves it.
    pub step: Option<String>,
}

/// Where it is known from that somebody holds a competency.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Origin {
    Profile,
    Step,
    /// It comes with another that is held.
    Included,
}

pub fn settings(profile: String, wishes: Option<&Wishes>) -> SettingsView {
    let said = wishes.map(values).unwrap_or_default().into_iter();
    let settings = said.filter_map(|(key, value)| {
        let value = value.filter(|value| !value.is_empty() && key != "version")?;
        Some(SettingView { key, value })
    });
    let exists = wishes.is_some();
    SettingsView { schema: "mlpath/settings/1", profile, exists, settings: settings.collect() }
}

/// The keys whose values differ; of `know` the competencies.
pub fn changes(before: &Wishes, after: &Wishes) -> Vec<ChangeView> {
    let mut changes = Vec::new();
    for ((key, before), (_, after)) in values(before).into_iter().zip(values(after)) {
        match (before, after) {
            (before, after) if before == after => {}
            (Some(Value::Map(before)), Some(Value::Map(after))) if key == "know" => {
                let of = |entries: &[(String, Value)], name: &str| {
                    entries.iter().find(|(other, _)| other == name).map(|(_, level)| level.clone())
                };
                let gone = before.iter().filter(|(name, _)| of(&after, name).is_none());
                for (name, _) in after.iter().chain(gone) {
                    let (before, after) = (of(&before, name), of(&after, name));
                    if before != after {
                        let entry = Some(name.clone());
                        changes.push(ChangeView { key, entry, before, after });
                    }
                }
            }
            (before, after) => {
                let [before, after] =
                    [before, after].map(|value| value.filter(|value| !value.is_empty()));
                changes.push(ChangeView { key, entry: None, before, after });
            }
        }
    }
    changes
}

pub fn plan_change(
    kb: &Kb,
    person: &Person,
    before: Option<Date>,
    after: &Result<Plan, NoPlan>,
) -> PlanChangeView {
    let deadline = person.deadline.zip(after.as_ref().ok());
    let unreachable = match after {
        Ok(_) => Vec::new(),
        Err(NoPlan::PastCalendar) => vec!["it would not end before the year 9999".to_owned()],
        Err(NoPlan::Unreachable(why)) => {
            reasons(kb, why).into_iter().map(|reason| reason.text).collect()
        }
    };
    PlanChangeView {
        before,
        after: after.as_ref().ok().map(|plan| plan.finish.planned),
        deadline: deadline
            .map(|(date, plan)| JudgedDeadlineView { date, outcome: judge(plan, date) }),
        unreachable,
    }
}

pub fn known(kb: &Kb, person: &Person) -> KnownView {
    let held = person.scenario(kb).held;
    let levels = held.levels.iter().enumerate();
    let levels = levels.filter_map(|(index, level)| Some((CompetencyId(index), (*level)?)));
    let competencies = levels.map(|(competency, level)| {
        let (from, step) = origin(kb, person, competency, level);
        let (id, name) = (kb[competency].id.clone(), kb[competency].name.clone());
        KnownCompetencyView { id, name, level, from, step }
    });
    KnownView { schema: "mlpath/know/1", competencies: competencies.collect() }
}

fn origin(
    kb: &Kb,
    person: &Person,
    competency: CompetencyId,
    level: Level,
) -> (Origin, Option<String>) {
    if person.know.get(&competency) == Some(&level) {
        return (Origin::Profile, None);
    }
    let mut taught = person.progress.done().map(|(step, _)| step);
    let taught = taught.find(|&step| kb.taught(step, competency) >= Some(level));
    let proven = || person.proof(kb).levels.get(&competency).copied();
    let proven = || proven().filter(|proven| proven.level >= level).map(|proven| proven.by);
    match taught.or_else(proven) {
        Some(step) => (Origin::Step, Some(kb.id(step))),
        None => (Origin::Included, None),
    }
}
