//! What a person says of themselves: in `profile.yaml`, in flags, and in answers to the wizard. All
//! three are the same wishes, laid over each other; [`crate::person::link`] gives the words a
//! meaning.

use jiff::civil::Date;
use serde::Deserialize;

use crate::knowledge::pairs;
use crate::person::written::{
    Day, Stretch, WrittenHours, parse_day, parse_holiday, parse_hours, parse_known,
};

/// Wishes as they are written; what is not said is `None` or empty.
///
/// Laid over others, a single value takes their place; lists are added to theirs, and a competency
/// named again gets the new level.
#[derive(Debug, Default, Clone, PartialEq, Deserialize, clap::Args)]
#[serde(from = "Profile")]
#[command(next_help_heading = "Profile (overrides profile.yaml)")]
pub struct Wishes {
    /// The role to plan for [default: the first of `mlpath list roles`]
    #[arg(long, value_name = "ROLE")]
    pub role: Option<String>,

    /// Hours a week, or by weekday: `10` or `mon=1,sat=4` [default: 10]
    #[arg(long, allow_negative_numbers = true, value_parser = parse_hours)]
    pub hours: Option<WrittenHours>,

    /// First day of the plan, even a past one [default: the profile's, but not before today]
    #[arg(long, value_name = "DATE", value_parser = parse_day)]
    pub start: Option<Date>,

    /// The field that you want to work in, such as `healthcare`
    #[arg(long, value_name = "DOMAIN")]
    pub domain: Option<String>,

    #[command(flatten)]
    pub more: MoreWishes,
}

/// Wishes that hold for all columns of `compare`, which has lists in place of the others.
#[derive(Debug, Default, Clone, PartialEq, clap::Args)]
#[command(next_help_heading = "Profile (overrides profile.yaml)")]
pub struct MoreWishes {
    /// The version of the file's format.
    #[arg(skip)]
    pub version: Option<u32>,

    /// The day by which the plan should end
    #[arg(long, value_name = "DATE", value_parser = parse_day)]
    pub deadline: Option<Date>,

    /// Days without hours, or with other hours a week: `2027-07-05..2027-07-25` or
    /// `2027-12-20..2028-01-02=2`
    #[arg(long = "holiday", value_name = "FROM..UNTIL[=HOURS]", value_parser = parse_holiday)]
    pub exceptions: Vec<Stretch>,

    /// What you can do already: `python=working,git=aware`
    #[arg(long, value_name = "COMPETENCY=LEVEL", value_delimiter = ',', value_parser = parse_known)]
    pub know: Vec<(String, String)>,

    /// Steps that you have finished: `python-cs50p,sql-databases`
    #[arg(long, value_name = "STEP", value_delimiter = ',')]
    pub have: Vec<String>,

    /// Steps that the plan must contain
    #[arg(long, value_name = "STEP", value_delimiter = ',')]
    pub must: Vec<String>,

    /// Steps, kinds (course, book, degree ...) or cost classes that the plan must not contain:
    /// `paid,degree`
    #[arg(long, value_name = "WHAT", value_delimiter = ',')]
    pub avoid: Vec<String>,

    /// What the plan may contain even though the profile avoids it
    #[arg(long, value_name = "WHAT", value_delimiter = ',')]
    pub allow: Vec<String>,

    /// Milestones of the role, or steps of `must`, to do without
    #[arg(long, value_name = "STEP", value_delimiter = ',')]
    pub drop: Vec<String>,

    /// Maximum number of steps in progress in one week [default: 3]
    #[arg(long, value_name = "STEPS")]
    pub parallel: Option<u32>,
}

impl Wishes {
    /// The flags that decide most, as far as they are not given.
    pub fn open(&self, with_domain: bool) -> Vec<&'static str> {
        let wishes = self.more.avoid.is_empty() && self.more.allow.is_empty();
        let all = [
            (self.role.is_none(), "role"),
            (self.more.know.is_empty(), "know"),
            (self.more.have.is_empty(), "have"),
            (self.hours.is_none(), "hours"),
            (self.start.is_none(), "start"),
            (self.more.deadline.is_none(), "deadline"),
            (self.more.exceptions.is_empty(), "holiday"),
            (wishes, "avoid"),
            (self.domain.is_none() && with_domain, "domain"),
        ];
        all.into_iter().filter(|(open, _)| *open).map(|(_, name)| name).collect()
    }
}

/// The keys of `profile.yaml`. It has none for some flags, and serde cannot flatten where unknown
/// keys are errors.
#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields, expecting = "a mapping")]
struct Profile {
    version: Option<u32>,
    role: Option<String>,
    start: Option<Day>,
    deadline: Option<Day>,
    hours: Option<WrittenHours>,
    exceptions: Vec<Stretch>,
    parallel: Option<u32>,
    #[serde(deserialize_with = "pairs")]
    know: Vec<(String, String)>,
    have: Vec<String>,
    must: Vec<String>,
    drop: Vec<String>,
    avoid: Vec<String>,
    domain: Option<String>,
}

impl From<Profile> for Wishes {
    fn from(profile: Profile) -> Self {
        let Profile { version, role, start, deadline, hours, exceptions, parallel, .. } = profile;
        let Profile { know, have, must, drop, avoid, domain, .. } = profile;
        let [start, deadline] = [start, deadline].map(|day| day.map(|day| day.0));
        let allow = Vec::new();
        let more = MoreWishes {
            version,
            deadline,
            exceptions,
            know,
            have,
            must,
            avoid,
            allow,
            drop,
            parallel,
        };
        Self { role, hours, start, domain, more }
    }
}
