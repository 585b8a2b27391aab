//! One entry as labelled facts, for a terminal and for a screen reader alike.

use crate::knowledge::words::Word as _;
use crate::render::sheet::{FAINT, HEADING, styled, wrap};
use crate::render::words::{count, months, usd};
use crate::view::SkillsView;
use crate::view::catalogue::{
    CompetencyView, EntryView, ItemView, ResourceView, RoleView, SourceView, StepView, TeacherView,
};

/// A heading and labelled lines.
pub struct Facts {
    pub heading: String,
    pub lines: Vec<(&'static str, String)>,
}

impl Facts {
    pub(super) fn new(heading: String) -> Self {
        Self { heading, lines: Vec::new() }
    }

    pub(super) fn add(&mut self, label: &'static str, text: impl Into<String>) {
        let text = text.into();
        if !text.is_empty() {
            self.lines.push((label, text));
        }
    }

    pub(super) fn all(&mut self, label: &'static str, texts: impl IntoIterator<Item = String>) {
        texts.into_iter().for_each(|text| self.add(label, text));
    }
}

/// `show`: the facts of all entries of one id.
pub fn draw(entries: &[EntryView], width: u16) -> String {
    let drawn: Vec<String> = entries.iter().map(|entry| block(&facts(entry), width)).collect();
    drawn.join("\n")
}

pub(super) fn block(facts: &Facts, width: u16) -> String {
    styled(HEADING, wrap(&facts.heading, width, "").trim_end()) + "\n" + &lines(facts, width)
}

/// The labelled lines alone.
pub(super) fn lines(facts: &Facts, width: u16) -> String {
    const INDENT: &str = "              ";
    let mut out = String::new();
    let mut before = "";
    for (label, text) in &facts.lines {
        let shown = if *label == before { "" } else { label };
        let label_width = INDENT.len();
        out += &styled(FAINT, &format!("{shown:<label_width$}"));
        out += wrap(text, width, INDENT).trim_start();
        before = label;
    }
    out
}

/// The facts of one entry.
pub fn facts(entry: &EntryView) -> Facts {
    match entry {
        EntryView::Step { step: view, sources, leads_to } => step(view, sources, leads_to),
        EntryView::Item { item: view, sources, steps } => item(view, sources, steps),
        EntryView::Competency { competency: view, taught_by } => competency(view, taught_by),
        EntryView::Role { role: view } => role(view),
        EntryView::Source { source } => {
            let mut facts = Facts::new(format!("{} (source {})", source.title, source.key));
            facts.add("Address", source.url.clone());
            facts.add("Taken from it", source.note.clone().unwrap_or_default());
            facts
        }
    }
}

fn step(view: &StepView, sources: &[SourceView], leads_to: &[String]) -> Facts {
    let mut facts = Facts::new(format!("{} (step {})", view.title, view.id));
    let beyond = if view.beyond_guide { ", beyond what it names" } else { "" };
    facts.add("Guide item", format!("{} ({}){beyond}", view.item, view.section));
    facts.add("Kind", view.kind.word());
    facts.add("Domain", view.domain.clone().unwrap_or_default());
    let hours = &view.hours;
    facts.add("Hours", format!("{} likely, {} to {}", hours.likely, hours.low, hours.high));
    let keys = if hours.source.is_empty() {
        String::new()
    } else {
        format!(" [{}]", hours.source.join(", "))
    };
    let why = hours.why.as_ref().map(|why| format!(": {why}")).unwrap_or_default();
    facts.add("Basis", format!("{}{why}{keys}", hours.basis));
    facts.add("Calendar", calendar(view).join(", "));
    facts.add("Cost", cost(view));
    facts.add("Requires", levels(&view.requires));
    facts.add("After", view.after.join(", "));
    facts.add("After one of", view.after_any.join(", "));
    facts.add("Teaches", levels(&view.teaches));
    facts.add("Leads to", leads_to.join(", "));
    facts.add("Done when", view.done_when.clone());
    facts.add("On your CV", view.earns.clone().unwrap_or_default());
    facts.add("Replaced by", view.replaced_by.join(", "));
    facts.all("With", view.resources.iter().map(resource));
    facts.all("Sources", sources.iter().map(source));
    facts
}

fn item(view: &ItemView, sources: &[SourceView], steps: &[String]) -> Facts {
    let mut facts = Facts::new(format!("{} (guide item {})", view.name, view.id));
    facts.add("Section", view.section.word());
    facts.add("Advice", view.advice.clone().unwrap_or_default());
    let why = view.why.as_ref().map(|why| format!(": {why}")).unwrap_or_default();
    facts.add("Coverage", format!("{}{why}", view.coverage));
    if let Some(note) = &view.note {
        facts.add("Since then", format!("{} [{}]", note.text, note.source.join(", ")));
    }
    facts.add("Steps", steps.join(", "));
    facts.all("Sources", sources.iter().map(source));
    facts
}

fn competency(view: &CompetencyView, taught_by: &[TeacherView]) -> Facts {
    let mut facts = Facts::new(format!("{} (competency {})", view.name, view.id));
    facts.add("Guide item", view.item.clone());
    facts.add("Working means", view.working.clone().unwrap_or_default());
    let written: Vec<&str> =
        view.aliases.iter().chain(&view.ambiguous).map(String::as_str).collect();
    facts.add("Also written", written.join(", "));
    facts.add("Implied by", view.implied_by.join(", "));
    let teacher = |t: &TeacherView| format!("{} ({}, {} h)", t.step, t.level, t.hours);
    facts.all("Taught by", taught_by.iter().map(teacher));
    if taught_by.is_empty() {
        facts.add("Taught by", "no step".to_owned());
    }
    facts
}

fn role(view: &RoleView) -> Facts {
    let mut facts = Facts::new(format!("{} (role {})", view.name, view.id));
    facts.add("Summary", view.summary.clone().unwrap_or_default());
    facts.add("Needs", levels(&view.needs));
    facts.add("Milestones", view.milestones.join(", "));
    facts
}

fn levels(skills: &SkillsView) -> String {
    let pairs: Vec<String> = skills.iter().map(|(id, level)| format!("{id} {level}")).collect();
    pairs.join(", ")
}

fn resource(view: &ResourceView) -> String {
    let provider = view.provider.as_ref().map(|name| format!(", {name}")).unwrap_or_default();
    let price = view.price.as_ref().map(|price| format!("; {price}")).unwrap_or_default();
    let url = view.url.as_ref().map(|url| format!(" {url}")).unwrap_or_default();
    let seen = match (&view.source, view.confirmed) {
        (Some(key), true) => format!(" [{key}]"),
        _ => " [not confirmed]".to_owned(),
    };
    format!("{}{provider} ({}, {}{price}){url}{seen}", view.title, view.format, view.cost)
}

fn source(view: &SourceView) -> String {
    format!("[{}] {} {}", view.key, view.title, view.url)
}

/// Months, weeks and whole weeks of a step in words.
fn calendar(step: &StepView) -> Vec<String> {
    let mut facts = Vec::new();
    if step.full_time {
        facts.push("full time".to_owned());
    }
    if step.weeks > 0 {
        facts.push(format!("at least {}", count(step.weeks as usize, "week")));
    }
    if !step.starts.is_empty() {
        facts.push(format!("begins in {}", months(&step.starts)));
    }
    facts
}

fn cost(step: &StepView) -> String {
    let amount = step.cost.usd.filter(|&amount| amount > 0.0);
    let amount = amount.map(|amount| format!(", {}", usd(amount))).unwrap_or_default();
    let why = step.cost.why.as_ref().map(|why| format!(" ({why})")).unwrap_or_default();
    format!("{}{amount}{why}", step.cost.class)
}
