//! Precedence: the conditions of all tasks in one row, and which of them are met as one task after
//! another ends.

use crate::planner::instance::{Instance, OneOf, TaskId, sorted};

/// Who has each condition, and who can meet it.
#[derive(Debug, Clone)]
pub struct Precedence {
    /// By condition: whose it is. Those of one task stand together.
    owners: Vec<TaskId>,
    /// By task: where its conditions begin; the last entry is their number.
    starts: Vec<usize>,
    /// By task: the conditions that it can meet.
    meets: Vec<Vec<usize>>,
}

/// What is met by the tasks that have ended.
#[derive(Debug)]
pub struct Met<'a> {
    precedence: &'a Precedence,
    /// By condition: the task that met it first.
    pub by: Vec<Option<TaskId>>,
    /// By task: how many of its conditions are not met yet.
    open: Vec<usize>,
}

impl Precedence {
    pub fn new(instance: &Instance) -> Self {
        let n = instance.len();
        let (mut owners, mut starts, mut meets) = (Vec::new(), vec![0], vec![Vec::new(); n]);
        for (owner, conditions) in instance.conditions.iter().enumerate() {
            for one_of in conditions {
                for &task in one_of {
                    meets[task].push(owners.len());
                }
                owners.push(owner);
            }
            starts.push(owners.len());
        }
        Self { owners, starts, meets }
    }

    /// Nothing has ended.
    pub fn begin(&self) -> Met<'_> {
        Met {
            precedence: self,
            by: vec![None; self.owners.len()],
            open: self.starts.windows(2).map(|pair| pair[1] - pair[0]).collect(),
        }
    }

    /// The tasks that met the conditions of one, in ascending order.
    pub fn waits_for(&self, task: TaskId, met_by: &[Option<TaskId>]) -> OneOf {
        let own = self.starts[task]..self.starts[task + 1];
        sorted(met_by[own].iter().copied().flatten())
    }
}

impl Met<'_> {
    /// Whether all conditions of a task are met.
    pub fn is_ready(&self, task: TaskId) -> bool {
        self.open[task] == 0
    }

    /// Adds the tasks that waited for this one alone to those that are `ready`, in ascending order.
    pub fn end(&mut self, task: TaskId, ready: &mut Vec<TaskId>) {
        let Precedence { owners, meets, .. } = self.precedence;
        for &condition in &meets[task] {
            if self.by[condition].is_some() {
                continue;
            }
            self.by[condition] = Some(task);
            let owner = owners[condition];
            self.open[owner] -= 1;
            ready.extend((self.open[owner] == 0).then_some(owner));
        }
    }
}
