//! What a checklist says of the steps, for the commands that read one.

use crate::checklist::Checklist;
use crate::knowledge::diagnostics::{nearest, suggestion};
use crate::knowledge::model::{Kb, StepId};
use crate::knowledge::text::visible;
use crate::view::sync::UnknownView;

/// The boxes of a checklist, linked to the knowledge base.
pub(super) struct ChecklistSteps {
    /// With the line of the tick.
    pub(super) ticked: Vec<(StepId, usize)>,
    pub(super) open: Vec<StepId>,
    pub(super) unknown: Vec<UnknownView>,
    /// Named by a comment, but without a box.
    lost: Vec<(String, usize)>,
    /// Ticks without a comment, in whose line the title of a step stands.
    nameless: Vec<(StepId, usize)>,
    /// Ticked on one line and not on another.
    contradictions: Vec<(StepId, [usize; 2])>,
}

impl ChecklistSteps {
    /// A step may stand there by its id and by a former one.
    pub(super) fn read(kb: &Kb, list: &Checklist) -> Self {
        let mut boxes = Self {
            ticked: Vec::new(),
            open: Vec::new(),
            unknown: Vec::new(),
            lost: list.lost.iter().map(|lost| (lost.id.to_owned(), lost.line)).collect(),
            nameless: nameless(kb, list),
            contradictions: Vec::new(),
        };
        for (id, ticks) in list.steps() {
            let Some(step) = kb.step(id) else {
                let line = ticks.ticked.or(ticks.open).unwrap_or_default();
                let ticked = ticks.is_done();
                boxes.unknown.push(UnknownView { id: visible(id).into_owned(), line, ticked });
                continue;
            };
            match (ticks.ticked, ticks.open) {
                (Some(ticked), open) => {
                    boxes.contradictions.extend(open.map(|open| (step, [ticked, open])));
                    boxes.ticked.push((step, ticked));
                }
                (None, _) => boxes.open.push(step),
            }
        }
        boxes.ticked.sort_unstable();
        boxes.ticked.dedup_by_key(|(step, _)| *step);
        boxes.ticked.sort_by_key(|&(_, line)| line);
        boxes.open.sort_unstable();
        boxes.open.dedup();
        boxes.open.retain(|step| boxes.ticked.iter().all(|(other, _)| other != step));
        boxes
    }

    /// What in the file cannot be taken for what it says, in the order of its lines.
    pub(super) fn remarks(&self, kb: &Kb) -> Vec<String> {
        let mut remarks: Vec<(usize, String)> = Vec::new();
        for UnknownView { id, line, .. } in &self.unknown {
            let near = suggestion(id, kb.steps.iter().map(|step| step.id.as_str()));
            remarks.push((*line, format!("unknown step `{id}`, left as it is{near}")));
        }
        for (id, line) in &self.lost {
            remarks.push((*line, format!("{id} has no box: write `- [x]` before it")));
        }
        for (step, line) in &self.nameless {
            let id = &kb[*step].id;
            let text = format!(
                "this tick may be for {id}, but its comment is gone; put <!-- mlpath:{id} --> at \
                 the end of the line"
            );
            remarks.push((*line, text));
        }
        for (step, [ticked, open]) in &self.contradictions {
            let id = &kb[*step].id;
            remarks.push((*ticked, format!("{id} is ticked here, but not on line {open}")));
        }
        remarks.sort();
        remarks
            .into_iter()
            .map(|(line, text)| visible(&format!("line {line}: {text}")).into())
            .collect()
    }

    /// Whether a step stands there in any way, also one that cannot be read for certain.
    pub(super) fn mentions(&self, kb: &Kb, step: StepId) -> bool {
        let id = kb[step].id.as_str();
        let ids = || kb.steps.iter().map(|step| step.id.as_str());
        self.ticked.iter().chain(&self.nameless).any(|&(other, _)| other == step)
            || self.open.contains(&step)
            || self.lost.iter().any(|(lost, _)| kb.step(lost) == Some(step))
            || self.unknown.iter().any(|unknown| nearest(&unknown.id, ids()) == Some(id))
    }
}

/// Steps whose comment was probably deleted: their title stands in the line of a ticked box.
fn nameless(kb: &Kb, list: &Checklist) -> Vec<(StepId, usize)> {
    let is_boxed = |step: StepId| list.boxes.iter().any(|own| kb.step(own.id) == Some(step));
    let ticked = list.own.iter().filter(|own| own.ticked);
    let named = ticked.filter_map(|own| {
        let step = kb.step_ids().find(|&step| own.text.contains(&kb[step].title))?;
        (!is_boxed(step)).then_some((step, own.line))
    });
    named.collect()
}
