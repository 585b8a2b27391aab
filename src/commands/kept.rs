//! A checklist that the person keeps, brought up to date.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use anyhow::{Context as _, Result, anyhow, bail};
use itertools::Itertools as _;
use jiff::civil::Date;

use crate::checklist::Checklist;
use crate::checklist::arrange::{Arranged, Slot};
use crate::checklist::written::{Mark, Period};
use crate::commands::checklist_steps::{ChecklistSteps, check_merged};
use crate::commands::out_file::OutFile;
use crate::document::phrases::day;
use crate::env::{hint, note};
use crate::failure::Refused;
use crate::knowledge::files::read_text;
use crate::knowledge::hours::Hours;
use crate::knowledge::model::Kb;
use crate::knowledge::text::{Count, quoted, visible};
use crate::person::replace::Over;
use crate::render::plan::checklist;
use crate::session::Session;
use crate::view::plan::{PlanStepView, PlanView};

pub(super) struct Kept<'a> {
    pub(super) out: &'a OutFile<'a>,
    pub(super) session: &'a Session<'a>,
    pub(super) view: &'a PlanView,
}

impl Kept<'_> {
    /// The text of the existing file, if it is a checklist of ours.
    fn checklist(&self) -> Result<String> {
        let (out, shown) = (self.out, self.out.path.display());
        let text = read_text(out.path)?;
        check_merged(&shown.to_string(), &text, "nothing was written", &out.again())?;
        let list = Checklist::read(&text);
        if !list.boxes.is_empty() {
            return Ok(text);
        }
        let (message, hint) = match (list.lost.len(), list.own.len()) {
            _ if text.trim().is_empty() => {
                let replace = out.command(" --force", out.path);
                (format!("{shown} already exists and is empty"), format!("fill it: {replace}"))
            }
            (0, 0) => (format!("{shown} already exists and is not a checklist"), out.elsewhere()),
            (0, own) => (
                format!("{shown} is another list: mlpath wrote none of its boxes ({own})"),
                out.elsewhere(),
            ),
            (lost, _) => {
                let what = format!("{shown} names {} without a box", Count(lost, "step"));
                (what, format!("write `- [ ]` before each, or {}", out.elsewhere()))
            }
        };
        bail!(Refused::new(message, hint))
    }

    /// Ticks what is finished; with `--update`, brings all of it up to date.
    pub(super) fn update(&self) -> Result<()> {
        let Self { out, session: Session { kb, env, .. }, view } = self;
        let (file, shown) = (out.path, out.path.display());
        let old = &*self.checklist()?;
        let list = Checklist::read(old);
        let other = self.other_aim(&list);
        if let Some(aim) = other.filter(|_| out.update) {
            bail!(self.other_aim_refused(aim));
        }
        let boxes = ChecklistSteps::read(kb, &list, env.today);
        for remark in &boxes.remarks {
            note(remark);
        }
        let standing = BoxState::new(kb, view, &list, &boxes);
        let is_redated = redated(kb, view, &list) != old;
        let mut arranged = Arranged { text: old.to_owned(), moved: 0 };
        if out.update {
            arranged = self.arranged(&list, &standing.added)?;
            arranged.text = redated(kb, view, &Checklist::read(&arranged.text));
        }
        let text =
            Checklist::read(&arranged.text).ticked(|id| standing.done.contains(current(kb, id)));
        let text = self.counted(&text);
        if text == old {
            let what = if out.update { "is up to date" } else { "has all its ticks" };
            note(&format!("{shown} {what}"));
        } else {
            out.write(&text, Over::Text(old))?;
            let added = if out.update { standing.added.len() } else { 0 };
            let parts = [(standing.to_tick, "ticked"), (added, "added"), (arranged.moved, "moved")];
            let parts = parts.into_iter().filter(|(number, _)| *number > 0);
            let parts = parts.map(|(number, what)| format!("{number} {what}")).collect_vec();
            let dates = (out.update && is_redated).then_some("dates brought up to date");
            let count = (parts.is_empty() && dates.is_none()).then_some("ticks counted");
            let parts = parts.iter().map(String::as_str).chain(dates).chain(count);
            note(&format!("{shown}: {}", parts.format(", ")));
        }
        if !standing.gone.is_empty() {
            let gone = visible(&standing.gone.join(", ")).into_owned();
            note(&format!("left as they are, though no longer in the plan: {gone}"));
        }
        if standing.unrecorded > 0 {
            let sync = env.command(&format!("sync {}", quoted(file)));
            hint(&format!("{} ticked but not recorded yet: `{sync}`", standing.unrecorded));
        }
        if !out.update && other.is_none() && (is_redated || !standing.added.is_empty()) {
            let update = out.command(" --update", file);
            let new = match standing.added.len() {
                0 => "other dates".to_owned(),
                n => format!("{} and other dates", Count(n, "more step")),
            };
            hint(&format!("the plan now has {new}; bring the checklist up to date with {update}"));
        }
        Ok(())
    }

    /// The checklist with new steps, and each step below the heading of its time.
    fn arranged(&self, list: &Checklist, added: &[&PlanStepView]) -> Result<Arranged> {
        let Self { out, session, view } = self;
        let headings: BTreeMap<&str, String> = view
            .phases
            .iter()
            .map(|phase| (phase.name.as_str(), checklist::heading(&phase.name, phase.hours)))
            .collect();
        let slot = |step: &PlanStepView| {
            let heading = headings.get(step.phase.as_str()).map_or("", String::as_str);
            Slot { start: step.start, heading }
        };
        let planned = planned(&session.kb, view);
        let of = |id: &str| planned.get(id).map(|step| slot(step));
        let new = added.iter().map(|step| (slot(step), checklist::item(step))).collect_vec();
        list.arranged(&new, of, |period| hours(view, period))
            .map_err(|line| {
                anyhow!("nothing closes the code or comment that starts on line {line}")
            })
            .with_context(|| format!("cannot add to {}", out.path.display()))
    }

    /// The checklist with the ticks counted in its head.
    fn counted(&self, text: &str) -> String {
        let list = Checklist::read(text);
        let steps = list.steps();
        let ticked = steps.values().filter(|ticks| ticks.is_done()).count();
        let count = checklist::ticked(ticked, steps.len(), &self.out.name());
        list.summed_up(|label| (label == checklist::TICKED).then(|| count.clone()))
    }

    /// The aim of a checklist that this plan must not be mixed into: an advert when the plan is for
    /// something else, or a role when it is for an advert. A checklist for a role survives a change
    /// of role.
    fn other_aim<'a>(&self, list: &'a Checklist) -> Option<&'a str> {
        let towards_role = self.view.aim.is_empty();
        let is_same = |aim: &str| aim == self.view.role_name;
        let aim = list.titles.iter().find_map(|title| checklist::aim(title));
        aim.filter(|aim| !(is_same(aim) || towards_role && self.is_role(aim)))
    }

    fn is_role(&self, aim: &str) -> bool {
        self.session.kb.roles.iter().any(|role| role.name == aim)
    }

    fn other_aim_refused(&self, aim: &str) -> Refused {
        let role = self.session.kb.roles.iter().find(|role| role.name == aim);
        let own = match role {
            Some(role) => format!("aim at that role with `--role {}`", role.id),
            None => "name the advert that it was written for with `--for`".to_owned(),
        };
        let message = format!("{} is for another aim: {}", self.out.path.display(), visible(aim));
        Refused::new(message, format!("{own}, or {}", self.out.elsewhere()))
            .because(vec![format!("the plan is for: {}", self.view.role_name)])
    }
}

/// The hours that are worked in a period, unless it is over; the first week belongs to the start.
fn hours(view: &PlanView, period: Period) -> Option<String> {
    let weeks = view.steps.iter().flat_map(|step| &step.weeks);
    let worked = weeks.filter(|week| period.contains(week.week.max(view.start)));
    let hours: Hours = worked.map(|week| week.hours).sum();
    (period.last >= view.start).then(|| hours.to_string())
}

/// The id that a step has now.
fn current<'a>(kb: &'a Kb, id: &'a str) -> &'a str {
    kb.step(id).map_or(id, |step| &kb[step].id)
}

/// The steps of the plan, by all ids that they have and had.
fn planned<'a>(kb: &'a Kb, view: &'a PlanView) -> HashMap<&'a str, &'a PlanStepView> {
    let steps: HashMap<&str, _> = view.steps.iter().map(|step| (step.id.as_str(), step)).collect();
    let names = kb.step_names().into_iter();
    names.filter_map(|(name, step)| Some((name, *steps.get(kb[step].id.as_str())?))).collect()
}

fn redated(kb: &Kb, view: &PlanView, list: &Checklist) -> String {
    let planned = planned(kb, view);
    let done: HashMap<&str, Date> = view.done.iter().map(|it| (it.id.as_str(), it.on)).collect();
    let finished = |id: &str| done.get(current(kb, id)).map(|&on| day(on));
    let dates = |id: &str| planned.get(id).map(|step| checklist::dates(step));
    let text = list.redated(|id| dates(id).or_else(|| finished(id)));
    let summary = checklist::escaped_summary(view);
    let value = |label: &str| summary.iter().find(|(own, _)| *own == label);
    Checklist::read(&text).summed_up(|label| value(label).map(|(_, value)| value.clone()))
}

/// How a checklist and the plan differ.
struct BoxState<'a> {
    done: BTreeSet<&'a str>,
    /// Finished, but not ticked.
    to_tick: usize,
    /// In the plan, but not in the checklist.
    added: Vec<&'a PlanStepView>,
    /// In the checklist, but neither finished nor in the plan.
    gone: Vec<String>,
    /// Ticked, but not finished.
    unrecorded: usize,
}

impl<'a> BoxState<'a> {
    fn new(kb: &Kb, view: &'a PlanView, list: &Checklist, boxes: &ChecklistSteps) -> Self {
        let done: BTreeSet<&str> = view.profile.done.iter().map(String::as_str).collect();
        let planned: BTreeSet<&str> = view.steps.iter().map(|step| step.id.as_str()).collect();
        let is_done = |id: &str| done.contains(current(kb, id));
        let known = |id: &str| kb.step(id).is_some_and(|step| boxes.mentions(step));
        let steps = list.steps();
        let open = steps.iter().filter(|(id, ticks)| !ticks.is_done() && !is_done(id));
        let gone = open.filter(|(id, _)| !planned.contains(current(kb, id)));
        let ticked = boxes.ticked.iter().filter(|(step, _)| !done.contains(kb[*step].id.as_str()));
        Self {
            to_tick: list
                .boxes
                .iter()
                .filter(|step| step.mark != Mark::Ticked && is_done(step.id))
                .count(),
            added: view.steps.iter().filter(|step| !known(&step.id)).collect(),
            gone: gone.map(|(id, _)| (*id).to_owned()).collect(),
            unrecorded: ticked.count(),
            done,
        }
    }
}
