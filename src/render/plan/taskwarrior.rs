//! The plan as what Taskwarrior's `import` reads: a JSON array of tasks.
//!
//! Days are given without a zone, so that they are days wherever the person is.

use anyhow::Result;
use jiff::civil::{Date, DateTime};
use serde::Serialize;

use crate::knowledge::text::visible;
use crate::knowledge::vocabulary::{Keyword as _, Section};
use crate::render::json;
use crate::render::plan::direct::direct;
use crate::render::plan::remarks::{evidence, lines};
use crate::view::plan::{PlanStepView, PlanView};
use crate::view::progress::DoneView;

/// A task by the names of Taskwarrior's JSON format.
#[derive(Serialize)]
struct Task<'a> {
    uuid: String,
    status: &'static str,
    description: String,
    project: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    tags: Vec<&'a str>,
    entry: DateTime,
    #[serde(skip_serializing_if = "Option::is_none")]
    scheduled: Option<DateTime>,
    #[serde(skip_serializing_if = "Option::is_none")]
    due: Option<DateTime>,
    #[serde(skip_serializing_if = "Option::is_none")]
    end: Option<DateTime>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    depends: Vec<String>,
    annotations: Vec<Annotation>,
}

#[derive(Serialize)]
struct Annotation {
    entry: DateTime,
    description: String,
}

pub fn draw(view: &PlanView) -> Result<String> {
    let mut waits_for = direct(&view.steps);
    let open = view
        .steps
        .iter()
        .map(|step| planned(view, step, &waits_for.remove(&*step.id).unwrap_or_default()));
    json(&open.chain(view.done.iter().map(|step| finished(view, step))).collect::<Vec<_>>())
}

fn planned<'a>(view: &PlanView, step: &'a PlanStepView, waits_for: &[&str]) -> Task<'a> {
    let entry = view.start.min(view.today);
    Task {
        uuid: uuid(&step.id),
        status: "pending",
        description: visible(&step.title).into_owned(),
        project: project(step.section),
        tags: [step.kind.word()].into_iter().chain(step.critical.then_some("critical")).collect(),
        entry: begin(entry),
        scheduled: Some(begin(step.start)),
        // At midnight it would be overdue on its last day.
        due: Some(step.finish.at(23, 59, 59, 0)),
        end: None,
        depends: waits_for.iter().map(|id| uuid(id)).collect(),
        annotations: annotations(entry, lines(step)),
    }
}

fn finished<'a>(view: &PlanView, step: &DoneView) -> Task<'a> {
    let entry = view.start.min(view.today).min(step.on);
    Task {
        uuid: uuid(&step.id),
        status: "completed",
        description: visible(&step.title).into_owned(),
        project: project(step.section),
        tags: Vec::new(),
        entry: begin(entry),
        scheduled: None,
        due: None,
        end: Some(begin(step.on)),
        depends: Vec::new(),
        annotations: annotations(entry, evidence(step)),
    }
}

fn project(section: Section) -> String {
    format!("mlpath.{section}")
}

fn begin(day: Date) -> DateTime {
    day.at(0, 0, 0, 0)
}

/// Lines in their order. Taskwarrior knows the annotations of a task by their seconds.
fn annotations(day: Date, lines: impl IntoIterator<Item = String>) -> Vec<Annotation> {
    let annotation = |(second, line): (i8, String)| Annotation {
        entry: day.at(0, second / 60, second % 60, 0),
        description: visible(&line).into_owned(),
    };
    (0..i8::MAX).zip(lines).map(annotation).collect()
}

/// The same for a step in every export, so that importing again updates. It is of version 8
/// (RFC 9562, section 5.8), whose bits are the writer's own: version 5 would take SHA-1, and nobody
/// else has to find the same. The bits are the 128-bit FNV-1a hash (RFC 9923) of the id.
fn uuid(id: &str) -> String {
    const BASIS: u128 = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d;
    const PRIME: u128 = 0x0000_0000_0100_0000_0000_0000_0000_013b;
    let hash = b"mlpath/step/"
        .iter()
        .chain(id.as_bytes())
        .fold(BASIS, |hash, &byte| (hash ^ u128::from(byte)).wrapping_mul(PRIME));
    let (version, variant) = (0xf << 76, 0b11 << 62);
    let bits = hash & !version & !variant | 0x8 << 76 | 0b10 << 62;
    let digits = format!("{bits:032x}");
    [&digits[..8], &digits[8..12], &digits[12..16], &digits[16..20], &digits[20..]].join("-")
}

#[cfg(test)]
mod tests {
    use super::uuid;

    #[test]
    fn an_id_has_one_uuid_of_version_8() {
        let uuid = uuid("python-course");
        assert_eq!(uuid, super::uuid("python-course"));
        assert_ne!(uuid, super::uuid("python-courses"));
        let parts: Vec<&str> = uuid.split('-').collect();
        assert_eq!(parts.iter().map(|part| part.len()).collect::<Vec<_>>(), [8, 4, 4, 4, 12]);
        assert!(parts[2].starts_with('8') && parts[3].starts_with(['8', '9', 'a', 'b']), "{uuid}");
    }
}
