//! What was recorded.

use itertools::Itertools as _;

use crate::document::phrases::{clipped, spent};
use crate::document::tree::{Answer, Document, Medium, Table};
use crate::view::journal::{Action, EventView, HistoryView};

/// From this width on, remarks have their own column.
const REMARKS: u16 = 90;

impl Answer for HistoryView {
    fn document(&self) -> Document<'_> {
        let mut document = Document::default();
        document.table(
            Table::of(&self.events)
                .column("Day", |event| event.day)
                .column("What", action)
                .aside(u16::MAX, |event| if event.counts { "" } else { " (undone)" }.to_owned())
                .below(REMARKS, remarks)
                .in_plain("title", |event| event.title.as_ref())
                .on_terminal(("Remarks", REMARKS), remarks)
                .in_plain("note", |event| event.note.as_deref().map(clipped))
                .in_plain("evidence", |event| event.evidence.as_deref().map(clipped))
                .in_plain("counts", |event| if event.counts { "yes" } else { "no, undone" })
                .names(("Id", 60), |event| clipped(&event.id)),
        );
        for damaged in &self.damaged {
            document.say(format!("Ignored, line {}: {}", damaged.line, damaged.text));
        }
        document.table(
            Table::of(&self.damaged)
                .column("ignored, line", |damaged| damaged.line)
                .column("text", |damaged| &damaged.text)
                .only(Medium::InPlain),
        );
        document
    }
}

/// One line that confirms what was recorded.
pub fn recorded(event: &EventView) -> String {
    let title = event.title.as_ref().map(|title| format!(" ({title})"));
    let line = format!("{}{}", action(event), title.unwrap_or_default());
    match remarks(event).as_str() {
        "" => line,
        remarks => format!("{line}: {remarks}"),
    }
}

/// `logged 2.5 h on python-cs50p`.
fn action(event: &EventView) -> String {
    let step = event.step.as_deref().map_or("a step".to_owned(), clipped);
    let hours = event.hours.map(spent);
    match event.r#do {
        Action::Start => format!("started {step}"),
        Action::Log => format!("logged {} on {step}", hours.unwrap_or_default()),
        Action::Done => {
            let took = hours.map(|hours| format!(", {hours} in all")).unwrap_or_default();
            let forced = if event.forced { ", ahead of its prerequisites" } else { "" };
            format!("finished {step}{took}{forced}")
        }
        Action::Skip => format!("skipped {step}"),
        Action::Note => format!("added a note on {step}"),
        Action::Undo => {
            let undone = event.undoes.as_ref();
            let what = match undone.and_then(|undone| Some((undone.r#do?, undone.hours))) {
                None => "an entry on".to_owned(),
                Some((Action::Start, _)) => "the start of".to_owned(),
                Some((Action::Log, hours)) => format!("{} on", spent(hours.unwrap_or_default())),
                Some((Action::Done, _)) => "the finish of".to_owned(),
                Some((Action::Skip, _)) => "skipping".to_owned(),
                Some((Action::Note, _)) => "a note on".to_owned(),
                Some((Action::Undo, _)) => return format!("restored {step} as it was"),
            };
            let why = if event.unticked { ", no longer ticked" } else { "" };
            format!("undid {what} {step}{why}")
        }
    }
}

/// Note and evidence.
fn remarks(event: &EventView) -> String {
    let parts = [event.note.as_deref(), event.evidence.as_deref()];
    parts.into_iter().flatten().map(clipped).join("; ")
}
