//! What the profile says, and how it was changed.

use crate::document::phrases::{day, outcome};
use crate::document::tree::{Answer, Cell, Document, Facts, Table};
use crate::view::profile::{
    ChangeView, ChangedView, KnownCompetencyView, KnownView, Origin, PlanChangeView, SettingsView,
    Value,
};

impl Answer for SettingsView {
    fn document(&self) -> Document<'_> {
        let mut document = Document::default();
        match self.exists {
            true => document.say(format!("In {}:", self.profile)),
            false => document.say(format!("There is no {} yet.", self.profile)),
        }
        let mut facts = Facts::of_all(12);
        facts.in_plain("profile", Cell::Name(self.profile.clone()));
        for setting in &self.settings {
            facts.add(setting.key, said(Some(&setting.value)));
        }
        document.facts(facts);
        document
    }
}

impl Answer for ChangedView {
    fn document(&self) -> Document<'_> {
        let mut document = Document::default();
        let line = |change: &ChangeView| {
            let (before, after) = (said(change.before.as_ref()), said(change.after.as_ref()));
            let entry = change.entry.as_ref().map(|entry| format!(" {entry}"));
            format!("{}{}: {before} -> {after}", change.key, entry.unwrap_or_default())
        };
        let lines: Vec<String> = self.changes.iter().map(line).collect();
        for line in &lines {
            document.say(line);
        }
        let plan = self.plan.as_ref().map(plan_lines).unwrap_or_default();
        for line in &plan {
            document.say(line);
        }
        let mut facts = Facts::of_all(0);
        for line in lines {
            facts.in_plain("changed", line);
        }
        for line in plan {
            facts.in_plain("plan", line);
        }
        document.facts(facts);
        document
    }
}

/// What a change does to the plan.
fn plan_lines(plan: &PlanChangeView) -> Vec<String> {
    let finish = match (plan.before, plan.after) {
        (_, None) => "no plan is possible any more:".to_owned(),
        (None, Some(after)) => format!("the plan ends on {}", day(after)),
        (Some(before), Some(after)) if before == after => {
            format!("the plan still ends on {}", day(after))
        }
        (Some(before), Some(after)) => format!("finish: {} -> {}", day(before), day(after)),
    };
    let deadline = plan.deadline.as_ref();
    let deadline =
        deadline.map(|it| format!("; deadline {}: {}", day(it.date), outcome(&it.outcome)));
    let why = plan.unreachable.iter().map(|reason| format!("  {reason}"));
    std::iter::once(finish + &deadline.unwrap_or_default()).chain(why).collect()
}

impl Answer for KnownView {
    fn document(&self) -> Document<'_> {
        let from = |it: &KnownCompetencyView| match (it.from, &it.step) {
            (Origin::Profile, _) => "you say so".to_owned(),
            (Origin::Included, _) => "comes with what you know".to_owned(),
            (Origin::Step, step) => format!("by {}", step.as_deref().unwrap_or("a step")),
        };
        let mut document = Document::default();
        document.table(
            Table::of(&self.competencies)
                .column("Competency", |it| &it.name)
                .names("Level", |it| it.level)
                .column("From", from)
                .names(("Id", 60), |it| &it.id),
        );
        if self.competencies.is_empty() {
            document.say("Nothing is known yet.");
            let mut facts = Facts::of_all(0);
            facts.in_plain("competencies", 0);
            document.facts(facts);
        }
        document
    }
}

/// A value in words.
fn said(value: Option<&Value>) -> String {
    match value {
        None => "none".to_owned(),
        Some(Value::List(items)) => joined(items.iter().map(|item| said(Some(item)))),
        Some(Value::Map(entries)) if entries.iter().all(|(key, _)| key != "from") => {
            joined(entries.iter().map(|(key, value)| format!("{key} {}", said(Some(value)))))
        }
        Some(other) => other.typed(),
    }
}

fn joined(parts: impl Iterator<Item = String>) -> String {
    parts.collect::<Vec<_>>().join(", ")
}
