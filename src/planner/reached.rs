//! Which tasks can be done with some others, kept up to date while more are offered.

/// A task, by its number.
pub type TaskId = usize;

/// At least one of these tasks, in ascending order.
pub type OneOf = Vec<TaskId>;

/// For each task the conditions that it can meet, in one row of memory: conditions are numbered
/// through, those of each task in a row.
#[derive(Debug, Clone)]
pub struct Meets {
    conditions: Vec<usize>,
    /// Where the conditions that a task can meet begin; one more at the end.
    starts: Vec<usize>,
    /// Whose a condition is.
    owners: Vec<TaskId>,
    /// Conditions of each task.
    open: Vec<usize>,
}

impl Meets {
    /// By task what has to come before it.
    pub fn new(conditions: &[Vec<OneOf>]) -> Self {
        let count = conditions.len();
        let mut starts = vec![0; count + 1];
        let one_ofs = || conditions.iter().flatten();
        for &task in one_ofs().flatten() {
            starts[task + 1] += 1;
        }
        for task in 0..count {
            starts[task + 1] += starts[task];
        }
        let mut next = starts.clone();
        let mut met = vec![0; starts[count]];
        for (condition, one_of) in one_ofs().enumerate() {
            for &task in one_of {
                met[next[task]] = condition;
                next[task] += 1;
            }
        }
        let open: Vec<usize> = conditions.iter().map(Vec::len).collect();
        let owners = (0..).zip(&open).flat_map(|(task, &count)| std::iter::repeat_n(task, count));
        Self { conditions: met, starts, owners: owners.collect(), open }
    }

    /// The conditions that a task can meet, in ascending order: whose, and which.
    pub fn of(&self, task: TaskId) -> impl Iterator<Item = (TaskId, usize)> {
        let conditions = &self.conditions[self.starts[task]..self.starts[task + 1]];
        conditions.iter().map(|&condition| (self.owners[condition], condition))
    }

    /// Conditions in all.
    pub fn count(&self) -> usize {
        self.owners.len()
    }

    /// Marks those of some tasks that can be done with no others.
    pub fn closure(&self, tasks: impl IntoIterator<Item = TaskId>) -> Vec<bool> {
        Reached::new(self).with(tasks).tasks
    }
}

/// The tasks that can be done with those offered so far: all of whose conditions are met, directly
/// or not, by tasks without conditions.
#[derive(Clone)]
pub struct Reached<'a> {
    meets: &'a Meets,
    /// Marks what is reached.
    pub tasks: Vec<bool>,
    offered: Vec<bool>,
    /// Conditions of each task that are not met yet.
    open: Vec<usize>,
    /// By condition.
    pub met: Vec<bool>,
    /// Offered tasks whose conditions are met, and that are not looked at yet.
    ready: Vec<TaskId>,
}

impl<'a> Reached<'a> {
    pub fn new(meets: &'a Meets) -> Self {
        let count = meets.open.len();
        let (tasks, offered) = (vec![false; count], vec![false; count]);
        let (open, met) = (meets.open.clone(), vec![false; meets.count()]);
        Self { meets, tasks, offered, open, met, ready: Vec::new() }
    }

    /// Offers some tasks.
    #[must_use]
    pub fn with(mut self, tasks: impl IntoIterator<Item = TaskId>) -> Self {
        for task in tasks {
            self.offer(task);
        }
        self
    }

    /// Offers one more task.
    pub fn offer(&mut self, task: TaskId) {
        if std::mem::replace(&mut self.offered[task], true) || self.open[task] > 0 {
            return;
        }
        self.ready.push(task);
        while let Some(task) = self.ready.pop() {
            self.tasks[task] = true;
            for (owner, condition) in self.meets.of(task) {
                if !std::mem::replace(&mut self.met[condition], true) {
                    self.open[owner] -= 1;
                    if self.open[owner] == 0 && self.offered[owner] {
                        self.ready.push(owner);
                    }
                }
            }
        }
    }
}
