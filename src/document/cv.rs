//! What a CV says that a person knows and has finished.

use crate::document::phrases::capitalised;
use crate::document::tree::{Answer, Document, Facts, Table};
use crate::knowledge::text::Count;
use crate::view::cv::{CvView, ProofView, ProposalView};

/// From this width on, the reason has a column of its own.
const WIDE: u16 = 96;

/// The most letters of a line of the CV that a table shows.
const QUOTE: usize = 90;

impl Answer for CvView {
    fn document(&self) -> Document<'_> {
        let mut document = Document::default();
        document.heading(format!("What {} says", self.file));
        let mut facts = Facts::of_all(0);
        facts.in_plain("file", &self.file);
        facts.in_plain("proposals", self.proposals.len());
        document.facts(facts);
        if self.proposals.is_empty() {
            document.say("It names nothing that the knowledge base knows.");
            return document;
        }
        document.table(
            Table::of(&self.proposals)
                .column("Proposed", |it| it.name.clone())
                .below(WIDE, |it| it.because.clone())
                .below(u16::MAX, |it| it.proof.first().map_or_else(String::new, quoted))
                .in_plain("id", |it| it.id.clone())
                .names("Level", level)
                .column(("Because", WIDE), |it| it.because.clone())
                .in_plain("in the CV", |it| {
                    it.proof.iter().map(quoted).collect::<Vec<_>>().join("; ")
                })
                .groups(
                    |a, b| a.section == b.section,
                    |part| (capitalised(part[0].section.name()), None),
                ),
        );
        let all = Count(self.proposals.len(), "proposal");
        document.remark(format!("{all}; nothing is believed before you say so."));
        document
    }
}

fn level(it: &ProposalView) -> String {
    it.level.map_or_else(|| "finished".to_owned(), |level| level.to_string())
}

/// `“Built reports in SQL” (line 12)`, as far as there is room.
fn quoted(ProofView { words, place }: &ProofView) -> String {
    let end = words.char_indices().nth(QUOTE).map_or(words.len(), |(at, _)| at);
    let cut = if end < words.len() { "\u{2026}" } else { "" };
    format!("\u{201c}{}{cut}\u{201d} ({place})", words[..end].trim_end())
}
