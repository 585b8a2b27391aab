//! Verdicts and remedies: each remedy, followed, gives just what it promises.

use jiff::ToSpan as _;
use proptest::prelude::{ProptestConfig, prop_assert, prop_assert_eq, proptest};

use crate::knowledge::hours::Hours;
use crate::planner::comeback::hours_to_keep_the_month;
use crate::planner::forecast::ForecastDay;
use crate::planner::plan::plan;
use crate::planner::remedy::{Remedy, most_hours, remedies};
use crate::planner::scenario::Scenario;
use crate::planner::tests::world::{times, worlds_with_drops};
use crate::planner::verdict::{Verdict, judge};

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn a_remedy_that_is_followed_gives_what_it_promises(
        world in worlds_with_drops(10), time in times(), percent in 5_i64..150
    ) {
        let scenario = world.scenario(time);
        let Ok(current) = plan(&world.kb, &scenario) else { return Ok(()) };
        let start = scenario.time.start;
        let days = i64::from(current.finish.planned.since(start).unwrap().get_days());
        let deadline = start + (days * percent / 100).days();
        let now = judge(&current, deadline);
        prop_assert_eq!(now.verdict == Verdict::Short, current.finish.planned > deadline);
        prop_assert_eq!(now.verdict == Verdict::Short, !now.hours_short.is_zero());
        if now.verdict == Verdict::Fits {
            let is_likely = current.forecast.by(80) <= ForecastDay::By(deadline);
            prop_assert!(now.likelihood >= 0.8 && is_likely);
            return Ok(());
        }
        let is_late = current.forecast.by(80) > ForecastDay::By(deadline);
        prop_assert!(is_late || now.verdict == Verdict::Short);
        let found = remedies(&world.kb, &scenario, &current, deadline);
        let sorted = |list: &[Remedy]| list.is_sorted_by(|a, b| a.share <= b.share);
        prop_assert!(sorted(&found.enough) && sorted(&found.not_enough));
        prop_assert!(found.enough.iter().all(|r| r.judgement.verdict == Verdict::Fits));
        prop_assert!(!found.enough.is_empty(), "a later deadline is always a way");
        for remedy in found.enough.iter().chain(&found.not_enough) {
            let (changed, deadline) = remedy.change.apply(&scenario, deadline);
            let [before, after] = [&scenario, &changed].map(|it| it.time.budget.weekly());
            prop_assert!(after <= before.max(Hours::whole(most_hours(before))));
            let followed = plan(&world.kb, &changed).unwrap();
            prop_assert_eq!(judge(&followed, deadline), remedy.judgement, "{:?}", remedy.change);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn whoever_comes_back_for_the_hours_that_are_enough_keeps_the_month(
        world in worlds_with_drops(8), time in times()
    ) {
        let scenario = world.scenario(time);
        let Ok(current) = plan(&world.kb, &scenario) else { return Ok(()) };
        let Some(hours) = hours_to_keep_the_month(&world.kb, &scenario, &current) else {
            return Ok(());
        };
        prop_assert!(Hours::ZERO < hours && hours <= current.capacity[0].1);
        let with = Scenario { time: scenario.time.with_hours_left(hours), ..scenario.clone() };
        let after = plan(&world.kb, &with).unwrap();
        prop_assert!(after.capacity.is_empty() || after.capacity[0].1 <= hours);
        prop_assert!(after.finish.planned <= current.finish.planned.last_of_month());
    }
}

#[test]
fn nobody_is_told_to_give_more_than_twice_their_hours_or_thirty() {
    for (now, most) in [(0.4, 0), (1.0, 2), (7.5, 15), (15.0, 30), (20.0, 30), (40.0, 30)] {
        assert_eq!(most_hours(Hours::new(now).unwrap()), most, "{now}");
    }
}
