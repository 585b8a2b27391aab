//! Several adverts, one after the other: the shortest plan for all of them, in which the first is
//! met first.

use std::sync::Arc;

use itertools::Itertools as _;
use jiff::civil::date;
use proptest::prelude::{ProptestConfig, prop_assert, prop_assert_eq, proptest};

use crate::knowledge::hours::Hours;
use crate::knowledge::model::{CompetencyId, Skills};
use crate::knowledge::vocabulary::Level;
use crate::planner::calendar::{Budget, Time};
use crate::planner::curve::legs;
use crate::planner::outline::outline;
use crate::planner::plan::{Plan, plan_goal};
use crate::planner::project::{Project, RANDOM_LISTS};
use crate::planner::select::select;
use crate::planner::target::{Leg, Target};
use crate::planner::tests::schedules::keeps_its_promises;
use crate::planner::tests::world::{World, apart, times, worlds};

/// The needs of a world as two adverts, by turns.
pub(super) fn split(world: &World) -> [Leg; 2] {
    let part = |number: usize| {
        let needs = world.target.needs.iter().enumerate();
        let own = needs.filter(|(index, _)| index % 2 == number);
        let needs: Skills = own.map(|(_, (&competency, &level))| (competency, level)).collect();
        Leg {
            file: format!("{number}.txt"),
            name: format!("Post {number}"),
            needs,
            ..Leg::default()
        }
    };
    [part(0), part(1)]
}

pub(super) fn aiming(world: &World, legs: Vec<Leg>) -> World {
    let through = Target::through(legs);
    World { target: Arc::new(Target { milestones: Vec::new(), ..through }), ..world.clone() }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn all_adverts_together_take_no_step_more(world in worlds(10), time in times()) {
        let [first, second] = split(&world);
        let Target { needs, .. } = Target::through(vec![first.clone(), second.clone()]);
        let all = Leg { needs, ..Leg::default() };
        let plan = |legs: Vec<Leg>| {
            let world = aiming(&world, legs);
            plan_goal(&world.kb, &world.goal(), &time).map(|plan| (world, plan))
        };
        let (Ok((_, whole)), Ok((towards, plan))) = (plan(vec![all]), plan(vec![first, second]))
        else {
            return Ok(());
        };
        prop_assert_eq!(&whole.selection.steps, &plan.selection.steps);
        keeps_its_promises(&towards, &plan, &time)?;
        let days = legs(&towards.kb, &towards.target, &towards.held(), &plan, time.start);
        let last = days.iter().copied().max().flatten().unwrap();
        prop_assert!(last <= plan.finish.planned);
        let outline = outline(&towards.kb, &towards.scenario(time)).unwrap();
        prop_assert_eq!(outline.finish, plan.finish.planned);
    }

    #[test]
    fn the_first_advert_waits_for_nothing_of_the_second(world in worlds(10), time in times()) {
        let world = aiming(&world, split(&world).to_vec());
        let goal = world.goal();
        let Ok(selection) = select(&world.kb, &goal) else { return Ok(()) };
        let project = Project::new(&world.kb, goal, time, selection).unwrap();
        let worth = project.worth();
        let schedule = project.schedule(&worth, RANDOM_LISTS).unwrap();
        let any = project.earliest(RANDOM_LISTS).unwrap();
        prop_assert!(worth.leg_ends(&schedule) <= worth.leg_ends(&any));
        let conditions = &project.network.instance.conditions;
        for (task, one_of) in (0..conditions.len()).flat_map(|task| {
            conditions[task].iter().map(move |one_of| (task, one_of))
        }) {
            prop_assert!(one_of.iter().any(|&earlier| worth.leg(earlier) <= worth.leg(task)));
        }
    }
}

/// Two posts that need nothing of each other: each is met after its own hours.
#[test]
fn adverts_are_met_in_the_order_in_which_they_stand() {
    let mut world = apart(&[40, 20]);
    let leg = |number: usize| Leg {
        file: format!("{number}.txt"),
        needs: Skills::from([(CompetencyId(number), Level::Working)]),
        ..Leg::default()
    };
    let ten = Budget::Weekly(Hours::whole(10));
    let time = Time::new(date(2027, 1, 4), ten, Vec::new(), 3);
    for order in [[0, 1], [1, 0]] {
        world = aiming(&world, order.map(leg).to_vec());
        let plan: Plan = plan_goal(&world.kb, &world.goal(), &time).unwrap();
        let days = legs(&world.kb, &world.target, &world.held(), &plan, time.start);
        let weeks = days.iter().map(|day| (day.unwrap() - time.start).get_days() / 7 + 1);
        assert_eq!(weeks.collect_vec(), if order == [0, 1] { [4, 6] } else { [2, 6] });
    }
}
