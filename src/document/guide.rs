//! The guide's own outline, and how the plan covers each item.

use crate::document::phrases::capitalised;
use crate::document::tree::{Answer, Document, Table, Tone};
use crate::knowledge::hours::Hours;
use crate::knowledge::text::Count;
use crate::knowledge::vocabulary::Keyword as _;
use crate::view::guide::{GuideItemView, GuideView};

impl Answer for GuideView {
    fn document(&self) -> Document<'_> {
        let mut document = Document::default();
        document.table(
            Table::of(&self.items)
                .column("Guide item", |item| &item.item.name)
                .in_plain("id", |item| &item.item.id)
                .in_plain("section", |item| item.item.section.to_string())
                .names(("Coverage", 80), |item| item.item.coverage)
                .on_terminal("In the plan", covered)
                .in_plain("in the plan", |item| item.planned.join(", "))
                .in_plain("done", |item| item.done.join(", "))
                .in_plain("steps to choose from", |item| item.steps)
                .column("Hours", |item| item.hours)
                .in_plain("advice", |item| item.item.advice.as_ref())
                .in_plain("since then", |item| item.item.note.as_ref().map(|note| &note.text))
                .groups(
                    |a, b| a.item.section == b.item.section,
                    |part| {
                        let hours: Hours = part.iter().map(|item| item.hours).sum();
                        (capitalised(part[0].item.section.word()), Some(("Hours", hours.into())))
                    },
                ),
        );
        let noted = self.items.iter().filter_map(|item| Some((item, item.item.note.as_ref()?)));
        let notes: Vec<String> =
            noted.map(|(item, note)| format!("{}: {}", item.item.name, note.text)).collect();
        if !notes.is_empty() {
            document.space();
            document.heading("Since the guide was written");
        }
        for note in notes {
            document.text(Tone::Item, note);
        }
        document
    }
}

fn covered(item: &GuideItemView) -> String {
    let done = item.done.iter().map(|id| format!("{id} (done)"));
    let covered: Vec<String> = done.chain(item.planned.iter().cloned()).collect();
    match covered.as_slice() {
        [] if item.known => "you know it already".to_owned(),
        [] => format!("not needed ({} to choose from)", Count(item.steps, "step")),
        covered => covered.join(", "),
    }
}
