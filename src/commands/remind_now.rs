//! `remind --now`: the week, as a timer shows it.

use std::process::{Command, Stdio};

use anyhow::{Result, bail};

use crate::commands::planning::planned;
use crate::env::Env;
use crate::env::machine::Machine;
use crate::failure::Refused;
use crate::knowledge::files::read_text;
use crate::person::replace::{Over, replace};
use crate::session::Session;
use crate::view::next::{NextView, next};

const FILE: &str = "this-week.txt";
const TITLE: &str = "Your week with mlpath";

/// The most steps that a notification names.
const NAMED: usize = 3;

pub fn run(env: &Env, machine: &Machine) -> Result<()> {
    // A timer has nobody to tell an error: it is shown in place of the week.
    let week = week(env).unwrap_or_else(|error| {
        let error = error.to_string();
        let first = error.lines().next().unwrap_or_default();
        format!("{first}\nSee why with `{}`.\n", env.command("plan"))
    });
    env.print(&format!("{TITLE}\n\n{week}"))?;
    if is_notified(machine, &week) {
        return Ok(());
    }
    let path = env.home.folder.join(FILE);
    let old = if path.exists() { Some(read_text(&path)?) } else { None };
    if old.as_ref().is_some_and(|old| !old.starts_with(TITLE)) {
        let message = format!("{} is not a file of `mlpath remind`", path.display());
        bail!(Refused::new(message, "move it away, then `mlpath remind --now`"));
    }
    let over = old.as_ref().map_or(Over::Nothing, |old| Over::Text(old));
    replace(&path, &format!("{TITLE}, {}\n\n{week}", env.today), over)?;
    env.note(&format!("wrote {}, since no program here shows notifications", path.display()));
    Ok(())
}

/// What to do in the week, a line each.
fn week(env: &Env) -> Result<String> {
    let session = Session::without_flags(env)?;
    let (kb, person) = (&session.kb, session.person()?);
    let plan = planned(kb, &person)?;
    Ok(said(&next(kb, &person, &person.scenario(kb), &plan, env.today), env))
}

fn said(next: &NextView, env: &Env) -> String {
    if next.steps.is_empty() {
        return "Nothing is left to do.\n".to_owned();
    }
    let mut lines = vec![match next.this_week.hours {
        hours if hours.is_zero() => "No hours this week.".to_owned(),
        hours => format!("{hours} h this week, {} h logged.", next.this_week.logged),
    }];
    let steps = next.steps.iter().filter(|step| !step.now.is_zero()).take(NAMED);
    lines.extend(steps.map(|step| format!("{} h: {}", step.now, step.title)));
    lines.push(format!("All of it: `{}`", env.command("next")));
    lines.into_iter().map(|line| line + "\n").collect()
}

/// Whether a program of the desktop shows it. The text is a word of its command line, never code.
fn is_notified(machine: &Machine, week: &str) -> bool {
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
    let quiet = command.arg(week.trim_end()).stdin(Stdio::null()).stdout(Stdio::null());
    quiet.stderr(Stdio::null()).status().is_ok_and(|status| status.success())
}
