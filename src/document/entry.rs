//! Entries of the knowledge base, with everything that is known about each.

use itertools::Itertools as _;

use crate::document::phrases::{months, usd};
use crate::document::tree::{Answer, Document, Facts};
use crate::knowledge::entry::{Competency, Item, Resource, Role, Source, Step};
use crate::knowledge::text::Count;
use crate::knowledge::vocabulary::Keyword as _;
use crate::view::SkillsView;
use crate::view::catalogue::{EntryView, TeacherView};
use crate::view::list::ShowView;

impl Answer for ShowView {
    fn document(&self) -> Document<'_> {
        let mut document = Document::default();
        for entry in &self.entries {
            if !document.0.is_empty() {
                document.space();
            }
            document.facts(facts(entry));
        }
        document
    }
}

fn facts(entry: &EntryView) -> Facts {
    let (mut facts, origin) = match entry {
        EntryView::Step { step: view, sources, leads_to } => {
            (step(view, sources, leads_to), &view.origin)
        }
        EntryView::Item { item: view, sources, steps } => {
            (item(view, sources, steps), &view.origin)
        }
        EntryView::Competency { competency: view, taught_by } => {
            (competency(&view.entry, taught_by), &view.entry.origin)
        }
        EntryView::Role { role: view } => (role(view), &view.origin),
        EntryView::Source { source } => {
            let mut facts = Facts::about(format!("{} (source {})", source.title, source.key));
            facts.add("Address", &source.url);
            facts.add("Used for", source.note.as_ref());
            (facts, &source.origin)
        }
    };
    facts.all("Overlay", origin.deeds().map(|(deed, place)| format!("{deed} in {place}")));
    facts
}

fn step(view: &Step, sources: &[Source], leads_to: &[String]) -> Facts {
    let mut facts = Facts::about(format!("{} (step {})", view.title, view.id));
    let beyond = if view.beyond_guide { ", not named by the guide" } else { "" };
    facts.add("Guide item", format!("{} ({}){beyond}", view.item, view.section));
    facts.add("Also serves", view.serves.join(", "));
    facts.add("Kind", view.kind.word());
    facts.add("Domain", view.domain.as_ref());
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
    facts.add("Done when", &view.done_when);
    facts.add("On your CV", view.cv_line());
    facts.add("Replaced by", view.replaced_by.join(", "));
    facts.all("With", view.resources.iter().map(resource));
    facts.all("Sources", sources.iter().map(source));
    facts
}

fn item(view: &Item, sources: &[Source], steps: &[String]) -> Facts {
    let mut facts = Facts::about(format!("{} (guide item {})", view.name, view.id));
    facts.add("Section", view.section.word());
    facts.add("Advice", view.advice.as_ref());
    facts.add("Also called", view.words.join(", "));
    let why = view.why.as_ref().map(|why| format!(": {why}")).unwrap_or_default();
    facts.add("Coverage", format!("{}{why}", view.coverage));
    if let Some(note) = &view.note {
        facts.add("Since then", format!("{} [{}]", note.text, note.source.join(", ")));
    }
    facts.add("Steps", steps.join(", "));
    facts.all("Sources", sources.iter().map(source));
    facts
}

fn competency(view: &Competency, taught_by: &[TeacherView]) -> Facts {
    let mut facts = Facts::about(format!("{} (competency {})", view.name, view.id));
    facts.add("Guide item", &view.item);
    facts.add("Working means", view.working.as_ref());
    facts.add("Also called", view.aliases.iter().chain(&view.ambiguous).join(", "));
    facts.add("Implied by", view.implied_by.iter().join(", "));
    let teacher = |t: &TeacherView| format!("{} ({}, {} h)", t.step, t.level, t.hours);
    facts.all("Taught by", taught_by.iter().map(teacher));
    if taught_by.is_empty() {
        facts.add("Taught by", "no step");
    }
    facts
}

fn role(view: &Role) -> Facts {
    let mut facts = Facts::about(format!("{} (role {})", view.name, view.id));
    facts.add("Summary", view.summary.as_ref());
    facts.add("Needs", levels(&view.needs));
    facts.add("Milestones", view.milestones.join(", "));
    facts.add("Optional", view.optional.join(", "));
    facts.add("Adverts of", view.posts.join(", "));
    facts
}

fn levels(skills: &SkillsView) -> String {
    skills.iter().map(|(id, level)| format!("{id} {level}")).join(", ")
}

fn resource(view: &Resource) -> String {
    let provider = view.provider.as_ref().map(|name| format!(", {name}")).unwrap_or_default();
    let price = view.price.as_ref().map(|price| format!("; {price}")).unwrap_or_default();
    let url = view.url.as_ref().map(|url| format!(" {url}")).unwrap_or_default();
    let seen = match (&view.source, view.confirmed) {
        (Some(key), true) => format!(" [{key}]"),
        _ => " [not confirmed]".to_owned(),
    };
    format!("{}{provider} ({}, {}{price}){url}{seen}", view.title, view.format, view.cost)
}

fn source(view: &Source) -> String {
    format!("[{}] {} {}", view.key, view.title, view.url)
}

/// What the calendar demands of a step, in words.
fn calendar(step: &Step) -> Vec<String> {
    let mut facts = Vec::new();
    if step.full_time {
        facts.push("full time".to_owned());
    }
    if step.weeks > 0 {
        facts.push(format!("at least {}", Count(step.weeks as usize, "week")));
    }
    if !step.starts.is_empty() {
        facts.push(format!("begins in {}", months(&step.starts)));
    }
    facts
}

fn cost(step: &Step) -> String {
    let amount = step.cost.usd.filter(|&amount| amount > 0.0);
    let amount = amount.map(|amount| format!(", {}", usd(amount))).unwrap_or_default();
    let why = step.cost.why.as_ref().map(|why| format!(" ({why})")).unwrap_or_default();
    format!("{}{amount}{why}", step.cost.class)
}
