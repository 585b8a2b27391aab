//! When the person last looked at the status, and what they saw, so that the next look can say
//! what has changed. Nothing else depends on it, so a file that cannot be read counts as none, and
//! one that cannot be written is left alone.

use std::path::Path;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::knowledge::files::read_file;
use crate::person::replace::{Over, links, replace};

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

    /// Remembers a look. What stands in the place of the file and is not one of this program,
    /// with no other name, stays as it is: in a shared folder it may be a link to something dear.
    pub fn remember(&self, path: &Path, look: Look) {
        let looks = Self { earlier: self.before(look.day).cloned(), latest: Some(look) };
        let is_ours = path.symlink_metadata().map_or_else(
            |_| true,
            |file| file.is_file() && links(&file) == 0 && read(path).is_some(),
        );
        if looks != *self
            && is_ours
            && let Ok(text) = serde_json::to_string(&looks)
        {
            let _ = replace(path, &text, Over::Any);
        }
    }
}

fn read(path: &Path) -> Option<LastSeen> {
    serde_json::from_str(&read_file(path).ok()?.text).ok()
}
