//! `journal.jsonl`: what has happened. Lines are only ever added; an undo is one more line.
//! Progress is the fold of the events that count ([`crate::person::progress`]).

pub mod event;
mod file;
mod parse;
#[cfg(test)]
mod tests;

use std::collections::HashSet;
use std::rc::Rc;

use jiff::civil::Date;

pub use event::{Action, Event, Record};
pub use file::{PATIENCE, Store};

/// The events of a journal, in its order, and what of it could not be read.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Journal {
    pub events: Vec<Rc<Event>>,
    pub damaged: Vec<Damaged>,
}

/// A line that is set aside; nothing of it is deleted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Damaged {
    /// From 1.
    pub line: usize,
    /// It has no line feed, as after a write that was cut off.
    pub torn: bool,
    /// Its beginning, where it is text.
    pub text: String,
}

impl Damaged {
    /// It has no checksum, so it was never a line of ours.
    pub fn is_foreign(&self) -> bool {
        !self.torn && !self.text.contains("\"crc\":")
    }
}

impl Journal {
    /// For each event whether it counts: an event does not if an undo that counts names it. An
    /// undo can itself be undone.
    pub fn counts(&self) -> Vec<bool> {
        let mut undone: HashSet<&str> = HashSet::new();
        let mut counts = vec![true; self.events.len()];
        for (event, counts) in self.events.iter().zip(&mut counts).rev() {
            *counts = !undone.contains(event.id.as_str());
            if *counts && let Some(target) = &event.record.undoes {
                undone.insert(target);
            }
        }
        counts
    }

    /// The events that count.
    fn counting(&self) -> impl Iterator<Item = &Rc<Event>> {
        let marked = self.events.iter().zip(self.counts());
        marked.filter(|(_, counts)| *counts).map(|(event, _)| event)
    }

    /// The events that count, undos aside.
    pub fn standing(&self) -> impl Iterator<Item = &Event> {
        self.counting().map(Rc::as_ref).filter(|event| event.record.action != Action::Undo)
    }

    /// The journal as it was at the end of a day.
    #[must_use]
    pub fn until(&self, day: Date) -> Self {
        let before = self.events.iter().filter(|event| event.day <= day);
        Self { events: before.cloned().collect(), damaged: Vec::new() }
    }

    /// The events up to the end of a day that count today: without those that were undone later.
    #[must_use]
    pub fn standing_until(&self, day: Date) -> Self {
        let before =
            self.counting().filter(|event| event.day <= day && event.record.action != Action::Undo);
        Self { events: before.cloned().collect(), damaged: Vec::new() }
    }

    /// The journal as it was when it had this number of events.
    #[must_use]
    pub fn first(&self, events: usize) -> Self {
        let first = self.events.iter().take(events);
        Self { events: first.cloned().collect(), damaged: Vec::new() }
    }

    /// The latest change that can be undone: it counts, and is not itself the undo of a mistake.
    pub fn last_change(&self) -> Option<&str> {
        self.counting().filter(|event| event.record.is_news()).last().map(|event| event.change())
    }

    /// The events of a change that count.
    pub fn parts<'a>(&'a self, change: &'a str) -> impl Iterator<Item = &'a Event> {
        self.counting().map(Rc::as_ref).filter(move |event| event.change() == change)
    }
}
