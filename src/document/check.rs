//! Whether a knowledge base is sound. What is wrong with it is in the error message.

use crate::document::tree::{Answer, Document, Facts, Tone};
use crate::view::check::{CheckView, NeverBestView, WithoutAdvertsView};

impl Answer for CheckView {
    fn document(&self) -> Document {
        let mut document = Document::default();
        let Some(counts) = self.counts.as_ref().filter(|_| self.unreachable.is_empty()) else {
            return document;
        };
        let adverts = match counts.adverts {
            0 => String::new(),
            adverts => format!(", {adverts} adverts"),
        };
        document.say(format!(
            "no problems: {} guide items, {} competencies, {} steps, {} roles, {} sources{adverts}",
            counts.items, counts.competencies, counts.steps, counts.roles, counts.sources
        ));
        for NeverBestView { step, better } in &self.never_best {
            let text = format!(
                "never the best for anybody: {step}, since {better} takes less and gives as much"
            );
            document.text(Tone::Item, text);
        }
        for WithoutAdvertsView { role, post } in &self.without_adverts {
            let text = format!("no advert for the role {role}: the market has no post `{post}`");
            document.text(Tone::Item, text);
        }
        let mut facts = Facts::of_all(0);
        facts.in_plain("problems", 0);
        facts.in_plain("guide items", counts.items);
        facts.in_plain("competencies", counts.competencies);
        facts.in_plain("steps", counts.steps);
        facts.in_plain("roles", counts.roles);
        facts.in_plain("sources", counts.sources);
        facts.in_plain("adverts", counts.adverts);
        let never = self.never_best.iter();
        let never = never.map(|it| format!("{} (better: {})", it.step, it.better));
        facts.in_plain("never the best", never.collect::<Vec<_>>());
        let without = self.without_adverts.iter();
        let without = without.map(|it| format!("{} (role {})", it.post, it.role));
        facts.in_plain("posts without adverts", without.collect::<Vec<_>>());
        document.facts(facts);
        document
    }
}
