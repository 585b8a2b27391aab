//! When the person last looked at the status, and what they saw, so that the next look can say
//! what has changed.

use std::path::Path;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::person::state::{read, write};

/// One look.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Look {
    pub day: Date,
    /// How many events the journal had.
    pub events: usize,
    /// What was aimed at; older files do not say it.
    #[serde(default)]
    pub aim: Option<String>,
    /// The planned finish that was shown.
    pub finish: Date,
}

/// The last looks on two different days: a second look on one day is compared with the day before
/// too.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LastSeen {
    earlier: Option<Look>,
    latest: Option<Look>,
}

impl LastSeen {
    pub fn read(path: &Path) -> Self {
        read(path).unwrap_or_default()
    }

    /// The last look before a day.
    pub fn before(&self, day: Date) -> Option<&Look> {
        [&self.latest, &self.earlier].into_iter().flatten().find(|look| look.day < day)
    }

    /// Remembers a look.
    pub fn remember(&self, path: &Path, look: Look) {
        let looks = Self { earlier: self.before(look.day).cloned(), latest: Some(look) };
        if looks != *self {
            write(path, &looks);
        }
    }
}
