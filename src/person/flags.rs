//! The profile's fields as flags.

use jiff::civil::Date;
use jiff::{Span, Unit};

use crate::knowledge::hours::Hours;
use crate::knowledge::words::Level;
use crate::person::profile::{WrittenHours, parse_day, parse_level};
use crate::planner::calendar::{Budget, Exception};

/// More hours than the largest step of any career takes.
const MOST_SPENT: u32 = 10_000;

/// Flags that go before what the profile says.
///
/// A single value takes the place of the profile's; lists are added to it, and a competency named
/// again gets the new level.
#[derive(Debug, Default, Clone, PartialEq, clap::Args)]
#[command(next_help_heading = "Profile (overrides profile.yaml)")]
pub struct ProfileFlags {
    /// The role to plan for [default: the first of `mlpath list roles`]
    #[arg(long, value_name = "ROLE")]
    pub role: Option<String>,

    /// Hours a week, or by weekday: `10` or `mon=1,sat=4` [default: 10]
    #[arg(long, allow_negative_numbers = true, value_parser = parse_hours)]
    pub hours: Option<Budget>,

    /// The day on which the plan begins, even if it is past [default: the profile's, but no past day]
    #[arg(long, value_name = "DATE", value_parser = parse_day)]
    pub start: Option<Date>,

    /// The domain whose steps count, such as `healthcare`
    #[arg(long, value_name = "DOMAIN")]
    pub domain: Option<String>,

    #[command(flatten)]
    pub more: MoreFlags,
}

/// The flags of which `compare` has none of its own.
#[derive(Debug, Default, Clone, PartialEq, clap::Args)]
#[command(next_help_heading = "Profile (overrides profile.yaml)")]
pub struct MoreFlags {
    /// The day by which the plan should end
    #[arg(long, value_name = "DATE", value_parser = parse_day)]
    pub deadline: Option<Date>,

    /// Days without hours, or with other hours a week: `2027-07-05..2027-07-25` or
    /// `2027-12-20..2028-01-02=2`
    #[arg(long, value_name = "FROM..UNTIL[=HOURS]", value_parser = parse_holiday)]
    pub holiday: Vec<Exception>,

    /// What you can do already: `python=working,git=aware`
    #[arg(long, value_name = "COMPETENCY=LEVEL", value_delimiter = ',', value_parser = parse_known)]
    pub know: Vec<(String, Level)>,

    /// Steps that you have finished: `python-cs50p,sql-databases`
    #[arg(long, value_name = "STEP", value_delimiter = ',')]
    pub have: Vec<String>,

    /// Steps that the plan must contain
    #[arg(long, value_name = "STEP", value_delimiter = ',')]
    pub must: Vec<String>,

    /// Steps, kinds (course, book, degree ...) or cost classes that the plan must not contain: `paid,degree`
    #[arg(long, value_name = "WHAT", value_delimiter = ',')]
    pub avoid: Vec<String>,

    /// What the plan may contain, although the profile avoids it
    #[arg(long, value_name = "WHAT", value_delimiter = ',')]
    pub allow: Vec<String>,

    /// Milestones of the role, or steps of `must`, to do without
    #[arg(long, value_name = "STEP", value_delimiter = ',')]
    pub drop: Vec<String>,

    /// Most steps in progress in one week [default: 3]
    #[arg(long, value_name = "STEPS", value_parser = clap::value_parser!(u32).range(1..=50))]
    pub parallel: Option<u32>,
}

impl ProfileFlags {
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
            (self.more.holiday.is_empty(), "holiday"),
            (wishes, "avoid"),
            (self.domain.is_none() && with_domain, "domain"),
        ];
        all.into_iter().filter(|(open, _)| *open).map(|(_, name)| name).collect()
    }
}

/// `10` or `mon=1,sat=4`.
pub fn parse_hours(text: &str) -> Result<Budget, String> {
    written_hours(text)?.some().map_err(|wrong| wrong.message)
}

fn written_hours(text: &str) -> Result<WrittenHours, String> {
    let number = |text: &str| {
        text.trim().parse::<f64>().map_err(|_| format!("`{text}` is no number of hours"))
    };
    if !text.contains('=') {
        return number(text).map(WrittenHours::Weekly);
    }
    let mut days = Vec::new();
    for part in text.split(',') {
        let (day, hours) = part.split_once('=').ok_or("write days as mon=1,sat=4")?;
        days.push((day.trim().to_owned(), number(hours)?));
    }
    Ok(WrittenHours::Daily(days))
}

/// A length of work: `2h30m`, `2:30`, `45m`, or `2.5` hours.
pub fn parse_spent(text: &str) -> Result<Hours, String> {
    let wrong = || format!("`{text}` is no length of work: write 2h30m, 45m or 2.5");
    let plain = text.trim().replace(',', ".").parse::<f64>().ok();
    let clock = || {
        let (hours, minutes) = text.trim().split_once(':')?;
        let minutes = minutes.parse::<u8>().ok().filter(|minutes| *minutes < 60)?;
        Some(f64::from(hours.parse::<u16>().ok()?) + f64::from(minutes) / 60.0)
    };
    // A day of work has no fixed length: what needs a calendar has no total.
    let span = || text.trim().parse::<Span>().ok().filter(|span| span.get_days() == 0);
    let hours = plain.or_else(clock).or_else(|| span()?.total(Unit::Hour).ok());
    let hours = hours.and_then(Hours::new).ok_or_else(wrong)?;
    match hours {
        Hours::ZERO => Err(format!("`{text}` is no work at all")),
        _ if hours > Hours::whole(MOST_SPENT) => Err(format!(
            "`{text}` is more than the {MOST_SPENT} hours that can be recorded at once"
        )),
        _ => Ok(hours),
    }
}

/// `2027-07-05..2027-07-25`, with `=2` behind it for hours a week; one day alone is itself.
pub fn parse_holiday(text: &str) -> Result<Exception, String> {
    let (days, hours) = match text.split_once('=') {
        Some((days, hours)) => (days, written_hours(hours)?.any().map_err(|wrong| wrong.message)?),
        None => (text, Budget::Weekly(Hours::ZERO)),
    };
    let (from, until) = days.split_once("..").unwrap_or((days, days));
    let [from, until] = [parse_day(from.trim())?, parse_day(until.trim())?];
    Ok(Exception { from, until, budget: hours, why: None })
}

fn parse_known(text: &str) -> Result<(String, Level), String> {
    let (competency, level) =
        text.split_once('=').ok_or("write COMPETENCY=LEVEL, for example python=working")?;
    Ok((competency.trim().to_owned(), parse_level(level.trim())?))
}
