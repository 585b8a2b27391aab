//! Precedence: which conditions are met, and by which task, as one task after another ends.

use std::ops::Range;

use crate::planner::instance::{Instance, OneOf, TaskId, sorted};
use crate::planner::reached::Meets;

/// Who has each condition, and who can meet it.
#[derive(Debug, Clone)]
pub struct Precedence {
    meets: Meets,
    /// By task: where its own conditions begin; the last entry is their number.
    starts: Vec<usize>,
}

/// What is met by the tasks that have ended.
#[derive(Debug, Clone)]
pub struct Met<'a> {
    precedence: &'a Precedence,
    /// By condition: the task that met it first.
    pub by: Vec<Option<TaskId>>,
    /// By task: how many of its conditions are not met yet.
    open: Vec<usize>,
}

impl Precedence {
    pub fn new(instance: &Instance) -> Self {
        let ends = instance.conditions.iter().scan(0, |end, own| {
            *end += own.len();
            Some(*end)
        });
        let starts = std::iter::once(0).chain(ends).collect();
        Self { meets: Meets::new(&instance.conditions), starts }
    }

    /// Nothing has ended.
    pub fn begin(&self) -> Met<'_> {
        Met {
            precedence: self,
            by: vec![None; self.meets.count()],
            open: self.starts.windows(2).map(|pair| pair[1] - pair[0]).collect(),
        }
    }

    /// The conditions of a task: those of all tasks are numbered through.
    pub fn conditions(&self, task: TaskId) -> Range<usize> {
        self.starts[task]..self.starts[task + 1]
    }

    /// The tasks with a condition that one can meet, each as often as it has one.
    pub fn waiting(&self, task: TaskId) -> impl Iterator<Item = TaskId> {
        self.meets.of(task).map(|(owner, _)| owner)
    }

    /// The tasks that met the conditions of one, in ascending order.
    pub fn waits_for(&self, task: TaskId, met_by: &[Option<TaskId>]) -> OneOf {
        sorted(met_by[self.conditions(task)].iter().copied().flatten())
    }
}

impl Met<'_> {
    /// Whether all conditions of a task are met.
    pub fn is_ready(&self, task: TaskId) -> bool {
        self.open[task] == 0
    }

    /// How many conditions of a task are not met yet.
    pub fn count_open(&self, task: TaskId) -> usize {
        self.open[task]
    }

    /// The conditions of a task that are not met yet.
    pub fn open(&self, task: TaskId) -> impl Iterator<Item = usize> {
        self.precedence.conditions(task).filter(|&condition| self.by[condition].is_none())
    }

    /// Adds the tasks that waited for this one alone to those that are `ready`, in ascending order.
    pub fn end(&mut self, task: TaskId, ready: &mut Vec<TaskId>) {
        for (owner, condition) in self.precedence.meets.of(task) {
            if self.by[condition].is_some() {
                continue;
            }
            self.by[condition] = Some(task);
            self.open[owner] -= 1;
            ready.extend((self.open[owner] == 0).then_some(owner));
        }
    }
}
