//! `remind`.

use std::path::Path;

use anyhow::{Result, bail};
use jiff::civil::{Time, Weekday};
use serde::Serialize;

use crate::commands::{remind_now, remind_setup};
use crate::env::machine::Machine;
use crate::env::{Env, note, write};
use crate::failure::{Refused, Usage};
use crate::knowledge::text::hostile;
use crate::reminder::files::{File, Form, files};
use crate::reminder::{Reminder, short, usual_weekday};
use crate::render::{self, Format};
use crate::session::Session;

const EXAMPLES: &str = concat!(
    "Examples:\n",
    "  mlpath remind > week.ics             # import it into your calendar\n",
    "  mlpath remind --day sat --at 9:30 > week.ics\n",
    "  mlpath remind --install              # says what it would write, and asks\n",
    "  mlpath remind --remove",
);

/// Be reminded of your week: a calendar entry, or a timer of this machine
///
/// Prints a weekly entry for your calendar. With --install a timer of this machine shows your week:
/// as a notification where there is a program for them, else in the file `this-week.txt` beside
/// your profile. Nothing is ever sent anywhere.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
#[expect(clippy::struct_excessive_bools, reason = "a flag each")]
pub struct Args {
    /// What to print or to set up [default: ics; with --install what this machine has]
    #[arg(long = "as", value_enum, value_name = "FORM")]
    form: Option<Form>,

    /// Weekday [default: the first with hours in your profile, else sun]
    #[arg(long, value_enum, value_name = "DAY", ignore_case = true)]
    day: Option<Day>,

    /// Time of day
    #[arg(long, value_name = "TIME", value_parser = parse_time, default_value = "18:00")]
    at: Time,

    /// Set it up on this machine; you are asked first
    #[arg(long, conflicts_with_all = ["remove", "now"])]
    install: bool,

    /// Set it up without asking
    #[arg(long, short, requires = "install")]
    yes: bool,

    /// Take away what --install has set up
    #[arg(long, conflicts_with = "now")]
    remove: bool,

    /// Show the week now, as the timer does
    #[arg(long)]
    now: bool,
}

#[derive(Debug, Clone, Copy, clap::ValueEnum)]
enum Day {
    #[value(alias = "monday")]
    Mon,
    #[value(alias = "tuesday")]
    Tue,
    #[value(alias = "wednesday")]
    Wed,
    #[value(alias = "thursday")]
    Thu,
    #[value(alias = "friday")]
    Fri,
    #[value(alias = "saturday")]
    Sat,
    #[value(alias = "sunday")]
    Sun,
}

#[derive(Debug, Serialize)]
struct RemindView<'a> {
    schema: &'static str,
    r#as: Form,
    day: &'static str,
    at: String,
    /// The words of the command that a timer runs.
    command: &'a [String],
    files: Vec<File>,
}

pub fn run(args: &Args, env: &Env) -> Result<()> {
    let machine = Machine::here()?;
    if args.now {
        return remind_now::run(env, &machine);
    }
    if args.remove {
        return remind_setup::remove(env, &machine);
    }
    let reminder = reminder(args, env, &machine)?;
    if args.install {
        return remind_setup::install(env, &machine, &reminder, args.form, args.yes);
    }
    let form = args.form.unwrap_or(Form::Ics);
    let files = files(form, &reminder, &machine.home, &machine.settings);
    if env.format() == Format::Json {
        let (day, at) = (short(reminder.weekday), reminder.at.strftime("%H:%M").to_string());
        let (schema, command) = ("mlpath/remind/1", &reminder.command[..]);
        let view = RemindView { schema, r#as: form, day, at, command, files };
        return write(&render::json(&view)?);
    }
    for file in files {
        if let Some(path) = file.path {
            note(&format!("{}:", path.display()));
        }
        write(&file.text)?;
    }
    let install = env.command("remind --install");
    env.hint(&match form {
        Form::Ics => format!("import it into your calendar; `{install}` sets up a timer instead"),
        _ => format!("nothing is set up yet; `{install}` says what it would write, and asks"),
    });
    Ok(())
}

fn reminder(args: &Args, env: &Env, machine: &Machine) -> Result<Reminder> {
    let weekday = if let Some(day) = args.day {
        day.weekday()
    } else {
        let session = Session::without_flags(env)?;
        usual_weekday(session.person_without_market()?.time.budget)
    };
    let home = std::path::absolute(&env.home.folder)?;
    let mut command = vec![text(&machine.program)?, "--home".to_owned(), text(&home)?];
    if let Some(folder) = &env.kb_folder {
        command.extend(["--kb".to_owned(), text(&std::path::absolute(folder)?)?]);
    }
    for folder in &env.kb_add {
        command.extend(["--kb-add".to_owned(), text(&std::path::absolute(folder)?)?]);
    }
    command.extend(["remind", "--now"].map(str::to_owned));
    let name = crc32fast::hash(format!("{}\n{}", machine.name, command[2]).as_bytes());
    Ok(Reminder {
        weekday,
        at: args.at,
        from: env.today,
        typed: env.command("").trim_end().to_owned(),
        command,
        id: format!("weekly-{name:08x}"),
    })
}

/// A path as the text that a file of settings can hold.
fn text(path: &Path) -> Result<String> {
    let text = path.to_str().filter(|text| hostile(text).next().is_none());
    let Some(text) = text else {
        let message = format!("{} has letters that no timer can be told", path.display());
        bail!(Refused::new(message, "name another folder with `mlpath --home DIR remind`"))
    };
    Ok(text.to_owned())
}

impl Day {
    fn weekday(self) -> Weekday {
        match self {
            Self::Mon => Weekday::Monday,
            Self::Tue => Weekday::Tuesday,
            Self::Wed => Weekday::Wednesday,
            Self::Thu => Weekday::Thursday,
            Self::Fri => Weekday::Friday,
            Self::Sat => Weekday::Saturday,
            Self::Sun => Weekday::Sunday,
        }
    }
}

/// `18:00`, `9:30`, `9`.
fn parse_time(text: &str) -> Result<Time, Usage> {
    let (hour, minute) = text.split_once(':').unwrap_or((text, "00"));
    let number = |text: &str, digits: std::ops::RangeInclusive<usize>| -> Option<i8> {
        let fits = digits.contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
        if fits { text.parse().ok() } else { None }
    };
    let time = number(hour, 1..=2).zip(number(minute, 2..=2));
    let time = time.and_then(|(hour, minute)| Time::new(hour, minute, 0, 0).ok());
    time.ok_or_else(|| Usage(format!("`{text}` is no time of day: write 18:00 or 9:30")))
}
