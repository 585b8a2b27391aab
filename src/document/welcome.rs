//! What a newcomer can begin with.

use crate::document::tree::{Answer, Document, Facts};
use crate::view::welcome::WelcomeView;

impl Answer for WelcomeView {
    fn document(&self) -> Document<'_> {
        let mut document = Document::default();
        let mut facts = Facts::of_all(0);
        for begin in &self.begin {
            document.say(format!("{}: {}", begin.what, begin.command));
            facts.in_plain(begin.what, &begin.command);
        }
        document.facts(facts);
        document
    }
}
