//! Entries -> linked model. Every reference is resolved or reported with its place and the nearest
//! id; what the types cannot say (low <= likely, no cycle of `after`) is checked here.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::path::Path;

use itertools::Itertools as _;

use crate::knowledge::cycle::cycle;
use crate::knowledge::diagnostics::{Diagnostic, Diagnostics, MOST, entry_path, suggestion};
use crate::knowledge::entry::{self, Inclusion, Levels};
use crate::knowledge::files::SourceFile;
use crate::knowledge::locate;
use crate::knowledge::model::{
    Competency, CompetencyId, Cost, Estimate, Item, ItemId, Kb, Listed, Resource, Role, RoleId,
    Skills, Source, Step, StepId,
};
use crate::knowledge::parse::{Parsed, Place};
use crate::knowledge::text::List;
use crate::knowledge::vocabulary::{Basis, CostClass, Level, vocabulary};

/// Twenty years: more is a typing error.
const MAX_WEEKS: u32 = 1_040;

/// The entries of all files.
#[derive(Default)]
struct Read {
    items: Parsed<Item>,
    competencies: Parsed<entry::Competency>,
    sources: Parsed<Source>,
    steps: Parsed<entry::Step>,
    roles: Parsed<entry::Role>,
}

impl Read {
    /// A file's name says what it holds; every other name holds steps.
    fn new(files: &[SourceFile], diagnostics: &mut Vec<Diagnostic>) -> Self {
        let mut read = Self::default();
        for (number, file) in files.iter().enumerate() {
            let stem = file.name.rsplit_once('.').map_or(file.name.as_str(), |(stem, _)| stem);
            match stem {
                "guide" => read.items.add(number, file, diagnostics),
                "competencies" | "asked" => read.competencies.add(number, file, diagnostics),
                "sources" => read.sources.add(number, file, diagnostics),
                "roles" => read.roles.add(number, file, diagnostics),
                _ => read.steps.add(number, file, diagnostics),
            }
        }
        read
    }

    /// Puts all entries in the order of their ids; returns the order in which they were read.
    fn sort(&mut self) -> Listed {
        Listed {
            items: sorted(&mut self.items, |item| &item.id, ItemId),
            competencies: sorted(&mut self.competencies, |entry| &entry.id, CompetencyId),
            steps: sorted(&mut self.steps, |step| &step.id, StepId),
            roles: sorted(&mut self.roles, |role| &role.id, RoleId),
        }
    }
}

fn sorted<T, I>(
    parsed: &mut Parsed<T>,
    id: impl Fn(&T) -> &String,
    index: impl Fn(usize) -> I,
) -> Vec<I> {
    let entries = &mut parsed.entries;
    entries.sort_by(|(_, one), (_, other)| id(one).cmp(id(other)));
    let as_read = (0..entries.len()).sorted_by_key(|&at| (entries[at].0.file, entries[at].0.entry));
    as_read.map(index).collect()
}

/// Parses and links all files of a knowledge base; `folder` is where they are from.
///
/// # Errors
/// [`Diagnostics`] with all that is wrong in them.
pub fn read(folder: &Path, files: &[SourceFile]) -> Result<Kb, Diagnostics> {
    let mut diagnostics = Vec::new();
    let kb = link(files, &mut diagnostics);
    if diagnostics.is_empty() { Ok(kb) } else { Err(Diagnostics::new(Some(folder), diagnostics)) }
}

/// With problems the result is incomplete and must not be used.
fn link(files: &[SourceFile], diagnostics: &mut Vec<Diagnostic>) -> Kb {
    let mut read = Read::new(files, diagnostics);
    let listed = read.sort();
    let entries = files.iter().map(|file| locate::entries(&file.text, 0).collect()).collect();
    let mut linker = Linker { files, entries, diagnostics, names: BTreeMap::new() };
    linker.collect_names(&read);
    let places: Vec<Place> = read.steps.entries.iter().map(|(place, _)| *place).collect();
    let mut kb = Kb {
        items: linker.each(read.items, Linker::item),
        competencies: linker.each(read.competencies, Linker::competency),
        steps: linker.each(read.steps, Linker::step),
        roles: linker.each(read.roles, Linker::role),
        sources: linker.each(read.sources, |_, source, _| source),
        listed,
    };
    if linker.diagnostics.is_empty() {
        linker.check_cycles(&places, &kb);
        complete(&mut kb);
    }
    kb
}

vocabulary! {
    /// What sort of entry a name refers to.
    Sort {
        Item = "guide item",
        Competency = "competency",
        Step = "step",
        Role = "role",
        Source = "source",
    }
}

/// All names of one sort of entry.
struct Names {
    /// With the index of the entry; a broken entry has none.
    known: BTreeMap<String, Option<usize>>,
    /// A file could not be read: any name may be in it.
    unreadable: bool,
}

struct Linker<'a> {
    files: &'a [SourceFile],
    /// By file, where its entries stand.
    entries: Vec<Vec<Range<usize>>>,
    diagnostics: &'a mut Vec<Diagnostic>,
    names: BTreeMap<Sort, Names>,
}

impl Linker<'_> {
    fn each<R, T>(&mut self, parsed: Parsed<R>, make: impl Fn(&mut Self, R, Place) -> T) -> Vec<T> {
        parsed.entries.into_iter().map(|(place, entry)| make(self, entry, place)).collect()
    }

    fn collect_names(&mut self, read: &Read) {
        self.names_of(Sort::Item, &read.items, |entry| (&entry.id, &[]));
        self.names_of(Sort::Competency, &read.competencies, |entry| (&entry.id, &[]));
        self.names_of(Sort::Step, &read.steps, |entry| (&entry.id, &entry.aliases));
        self.names_of(Sort::Role, &read.roles, |entry| (&entry.id, &[]));
        self.names_of(Sort::Source, &read.sources, |entry| (&entry.key, &[]));
    }

    fn names_of<R>(
        &mut self,
        sort: Sort,
        parsed: &Parsed<R>,
        names: impl Fn(&R) -> (&String, &[String]),
    ) {
        let broken = parsed.broken.iter().map(|id| (id.clone(), None));
        let mut known: BTreeMap<String, Option<usize>> = broken.collect();
        for (index, (place, entry)) in parsed.entries.iter().enumerate() {
            let (id, aliases) = names(entry);
            for name in std::iter::once(id).chain(aliases) {
                if known.insert(name.clone(), Some(index)).is_some() {
                    self.report(*place, "id", name, format!("duplicate {sort} `{name}`"));
                }
            }
        }
        self.names.insert(sort, Names { known, unreadable: parsed.unreadable });
    }

    /// Reports what is wrong at a word behind a key of an entry, or at the key.
    fn report(&mut self, place: Place, key: &str, word: &str, message: impl Into<String>) {
        if self.diagnostics.len() >= MOST {
            return;
        }
        let Place { file: number, entry } = place;
        let file = &self.files[number];
        let within = self.entries[number].get(entry).cloned().unwrap_or_default();
        let (line, column) = locate::find(&file.text, within, &[key, word]);
        let path = entry_path(entry, key);
        let (file, message) = (file.name.clone(), message.into());
        self.diagnostics.push(Diagnostic { file, line, column, path, message });
    }

    fn resolve(&mut self, sort: Sort, name: &str, place: Place, key: &str) -> Option<usize> {
        let Names { known, unreadable } = &self.names[&sort];
        if let Some(found) = known.get(name) {
            return *found;
        }
        if !unreadable && self.diagnostics.len() < MOST {
            let near = suggestion(name, known.keys().map(String::as_str));
            self.report(place, key, name, format!("unknown {sort} `{name}`{near}"));
        }
        None
    }

    fn all(&mut self, sort: Sort, names: &[String], place: Place, key: &str) -> Vec<usize> {
        names.iter().filter_map(|name| self.resolve(sort, name, place, key)).collect()
    }

    fn steps(&mut self, ids: &[String], place: Place, key: &str) -> Vec<StepId> {
        self.all(Sort::Step, ids, place, key).into_iter().map(StepId).collect()
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
            serves: self
                .all(Sort::Item, &entry.serves, place, "serves")
                .into_iter()
                .map(ItemId)
                .collect(),
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
            self.report(place, "weeks", "", format!("{weeks} weeks; at most {MAX_WEEKS}"));
        }
        let months: BTreeSet<u8> = step.starts.iter().copied().collect();
        if let Some(month) = months.iter().find(|month| !(1..=12).contains(*month)) {
            self.report(place, "starts", "", format!("there is no month {month}"));
        }
        if months.len() < step.starts.len() {
            self.report(place, "starts", "", "a month comes twice");
        }
    }

    fn check_estimate(&mut self, estimate: &Estimate, place: Place) {
        let &Estimate { low, likely, high, basis, .. } = estimate;
        if low > likely || likely > high {
            let given = List::and([low, likely, high]);
            let message = format!("low <= likely <= high does not hold for {given}");
            self.report(place, "hours", "", message);
        }
        if likely.is_zero() {
            self.report(place, "hours", "", "a step takes more than 0 hours");
        }
        if basis != Basis::Estimate && estimate.source.is_empty() {
            let message = format!("basis `{basis}` needs a source; without one use `estimate`");
            self.report(place, "hours", "", message);
        }
        self.all(Sort::Source, &estimate.source, place, "hours");
    }

    fn check_cost(&mut self, cost: &Cost, place: Place) {
        let Some(usd) = cost.usd else { return };
        if !(0.0..=1e7).contains(&usd) {
            let message = format!("{usd} is not a sum of US dollars; use a number from 0");
            self.report(place, "cost", "", message);
        }
        if cost.class == CostClass::Free && usd > 0.0 {
            let message = format!("{usd} US dollars are not free; use class `paid`");
            self.report(place, "cost", "", message);
        }
    }

    fn check_resource(&mut self, resource: &Resource, place: Place) {
        if resource.confirmed && resource.source.is_none() {
            self.report(place, "resources", &resource.title, "confirmed, but no source is named");
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
            self.report(places[cycle[0].0], key, "", message);
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
