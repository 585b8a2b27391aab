//! Lists, search and the guide's outline as tables.

use crate::knowledge::hours::Hours;
use crate::knowledge::words::Word as _;
use crate::render::sheet::{Column, HEADING, Sheet, styled, wrap};
use crate::render::words::count;
use crate::view::catalogue::{CompetencyView, ItemView, RoleView, StepResourceView, StepView};
use crate::view::guide::GuideView;
use crate::view::search::SearchView;

/// `guide`: the outline with how the plan covers each item.
pub fn guide(view: &GuideView, width: u16) -> String {
    let mut sheet = Sheet::new(&[
        Column::text("Guide item", 0),
        Column::fixed("Coverage", 80),
        Column::text("In the plan", 0),
        Column::number("Hours", 0),
    ]);
    for part in view.items.chunk_by(|a, b| a.item.section == b.item.section) {
        let hours: Hours = part.iter().map(|item| item.hours).sum();
        sheet.group(vec![
            capital(part[0].item.section.word()),
            String::new(),
            String::new(),
            hours.to_string(),
        ]);
        for item in part {
            let mut covered: Vec<String> =
                item.done.iter().map(|id| format!("{id} (done)")).collect();
            covered.extend(item.planned.iter().cloned());
            let covered = if covered.is_empty() {
                format!("not needed ({} to choose from)", count(item.steps, "step"))
            } else {
                covered.join(", ")
            };
            sheet.item(vec![
                item.item.name.clone(),
                item.item.coverage.to_string(),
                covered,
                item.hours.to_string(),
            ]);
        }
    }
    let mut out = sheet.draw(width);
    let noted: Vec<_> = view.items.iter().filter(|item| item.item.note.is_some()).collect();
    if !noted.is_empty() {
        out.push('\n');
        out += &styled(HEADING, "Since the guide was written");
        out.push('\n');
        for item in noted {
            let text = item.item.note.as_ref().map_or("", |note| &note.text);
            out += &wrap(&format!("{}: {text}", item.item.name), width, "  ");
        }
    }
    out
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// `list steps`.
pub fn steps(views: &[StepView], width: u16) -> String {
    let mut sheet = Sheet::new(&[
        Column::fixed("Id", 0),
        Column::text("Step", 70),
        Column::number("Hours", 0),
        Column::fixed("Kind", 90),
        Column::fixed("Cost", 100),
    ]);
    for part in views.chunk_by(|a, b| a.item == b.item) {
        sheet.group(vec![format!("{} / {}", part[0].section, part[0].item)]);
        for step in part {
            sheet.item(vec![
                step.id.clone(),
                step.title.clone(),
                step.hours.likely.to_string(),
                step.kind.to_string(),
                step.cost.class.to_string(),
            ]);
        }
    }
    sheet.draw(width)
}

/// `list items`.
pub fn items(views: &[ItemView], width: u16) -> String {
    let mut sheet = Sheet::new(&[
        Column::fixed("Id", 0),
        Column::text("Guide item", 0),
        Column::fixed("Coverage", 60),
    ]);
    for part in views.chunk_by(|a, b| a.section == b.section) {
        sheet.group(vec![part[0].section.to_string()]);
        for item in part {
            sheet.item(vec![item.id.clone(), item.name.clone(), item.coverage.to_string()]);
        }
    }
    sheet.draw(width)
}

/// `list competencies`.
pub fn competencies(views: &[CompetencyView], width: u16) -> String {
    let mut sheet = Sheet::new(&[
        Column::fixed("Id", 0),
        Column::text("Competency", 0),
        Column::text("Level working means", 90),
    ]);
    for view in views {
        sheet.item(vec![view.id.clone(), view.name.clone(), meaning(view)]);
    }
    sheet.draw(width)
}

/// What working level means, or why nothing is said of it.
pub(super) fn meaning(view: &CompetencyView) -> String {
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

/// `list roles`.
pub fn roles(views: &[RoleView], width: u16) -> String {
    let mut sheet = Sheet::new(&[
        Column::fixed("Id", 0),
        Column::text("Role", 0),
        Column::text("Summary", 80),
        Column::number("Needs", 60),
    ]);
    for view in views {
        sheet.item(vec![
            view.id.clone(),
            view.name.clone(),
            view.summary.clone().unwrap_or_default(),
            view.needs.len().to_string(),
        ]);
    }
    sheet.draw(width)
}

/// `list resources`.
pub fn resources(views: &[StepResourceView], width: u16) -> String {
    let mut sheet = Sheet::new(&[
        Column::text("Resource", 0),
        Column::text("Provider", 100),
        Column::fixed("Format", 80),
        Column::fixed("Cost", 80),
        Column::fixed("Step", 0),
    ]);
    for StepResourceView { step, resource: view } in views {
        sheet.item(vec![
            view.title.clone(),
            view.provider.clone().unwrap_or_default(),
            view.format.to_string(),
            view.cost.to_string(),
            step.clone(),
        ]);
    }
    sheet.draw(width)
}

/// `search`.
pub fn search(view: &SearchView, width: u16) -> String {
    let mut sheet =
        Sheet::new(&[Column::fixed("Id", 0), Column::text("Title", 0), Column::fixed("Sort", 60)]);
    for hit in &view.hits {
        sheet.item(vec![hit.id.clone(), hit.title.clone(), hit.sort.to_owned()]);
    }
    sheet.draw(width)
}
