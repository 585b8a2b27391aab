//! How far each of many adverts is, what they ask for, and which steps open most of them.

use itertools::Itertools as _;

use crate::document::conditions::decides;
use crate::document::gap;
use crate::document::tree::{Answer, Cell, Document, Facts, Table};
use crate::knowledge::text::Count;
use crate::view::demand::{DemandView, DemandedView, NearView};
use crate::view::gap::Standing;
use crate::view::reasons::few;

/// Rows of each table on a terminal.
const DEMANDED: usize = 20;
const STEPS: usize = 10;

/// Soft skills that are named on a terminal.
const SOFT: usize = 6;

/// From this width on, steps have their own column instead of a line below the competency.
const WIDE: u16 = 108;

impl Answer for DemandView {
    fn document(&self) -> Document<'_> {
        let mut document = Document::default();
        let mut facts = Facts::of_all(0);
        facts.in_plain("adverts", self.adverts.len());
        facts.in_plain("open", open(self));
        facts.in_plain("soft skills and fields asked for", soft(self).join(", "));
        document.facts(facts);
        near(self, &mut document);
        demanded(self, &mut document);
        steps(self, &mut document);
        document
    }
}

/// The adverts by distance.
fn near<'a>(view: &'a DemandView, document: &mut Document<'a>) {
    let order = if view.adverts.len() > 1 { ", the nearest first" } else { "" };
    document.heading(Count(view.adverts.len(), "advert").to_string() + order);
    document.table(
        Table::of(view.adverts.iter().sorted_by_key(|near| near.summary.distance()))
            .column("Advert", |near| near.title.as_ref().unwrap_or(&near.file))
            .all_below(u16::MAX, about)
            .in_plain("file", |near| &near.file)
            .in_plain("required", |near| near.summary.required)
            .column("Yours", |near| of(near, near.summary.yours))
            .column(("Then", 72), |near| of(near, near.summary.then))
            .column("Hours", |near| near.summary.hours)
            .column(("Done by", 60), |near| near.summary.finish)
            .in_plain("decides first", |near| decides(&near.conditions, true))
            .in_plain("first", |near| near.summary.first.as_ref().map(|first| &first.id))
            .in_plain("missing", |near| near.missing.join(", "))
            .at_most(view.most),
    );
    document.remark(
        "Yours: what is required and yours today. Then: after the hours of the plan to all of it \
         that steps teach."
            .to_owned()
            + &more(view.adverts.len(), view.most, "--all"),
    );
    document.say(open(view));
    document.space();
}

/// `2 of 11`; nothing, if nothing is required.
fn of(near: &NearView, part: usize) -> Cell {
    match near.summary.required {
        0 => Cell::Empty,
        required => Cell::Figure(format!("{part} of {required}")),
    }
}

/// Below its title: the file, and what a distance does not tell.
fn about(near: &NearView) -> Vec<String> {
    let remark = match &near.summary {
        summary if summary.required == 0 => "no requirement was found in it",
        summary if summary.is_open() => "all that it requires is yours",
        summary if summary.hours.is_none() => "no step leads further",
        _ => "",
    };
    let file = near.title.as_ref().map_or("", |_| &near.file);
    let decides = decides(&near.conditions, false);
    let decides = if decides.is_empty() { decides } else { format!("decides first: {decides}") };
    let lines = [file, remark, &decides].map(str::to_owned);
    lines.into_iter().filter(|line| !line.is_empty()).collect()
}

fn demanded<'a>(view: &'a DemandView, document: &mut Document<'a>) {
    let all = view.adverts.len();
    let shown = view.demand.iter().filter(|line| !line.is_apart).collect_vec();
    let asks = if all == 1 { "asks" } else { "ask" };
    document.heading(format!("What {} {asks} for", Count(all, "advert")));
    document.table(
        Table::of(shown.iter().copied())
            .column("Competency", |line| &line.name)
            .column("Asked", move |line| Cell::Share(line.adverts, all))
            .key("asked by")
            .column(("Required", 60), move |line| Cell::Share(line.demand.required, all))
            .key("required by")
            .names("Yours", |line| gap::level(line.gap.have))
            .column(("Met", 60), |line| Cell::Share(line.demand.met, line.adverts))
            .names(("Closed by", WIDE), closed)
            .column(("Hours", 50), |line| gap::hours(&line.gap))
            .in_plain("hours in all", |line| gap::in_all(&line.gap))
            .at_most(DEMANDED),
    );
    let explained = "Asked: share of the adverts. Met: share of those whose level you have. \
                     Hours: of the step that closes it alone.";
    document.remark(explained.to_owned() + &more(shown.len(), DEMANDED, "--format plain"));
    document.say(match soft(view).as_slice() {
        [] => String::new(),
        names => {
            let names = few(names, SOFT);
            format!("Soft skills and fields asked for: {names} (rows with --with soft).")
        }
    });
}

/// The names of what is asked for and has no row.
fn soft(view: &DemandView) -> Vec<String> {
    let apart = view.demand.iter().filter(|line| line.is_apart);
    apart.map(|line| line.name.clone()).collect()
}

fn steps<'a>(view: &'a DemandView, document: &mut Document<'a>) {
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
    document.remark(explained.to_owned() + &more(view.steps.len(), STEPS, "--format plain"));
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

/// The number of rows that a terminal leaves out.
fn more(all: usize, shown: usize, flag: &str) -> String {
    match all.saturating_sub(shown) {
        0 => String::new(),
        more => format!(" {more} more with {flag}."),
    }
}
