//! `journal.jsonl`: what has happened. Lines are only ever added; an undo is one more line.
//! Progress is the fold of the events that count ([`crate::person::progress`]). The order of new
//! lines in the file means nothing, since journals of two machines may be merged in any way.

pub mod event;
mod file;
mod line;
mod origin;
mod parse;
#[cfg(test)]
mod tests;

use std::collections::HashSet;
use std::rc::Rc;

use itertools::Itertools as _;
use jiff::civil::Date;

pub use event::{Action, Event, Record};
pub use file::{PATIENCE, Store};
pub use origin::Origin;

/// The events of a journal, in the order of time, and what of it could not be read.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Journal {
    pub events: Vec<Rc<Event>>,
    /// The first lines that are set aside.
    pub damaged: Vec<Damaged>,
    /// How many more there are.
    pub more_damaged: usize,
}

/// A line that is set aside; nothing of it is deleted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Damaged {
    /// From 1.
    pub line: usize,
    pub kind: Damage,
    /// Its beginning, where it is text.
    pub text: String,
}

/// What is wrong with a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Damage {
    /// It has no line feed, as after a write that was cut off.
    Torn,
    /// It has no checksum, so it was never a line of ours.
    Foreign,
    /// It is a mark that git leaves where a merge is to be settled.
    Conflict,
    /// It is not what was written.
    Broken,
}

impl Journal {
    /// For each event whether it counts: an event does not if an undo that counts names it. An
    /// undo can itself be undone. Undos that undo each other, which no program writes, undo
    /// nothing.
    pub fn counts<'a>(&'a self) -> Vec<bool> {
        let undo = |event: &'a Rc<Event>| Some((&*event.id, event.record.undoes.as_deref()?));
        let undos = self.events.iter().filter_map(undo).collect_vec();
        let mut open = undos.iter().map(|&(_, target)| target).counts();
        let by_undo = undos.into_iter().into_group_map();
        let mut ready = by_undo.keys().filter(|id| !open.contains_key(*id)).copied().collect_vec();
        let mut undone = HashSet::new();
        while let Some(undo) = ready.pop() {
            for &target in by_undo.get(undo).into_iter().flatten() {
                if !undone.contains(undo) {
                    undone.insert(target);
                }
                let left = open.entry(target).or_default();
                *left -= 1;
                if *left == 0 {
                    ready.push(target);
                }
            }
        }
        self.events.iter().map(|event| !undone.contains(event.id.as_str())).collect()
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
        Self { events: before.cloned().collect(), ..Self::default() }
    }

    /// The events up to the end of a day that count today: without those that were undone later.
    #[must_use]
    pub fn standing_until(&self, day: Date) -> Self {
        let before =
            self.counting().filter(|event| event.day <= day && event.record.action != Action::Undo);
        Self { events: before.cloned().collect(), ..Self::default() }
    }

    /// The journal as it was when it had this number of events.
    #[must_use]
    pub fn first(&self, events: usize) -> Self {
        let first = self.events.iter().take(events);
        Self { events: first.cloned().collect(), ..Self::default() }
    }

    /// The latest change that can be undone: it counts, and is not itself the undo of a mistake.
    pub fn last_change(&self) -> Option<&Event> {
        self.counting().map(Rc::as_ref).filter(|event| event.record.is_news()).last()
    }

    /// The events of a change that count.
    pub fn parts<'a>(&'a self, change: &'a str) -> impl Iterator<Item = &'a Event> {
        self.counting().map(Rc::as_ref).filter(move |event| event.change() == change)
    }
}
