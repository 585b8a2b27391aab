//! What many adverts ask for, for people.

use crate::render::gap;
use crate::render::plain::Blocks;
use crate::render::sheet::{Column, HEADING, Sheet, faint, styled, wrap};
use crate::render::words::count;
use crate::view::demand::{DemandView, DemandedView, NearView, OpeningView};
use crate::view::gap::StandingView;

/// So many lines of each table are shown to people who did not ask for all.
const DEMANDED: usize = 30;
const STEPS: usize = 15;
const NEAR: usize = 5;

/// From this width on steps have a column of their own, not a line below the competency.
const WIDE: u16 = 108;

/// `gap` of several adverts.
pub fn table(view: &DemandView, width: u16) -> String {
    let adverts = match view.adverts.len() {
        1 => "1 advert asks".to_owned(),
        many => format!("{many} adverts ask"),
    };
    let mut out = styled(HEADING, wrap(&format!("What {adverts} for"), width, "").trim_end());
    out.push('\n');
    let mut sheet = Sheet::new(&[
        Column::text("Competency", 0),
        Column::number("Asked", 0),
        Column::number("Required", 60),
        Column::fixed("Yours", 0),
        Column::number("Met", 60),
        Column::fixed("Closed by", WIDE),
        Column::number("Hours", 50),
    ]);
    for line in view.demand.iter().take(DEMANDED) {
        let below = if width < WIDE && line.met < line.adverts {
            format!("\n\u{21b3} {}", closed(line))
        } else {
            String::new()
        };
        sheet.item(vec![
            line.name.clone() + &below,
            percent(line.adverts, view.adverts.len()),
            percent(line.required, view.adverts.len()),
            gap::have(&line.gap),
            percent(line.met, line.adverts),
            closed(line),
            gap::cost(&line.gap),
        ]);
    }
    out += &sheet.draw(width);
    let explained = "Asked: share of the adverts. Met: share of those that ask for no more than you \
                     have.";
    out += &faint(&(explained.to_owned() + &more(view.demand.len(), DEMANDED)), width);
    out += &steps(view, width);
    out.push('\n');
    out += &wrap(&(open(view) + " Nearest to you:"), width, "");
    for near in nearest(view).take(NEAR) {
        out += &wrap(&nearly(near), width, "  ");
    }
    out
}

/// The same as `key: value` lines, with nothing left out.
pub fn plain(view: &DemandView) -> String {
    let mut blocks = Blocks::default();
    blocks.add(&[("adverts", view.adverts.len().to_string()), ("open", open(view))]);
    for line in &view.demand {
        blocks.add(&[
            ("competency", line.name.clone()),
            ("asked by", percent(line.adverts, view.adverts.len())),
            ("required by", percent(line.required, view.adverts.len())),
            ("yours", gap::have(&line.gap)),
            ("met", percent(line.met, line.adverts)),
            ("closed by", closed(line)),
            ("hours", gap::cost(&line.gap)),
        ]);
    }
    for step in &view.steps {
        blocks.add(&[
            ("step", step.title.clone()),
            ("id", step.id.clone()),
            ("after", step.first.join(", ")),
            ("hours", step.hours.to_string()),
            ("closes something in", count(step.closes, "advert")),
            ("open then", count(step.open, "advert")),
        ]);
    }
    for near in nearest(view) {
        blocks.add(&[
            ("advert", near.title.clone().unwrap_or_default()),
            ("file", near.shown.clone()),
            ("required", near.required.to_string()),
            ("missing", near.missing.join(", ")),
        ]);
    }
    blocks.text
}

fn steps(view: &DemandView, width: u16) -> String {
    if view.steps.is_empty() {
        return String::new();
    }
    let mut sheet = Sheet::new(&[
        Column::text("What opens most per hour", 0),
        Column::number("Hours", 0),
        Column::number("Closes in", 0),
        Column::number("Open then", 0),
    ]);
    for step in view.steps.iter().take(STEPS) {
        sheet.item(vec![
            title(step),
            step.hours.to_string(),
            count(step.closes, "advert"),
            step.open.to_string(),
        ]);
    }
    let explained = "In this order, to working level, hours with what comes first. Closes in: adverts of which it \
                     closes something required. Open then: adverts of which nothing required is \
                     missing any more that a step teaches.";
    let explained = explained.to_owned() + &more(view.steps.len(), STEPS);
    format!("\n{}{}", sheet.draw(width), faint(&explained, width))
}

fn title(step: &OpeningView) -> String {
    let first = match step.first.as_slice() {
        [] => String::new(),
        steps => format!("\n\u{21b3} after {}", steps.join(", ")),
    };
    step.id.clone() + &first
}

fn closed(line: &DemandedView) -> String {
    match line.gap.standing {
        _ if line.met == line.adverts => "yours".to_owned(),
        StandingView::Held => "yours to working level".to_owned(),
        StandingView::Open if line.gap.closed_by.is_empty() => {
            "another of its list is nearer".to_owned()
        }
        _ => gap::closed(&line.gap),
    }
}

fn open(view: &DemandView) -> String {
    let all = view.adverts.len();
    let open = match view.open {
        0 => "You have all that is required of none of them yet".to_owned(),
        open => format!("You have all that is required of {open} of {all}"),
    };
    open + "."
}

fn nearest(view: &DemandView) -> impl Iterator<Item = &NearView> {
    let mut near: Vec<&NearView> = view.adverts.iter().collect();
    near.sort_by_key(|advert| (advert.required == 0, advert.missing.len()));
    near.into_iter()
}

fn nearly(near: &NearView) -> String {
    const NAMED: usize = 4;
    let missing = match near.missing.as_slice() {
        [] if near.required == 0 => "nothing was found that it requires".to_owned(),
        [] => "nothing is missing".to_owned(),
        few if few.len() <= NAMED => format!("lacks {}", few.join(", ")),
        many => format!("lacks {} and {} more", many[..NAMED].join(", "), many.len() - NAMED),
    };
    let title = near.title.as_deref().unwrap_or("no title");
    format!("{title} ({}): {missing}", near.shown)
}

fn more(all: usize, shown: usize) -> String {
    match all.saturating_sub(shown) {
        0 => String::new(),
        more => format!(" {more} more with --format plain."),
    }
}

fn percent(part: usize, whole: usize) -> String {
    if whole == 0 {
        return String::new();
    }
    format!("{} %", (part * 200 + whole) / (2 * whole))
}
