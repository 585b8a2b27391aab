//! Verdicts and remedies: each remedy, followed, gives just what it promises.

use jiff::ToSpan as _;
use proptest::prelude::{ProptestConfig, prop_assert, prop_assert_eq, proptest};

use crate::planner::forecast::ForecastDay;
use crate::planner::plan::plan;
use crate::planner::remedy::{MOST_HOURS, Remedy, remedies};
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
            prop_assert!(now.likelihood >= 0.8 && current.finish.p80 <= ForecastDay::By(deadline));
            return Ok(());
        }
        let is_late = current.finish.p80 > ForecastDay::By(deadline);
        prop_assert!(is_late || now.verdict == Verdict::Short);
        let found = remedies(&world.kb, &scenario, &current, deadline);
        let sorted = |list: &[Remedy]| list.is_sorted_by(|a, b| a.share <= b.share);
        prop_assert!(sorted(&found.enough) && sorted(&found.not_enough));
        prop_assert!(found.enough.iter().all(|r| r.judgement.verdict == Verdict::Fits));
        prop_assert!(!found.enough.is_empty(), "a later deadline is always a way");
        for remedy in found.enough.iter().chain(&found.not_enough) {
            let (changed, deadline) = remedy.change.apply(&scenario, deadline);
            let most = f64::from(MOST_HOURS).max(scenario.time.budget.weekly().get());
            prop_assert!(changed.time.budget.weekly().get() <= most);
            let followed = plan(&world.kb, &changed).unwrap();
            prop_assert_eq!(judge(&followed, deadline), remedy.judgement, "{:?}", remedy.change);
        }
    }
}
