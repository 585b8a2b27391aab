//! What of a competency is held, who says so, and what the plan does about it.

use crate::document::phrases::{day, some};
use crate::document::tree::{Answer, Document, Facts};
use crate::knowledge::vocabulary::Level;
use crate::view::held::{HeldView, LessonView};
use crate::view::person::ProvenView;

impl Answer for HeldView {
    fn document(&self) -> Document {
        let mut facts = Facts::about(format!("{} (competency {})", self.name, self.id));
        facts.add("You hold", self.held.map_or("nothing of it".to_owned(), |l| l.to_string()));
        facts.add("You say", self.stated.map(|level| level.to_string()));
        facts.add("Proven", self.proven.as_ref().map(proven));
        facts.add("Learnt", self.learnt.as_ref().map(proven));
        facts.add("The role", self.needed.map(|level| format!("needs {level}")));
        let taught = |lesson: &LessonView| {
            format!("{} ({}) by {}", lesson.step, lesson.level, day(lesson.finish))
        };
        facts.all("Taught by", some(&self.taught_by, taught, "step"));
        let required = |lesson: &LessonView| {
            format!("{} ({}) from {}", lesson.step, lesson.level, day(lesson.start))
        };
        facts.all("Required by", some(&self.required_by, required, "step"));
        let is_more = |proven: &ProvenView| proven.level > Level::Aware;
        if self.proven.as_ref().is_some_and(is_more) && self.stated.is_none() {
            facts.add("Lower it", format!("if that is too much: --know {}=aware", self.id));
        }
        let mut document = Document::default();
        document.facts(facts);
        document
    }
}

fn proven(ProvenView { level, by }: &ProvenView) -> String {
    format!("{level}, by {by}")
}
