//! Overlays: files that add entries to a knowledge base, and change or hide those that it has.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use rustc_hash::FxHashMap;
use serde_yaml::{Mapping, Value};

use crate::knowledge::code::Code;
use crate::knowledge::diagnostics::{Diagnostic, suggestion};
use crate::knowledge::entry::Origin;
use crate::knowledge::parse::{Parsed, Place, of_value};
use crate::knowledge::read::{Entry, Read, Sort, stem};
use crate::knowledge::report::Report;
use crate::knowledge::vocabulary::Coverage;

/// The file that changes entries; all others add some.
pub(super) const CHANGES: &str = "changes";

/// What a change says beside the fields of the entry.
const HIDE: &str = "hide";
const MORE: &str = "more";

/// The keys that name the entry, with what it is called where it is used. A step and a competency
/// have a field `item`, so that is the name only where there is no other.
pub(super) const NAMES: [(&str, Sort); 5] = [
    ("step", Sort::Step),
    ("competency", Sort::Competency),
    ("role", Sort::Role),
    ("source", Sort::Source),
    ("item", Sort::Item),
];

/// Lays one overlay, the files with these numbers, over what was read before. What has no effect
/// any more is noted: the knowledge base below has moved on.
pub(super) fn lay(
    read: &mut Read,
    numbers: Range<usize>,
    report: &mut Report<'_>,
    notes: &mut Vec<Diagnostic>,
) {
    let files = report.files;
    let numbered = || numbers.clone().map(|number| (number, &files[number]));
    let added = numbered().filter(|(_, file)| stem(file) != CHANGES);
    let own = Read::new(added, &mut report.diagnostics);
    // Of all phrases in a title the first decides: that of the overlay.
    read.posts.entries.splice(0..0, own.posts.entries);
    let mut upper = Upper { report, notes, names: BTreeMap::new(), said: BTreeMap::new() };
    upper.add(&mut read.items, own.items);
    upper.add(&mut read.competencies, own.competencies);
    upper.add(&mut read.sources, own.sources);
    upper.add(&mut read.steps, own.steps);
    upper.add(&mut read.roles, own.roles);
    let mut changes = Parsed::<Mapping>::default();
    for (number, file) in numbered().filter(|(_, file)| stem(file) == CHANGES) {
        changes.add(number, file, &mut upper.report.diagnostics);
    }
    for (place, change) in changes.entries {
        upper.change(read, place, change);
    }
}

/// An overlay that is being laid.
struct Upper<'a, 'f> {
    report: &'a mut Report<'f>,
    notes: &'a mut Vec<Diagnostic>,
    /// By sort, the entries that can be changed; noted once, however many changes there are.
    names: BTreeMap<Sort, FxHashMap<String, usize>>,
    /// The values of entries that this overlay changes, and where it does.
    said: BTreeMap<(Place, String), Place>,
}

impl Upper<'_, '_> {
    /// Adds the entries of one sort. One that is there already gives way: since this overlay was
    /// written, the knowledge base below has got one of the same name.
    fn add<T: Entry>(&mut self, below: &mut Parsed<T>, own: Parsed<T>) {
        let known = below.names();
        let mut replaced = BTreeSet::new();
        let mut entries = own.entries;
        for (place, entry) in &mut entries {
            entry.origin().added = Some(self.report.place(*place));
            let id = entry.id();
            if let Some(&other) =
                known.get(id.as_str()).filter(|other| below.entries[**other].1.id() == id)
            {
                replaced.insert(other);
                let sort = T::SORT;
                let message = format!(
                    "there is another {sort} `{id}` below this overlay; this one is used: give it \
                     another id, or change the other one in {CHANGES}.yaml"
                );
                self.notes.push(self.report.diagnostic(
                    Code::ReplacedEntry,
                    *place,
                    ["id", id],
                    message,
                ));
            }
        }
        let mut position = 0;
        below.entries.retain(|_| {
            position += 1;
            !replaced.contains(&(position - 1))
        });
        below.entries.extend(entries);
        below.broken.extend(own.broken);
        below.unreadable |= own.unreadable;
    }

    fn change(&mut self, read: &mut Read, place: Place, change: Mapping) {
        let named = NAMES.iter().find(|(key, _)| change.contains_key(*key));
        let Some(&(key, sort)) = named else {
            let message = "name the entry: begin with `step: ID`, `competency: ID`, `role: ID`, \
                           `item: ID` or `source: KEY`";
            return self.report.add(Code::MissingKey, place, ["", ""], message);
        };
        let changed = match sort {
            Sort::Step => self.change_one(&mut read.steps, key, place, change),
            Sort::Competency => self.change_one(&mut read.competencies, key, place, change),
            Sort::Role => self.change_one(&mut read.roles, key, place, change),
            Sort::Source => self.change_one(&mut read.sources, key, place, change),
            Sort::Item => self.change_one(&mut read.items, key, place, change),
        };
        if let Some(changed) = changed {
            read.changes.entry(changed).or_default().push(place);
        }
    }

    /// Changes one entry, if it is there; returns its place.
    fn change_one<T: Entry>(
        &mut self,
        below: &mut Parsed<T>,
        key: &str,
        place: Place,
        mut change: Mapping,
    ) -> Option<Place> {
        let name = change.remove(key);
        let Some(name) = name.as_ref().and_then(Value::as_str) else {
            self.report.add(Code::WrongType, place, [key, ""], "write the id of an entry here");
            return None;
        };
        let owned = || below.names().into_iter().map(|(id, at)| (id.to_owned(), at)).collect();
        let names = self.names.entry(T::SORT).or_insert_with(owned);
        let Some(&at) = names.get(name) else {
            if !below.unreadable && !below.broken.iter().any(|id| id == name) {
                let near = suggestion(name, names.keys().map(String::as_str));
                let message =
                    format!("there is no {} `{name}`, so this does nothing{near}", T::SORT);
                self.notes.push(self.report.diagnostic(
                    Code::GoneEntry,
                    place,
                    [key, name],
                    message,
                ));
            }
            return None;
        };
        let (below_place, entry) = &mut below.entries[at];
        self.note_repeated(*below_place, place, &change);
        let here = self.report.place(place);
        let mut origin = std::mem::take(entry.origin());
        match changed(entry, &mut change, &mut origin, &here) {
            Ok(changed) => *entry = changed,
            Err((code, word, message)) => self.report.add(code, place, [&word, ""], message),
        }
        *entry.origin() = origin;
        Some(*below_place)
    }

    /// Notes what was changed already: the later change is used.
    fn note_repeated(&mut self, entry: Place, place: Place, change: &Mapping) {
        for path in values(change) {
            let key = path.join(".");
            let Some(before) = self.said.insert((entry, key.clone()), place) else { continue };
            let before = self.report.place(before);
            let message =
                format!("`{key}` is changed in {before} as well; keep the one that is meant");
            let words = [path[0], path[path.len() - 1]];
            let code = Code::RepeatedChange;
            self.notes.push(self.report.diagnostic(code, place, words, message));
        }
    }
}

/// The paths of all values that a change gives. What is added to lists adds up.
fn values(change: &Mapping) -> Vec<Vec<&str>> {
    let mut found = Vec::new();
    for (key, value) in change {
        let Some(key) = key.as_str().filter(|key| ![HIDE, MORE].contains(key)) else { continue };
        match value {
            Value::Mapping(inner) => {
                let behind = values(inner).into_iter();
                found.extend(behind.map(|path| [&[key], &path[..]].concat()));
            }
            _ => found.push(vec![key]),
        }
    }
    found
}

/// The entry with a change, which is noted in its origin; or which word is wrong, and why.
fn changed<T: Entry>(
    entry: &T,
    change: &mut Mapping,
    origin: &mut Origin,
    here: &str,
) -> Result<T, (Code, String, String)> {
    let wrong =
        |key: &str, message: &str| Err((Code::BadValue, key.to_owned(), message.to_owned()));
    match change.remove(HIDE) {
        None | Some(Value::Bool(false)) => {}
        Some(Value::Bool(true)) => origin.hidden = Some(here.to_owned()),
        Some(_) => return wrong(HIDE, "write `hide: true`, or leave it out"),
    }
    if let Some(key) = ["id", "key"].iter().find(|key| change.contains_key(**key)) {
        return wrong(key, "an entry keeps its name for ever; hide it, and add another one");
    }
    let more = match change.remove(MORE) {
        None => Mapping::new(),
        Some(Value::Mapping(more)) => more,
        Some(_) => return wrong(MORE, "write a mapping of lists: `more: {aliases: [a, b]}`"),
    };
    let failed = |error: serde_yaml::Error| of_value(&error);
    let mut value = serde_yaml::to_value(entry).map_err(failed)?;
    let Value::Mapping(fields) = &mut value else { return wrong("", "not an entry") };
    // What no file says: where an entry comes from, and the section of a step.
    fields.remove("origin");
    if T::SORT == Sort::Step {
        fields.remove("section");
    }
    if !change.is_empty() || !more.is_empty() {
        origin.changed.push(here.to_owned());
    }
    for (key, list) in more {
        let name = key.as_str().unwrap_or_default().to_owned();
        match (fields.get_mut(&key), list) {
            (Some(Value::Sequence(known)), Value::Sequence(more)) => known.extend(more),
            _ => {
                return wrong(
                    &name,
                    "this is no list of the entry; a value is changed as `key: value`",
                );
            }
        }
    }
    merge(fields, std::mem::take(change));
    serde_yaml::from_value(value).map_err(failed)
}

/// Mappings are merged, `null` takes away, everything else takes the place of what was there.
fn merge(below: &mut Mapping, above: Mapping) {
    for (key, value) in above {
        match (below.get_mut(&key), value) {
            (_, Value::Null) => {
                below.remove(&key);
            }
            (Some(Value::Mapping(below)), Value::Mapping(above)) => merge(below, above),
            (_, value) => {
                below.insert(key, value);
            }
        }
    }
}

/// Takes what is hidden out of the entries that refer to it.
pub(super) fn forget_hidden(read: &mut Read) {
    let steps = hidden(&mut read.steps);
    let competencies = hidden(&mut read.competencies);
    let items = hidden(&mut read.items);
    if steps.is_empty() && competencies.is_empty() && items.is_empty() {
        return;
    }
    for (_, step) in &mut read.steps.entries {
        step.after.retain(|id| !steps.contains(id));
        step.after_any.retain(|id| !steps.contains(id));
        step.requires.retain(|id, _| !competencies.contains(id));
        step.serves.retain(|id| !items.contains(id));
    }
    for (_, role) in &mut read.roles.entries {
        role.milestones.retain(|id| !steps.contains(id));
        role.needs.retain(|id, _| !competencies.contains(id));
    }
    for (_, item) in &mut read.items.entries {
        if items.contains(&item.id) {
            item.coverage = Coverage::Optional;
        }
    }
}

/// All names of the hidden entries.
fn hidden<T: Entry>(parsed: &mut Parsed<T>) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for (_, entry) in &mut parsed.entries {
        if entry.origin().is_hidden() {
            names.insert(entry.id().clone());
            names.extend(entry.aliases().iter().cloned());
        }
    }
    names
}
