//! Steps stand under the heading of their time: those that are new in the plan are put there, and
//! those whose time has changed move there as they are, unless the person had moved them before.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::iter::once;
use std::ops::Range;

use itertools::Itertools as _;
use jiff::civil::Date;

use crate::checklist::read::end_of_lines;
use crate::checklist::written::{Mark, Period, dates};
use crate::checklist::{Checklist, Section};

/// When a step of the plan begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Slot<'a> {
    pub start: Date,
    /// The heading above it, if the checklist has none for that time.
    pub heading: &'a str,
}

/// A checklist whose steps stand where the plan has them now.
#[derive(Debug, PartialEq, Eq)]
pub struct Arranged {
    pub text: String,
    pub moved: usize,
}

/// The lines of an item that leaves its place, and where it belongs now.
struct Move<'a> {
    lines: Range<usize>,
    slot: Slot<'a>,
}

/// Where items are put.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Place<'a> {
    /// Before an item that begins later.
    Before,
    /// Behind what stands below a heading: in its list, or in a new one.
    Behind { in_list: bool },
    /// Below a heading of their own.
    Below(&'a str),
}

impl Checklist<'_> {
    /// Adds `new` items, written with `\n`, and moves those whose time has changed: an open box of
    /// an outermost list whose exported dates fit the heading above it, while its slot does not.
    /// It takes with it all that is indented below it. Headings get the hours of their time, if
    /// `hours` knows them; missing ones are added, and one that is left with nothing below it goes.
    ///
    /// # Errors
    /// If the text would swallow what is added: see [`Checklist::with_added`].
    pub fn arranged<'p>(
        &self,
        new: &[(Slot<'p>, String)],
        slot: impl Fn(&str) -> Option<Slot<'p>>,
        hours: impl Fn(Period) -> Option<String>,
    ) -> Result<Arranged, usize> {
        let moves = self.moves(&slot);
        let items = moves.iter().map(|it| (it.slot, self.ended(&self.text[it.lines.clone()])));
        let added = new.iter().map(|(slot, item)| (*slot, item.replace('\n', self.line_end())));
        let items = items.chain(added).sorted_by_key(|(slot, _)| *slot).collect_vec();
        let staying = self.staying(&moves, &slot);
        let emptied = self.emptied(&moves, &items);
        let is_kept = |at: &Range<usize>| {
            let next = emptied.partition_point(|gone| gone.start <= at.start);
            next == 0 || emptied[next - 1].end <= at.start
        };
        let hours = self.sections.iter().filter_map(|section| {
            let (period, place) = section.time.as_ref()?;
            Some((place.clone()?, hours(*period)?))
        });
        let left = moves.iter().map(|it| it.lines.clone()).filter(is_kept);
        let left =
            left.coalesce(|a, b| if a.end == b.start { Ok(a.start..b.end) } else { Err((a, b)) });
        let insertions = self.insertions(&items, &staying);
        let is_filled = |at: &Range<usize>| {
            insertions.binary_search_by_key(&at.end, |(place, _)| place.start).is_ok()
        };
        let left = left.map(|at| if is_filled(&at) { at } else { self.with_gap(at) });
        let gone = left.chain(emptied.iter().cloned()).map(|at| (at, String::new()));
        let edits = hours.filter(|(at, _)| is_kept(at)).chain(gone);
        let edits = edits.chain(insertions.iter().cloned());
        let edits = edits.sorted_by_key(|(at, _)| (at.start, at.end));
        let text = self.replaced(edits);
        if self.is_all_in(&text, new.len()) {
            return Ok(Arranged { text, moved: moves.len() });
        }
        if new.is_empty() {
            return Ok(Arranged { text: self.text.to_owned(), moved: 0 });
        }
        let added = new.iter().map(|(slot, item)| (Place::Below(slot.heading), item.as_str()));
        let text = self.with_added(&block(&added.collect_vec(), "\n"))?;
        Ok(Arranged { text, moved: 0 })
    }

    /// The items that still stand where they were exported, and do not belong there any more.
    fn moves<'p>(&self, slot: impl Fn(&str) -> Option<Slot<'p>>) -> Vec<Move<'p>> {
        let moves = self.boxes.iter().filter(|step| step.mark != Mark::Ticked).filter_map(|step| {
            let lines = step.item.clone()?;
            let above = self.sections.partition_point(|it| it.heading.start < lines.start);
            let (period, _) = self.sections.get(above.checked_sub(1)?)?.time.as_ref()?;
            let (_, exported) = dates(&self.text[step.lead.clone()])?;
            let slot = slot(step.id)?;
            let is_due = period.contains(exported) && !period.contains(slot.start);
            is_due.then_some(Move { lines, slot })
        });
        moves.collect()
    }

    /// Where the other items of steps stand, and when they begin.
    fn staying<'p>(
        &self,
        moves: &[Move],
        slot: impl Fn(&str) -> Option<Slot<'p>>,
    ) -> BTreeMap<usize, Date> {
        let steps = self.boxes.iter().filter_map(|step| {
            let start = step.item.as_ref()?.start;
            let is_moving = moves.binary_search_by_key(&start, |it| it.lines.start).is_ok();
            (!is_moving).then_some((start, slot(step.id)?.start))
        });
        steps.collect()
    }

    /// The section for a day: the one with the shortest time.
    fn section(&self, day: Date) -> Option<&Section> {
        let times = self.sections.iter().filter_map(|it| Some((it, it.time.as_ref()?.0)));
        let fitting = times.filter(|(_, period)| period.contains(day));
        let shortest = fitting.min_by_key(|(_, Period { first, last })| (Reverse(*first), *last));
        shortest.map(|(section, _)| section)
    }

    fn place<'p>(&self, slot: Slot<'p>, staying: &BTreeMap<usize, Date>) -> (usize, Place<'p>) {
        if let Some(section) = self.section(slot.start) {
            let mut below = staying.range(section.heading.end..section.end);
            if let Some((&later, _)) = below.find(|(_, start)| **start > slot.start) {
                return (later, Place::Before);
            }
            let end = || end_of_lines(self.text, &(section.heading.start..section.end));
            let in_list = section.list_end.is_some();
            return (section.list_end.unwrap_or_else(end), Place::Behind { in_list });
        }
        let times = || self.sections.iter().filter_map(|it| Some((it, it.time.as_ref()?.0)));
        let later = times().find(|(_, period)| period.first > slot.start);
        let later = later.map(|(section, _)| section.heading.start);
        let last = || times().next_back().map(|(section, _)| section.end);
        (later.or_else(last).unwrap_or(self.text.len()), Place::Below(slot.heading))
    }

    /// Sections of a time that have nothing but what moves away.
    fn emptied(&self, moves: &[Move], items: &[(Slot, String)]) -> Vec<Range<usize>> {
        let days = items.iter().map(|(slot, _)| slot.start).dedup();
        let filled = days.filter_map(|day| self.section(day));
        let filled: BTreeSet<usize> = filled.map(|section| section.heading.start).collect();
        let sections = self.sections.iter().filter(|section| {
            let from = moves.partition_point(|it| it.lines.start < section.heading.start);
            let until = moves.partition_point(|it| it.lines.start < section.end);
            let lines = || moves[from..until].iter().map(|it| &it.lines);
            let gaps = once(section.heading.end).chain(lines().map(|lines| lines.end));
            let gaps = gaps.zip(lines().map(|lines| lines.start).chain([section.end]));
            let mut left = gaps.map(|(from, until)| &self.text[from..until]);
            let is_emptied = from < until && left.all(|text| text.trim().is_empty());
            is_emptied && !filled.contains(&section.heading.start)
        });
        sections.map(|section| section.heading.start..section.end).collect()
    }

    /// Lines with the blank ones before them, if blank lines follow: one gap is enough.
    fn with_gap(&self, lines: Range<usize>) -> Range<usize> {
        let (before, after) = (&self.text[..lines.start], &self.text[lines.end..]);
        let is_gap = after.lines().next().is_none_or(|line| line.trim().is_empty());
        let said = before.trim_end().len();
        let blank = before[said..].split_inclusive('\n').next().map_or(0, str::len);
        if is_gap { (said + blank).min(lines.start)..lines.end } else { lines }
    }

    /// Puts items in their places, in the order that they have, each block between blank lines.
    fn insertions(
        &self,
        items: &[(Slot, String)],
        staying: &BTreeMap<usize, Date>,
    ) -> Vec<(Range<usize>, String)> {
        let slots = items.chunk_by(|(here, _), (there, _)| here == there);
        let places = slots.flat_map(|items| {
            let place = self.place(items[0].0, staying);
            items.iter().map(move |(_, item)| (place, item.as_str()))
        });
        // Items of different months stay in the order of time.
        let is_below = |place: Place| matches!(place, Place::Below(_));
        let places = places.sorted_by_key(|((at, place), _)| (*at, is_below(*place))).collect_vec();
        let by_place = places.chunk_by(|(here, _), (there, _)| here == there);
        by_place.map(|items| self.insertion(items)).collect()
    }

    fn insertion(&self, items: &[((usize, Place), &str)]) -> (Range<usize>, String) {
        let ((at, place), _) = items[0];
        let end = self.line_end();
        let mut new =
            block(&items.iter().map(|((_, place), item)| (*place, *item)).collect_vec(), end);
        let (before, after) = self.text.split_at(at);
        let is_blank = |line: Option<&str>| line.is_none_or(|line| line.trim().is_empty());
        let last = before.trim_start_matches('\u{feff}').lines().next_back();
        if !is_blank(last) && !matches!(place, Place::Before | Place::Behind { in_list: true }) {
            new.insert_str(0, end);
        }
        if last.is_some() && !before.ends_with('\n') {
            new.insert_str(0, end);
        }
        if place != Place::Before && !is_blank(after.lines().next()) {
            new += end;
        }
        (at..at, new)
    }

    /// The text of an item with an end of its last line.
    fn ended(&self, item: &str) -> String {
        let end = if item.ends_with('\n') { "" } else { self.line_end() };
        format!("{item}{end}")
    }

    /// Whether a new text has all boxes that were there, and so many more.
    fn is_all_in(&self, text: &str, more: usize) -> bool {
        let after = Checklist::read(text);
        let [old, new] = [self, &after].map(|list| {
            let boxes = list.boxes.iter().map(|step| (step.id.to_owned(), step.mark));
            boxes.counts()
        });
        after.boxes.len() == self.boxes.len() + more
            && after.own.len() == self.own.len()
            && old.iter().all(|(step, count)| new.get(step) >= Some(count))
    }
}

/// Items with the headings that they are put below, each once.
fn block(items: &[(Place, &str)], end: &str) -> String {
    let places = items.chunk_by(|(here, _), (there, _)| here == there);
    let blocks = places.map(|items| {
        let text: String = items.iter().map(|(_, item)| *item).collect();
        match items[0].0 {
            Place::Below(heading) => format!("{heading}{end}{end}{text}"),
            Place::Before | Place::Behind { .. } => text,
        }
    });
    blocks.collect_vec().join(end)
}
