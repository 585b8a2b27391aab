//! What another knowledge base changes for a person.

use itertools::Itertools as _;
use serde_json::Value;

use crate::document::compare::facts;
use crate::document::phrases::percent;
use crate::document::tree::{Answer, Block, Document, Table, Tone};
use crate::knowledge::text::Count;
use crate::knowledge::vocabulary::Keyword as _;
use crate::view::kb_diff::{Fate, Field, KbDiffView};

/// More rows of entries are for JSON.
const ROWS: usize = 40;

impl Answer for KbDiffView {
    fn document(&self) -> Document<'_> {
        let mut document = Document::default();
        let sides = [&self.before, &self.after].map(|side| facts(side, 2));
        document.0.push(Block::Beside(sides.into()));
        if !self.curve.is_empty() {
            document.space();
            document.heading("What you hold on the way, of what adverts require");
            let table = Table::of(&self.curve)
                .column("After", |it| format!("{} months", it.months))
                .column("Held before", |it| percent(it.before.held))
                .column("Held then", |it| percent(it.after.held))
                .column("In reach before", |it| percent(it.before.within_reach))
                .column("In reach then", |it| percent(it.after.within_reach));
            document.table(table);
        }
        if !self.hours.is_empty() {
            document.space();
            document.heading("Steps of your plan with other hours");
            let table = Table::of(&self.hours)
                .names("Id", |it| &it.id)
                .column(("Step", 70), |it| &it.title)
                .column("Before", |it| it.before)
                .column("After", |it| it.after);
            document.table(table);
        }
        self.say_ticks(&mut document);
        self.say_entries(&mut document);
        document
    }
}

impl KbDiffView {
    fn say_ticks<'a>(&'a self, document: &mut Document<'a>) {
        let ticks = &self.ticks;
        if ticks.before + ticks.after > 0 {
            document.space();
            document.heading("What you have finished");
            document.say(match ticks.before == ticks.after {
                true => format!("{}, in both.", Count(ticks.after, "step")),
                false => format!("{} before, {} after.", Count(ticks.before, "step"), ticks.after),
            });
        }
        for id in &ticks.lost {
            let text = format!("{id} is not in the new knowledge base; your journal keeps it");
            document.text(Tone::Item, text);
        }
        for id in &ticks.gained {
            document.text(Tone::Item, format!("{id} counts as finished in the new one"));
        }
    }

    fn say_entries<'a>(&'a self, document: &mut Document<'a>) {
        document.space();
        document.heading("Entries");
        if self.entries.is_empty() {
            return document.say("They are the same in both.");
        }
        let counts = Fate::ALL.iter().filter_map(|fate| {
            let count = self.entries.iter().filter(|it| it.fate == *fate).count();
            (count > 0).then(|| format!("{count} {fate}"))
        });
        document.say(format!("{}.", counts.collect_vec().join(", ")));
        let table = Table::of(&self.entries)
            .names("Entry", |it| &it.id)
            .names(("Sort", 70), |it| it.sort)
            .names("", |it| it.fate)
            .key("fate")
            .column(("What", 60), |it| it.fields.iter().map(field).join("; "))
            .at_most(ROWS);
        document.table(table);
    }
}

/// `hours.likely 9 -> 7`; of long texts and lists only the name.
fn field(Field { name, before, after }: &Field) -> String {
    match (before.as_ref().map(value), after.as_ref().map(value)) {
        (None, Some(Some(after))) => format!("{name} {after}"),
        (Some(Some(before)), None) => format!("{name} {before} -> nothing"),
        (Some(Some(before)), Some(Some(after))) => format!("{name} {before} -> {after}"),
        _ => name.clone(),
    }
}

/// A value that is short enough to be read in a table.
fn value(value: &Value) -> Option<String> {
    const SHORT: usize = 24;
    let text = match value {
        Value::String(text) => text.clone(),
        Value::Array(list) => {
            let words: Option<Vec<&str>> = list.iter().map(Value::as_str).collect();
            format!("[{}]", words?.join(", "))
        }
        other => other.to_string().trim_end_matches(".0").to_owned(),
    };
    (text.chars().count() <= SHORT).then_some(text)
}
