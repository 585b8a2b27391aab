//! What a checklist says about steps, for the commands that read one.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::{Result, bail};
use jiff::civil::Date;

use crate::checklist::Checklist;
use crate::checklist::written::{Mark, conflict};
use crate::failure::Refused;
use crate::knowledge::code::Code;
use crate::knowledge::diagnostics::nearest;
use crate::knowledge::model::{Kb, StepId};
use crate::knowledge::text::{Count, List, visible};
use crate::view::sync::UnknownView;

/// So many remarks are read by nobody.
const MOST_REMARKS: usize = 20;

/// The boxes of a checklist, linked to the knowledge base.
#[derive(Default)]
pub(super) struct ChecklistSteps {
    /// With the line of the tick.
    pub(super) ticked: Vec<(StepId, usize)>,
    /// The days on which they were finished, as far as the checklist says.
    pub(super) days: BTreeMap<StepId, Date>,
    /// Not ticked; some of them are begun or skipped.
    pub(super) open: Vec<StepId>,
    pub(super) begun: Vec<StepId>,
    pub(super) skipped: Vec<StepId>,
    pub(super) unknown: Vec<UnknownView>,
    /// What is ambiguous or broken in the file, in the order of its lines.
    pub(super) remarks: Vec<String>,
    /// The same, all of it, with the lines.
    pub(super) found: Vec<(usize, Code, String)>,
    /// Steps that are probably meant: by a comment without a box, by a misspelt one or by none, or
    /// with a day that cannot be.
    doubtful: Vec<StepId>,
}

impl ChecklistSteps {
    /// Links boxes by the current or a former id of the step.
    pub(super) fn read(kb: &Kb, list: &Checklist, today: Date) -> Self {
        let mut boxes = Self::default();
        let mut remarks: Vec<(usize, Code, String)> = Vec::new();
        let mut days = days(list);
        for (id, ticks) in list.steps() {
            let Some(step) = kb.step(id) else {
                let line = ticks.ticked.or(ticks.open).unwrap_or_default();
                let (id, ticked) = (visible(id).into_owned(), ticks.is_done());
                let is_named = boxes.unknown.len() < MOST_REMARKS;
                let ids = kb.steps.iter().map(|step| step.id.as_str()).filter(|_| is_named);
                let near = nearest(&id, ids);
                boxes.doubtful.extend(near.and_then(|near| kb.step(near)));
                let near = near.map(|near| format!("; did you mean `{near}`?")).unwrap_or_default();
                let text = format!("unknown step `{id}`, left as it is{near}");
                remarks.push((line, Code::UnknownId, text));
                boxes.unknown.push(UnknownView { id, line, ticked });
                continue;
            };
            let Some(ticked) = ticks.ticked else {
                boxes.open.push(step);
                boxes.begun.extend(ticks.begun.then_some(step));
                boxes.skipped.extend((ticks.skipped && !ticks.begun).then_some(step));
                continue;
            };
            match days.remove(id).map(|(line, word)| (line, day(word, today))) {
                Some((line, Err(wrong))) => {
                    let id = &kb[step].id;
                    let text = format!("{wrong}; correct it, and {id} is recorded");
                    remarks.push((line, Code::BadValue, text));
                    boxes.doubtful.push(step);
                    continue;
                }
                Some((_, Ok(day))) => drop(boxes.days.insert(step, day)),
                None => {}
            }
            boxes.ticked.push((step, ticked));
            if let Some(open) = ticks.open {
                let id = &kb[step].id;
                let text = format!("{id} is ticked here, but not on line {open}");
                remarks.push((ticked, Code::TwoBoxes, text));
            }
        }
        for lost in &list.lost {
            let text = format!("{} has no box: write `- [x]` before it", lost.id);
            remarks.push((lost.line, Code::NoBox, text));
            boxes.doubtful.extend(kb.step(lost.id));
        }
        for (step, line) in nameless(kb, list) {
            let id = &kb[step].id;
            let text = format!(
                "this tick may be for {id}, but its comment is gone; put <!-- mlpath:{id} --> at \
                 the end of the line"
            );
            remarks.push((line, Code::LostComment, text));
            boxes.doubtful.push(step);
        }
        remarks.sort();
        boxes.found = remarks;
        boxes.remark();
        boxes.merge();
        boxes
    }

    /// Puts what was found into words, up to what anybody reads.
    fn remark(&mut self) {
        let shown = |(line, _, text): &(usize, Code, String)| {
            visible(&format!("line {line}: {text}")).into_owned()
        };
        self.remarks = self.found.iter().take(MOST_REMARKS).map(shown).collect();
        let more = self.found.len().saturating_sub(MOST_REMARKS);
        self.remarks
            .extend((more > 0).then(|| format!("and {} like these", Count(more, "more line"))));
    }

    /// Makes one of the boxes that a step has under its current and its former ids.
    fn merge(&mut self) {
        self.ticked.sort_unstable();
        self.ticked.dedup_by_key(|(step, _)| *step);
        self.ticked.sort_by_key(|&(_, line)| line);
        for steps in [&mut self.open, &mut self.begun, &mut self.skipped] {
            steps.sort_unstable();
            steps.dedup();
            steps.retain(|step| self.ticked.iter().all(|(other, _)| other != step));
        }
    }

    /// Whether the checklist mentions a step, even in a way that cannot be read for certain.
    pub(super) fn mentions(&self, step: StepId) -> bool {
        self.ticked.iter().any(|&(other, _)| other == step)
            || self.open.contains(&step)
            || self.doubtful.contains(&step)
    }
}

/// Refuses a text that git could not merge; `undone` says what was not done with it, and `again`
/// is a command in backticks.
pub(super) fn check_merged(shown: &str, text: &str, undone: &str, again: &str) -> Result<()> {
    let lines = conflict(text);
    if lines.is_empty() {
        return Ok(());
    }
    let message = format!("{shown} has conflict markers of git; {undone}");
    let hint = format!("keep what is right, delete those lines, and try again: {again}");
    bail!(Refused::new(message, hint).because(vec![format!("lines {}", List::and(lines))]))
}

/// A file beside another one that does not exist yet: `notes-2.md` for `notes.md`.
pub(super) fn free_name(file: &Path) -> PathBuf {
    let stem = file.file_stem().unwrap_or_default().to_string_lossy();
    let end = file.extension().map(|end| format!(".{}", end.to_string_lossy())).unwrap_or_default();
    let names = (2..).map(|number| file.with_file_name(format!("{stem}-{number}{end}")));
    let mut names = [file.to_path_buf()].into_iter().chain(names);
    names.find(|name| name.symlink_metadata().is_err()).unwrap_or_default()
}

/// For each step the first tick with a day: its line, and the day as it is written.
fn days<'a>(list: &Checklist<'a>) -> BTreeMap<&'a str, (usize, &'a str)> {
    let ticked = list.boxes.iter().filter(|step| step.mark == Mark::Ticked);
    let days = ticked.filter_map(|step| Some((step.id, (step.line, step.finished?))));
    // Of several, the first stays.
    days.rev().collect()
}

fn day(word: &str, today: Date) -> Result<Date, String> {
    match word.parse::<Date>() {
        Ok(day) if day <= today => Ok(day),
        Ok(_) => Err(format!("{word} is in the future")),
        Err(_) => Err(format!("{word} is no day of the calendar")),
    }
}

/// Steps whose comment was probably deleted: a ticked box without a comment has their title.
fn nameless(kb: &Kb, list: &Checklist) -> Vec<(StepId, usize)> {
    let is_boxed = |step: StepId| list.boxes.iter().any(|own| kb.step(own.id) == Some(step));
    let ticked = list.own.iter().filter(|own| own.mark == Mark::Ticked);
    let named = ticked.filter_map(|own| {
        let step = kb.step_ids().find(|&step| own.text.contains(&kb[step].title))?;
        (!is_boxed(step)).then_some((step, own.line))
    });
    named.collect()
}
