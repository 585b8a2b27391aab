//! How many hours each week has. Weeks run from Monday to Sunday and are numbered from the week
//! of the plan's start.

use jiff::ToSpan as _;
use jiff::civil::{Date, Weekday};
use serde::Serialize;

use crate::knowledge::hours::Hours;
use crate::planner::pace::Pace;
use crate::planner::running_sum::RunningSum;

/// The hours that a person can give.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Budget {
    /// In a week, spread evenly over its seven days.
    Weekly(Hours),
    /// On each day, Monday first.
    Daily([Hours; 7]),
}

impl Budget {
    /// Hours of a whole week.
    pub fn weekly(self) -> Hours {
        match self {
            Self::Weekly(hours) => hours,
            Self::Daily(days) => days.into_iter().sum(),
        }
    }

    fn on(self, weekday: Weekday) -> Hours {
        match self {
            Self::Weekly(hours) => Hours::from_ticks(hours.ticks() / 7),
            Self::Daily(days) => days[weekday.to_monday_zero_offset() as usize],
        }
    }
}

/// A period of days with another budget; both ends are included.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Exception {
    pub from: Date,
    pub until: Date,
    #[serde(rename = "hours")]
    pub budget: Budget,
    pub why: Option<String>,
}

/// The time that a person gives.
#[derive(Debug, Clone, PartialEq)]
pub struct Time {
    pub start: Date,
    pub budget: Budget,
    pub exceptions: Vec<Exception>,
    /// The most steps in progress in a week (a limit on work in progress).
    pub max_in_progress: usize,
    /// The day from which the person has given their hours, no later than the start.
    pub since: Date,
    /// Hours of the week of the start that have been worked already.
    pub used: Hours,
    /// How the person's hours differ from the estimates.
    pub pace: Pace,
}

impl Time {
    /// Time of which nothing is used, at an unknown pace.
    pub fn new(
        start: Date,
        budget: Budget,
        exceptions: Vec<Exception>,
        max_in_progress: usize,
    ) -> Self {
        let (used, pace) = (Hours::ZERO, Pace::default());
        Self { start, budget, exceptions, max_in_progress, since: start, used, pace }
    }

    /// Hours from one day to another, both included.
    pub fn between(&self, from: Date, until: Date) -> Hours {
        let days = from.series(1.day()).take_while(|&day| day <= until);
        days.map(|day| self.on(day)).sum()
    }

    /// Hours of one day.
    pub fn on(&self, day: Date) -> Hours {
        let exception = self.exceptions.iter().find(|e| (e.from..=e.until).contains(&day));
        exception.map_or(&self.budget, |exception| &exception.budget).on(day.weekday())
    }

    /// The same time with at most so many hours left of the week of the start.
    #[must_use]
    pub fn with_hours_left(&self, hours: Hours) -> Self {
        let first = monday_of(self.start);
        let since = match self.budget {
            Budget::Weekly(_) => self.since.max(first),
            Budget::Daily(_) => first,
        };
        let given = self.between(since, first.saturating_add(6.days()));
        Self { used: self.used.max(given.less(hours)), ..self.clone() }
    }

    /// Adds an exception.
    ///
    /// # Errors
    /// If it ends before it begins, or more than 100 years after the start, or overlaps another.
    pub fn add(&mut self, exception: Exception) -> Result<(), String> {
        let Exception { from, until, .. } = exception;
        let last = self.start.checked_add(100.years()).unwrap_or(Date::MAX);
        if until < from {
            return Err(format!("ends on {until}, before it begins on {from}"));
        }
        if until > last {
            return Err(format!("ends on {until}, more than 100 years after the start"));
        }
        let overlap = self.exceptions.iter().find(|e| from <= e.until && e.from <= until);
        if let Some(other) = overlap {
            return Err(format!("overlaps with {} to {}", other.from, other.until));
        }
        self.exceptions.push(exception);
        Ok(())
    }
}

/// The capacity of every week from the start on.
#[derive(Debug, Clone)]
pub struct Calendar {
    pub start: Date,
    pub max_in_progress: usize,
    monday: Date,
    /// How many weeks end before the year 9999 does.
    weeks: usize,
    /// Ticks of the weeks that differ from the rest: the first, and those up to the last exception.
    special: Vec<u64>,
    /// Ticks of a week without exceptions.
    pub regular: u64,
    /// Ticks of all weeks before one.
    given: RunningSum,
    /// Of all weeks before one those that have any ticks.
    workable: RunningSum,
}

impl Calendar {
    /// A week that is cut by an exception, or by the day from which hours are given, gets its share
    /// by days. Of hours by the week, what is left of the first week is left; of hours by weekday,
    /// what has passed with a day has passed.
    pub fn new(time: &Time) -> Self {
        let &Time { start, budget, ref exceptions, max_in_progress, since, used, .. } = time;
        let monday = monday_of(start);
        let day_before = monday.saturating_sub(1.day());
        let last = exceptions.iter().map(|exception| exception.until).max();
        let weeks = last.map_or(1, |last| 1.max(week_between(monday, last) + 1));
        let capacity = |week: i64| {
            let first = monday.saturating_add((7 * week).days());
            let last = first.saturating_add(6.days());
            let whole = time.between(first, last);
            match (week, budget) {
                (0, Budget::Weekly(_)) => {
                    let days = start.until(last).map_or(0, |span| span.get_days() + 1);
                    let most = Hours::whole(24 * days.unsigned_abs());
                    time.between(since.max(first), last).less(used).min(most).ticks()
                }
                (0, Budget::Daily(_)) => time.between(start, last).min(whole.less(used)).ticks(),
                _ => whole.ticks(),
            }
        };
        let weekdays = Weekday::Monday.cycle_forward().take(7);
        let regular = weekdays.map(|weekday| budget.on(weekday)).sum::<Hours>().ticks();
        let special: Vec<u64> = (0..weeks).map(capacity).collect();
        let any = |ticks: u64| u64::from(ticks > 0);
        Self {
            start,
            max_in_progress,
            weeks: usize::try_from(week_between(day_before, Date::MAX)).unwrap_or(0),
            monday,
            given: RunningSum::new(special.iter().copied(), regular),
            workable: RunningSum::new(special.iter().copied().map(any), any(regular)),
            special,
            regular,
        }
    }

    /// The first week, from one on, by the end of which so many ticks have been given, and so many
    /// weeks had any; `None` if it lies past the year 9999.
    pub fn filled(&self, first: usize, ticks: u64, weeks: usize) -> Option<usize> {
        let given = self.given.reaches(self.given.before(first).saturating_add(ticks))?;
        let worked = match weeks {
            0 => first,
            _ => self.workable.reaches(self.workable.before(first) + weeks as u64)?,
        };
        Some(first.max(given).max(worked)).filter(|&week| self.has(week))
    }

    /// Ticks of a week.
    pub fn capacity(&self, week: usize) -> u64 {
        self.special.get(week).copied().unwrap_or(self.regular)
    }

    /// From this week on all have the regular hours.
    pub fn first_regular(&self) -> usize {
        self.special.len()
    }

    /// Ticks of the week with the most.
    pub fn most(&self) -> u64 {
        self.special.iter().copied().fold(self.regular, u64::max)
    }

    /// Whether a week lies in a year that can be written.
    pub fn has(&self, week: usize) -> bool {
        week < self.weeks
    }

    /// `None` past the year 9999.
    pub fn monday(&self, week: usize) -> Option<Date> {
        self.monday.checked_add(i64::try_from(week).ok()?.checked_mul(7)?.days()).ok()
    }

    /// The last day of a week.
    pub fn sunday(&self, week: usize) -> Option<Date> {
        self.monday(week)?.checked_add(6.days()).ok()
    }

    /// The first day of a week that belongs to the plan.
    pub fn first_day(&self, week: usize) -> Option<Date> {
        self.monday(week).map(|monday| monday.max(self.start))
    }

    /// Whether a step with these start months may begin in a week; no months means any. In the
    /// first week both its Monday and the day of the start have to be in one of them.
    pub fn may_start(&self, week: usize, months: &[u8]) -> bool {
        let allowed =
            |day: Option<Date>| day.is_some_and(|day| months.contains(&(day.month() as u8)));
        months.is_empty() || (allowed(self.monday(week)) && allowed(self.first_day(week)))
    }

    /// Days of a week that belong to the plan: fewer than seven where the start cuts the first.
    pub fn days(&self, week: usize) -> u64 {
        match week {
            0 => 7 - self.start.weekday().to_monday_zero_offset() as u64,
            _ => 7,
        }
    }
}

/// The Monday on or before a day.
pub fn monday_of(day: Date) -> Date {
    let back = i64::from(day.weekday().to_monday_zero_offset());
    day.checked_sub(back.days()).unwrap_or(day)
}

/// Weeks from the one of a day to the one of a later day.
pub fn weeks_between(earlier: Date, later: Date) -> u32 {
    u32::try_from(week_between(monday_of(earlier), later)).unwrap_or(0)
}

/// Whole weeks from a Monday to a day; rounds down, also before it.
fn week_between(monday: Date, day: Date) -> i64 {
    let days = day.since(monday).map_or(0, |span| i64::from(span.get_days()));
    days.div_euclid(7)
}

#[cfg(test)]
mod tests {
    use itertools::iproduct;
    use jiff::civil::{Date, date};

    use super::{Budget, Calendar, Exception, Time};
    use crate::knowledge::hours::Hours;

    fn calendar(start: Date, budget: Budget, exceptions: Vec<Exception>) -> Calendar {
        Calendar::new(&Time::new(start, budget, exceptions, 3))
    }

    #[test]
    fn part_weeks_count_by_days() {
        let holiday = Exception {
            from: date(2027, 1, 20),
            until: date(2027, 1, 26),
            budget: Budget::Weekly(Hours::ZERO),
            why: None,
        };
        let calendar = calendar(date(2027, 1, 6), Budget::Weekly(Hours::whole(7)), vec![holiday]);
        let hours = |week| Hours::from_ticks(calendar.capacity(week)).get();
        assert_eq!([hours(0), hours(1), hours(2), hours(3), hours(4)], [5.0, 7.0, 2.0, 5.0, 7.0]);
        assert_eq!(calendar.monday(2), Some(date(2027, 1, 18)));
        assert_eq!(calendar.first_day(0), Some(date(2027, 1, 6)));
    }

    #[test]
    fn hours_can_follow_the_weekday() {
        let mut days = [Hours::ZERO; 7];
        days[0] = Hours::whole(1);
        days[5] = Hours::whole(4);
        let calendar = calendar(date(2027, 1, 7), Budget::Daily(days), Vec::new());
        assert_eq!(calendar.capacity(0), Hours::whole(4).ticks());
        assert_eq!(calendar.capacity(1), Hours::whole(5).ticks());
    }

    #[test]
    fn what_is_left_of_the_hours_of_a_week_is_left_on_its_last_days() {
        let (monday, saturday) = (date(2027, 1, 4), date(2027, 1, 9));
        let mut days = [Hours::ZERO; 7];
        days[0] = Hours::whole(3);
        days[5] = Hours::whole(4);
        let left = |budget, since, used| {
            let time = Time::new(saturday, budget, Vec::new(), 3);
            let time = Time { since, used: Hours::whole(used), ..time };
            Hours::from_ticks(Calendar::new(&time).capacity(0)).get()
        };
        let weekly = |hours| Budget::Weekly(Hours::whole(hours));
        for (budget, since, used, expected) in [
            (weekly(7), monday, 0, 7.0),
            (weekly(7), monday, 5, 2.0),
            (weekly(7), monday, 9, 0.0),
            (weekly(7), saturday, 0, 2.0),
            (weekly(100), monday, 0, 48.0),
            (Budget::Daily(days), monday, 0, 4.0),
            (Budget::Daily(days), monday, 5, 2.0),
        ] {
            assert_eq!(left(budget, since, used), expected, "{budget:?} {since} {used}");
        }
        let time = Time { since: monday, ..Time::new(saturday, weekly(7), Vec::new(), 3) };
        let only = Calendar::new(&time.with_hours_left(Hours::whole(2)));
        assert_eq!(only.capacity(0), Hours::whole(2).ticks());
    }

    #[test]
    fn hours_are_given_week_by_week() {
        let holiday = |from, until, hours| Exception {
            from,
            until,
            budget: Budget::Weekly(Hours::whole(hours)),
            why: None,
        };
        let (away, less) = (date(2027, 1, 11), date(2027, 2, 3));
        let exceptions =
            vec![holiday(away, date(2027, 1, 24), 0), holiday(less, date(2027, 2, 9), 2)];
        for hours in [0, 7, 10] {
            let budget = Budget::Weekly(Hours::whole(hours));
            let calendar = calendar(date(2027, 1, 6), budget, exceptions.clone());
            for (first, ticks, weeks) in iproduct!(0..8, 0..40, 0..6) {
                let ticks = Hours::whole(ticks).ticks();
                let capacities = |last| (first..=last).map(|week| calendar.capacity(week));
                let is_filled = |&last: &usize| {
                    capacities(last).sum::<u64>() >= ticks
                        && capacities(last).filter(|&capacity| capacity > 0).count() >= weeks
                };
                let plainly = (first..30).find(is_filled);
                assert_eq!(calendar.filled(first, ticks, weeks), plainly, "{first} {ticks}");
            }
        }
    }

    #[test]
    fn weeks_end_with_the_year_9999() {
        for start in [date(2027, 1, 4), date(9999, 12, 1), date(9999, 12, 20), date(9999, 12, 31)] {
            let calendar = calendar(start, Budget::Weekly(Hours::whole(7)), Vec::new());
            for week in (0..10).chain(calendar.weeks.saturating_sub(5)..calendar.weeks + 5) {
                assert_eq!(calendar.has(week), calendar.sunday(week).is_some(), "{start} {week}");
            }
        }
    }

    #[test]
    fn start_months_hold_for_monday_and_for_the_first_day() {
        let budget = Budget::Weekly(Hours::whole(7));
        let calendar = calendar(date(2027, 9, 1), budget, Vec::new());
        assert!(!calendar.may_start(0, &[9]));
        assert!(calendar.may_start(1, &[9]));
        assert!(calendar.may_start(0, &[]));
    }
}
