//! What the knowledge base is made of.

use crate::document::tree::{Answer, Cell, Document, Facts, Table};
use crate::view::kb::KbView;

impl Answer for KbView {
    fn document(&self) -> Document<'_> {
        let mut document = Document::default();
        let mut facts = Facts::of_all(14);
        facts.add("Base", Cell::Name(self.base.clone().unwrap_or_else(|| "shipped".to_owned())));
        facts.add("Guide items", self.items);
        facts.add("Competencies", self.competencies);
        facts.add("Steps", self.steps);
        facts.add("Roles", self.roles);
        if self.overlays.is_empty() {
            facts.add("Overlays", "none");
        }
        document.facts(facts);
        if !self.overlays.is_empty() {
            document.space();
            let table = Table::of(&self.overlays)
                .names("Overlay", |it| &it.folder)
                .column("Added", |it| it.added)
                .column("Changed", |it| it.changed)
                .column("Hidden", |it| it.hidden);
            document.table(table);
        }
        document
    }
}
