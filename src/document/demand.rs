//! What many adverts ask for, and which steps open most of them.

use itertools::Itertools as _;

use crate::document::gap;
use crate::document::tree::{Answer, Cell, Document, Facts, Medium, Table, Tone};
use crate::knowledge::text::Count;
use crate::view::demand::{DemandView, DemandedView, NearView};
use crate::view::gap::Standing;
use crate::view::reasons::few;

/// Rows of each table on a terminal.
const DEMANDED: usize = 30;
const STEPS: usize = 15;
const NEAR: usize = 5;

/// From this width on, steps have their own column instead of a line below the competency.
const WIDE: u16 = 108;

impl Answer for DemandView {
    fn document(&self) -> Document {
        let all = self.adverts.len();
        let asks = if all == 1 { "asks" } else { "ask" };
        let mut document = Document::default();
        document.heading(format!("What {} {asks} for", Count(all, "advert")));
        let mut facts = Facts::of_all(0);
        facts.in_plain("adverts", all);
        facts.in_plain("open", open(self));
        document.facts(facts);
        demanded(self, &mut document);
        steps(self, &mut document);
        document.space();
        document.say(open(self) + " Closest to you:");
        let distance = |near: &&NearView| (near.required == 0, near.missing.len());
        let nearest = self.adverts.iter().sorted_by_key(distance);
        for near in nearest.clone().take(NEAR) {
            document.text(Tone::Item, nearly(near));
        }
        document.table(
            Table::of(nearest)
                .column("advert", |near| near.title.as_ref())
                .column("file", |near| &near.file)
                .column("required", |near| near.required)
                .column("missing", |near| near.missing.join(", "))
                .only(Medium::InPlain),
        );
        document
    }
}

fn demanded(view: &DemandView, document: &mut Document) {
    let all = view.adverts.len();
    let is_open = |line: &DemandedView| line.demand.met < line.adverts;
    document.table(
        Table::of(&view.demand)
            .column("Competency", |line| &line.name)
            .below(WIDE, |line| if is_open(line) { closed(line) } else { String::new() })
            .column("Asked", |line| Cell::Share(line.adverts, all))
            .key("asked by")
            .column(("Required", 60), |line| Cell::Share(line.demand.required, all))
            .key("required by")
            .names("Yours", |line| gap::have(&line.gap))
            .column(("Met", 60), |line| Cell::Share(line.demand.met, line.adverts))
            .names(("Closed by", WIDE), closed)
            .column(("Hours", 50), |line| gap::hours(&line.gap))
            .at_most(DEMANDED),
    );
    let explained = "Asked: share of the adverts. Met: share of those whose level you \
                     have.";
    document.remark(explained.to_owned() + &more(view.demand.len(), DEMANDED));
}

fn steps(view: &DemandView, document: &mut Document) {
    if view.steps.is_empty() {
        return;
    }
    document.space();
    document.table(
        Table::of(&view.steps)
            .in_plain("step", |step| &step.title)
            .column("Opens most per hour", |step| &step.id)
            .below(u16::MAX, |step| match step.first.as_slice() {
                [] => String::new(),
                steps => format!("after {}", steps.join(", ")),
            })
            .key("id")
            .in_plain("after", |step| step.first.join(", "))
            .column("Hours", |step| step.hours)
            .column("Closes in", |step| Cell::Figure(Count(step.closes, "advert").to_string()))
            .key("closes something in")
            .column("Open then", |step| step.open)
            .at_most(STEPS),
    );
    let explained = "In this order, to working level, hours with what comes first. Closes in: \
                     adverts of which it closes something required. Open then: adverts of which \
                     nothing required is missing any more that a step teaches.";
    document.remark(explained.to_owned() + &more(view.steps.len(), STEPS));
}

fn closed(line: &DemandedView) -> String {
    match line.gap.standing {
        _ if line.demand.met == line.adverts => "yours".to_owned(),
        Standing::Held => "yours up to working level".to_owned(),
        Standing::Open(_) if line.gap.closed_by.is_empty() => "an alternative is closer".to_owned(),
        _ => gap::closed(&line.gap),
    }
}

fn open(view: &DemandView) -> String {
    let all = view.adverts.len();
    let open = match view.open {
        0 => "You do not meet all requirements of any of them yet".to_owned(),
        open => format!("You meet all requirements of {open} of {all}"),
    };
    open + "."
}

fn nearly(near: &NearView) -> String {
    let missing = match near.missing.as_slice() {
        [] if near.required == 0 => "no requirement was found in it".to_owned(),
        [] => "nothing is missing".to_owned(),
        names => format!("lacks {}", few(names, 4)),
    };
    let title = near.title.as_deref().unwrap_or("no title");
    format!("{title} ({}): {missing}", near.file)
}

/// The number of rows that a terminal leaves out.
fn more(all: usize, shown: usize) -> String {
    match all.saturating_sub(shown) {
        0 => String::new(),
        more => format!(" {more} more with --format plain."),
    }
}
