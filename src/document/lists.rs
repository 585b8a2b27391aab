//! Lists of what the knowledge base holds, and what a search found in it.

use crate::document::tree::{Answer, Document, Table};
use crate::view::catalogue::{CompetencyView, ItemView, RoleView, StepResourceView, StepView};
use crate::view::list::ListView;
use crate::view::search::SearchView;

impl Answer for ListView<StepView> {
    fn document(&self) -> Document {
        Table::of(&self.entries)
            .names("Id", |step| &step.id)
            .column("Step", |step| &step.title)
            .from(70)
            .in_plain("guide item", |step| &step.item)
            .column("Hours", |step| step.hours.likely)
            .names("Kind", |step| step.kind)
            .from(90)
            .names("Cost", |step| step.cost.class)
            .from(100)
            .groups(
                |a, b| a.item == b.item,
                |part| (format!("{} / {}", part[0].section, part[0].item), None),
            )
            .into()
    }
}

impl Answer for ListView<ItemView> {
    fn document(&self) -> Document {
        Table::of(&self.entries)
            .names("Id", |item| &item.id)
            .column("Guide item", |item| &item.name)
            .in_plain("section", |item| item.section.to_string())
            .names("Coverage", |item| item.coverage)
            .from(60)
            .groups(|a, b| a.section == b.section, |part| (part[0].section.to_string(), None))
            .into()
    }
}

impl Answer for ListView<CompetencyView> {
    fn document(&self) -> Document {
        Table::of(&self.entries)
            .names("Id", |competency| &competency.id)
            .column("Competency", |competency| &competency.name)
            .in_plain("guide item", |competency| &competency.item)
            .column("Level working means", meaning)
            .from(90)
            .into()
    }
}

/// What working level means, or why nothing is said of it.
fn meaning(view: &CompetencyView) -> String {
    match (&view.working, view.taught_to, view.implied_by.as_slice()) {
        (Some(working), ..) => working.clone(),
        (None, None, _) => "asked for in adverts; no step teaches it".to_owned(),
        (None, Some(_), []) => String::new(),
        (None, Some(_), [wide @ .., last]) if wide.len() < 3 => {
            let wide: String = wide.iter().map(|id| format!("{id} or ")).collect();
            format!("asked for in adverts; comes with {wide}{last}")
        }
        (None, Some(_), [first, more @ ..]) => {
            format!("asked for in adverts; comes with {first} or {} more", more.len())
        }
    }
}

impl Answer for ListView<RoleView> {
    fn document(&self) -> Document {
        Table::of(&self.entries)
            .names("Id", |role| &role.id)
            .column("Role", |role| &role.name)
            .column("Summary", |role| role.summary.as_ref())
            .from(80)
            .column("Needs", |role| role.needs.len())
            .from(60)
            .into()
    }
}

impl Answer for ListView<StepResourceView> {
    fn document(&self) -> Document {
        Table::of(&self.entries)
            .column("Resource", |entry| &entry.resource.title)
            .column("Provider", |entry| entry.resource.provider.as_ref())
            .from(100)
            .names("Format", |entry| entry.resource.format)
            .from(80)
            .names("Cost", |entry| entry.resource.cost)
            .from(80)
            .in_plain("address", |entry| entry.resource.url.as_ref())
            .names("Step", |entry| &entry.step)
            .into()
    }
}

impl Answer for SearchView {
    fn document(&self) -> Document {
        Table::of(&self.hits)
            .names("Id", |hit| &hit.id)
            .column("Title", |hit| &hit.title)
            .names("Sort", |hit| hit.sort)
            .from(60)
            .into()
    }
}
