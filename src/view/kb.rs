//! The answer of `kb`: what the knowledge base is made of.

use std::path::Path;

use serde::Serialize;

use crate::knowledge::entry::Origin;
use crate::knowledge::layers::Layers;
use crate::knowledge::model::Kb;

#[derive(Debug, Serialize)]
pub struct KbView {
    pub schema: &'static str,
    /// The folder of the base; `None` for the shipped one.
    pub base: Option<String>,
    pub items: usize,
    pub competencies: usize,
    pub steps: usize,
    pub roles: usize,
    /// The lowest first.
    pub overlays: Vec<OverlayView>,
}

/// What one overlay does to how many entries.
#[derive(Debug, Serialize)]
pub struct OverlayView {
    pub folder: String,
    pub added: usize,
    pub changed: usize,
    pub hidden: usize,
}

/// What the layers of a knowledge base do.
pub fn layers(kb: &Kb, layers: &Layers) -> KbView {
    let origins = || {
        let items = kb.items.iter().map(|it| &it.origin);
        let competencies = kb.competencies.iter().map(|it| &it.origin);
        let steps = kb.steps.iter().map(|it| &it.origin);
        let roles = kb.roles.iter().map(|it| &it.origin);
        items
            .chain(competencies)
            .chain(steps)
            .chain(roles)
            .chain(kb.sources.iter().map(|it| &it.origin))
    };
    let overlay = |folder: &Path| {
        let is_here = |place: &String| Path::new(place).starts_with(folder);
        let count = |places: &dyn Fn(&Origin) -> bool| origins().filter(|it| places(it)).count();
        OverlayView {
            folder: folder.display().to_string(),
            added: count(&|it| it.added.iter().any(is_here)),
            changed: count(&|it| it.changed.iter().any(is_here)),
            hidden: count(&|it| it.hidden.iter().any(is_here)),
        }
    };
    KbView {
        schema: "mlpath/kb/1",
        base: layers.base.as_ref().map(|folder| folder.display().to_string()),
        items: kb.listed.items.len(),
        competencies: kb.listed.competencies.len(),
        steps: kb.listed.steps.len(),
        roles: kb.listed.roles.len(),
        overlays: layers.overlays.iter().map(|folder| overlay(folder)).collect(),
    }
}
