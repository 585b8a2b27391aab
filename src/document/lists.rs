//! Lists of the entries of the knowledge base, and the results of a search.

use itertools::Itertools as _;

use crate::document::table::Rows;
use crate::document::tree::{Answer, Document, Table};
use crate::knowledge::entry::{Item, Origin, Role, Step};
use crate::view::catalogue::{CompetencyView, StepResourceView};
use crate::view::list::ListView;
use crate::view::search::{Hit, Place, SearchView};

/// From this width on, ids have their own column; those of steps are longer.
const IDS: u16 = 60;
const STEP_IDS: u16 = 70;

/// From this width on, there is room for the hours beside the longest id.
const HOURS: u16 = 50;

/// Adds what overlays did to the entries, if they did anything.
fn with_origin<'a, T>(
    rows: Rows<'a, &'a T>,
    all: &'a [T],
    origin: fn(&T) -> &Origin,
) -> Rows<'a, &'a T> {
    if all.iter().all(|entry| origin(entry).is_base()) {
        return rows;
    }
    rows.column(("Overlay", 70), move |entry| {
        origin(entry).deeds().map(|(deed, _)| deed).unique().join(", ")
    })
}

impl Answer for ListView<&Step> {
    fn document(&self) -> Document<'_> {
        let rows = Table::of(&self.entries)
            .names(("Id", STEP_IDS), |step| &step.id)
            .column("Step", |step| &step.title)
            .below(STEP_IDS, |step| step.id.clone())
            .below(HOURS, |step| format!("{} h", step.hours.likely))
            .in_plain("guide item", |step| &step.item)
            .column(("Hours", HOURS), |step| step.hours.likely)
            .names(("Kind", 90), |step| step.kind)
            .names(("Cost", 100), |step| step.cost.class);
        with_origin(rows, &self.entries, |step| &step.origin)
            .groups(
                |a, b| a.item == b.item,
                |part| (format!("{} / {}", part[0].section, part[0].item), None),
            )
            .into()
    }
}

impl Answer for ListView<&Item> {
    fn document(&self) -> Document<'_> {
        let rows = Table::of(&self.entries)
            .names(("Id", IDS), |item| &item.id)
            .column("Guide item", |item| &item.name)
            .below(IDS, |item| item.id.clone())
            .in_plain("section", |item| item.section.to_string())
            .names(("Coverage", 60), |item| item.coverage);
        with_origin(rows, &self.entries, |item| &item.origin)
            .groups(|a, b| a.section == b.section, |part| (part[0].section.to_string(), None))
            .into()
    }
}

impl Answer for ListView<CompetencyView> {
    fn document(&self) -> Document<'_> {
        let rows = Table::of(&self.entries)
            .names(("Id", IDS), |competency| &competency.entry.id)
            .column("Competency", |competency| &competency.entry.name)
            .below(IDS, |competency| competency.entry.id.clone())
            .in_plain("guide item", |competency| &competency.entry.item)
            .column(("What working level means", 90), meaning);
        with_origin(rows, &self.entries, |competency| &competency.entry.origin).into()
    }
}

/// What working level means, or why there is no definition.
fn meaning(view: &CompetencyView) -> String {
    match (&view.entry.working, view.taught_to, view.entry.implied_by.as_slice()) {
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

impl Answer for ListView<&Role> {
    fn document(&self) -> Document<'_> {
        let rows = Table::of(&self.entries)
            .names(("Id", IDS), |role| &role.id)
            .column("Role", |role| &role.name)
            .below(IDS, |role| role.id.clone())
            .column(("Summary", 80), |role| role.summary.as_ref())
            .column(("Needs", 60), |role| role.needs.len());
        with_origin(rows, &self.entries, |role| &role.origin).into()
    }
}

impl Answer for ListView<StepResourceView> {
    fn document(&self) -> Document<'_> {
        Table::of(&self.entries)
            .column("Resource", |entry| &entry.resource.title)
            .below(STEP_IDS, |entry| entry.step.clone())
            .column(("Provider", 100), |entry| entry.resource.provider.as_ref())
            .names(("Format", 80), |entry| entry.resource.format)
            .names(("Cost", 80), |entry| entry.resource.cost)
            .in_plain("address", |entry| entry.resource.url.as_ref())
            .names(("Step", STEP_IDS), |entry| &entry.step)
            .into()
    }
}

impl Answer for SearchView {
    fn document(&self) -> Document<'_> {
        let mut document = Document::default();
        for (typed, meant) in &self.read_as {
            document.say(format!(
                "Nothing holds \u{201c}{typed}\u{201d}; this is for \u{201c}{meant}\u{201d}:"
            ));
        }
        document.table(
            Table::of(&self.hits)
                .names(("Id", IDS), |hit| &hit.id)
                .column("Title", |hit| &hit.title)
                .below(IDS, |hit| hit.id.clone())
                .below(WIDE, found)
                .names(("Sort", IDS), |hit| hit.sort)
                .column(("Found in", WIDE), found),
        );
        document
    }
}

/// From this width on, the place of a match has a column of its own.
const WIDE: u16 = 110;

/// Where the words are, if that is not the title.
fn found(hit: &Hit) -> String {
    match hit.place {
        Place::Title | Place::Id => String::new(),
        place => format!("{place}: {}", hit.text),
    }
}
