//! `done`.

use anyhow::{Context as _, Result, bail};

use crate::commands::known_already;
use crate::commands::note::parse_text;
use crate::commands::prerequisites::{hint_at_missing_hours, lines, open};
use crate::commands::record::{Recorded, Steps, agreed, change, spent, stopped};
use crate::env::{Env, terminal};
use crate::failure::{Refused, Usage};
use crate::knowledge::hours::Hours;
use crate::knowledge::model::StepId;
use crate::person::journal::{Action, Text};
use crate::person::progress::Progress;
use crate::planner::outline::outline;
use crate::planner::plan::plan;
use crate::render::Format;
use crate::session::Session;
use crate::view::journal::RecordedView;
use crate::view::moment::{self, MomentView};

const EXAMPLES: &str = concat!(
    "Examples, of the shipped knowledge base:\n",
    "  mlpath done python-cs50p --hours 41h\n",
    "  mlpath done cs50p git --note \"certificate is in the mail\" --on yesterday\n",
    "  mlpath done portfolio --evidence https://github.com/me/portfolio",
);

/// Record that a step is finished
///
/// Then you see what that changes: your time against the estimate, the line for your CV, the steps
/// that it opens, what is left. If prerequisites are unmet, you are asked; outside a terminal,
/// --force is needed.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    #[command(flatten)]
    what: Steps,

    /// Proof: an address or a text
    #[arg(long, value_name = "URL", value_parser = parse_text)]
    evidence: Option<String>,

    /// Total time that it took, to learn your pace [default: the hours you logged]
    #[arg(long, value_name = "TIME", allow_hyphen_values = true, value_parser = spent)]
    hours: Option<Hours>,

    /// Record it even if prerequisites are unmet
    #[arg(long)]
    force: bool,

    /// Say only what is recorded, not what it changes: a script is faster so
    #[arg(long, short)]
    quiet: bool,
}

pub fn run(args: &Args, env: &Env) -> Result<()> {
    let session = Session::without_flags(env)?;
    let kb = &session.kb;
    let told = args.what.understand(&session, "done")?;
    let steps = &told.steps;
    if steps.len() > 1 && (args.hours.is_some() || args.evidence.is_some()) {
        let text = "--hours and --evidence belong to one step: name one at a time";
        bail!(Usage(text.to_owned()));
    }
    // Asked first: the journal must not stay locked while somebody thinks.
    let force = args.force || (terminal().is_some() && asked(&session, steps)?);
    let mut before = Progress::default();
    let Recorded { view: recorded, added, .. } = change(&session, |journal| {
        before = session.progress_by(journal);
        let person = session.person_after(before.clone())?;
        let early = open(kb, &person, steps);
        if !early.is_empty() && !force {
            let ids = kb.ids(early.iter().map(|(step, _)| step)).join(" ");
            let done = env.command(&format!("done --force {ids}"));
            let open = early.iter().flat_map(|(_, open)| open);
            let know = known_already::hint(&session, &known_already::missing(open));
            let know = know.map(|know| format!("; {know}")).unwrap_or_default();
            let hint = format!("if it is finished anyway: `{done}`{know}");
            bail!(Refused::new("prerequisites are not met yet", hint).because(lines(kb, &early)));
        }
        let changes = args.hours.is_some() || args.evidence.is_some() || told.note.is_some();
        let mut records = told.records(kb, Action::Done, |step| {
            let id = &kb[step].id;
            let done = person.progress.track(step).and_then(|track| track.done.as_ref());
            Ok(match done {
                Some(done) if !changes => Some(format!("{id} was already finished on {}", done.on)),
                None if person.credited.contains(&step) => {
                    Some(format!("{id} already counts as finished, by `have` in your profile"))
                }
                _ => None,
            })
        })?;
        for record in &mut records {
            record.hours = args.hours;
            record.evidence = args.evidence.clone().map(Text::from);
            record.forced =
                early.iter().any(|(step, _)| record.step.as_deref() == Some(&kb[*step].id));
        }
        Ok(records)
    })?;
    let is_news = !recorded.events.is_empty();
    let after = before.clone().and(kb, added.iter());
    let view = match args.quiet || !is_news {
        true => moment::alone(recorded),
        false => what_changes(&session, recorded, [&before, &after], steps),
    };
    if env.format() == Format::Json || !view.is_silent() {
        env.answer(&view).context("it is recorded")?;
    }
    if is_news {
        hint_at_missing_hours(&session, &after, steps);
        env.hint(&match &view.completion {
            None => format!("see what comes next with `{}`", env.command("next")),
            Some(_) => format!("keep these lines: `{}`", env.command("cv --format markdown")),
        });
    }
    Ok(())
}

/// What the records change. They are on the disk already: what cannot be told is left out.
fn what_changes(
    session: &Session,
    recorded: RecordedView,
    [before, after]: [&Progress; 2],
    steps: &[StepId],
) -> MomentView {
    let Session { kb, env, .. } = session;
    let person = |progress: &Progress| session.person_on(env.today, progress.clone());
    match person(before).and_then(|was| Ok((was, person(after)?))) {
        Ok((was, is)) => {
            let then = outline(kb, &was.scenario(kb)).ok();
            let now = plan(kb, &is.scenario(kb)).ok();
            if now.is_none() {
                let plan = env.command("plan");
                env.note(&format!("no plan leads to {} now", is.target.name));
                env.hint(&format!("see why with `{plan}`"));
            }
            moment::moment(kb, recorded, steps, (&was, then.as_ref()), (&is, now.as_ref()))
        }
        Err(error) => {
            let error = error.to_string();
            let what = error.lines().next().unwrap_or_default();
            env.note(&format!("what it changes is not known: {what}"));
            env.hint(&format!("see what is wrong with `{}`", env.command("plan")));
            moment::alone(recorded)
        }
    }
}

/// Whether the person confirms steps that come too early; `false` if there are none.
fn asked(session: &Session, steps: &[StepId]) -> Result<bool> {
    let Session { kb, env, .. } = session;
    let early = open(kb, &session.person_without_market()?, steps);
    if early.is_empty() {
        return Ok(false);
    }
    let question = "Is it finished anyway?";
    match agreed(env, &lines(kb, &early), question, "it is recorded with what was missing")? {
        Some(false) => Err(stopped(env)),
        answer => Ok(answer.unwrap_or(false)),
    }
}
