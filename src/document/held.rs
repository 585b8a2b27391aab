//! What of a competency is held, who says so, and what the plan does about it.

use crate::document::phrases::{aim_of, day, percent, some};
use crate::document::tree::{Answer, Document, Facts};
use crate::knowledge::text::Count;
use crate::knowledge::vocabulary::Level;
use crate::view::aim::{AdvertAskView, in_words};
use crate::view::curve::AskedView;
use crate::view::held::{HeldView, LessonView};
use crate::view::person::ProvenView;

impl Answer for HeldView {
    fn document(&self) -> Document<'_> {
        let mut facts = Facts::about(format!("{} (competency {})", self.name, self.id));
        facts.add(
            "In the plan",
            self.comes_from.as_ref().map(|lesson| {
                let LessonView { step, title, level, finish, .. } = lesson;
                format!("{title} ({step}): {level} by {}", day(*finish))
            }),
        );
        let hides = |place: &String| format!("{place} hides it, so nothing needs it");
        facts.add("Overlay", self.hidden.as_ref().map(hides));
        facts.add("You hold", self.held.map_or("nothing of it".to_owned(), |l| l.to_string()));
        facts.add("You say", self.stated.map(|level| level.to_string()));
        facts.add("Proven", self.proven.as_ref().map(proven));
        facts.add("Learnt", self.learnt.as_ref().map(proven));
        facts.add("Aim", aim_of(&self.aim));
        let role = self.needed.filter(|_| self.aim.is_empty());
        facts.add("The role", role.map(|level| format!("needs {level}")));
        let advert = |ask: &AdvertAskView| {
            format!("{} asks for {}: {}", ask.file_name, ask.level, in_words(ask))
        };
        facts.all("The advert", self.in_adverts.iter().map(advert));
        facts.add("Adverts", self.asked.as_ref().map(|asked| adverts(asked, self.adverts)));
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

/// `required by 38 % of 250 adverts for the role, named by 25 % more`.
fn adverts(asked: &AskedView, adverts: usize) -> String {
    let of = Count(adverts, "advert");
    let [required, named] = [asked.required, asked.named].map(percent);
    match (asked.required > 0.0, asked.named > 0.0) {
        (false, false) => format!("none of {of} for the role asks for it"),
        (true, false) => format!("required by {required} of {of} for the role"),
        (false, true) => format!("only named, by {named} of {of} for the role"),
        (true, true) => {
            format!("required by {required} of {of} for the role, named by {named} more")
        }
    }
}
