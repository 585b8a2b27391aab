//! The answers of `history` and of the commands that record something.

use itertools::Itertools as _;
use jiff::civil::Date;
use rustc_hash::{FxHashMap, FxHashSet};
use serde::Serialize;

use crate::knowledge::hours::Hours;
use crate::knowledge::model::{Kb, StepId};
use crate::person::journal::{Damaged, Event, Journal, Text};

pub use crate::person::journal::Action;

#[derive(Debug, Serialize)]
pub struct HistoryView {
    pub schema: &'static str,
    /// In the order of the journal.
    pub events: Vec<EventView>,
    /// How many entries are left out before them.
    #[serde(skip)]
    pub earlier: usize,
    /// Lines of the journal that cannot be read.
    pub damaged: Vec<DamagedView>,
}

/// The step whose history is asked for.
#[derive(Debug)]
pub enum Named {
    Step(StepId),
    /// An id that is in the journal but not in the knowledge base.
    Unknown(String),
}

#[derive(Debug, Serialize)]
pub struct DamagedView {
    /// Counted from 1.
    pub line: usize,
    /// The beginning of the line.
    pub text: String,
}

/// What a command has recorded.
#[derive(Debug, Serialize)]
pub struct RecordedView {
    pub schema: &'static str,
    pub events: Vec<EventView>,
}

#[derive(Debug, Serialize)]
pub struct EventView {
    pub id: Text,
    pub at: Text,
    pub day: Date,
    pub r#do: Action,
    /// The id as it was recorded.
    pub step: Option<Text>,
    /// The step's id now; `None` if the knowledge base does not have it.
    pub now: Option<String>,
    pub title: Option<String>,
    pub hours: Option<Hours>,
    pub note: Option<Text>,
    pub evidence: Option<Text>,
    pub forced: bool,
    pub undoes: Option<UndoneView>,
    /// An undo because the box of the step was unticked.
    pub unticked: bool,
    pub part_of: Option<Text>,
    /// False if it was taken back.
    pub counts: bool,
}

/// What an undo takes back.
#[derive(Debug, Serialize)]
pub struct UndoneView {
    pub id: Text,
    pub r#do: Option<Action>,
    pub hours: Option<Hours>,
}

/// The last entries, at most so many, of everything that was recorded or of what is about one step.
pub fn history(kb: &Kb, journal: &Journal, of: Option<&Named>, most: usize) -> HistoryView {
    let names = kb.step_names();
    let asked = |event: &Event| {
        let id = event.record.step.as_deref();
        match of {
            None => true,
            Some(Named::Step(step)) => id.and_then(|id| names.get(id)) == Some(step),
            Some(Named::Unknown(name)) => id == Some(name),
        }
    };
    let damaged = |it: &Damaged| DamagedView { line: it.line, text: it.text.clone() };
    let all = journal.events.iter().filter(|event| asked(event)).collect_vec();
    let earlier = all.len().saturating_sub(most);
    let shown = &all[earlier..];
    let events = Events::new(kb, journal, shown.iter().copied());
    HistoryView {
        schema: "mlpath/history/1",
        events: shown.iter().map(|event| events.view(event, journal.counts(event))).collect(),
        earlier,
        damaged: journal.damaged.iter().map(damaged).collect(),
    }
}

/// The events that were just added to a journal.
pub fn recorded(kb: &Kb, before: &Journal, added: &[Event]) -> RecordedView {
    let events = Events::new(kb, before, added);
    RecordedView {
        schema: "mlpath/recorded/1",
        events: added.iter().map(|event| events.view(event, true)).collect(),
    }
}

/// Looks up what the fields of an event refer to.
struct Events<'a> {
    kb: &'a Kb,
    steps: FxHashMap<&'a str, StepId>,
    undone: FxHashMap<&'a str, &'a Event>,
}

impl<'a> Events<'a> {
    fn new(kb: &'a Kb, journal: &'a Journal, shown: impl IntoIterator<Item = &'a Event>) -> Self {
        let named = shown.into_iter().filter_map(|event| event.record.undoes.as_deref());
        let named: FxHashSet<&str> = named.collect();
        // Mostly none is.
        let all = if named.is_empty() { &[][..] } else { &journal.events };
        let undone = all.iter().filter(|event| named.contains(&*event.id));
        let undone = undone.map(|event| (&*event.id, event)).collect();
        Self { kb, steps: kb.step_names(), undone }
    }

    fn view(&self, event: &Event, counts: bool) -> EventView {
        let record = &event.record;
        let step = record.step.as_deref().and_then(|id| self.steps.get(id));
        EventView {
            id: event.id,
            at: event.at,
            day: event.day,
            r#do: record.action,
            step: record.step,
            now: step.map(|&step| self.kb.id(step)),
            title: step.map(|&step| self.kb[step].title.clone()),
            hours: record.hours,
            note: record.note,
            evidence: record.evidence,
            forced: record.forced,
            undoes: record.undoes.map(|id| {
                let target = self.undone.get(&*id).map(|event| &event.record);
                UndoneView {
                    id,
                    r#do: target.map(|record| record.action),
                    hours: target.and_then(|record| record.hours),
                }
            }),
            unticked: record.unticked,
            part_of: event.part_of,
            counts,
        }
    }
}
