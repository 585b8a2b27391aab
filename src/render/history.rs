//! The history, as a table and in single lines.

use crate::render::plain::Blocks;
use crate::render::sheet::{Column, Sheet, wrap};
use crate::render::words::{day, spent};
use crate::view::journal::{EventView, HistoryView};

/// `history`.
pub fn table(view: &HistoryView, width: u16) -> String {
    let mut sheet = Sheet::new(&[
        Column::fixed("Day", 0),
        Column::text("What", 0),
        Column::text("Remarks", 90),
        Column::fixed("Id", 60),
    ]);
    for event in &view.events {
        let remarks = remarks(event);
        let mut what = deed(event);
        if !event.counts {
            what += " (taken back)";
        }
        if width < 90 && !remarks.is_empty() {
            what = format!("{what}\n\u{21b3} {remarks}");
        }
        sheet.item(vec![day(event.day), what, remarks, short(&event.id)]);
    }
    let mut out = sheet.draw(width);
    for damaged in &view.damaged {
        out += &wrap(&format!("Set aside, line {}: {}", damaged.line, damaged.text), width, "");
    }
    out
}

/// The same as `key: value` lines.
pub fn plain(view: &HistoryView) -> String {
    let mut blocks = Blocks::default();
    for event in &view.events {
        blocks.add(&[
            ("day", event.day.to_string()),
            ("what", deed(event)),
            ("title", event.title.clone().unwrap_or_default()),
            ("note", event.note.as_deref().map(short).unwrap_or_default()),
            ("evidence", event.evidence.as_deref().map(short).unwrap_or_default()),
            ("counts", if event.counts { "yes" } else { "no, taken back" }.to_owned()),
            ("id", short(&event.id)),
        ]);
    }
    for damaged in &view.damaged {
        let line = damaged.line.to_string();
        blocks.add(&[("set aside, line", line), ("text", damaged.text.clone())]);
    }
    blocks.text
}

/// One line that confirms what was recorded.
pub fn recorded(event: &EventView) -> String {
    let title = event.title.as_ref().map(|title| format!(" ({title})"));
    let line = format!("{}{}", deed(event), title.unwrap_or_default());
    match remarks(event).as_str() {
        "" => line,
        remarks => format!("{line}: {remarks}"),
    }
}

/// `logged 2.5 h on python-cs50p`.
fn deed(event: &EventView) -> String {
    use crate::view::journal::Deed;
    let step = event.step.as_deref().map_or("a step".to_owned(), short);
    let hours = event.hours.map(spent);
    match event.r#do {
        Deed::Start => format!("started {step}"),
        Deed::Log => format!("logged {} on {step}", hours.unwrap_or_default()),
        Deed::Done => {
            let took = hours.map(|hours| format!(", {hours} in all")).unwrap_or_default();
            let forced = if event.forced { ", before what it requires" } else { "" };
            format!("finished {step}{took}{forced}")
        }
        Deed::Skip => format!("skipped {step}"),
        Deed::Note => format!("noted on {step}"),
        Deed::Undo => {
            let undone = event.undoes.as_ref();
            let what = match undone.and_then(|undone| Some((undone.r#do?, undone.hours))) {
                None => "an entry on".to_owned(),
                Some((Deed::Start, _)) => "the start of".to_owned(),
                Some((Deed::Log, hours)) => format!("{} on", spent(hours.unwrap_or_default())),
                Some((Deed::Done, _)) => "the end of".to_owned(),
                Some((Deed::Skip, _)) => "the skipping of".to_owned(),
                Some((Deed::Note, _)) => "a note on".to_owned(),
                Some((Deed::Undo, _)) => return format!("recorded {step} again as it was"),
            };
            let why = if event.unticked { ", which is not ticked any more" } else { "" };
            format!("took back {what} {step}{why}")
        }
    }
}

/// What of a text of some other program is worth showing.
fn short(text: &str) -> String {
    const MOST: usize = 2_000;
    match text.char_indices().nth(MOST) {
        Some((end, _)) => format!("{}\u{2026}", &text[..end]),
        None => text.to_owned(),
    }
}

/// Note and evidence.
fn remarks(event: &EventView) -> String {
    let parts = [event.note.as_deref(), event.evidence.as_deref()];
    parts.into_iter().flatten().map(short).collect::<Vec<_>>().join("; ")
}
