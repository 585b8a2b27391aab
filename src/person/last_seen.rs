//! When the person last looked at the status, and what they saw, so that the next look can say
//! what has changed. Nothing else depends on it: it is written without syncing, and a file that
//! cannot be read counts as none.

use std::fs::OpenOptions;
use std::io::Write as _;
use std::path::Path;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::knowledge::files::read_file;
use crate::person::home::private;

/// One look.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Look {
    pub day: Date,
    /// How many events the journal had.
    pub events: usize,
    /// The planned finish that was shown.
    pub finish: Date,
}

/// The last looks on two different days: a second look on one day is compared with the day before
/// too.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LastSeen {
    earlier: Option<Look>,
    latest: Option<Look>,
}

impl LastSeen {
    pub fn read(path: &Path) -> Self {
        let text = read_file(path).ok().map(|file| file.text);
        text.and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default()
    }

    /// The last look before a day.
    pub fn before(self, day: Date) -> Option<Look> {
        [self.latest, self.earlier].into_iter().flatten().find(|look| look.day < day)
    }

    /// Remembers a look, if the file can be written.
    pub fn remember(self, path: &Path, look: Look) {
        let looks = Self { earlier: self.before(look.day), latest: Some(look) };
        if looks != self {
            let _ = write(path, looks);
        }
    }
}

fn write(path: &Path, looks: LastSeen) -> std::io::Result<()> {
    let mut options = OpenOptions::new();
    let mut file = private(options.write(true).create(true).truncate(true)).open(path)?;
    file.write_all(serde_json::to_string(&looks)?.as_bytes())
}
