//! What a checklist says about steps, for the commands that read one.

use crate::checklist::Checklist;
use crate::knowledge::diagnostics::{nearest, suggestion};
use crate::knowledge::model::{Kb, StepId};
use crate::knowledge::text::visible;
use crate::view::sync::UnknownView;

/// The boxes of a checklist, linked to the knowledge base.
#[derive(Default)]
pub(super) struct ChecklistSteps {
    /// With the line of the tick.
    pub(super) ticked: Vec<(StepId, usize)>,
    pub(super) open: Vec<StepId>,
    pub(super) unknown: Vec<UnknownView>,
    /// What is ambiguous or broken in the file, in the order of its lines.
    pub(super) remarks: Vec<String>,
    /// Steps named by a comment without a box, and steps whose comment is gone.
    doubtful: Vec<StepId>,
}

impl ChecklistSteps {
    /// Links boxes by the current or a former id of the step.
    pub(super) fn read(kb: &Kb, list: &Checklist) -> Self {
        let mut boxes = Self::default();
        let mut remarks: Vec<(usize, String)> = Vec::new();
        for (id, ticks) in list.steps() {
            let Some(step) = kb.step(id) else {
                let line = ticks.ticked.or(ticks.open).unwrap_or_default();
                let (id, ticked) = (visible(id).into_owned(), ticks.is_done());
                let near = suggestion(&id, kb.steps.iter().map(|step| step.id.as_str()));
                remarks.push((line, format!("unknown step `{id}`, left as it is{near}")));
                boxes.unknown.push(UnknownView { id, line, ticked });
                continue;
            };
            let Some(ticked) = ticks.ticked else {
                boxes.open.push(step);
                continue;
            };
            boxes.ticked.push((step, ticked));
            if let Some(open) = ticks.open {
                let id = &kb[step].id;
                remarks.push((ticked, format!("{id} is ticked here, but not on line {open}")));
            }
        }
        for lost in &list.lost {
            remarks.push((lost.line, format!("{} has no box: write `- [x]` before it", lost.id)));
            boxes.doubtful.extend(kb.step(lost.id));
        }
        for (step, line) in nameless(kb, list) {
            let id = &kb[step].id;
            let text = format!(
                "this tick may be for {id}, but its comment is gone; put <!-- mlpath:{id} --> at \
                 the end of the line"
            );
            remarks.push((line, text));
            boxes.doubtful.push(step);
        }
        remarks.sort();
        let shown = |(line, text)| visible(&format!("line {line}: {text}")).into_owned();
        boxes.remarks = remarks.into_iter().map(shown).collect();
        // A step may have several boxes, under its current and its former ids.
        boxes.ticked.sort_unstable();
        boxes.ticked.dedup_by_key(|(step, _)| *step);
        boxes.ticked.sort_by_key(|&(_, line)| line);
        boxes.open.sort_unstable();
        boxes.open.dedup();
        boxes.open.retain(|step| boxes.ticked.iter().all(|(other, _)| other != step));
        boxes
    }

    /// Whether the checklist mentions a step, even in a way that cannot be read for certain.
    pub(super) fn mentions(&self, kb: &Kb, step: StepId) -> bool {
        let id = kb[step].id.as_str();
        let ids = || kb.steps.iter().map(|step| step.id.as_str());
        self.ticked.iter().any(|&(other, _)| other == step)
            || self.open.contains(&step)
            || self.doubtful.contains(&step)
            || self.unknown.iter().any(|unknown| nearest(&unknown.id, ids()) == Some(id))
    }
}

/// Steps whose comment was probably deleted: a ticked box without a comment has their title.
fn nameless(kb: &Kb, list: &Checklist) -> Vec<(StepId, usize)> {
    let is_boxed = |step: StepId| list.boxes.iter().any(|own| kb.step(own.id) == Some(step));
    let ticked = list.own.iter().filter(|own| own.ticked);
    let named = ticked.filter_map(|own| {
        let step = kb.step_ids().find(|&step| own.text.contains(&kb[step].title))?;
        (!is_boxed(step)).then_some((step, own.line))
    });
    named.collect()
}
