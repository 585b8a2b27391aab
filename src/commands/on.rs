//! The day on which something happened, if not today.

use anyhow::{Result, bail};
use jiff::ToSpan as _;
use jiff::civil::Date;

use crate::document::phrases::day;
use crate::env::Env;
use crate::failure::Usage;
use crate::person::written::{Sense, WrittenDay, parse_day};

#[derive(Debug, Clone, Default, clap::Args)]
pub struct On {
    /// The day on which it happened: `yesterday`, `mon`, `2027-04-09` [default: today]
    #[arg(long, value_name = "DAY", value_parser = parse_day)]
    on: Option<WrittenDay>,
}

impl On {
    /// The day, if it is not today. What was finished before the last twelve months is no progress
    /// on this plan: it would put its beginning years into the past.
    ///
    /// # Errors
    /// If it is in the future, or more than a year ago.
    pub(super) fn day(&self, env: &Env) -> Result<Option<Date>> {
        let Some(written) = &self.on else { return Ok(None) };
        let found = written.on(env.today, Sense::Recorded);
        let date = found.map_err(|wrong| Usage(format!("--on: {wrong}")))?;
        if date < env.today.saturating_sub(1.year()) {
            bail!(Usage(format!(
                "--on: {} is more than a year ago; a step that you had finished long before \
                 belongs to `have` in your profile",
                day(date)
            )));
        }
        Ok(Some(date).filter(|&date| date != env.today))
    }
}
