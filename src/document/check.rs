//! Whether a knowledge base is sound. What is wrong with it is in the error message.

use crate::document::tree::{Answer, Document, Facts};
use crate::view::check::CheckView;

impl Answer for CheckView {
    fn document(&self) -> Document {
        let mut document = Document::default();
        let Some(counts) = self.counts.as_ref().filter(|_| self.unreachable.is_empty()) else {
            return document;
        };
        document.say(format!(
            "no problems: {} guide items, {} competencies, {} steps, {} roles, {} sources",
            counts.items, counts.competencies, counts.steps, counts.roles, counts.sources
        ));
        let mut facts = Facts::of_all(0);
        facts.in_plain("problems", 0);
        facts.in_plain("guide items", counts.items);
        facts.in_plain("competencies", counts.competencies);
        facts.in_plain("steps", counts.steps);
        facts.in_plain("roles", counts.roles);
        facts.in_plain("sources", counts.sources);
        document.facts(facts);
        document
    }
}
