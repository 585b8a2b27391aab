//! `journal.jsonl`: what has happened. Lines are only ever added; an undo is one more line.
//! Progress is the fold of the events that count ([`crate::person::progress`]). The order of new
//! lines in the file means nothing, since journals of two machines may be merged in any way.

pub mod event;
mod fields;
mod file;
mod line;
mod origin;
mod parse;
#[cfg(test)]
mod tests;
mod text;

use itertools::Itertools as _;
use jiff::civil::Date;
use rustc_hash::{FxBuildHasher, FxHashMap, FxHashSet};

pub use event::{Action, Event, Record};
pub use file::{PATIENCE, Store};
pub use line::Line;
pub use origin::Origin;
pub use text::Text;

/// The events of a journal, in the order of time, and what of it could not be read.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Journal {
    pub events: Vec<Event>,
    /// The ids that undos name which count.
    undone: FxHashSet<Text>,
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
    /// Adds events that happened later.
    pub fn extend(&mut self, later: impl IntoIterator<Item = Event>) {
        self.events.extend(later);
        self.undone = undone(self.events.iter().filter_map(Event::undo).collect());
    }

    /// Whether an event of the journal counts.
    pub fn counts(&self, event: &Event) -> bool {
        !self.undone.contains(&event.id)
    }

    /// The events that count.
    fn counting(&self) -> impl Iterator<Item = &Event> {
        self.events.iter().filter(|event| self.counts(event))
    }

    /// The events that count, undos aside.
    pub fn standing(&self) -> impl Iterator<Item = &Event> {
        // Asked first, since it is the easier question.
        let is_undo = |event: &Event| event.record.action == Action::Undo;
        self.events.iter().filter(move |event| !is_undo(event) && self.counts(event))
    }

    /// The events up to the end of a day.
    pub fn until(&self, day: Date) -> Vec<&Event> {
        self.events.iter().filter(|event| event.day <= day).collect()
    }

    /// The first events, at most so many.
    pub fn first(&self, most: usize) -> Vec<&Event> {
        self.events.iter().take(most).collect()
    }

    /// The latest change that can be undone: it counts, and is not itself the undo of a mistake.
    pub fn last_change(&self) -> Option<&Event> {
        self.counting().filter(|event| event.record.is_news()).last()
    }

    /// The events of a change that count.
    pub fn parts<'a>(&'a self, change: &'a str) -> impl Iterator<Item = &'a Event> {
        self.counting().filter(move |event| event.change() == change)
    }
}

/// Of the first events of a journal those that counted when there were no more, undos aside.
pub fn standing<'a>(events: &[&'a Event]) -> impl Iterator<Item = &'a Event> {
    let undone = undone(events.iter().filter_map(|event| event.undo()).collect());
    let events = events.iter().copied();
    events.filter(move |event| event.record.action != Action::Undo && !undone.contains(&event.id))
}

/// The events that do not count, of undos and what they name: an event does not if an undo that
/// counts names it. An undo can itself be undone. Undos that undo each other, which no program
/// writes, undo nothing.
fn undone(undos: Vec<(Text, Text)>) -> FxHashSet<Text> {
    // How many undos of an event are still to be looked at.
    let mut open = FxHashMap::with_capacity_and_hasher(undos.len(), FxBuildHasher);
    for &(_, target) in &undos {
        *open.entry(target).or_insert(0) += 1;
    }
    let (others, mut ready): (Vec<_>, Vec<_>) =
        undos.into_iter().partition(|(undo, _)| open.contains_key(undo));
    let waiting = others.into_iter().into_group_map();
    let mut undone = FxHashSet::with_capacity_and_hasher(open.len(), FxBuildHasher);
    while let Some((undo, target)) = ready.pop() {
        if !undone.contains(&undo) {
            undone.insert(target);
        }
        let left = open.entry(target).or_default();
        *left -= 1;
        if *left == 0 {
            ready.extend(waiting.get(&target).into_iter().flatten().map(|next| (target, *next)));
        }
    }
    undone
}
