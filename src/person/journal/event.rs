//! One event of the journal.

use jiff::civil::Date;

use crate::knowledge::hours::Hours;
use crate::knowledge::vocabulary::vocabulary;
use crate::person::journal::Text;

vocabulary! {
    /// What a person did.
    #[derive(Default)]
    Action {
        #[default]
        Start = "start",
        Log = "log",
        Done = "done",
        Skip = "skip",
        Note = "note",
        Undo = "undo",
    }
}

/// What is to be recorded: an event before it has a place in the journal.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Record {
    pub action: Action,
    /// The id that the step had when the line was written.
    pub step: Option<Text>,
    /// `log`: hours of work; `done`: what the step took in all, if the person says so.
    pub hours: Option<Hours>,
    pub note: Option<Text>,
    /// `done`: an address or a text that shows it.
    pub evidence: Option<Text>,
    /// `done`: recorded although prerequisites were not met.
    pub forced: bool,
    /// `undo`: the id of the event that no longer counts.
    pub undoes: Option<Text>,
    /// `undo`: the box in the checklist was unticked; the event itself was not a mistake.
    pub unticked: bool,
    /// The day on which it happened, if that is not the day of the change; a line has it in `at`.
    pub on: Option<Date>,
}

impl Record {
    pub fn of(action: Action, step: &str) -> Self {
        Self { action, step: Some(step.into()), ..Self::default() }
    }

    /// That another event no longer counts.
    pub fn undo(of: &Event) -> Self {
        let (step, undoes) = (of.record.step, Some(of.id));
        Self { action: Action::Undo, step, undoes, ..Self::default() }
    }

    /// Something that happened, and not the correction of a mistake.
    pub fn is_news(&self) -> bool {
        self.action != Action::Undo || self.unticked
    }

    /// An undo names an event, everything else a step.
    pub(super) fn is_whole(&self) -> bool {
        match self.action {
            Action::Undo => self.undoes.is_some(),
            Action::Log => self.step.is_some() && self.hours.is_some(),
            Action::Start | Action::Done | Action::Skip | Action::Note => self.step.is_some(),
        }
    }
}

/// Something that happened.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Event {
    pub id: Text,
    /// RFC 3339, in the person's own time zone.
    pub at: Text,
    /// The local day of `at`.
    pub day: Date,
    /// Its place in time: seconds of the clock (Unix time), but always later than what was known
    /// when it was recorded. Old lines have none; their order is that of the file.
    pub seq: Option<i64>,
    /// The first event of the change that this one is a part of; a change is undone as a whole.
    pub part_of: Option<Text>,
    pub record: Record,
}

impl Event {
    /// Its id and the one it undoes, if it is an undo.
    pub(super) fn undo(&self) -> Option<(Text, Text)> {
        Some((self.id, self.record.undoes?))
    }

    /// The id that all events of one change have in common.
    pub fn change(&self) -> &str {
        self.part_of.as_deref().unwrap_or(&self.id)
    }
}
