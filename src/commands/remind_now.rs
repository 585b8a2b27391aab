//! `remind --now`: the week, as a timer shows it.

use std::process::{Command, Stdio};

use anyhow::{Result, bail};

use crate::commands::planning::planned;
use crate::env::Env;
use crate::env::machine::Machine;
use crate::failure::Refused;
use crate::knowledge::files::read_text;
use crate::person::home::make_folder;
use crate::person::replace::{Over, replace};
use crate::render::{self, DEFAULT_WIDTH, Format};
use crate::session::Session;
use crate::view::this_week::{ThisWeekView, this_week};

const FILE: &str = "this-week.txt";
const TITLE: &str = "Your week with mlpath";

/// The most steps that a notification names.
const NAMED: usize = 3;

pub fn run(env: &Env, machine: &Machine) -> Result<()> {
    // A timer has nobody to tell an error: it is shown in place of the week.
    let Shown { screen, notice } = shown(env).unwrap_or_else(|error| {
        let error = error.to_string();
        let first = error.lines().next().unwrap_or_default();
        let text = format!("{first}\nSee why with `{}`.\n", env.command("plan"));
        Shown { screen: text.clone(), notice: text }
    });
    env.print(&screen)?;
    if is_notified(machine, &notice) {
        return Ok(());
    }
    let path = env.home.folder.join(FILE);
    let old = if path.exists() { Some(read_text(&path)?) } else { None };
    if old.as_ref().is_some_and(|old| !old.starts_with(TITLE)) {
        let message = format!("{} is not a file of `mlpath remind`", path.display());
        let now = env.command("remind --now");
        bail!(Refused::new(message, format!("move it away, then `{now}`")));
    }
    make_folder(&env.home.folder)?;
    let over = old.as_ref().map_or(Over::Nothing, |old| Over::Text(old));
    replace(&path, &format!("{TITLE}, {}\n\n{screen}", env.today), over)?;
    env.note(&format!("wrote {}, since no program here shows notifications", path.display()));
    Ok(())
}

/// The screen of the week, and what of it a notification has room for.
struct Shown {
    screen: String,
    notice: String,
}

fn shown(env: &Env) -> Result<Shown> {
    let session = Session::without_flags(env)?;
    let (kb, person) = (&session.kb, session.person()?);
    let view = this_week(kb, &person, &planned(kb, &person)?, env.today);
    let screen = render::draw(&view, Format::Table, DEFAULT_WIDTH)?;
    let screen = anstream::adapter::strip_str(&screen).to_string();
    Ok(Shown { screen, notice: notice(&view, env) })
}

fn notice(view: &ThisWeekView, env: &Env) -> String {
    let hours = match view.this_week.hours {
        hours if view.steps.is_empty() || hours.is_zero() => None,
        hours => Some(format!("{} h of this week's {hours} h are left.", view.this_week.left)),
    };
    let steps = view.steps.iter().take(NAMED);
    let steps = steps.map(|step| format!("{} h: {}", step.now, step.title));
    let all = format!("More: `{}`", env.command("").trim_end());
    hours.into_iter().chain(steps).chain([all]).map(|line| line + "\n").collect()
}

/// Whether a program of the desktop shows it. The text is a word of its command line, never code.
fn is_notified(machine: &Machine, notice: &str) -> bool {
    const SCRIPT: &str = "on run words\n\
        display notification (item 2 of words) with title (item 1 of words)\n\
        end run";
    let mut command = if cfg!(target_os = "macos") && machine.has("osascript") {
        let mut command = Command::new("osascript");
        command.args(["-e", SCRIPT, TITLE]);
        command
    } else if machine.has("notify-send") {
        let mut command = Command::new("notify-send");
        command.args(["--app-name=mlpath", "--", TITLE]);
        command
    } else {
        return false;
    };
    let quiet = command.arg(notice.trim_end()).stdin(Stdio::null()).stdout(Stdio::null());
    quiet.stderr(Stdio::null()).status().is_ok_and(|status| status.success())
}
