//! `export`.

use std::path::{Path, PathBuf};

use anyhow::{Result, bail};
use clap::ValueEnum as _;

use crate::commands::kept::Kept;
use crate::commands::out_file::OutFile;
use crate::commands::plan;
use crate::commands::target::TargetFlags;
use crate::commands::wished::session;
use crate::env::{Env, note};
use crate::failure::Usage;
use crate::knowledge::text::{Count, List, quoted};
use crate::person::replace::Over;
use crate::person::wishes::ProfileFlags;
use crate::render::Format;
use crate::render::plan::ics::{Calendar, Events};
use crate::render::plan::{Wanted, draw};

const EXAMPLES: &str = concat!(
    "Examples:\n",
    "  mlpath export checklist.md             # write it, or tick what is finished by now\n",
    "  mlpath export --update checklist.md    # also add what is new, with the dates of now\n",
    "  mlpath sync checklist.md               # read your ticks back\n",
    "  mlpath export plan.csv                 # the rows for a spreadsheet\n",
    "  mlpath export plan.ics --events weeks --remind   # for your calendar\n",
    "  mlpath export todo.txt                 # or plan.org for Org mode\n",
    "  mlpath export --format taskwarrior | task import\n",
    "  mlpath export plan.html                # a page to look at, tick, print and show",
);

/// Write the plan to a file: a checklist that you tick, or a form for another program
///
/// The form follows the ending of the file, unless --format names it. A file that was exported is
/// written anew as long as nobody has changed it.
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

    /// In a calendar, the events of [default: steps; with --remind both]
    #[arg(long, value_enum, value_name = "WHICH")]
    events: Option<Events>,

    /// In a calendar, an alarm at 18:00 on the evening before each week
    #[arg(long)]
    remind: bool,

    #[command(flatten)]
    target: TargetFlags,

    #[command(flatten)]
    profile: ProfileFlags,
}

pub fn run(args: &Args, env: &Env) -> Result<()> {
    let file = args.file.as_deref().filter(|file| *file != Path::new("-"));
    let format = form(env.format, file)?;
    if args.update && format != Format::Markdown {
        bail!(Usage(format!("`--update` is for a checklist, and this is {}", format.name())));
    }
    let calendar = calendar(args, format)?;
    let session = session(env, args.target.over(args.profile.wishes()))?;
    // A page that is kept is a checklist.
    let advice = plan::gives_advice(format) && format != Format::Html;
    let (view, refused) = plan::make(&session, None, advice)?;
    if let Some(refused) = refused {
        bail!(refused);
    }
    let text = |file: &str| match format {
        Format::Table => plan::in_full(&view, env.width),
        _ => draw(&view, format, &Wanted { width: env.width, file, now: env.now()?, calendar }),
    };
    let Some(path) = file else { return env.print(&text("FILE")?) };
    let out = OutFile {
        env,
        path,
        target: args.target.flags(),
        has_more: args.profile != ProfileFlags::default() || args.events.is_some() || args.remind,
        update: args.update,
    };
    if format == Format::Markdown && path.is_file() && !args.force {
        return Kept { out: &out, session: &session, view: &view }.update();
    }
    if format != Format::Markdown {
        out.check_no_link()?;
    }
    let earlier = if args.force { None } else { out.earlier()? };
    let over = match (&earlier, args.force) {
        (_, true) => Over::Any,
        (Some(text), _) => Over::Text(text),
        (None, _) => Over::Nothing,
    };
    // A table drawn for a terminal carries its colours as escape sequences.
    let text = anstream::adapter::strip_str(&text(&out.name())?).to_string();
    out.write(&text, over)?;
    if format != Format::Markdown {
        out.remember(&text);
    }
    note(&format!("wrote {} to {}", Count(view.totals.steps, "step"), path.display()));
    Ok(())
}

/// What was asked for of a calendar.
fn calendar(args: &Args, format: Format) -> Result<Calendar> {
    let &Args { events, remind, .. } = args;
    let flag = if remind { "--remind" } else { "--events" };
    match events {
        Some(Events::Steps) if remind => {
            bail!(Usage("`--remind` is about weeks: use --events weeks or both".to_owned()))
        }
        _ if format != Format::Ics && (remind || events.is_some()) => {
            bail!(Usage(format!("`{flag}` is for a calendar, and this is {}", format.name())))
        }
        None if remind => Ok(Calendar { events: Events::Both, remind }),
        _ => Ok(Calendar { events: events.unwrap_or_default(), remind }),
    }
}

/// The form that was asked for, or that the ending of the file names; without either, a checklist.
fn form(asked: Option<Format>, file: Option<&Path>) -> Result<Format> {
    let (None, Some(file)) = (asked, file) else { return Ok(asked.unwrap_or(Format::Markdown)) };
    let is_named = file.extension().is_some() && !file.starts_with("/dev");
    match Format::of_file(file) {
        Some(form) => Ok(form),
        None if is_named => {
            let endings = Format::value_variants().iter().filter_map(|form| form.ending());
            let endings = List::or(endings.map(|ending| format!(".{ending}")));
            let file = quoted(file);
            bail!(Usage(format!(
                "the ending of {file} names no form: use {endings}, or name the form by --format"
            )))
        }
        None => Ok(Format::Markdown),
    }
}
