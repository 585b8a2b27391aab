//! Explanations: chains that hold link by link, and alternatives that are real plans.

use proptest::prelude::{ProptestConfig, prop_assert, prop_assert_eq, proptest};

use crate::planner::explain::{WhyNot, absent, planned};
use crate::planner::goal::Condition;
use crate::planner::plan::plan;
use crate::planner::tests::world::{times, worlds_with_drops};

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn a_step_of_the_plan_is_there_for_a_reason(world in worlds_with_drops(10), time in times()) {
        let kb = &world.kb;
        let scenario = world.scenario(time);
        let Ok(current) = plan(kb, &scenario) else { return Ok(()) };
        for step in &current.steps {
            let found = planned(kb, &scenario, &current, step);
            prop_assert_eq!(found.chains.len(), step.because.len());
            for chain in &found.chains {
                let steps: Vec<_> =
                    chain.links.iter().map(|link| link.step).chain([step.step]).collect();
                prop_assert!(chain.demand.is_met_by(kb, steps[0]));
                for (link, below) in chain.links.iter().zip(&steps[1..]) {
                    prop_assert!(!link.needs.is_empty());
                    let is_met = |need: &Condition| need.is_met_by(kb, link.step, *below);
                    prop_assert!(link.needs.iter().all(is_met));
                }
            }
            prop_assert!(found.unlocks.len() <= found.unlocks_in_all);
            for (other, difference) in &found.alternatives {
                prop_assert!(!current.selection.steps.contains(other));
                prop_assert!(difference.added.contains(&kb.id(*other)));
                prop_assert!(difference.removed.contains(&kb.id(step.step)));
            }
        }
    }

    #[test]
    fn a_step_outside_of_the_plan_would_not_make_it_shorter(
        world in worlds_with_drops(10),
        time in times(),
    ) {
        let kb = &world.kb;
        let scenario = world.scenario(time);
        let Ok(current) = plan(kb, &scenario) else { return Ok(()) };
        for step in kb.step_ids().filter(|step| !current.selection.steps.contains(step)) {
            let found = absent(kb, &scenario, &current, step);
            prop_assert_eq!(found.why_not == WhyNot::Finished, scenario.held.done.contains(&step));
            if let Some(Ok(with)) = &found.with {
                prop_assert!(with.added.contains(&kb.id(step)));
                // What was forbidden or given up may have been the shorter way.
                let free = matches!(found.why_not, WhyNot::NotNeeded);
                prop_assert!(!free || with.hours_more >= 0.0);
            }
        }
    }
}
