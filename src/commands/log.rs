//! `log`.

use anyhow::Result;

use crate::commands::record::{parse_text, record, step};
use crate::env::Env;
use crate::failure::Usage;
use crate::knowledge::hours::Hours;
use crate::knowledge::model::StepId;
use crate::person::flags::parse_spent;
use crate::person::journal::{Deed, Record};

const EXAMPLES: &str = concat!(
    "Examples:\n",
    "  mlpath log python-cs50p 2h30m\n",
    "  mlpath log cs50p 1.5 git 45m --note \"both on the train\"\n",
    "  mlpath log cs50p 2h --today 2027-01-09",
);

/// Record hours of work on a step
///
/// The first hours begin the step. A note without hours is kept as a note.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// The step and the time, such as `2h30m`, `45m` or `2.5`; several pairs at once
    #[arg(required = true, value_name = "STEP TIME")]
    work: Vec<String>,

    /// A remark for your history
    #[arg(long, value_name = "TEXT", value_parser = parse_text)]
    note: Option<String>,
}

pub fn run(args: &Args, env: &Env) -> Result<()> {
    let kb = env.knowledge()?;
    let mut work: Vec<(StepId, Option<Hours>)> = Vec::new();
    for pair in args.work.chunks(2) {
        match pair {
            [name, time] => {
                work.push((step(&kb, name)?, Some(parse_spent(time).map_err(Usage)?)));
            }
            [name] if args.work.len() == 1 && args.note.is_some() => {
                work.push((step(&kb, name)?, None));
            }
            _ => {
                let last = pair.first().map_or("", String::as_str);
                let text = format!(
                    "`{last}` has no time: write step and time in pairs, for example \
                     `mlpath log python-cs50p 2h30m`"
                );
                return Err(Usage(text).into());
            }
        }
    }
    record(env, &kb, "log", |_| {
        let records = work.iter().map(|&(step, hours)| {
            let deed = if hours.is_some() { Deed::Log } else { Deed::Note };
            Record { hours, note: args.note.clone(), ..Record::of(deed, &kb[step].id) }
        });
        Ok(records.collect())
    })?;
    Ok(())
}
