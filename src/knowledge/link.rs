//! Entries -> linked model. Every reference is resolved or reported with its place and the nearest
//! id; what the types cannot say (low <= likely, no cycle of `after`) is checked here.

use std::collections::{BTreeMap, BTreeSet};

use crate::knowledge::cycle::cycle;
use crate::knowledge::diagnostics::{Diagnostic, MOST, suggestion};
use crate::knowledge::entry::{self, Levels};
use crate::knowledge::files::SourceFile;
use crate::knowledge::locate::Entries;
use crate::knowledge::model::{
    Competency, CompetencyId, Cost, Estimate, Item, ItemId, Kb, Resource, Role, Skills, Source,
    Step, StepId,
};
use crate::knowledge::parse::{Parsed, sequence};
use crate::knowledge::text::List;
use crate::knowledge::vocabulary::{Basis, CostClass};

/// Twenty years: more is a typing error.
const MAX_WEEKS: u32 = 1_040;

/// Every file's entries, each with the number of its file in the list that was read.
#[derive(Default)]
pub(super) struct Read {
    items: Vec<(usize, Parsed<Item>)>,
    competencies: Vec<(usize, Parsed<entry::Competency>)>,
    sources: Vec<(usize, Parsed<Source>)>,
    steps: Vec<(usize, Parsed<entry::Step>)>,
    roles: Vec<(usize, Parsed<entry::Role>)>,
}

impl Read {
    /// A file's name says what it holds; every other name holds steps.
    pub(super) fn new(files: &[SourceFile], diagnostics: &mut Vec<Diagnostic>) -> Self {
        let mut read = Self::default();
        for (number, file) in files.iter().enumerate() {
            let stem = file.name.rsplit_once('.').map_or(file.name.as_str(), |(stem, _)| stem);
            match stem {
                "guide" => read.items.push((number, sequence(file, diagnostics))),
                "competencies" | "asked" => {
                    read.competencies.push((number, sequence(file, diagnostics)));
                }
                "sources" => read.sources.push((number, sequence(file, diagnostics))),
                "roles" => read.roles.push((number, sequence(file, diagnostics))),
                _ => read.steps.push((number, sequence(file, diagnostics))),
            }
        }
        read
    }
}

/// Links all entries; with problems the result is incomplete and must not be used.
pub(super) fn link(read: &Read, files: &[SourceFile], diagnostics: &mut Vec<Diagnostic>) -> Kb {
    let entries: Vec<Entries<'_>> = files.iter().map(|file| Entries::new(&file.text)).collect();
    let mut linker = Linker { files, entries: &entries, diagnostics, names: Names::default() };
    linker.collect_names(read);
    let mut kb = Kb {
        items: linker.each(&read.items, Linker::item),
        competencies: linker.each(&read.competencies, Linker::competency),
        steps: linker.each(&read.steps, Linker::step),
        roles: linker.each(&read.roles, Linker::role),
        sources: linker.each(&read.sources, |_, source, _| source.clone()),
    };
    if linker.diagnostics.is_empty() {
        linker.check_cycles(read, &kb);
        complete(&mut kb);
    }
    kb
}

/// All entries of some files with their places.
fn places<R>(files: &[(usize, Parsed<R>)]) -> impl Iterator<Item = (Place, &R)> {
    files.iter().flat_map(|(file, parsed)| {
        parsed.entries.iter().map(|entry| (Place { file: *file, entry: entry.index }, &entry.value))
    })
}

/// Where an entry stands.
#[derive(Clone, Copy)]
struct Place {
    file: usize,
    entry: usize,
}

/// What sort of entry a word refers to.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Sort {
    Item,
    Competency,
    Step,
    Role,
    Source,
}

impl Sort {
    fn noun(self) -> &'static str {
        match self {
            Self::Item => "guide item",
            Self::Competency => "competency",
            Self::Step => "step",
            Self::Role => "role",
            Self::Source => "source",
        }
    }
}

/// All ids by sort. A broken entry's id is known but has no index.
#[derive(Default)]
struct Names<'a> {
    known: BTreeMap<Sort, BTreeMap<&'a str, Option<usize>>>,
    /// Sorts of which a file could not be read: any id may be there.
    unreadable: BTreeSet<Sort>,
}

struct Linker<'a> {
    files: &'a [SourceFile],
    entries: &'a [Entries<'a>],
    diagnostics: &'a mut Vec<Diagnostic>,
    names: Names<'a>,
}

impl<'a> Linker<'a> {
    fn each<R, T>(
        &mut self,
        files: &'a [(usize, Parsed<R>)],
        make: impl Fn(&mut Self, &'a R, Place) -> T,
    ) -> Vec<T> {
        places(files).map(|(place, entry)| make(self, entry, place)).collect()
    }

    fn collect_names(&mut self, read: &'a Read) {
        self.names_of(Sort::Item, &read.items, |entry| (&entry.id, &[]));
        self.names_of(Sort::Competency, &read.competencies, |entry| (&entry.id, &[]));
        self.names_of(Sort::Step, &read.steps, |entry| (&entry.id, &entry.aliases));
        self.names_of(Sort::Role, &read.roles, |entry| (&entry.id, &[]));
        self.names_of(Sort::Source, &read.sources, |entry| (&entry.key, &[]));
    }

    fn names_of<R>(
        &mut self,
        sort: Sort,
        files: &'a [(usize, Parsed<R>)],
        names: impl Fn(&'a R) -> (&'a String, &'a [String]),
    ) {
        let mut known: BTreeMap<&str, Option<usize>> = BTreeMap::new();
        for (_, parsed) in files {
            known.extend(parsed.broken.iter().map(|id| (id.as_str(), None)));
            if parsed.unreadable {
                self.names.unreadable.insert(sort);
            }
        }
        for (index, (place, entry)) in places(files).enumerate() {
            let (id, aliases) = names(entry);
            for name in std::iter::once(id).chain(aliases) {
                if known.insert(name, Some(index)).is_some() {
                    let message = format!("the {} `{name}` is there twice", sort.noun());
                    self.report(place, &["id", name], message);
                }
            }
        }
        self.names.known.insert(sort, known);
    }

    fn report(&mut self, place: Place, words: &[&str], message: String) {
        if self.diagnostics.len() >= MOST {
            return;
        }
        let (line, column) = self.entries[place.file].find(place.entry, words);
        let path = words.split_last().map_or(String::new(), |(_, keys)| keys.join("."));
        self.diagnostics.push(Diagnostic {
            file: self.files[place.file].name.clone(),
            line,
            column,
            path: format!("[{}].{path}", place.entry).trim_end_matches('.').to_owned(),
            message,
        });
    }

    fn resolve(&mut self, sort: Sort, name: &str, place: Place, keys: &[&str]) -> Option<usize> {
        let known = &self.names.known[&sort];
        if let Some(found) = known.get(name) {
            return *found;
        }
        if self.names.unreadable.contains(&sort) {
            return None;
        }
        let enough = self.diagnostics.len() >= MOST;
        let near = if enough { String::new() } else { suggestion(name, known.keys().copied()) };
        let words: Vec<&str> = keys.iter().copied().chain([name]).collect();
        self.report(place, &words, format!("unknown {} `{name}`{near}", sort.noun()));
        None
    }

    fn steps(&mut self, ids: &[String], place: Place, key: &str) -> Vec<StepId> {
        ids.iter()
            .filter_map(|id| self.resolve(Sort::Step, id, place, &[key]).map(StepId))
            .collect()
    }

    fn check_sources<'k>(
        &mut self,
        keys: impl IntoIterator<Item = &'k String>,
        place: Place,
        at: &str,
    ) {
        for key in keys {
            self.resolve(Sort::Source, key, place, &[at]);
        }
    }

    fn skills(&mut self, levels: &Levels, place: Place, key: &str) -> Skills {
        let mut skills = Skills::new();
        for (name, level) in levels {
            if let Some(index) = self.resolve(Sort::Competency, name, place, &[key]) {
                skills.insert(CompetencyId(index), *level);
            }
        }
        skills
    }

    fn item_id(&mut self, id: &str, place: Place) -> ItemId {
        ItemId(self.resolve(Sort::Item, id, place, &["item"]).unwrap_or_default())
    }

    fn item(&mut self, entry: &Item, place: Place) -> Item {
        if let Some(note) = &entry.note {
            self.check_sources(&note.source, place, "note");
        }
        entry.clone()
    }

    fn competency(&mut self, entry: &entry::Competency, place: Place) -> Competency {
        let wide = entry.implied_by.iter().filter_map(|id| {
            self.resolve(Sort::Competency, id, place, &["implied_by"]).map(CompetencyId)
        });
        Competency {
            implied_by: wide.collect(),
            implies: Vec::new(),
            item: self.item_id(&entry.item, place),
            entry: entry.clone(),
        }
    }

    fn role(&mut self, entry: &entry::Role, place: Place) -> Role {
        Role {
            needs: self.skills(&entry.needs, place, "needs"),
            milestones: self.steps(&entry.milestones, place, "milestones"),
            entry: entry.clone(),
        }
    }

    fn step(&mut self, entry: &entry::Step, place: Place) -> Step {
        self.check_calendar(entry, place);
        self.check_estimate(&entry.hours, place);
        self.check_cost(&entry.cost, place);
        for resource in &entry.resources {
            self.check_resource(resource, place);
        }
        Step {
            item: self.item_id(&entry.item, place),
            requires: self.skills(&entry.requires, place, "requires"),
            teaches: self.skills(&entry.teaches, place, "teaches"),
            after: self.steps(&entry.after, place, "after"),
            after_any: self.steps(&entry.after_any, place, "after_any"),
            replaced_by: self.steps(&entry.replaced_by, place, "replaced_by"),
            entry: entry.clone(),
        }
    }

    fn check_calendar(&mut self, step: &entry::Step, place: Place) {
        if step.weeks > MAX_WEEKS {
            let weeks = step.weeks;
            self.report(place, &["weeks", ""], format!("{weeks} weeks; at most {MAX_WEEKS}"));
        }
        let months: BTreeSet<u8> = step.starts.iter().copied().collect();
        if let Some(month) = months.iter().find(|month| !(1..=12).contains(*month)) {
            self.report(place, &["starts", ""], format!("there is no month {month}"));
        }
        if months.len() < step.starts.len() {
            self.report(place, &["starts", ""], "a month comes twice".to_owned());
        }
    }

    fn check_estimate(&mut self, estimate: &Estimate, place: Place) {
        let at = &["hours", ""];
        let (low, likely, high) = (estimate.low, estimate.likely, estimate.high);
        if low > likely || likely > high {
            let given = List::and([low, likely, high]);
            self.report(place, at, format!("low <= likely <= high does not hold for {given}"));
        }
        if likely.is_zero() {
            self.report(place, at, "a step takes more than 0 hours".to_owned());
        }
        let basis = estimate.basis;
        if basis != Basis::Estimate && estimate.source.is_empty() {
            let message = format!("basis `{basis}` needs a source; without one use `estimate`");
            self.report(place, at, message);
        }
        self.check_sources(&estimate.source, place, "hours");
    }

    fn check_cost(&mut self, cost: &Cost, place: Place) {
        let Some(usd) = cost.usd else { return };
        if !(0.0..=1e7).contains(&usd) {
            let message = format!("{usd} is not a sum of US dollars; use a number from 0");
            self.report(place, &["cost", ""], message);
        }
        if cost.class == CostClass::Free && usd > 0.0 {
            let message = format!("{usd} US dollars are not free; use class `paid`");
            self.report(place, &["cost", ""], message);
        }
    }

    fn check_resource(&mut self, resource: &Resource, place: Place) {
        if resource.confirmed && resource.source.is_none() {
            let message = "confirmed, but no source is named".to_owned();
            self.report(place, &["resources", &resource.title], message);
        }
        self.check_sources(&resource.source, place, "resources");
    }

    /// A cycle of `after` could never be done, one of `replaced_by` leads nowhere.
    fn check_cycles(&mut self, read: &Read, kb: &Kb) {
        let places: Vec<Place> = places(&read.steps).map(|(place, _)| place).collect();
        let after = cycle(kb, |step| &step.after).map(|cycle| ("after", cycle));
        let replaced = cycle(kb, |step| &step.replaced_by).map(|cycle| ("replaced_by", cycle));
        for (key, cycle) in after.into_iter().chain(replaced) {
            let ids = kb.ids(&cycle);
            let message = format!("cycle of `{key}`: {} -> {}", ids.join(" -> "), ids[0]);
            self.report(places[cycle[0].0], &[key, ""], message);
        }
    }
}

/// Adds what only the whole knowledge base can say: the opposite of `implied_by`, the sections of
/// steps, and today's ids where a file uses former ones.
fn complete(kb: &mut Kb) {
    for narrow in 0..kb.competencies.len() {
        for wide in kb.competencies[narrow].implied_by.clone() {
            kb.competencies[wide.0].implies.push(CompetencyId(narrow));
        }
    }
    for step in kb.step_ids() {
        let Step { after, after_any, replaced_by, .. } = &kb[step];
        let [after, after_any, replaced_by] = [after, after_any, replaced_by].map(|s| kb.ids(s));
        let section = kb.section(step);
        let entry = &mut kb.steps[step.0].entry;
        *entry = entry::Step { section, after, after_any, replaced_by, ..entry.clone() };
    }
    for role in 0..kb.roles.len() {
        kb.roles[role].entry.milestones = kb.ids(&kb.roles[role].milestones);
    }
}
