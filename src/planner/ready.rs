//! The tasks that can be worked on while a schedule is generated, apart by what they still need, so
//! that a week looks at those only that can take its hours.

use std::cmp::Reverse;

/// Position in the priority list: 0 is the most urgent.
pub type Rank = usize;

/// What a task that can be worked on still needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Class {
    /// An evening task in progress.
    Begun,
    /// One to begin as soon as there is a place in progress.
    Place,
    /// One to begin at once, since what mostly waits takes no place.
    Waiting,
    /// One to begin in certain months.
    Seasonal,
    FullTime,
}

/// By class: ranks in descending order. What is most urgent goes first, which moves nothing else at
/// the end of a list.
#[derive(Debug, Default)]
pub struct Ready([Vec<Rank>; 5]);

impl Ready {
    /// In ascending order.
    pub fn of(&self, class: Class) -> impl Iterator<Item = Rank> {
        self.0[class as usize].iter().rev().copied()
    }

    pub fn add(&mut self, class: Class, rank: Rank) {
        let list = &mut self.0[class as usize];
        list.insert(list.partition_point(|&other| other > rank), rank);
    }

    pub fn remove(&mut self, class: Class, rank: Rank) {
        let list = &mut self.0[class as usize];
        if let Ok(position) = list.binary_search_by_key(&Reverse(rank), |&other| Reverse(other)) {
            list.remove(position);
        }
    }

    /// The most urgent of some classes from a rank on.
    pub fn next(&self, classes: &[Class], from: Rank) -> Option<Rank> {
        let lists = classes.iter().map(|&class| &self.0[class as usize]);
        let next = |list: &Vec<Rank>| list.partition_point(|&rank| rank >= from).checked_sub(1);
        lists.filter_map(|list| Some(list[next(list)?])).min()
    }
}
