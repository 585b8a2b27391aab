//! One question of `init`, and the whole list of them.

use crate::wizard::draft::Draft;
use crate::wizard::prompt::Prompt;
use crate::wizard::{knowledge, time, wishes};

pub trait Question {
    /// What the answer is called in the summary.
    fn name(&self) -> String;

    /// How it is put, with the answer of now as its default; `None` if it does not apply.
    fn prompt(&self, draft: &Draft) -> Option<Prompt>;

    /// Takes the answer over.
    fn set(&self, draft: &mut Draft, answer: &Prompt);
}

/// All questions, in the order in which they are asked.
pub fn questions(draft: &Draft) -> Vec<Box<dyn Question>> {
    let mut all: Vec<Box<dyn Question>> = vec![
        Box::new(wishes::Role),
        Box::new(knowledge::Schooling),
        Box::new(knowledge::Courses),
        Box::new(knowledge::Proven),
        Box::new(knowledge::Areas),
    ];
    for area in knowledge::area_names(draft.kb) {
        all.push(Box::new(knowledge::Working { area }));
    }
    let rest: [Box<dyn Question>; 9] = [
        Box::new(knowledge::Basics),
        Box::new(knowledge::Mastered),
        Box::new(knowledge::Usual),
        Box::new(time::Hours),
        Box::new(time::Start),
        Box::new(time::Deadline),
        Box::new(time::Holidays),
        Box::new(wishes::Money),
        Box::new(wishes::Field),
    ];
    all.extend(rest);
    all
}
