//! The commands, one file each. Only they join loading, planning, views and rendering.

mod add;
mod check;
mod check_base;
mod check_kind;
mod check_person;
mod checklist_steps;
mod compare;
mod completions;
mod completions_setup;
mod cv;
mod done;
mod draft;
mod edit;
mod export;
mod from_cv;
mod gap;
mod gap_many;
mod guide;
mod history;
mod init;
mod kb;
mod kb_diff;
mod kb_export;
mod kept;
mod know;
mod known_already;
mod list;
mod log;
mod man;
mod market;
mod naming;
mod next;
mod not_a_cv;
mod note;
mod offer;
mod on;
mod out_file;
mod plan;
mod planning;
mod prerequisites;
mod profile;
mod record;
mod remind;
mod remind_now;
mod remind_setup;
mod schema;
mod search;
mod set;
mod set_up;
mod show;
mod skip;
mod start;
mod status;
mod sync;
mod target;
mod this_week;
mod to_add;
mod undo;
mod why;
mod wished;
mod work;

use std::ffi::OsString;

use anyhow::{Result, bail};

pub use completions::offered;

use crate::env::Env;
use crate::failure::Usage;
use crate::knowledge::text::List;
use crate::render::Format;

macro_rules! commands {
    ($($command:ident($name:ident),)*) => {
        #[derive(Debug, clap::Subcommand)]
        pub enum Command {
            $($command($name::Args),)*
        }

        /// The flags that each command adds to its name.
        const FLAGS: &[(&str, fn(clap::Command) -> clap::Command)] =
            &[$((stringify!($name), <$name::Args as clap::Args>::augment_args),)*];
    };
}

commands! {
    Plan(plan),
    List(list),
    Show(show),
    Search(search),
    Why(why),
    Compare(compare),
    Gap(gap),
    Market(market),
    Guide(guide),
    Export(export),
    Init(init),
    Set(set),
    Know(know),
    Edit(edit),
    Next(next),
    Start(start),
    Log(log),
    Done(done),
    Skip(skip),
    Undo(undo),
    History(history),
    Status(status),
    Cv(cv),
    Remind(remind),
    Sync(sync),
    Kb(kb),
    Check(check),
    Schema(schema),
    Add(add),
    Completions(completions),
    Man(man),
}

/// Adds the commands whose names are among what was typed. The flags of one are made when it is met
/// as a command.
pub fn named(grammar: clap::Command, typed: &[OsString]) -> clap::Command {
    let met = FLAGS.iter().filter(|(name, _)| typed.iter().any(|word| word == name));
    grammar.subcommands(met.map(|&(name, flags)| clap::Command::new(name).defer(flags)))
}

/// The forms of a command's answer.
pub fn forms(command: &str) -> &'static [Format] {
    use Format::{Csv, Github, Json, Markdown, Plain, Sarif, Table};
    match command {
        "plan" | "export" => &Format::OF_PLANS,
        "list" | "gap" | "compare" | "history" => &[Table, Plain, Json, Markdown, Csv],
        "cv" => &[Table, Plain, Json, Markdown],
        "check" => &[Table, Plain, Json, Sarif, Github],
        "completions" | "man" => &[Table, Plain],
        _ => &[Table, Plain, Json],
    }
}

/// Refuses a form that the command's answer does not have.
///
/// # Errors
/// [`Usage`], with the forms that it has.
pub fn check_form(command: &str, asked: Option<Format>) -> Result<()> {
    let forms = forms(command);
    let Some(other) = asked.filter(|asked| !forms.contains(asked)) else { return Ok(()) };
    let (name, words) = (other.name(), List::or(forms.iter().map(|form| form.word())));
    let command = format!("mlpath {command}");
    bail!(Usage(format!("`{}` has no {name} form; use --format {words}", command.trim())))
}

/// Runs a command of `program`; none is the screen of the week.
pub fn run(command: Option<&Command>, program: fn() -> clap::Command, env: &Env) -> Result<()> {
    let Some(command) = command else { return this_week::run(env) };
    match command {
        Command::Plan(args) => plan::run(args, env),
        Command::List(args) => list::run(args, env),
        Command::Show(args) => show::run(args, env),
        Command::Why(args) => why::run(args, env),
        Command::Compare(args) => compare::run(args, env),
        Command::Search(args) => search::run(args, env),
        Command::Gap(args) => gap::run(args, env),
        Command::Market(args) => market::run(args, env),
        Command::Guide(args) => guide::run(args, env),
        Command::Export(args) => export::run(args, env),
        Command::Init(args) => init::run(args, env),
        Command::Set(args) => set::run(args, env),
        Command::Know(args) => know::run(args, env),
        Command::Edit(_) => edit::run(env),
        Command::Next(args) => next::run(args, env),
        Command::Status(args) => status::run(args, env),
        Command::Cv(args) => cv::run(args, env),
        Command::Remind(args) => remind::run(args, env),
        Command::Sync(args) => sync::run(args, env),
        Command::Start(args) => start::run(args, env),
        Command::Log(args) => log::run(args, env),
        Command::Done(args) => done::run(args, env),
        Command::Skip(args) => skip::run(args, env),
        Command::Undo(args) => undo::run(args, env),
        Command::History(args) => history::run(args, env),
        Command::Kb(args) => kb::run(args, env),
        Command::Check(args) => check::run(args, env),
        Command::Completions(args) => completions::run(args, env),
        Command::Man(args) => man::run(args, program(), env),
        Command::Add(args) => add::run(args, env),
        Command::Schema(args) => schema::run(args, env),
    }
}
