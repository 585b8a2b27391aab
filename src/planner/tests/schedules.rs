//! Schedules: what every plan promises, whatever the world and the life.

use std::collections::{BTreeMap, BTreeSet};

use jiff::ToSpan as _;
use jiff::civil::Date;
use proptest::prelude::{ProptestConfig, TestCaseError, prop_assert, prop_assert_eq, proptest};

use crate::knowledge::hours::Hours;
use crate::knowledge::model::StepId;
use crate::planner::bound::makespan_lower_bound;
use crate::planner::calendar::Time;
use crate::planner::instance::Instance;
use crate::planner::network::Network;
use crate::planner::plan::{Plan, PlannedStep, plan_goal};
use crate::planner::priority::{Haste, PriorityRule, Variant};
use crate::planner::schedule::Schedule;
use crate::planner::select::select;
use crate::planner::tests::oracle::hours_left;
use crate::planner::tests::oracle::{doable, done, is_enough_without_the_guide, level_of};
use crate::planner::tests::world::{World, times, worlds};

proptest! {
    #![proptest_config(ProptestConfig::with_cases(800))]

    #[test]
    fn every_plan_keeps_its_promises(world in worlds(10), time in times()) {
        let Ok(plan) = plan_goal(&world.kb, &world.goal(), &time) else { return Ok(()) };
        keeps_its_promises(&world, &plan, &time)?;
    }

    #[test]
    fn no_priority_rule_ends_before_the_bound(
        world in worlds(8), time in times(), seed: [u32; 8], variant: [bool; 4],
        haste in 0_usize..3,
    ) {
        let goal = world.goal();
        let Ok(selection) = select(&world.kb, &goal) else { return Ok(()) };
        let instance = Instance::new(&world.kb, &goal, &selection.steps);
        let network = Network::new(&world.kb, &goal.held, instance, &time);
        let bound = makespan_lower_bound(&network).unwrap();
        let mut list: Vec<usize> = (0..network.activities.len()).collect();
        list.sort_by_key(|&task| seed[task]);
        let [is_steady, places_first, full_time_in_turn, waiting_goes_on] = variant;
        let haste = [Haste::None, Haste::BeginsEarly, Haste::BeforeFullTime][haste];
        let variant = Variant { places_first, full_time_in_turn, waiting_goes_on, haste };
        let rule = PriorityRule { list, variant, is_steady };
        let finish = Schedule::build(&network, &rule).unwrap().finish;
        prop_assert!(bound <= finish, "{bound} > {finish}");
    }

    #[test]
    fn the_same_input_gives_the_same_plan(world in worlds(10), time in times()) {
        let once = format!("{:?}", plan_goal(&world.kb, &world.goal(), &time));
        prop_assert_eq!(once, format!("{:?}", plan_goal(&world.kb, &world.goal(), &time)));
    }
}

type Outcome = Result<(), TestCaseError>;

pub(super) fn keeps_its_promises(world: &World, plan: &Plan, time: &Time) -> Outcome {
    hours_are_all_placed(world, plan)?;
    capacity_is_kept(world, plan, time)?;
    what_is_needed_comes_first(world, plan)?;
    lessons_come_before_their_use(world, plan)?;
    nothing_is_taught_that_is_known(world, plan)?;
    weeks_and_months_are_kept(world, plan, time)?;
    no_more_in_progress_than_allowed(world, plan, time)?;
    prop_assert!(plan.finish.bound <= plan.finish.planned);
    prop_assert!(
        plan.forecast.by(10) <= plan.forecast.by(50)
            && plan.forecast.by(50) <= plan.forecast.by(90)
    );
    prop_assert!(plan.steps.iter().all(|step| !step.because.is_empty()));
    Ok(())
}

fn hours_are_all_placed(world: &World, plan: &Plan) -> Outcome {
    for step in &plan.steps {
        let placed: Hours = step.weeks.iter().map(|&(_, hours)| hours).sum();
        prop_assert_eq!(placed, hours_left(world, step.step));
        prop_assert!(step.weeks.iter().all(|(_, hours)| !hours.is_zero()));
        prop_assert_eq!(step.weeks[0].0.max(step.start), step.start);
        prop_assert_eq!(last_week(step) + 6.days(), step.finish);
    }
    prop_assert_eq!(plan.steps.len(), plan.selection.steps.len());
    Ok(())
}

fn last_week(step: &PlannedStep) -> Date {
    step.weeks.last().unwrap().0
}

/// What the profile gives on the days of a week, counted day by day.
fn capacity(time: &Time, monday: Date) -> Hours {
    let days = (0..7).map(|day| monday + day.days()).filter(|&day| day >= time.start);
    let sevenths = days.map(|day| {
        let exception = time.exceptions.iter().find(|e| e.from <= day && day <= e.until);
        exception.map_or(time.budget.weekly(), |e| e.budget.weekly()).ticks()
    });
    Hours::from_ticks(sevenths.sum::<u64>() / 7)
}

fn capacity_is_kept(world: &World, plan: &Plan, time: &Time) -> Outcome {
    let mut used: BTreeMap<Date, Hours> = BTreeMap::new();
    for step in plan.steps.iter().filter(|step| !world.kb[step.step].full_time) {
        for &(week, hours) in &step.weeks {
            *used.entry(week).or_default() += hours;
        }
    }
    for (&week, &hours) in &used {
        prop_assert!(hours <= capacity(time, week), "{week}: {hours}");
    }
    for step in plan.steps.iter().filter(|step| world.kb[step.step].full_time) {
        for (week, hours) in &step.weeks {
            prop_assert!(!used.contains_key(week), "evening hours in a full-time week {week}");
            prop_assert!(*hours <= Hours::whole(40));
        }
    }
    for &(week, hours) in &plan.capacity {
        prop_assert_eq!(hours, capacity(time, week));
    }
    Ok(())
}

fn what_is_needed_comes_first(world: &World, plan: &Plan) -> Outcome {
    let kb = &world.kb;
    let ends: BTreeMap<StepId, Date> =
        plan.steps.iter().map(|step| (step.step, last_week(step))).collect();
    for planned in &plan.steps {
        let begin = planned.weeks[0].0;
        let in_time = |&(&step, &end): &(&StepId, &Date)| end <= begin && step != planned.step;
        let before: BTreeSet<StepId> =
            ends.iter().filter(in_time).map(|(&step, _)| step).chain(done(world)).collect();
        let step = &kb[planned.step];
        for (&competency, &level) in &step.requires {
            prop_assert!(level_of(world, &before, competency) >= Some(level));
        }
        prop_assert!(step.after.iter().all(|after| before.contains(after)));
        let any =
            step.after_any.is_empty() || step.after_any.iter().any(|after| before.contains(after));
        prop_assert!(any);
        for waited in &planned.waits_for {
            prop_assert!(ends[waited] <= begin);
        }
    }
    Ok(())
}

/// What is planned for a guide item alone stands before all steps that require what it teaches,
/// unless it needs one of them itself.
fn lessons_come_before_their_use(world: &World, plan: &Plan) -> Outcome {
    let kb = &world.kb;
    let chosen: BTreeSet<StepId> = plan.steps.iter().map(|planned| planned.step).collect();
    let start = done(world);
    for lesson in &plan.steps {
        let others: BTreeSet<StepId> =
            chosen.iter().copied().filter(|&step| step != lesson.step).collect();
        let only_for_the_guide = is_enough_without_the_guide(world, &others);
        let uses = |planned: &&PlannedStep| {
            planned.step != lesson.step
                && kb[planned.step].requires.iter().any(|(&c, &level)| {
                    level_of(world, &start, c) < Some(level)
                        && kb.taught(lesson.step, c) >= Some(level)
                })
        };
        let users: Vec<&PlannedStep> = plan.steps.iter().filter(uses).collect();
        let without_users =
            chosen.iter().copied().filter(|&step| users.iter().all(|user| user.step != step));
        let needs_none = doable(world, &without_users.collect()).contains(&lesson.step);
        if only_for_the_guide && needs_none {
            prop_assert!(users.iter().all(|user| last_week(lesson) <= user.weeks[0].0));
        }
    }
    Ok(())
}

/// No step teaches only what the person holds from the start, unless something else than a guide
/// item asks for it.
fn nothing_is_taught_that_is_known(world: &World, plan: &Plan) -> Outcome {
    let kb = &world.kb;
    let start = done(world);
    let chosen: BTreeSet<StepId> = plan.steps.iter().map(|planned| planned.step).collect();
    for &step in &chosen {
        let teaches = &kb[step].teaches;
        let all_known = !teaches.is_empty()
            && teaches.iter().all(|(&c, &level)| level_of(world, &start, c) >= Some(level));
        let others = chosen.iter().copied().filter(|&other| other != step).collect();
        prop_assert!(!(all_known && is_enough_without_the_guide(world, &others)));
    }
    Ok(())
}

fn weeks_and_months_are_kept(world: &World, plan: &Plan, time: &Time) -> Outcome {
    for planned in &plan.steps {
        let step = &world.kb[planned.step];
        let begun = world.begun.get(&planned.step);
        // The weeks of a step in progress pass, also those in which nothing is done.
        let first = if begun.is_some() { plan.capacity[0].0 } else { planned.weeks[0].0 };
        let days = last_week(planned).since(first).unwrap().get_days();
        let passed = begun.map_or(0, |begun| match step.full_time {
            true => begun.days.div_ceil(7),
            false => begun.weeks,
        });
        prop_assert!(days / 7 + 1 >= i32::try_from(step.weeks.saturating_sub(passed)).unwrap());
        let begins = planned.weeks[0].0.max(time.start);
        let may_begin = step.starts.is_empty() || step.starts.contains(&(begins.month() as u8));
        prop_assert!(may_begin || begun.is_some());
        prop_assert_eq!(begins, planned.start);
    }
    Ok(())
}

fn no_more_in_progress_than_allowed(world: &World, plan: &Plan, time: &Time) -> Outcome {
    for &(week, _) in &plan.capacity {
        let running = plan.steps.iter().filter(|planned| {
            let open = planned.weeks[0].0 <= week && week <= last_week(planned);
            open && world.kb[planned.step].weeks == 0
        });
        prop_assert!(running.count() <= time.max_in_progress.max(world.begun.len()));
    }
    Ok(())
}
