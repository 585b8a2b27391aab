//! Days, zones and clocks that go back. R18.

use serde_json::Value;

use crate::reliability::place::{Outcome, Place, fields};

fn on(place: &Place, day: &str, args: &[&str]) -> Outcome {
    let mut command = place.bare();
    Outcome::of(command.args(["--today", day]).args(args).output().unwrap())
}

#[test]
fn the_day_may_be_any_and_go_back() {
    let place = Place::new(12);
    let days = ["2027-03-01", "2027-02-28", "2028-02-29", "2000-01-01", "2027-03-01", "9999-12-31"];
    for (n, day) in days.into_iter().enumerate() {
        on(&place, day, &["start", &format!("s{n:03}")]).yes();
        on(&place, day, &["log", &format!("s{n:03}"), "1h"]).yes();
        on(&place, day, &["history"]).yes();
    }
    for day in days {
        on(&place, day, &["done", "s000"]).yes();
        on(&place, day, &["undo"]).yes();
    }
    let events = place.events();
    let written = [days.map(|day| [day, day]).concat(), days.map(|day| [day, day]).concat()];
    assert_eq!(fields(&events, "day"), written.concat());
}

/// Whether or not a plan can be made of such a day, it is written down as it was named.
#[test]
fn the_first_and_last_days_of_the_calendar_are_days() {
    for day in ["0001-01-01", "0000-01-01", "0004-02-29", "9999-12-31"] {
        let place = Place::new(4);
        for args in [&["start", "s000"][..], &["log", "s001", "1h"], &["done", "s000"], &["undo"]] {
            on(&place, day, args).yes();
        }
        on(&place, day, &["skip", "s002", "--force"]).yes();
        assert!(fields(&place.events(), "day").iter().all(|written| *written == day));
        on(&place, day, &["plan"]);
    }
    let place = Place::new(1);
    for day in ["2027-02-29", "10000-01-01", "-001-01-01", "2027-13-1", "someday"] {
        assert_eq!(on(&place, day, &["start", "s000"]).code, Some(2), "{day}");
    }
}

/// Without `--today`, in a zone.
fn at(zone: &str) -> Value {
    let place = Place::new(2);
    let run = |args: &[&str]| {
        Outcome::of(place.bare().env("TZ", zone).args(args).output().unwrap()).yes()
    };
    run(&["start", "s000"]);
    run(&["log", "s000", "15m"]);
    run(&["undo"]);
    run(&["plan"]);
    place.goes_on();
    place.events()[0].clone()
}

/// The day of an event is the day where the person was, and its moment says where that is.
#[test]
fn days_are_those_of_the_person() {
    // The last ones need no database of zones.
    for (zone, offset) in [
        ("Pacific/Kiritimati", "+14:00"),
        ("Asia/Kathmandu", "+05:45"),
        ("Etc/GMT+12", "-12:00"),
        ("<+14>-14", "+14:00"),
        ("<+0545>-5:45", "+05:45"),
        ("<-12>+12", "-12:00"),
    ] {
        let event = at(zone);
        let written = event["at"].as_str().unwrap();
        assert_eq!(event["day"], written[..10], "{zone}");
        let has_zones = cfg!(unix) && std::path::Path::new("/usr/share/zoneinfo/UTC").exists();
        if zone.starts_with('<') || has_zones {
            assert_eq!(&written[19..], offset, "{zone}");
        }
    }
}

#[test]
fn a_zone_that_is_none_stops_nobody() {
    for zone in ["", "Nowhere/Land", "🕰", "../../etc/passwd", "<+99>-99", ":", "UTC\n"] {
        assert!(at(zone)["day"].is_string(), "{zone}");
    }
}
