//! What a person says of themselves: in `profile.yaml`, in flags, and in answers to the wizard. All
//! three are the same wishes, laid over each other; [`crate::person::link`] gives the words a
//! meaning.

use std::collections::BTreeMap;
use std::path::PathBuf;

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Deserializer};

use crate::advert::Strength;
use crate::knowledge::pairs;
use crate::knowledge::vocabulary::Level;
use crate::person::aim::{cover, cover_schema, files, files_schema};
use crate::person::written::{
    Sense, Stretch, WrittenDay, WrittenHours, parse_day, parse_holiday, parse_hours, parse_known,
};

/// Wishes as they are written, with the keys of `profile.yaml`; what is not said is `None` or
/// empty.
///
/// Laid over others, a single value takes their place; lists are added to theirs, and a competency
/// named again gets the new level.
///
/// What has no flag here has one in [`ProfileFlags`], and one with a list of values in `compare`.
#[derive(Debug, Default, Clone, PartialEq, Deserialize, JsonSchema, clap::Args)]
#[serde(default, deny_unknown_fields, expecting = "keys with values such as hours: 10")]
#[schemars(description = "What a person says of themselves.")]
#[command(next_help_heading = "Profile (overrides profile.yaml)")]
// In help these two come last, whatever their place among the keys.
#[command(mut_arg("drop", |arg| arg.display_order(98)))]
#[command(mut_arg("parallel", |arg| arg.display_order(99)))]
pub struct Wishes {
    /// The version of the file's format.
    #[arg(skip)]
    pub version: Option<u32>,

    /// What to become: see `mlpath list roles`.
    #[arg(skip)]
    pub role: Option<String>,

    /// Files of job adverts, the aim in place of the role. They are laid over others together.
    #[arg(skip)]
    #[serde(rename = "for", deserialize_with = "files")]
    #[schemars(schema_with = "files_schema")]
    pub adverts: Vec<PathBuf>,

    /// How much of the adverts the plan covers.
    #[arg(skip)]
    #[serde(deserialize_with = "cover")]
    #[schemars(schema_with = "cover_schema")]
    pub cover: Option<Strength>,

    /// The first day of the plan.
    #[arg(skip)]
    pub start: Option<WrittenDay>,

    /// The day by which the plan should end: `2029-12-31`, `Dec 2029`, `in 2 years`
    #[arg(long, value_name = "DATE", value_parser = parse_day)]
    pub deadline: Option<WrittenDay>,

    /// Hours a week, or by weekday: `{mon: 1, sat: 4}`.
    #[arg(skip)]
    pub hours: Option<WrittenHours>,

    /// Days without hours, or with other hours a week: `2027-07-05..2027-07-25` or
    /// `2027-12-20..2028-01-02=2`
    #[arg(long = "holiday", value_name = "FROM..UNTIL[=HOURS]", value_parser = parse_holiday)]
    #[serde(deserialize_with = "list")]
    #[schemars(with = "Option<Vec<Stretch>>")]
    #[schemars(description = "Days without hours, or with other hours a week, such as holidays.")]
    pub exceptions: Vec<Stretch>,

    /// Maximum number of steps in progress in one week [default: 3]
    #[arg(long, value_name = "STEPS")]
    pub parallel: Option<u32>,

    /// What you can do already, by id or name, each with its level: `ID=working,ID=aware`
    #[arg(long, value_name = "COMPETENCY=LEVEL", value_delimiter = ',', value_parser = parse_known)]
    #[serde(deserialize_with = "known")]
    #[schemars(with = "Option<BTreeMap<String, Level>>")]
    #[schemars(description = "What you can do already, by id or name, with the level.")]
    pub know: Vec<(String, String)>,

    /// Steps that you have finished, by id: `ID,ID`
    #[arg(long, value_name = "STEP", value_delimiter = ',')]
    #[serde(deserialize_with = "list")]
    #[schemars(with = "Option<Vec<String>>")]
    #[schemars(description = "Steps that you have finished.")]
    pub have: Vec<String>,

    /// Steps that the plan must contain
    #[arg(long, value_name = "STEP", value_delimiter = ',')]
    #[serde(deserialize_with = "list")]
    #[schemars(with = "Option<Vec<String>>")]
    pub must: Vec<String>,

    /// Milestones of the role, or steps of `must`, to do without
    #[arg(long, value_name = "STEP", value_delimiter = ',')]
    #[serde(deserialize_with = "list")]
    #[schemars(with = "Option<Vec<String>>")]
    pub drop: Vec<String>,

    /// Steps, kinds (course, book, degree ...) or cost classes that the plan must not contain:
    /// `paid,degree`
    #[arg(long, value_name = "WHAT", value_delimiter = ',')]
    #[serde(deserialize_with = "list")]
    #[schemars(with = "Option<Vec<String>>")]
    #[schemars(description = "Steps, kinds or cost classes that the plan must not contain.")]
    pub avoid: Vec<String>,

    /// What the plan may contain even though the profile avoids it
    #[arg(long, value_name = "WHAT", value_delimiter = ',')]
    #[serde(skip)]
    pub allow: Vec<String>,

    /// The field that you want to work in, such as `healthcare`.
    #[arg(skip)]
    pub domain: Option<String>,

    /// The job adverts by which the plan is ordered and measured: see `mlpath help market`
    /// [default: the shipped ones]
    #[arg(long, value_name = "FILE")]
    #[schemars(with = "Option<String>")]
    pub market: Option<PathBuf>,

    /// The folder of the knowledge base that the profile is for.
    #[arg(skip)]
    #[schemars(with = "Option<String>")]
    pub kb: Option<PathBuf>,

    /// Folders of overlays on it, the lowest first.
    #[arg(skip)]
    #[serde(deserialize_with = "files")]
    #[schemars(schema_with = "files_schema")]
    pub kb_add: Vec<PathBuf>,
}

/// Reads a list that may be `null`, which is empty.
fn list<'de, D: Deserializer<'de>, T: Deserialize<'de>>(
    deserializer: D,
) -> Result<Vec<T>, D::Error> {
    Option::deserialize(deserializer).map(Option::unwrap_or_default)
}

/// The same of what is known.
fn known<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<(String, String)>, D::Error> {
    #[derive(Deserialize)]
    struct Known(#[serde(deserialize_with = "pairs")] Vec<(String, String)>);
    let known = Option::<Known>::deserialize(deserializer)?;
    Ok(known.map(|Known(pairs)| pairs).unwrap_or_default())
}

/// The flags of most commands; `compare` has lists in place of the first four.
#[derive(Debug, Default, Clone, PartialEq, clap::Args)]
#[command(next_help_heading = "Profile (overrides profile.yaml)")]
pub struct ProfileFlags {
    /// The role to plan for [default: the first of `mlpath list roles`]
    #[arg(long, value_name = "ROLE")]
    role: Option<String>,

    /// Hours a week, or of each day: `10`, `6h`, `mon=1,sat=4`, `mon-fri 1` [default: 10]
    #[arg(long, allow_negative_numbers = true, value_parser = parse_hours)]
    hours: Option<WrittenHours>,

    /// First day of the plan, even a past one [default: the profile's, but not before today]
    #[arg(long, value_name = "DATE", value_parser = parse_day)]
    start: Option<WrittenDay>,

    /// The field that you want to work in; `mlpath init` lists them
    #[arg(long, value_name = "DOMAIN")]
    domain: Option<String>,

    #[command(flatten)]
    more: Wishes,
}

impl ProfileFlags {
    pub fn wishes(&self) -> Wishes {
        let Self { role, hours, start, domain, more } = self.clone();
        Wishes { role, start, hours, domain, ..more }
    }
}

impl Wishes {
    /// These wishes laid over others. What aims at a role aims at no advert of below, and the other
    /// way round.
    #[must_use]
    pub fn over(self, below: Self) -> Self {
        fn all<T>(mut below: Vec<T>, above: Vec<T>) -> Vec<T> {
            below.extend(above);
            below
        }
        let (is_role, is_advert) = (self.role.is_some(), !self.adverts.is_empty());
        Self {
            version: self.version.or(below.version),
            role: self.role.or(below.role.filter(|_| !is_advert)),
            adverts: if is_role || is_advert { self.adverts } else { below.adverts },
            cover: self.cover.or(below.cover.filter(|_| !is_role)),
            start: self.start.or(below.start),
            deadline: self.deadline.or(below.deadline),
            hours: self.hours.or(below.hours),
            exceptions: all(below.exceptions, self.exceptions),
            parallel: self.parallel.or(below.parallel),
            know: all(below.know, self.know),
            have: all(below.have, self.have),
            must: all(below.must, self.must),
            drop: all(below.drop, self.drop),
            avoid: all(below.avoid, self.avoid),
            allow: all(below.allow, self.allow),
            domain: self.domain.or(below.domain),
            market: self.market.or(below.market),
            kb: self.kb.or(below.kb),
            kb_add: all(below.kb_add, self.kb_add),
        }
    }

    /// The same wishes with days that stay the same, as a file has them.
    ///
    /// # Errors
    /// If a day is beyond the calendar.
    pub fn settled(mut self, today: Date) -> Result<Self, String> {
        let settle =
            |day: &mut WrittenDay, sense| day.settled(today, sense).map(|settled| *day = settled);
        self.start.as_mut().map_or(Ok(()), |start| settle(start, Sense::First))?;
        self.deadline.as_mut().map_or(Ok(()), |deadline| settle(deadline, Sense::Last))?;
        for stretch in &mut self.exceptions {
            if stretch.from.moves() || stretch.until.moves() {
                let (from, until) = stretch.days(today)?;
                (stretch.from, stretch.until) = (from.into(), until.into());
            }
        }
        Ok(self)
    }

    /// The flags that decide most, as far as they are not given.
    pub fn open(&self, with_domain: bool) -> Vec<&'static str> {
        let wishes = self.avoid.is_empty() && self.allow.is_empty();
        let all = [
            (self.role.is_none() && self.adverts.is_empty(), "role"),
            (self.know.is_empty(), "know"),
            (self.have.is_empty(), "have"),
            (self.hours.is_none(), "hours"),
            (self.start.is_none(), "start"),
            (self.deadline.is_none(), "deadline"),
            (self.exceptions.is_empty(), "holiday"),
            (wishes, "avoid"),
            (self.domain.is_none() && with_domain, "domain"),
        ];
        all.into_iter().filter(|(open, _)| *open).map(|(_, name)| name).collect()
    }
}
