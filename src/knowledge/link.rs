//! Entries -> linked model. Every reference is resolved or reported with its place and the nearest
//! id; what the types cannot say (low <= likely, no cycle of `after`) is checked here.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use crate::knowledge::code::Code;
use crate::knowledge::cycle::cycle;
use crate::knowledge::diagnostics::{Diagnostics, suggestion};
use crate::knowledge::entry::{self, Inclusion, Levels};
use crate::knowledge::files::SourceFile;
use crate::knowledge::model::{
    Competency, CompetencyId, Cost, Estimate, Item, ItemId, Kb, Resource, Role, Skills, Step,
    StepId,
};
use crate::knowledge::parse::{Parsed, Place};
use crate::knowledge::read::{Entry, Read, Sort};
use crate::knowledge::report::Report;
use crate::knowledge::text::List;
use crate::knowledge::vocabulary::{Basis, CostClass, Level};

/// Twenty years: more is a typing error.
const MAX_WEEKS: u32 = 1_040;

/// Parses and links all files of a knowledge base; `folder` is where they are from.
///
/// # Errors
/// [`Diagnostics`] with all that is wrong in them.
pub fn read(folder: &Path, files: &[SourceFile]) -> Result<Kb, Diagnostics> {
    let mut report = Report::new(files);
    let read = Read::new(files.iter().enumerate(), &mut report.diagnostics);
    let kb = link(read, &mut report);
    let Report { diagnostics, .. } = report;
    if diagnostics.is_empty() { Ok(kb) } else { Err(Diagnostics::new(Some(folder), diagnostics)) }
}

/// With problems the result is incomplete and must not be used.
pub(super) fn link(mut read: Read, report: &mut Report<'_>) -> Kb {
    let listed = read.sort();
    let mut linker =
        Linker { report, changes: std::mem::take(&mut read.changes), names: BTreeMap::new() };
    linker.collect_names(&read);
    let places: Vec<Place> = read.steps.entries.iter().map(|(place, _)| *place).collect();
    let mut kb = Kb {
        items: linker.each(read.items, Linker::item),
        competencies: linker.each(read.competencies, Linker::competency),
        steps: linker.each(read.steps, Linker::step),
        roles: linker.each(read.roles, Linker::role),
        sources: linker.each(read.sources, |_, source, _| source),
        posts: linker.each(read.posts, |_, post, _| post),
        listed,
    };
    if linker.report.diagnostics.is_empty() {
        linker.check_cycles(&places, &kb);
        complete(&mut kb);
    }
    kb
}

/// All names of one sort of entry.
struct Names {
    /// With the index of the entry; a broken entry has none.
    known: BTreeMap<String, Option<usize>>,
    /// A file could not be read: any name may be in it.
    unreadable: bool,
}

struct Linker<'a, 'f> {
    report: &'a mut Report<'f>,
    /// Of an entry that overlays change, where they do.
    changes: BTreeMap<Place, Vec<Place>>,
    names: BTreeMap<Sort, Names>,
}

impl Linker<'_, '_> {
    fn each<R, T>(&mut self, parsed: Parsed<R>, make: impl Fn(&mut Self, R, Place) -> T) -> Vec<T> {
        parsed.entries.into_iter().map(|(place, entry)| make(self, entry, place)).collect()
    }

    fn collect_names(&mut self, read: &Read) {
        self.names_of(&read.items);
        self.names_of(&read.competencies);
        self.names_of(&read.steps);
        self.names_of(&read.roles);
        self.names_of(&read.sources);
    }

    fn names_of<T: Entry>(&mut self, parsed: &Parsed<T>) {
        let broken = parsed.broken.iter().map(|id| (id.clone(), None));
        let mut known: BTreeMap<String, Option<usize>> = broken.collect();
        for (index, (place, entry)) in parsed.entries.iter().enumerate() {
            for name in std::iter::once(entry.id()).chain(entry.aliases()) {
                if known.insert(name.clone(), Some(index)).is_some() {
                    let message = format!("duplicate {} `{name}`", T::SORT);
                    self.report(Code::DuplicateId, *place, ("id", name), message);
                }
            }
        }
        self.names.insert(T::SORT, Names { known, unreadable: parsed.unreadable });
    }

    /// Reports what is wrong at a word behind a key of an entry, or at the key: in the last change
    /// that has the word, if there is one.
    fn report(
        &mut self,
        code: Code,
        place: Place,
        (key, word): (&str, &str),
        message: impl Into<String>,
    ) {
        let changes = self.changes.get(&place).into_iter().flatten().rev();
        let mut wrong = changes.filter(|change| {
            let has = |word: &str| word.is_empty() || self.report.holds(**change, word);
            has(key) && has(word)
        });
        let place = wrong.next().copied().unwrap_or(place);
        self.report.add(code, place, [key, word], message);
    }

    fn resolve(&mut self, sort: Sort, name: &str, place: Place, key: &str) -> Option<usize> {
        let Names { known, unreadable } = &self.names[&sort];
        if let Some(found) = known.get(name) {
            return *found;
        }
        if !unreadable && !self.report.is_full() {
            let near = suggestion(name, known.keys().map(String::as_str));
            let message = format!("unknown {sort} `{name}`{near}");
            self.report(Code::UnknownId, place, (key, name), message);
        }
        None
    }

    fn all(&mut self, sort: Sort, names: &[String], place: Place, key: &str) -> Vec<usize> {
        names.iter().filter_map(|name| self.resolve(sort, name, place, key)).collect()
    }

    fn steps(&mut self, ids: &[String], place: Place, key: &str) -> Vec<StepId> {
        self.all(Sort::Step, ids, place, key).into_iter().map(StepId).collect()
    }

    fn items(&mut self, ids: &[String], place: Place, key: &str) -> Vec<ItemId> {
        self.all(Sort::Item, ids, place, key).into_iter().map(ItemId).collect()
    }

    fn skills(&mut self, levels: &Levels, place: Place, key: &str) -> Skills {
        let skill = |(name, &level): (&String, _)| {
            Some((CompetencyId(self.resolve(Sort::Competency, name, place, key)?), level))
        };
        levels.iter().filter_map(skill).collect()
    }

    fn item_id(&mut self, id: &str, place: Place) -> ItemId {
        ItemId(self.resolve(Sort::Item, id, place, "item").unwrap_or_default())
    }

    fn item(&mut self, entry: Item, place: Place) -> Item {
        if let Some(note) = &entry.note {
            self.all(Sort::Source, &note.source, place, "note");
        }
        entry
    }

    fn competency(&mut self, entry: entry::Competency, place: Place) -> Competency {
        let inclusions = entry.implied_by.iter().flat_map(|inclusion| match inclusion {
            Inclusion::Same(wide) => Levels::from([(wide.clone(), Level::Proficient)]),
            Inclusion::UpTo(levels) => levels.clone(),
        });
        Competency {
            implied_by: self.skills(&inclusions.collect(), place, "implied_by"),
            implies: Skills::new(),
            item: self.item_id(&entry.item, place),
            entry,
        }
    }

    fn role(&mut self, entry: entry::Role, place: Place) -> Role {
        Role {
            needs: self.skills(&entry.needs, place, "needs"),
            milestones: self.steps(&entry.milestones, place, "milestones"),
            optional: self.items(&entry.optional, place, "optional"),
            entry,
        }
    }

    fn step(&mut self, entry: entry::Step, place: Place) -> Step {
        self.check_calendar(&entry, place);
        self.check_estimate(&entry.hours, place);
        self.check_cost(&entry.cost, place);
        for resource in &entry.resources {
            self.check_resource(resource, place);
        }
        Step {
            item: self.item_id(&entry.item, place),
            serves: self.items(&entry.serves, place, "serves"),
            requires: self.skills(&entry.requires, place, "requires"),
            teaches: self.skills(&entry.teaches, place, "teaches"),
            after: self.steps(&entry.after, place, "after"),
            after_any: self.steps(&entry.after_any, place, "after_any"),
            replaced_by: self.steps(&entry.replaced_by, place, "replaced_by"),
            entry,
        }
    }

    fn check_calendar(&mut self, step: &entry::Step, place: Place) {
        let weeks = step.weeks;
        if weeks > MAX_WEEKS {
            let message = format!("{weeks} weeks; at most {MAX_WEEKS}");
            self.report(Code::BadValue, place, ("weeks", ""), message);
        }
        let months: BTreeSet<u8> = step.starts.iter().copied().collect();
        if let Some(month) = months.iter().find(|month| !(1..=12).contains(*month)) {
            let message = format!("there is no month {month}");
            self.report(Code::BadValue, place, ("starts", ""), message);
        }
        if months.len() < step.starts.len() {
            self.report(Code::BadValue, place, ("starts", ""), "a month comes twice");
        }
    }

    fn check_estimate(&mut self, estimate: &Estimate, place: Place) {
        let &Estimate { low, likely, high, basis, .. } = estimate;
        if low > likely || likely > high {
            let given = List::and([low, likely, high]);
            let message = format!("low <= likely <= high does not hold for {given}");
            self.report(Code::HoursOrder, place, ("hours", ""), message);
        }
        if likely.is_zero() {
            self.report(Code::BadValue, place, ("hours", ""), "a step takes more than 0 hours");
        }
        if basis != Basis::Estimate && estimate.source.is_empty() {
            let message = format!("basis `{basis}` needs a source; without one use `estimate`");
            self.report(Code::Unsourced, place, ("hours", ""), message);
        }
        self.all(Sort::Source, &estimate.source, place, "hours");
    }

    fn check_cost(&mut self, cost: &Cost, place: Place) {
        let Some(usd) = cost.usd else { return };
        if !(0.0..=1e7).contains(&usd) {
            let message = format!("{usd} is not a sum of US dollars; use a number from 0");
            self.report(Code::BadValue, place, ("cost", ""), message);
        }
        if cost.class == CostClass::Free && usd > 0.0 {
            let message = format!("{usd} US dollars are not free; use class `paid`");
            self.report(Code::CostClass, place, ("cost", ""), message);
        }
    }

    fn check_resource(&mut self, resource: &Resource, place: Place) {
        if resource.confirmed && resource.source.is_none() {
            let at = ("resources", resource.title.as_str());
            self.report(Code::Unsourced, place, at, "confirmed, but no source is named");
        }
        self.all(Sort::Source, resource.source.as_slice(), place, "resources");
    }

    /// A cycle of `after` could never be done, one of `replaced_by` leads nowhere.
    fn check_cycles(&mut self, places: &[Place], kb: &Kb) {
        let after = cycle(kb, |step| &step.after).map(|cycle| ("after", cycle));
        let replaced = cycle(kb, |step| &step.replaced_by).map(|cycle| ("replaced_by", cycle));
        for (key, cycle) in after.into_iter().chain(replaced) {
            let ids = kb.ids(&cycle);
            let message = format!("cycle of `{key}`: {} -> {}", ids.join(" -> "), ids[0]);
            self.report(Code::Cycle, places[cycle[0].0], (key, ""), message);
        }
    }
}

/// Adds what only the whole knowledge base can say: the opposite of `implied_by`, the sections of
/// steps, and today's ids where a file uses former ones.
fn complete(kb: &mut Kb) {
    for narrow in 0..kb.competencies.len() {
        for (wide, most) in kb.competencies[narrow].implied_by.clone() {
            kb.competencies[wide.0].implies.insert(CompetencyId(narrow), most);
        }
    }
    for step in kb.step_ids() {
        let Step { after, after_any, replaced_by, .. } = &kb[step];
        let [after, after_any, replaced_by] = [after, after_any, replaced_by].map(|s| kb.ids(s));
        let section = kb.section(step);
        let entry = &mut kb.steps[step.0].entry;
        entry.section = section;
        (entry.after, entry.after_any, entry.replaced_by) = (after, after_any, replaced_by);
    }
    for role in 0..kb.roles.len() {
        kb.roles[role].entry.milestones = kb.ids(&kb.roles[role].milestones);
    }
}
