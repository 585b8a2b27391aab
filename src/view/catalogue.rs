//! The entries of the knowledge base: every field of the YAML, defaults filled in.

use serde::Serialize;

use crate::knowledge::hours::Hours;
use crate::knowledge::model::{
    CompetencyId, Item, Kb, Resource, Role, Source, SourceId, Step, StepId,
};
use crate::knowledge::words::{Basis, CostClass, Coverage, Format, Kind, Level, Section};
use crate::view::{SkillsView, skills};

#[derive(Debug, Serialize)]
pub struct ItemView {
    pub id: String,
    pub section: Section,
    pub name: String,
    pub advice: Option<String>,
    pub coverage: Coverage,
    pub why: Option<String>,
    pub note: Option<NoteView>,
}

#[derive(Debug, Serialize)]
pub struct NoteView {
    pub text: String,
    pub source: Vec<String>,
}

#[derive(Debug, Serialize)]
pub struct CompetencyView {
    pub id: String,
    pub name: String,
    pub item: String,
    pub aliases: Vec<String>,
    pub phrases: Vec<String>,
    pub ambiguous: Vec<String>,
    pub except: Vec<String>,
    pub area: Option<String>,
    pub working: Option<String>,
    pub implied_by: Vec<String>,
    /// The highest level that a step teaches.
    pub taught_to: Option<Level>,
}

#[derive(Debug, Serialize)]
pub struct StepView {
    pub id: String,
    pub aliases: Vec<String>,
    pub title: String,
    pub section: Section,
    pub item: String,
    pub beyond_guide: bool,
    pub domain: Option<String>,
    pub kind: Kind,
    pub requires: SkillsView,
    pub teaches: SkillsView,
    pub after: Vec<String>,
    pub after_any: Vec<String>,
    pub hours: EstimateView,
    pub weeks: u32,
    pub full_time: bool,
    pub starts: Vec<u8>,
    pub cost: CostView,
    pub done_when: String,
    pub earns: Option<String>,
    pub resources: Vec<ResourceView>,
    pub replaced_by: Vec<String>,
}

#[derive(Debug, Serialize)]
pub struct EstimateView {
    pub low: Hours,
    pub likely: Hours,
    pub high: Hours,
    pub basis: Basis,
    pub why: Option<String>,
    pub source: Vec<String>,
}

#[derive(Debug, Clone, Serialize)]
pub struct CostView {
    pub class: CostClass,
    pub usd: Option<f64>,
    pub why: Option<String>,
}

#[derive(Debug, Clone, Serialize)]
pub struct ResourceView {
    pub title: String,
    pub provider: Option<String>,
    pub url: Option<String>,
    pub cost: CostClass,
    pub format: Format,
    pub source: Option<String>,
    pub confirmed: bool,
    pub price: Option<String>,
}

#[derive(Debug, Serialize)]
pub struct RoleView {
    pub id: String,
    pub name: String,
    pub summary: Option<String>,
    pub needs: SkillsView,
    pub milestones: Vec<String>,
}

#[derive(Debug, Serialize)]
pub struct SourceView {
    pub key: String,
    pub title: String,
    pub url: String,
    pub note: Option<String>,
}

/// What `show` found under one id.
#[derive(Debug, Serialize)]
#[serde(tag = "sort", rename_all = "lowercase")]
pub enum EntryView {
    Step {
        #[serde(flatten)]
        step: Box<StepView>,
        sources: Vec<SourceView>,
        leads_to: Vec<String>,
    },
    Item {
        #[serde(flatten)]
        item: ItemView,
        sources: Vec<SourceView>,
        steps: Vec<String>,
    },
    Competency {
        #[serde(flatten)]
        competency: CompetencyView,
        taught_by: Vec<TeacherView>,
    },
    Role {
        #[serde(flatten)]
        role: RoleView,
    },
    Source {
        #[serde(flatten)]
        source: SourceView,
    },
}

/// A step that teaches a competency.
#[derive(Debug, Serialize)]
pub struct TeacherView {
    pub step: String,
    pub level: Level,
    pub hours: Hours,
}

fn keys(kb: &Kb, sources: &[SourceId]) -> Vec<String> {
    sources.iter().map(|&source| kb[source].key.clone()).collect()
}

fn ids(kb: &Kb, steps: &[StepId]) -> Vec<String> {
    steps.iter().map(|&step| kb[step].id.clone()).collect()
}

pub fn item(kb: &Kb, item: &Item) -> ItemView {
    ItemView {
        id: item.id.clone(),
        section: item.section,
        name: item.name.clone(),
        advice: item.advice.clone(),
        coverage: item.coverage,
        why: item.why.clone(),
        note: item
            .note
            .as_ref()
            .map(|note| NoteView { text: note.text.clone(), source: keys(kb, &note.source) }),
    }
}

pub fn competency(kb: &Kb, id: CompetencyId) -> CompetencyView {
    let competency = &kb[id];
    CompetencyView {
        taught_to: kb.step_ids().filter_map(|step| kb.taught(step, id)).max(),
        id: competency.id.clone(),
        name: competency.name.clone(),
        item: kb[competency.item].id.clone(),
        aliases: competency.aliases.clone(),
        phrases: competency.phrases.clone(),
        ambiguous: competency.ambiguous.clone(),
        except: competency.except.clone(),
        area: competency.area.clone(),
        working: competency.working.clone(),
        implied_by: competency.implied_by.iter().map(|&wide| kb[wide].id.clone()).collect(),
    }
}

pub fn step(kb: &Kb, step: &Step) -> StepView {
    StepView {
        id: step.id.clone(),
        aliases: step.aliases.clone(),
        title: step.title.clone(),
        section: kb[step.item].section,
        item: kb[step.item].id.clone(),
        beyond_guide: step.beyond_guide,
        domain: step.domain.clone(),
        kind: step.kind,
        requires: skills(kb, &step.requires),
        teaches: skills(kb, &step.teaches),
        after: ids(kb, &step.after),
        after_any: ids(kb, &step.after_any),
        hours: EstimateView {
            low: step.hours.low,
            likely: step.hours.likely,
            high: step.hours.high,
            basis: step.hours.basis,
            why: step.hours.why.clone(),
            source: keys(kb, &step.hours.source),
        },
        weeks: step.weeks,
        full_time: step.full_time,
        starts: step.starts.clone(),
        cost: cost(step),
        done_when: step.done_when.clone(),
        earns: step.earns.clone(),
        resources: step.resources.iter().map(|r| resource(kb, r)).collect(),
        replaced_by: ids(kb, &step.replaced_by),
    }
}

pub fn cost(step: &Step) -> CostView {
    CostView { class: step.cost.class, usd: step.cost.usd, why: step.cost.why.clone() }
}

pub fn resource(kb: &Kb, resource: &Resource) -> ResourceView {
    ResourceView {
        title: resource.title.clone(),
        provider: resource.provider.clone(),
        url: resource.url.clone(),
        cost: resource.cost,
        format: resource.format,
        source: resource.source.map(|source| kb[source].key.clone()),
        confirmed: resource.confirmed,
        price: resource.price.clone(),
    }
}

pub fn role(kb: &Kb, role: &Role) -> RoleView {
    RoleView {
        id: role.id.clone(),
        name: role.name.clone(),
        summary: role.summary.clone(),
        needs: skills(kb, &role.needs),
        milestones: ids(kb, &role.milestones),
    }
}

pub fn source(source: &Source) -> SourceView {
    SourceView {
        key: source.key.clone(),
        title: source.title.clone(),
        url: source.url.clone(),
        note: source.note.clone(),
    }
}

/// A resource with the step that it is for.
#[derive(Debug, Serialize)]
pub struct StepResourceView {
    pub step: String,
    #[serde(flatten)]
    pub resource: ResourceView,
}

pub fn resources(kb: &Kb) -> Vec<StepResourceView> {
    let of = |step: &Step| {
        let view = |r| StepResourceView { step: step.id.clone(), resource: resource(kb, r) };
        step.resources.iter().map(view).collect::<Vec<_>>()
    };
    kb.steps.iter().flat_map(of).collect()
}

/// Everything that has this id; an id may name a step and a competency.
pub fn entries(kb: &Kb, id: &str) -> Vec<EntryView> {
    let mut found = Vec::new();
    if let Some(found_step) = kb.step(id) {
        let full = &kb[found_step];
        let resources = full.resources.iter().filter_map(|resource| resource.source);
        let mut used: Vec<SourceId> = full.hours.source.iter().copied().chain(resources).collect();
        used.sort_unstable();
        used.dedup();
        let followers = kb.steps.iter().filter(|other| {
            other.after.contains(&found_step) || other.after_any.contains(&found_step)
        });
        found.push(EntryView::Step {
            step: Box::new(step(kb, full)),
            sources: used.iter().map(|&s| source(&kb[s])).collect(),
            leads_to: followers.map(|other| other.id.clone()).collect(),
        });
    }
    if let Some(id) = kb.item(id) {
        let noted = kb[id].note.iter().flat_map(|note| &note.source);
        let serving = kb.steps.iter().filter(|step| step.item == id);
        found.push(EntryView::Item {
            item: item(kb, &kb[id]),
            sources: noted.map(|&s| source(&kb[s])).collect(),
            steps: serving.map(|step| step.id.clone()).collect(),
        });
    }
    if let Some(id) = kb.competency(id) {
        let teachers = kb.step_ids().filter_map(|step| {
            let level = kb.taught(step, id)?;
            Some(TeacherView { step: kb[step].id.clone(), level, hours: kb[step].hours.likely })
        });
        let mut taught_by: Vec<TeacherView> = teachers.collect();
        taught_by.sort_by_key(|teacher| (std::cmp::Reverse(teacher.level), teacher.hours));
        let competency = competency(kb, id);
        found.push(EntryView::Competency { competency, taught_by });
    }
    if let Some(id) = kb.role(id) {
        found.push(EntryView::Role { role: role(kb, &kb[id]) });
    }
    if let Some(known) = kb.sources.iter().find(|source| source.key.eq_ignore_ascii_case(id)) {
        found.push(EntryView::Source { source: source(known) });
    }
    found
}
