//! The order of the steps: it costs no time, breaks no prerequisite, and is worth what it says,
//! counted in another way.

use std::collections::BTreeSet;

use itertools::Itertools as _;
use jiff::civil::Date;
use proptest::prelude::{ProptestConfig, prop_assert, prop_assert_eq, proptest};

use crate::knowledge::market::{PostingRef, Seniority};
use crate::knowledge::model::{Skills, StepId};
use crate::knowledge::vocabulary::{Kind, Level};
use crate::planner::calendar::Time;
use crate::planner::gauge::Climb;
use crate::planner::instance::OneOf;
use crate::planner::margins::Margins;
use crate::planner::order::Order;
use crate::planner::outline::outline;
use crate::planner::outlook::WHOLE;
use crate::planner::plan::{Plan, dated, plan, plan_goal};
use crate::planner::project::{Project, RANDOM_LISTS};
use crate::planner::select::select;
use crate::planner::teaching::Teaching;
use crate::planner::tests::oracle::{done, level_of};
use crate::planner::tests::schedules::keeps_its_promises;
use crate::planner::tests::world::{World, times, worlds, worlds_with_drops};

/// The chosen steps of a world; `None` if there is no plan.
pub(super) fn project(world: &World, time: Time) -> Option<Project<'_>> {
    let goal = world.goal();
    let selection = select(&world.kb, &goal).ok()?;
    Some(Project::new(&world.kb, goal, time, selection).unwrap())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    #[test]
    fn the_order_costs_no_time(world in worlds(12), time in times()) {
        let Some(project) = project(&world, time) else { return Ok(()) };
        let earliest = project.earliest(20).unwrap();
        let preferred = project.schedule(&project.worth(), 20).unwrap();
        prop_assert!(preferred.finish <= earliest.finish);
    }

    #[test]
    fn an_outline_is_the_plan_without_its_order(world in worlds_with_drops(10), time in times()) {
        let scenario = world.scenario(time);
        let Ok(plan) = plan(&world.kb, &scenario) else {
            prop_assert!(outline(&world.kb, &scenario).is_err());
            return Ok(());
        };
        let outline = outline(&world.kb, &scenario).unwrap();
        let steps: BTreeSet<StepId> = plan.steps.iter().map(|planned| planned.step).collect();
        prop_assert_eq!(outline.steps.keys().copied().collect::<BTreeSet<_>>(), steps);
        prop_assert_eq!(outline.hours(), plan.hours());
        prop_assert_eq!(outline.finish, plan.finish.planned);
    }

    #[test]
    fn whoever_knows_no_market_has_a_plan_as_well(mut world in worlds(10), time in times()) {
        let with = plan_goal(&world.kb, &world.goal(), &time);
        world.market = None;
        let without = plan_goal(&world.kb, &world.goal(), &time);
        prop_assert_eq!(with.is_ok(), without.is_ok());
        let (Ok(with), Ok(without)) = (with, without) else { return Ok(()) };
        keeps_its_promises(&world, &without, &time)?;
        prop_assert_eq!(with.selection.steps, without.selection.steps);
        // An order by worth may happen to end even earlier than what was found without one.
        let Some(project) = project(&world, time) else { return Ok(()) };
        let earliest = project.earliest(RANDOM_LISTS).unwrap().finish;
        let latest = project.network.calendar.sunday(earliest).unwrap();
        prop_assert!(with.finish.planned.max(without.finish.planned) <= latest);
    }

    #[test]
    fn a_list_has_every_task_once_after_what_it_waits_for(world in worlds(12), time in times()) {
        let Some(project) = project(&world, time) else { return Ok(()) };
        let (network, worth) = (&project.network, project.worth());
        let start = Order::new(network, &worth);
        let teachings = Teaching::STRICTEST_FIRST.into_iter().chain([Teaching::NONE]);
        for list in teachings.flat_map(|it| Margins::new(&start, it, &[0, 3, 50])) {
            let all = (0..network.activities.len()).collect_vec();
            prop_assert_eq!(list.iter().copied().sorted().collect_vec(), all);
            for (position, &task) in list.iter().enumerate() {
                let before = &list[..position];
                let is_met = |one_of: &OneOf| one_of.iter().any(|task| before.contains(task));
                prop_assert!(network.instance.conditions[task].iter().all(is_met));
            }
        }
    }

    #[test]
    fn the_area_is_what_the_weeks_of_the_plan_say(world in worlds(10), time in times()) {
        let Some(project) = project(&world, time.clone()) else { return Ok(()) };
        let worth = project.worth();
        let area = worth.area(&project.schedule(&worth, RANDOM_LISTS).unwrap());
        let plan = dated(project).unwrap();
        prop_assert_eq!(area, area_by_weeks(&world, &plan));
    }

    #[test]
    fn a_standing_counts_adverts_one_by_one(world in worlds(10), time in times()) {
        let goal = world.goal();
        let Ok(plan) = plan_goal(&world.kb, &goal, &time) else { return Ok(()) };
        let (mut held, mut all) = (goal.held.clone(), done(&world));
        let gauge = goal.outlook.gauge(&world.kb);
        let mut climb = Climb::new(&gauge, held.clone());
        for step in plan.steps.iter().map(|planned| planned.step) {
            let standing = goal.outlook.standing(&world.kb, &held);
            prop_assert_eq!(climb.standing(), standing);
            let counted = counted(&world, &all);
            prop_assert_eq!(standing.is_some(), counted.is_some());
            let (Some(standing), Some([has, near, senior])) = (standing, counted) else { break };
            prop_assert!((standing.held - has).abs() < 1e-9, "{standing:?} {has}");
            prop_assert_eq!([standing.within_reach, standing.senior_within_reach], [near, senior]);
            held.learn(&world.kb, &world.kb[step].teaches);
            climb.learn(&world.kb, &world.kb[step].teaches);
            all.insert(step);
        }
    }
}

/// Fewer adverts for the target are as good as none.
const FEWEST: usize = 5;

/// Adverts for the target that require something technical, with what that is.
fn adverts(world: &World) -> Vec<(PostingRef<'_>, Vec<Skills>)> {
    let market = world.market.iter().flat_map(|market| market.postings());
    let own = market.filter(|advert| world.target.posts.iter().any(|it| it == advert.post()));
    let is_technical = |ask: &Skills| ask.keys().any(|competency| !world.kb[*competency].soft);
    let technical = |advert: PostingRef<'_>| {
        let asks = advert.requires().map(|ask| ask.iter().copied().collect());
        asks.filter(is_technical).collect_vec()
    };
    let with_asks = own.map(|advert| (advert, technical(advert)));
    let all = with_asks.filter(|(_, asks)| !asks.is_empty()).collect_vec();
    if all.len() < FEWEST { Vec::new() } else { all }
}

fn up_to_working(ask: &Skills) -> Skills {
    ask.iter().map(|(&competency, &level)| (competency, level.min(Level::Working))).collect()
}

fn has(world: &World, done: &BTreeSet<StepId>, ask: &Skills) -> bool {
    ask.iter().any(|(&competency, &level)| level_of(world, done, competency) >= Some(level))
}

/// The mean share of what adverts ask for that is held with some steps done, and the shares within
/// reach of those for entry and mid level, and for seniors.
fn counted(world: &World, done: &BTreeSet<StepId>) -> Option<[f64; 3]> {
    let adverts = adverts(world);
    let share = |asks: &[Skills]| {
        let held = asks.iter().filter(|ask| has(world, done, ask)).count();
        held as f64 / asks.len() as f64
    };
    let shares =
        adverts.iter().map(|(_, asks)| share(&asks.iter().map(up_to_working).collect_vec()));
    let near = |is_senior: bool| {
        let own = adverts
            .iter()
            .filter(|(advert, _)| (advert.seniority() == Seniority::Senior) == is_senior);
        let (near, far): (Vec<_>, Vec<_>) = own.partition(|(_, asks)| share(asks) >= 0.7);
        near.len() as f64 / (near.len() + far.len()).max(1) as f64
    };
    let mean = shares.sum::<f64>() / adverts.len() as f64;
    (!adverts.is_empty()).then(|| [mean, near(false), near(true)])
}

/// Of everything that is asked for and not held from the start, its share times the weeks from the
/// end of the first step that teaches it to the end of the plan.
fn area_by_weeks(world: &World, plan: &Plan) -> u64 {
    let kb = &world.kb;
    let adverts = adverts(world);
    let target = &world.target;
    let needs = target.needs.iter().map(|(&competency, &level)| [(competency, level)].into());
    let needs: Vec<Skills> = needs.chain(target.one_of.iter().cloned()).collect();
    let shared = |asks: &[Skills], of: usize| {
        let share = WHOLE / (of * asks.len()).max(1) as u64;
        asks.iter().map(|ask| (ask.clone(), share)).collect_vec()
    };
    let asks = match adverts.as_slice() {
        [] => shared(&needs, 1),
        adverts => adverts
            .iter()
            .flat_map(|(_, asks)| {
                shared(&asks.iter().map(up_to_working).collect_vec(), adverts.len())
            })
            .collect(),
    };
    let last = plan.steps.iter().map(|step| step.weeks[step.weeks.len() - 1].0).max();
    let held_for = |ask: &Skills| {
        let ends = plan.steps.iter().filter(|planned| {
            let teaches = |(&c, &level)| kb.taught(planned.step, c) >= Some(level);
            let looks_for_work = matches!(kb[planned.step].kind, Kind::Search | Kind::Interview);
            !looks_for_work && ask.iter().any(teaches)
        });
        let first = ends.map(|planned| planned.weeks[planned.weeks.len() - 1].0).min();
        let weeks = |from: Date, to: Date| to.since(from).unwrap().get_days() / 7;
        first.zip(last).map_or(0, |(first, last)| weeks(first, last) as u64)
    };
    let open = asks.into_iter().filter(|(ask, _)| !has(world, &done(world), ask));
    open.map(|(ask, share)| share * held_for(&ask)).sum()
}
