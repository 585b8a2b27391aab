//! Everything that comes from outside: folders, today's date, the width, the streams. No other
//! module reads the clock or the environment.

pub mod machine;
mod output;
mod progress;

use std::io::{self, IsTerminal as _};
use std::path::PathBuf;
use std::time::Duration;

use anyhow::{Context as _, Result};
use clap::ColorChoice;
use etcetera::BaseStrategy as _;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::fmt::temporal::Pieces;
use jiff::tz::{Offset, TimeZone};

use crate::document::Answer;
use crate::editor::Editor;
use crate::failure::Usage;
use crate::knowledge::text::quoted;
use crate::pager::Pager;
use crate::person::home::Home;
use crate::person::journal::{Origin, PATIENCE, Store};
use crate::person::written::{Sense, WrittenDay, parse_day};
use crate::render::{self, DEFAULT_WIDTH, Format, NARROWEST, WIDEST};

pub use output::{error, hint, note, note_styled, print, write};
use output::{in_pieces, presentable};

#[derive(Debug, Default, clap::Args)]
#[command(next_help_heading = "Global options")]
pub struct Globals {
    /// Folder with your profile and journal [default: `$MLPATH_HOME`, else the platform's data
    /// folder]
    #[arg(long, global = true, value_name = "DIR")]
    pub home: Option<PathBuf>,

    /// Use another knowledge base instead of the shipped one [default: `$MLPATH_KB`, else that of
    /// the profile]
    #[arg(long, global = true, value_name = "DIR")]
    pub kb: Option<PathBuf>,

    /// Lay the files of a folder over the knowledge base [default: `$MLPATH_KB_ADD`]
    #[arg(long, global = true, value_name = "DIR")]
    pub kb_add: Vec<PathBuf>,

    /// Use the knowledge base without what is laid over it
    #[arg(long, global = true)]
    pub no_overlays: bool,

    /// Use DATE as today
    #[arg(long, global = true, value_name = "DATE", value_parser = parse_day)]
    pub today: Option<WrittenDay>,

    /// Output format
    #[arg(long, global = true, value_enum)]
    pub format: Option<Format>,

    /// When to use colour; `NO_COLOR` is respected
    #[arg(long, global = true, value_enum, value_name = "WHEN", default_value_t)]
    pub color: ColorChoice,

    /// Print long answers without a pager [default: `$MLPATH_PAGER`, else `$PAGER`, else
    /// `less -FRX`]
    #[arg(long, global = true)]
    pub no_pager: bool,
}

/// What a command may know of the world around it.
pub struct Env {
    /// The knowledge base that was asked for.
    pub kb_folder: Option<PathBuf>,
    /// The overlays that were asked for.
    pub kb_add: Vec<PathBuf>,
    /// The uppermost overlay that a flag names.
    pub named_overlay: Option<PathBuf>,
    /// Whether any overlay is wanted.
    pub overlays: bool,
    pub home: Home,
    pub today: Date,
    /// The time stamp for the journal, RFC 3339; noon if the day was given by a flag.
    now: String,
    pub format: Option<Format>,
    pub width: u16,
    /// The program with the folders given by flags, for hints.
    program: String,
    /// `None` if answers are printed without one.
    pager: Option<Pager>,
    editor: Editor,
}

impl Env {
    #[expect(clippy::disallowed_methods, reason = "the one place that reads the clock")]
    pub fn new(globals: &Globals) -> Result<Self> {
        match globals.color {
            ColorChoice::Auto => anstream::ColorChoice::Auto,
            ColorChoice::Always => anstream::ColorChoice::Always,
            ColorChoice::Never => anstream::ColorChoice::Never,
        }
        .write_global();
        let clock = Timestamp::now().to_zoned(zone());
        let named_day = globals.today.as_ref().map(|day| day.on(clock.date(), Sense::First));
        let named_day =
            named_day.transpose().map_err(|wrong| Usage(format!("--today: {wrong}")))?;
        let named = globals.home.iter().map(|folder| ("--home", folder));
        let named = named.chain(globals.kb.iter().map(|folder| ("--kb", folder)));
        let named = named.chain(globals.kb_add.iter().map(|folder| ("--kb-add", folder)));
        let named = named.map(|(flag, folder)| format!(" {flag} {}", quoted(folder)));
        Ok(Self {
            program: format!("mlpath{}", named.collect::<String>()),
            kb_folder: globals.kb.clone().or_else(|| folders("MLPATH_KB").into_iter().next()),
            kb_add: match globals.kb_add.is_empty() {
                true => folders("MLPATH_KB_ADD"),
                false => globals.kb_add.clone(),
            },
            named_overlay: globals.kb_add.last().cloned(),
            overlays: !globals.no_overlays,
            home: Home { folder: home_folder(globals.home.clone())? },
            today: named_day.unwrap_or_else(|| clock.date()),
            now: match named_day {
                Some(day) => format!("{day}T12:00:00Z"),
                None => clock.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string(),
            },
            format: globals.format,
            width: width(),
            pager: if globals.no_pager { None } else { pager() },
            editor: editor(),
        })
    }

    /// The journal.
    pub fn store(&self) -> Store {
        let origin = Origin::new(&machine(), &self.home.folder, seed());
        let (path, now) = (self.home.journal_path(), self.now.clone());
        Store { path, now, origin, patience: patience() }
    }

    /// The time of this run.
    pub fn now(&self) -> Result<Timestamp> {
        Ok(self.now.parse()?)
    }

    /// The day on which a second of Unix time falls, where the person is today.
    pub fn day_of(&self, second: i64) -> Option<Date> {
        let offset = Pieces::parse(&self.now).ok()?.to_numeric_offset().unwrap_or(Offset::UTC);
        Some(offset.to_datetime(Timestamp::from_second(second).ok()?).date())
    }

    /// A command to type, with the same folders.
    pub fn command(&self, rest: &str) -> String {
        format!("{} {rest}", self.program)
    }

    /// Prints an answer in the requested form.
    pub fn answer(&self, answer: &impl Answer) -> Result<()> {
        let (format, width) = (self.format(), self.width);
        if self.pager.is_some() {
            return self.print(&render::draw(answer, format, width)?);
        }
        let written = match format {
            // Nothing in JSON steers a terminal.
            Format::Json => render::write(answer, format, width, &mut io::stdout().lock()),
            _ => in_pieces(|out| render::write(answer, format, width, out)),
        };
        written.context("cannot write the answer")
    }

    /// Writes an answer to standard output: page by page, if it is longer than the terminal.
    pub fn print(&self, text: &str) -> Result<()> {
        let Some(pager) = &self.pager else { return print(text) };
        let is_shown = pager.show(&presentable(text)).context("cannot write the answer")?;
        if is_shown { Ok(()) } else { print(text) }
    }

    /// The editor that the person has chosen.
    pub fn editor(&self) -> &Editor {
        &self.editor
    }

    /// The requested format, or tables.
    pub fn format(&self) -> Format {
        self.format.unwrap_or(Format::Table)
    }

    /// Writes a hint to standard error, unless the answer is JSON: a script has no use for it.
    pub fn hint(&self, text: &str) {
        if self.format() != Format::Json {
            hint(text);
        }
    }

    /// Writes a line to standard error, unless the answer is JSON.
    pub fn note(&self, text: &str) {
        if self.format() != Format::Json {
            note(text);
        }
    }
}

/// The zone of the person. That of the machine is read from its file: to find the name of it too,
/// which nothing needs, `TimeZone::system` would look through the whole zone database.
#[expect(clippy::disallowed_methods, reason = "the one place that reads the environment")]
fn zone() -> TimeZone {
    let machine = || {
        let rules = std::fs::read("/etc/localtime").ok()?;
        TimeZone::tzif("", &rules).ok()
    };
    let named = std::env::var_os("TZ");
    named.is_none().then(machine).flatten().unwrap_or_else(TimeZone::system)
}

#[expect(clippy::disallowed_methods, reason = "the one place that reads the environment")]
fn home_folder(flag: Option<PathBuf>) -> Result<PathBuf> {
    let named = flag.or_else(|| std::env::var_os("MLPATH_HOME").map(PathBuf::from));
    if let Some(folder) = named.filter(|folder| !folder.as_os_str().is_empty()) {
        return Ok(folder);
    }
    let strategy = etcetera::choose_base_strategy()
        .context("no home folder was found: name one with --home DIR")?;
    Ok(strategy.data_dir().join("mlpath"))
}

/// The folders of a variable, written as in `$PATH`.
#[expect(clippy::disallowed_methods, reason = "the one place that reads the environment")]
fn folders(variable: &str) -> Vec<PathBuf> {
    let value = std::env::var_os(variable).unwrap_or_default();
    std::env::split_paths(&value).filter(|folder| !folder.as_os_str().is_empty()).collect()
}

/// How long to wait while another program holds the lock on the journal. `MLPATH_LOCK_SECONDS` can
/// shorten it, as the tests do; any longer would look like a hang.
#[expect(clippy::disallowed_methods, reason = "the one place that reads the environment")]
fn patience() -> Duration {
    let seconds = std::env::var("MLPATH_LOCK_SECONDS").ok();
    let seconds = seconds.and_then(|seconds| seconds.parse().ok());
    seconds.map_or(PATIENCE, |seconds| Duration::from_secs(seconds).min(PATIENCE))
}

/// The name of this machine.
fn machine() -> String {
    gethostname::gethostname().to_string_lossy().into_owned()
}

/// `MLPATH_SEED` makes the ids of entries repeatable, for tests.
#[expect(clippy::disallowed_methods, reason = "the one place that reads the environment")]
fn seed() -> Option<u64> {
    std::env::var("MLPATH_SEED").ok()?.parse().ok()
}

/// The terminal's width, else `COLUMNS`, else a fixed one. Tiny widths, which some containers
/// report, are ignored.
#[expect(clippy::disallowed_methods, reason = "the one place that reads the environment")]
fn width() -> u16 {
    let terminal = terminal_size::terminal_size_of(io::stdout()).map(|(width, _)| width.0);
    let columns = || std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
    let known = terminal.or_else(columns).filter(|&width| width >= 20);
    known.map_or(DEFAULT_WIDTH, |width: u16| width.clamp(NARROWEST, WIDEST))
}

#[expect(clippy::disallowed_methods, reason = "the one place that reads the environment")]
fn editor() -> Editor {
    let mut named = ["VISUAL", "EDITOR"].into_iter().filter_map(|name| std::env::var(name).ok());
    let named = named.find(|named| !named.trim().is_empty());
    Editor(named.unwrap_or_else(|| Editor::USUAL.to_owned()))
}

/// The pager that the person wants for answers on this terminal.
#[expect(clippy::disallowed_methods, reason = "the one place that reads the environment")]
fn pager() -> Option<Pager> {
    let (columns, rows) = terminal_size::terminal_size_of(io::stdout())?;
    let named = ["MLPATH_PAGER", "PAGER"].into_iter().find_map(|name| std::env::var(name).ok());
    let usual = || (cfg!(unix) && is_able()).then(|| Pager::USUAL.to_owned());
    let mut variables = Pager::VARIABLES.to_vec();
    variables.retain(|(name, _)| std::env::var_os(name).is_none());
    Pager::new(&named.or_else(usual)?, variables, (columns.0, rows.0))
}

/// Whether the terminal can move its cursor.
#[expect(clippy::disallowed_methods, reason = "the one place that reads the environment")]
fn is_able() -> bool {
    std::env::var_os("TERM").is_none_or(|name| name != "dumb")
}

/// A terminal for questions.
#[derive(Debug)]
pub struct Terminal {
    pub columns: u16,
    pub rows: u16,
    pub colour: bool,
}

/// The terminal for questions and answers; `None` if input is piped or the terminal cannot move its
/// cursor. Standard output may be redirected.
pub fn terminal() -> Option<Terminal> {
    let (input, output) = (io::stdin(), io::stderr());
    if !(is_able() && input.is_terminal() && output.is_terminal()) {
        return None;
    }
    let size = terminal_size::terminal_size_of(&output);
    let (columns, rows) = size.map_or((0, 0), |(width, height)| (width.0, height.0));
    Some(Terminal {
        columns: if columns < 20 { 80 } else { columns },
        rows: if rows < 5 { 24 } else { rows },
        colour: anstream::AutoStream::choice(&output) != anstream::ColorChoice::Never,
    })
}
