//! What the words of a day say, before it is known which day is today.

use jiff::Span;
use jiff::civil::Date;

/// A period of one or more days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Period {
    Day(Date),
    /// The month, or the year, that begins on this day.
    Month(Date),
    Year(Date),
    /// `1 Dec`: month and day of some year.
    DayOfYear(i8, i8),
    /// `December` of some year.
    MonthOfYear(i8),
    /// Counted from Monday as 0.
    Weekday(Turn, usize),
    /// `next year`.
    Turned(Turn, Unit),
    /// `tomorrow`, `in 2 years`, `3 days ago`.
    Away(Length),
    /// `2 years`: ahead, or back where a day is recorded.
    Length(Length),
}

/// Calendar months, and days behind them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Length {
    pub months: i32,
    pub days: i32,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Turn {
    Last,
    /// Of weekdays the nearest in time, today included.
    This,
    Next,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unit {
    Week,
    Month,
    Year,
}

/// Which day of a period.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Edge {
    Start,
    End,
}

/// Why a text is no period.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum NoPeriod {
    Unknown,
    /// Such as 30 February.
    NotInTheCalendar,
    /// Day and month could be the other way round.
    Ambiguous([String; 2]),
}

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];
const WEEKDAYS: [&str; 7] =
    ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
const NUMBERS: [&str; 12] = [
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
    "twelve",
];
const EDGES: [(&str, Edge); 4] = [
    ("end of ", Edge::End),
    ("the end of ", Edge::End),
    ("start of ", Edge::Start),
    ("beginning of ", Edge::Start),
];

/// A year that has all days.
const LEAP_YEAR: &str = "2024";

/// What was found, if the text has this form.
type Found = Option<Result<Period, NoPeriod>>;

/// Reads a text that is in lower case and has single blanks.
pub(super) fn period(text: &str) -> Result<(Option<Edge>, Period), NoPeriod> {
    let edge = EDGES.iter().find_map(|&(words, edge)| Some((edge, text.strip_prefix(words)?)));
    let (edge, text) = edge.map_or((None, text), |(edge, rest)| (Some(edge), rest));
    let found = numbers(text).or_else(|| with_month(text)).or_else(|| in_words(text).map(Ok));
    Ok((edge, found.unwrap_or(Err(NoPeriod::Unknown))?))
}

/// Words of which one may have been meant.
pub(super) fn vocabulary() -> impl Iterator<Item = &'static str> {
    let days = ["today", "tomorrow", "yesterday"].into_iter();
    days.chain(WEEKDAYS).chain(MONTHS)
}

/// The weekday, counted from Monday as 0: `mon`, `tues`, `sundays`.
pub(super) fn weekday(word: &str) -> Option<usize> {
    let word = word.strip_suffix('.').unwrap_or(word);
    let day = word.strip_suffix('s').filter(|day| day.ends_with("day")).unwrap_or(word);
    begun_by(&WEEKDAYS, day)
}

/// The place of the name that begins with three or more letters.
fn begun_by(names: &[&str], letters: &str) -> Option<usize> {
    names.iter().position(|name| letters.len() >= 3 && name.starts_with(letters))
}

/// `2027-04-09`, `2027-04`, `2027`, `1.12.2026`, `1.12.`, `31/12/2026`, `12/2026`.
fn numbers(text: &str) -> Found {
    let mark = text.chars().find(|c| !c.is_ascii_digit()).unwrap_or('-');
    let bare = text.strip_suffix('.').filter(|_| mark == '.').unwrap_or(text);
    let parts: Vec<&str> = bare.split(mark).collect();
    let is_number = |part: &&str| is_digits(part, 4);
    if !matches!(mark, '-' | '/' | '.') || !parts.iter().all(is_number) {
        return None;
    }
    Some(match *parts.as_slice() {
        [year] if is_year(year) => date(year, 1, 1).map(Period::Year),
        [year, month] | [month, year] if is_year(year) => {
            date(year, number(month), 1).map(Period::Month)
        }
        [year, month, day] if is_year(year) => {
            date(year, number(month), number(day)).map(Period::Day)
        }
        [day, month, year] if is_year(year) && mark == '.' => {
            date(year, number(month), number(day)).map(Period::Day)
        }
        [first, second, year] if is_year(year) => {
            either(year, [first, second], "%F").map(Period::Day)
        }
        [day, month] if bare != text => day_of_year(number(month), number(day)),
        [first, second] if mark == '/' => {
            let day = either(LEAP_YEAR, [first, second], "%-d %b");
            day.map(|day| Period::DayOfYear(day.month(), day.day()))
        }
        _ => return None,
    })
}

/// Day and month, or month and day, if only one of these is in the calendar.
fn either(year: &str, numbers: [&str; 2], form: &str) -> Result<Date, NoPeriod> {
    let [first, second] = numbers.map(number);
    match (date(year, second, first), date(year, first, second)) {
        (Ok(one), Ok(other)) if one != other => {
            Err(NoPeriod::Ambiguous([one, other].map(|day| day.strftime(form).to_string())))
        }
        (Ok(day), _) | (_, Ok(day)) => Ok(day),
        (Err(wrong), _) => Err(wrong),
    }
}

/// `1 dec`, `dec 1`, `1 december 2028`, `december 1st, 2028`, `dec 2028`, `dec`.
fn with_month(text: &str) -> Found {
    let words = text.split([' ', ',', '-', '.']).filter(|word| !matches!(*word, "" | "of" | "the"));
    let words: Vec<&str> = words.collect();
    let month = |word: &str| begun_by(&MONTHS, word).map(|place| place as i8 + 1);
    let day = |word: &str| {
        let digits = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
        let is_ordinal = matches!(&word[digits.len()..], "" | "st" | "nd" | "rd" | "th");
        (is_ordinal && is_digits(digits, 2)).then(|| number(digits))
    };
    Some(match *words.as_slice() {
        [name] => Ok(Period::MonthOfYear(month(name)?)),
        [name, last] if is_year(last) => date(last, month(name)?, 1).map(Period::Month),
        [one, other] => match (day(one), day(other)) {
            (Some(day), _) => day_of_year(month(other)?, day),
            (_, day) => day_of_year(month(one)?, day?),
        },
        [one, other, last] if is_year(last) => {
            let (month, day) = match month(other) {
                Some(month) => (month, day(one)?),
                None => (month(one)?, day(other)?),
            };
            date(last, month, day).map(Period::Day)
        }
        _ => return None,
    })
}

/// `tomorrow`, `next monday`, `in 2 years`, `the year`, `3 days ago`, `six weeks`.
fn in_words(text: &str) -> Option<Period> {
    let away = |days| Some(Period::Away(Length { months: 0, days }));
    match text {
        "today" | "now" => return away(0),
        "tomorrow" => return away(1),
        "yesterday" => return away(-1),
        _ => {}
    }
    let turns = [("next ", Turn::Next), ("last ", Turn::Last), ("this ", Turn::This)];
    let turned = turns.iter().find_map(|&(word, turn)| Some((turn, text.strip_prefix(word)?)));
    let (turn, named) = turned.unwrap_or((Turn::This, text));
    if let Some(day) = weekday(named) {
        return Some(Period::Weekday(turn, day));
    }
    let units = [("week", Unit::Week), ("month", Unit::Month), ("year", Unit::Year)];
    let unit = units.iter().find(|(word, _)| named.strip_prefix("the ").unwrap_or(named) == *word);
    if let Some(&(_, unit)) = unit {
        return Some(Period::Turned(turn, unit));
    }
    let ahead = text.strip_prefix("in ").or_else(|| text.strip_suffix(" from now"));
    let back = text.strip_suffix(" ago").and_then(length);
    let back = back.map(|Length { months, days }| Length { months: -months, days: -days });
    let away = ahead.and_then(length).or(back).map(Period::Away);
    away.or_else(|| length(text).map(Period::Length))
}

/// Years, months, weeks and days, as in `2 years` or `6w`.
fn length(text: &str) -> Option<Length> {
    let number = |word: &str| match word {
        "a" | "an" => "1".to_owned(),
        word => match NUMBERS.iter().position(|name| *name == word) {
            Some(place) => (place + 1).to_string(),
            None => word.to_owned(),
        },
    };
    let span: Span = text.split(' ').map(number).collect::<Vec<_>>().join(" ").parse().ok()?;
    let months = i32::from(span.get_years()) * 12 + span.get_months();
    let days = span.get_weeks() * 7 + span.get_days();
    let whole = Span::new().years(span.get_years()).months(span.get_months());
    let whole = whole.weeks(span.get_weeks()).days(span.get_days());
    let has_no_hours = span.fieldwise() == whole.fieldwise();
    (has_no_hours && !span.is_negative()).then_some(Length { months, days })
}

fn date(year: &str, month: i8, day: i8) -> Result<Date, NoPeriod> {
    let year = year.parse().map_err(|_| NoPeriod::Unknown)?;
    Date::new(year, month, day).map_err(|_| NoPeriod::NotInTheCalendar)
}

fn day_of_year(month: i8, day: i8) -> Result<Period, NoPeriod> {
    date(LEAP_YEAR, month, day).map(|_| Period::DayOfYear(month, day))
}

fn is_year(text: &str) -> bool {
    text.len() == 4 && is_digits(text, 4)
}

fn is_digits(text: &str, most: usize) -> bool {
    (1..=most).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// A number of one or two digits; 0, which neither days nor months have, for any other.
fn number(digits: &str) -> i8 {
    digits.parse().unwrap_or(0)
}
