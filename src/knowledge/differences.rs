//! How the entries of two knowledge bases differ, field by field.

use std::collections::BTreeMap;

use itertools::{EitherOrBoth, Itertools as _};
use serde::Serialize;
use serde_json::Value;

use crate::knowledge::model::Kb;
use crate::knowledge::vocabulary::vocabulary;

vocabulary! {
    /// The sorts of entries that are compared.
    Sort {
        Item = "item",
        Competency = "competency",
        Step = "step",
        Role = "role",
        Source = "source",
    }

    /// What became of an entry.
    Fate { Added = "added", Changed = "changed", Gone = "gone" }
}

/// An entry that is not the same in both.
#[derive(Debug, Serialize)]
pub struct Difference {
    pub sort: Sort,
    pub id: String,
    pub fate: Fate,
    /// What of it changed.
    pub fields: Vec<Field>,
}

/// A field with another value.
#[derive(Debug, Serialize)]
pub struct Field {
    /// Such as `hours.likely`.
    pub name: String,
    /// `None` if nothing stood there.
    pub before: Option<Value>,
    pub after: Option<Value>,
}

/// What differs, by sort and id.
///
/// # Errors
/// If an entry cannot be written down.
pub fn differences(before: &Kb, after: &Kb) -> serde_json::Result<Vec<Difference>> {
    let (before, after) = (entries(before)?, entries(after)?);
    let both = before.into_iter().merge_join_by(after, |(one, _), (other, _)| one.cmp(other));
    let difference = |pair| {
        let (((sort, id), _), fate, fields) = match pair {
            EitherOrBoth::Left(gone) => (gone, Fate::Gone, Vec::new()),
            EitherOrBoth::Right(added) => (added, Fate::Added, Vec::new()),
            EitherOrBoth::Both((_, before), after) => {
                let fields = fields(before, after.1.clone());
                (after, Fate::Changed, fields)
            }
        };
        Difference { sort, id, fate, fields }
    };
    let all = both.map(difference);
    Ok(all.filter(|it| it.fate != Fate::Changed || !it.fields.is_empty()).collect())
}

type Entries = BTreeMap<(Sort, String), BTreeMap<String, Value>>;

/// All entries that are not hidden, flat.
fn entries(kb: &Kb) -> serde_json::Result<Entries> {
    let mut all = Entries::new();
    let mut add = |sort, id: &str, entry: serde_json::Result<Value>| {
        let mut flat = BTreeMap::new();
        flatten(String::new(), entry?, &mut flat);
        all.insert((sort, id.to_owned()), flat);
        Ok(())
    };
    for item in kb.listed.items.iter().map(|&id| &kb[id]) {
        add(Sort::Item, &item.id, serde_json::to_value(item))?;
    }
    for competency in kb.listed.competencies.iter().map(|&id| &kb[id]) {
        add(Sort::Competency, &competency.id, serde_json::to_value(&competency.entry))?;
    }
    for step in kb.listed.steps.iter().map(|&id| &kb[id]) {
        add(Sort::Step, &step.id, serde_json::to_value(&step.entry))?;
    }
    for role in kb.listed.roles.iter().map(|&id| &kb[id]) {
        add(Sort::Role, &role.id, serde_json::to_value(&role.entry))?;
    }
    for source in &kb.sources {
        add(Sort::Source, &source.key, serde_json::to_value(source))?;
    }
    Ok(all)
}

/// The values of a mapping under their paths. Where an entry comes from is no part of it.
fn flatten(path: String, value: Value, flat: &mut BTreeMap<String, Value>) {
    match value {
        Value::Null => {}
        Value::Object(fields) => {
            for (key, value) in fields.into_iter().filter(|(key, _)| key != "origin") {
                let dot = if path.is_empty() { "" } else { "." };
                flatten(format!("{path}{dot}{key}"), value, flat);
            }
        }
        value => {
            flat.insert(path, value);
        }
    }
}

fn fields(before: BTreeMap<String, Value>, after: BTreeMap<String, Value>) -> Vec<Field> {
    let both = before.into_iter().merge_join_by(after, |(one, _), (other, _)| one.cmp(other));
    let field = |pair: EitherOrBoth<(String, Value)>| match pair {
        EitherOrBoth::Left((name, before)) => Field { name, before: Some(before), after: None },
        EitherOrBoth::Right((name, after)) => Field { name, before: None, after: Some(after) },
        EitherOrBoth::Both((name, before), (_, after)) => {
            Field { name, before: Some(before), after: Some(after) }
        }
    };
    both.map(field).filter(|field| field.before != field.after).collect()
}
