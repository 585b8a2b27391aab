//! Removes tasks that no least plan contains, before the exact solver is asked.

use std::collections::BTreeSet;

use crate::planner::problem::{OneOf, Problem, Task};

/// Keeps what some demand leads back to.
pub fn relevant(problem: &Problem) -> Problem {
    let mut keep = vec![false; problem.len()];
    let mut open: Vec<Task> = problem.demands.iter().flatten().copied().collect();
    while let Some(task) = open.pop() {
        if !std::mem::replace(&mut keep[task], true) {
            open.extend(problem.conditions[task].iter().flatten());
        }
    }
    problem.restricted(&keep)
}

/// Drops what alone costs more than a known plan, and what another task replaces for less.
pub fn hopeless(problem: &Problem, known_cost: u64) -> Problem {
    let affordable: Vec<bool> = problem.ticks.iter().map(|&ticks| ticks <= known_cost).collect();
    let problem = problem.restricted(&affordable);
    let reachable = problem.closure(0..problem.len());
    let problem = problem.restricted(&reachable);
    let keep = undominated(&problem);
    relevant(&problem.restricted(&keep))
}

/// Marks the tasks that no strictly cheaper task replaces: one that serves all the same purposes
/// and can be done wherever the dearer one can.
fn undominated(problem: &Problem) -> Vec<bool> {
    let purposes = Purposes::new(problem);
    let mut keep = vec![true; problem.len()];
    let mut by_cost: Vec<Task> = (0..problem.len()).collect();
    by_cost.sort_by_key(|&task| (std::cmp::Reverse(problem.ticks[task]), task));
    for dear in by_cost {
        let rivals = purposes.rivals(dear);
        let replaced = rivals.into_iter().any(|cheap| {
            keep[cheap]
                && problem.ticks[cheap] < problem.ticks[dear]
                && purposes.covers(cheap, dear, &keep)
                && can_stand_in(problem, cheap, dear, &keep)
        });
        keep[dear] = !replaced;
    }
    keep
}

/// Whether whatever comes before `dear` is enough to come before `cheap`.
fn can_stand_in(problem: &Problem, cheap: Task, dear: Task, keep: &[bool]) -> bool {
    problem.conditions[cheap].iter().all(|needed| {
        problem.conditions[dear].iter().any(|given| {
            given
                .iter()
                .all(|&task| !keep[task] || task == cheap || needed.binary_search(&task).is_ok())
        })
    })
}

/// For each task the conditions and demands that it can meet.
struct Purposes<'a> {
    all: Vec<(Option<Task>, &'a OneOf)>,
    of: Vec<Vec<usize>>,
    /// The cheapest task of those purposes that very many serve: there it is enough to look at.
    cheapest: Vec<Option<Task>>,
}

/// From so many tasks on a purpose is served by very many.
const MANY: usize = 200;

impl<'a> Purposes<'a> {
    fn new(problem: &'a Problem) -> Self {
        let conditions = problem.conditions.iter().enumerate();
        let mut all: Vec<(Option<Task>, &OneOf)> = conditions
            .flat_map(|(owner, all)| all.iter().map(move |one_of| (Some(owner), one_of)))
            .collect();
        all.extend(problem.demands.iter().map(|one_of| (None, one_of)));
        let mut of = vec![Vec::new(); problem.len()];
        for (number, (_, one_of)) in all.iter().enumerate() {
            one_of.iter().for_each(|&task| of[task].push(number));
        }
        let cheapest = |(_, one_of): &(Option<Task>, &OneOf)| {
            let cheapest = one_of.iter().copied().min_by_key(|&task| problem.ticks[task]);
            cheapest.filter(|_| one_of.len() > MANY)
        };
        Self { cheapest: all.iter().map(cheapest).collect(), all, of }
    }

    /// Tasks that share the rarest purpose of `task`: no other can replace it.
    fn rivals(&self, task: Task) -> BTreeSet<Task> {
        let sizes = self.of[task].iter().map(|&number| (self.all[number].1.len(), number));
        let Some((_, rarest)) = sizes.min() else { return BTreeSet::new() };
        let (owner, one_of) = self.all[rarest];
        let sharing = match self.cheapest[rarest] {
            Some(cheapest) => vec![cheapest],
            None => one_of.clone(),
        };
        sharing.into_iter().chain(owner).filter(|&other| other != task).collect()
    }

    fn covers(&self, cheap: Task, dear: Task, keep: &[bool]) -> bool {
        self.of[dear].iter().all(|&number| {
            let (owner, one_of) = &self.all[number];
            owner.is_some_and(|owner| owner == cheap || !keep[owner])
                || one_of.binary_search(&cheap).is_ok()
        })
    }
}
