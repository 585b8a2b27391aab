//! `remind --install` and `--remove`: files and programs of this machine.

use std::io::Write as _;
use std::process::{Command, Stdio};

use anyhow::{Context as _, Result, bail};

use crate::commands::set_up::{self, check_ours, is_ours, is_wanted, put, remove as remove_file};
use crate::env::machine::Machine;
use crate::env::{Env, note};
use crate::failure::{Refused, Usage};
use crate::reminder::files::{File, Form, agent, files, units};
use crate::reminder::{MARK, Reminder, cron, systemd};

/// Sets the reminder up, after saying what that writes and runs.
pub fn install(
    env: &Env,
    machine: &Machine,
    reminder: &Reminder,
    form: Option<Form>,
    is_agreed: bool,
) -> Result<()> {
    let form = match form {
        Some(Form::Ics) => bail!(Usage(
            "a calendar entry is imported by your calendar: `mlpath remind > week.ics`".to_owned()
        )),
        Some(form) => form,
        None => usual(machine)?,
    };
    if let Some(tool) = form.tool().filter(|tool| !machine.has(tool)) {
        let show = env.command(&format!("remind --as {}", form.word()));
        let hint = format!("see what you could set up yourself with `{show}`");
        bail!(Refused::new(format!("there is no `{tool}` on this machine"), hint));
    }
    let files = files(form, reminder, &machine.home, &machine.settings);
    for file in &files {
        file.path.as_ref().map_or(Ok(()), |path| check_ours(path, MARK))?;
    }
    let paths = files.iter().filter_map(|file| file.path.as_ref());
    let mut about: Vec<String> =
        paths.clone().map(|path| format!("writes {}", path.display())).collect();
    if form == Form::Cron {
        about.push(format!("adds to your crontab: {}", files[0].text.trim_end()));
    }
    let commands = switching_on(form, machine);
    about.extend(commands.iter().map(|words| format!("runs `{}`", words.join(" "))));
    let remove = env.command("remind --remove");
    about.push(format!("`{remove}` takes it away"));
    let show = env.command(&format!("remind --as {}", form.word()));
    if !is_wanted(env, is_agreed, &about, &show)? {
        return Ok(());
    }
    for File { path, text } in &files {
        match path {
            Some(path) => put(path, text, set_up::text(path)?.as_deref())?,
            None => set_crontab(&cron::with(&crontab()?, reminder))?,
        }
    }
    for words in &commands {
        run(words).with_context(|| format!("cannot switch it on; `{remove}` takes it away"))?;
    }
    env.note("the reminder is set up");
    env.hint(&format!("see what it shows: `{}`", env.command("remind --now")));
    Ok(())
}

/// Takes away whatever was set up, wherever it is.
pub fn remove(env: &Env, machine: &Machine) -> Result<()> {
    let units = units(&machine.settings);
    let timer = units.join(systemd::TIMER);
    let agent = agent(&machine.home);
    let mut removed = false;
    if is_ours(&timer, MARK)? && machine.has("systemctl") {
        switch_off(&["systemctl", "--user", "disable", "--now", systemd::TIMER]);
    }
    if is_ours(&agent, MARK)? && machine.has("launchctl") {
        switch_off(&["launchctl", "unload", "-w", &agent.display().to_string()]);
    }
    for path in [timer, units.join(systemd::SERVICE), agent] {
        if is_ours(&path, MARK)? {
            remove_file(&path)?;
            removed = true;
        }
    }
    if removed && machine.has("systemctl") {
        switch_off(&["systemctl", "--user", "daemon-reload"]);
    }
    if machine.has("crontab") {
        let table = crontab()?;
        let rest = cron::without(&table);
        if rest != table {
            set_crontab(&rest)?;
            note("removed the line of your crontab");
            removed = true;
        }
    }
    if !removed {
        env.note("no reminder is set up here; one in your calendar is removed there");
    }
    Ok(())
}

/// What this machine has that runs programs by the clock.
fn usual(machine: &Machine) -> Result<Form> {
    if cfg!(target_os = "macos") && machine.has("launchctl") {
        return Ok(Form::Launchd);
    }
    // Installed, systemd may still not be what runs the person's programs.
    let is_running = || run(&["systemctl", "--user", "show-environment"].map(str::to_owned));
    if machine.has("systemctl") && is_running().is_ok() {
        return Ok(Form::Systemd);
    }
    if machine.has("crontab") {
        return Ok(Form::Cron);
    }
    let hint = "import an entry into your calendar: `mlpath remind > week.ics`";
    bail!(Refused::new("nothing on this machine runs programs by the clock", hint))
}

/// The commands by which a scheduler hears of the files.
fn switching_on(form: Form, machine: &Machine) -> Vec<Vec<String>> {
    let words = |words: &[&str]| words.iter().map(|&word| word.to_owned()).collect();
    match form {
        Form::Ics | Form::Cron => Vec::new(),
        Form::Systemd => vec![
            words(&["systemctl", "--user", "daemon-reload"]),
            words(&["systemctl", "--user", "enable", "--now", systemd::TIMER]),
        ],
        Form::Launchd => {
            let agent = agent(&machine.home).display().to_string();
            vec![words(&["launchctl", "load", "-w", &agent])]
        }
    }
}

/// The person's crontab; empty if they have none.
fn crontab() -> Result<String> {
    let failed = "cannot read your crontab with `crontab -l`";
    let output = Command::new("crontab").arg("-l").stdin(Stdio::null()).output().context(failed)?;
    let said = String::from_utf8_lossy(&output.stderr);
    match output.status.success() {
        true => String::from_utf8(output.stdout).context(failed),
        // It says so in words alone.
        false if said.contains("no crontab") => Ok(String::new()),
        false => bail!("{failed}: {}", said.trim()),
    }
}

fn set_crontab(table: &str) -> Result<()> {
    let failed = "cannot change your crontab with `crontab -`";
    let mut command = Command::new("crontab");
    let command = command.arg("-").stdin(Stdio::piped()).stdout(Stdio::null());
    let mut child = command.spawn().context(failed)?;
    if let Some(mut input) = child.stdin.take() {
        input.write_all(table.as_bytes()).context(failed)?;
    }
    match child.wait().context(failed)?.success() {
        true => Ok(()),
        false => bail!(failed),
    }
}

fn run(words: &[String]) -> Result<()> {
    let shown = words.join(" ");
    let failed = || format!("`{shown}` failed");
    let mut command = Command::new(&words[0]);
    let output = command.args(&words[1..]).stdin(Stdio::null()).output().with_context(failed)?;
    if output.status.success() {
        return Ok(());
    }
    let said = String::from_utf8_lossy(&output.stderr);
    bail!("{}: {}", failed(), said.lines().next().unwrap_or("it did not say why"))
}

/// What is not running cannot be switched off; the files go all the same.
fn switch_off(words: &[&str]) {
    let words: Vec<String> = words.iter().map(|&word| word.to_owned()).collect();
    if let Err(error) = run(&words) {
        note(&format!("note: {error}"));
    }
}
