//! The entries of the knowledge base, and what is computed about them.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use itertools::Itertools as _;
use serde::Serialize;

use crate::knowledge::entry::{self, Item, Resource, Role, Source};
use crate::knowledge::hours::Hours;
use crate::knowledge::model::{CompetencyId, Kb, Step};
use crate::knowledge::vocabulary::Level;

#[derive(Debug, Serialize)]
pub struct CompetencyView {
    #[serde(flatten)]
    pub entry: entry::Competency,
    /// The highest level that a step teaches.
    pub taught_to: Option<Level>,
}

/// What `show` found under one id.
#[derive(Debug, Serialize)]
#[serde(tag = "sort", rename_all = "lowercase")]
pub enum EntryView {
    Step {
        #[serde(flatten)]
        step: Box<entry::Step>,
        sources: Vec<Source>,
        leads_to: Vec<String>,
    },
    Item {
        #[serde(flatten)]
        item: Item,
        sources: Vec<Source>,
        steps: Vec<String>,
    },
    Competency {
        #[serde(flatten)]
        competency: CompetencyView,
        taught_by: Vec<TeacherView>,
    },
    Role {
        #[serde(flatten)]
        role: Role,
    },
    Source {
        #[serde(flatten)]
        source: Source,
    },
}

/// A step that teaches a competency.
#[derive(Debug, Serialize)]
pub struct TeacherView {
    pub step: String,
    pub level: Level,
    pub hours: Hours,
}

/// All competencies, as they are listed.
pub fn competencies(kb: &Kb) -> Vec<CompetencyView> {
    let mut taught_to: BTreeMap<CompetencyId, Level> = BTreeMap::new();
    let taught = kb.listed.steps.iter().flat_map(|&step| &kb[step].teaches);
    for (competency, level) in taught.flat_map(|(&it, &level)| kb.included(it, level)) {
        let highest = taught_to.entry(competency).or_insert(level);
        *highest = level.max(*highest);
    }
    let view = |&id: &CompetencyId| CompetencyView {
        entry: kb[id].entry.clone(),
        taught_to: taught_to.get(&id).copied(),
    };
    kb.listed.competencies.iter().map(view).collect()
}

fn competency(kb: &Kb, id: CompetencyId) -> CompetencyView {
    CompetencyView {
        entry: kb[id].entry.clone(),
        taught_to: kb.listed.steps.iter().filter_map(|&step| kb.taught(step, id)).max(),
    }
}

/// A resource, and the step that uses it.
#[derive(Debug, Serialize)]
pub struct StepResourceView {
    pub step: String,
    #[serde(flatten)]
    pub resource: Resource,
}

pub fn resources(kb: &Kb) -> Vec<StepResourceView> {
    let of = |step: &Step| {
        let (id, resources) = (step.id.clone(), step.resources.clone());
        resources.into_iter().map(move |resource| StepResourceView { step: id.clone(), resource })
    };
    kb.listed.steps.iter().map(|&step| &kb[step]).flat_map(of).collect()
}

/// All entries with this id: a step and a competency may share one.
pub fn entries(kb: &Kb, id: &str) -> Vec<EntryView> {
    let mut found = Vec::new();
    let all = || kb.listed.steps.iter().copied();
    if let Some(step) = kb.step(id) {
        let entry = &kb[step].entry;
        let is_used = |source: &&Source| {
            let resource = |resource: &Resource| resource.source.as_ref() == Some(&source.key);
            entry.hours.source.contains(&source.key) || entry.resources.iter().any(resource)
        };
        let leads_to = all().filter(|&other| {
            kb[other].after.contains(&step) || kb[other].after_any.contains(&step)
        });
        found.push(EntryView::Step {
            step: Box::new(entry.clone()),
            sources: kb.sources.iter().filter(is_used).cloned().collect(),
            leads_to: kb.ids(leads_to),
        });
    }
    if let Some(id) = kb.item(id) {
        let item = kb[id].clone();
        let keys = item.note.iter().flat_map(|note| &note.source);
        let noted = keys.filter_map(|key| kb.sources.iter().find(|source| source.key == *key));
        let serving = all().filter(|&step| kb[step].item == id);
        found.push(EntryView::Item {
            sources: noted.cloned().collect(),
            steps: kb.ids(serving),
            item,
        });
    }
    if let Some(id) = kb.competency(id) {
        let teachers = all().filter_map(|step| {
            let level = kb.taught(step, id)?;
            Some(TeacherView { step: kb.id(step), level, hours: kb[step].hours.likely })
        });
        let teachers = teachers.sorted_by_key(|teacher| (Reverse(teacher.level), teacher.hours));
        let taught_by = teachers.collect();
        found.push(EntryView::Competency { competency: competency(kb, id), taught_by });
    }
    if let Some(id) = kb.role(id) {
        found.push(EntryView::Role { role: kb[id].entry.clone() });
    }
    if let Some(source) = kb.sources.iter().find(|source| source.key.eq_ignore_ascii_case(id)) {
        found.push(EntryView::Source { source: source.clone() });
    }
    found
}
