//! Raw entries -> linked model. Every reference is resolved or reported with its place and the
//! nearest id; what the types cannot say (low <= likely, no circle of `after`) is checked here.

use std::collections::{BTreeMap, BTreeSet};

use crate::knowledge::circle::circle;
use crate::knowledge::locate::Blocks;
use crate::knowledge::model::{
    Competency, CompetencyId, Cost, Estimate, Item, ItemId, Kb, Note, Resource, Role, Skills,
    Source, SourceId, Step, StepId,
};
use crate::knowledge::parse::Parsed;
use crate::knowledge::problem::{MOST, Problem, suggestion};
use crate::knowledge::raw::{
    Id, Key, Pairs, RawCompetency, RawCost, RawEstimate, RawItem, RawKb, RawResource, RawRole,
    RawSource, RawStep, Text,
};
use crate::knowledge::source::SourceFile;
use crate::knowledge::words::{Basis, CostClass, Level};

/// Twenty years: more is a slip of the keyboard.
const MAX_WEEKS: u32 = 1_040;

/// Links all entries; with problems the result is incomplete and must not be used.
pub(super) fn link(raw: &RawKb, files: &[SourceFile], problems: &mut Vec<Problem>) -> Kb {
    let blocks: Vec<Blocks<'_>> = files.iter().map(|file| Blocks::new(&file.text)).collect();
    let mut linker = Linker { files, blocks: &blocks, problems, names: Names::default() };
    linker.collect_names(raw);
    let mut kb = Kb {
        items: linker.each(&raw.items, Linker::item),
        competencies: linker.each(&raw.competencies, Linker::competency),
        steps: linker.each(&raw.steps, Linker::step),
        roles: linker.each(&raw.roles, Linker::role),
        sources: linker.each(&raw.sources, Linker::source),
    };
    linker.circles(raw, &kb);
    for narrow in 0..kb.competencies.len() {
        for wide in kb.competencies[narrow].implied_by.clone() {
            kb.competencies[wide.0].implies.push(CompetencyId(narrow));
        }
    }
    kb
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
    blocks: &'a [Blocks<'a>],
    problems: &'a mut Vec<Problem>,
    names: Names<'a>,
}

impl<'a> Linker<'a> {
    fn each<R, T>(
        &mut self,
        files: &'a [(usize, Parsed<R>)],
        make: impl Fn(&mut Self, &'a R, Place) -> T,
    ) -> Vec<T> {
        let mut made = Vec::new();
        for (file, parsed) in files {
            for entry in &parsed.entries {
                made.push(make(self, &entry.value, Place { file: *file, entry: entry.index }));
            }
        }
        made
    }

    fn collect_names(&mut self, raw: &'a RawKb) {
        self.names_of(Sort::Item, &raw.items, |entry: &RawItem| (&entry.id.0, &[]));
        self.names_of(Sort::Competency, &raw.competencies, |entry| (&entry.id.0, &[]));
        self.names_of(Sort::Step, &raw.steps, |entry| (&entry.id.0, &entry.aliases));
        self.names_of(Sort::Role, &raw.roles, |entry| (&entry.id.0, &[]));
        self.names_of(Sort::Source, &raw.sources, |entry: &RawSource| (&entry.key.0, &[]));
    }

    fn names_of<R>(
        &mut self,
        sort: Sort,
        files: &'a [(usize, Parsed<R>)],
        names: impl Fn(&'a R) -> (&'a String, &'a [Id]),
    ) {
        let mut known: BTreeMap<&str, Option<usize>> = BTreeMap::new();
        let mut count = 0;
        for (file, parsed) in files {
            known.extend(parsed.broken.iter().map(|id| (id.as_str(), None)));
            if parsed.unreadable {
                self.names.unreadable.insert(sort);
            }
            for entry in &parsed.entries {
                let (id, aliases) = names(&entry.value);
                for name in std::iter::once(id).chain(aliases.iter().map(|alias| &alias.0)) {
                    if known.insert(name, Some(count)).is_some() {
                        let place = Place { file: *file, entry: entry.index };
                        let noun = sort.noun();
                        self.report(
                            place,
                            &["id", name],
                            format!("the {noun} `{name}` is there twice"),
                        );
                    }
                }
                count += 1;
            }
        }
        self.names.known.insert(sort, known);
    }

    fn report(&mut self, place: Place, words: &[&str], message: String) {
        if self.problems.len() >= MOST {
            return;
        }
        let (line, column) = self.blocks[place.file].find(place.entry, words);
        let path = words.split_last().map_or(String::new(), |(_, keys)| keys.join("."));
        self.problems.push(Problem {
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
        let enough = self.problems.len() >= MOST;
        let near = if enough { String::new() } else { suggestion(name, known.keys().copied()) };
        let words: Vec<&str> = keys.iter().copied().chain([name]).collect();
        self.report(place, &words, format!("unknown {} `{name}`{near}", sort.noun()));
        None
    }

    fn steps(&mut self, ids: &[Id], place: Place, key: &str) -> Vec<StepId> {
        ids.iter()
            .filter_map(|id| self.resolve(Sort::Step, &id.0, place, &[key]).map(StepId))
            .collect()
    }

    fn sources(&mut self, keys: &[Key], place: Place, at: &str) -> Vec<SourceId> {
        keys.iter()
            .filter_map(|key| self.resolve(Sort::Source, &key.0, place, &[at]).map(SourceId))
            .collect()
    }

    fn skills(&mut self, pairs: &Pairs<Level>, place: Place, key: &str) -> Skills {
        let mut skills = Skills::new();
        for (name, level) in &pairs.0 {
            if let Some(index) = self.resolve(Sort::Competency, name, place, &[key]) {
                skills.insert(CompetencyId(index), *level);
            }
        }
        skills
    }

    fn item_id(&mut self, id: &Id, place: Place) -> ItemId {
        ItemId(self.resolve(Sort::Item, &id.0, place, &["item"]).unwrap_or_default())
    }

    fn item(&mut self, raw: &RawItem, place: Place) -> Item {
        let note = raw.note.as_ref().map(|note| Note {
            text: note.text.0.clone(),
            source: self.sources(&note.source, place, "note"),
        });
        Item {
            id: raw.id.0.clone(),
            section: raw.section,
            name: raw.name.0.clone(),
            advice: owned(raw.advice.as_ref()),
            coverage: raw.coverage,
            why: owned(raw.why.as_ref()),
            note,
        }
    }

    fn competency(&mut self, raw: &RawCompetency, place: Place) -> Competency {
        let wide = raw.implied_by.iter().filter_map(|id| {
            self.resolve(Sort::Competency, &id.0, place, &["implied_by"]).map(CompetencyId)
        });
        Competency {
            implied_by: wide.collect(),
            implies: Vec::new(),
            id: raw.id.0.clone(),
            name: raw.name.0.clone(),
            item: self.item_id(&raw.item, place),
            aliases: all(&raw.aliases),
            phrases: all(&raw.phrases),
            ambiguous: all(&raw.ambiguous),
            except: all(&raw.except),
            area: owned(raw.area.as_ref()),
            working: owned(raw.working.as_ref()),
        }
    }

    #[expect(clippy::unused_self, reason = "called like its siblings")]
    fn source(&mut self, raw: &RawSource, _: Place) -> Source {
        Source {
            key: raw.key.0.clone(),
            title: raw.title.0.clone(),
            url: raw.url.0.clone(),
            note: owned(raw.note.as_ref()),
        }
    }

    fn role(&mut self, raw: &RawRole, place: Place) -> Role {
        Role {
            id: raw.id.0.clone(),
            name: raw.name.0.clone(),
            summary: owned(raw.summary.as_ref()),
            needs: self.skills(&raw.needs, place, "needs"),
            milestones: self.steps(&raw.milestones, place, "milestones"),
        }
    }

    fn step(&mut self, raw: &RawStep, place: Place) -> Step {
        self.calendar_rules(raw, place);
        Step {
            id: raw.id.0.clone(),
            aliases: raw.aliases.iter().map(|alias| alias.0.clone()).collect(),
            title: raw.title.0.clone(),
            item: self.item_id(&raw.item, place),
            beyond_guide: raw.beyond_guide,
            domain: raw.domain.as_ref().map(|domain| domain.0.clone()),
            kind: raw.kind,
            requires: self.skills(&raw.requires, place, "requires"),
            teaches: self.skills(&raw.teaches, place, "teaches"),
            after: self.steps(&raw.after, place, "after"),
            after_any: self.steps(&raw.after_any, place, "after_any"),
            hours: self.estimate(&raw.hours, place),
            weeks: raw.weeks,
            full_time: raw.full_time,
            starts: raw.starts.clone(),
            cost: self.cost(&raw.cost, place),
            done_when: raw.done_when.0.clone(),
            earns: owned(raw.earns.as_ref()),
            resources: raw.resources.iter().map(|r| self.resource(r, place)).collect(),
            replaced_by: self.steps(&raw.replaced_by, place, "replaced_by"),
        }
    }

    fn calendar_rules(&mut self, raw: &RawStep, place: Place) {
        if raw.weeks > MAX_WEEKS {
            let weeks = raw.weeks;
            self.report(place, &["weeks", ""], format!("{weeks} weeks; at most {MAX_WEEKS}"));
        }
        let months: BTreeSet<u8> = raw.starts.iter().copied().collect();
        if let Some(month) = months.iter().find(|month| !(1..=12).contains(*month)) {
            self.report(place, &["starts", ""], format!("there is no month {month}"));
        }
        if months.len() < raw.starts.len() {
            self.report(place, &["starts", ""], "a month comes twice".to_owned());
        }
    }

    fn estimate(&mut self, raw: &RawEstimate, place: Place) -> Estimate {
        let at = &["hours", ""];
        if raw.low > raw.likely || raw.likely > raw.high {
            let (low, likely, high) = (raw.low, raw.likely, raw.high);
            let message =
                format!("low <= likely <= high does not hold for {low}, {likely}, {high}");
            self.report(place, at, message);
        }
        if raw.likely.is_zero() {
            self.report(place, at, "a step takes more than 0 hours".to_owned());
        }
        if raw.basis != Basis::Estimate && raw.source.is_empty() {
            let basis = raw.basis;
            self.report(
                place,
                at,
                format!("basis `{basis}` needs a source; without one it is an `estimate`"),
            );
        }
        Estimate {
            low: raw.low,
            likely: raw.likely,
            high: raw.high,
            basis: raw.basis,
            why: owned(raw.why.as_ref()),
            source: self.sources(&raw.source, place, "hours"),
        }
    }

    fn cost(&mut self, raw: &RawCost, place: Place) -> Cost {
        if let Some(usd) = raw.usd {
            if !(0.0..=1e7).contains(&usd) {
                self.report(place, &["cost", ""], format!("{usd} is no sum of US dollars"));
            }
            if raw.class == CostClass::Free && usd > 0.0 {
                self.report(place, &["cost", ""], format!("free, and yet {usd} US dollars"));
            }
        }
        Cost { class: raw.class, usd: raw.usd, why: owned(raw.why.as_ref()) }
    }

    fn resource(&mut self, raw: &RawResource, place: Place) -> Resource {
        let source = raw.source.as_ref();
        if raw.confirmed && source.is_none() {
            let message = "confirmed, but no source is named".to_owned();
            self.report(place, &["resources", &raw.title.0], message);
        }
        let resolved =
            source.and_then(|key| self.resolve(Sort::Source, &key.0, place, &["resources"]));
        Resource {
            title: raw.title.0.clone(),
            provider: owned(raw.provider.as_ref()),
            url: raw.url.as_ref().map(|url| url.0.clone()),
            cost: raw.cost,
            format: raw.format,
            source: resolved.map(SourceId),
            confirmed: raw.confirmed,
            price: owned(raw.price.as_ref()),
        }
    }

    /// `after` is a promise of order: a circle of it could never be done. One of `replaced_by` leads
    /// nowhere.
    fn circles(&mut self, raw: &RawKb, kb: &Kb) {
        if !self.problems.is_empty() {
            return;
        }
        let places = raw.steps.iter().flat_map(|(file, parsed)| {
            parsed.entries.iter().map(|entry| Place { file: *file, entry: entry.index })
        });
        let places: Vec<Place> = places.collect();
        let after = circle(kb, |step| &step.after).map(|circle| ("after", circle));
        let replaced = circle(kb, |step| &step.replaced_by).map(|circle| ("replaced_by", circle));
        for (key, circle) in after.into_iter().chain(replaced) {
            let names: Vec<&str> = circle.iter().map(|&step| kb[step].id.as_str()).collect();
            let message = format!("circle of `{key}`: {} -> {}", names.join(" -> "), names[0]);
            self.report(places[circle[0].0], &[key, ""], message);
        }
    }
}

fn owned(text: Option<&Text>) -> Option<String> {
    text.map(|text| text.0.clone())
}

fn all(texts: &[Text]) -> Vec<String> {
    texts.iter().map(|text| text.0.clone()).collect()
}
