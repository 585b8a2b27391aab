//! What people write as days and hours, and what it means.

use jiff::civil::{Date, date};
use proptest::prelude::*;

use crate::knowledge::hours::Hours;
use crate::person::written::{
    Sense, WrittenHours, parse_day, parse_holiday, parse_hours, parse_spent, weekdays,
};
use crate::planner::calendar::Budget;

/// A Thursday.
const TODAY: Date = date(2027, 4, 8);

fn on(text: &str, sense: Sense) -> String {
    match parse_day(text).and_then(|day| day.on(TODAY, sense)) {
        Ok(day) => day.to_string(),
        Err(wrong) => wrong,
    }
}

#[test]
fn a_day_is_read_as_people_write_it() {
    for (text, day) in [
        ("2027-04-09", "2027-04-09"),
        ("2027-4-9", "2027-04-09"),
        ("2027/04/09", "2027-04-09"),
        ("2027\u{2011}04\u{2011}09", "2027-04-09"),
        (" Today ", "2027-04-08"),
        ("yesterday", "2027-04-07"),
        ("TOMORROW", "2027-04-09"),
        ("thu", "2027-04-08"),
        ("Mon", "2027-04-12"),
        ("next thursday", "2027-04-15"),
        ("last thursday", "2027-04-01"),
        ("1 Dec", "2027-12-01"),
        ("Dec 1", "2027-12-01"),
        ("1st of December", "2027-12-01"),
        ("8 April", "2027-04-08"),
        ("7 april", "2028-04-07"),
        ("29 Feb", "2028-02-29"),
        ("1 December 2028", "2028-12-01"),
        ("December 1st, 2028", "2028-12-01"),
        ("1-Dec-2028", "2028-12-01"),
        ("1. Dec. 2028", "2028-12-01"),
        ("31/12/2026", "2026-12-31"),
        ("12/31/2026", "2026-12-31"),
        ("5/5/2026", "2026-05-05"),
        ("1.12.2026", "2026-12-01"),
        ("1.12.", "2027-12-01"),
        ("31/12", "2027-12-31"),
        ("in 2 years", "2029-04-08"),
        ("two years", "2029-04-08"),
        ("in a week", "2027-04-15"),
        ("in 3 months", "2027-07-08"),
        ("6 weeks", "2027-05-20"),
        ("1 year 6 months", "2028-10-08"),
        ("3 days ago", "2027-04-05"),
    ] {
        assert_eq!(on(text, Sense::First), day, "{text}");
        assert_eq!(on(text, Sense::Last), day, "{text}");
    }
}

#[test]
fn a_period_is_its_first_or_its_last_day() {
    for (text, first, last) in [
        ("2028-12", "2028-12-01", "2028-12-31"),
        ("12/2028", "2028-12-01", "2028-12-31"),
        ("Feb 2028", "2028-02-01", "2028-02-29"),
        ("sept", "2027-09-01", "2027-09-30"),
        ("april", "2027-04-01", "2027-04-30"),
        ("march", "2028-03-01", "2028-03-31"),
        ("2028", "2028-01-01", "2028-12-31"),
        ("next year", "2028-01-01", "2028-12-31"),
        ("this month", "2027-04-01", "2027-04-30"),
        ("next week", "2027-04-12", "2027-04-18"),
        ("end of 2028", "2028-12-31", "2028-12-31"),
        ("the end of the year", "2027-12-31", "2027-12-31"),
        ("start of June 2028", "2028-06-01", "2028-06-01"),
    ] {
        assert_eq!(on(text, Sense::First), first, "{text}");
        assert_eq!(on(text, Sense::Last), last, "{text}");
    }
}

#[test]
fn what_is_recorded_has_happened() {
    for (text, day) in [
        ("mon", "2027-04-05"),
        ("thursday", "2027-04-08"),
        ("1 Dec", "2026-12-01"),
        ("29 Feb", "2024-02-29"),
        ("march", "2027-03-31"),
        ("april", "2027-04-08"),
        ("2026", "2026-12-31"),
        ("2 weeks", "2027-03-25"),
        ("last week", "2027-04-04"),
        ("tomorrow", "`tomorrow` is in the future"),
        ("2027-05", "`2027-05` is in the future"),
        ("in 2 days", "`in 2 days` is in the future"),
        ("end of april", "`end of april` is in the future"),
    ] {
        assert_eq!(on(text, Sense::Recorded), day, "{text}");
    }
}

#[test]
fn what_is_no_day_is_told_with_what_is_one() {
    for (text, wrong) in [
        ("2027-02-30", "`2027-02-30` is not a day of the calendar"),
        ("31 June", "`31 June` is not a day of the calendar"),
        ("13/13/2027", "`13/13/2027` is not a day of the calendar"),
        (
            "01/12/2026",
            "`01/12/2026` could be 2026-12-01 or 2026-01-12; write the one that you mean",
        ),
        ("1/12", "`1/12` could be 1 Dec or 12 Jan; write the one that you mean"),
        ("tomorow", "`tomorow` is not a day; did you mean `tomorrow`?"),
        (
            "soon",
            "`soon` is not a day; write for example 2027-04-09, 1 Dec 2028, 2028-12, monday or in \
             2 years",
        ),
        ("in 9999 years", "`in 9999 years` is beyond the calendar"),
    ] {
        assert_eq!(on(text, Sense::First), wrong, "{text}");
    }
    for text in ["", "-", "in 2 hours", "in -2 days", "1.12.28", "20281", "2", "ma", "end of"] {
        assert!(parse_day(text).unwrap_err().contains("is not a day"), "{text}");
    }
}

#[test]
fn only_what_says_its_year_stays_the_same_day() {
    for text in ["2028-12-01", "1 Dec 2028", "2028-12", "Dec 2028", "2028", "end of 2028"] {
        assert!(!parse_day(text).unwrap().moves(), "{text}");
    }
    for text in ["1 Dec", "dec", "monday", "today", "in 2 years", "2 years", "end of the year"] {
        assert!(parse_day(text).unwrap().moves(), "{text}");
    }
}

#[test]
fn a_holiday_is_two_days_or_one_period() {
    let days = |text: &str| {
        let (from, until) = parse_holiday(text).unwrap().days(TODAY).unwrap();
        format!("{from} {until}")
    };
    assert_eq!(days("2027-07-05..2027-07-25"), "2027-07-05 2027-07-25");
    assert_eq!(days("20 Dec..2 Jan=2"), "2027-12-20 2028-01-02");
    assert_eq!(days("20 Dec 2027 to 2 Jan"), "2027-12-20 2028-01-02");
    assert_eq!(days("mon..wed"), "2027-04-12 2027-04-14");
    assert_eq!(days("2027-08"), "2027-08-01 2027-08-31");
    assert_eq!(days("1 Aug \u{2013} 5 Aug"), "2027-08-01 2027-08-05");
    assert_eq!(days("2027-07-25..2027-07-05"), "2027-07-25 2027-07-05");
}

fn hours(text: &str) -> String {
    let budget = parse_hours(text).and_then(|hours| hours.any().map_err(|wrong| wrong.message));
    match budget {
        Ok(Budget::Weekly(hours)) => hours.to_string(),
        Ok(Budget::Daily(days)) => {
            weekdays(days).map(|(day, hours)| format!("{day} {hours} ")).collect()
        }
        Err(wrong) => wrong,
    }
}

#[test]
fn hours_are_read_as_people_write_them() {
    for (text, meant) in [
        ("6", "6"),
        ("6h", "6"),
        ("6 hours", "6"),
        ("6h a week", "6"),
        ("2h30m", "2.5"),
        ("2h30", "2.5"),
        ("2 h 30 min", "2.5"),
        ("2:30", "2.5"),
        ("45m", "0.8"),
        ("10,5", "10.5"),
        ("10.5h", "10.5"),
        ("mon 2 sat 4", "mon 2 sat 4 "),
        ("Mon 2, Saturday 4h", "mon 2 sat 4 "),
        ("mon=2 sat=4", "mon 2 sat 4 "),
        ("mon=2,sat=4", "mon 2 sat 4 "),
        ("mon=1,5 sat=4", "mon 1.5 sat 4 "),
        ("mon: 2:30 sat: 45m", "mon 2.5 sat 0.8 "),
        ("sundays 2 h 30 m", "sun 2.5 "),
        ("mon-wed 1", "mon 1 tue 1 wed 1 "),
        ("mon\u{2013}tue 1h sat 4", "mon 1 tue 1 sat 4 "),
        ("sat - mon 2", "mon 2 sat 2 sun 2 "),
        ("mon, wed and fri 2", "mon 2 wed 2 fri 2 "),
        ("weekdays 1 weekend 3", "mon 1 tue 1 wed 1 thu 1 fri 1 sat 3 sun 3 "),
        ("daily 1", "mon 1 tue 1 wed 1 thu 1 fri 1 sat 1 sun 1 "),
    ] {
        assert_eq!(hours(text), meant, "{text}");
    }
}

#[test]
fn what_are_no_hours_is_told_with_what_are() {
    let examples = "; write for example 6, 2h30m or mon-fri 1 sat 4";
    for (text, wrong) in [
        ("lots", "`lots` is not a number of hours"),
        ("", "`` is not a number of hours"),
        ("inf", "`inf` is not a number of hours"),
        ("mon", "`mon` has no hours"),
        ("mon 2 sat", "`sat` has no hours"),
        ("2 sat 4", "`2` has no weekday"),
        ("mon 1.2.3", "`1.2.3` is not a number of hours"),
        ("3 days", "`3` has no weekday"),
    ] {
        assert_eq!(hours(text), format!("{wrong}{examples}"), "{text}");
    }
    for (text, wrong) in [
        ("-5", "a week has 0 to 168 hours, not -5"),
        ("200h", "a week has 0 to 168 hours, not 200"),
        ("mon 25", "a day has 0 to 24 hours, not 25"),
        (
            "mno 2",
            "`mno` is not a weekday: use mon, tue, wed, thu, fri, sat, sun, mon-fri or weekend",
        ),
        ("mon 2 mon-fri 1", "`mon` comes twice"),
    ] {
        assert_eq!(hours(text), wrong, "{text}");
    }
}

#[test]
fn the_hours_of_a_week_and_of_a_step_are_written_alike() {
    for text in ["6", "6h", "2h30m", "2h30", "2:30", "45m", "10,5", "10.5", "1 hour 5 minutes"] {
        let budget = parse_hours(text).unwrap().any().unwrap();
        assert_eq!(budget, Budget::Weekly(parse_spent(text).unwrap()), "{text}");
    }
    for text in ["-2h", "3 days", "0", "mon 2", "", "1e3", "20000"] {
        assert!(parse_spent(text).is_err(), "{text}");
    }
}

fn any_word() -> impl Strategy<Value = String> {
    prop_oneof![
        prop::sample::select(vec![
            "mon",
            "-",
            "fri",
            "weekend",
            "2",
            "4h",
            "30m",
            ":",
            "=",
            ",",
            ".",
            " ",
            "end of ",
            "in ",
            "next ",
            "year",
            "dec",
            "2028",
            "31",
            "/",
            "ago",
            "th",
            "a",
            "99999999999",
        ])
        .prop_map(str::to_owned),
        any::<String>(),
    ]
}

proptest! {
    #[test]
    fn any_text_is_read_or_refused(words in prop::collection::vec(any_word(), 0..8)) {
        let text = words.concat();
        for sense in [Sense::First, Sense::Last, Sense::Recorded] {
            for today in [Date::MIN, TODAY, Date::MAX] {
                let _ = parse_day(&text).and_then(|day| day.on(today, sense));
                let _ = parse_holiday(&text).and_then(|holiday| holiday.exception(today));
            }
        }
        let _ = parse_spent(&text);
        let _ = parse_hours(&text).map(|hours| hours.some());
    }

    #[test]
    fn a_day_that_is_written_back_is_the_same_day(
        text in "(end of )?[0-9]{1,4}([-/. ][0-9]{1,2}){0,2}\
                 |(in )?[1-9]?[0-9] (days|weeks|months|years)|(mon|1 jan|dec)( 2028)?"
    ) {
        for sense in [Sense::First, Sense::Last, Sense::Recorded] {
            if let Ok(day) = parse_day(&text).and_then(|day| day.on(TODAY, sense)) {
                let again = parse_day(&day.to_string()).unwrap();
                prop_assert!(!again.moves());
                prop_assert_eq!(again.on(TODAY, sense), Ok(day));
            }
        }
    }

    #[test]
    fn hours_that_are_written_back_are_the_same_hours(
        ticks in prop::array::uniform7(0..=24_u64 * 42_000)
    ) {
        let days = ticks.map(Hours::from_ticks);
        let text = |mark: &str| -> String {
            weekdays(days).map(|(day, hours)| format!("{day}{mark}{},", hours.get())).collect()
        };
        for text in [text("="), text(" "), text(": ")] {
            if let Ok(written @ WrittenHours::Daily(_)) = parse_hours(&text) {
                prop_assert_eq!(written.any().unwrap(), Budget::Daily(days));
            }
        }
        let week = Hours::from_ticks(ticks[0]);
        let written = parse_hours(&week.get().to_string()).unwrap();
        prop_assert_eq!(written.any().unwrap(), Budget::Weekly(week));
    }
}
