//! `export`.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, anyhow, bail};
use itertools::Itertools as _;
use jiff::civil::Date;

use crate::checklist::Checklist;
use crate::checklist::arrange::{Arranged, Slot};
use crate::checklist::written::{Mark, Period};
use crate::commands::checklist_steps::{ChecklistSteps, check_merged, free_name};
use crate::commands::plan;
use crate::commands::target::TargetFlags;
use crate::commands::wished::session;
use crate::document::phrases::day;
use crate::env::{Env, hint, note};
use crate::failure::Refused;
use crate::knowledge::files::read_text;
use crate::knowledge::hours::Hours;
use crate::knowledge::model::Kb;
use crate::knowledge::text::{Count, quoted, visible};
use crate::person::replace::{Outcome, Over, replace};
use crate::person::wishes::ProfileFlags;
use crate::render::{Format, markdown};
use crate::session::Session;
use crate::view::plan::{PlanStepView, PlanView};

const EXAMPLES: &str = concat!(
    "Examples:\n",
    "  mlpath export checklist.md             # write it, or tick what is finished by now\n",
    "  mlpath export --update checklist.md    # also add what is new, with the dates of now\n",
    "  mlpath sync checklist.md               # read your ticks back",
);

/// Write the plan as a Markdown checklist, or bring one that you keep up to date
///
/// In an existing checklist, finished steps are ticked, and its head counts the ticks; your notes,
/// your order and every other byte stay as they are. With --update, hours and dates are brought up
/// to date, and new steps are added below the heading of their time. A step whose time has changed
/// moves there with your notes, unless you had moved it before.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// The file to write [default: standard output]
    file: Option<PathBuf>,

    /// In an existing checklist, add what is new, and bring hours, dates and summary up to date
    #[arg(long, conflicts_with = "force", requires = "file")]
    update: bool,

    /// Replace an existing file
    #[arg(long)]
    force: bool,

    #[command(flatten)]
    target: TargetFlags,

    #[command(flatten)]
    profile: ProfileFlags,
}

pub fn run(args: &Args, env: &Env) -> Result<()> {
    let file = args.file.as_deref().filter(|file| *file != Path::new("-"));
    let format = env.format.unwrap_or(Format::Markdown);
    let session = session(env, args.target.over(args.profile.wishes()))?;
    let advice = format != Format::Markdown;
    let (view, refused) = plan::make(&session, None, advice)?;
    if let Some(refused) = refused {
        bail!(refused);
    }
    let Some(file) = file else { return env.print(&plan::whole(&view, format, env.width)?) };
    let export = Export { args, session: &session, view: &view, file };
    if file.is_file() && !args.force {
        return export.update(&export.kept_checklist(format)?);
    }
    let text = match format {
        Format::Markdown => markdown::checklist(&view, &export.file_name()),
        _ => plan::whole(&view, format, env.width)?,
    };
    // A table drawn for a terminal carries its colours as escape sequences.
    let text = anstream::adapter::strip_str(&text).to_string();
    export.write(&text, if args.force { Over::Any } else { Over::Nothing })?;
    note(&format!("wrote {} to {}", Count(view.totals.steps, "step"), file.display()));
    Ok(())
}

/// A plan on its way to a file.
struct Export<'a> {
    args: &'a Args,
    session: &'a Session<'a>,
    view: &'a PlanView,
    file: &'a Path,
}

impl Export<'_> {
    /// The same command in backticks, with another option or none, for a file.
    fn command(&self, option: &str, file: &Path) -> String {
        let env = self.session.env;
        let form = env.format.map(|form| format!(" --format {}", form.name().to_lowercase()));
        let (form, flags) = (form.unwrap_or_default(), self.args.target.flags());
        let same = match self.args.profile == ProfileFlags::default() {
            true => "",
            false => " and the same flags",
        };
        let command = env.command(&format!("export{option}{form}{flags} {}", quoted(file)));
        format!("`{command}`{same}")
    }

    /// This command.
    fn again(&self) -> String {
        self.command(if self.args.update { " --update" } else { "" }, self.file)
    }

    /// How to write to a file that is not there yet.
    fn elsewhere(&self) -> String {
        format!("write to a file of its own: {}", self.command("", &free_name(self.file)))
    }

    /// The name of the file for the head of the checklist, which may move to another folder.
    fn file_name(&self) -> String {
        let name = self.file.file_name().unwrap_or_default().to_string_lossy();
        let is_plain = |c: char| c.is_alphanumeric() || matches!(c, '.' | '-' | '_' | '+');
        if name.chars().all(is_plain) { name.into_owned() } else { "FILE".to_owned() }
    }

    /// The text of the existing file, if it is a checklist of ours.
    fn kept_checklist(&self, format: Format) -> Result<String> {
        let shown = self.file.display();
        if format != Format::Markdown {
            bail!(Refused::new(format!("{shown} already exists"), self.elsewhere()));
        }
        let text = read_text(self.file)?;
        check_merged(&shown.to_string(), &text, "nothing was written", &self.again())?;
        let list = Checklist::read(&text);
        if !list.boxes.is_empty() {
            return Ok(text);
        }
        let (message, hint) = match (list.lost.len(), list.own.len()) {
            _ if text.trim().is_empty() => {
                let replace = self.command(" --force", self.file);
                (format!("{shown} already exists and is empty"), format!("fill it: {replace}"))
            }
            (0, 0) => (format!("{shown} already exists and is not a checklist"), self.elsewhere()),
            (0, own) => (
                format!("{shown} is another list: mlpath wrote none of its boxes ({own})"),
                self.elsewhere(),
            ),
            (lost, _) => {
                let what = format!("{shown} names {} without a box", Count(lost, "step"));
                (what, format!("write `- [ ]` before each, or {}", self.elsewhere()))
            }
        };
        bail!(Refused::new(message, hint))
    }

    /// Ticks what is finished; with `--update`, brings all of it up to date.
    fn update(&self, old: &str) -> Result<()> {
        let Self { args, session: Session { kb, env, .. }, view, file } = self;
        let shown = file.display();
        let list = Checklist::read(old);
        let other = self.other_aim(&list);
        if let Some(aim) = other.filter(|_| args.update) {
            bail!(self.other_aim_refused(aim));
        }
        let boxes = ChecklistSteps::read(kb, &list, env.today);
        for remark in &boxes.remarks {
            note(remark);
        }
        let standing = BoxState::new(kb, view, &list, &boxes);
        let is_redated = redated(kb, view, &list) != old;
        let mut arranged = Arranged { text: old.to_owned(), moved: 0 };
        if args.update {
            arranged = self.arranged(&list, &standing.added)?;
            arranged.text = redated(kb, view, &Checklist::read(&arranged.text));
        }
        let text =
            Checklist::read(&arranged.text).ticked(|id| standing.done.contains(current(kb, id)));
        let text = self.counted(&text);
        if text == old {
            let what = if args.update { "is up to date" } else { "has all its ticks" };
            note(&format!("{shown} {what}"));
        } else {
            self.write(&text, Over::Text(old))?;
            let added = if args.update { standing.added.len() } else { 0 };
            let parts = [(standing.to_tick, "ticked"), (added, "added"), (arranged.moved, "moved")];
            let parts = parts.into_iter().filter(|(number, _)| *number > 0);
            let parts = parts.map(|(number, what)| format!("{number} {what}")).collect_vec();
            let dates = (args.update && is_redated).then_some("dates brought up to date");
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
        if !args.update && other.is_none() && (is_redated || !standing.added.is_empty()) {
            let update = self.command(" --update", file);
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
        let Self { session, view, file, .. } = self;
        let headings: BTreeMap<&str, String> = view
            .phases
            .iter()
            .map(|phase| (phase.name.as_str(), markdown::heading(&phase.name, phase.hours)))
            .collect();
        let slot = |step: &PlanStepView| {
            let heading = headings.get(step.phase.as_str()).map_or("", String::as_str);
            Slot { start: step.start, heading }
        };
        let planned = planned(&session.kb, view);
        let of = |id: &str| planned.get(id).map(|step| slot(step));
        let new = added.iter().map(|step| (slot(step), markdown::item(step))).collect_vec();
        list.arranged(&new, of, |period| hours(view, period))
            .map_err(|line| {
                anyhow!("nothing closes the code or comment that starts on line {line}")
            })
            .with_context(|| format!("cannot add to {}", file.display()))
    }

    /// The checklist with the ticks counted in its head.
    fn counted(&self, text: &str) -> String {
        let list = Checklist::read(text);
        let steps = list.steps();
        let ticked = steps.values().filter(|ticks| ticks.is_done()).count();
        let count = markdown::ticked(ticked, steps.len(), &self.file_name());
        list.summed_up(|label| (label == markdown::TICKED).then(|| count.clone()))
    }

    /// Writes the file, unless an editor has saved it since it was read.
    fn write(&self, text: &str, over: Over) -> Result<()> {
        let shown = self.file.display();
        match replace(self.file, text, over)? {
            Outcome::Written { links: 0 } => {}
            Outcome::Written { links } => {
                let links = Count(links as usize, "hard link");
                note(&format!("note: other names of {shown} ({links}) keep the old text"));
            }
            Outcome::Changed => {
                let message = format!("{shown} has changed in the meantime; nothing was written");
                bail!(Refused::new(message, format!("try again: {}", self.again())))
            }
        }
        Ok(())
    }

    /// The aim of a checklist that this plan must not be mixed into: an advert when the plan is for
    /// something else, or a role when it is for an advert. A checklist for a role survives a change
    /// of role.
    fn other_aim<'a>(&self, list: &'a Checklist) -> Option<&'a str> {
        let towards_role = self.view.aim.is_empty();
        let is_same = |aim: &str| aim == self.view.role_name;
        let aim = list.titles.iter().find_map(|title| markdown::aim(title));
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
        let message = format!("{} is for another aim: {}", self.file.display(), visible(aim));
        Refused::new(message, format!("{own}, or {}", self.elsewhere()))
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
    let dates = |id: &str| planned.get(id).map(|step| markdown::dates(step));
    let text = list.redated(|id| dates(id).or_else(|| finished(id)));
    let summary = markdown::summary(view);
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
