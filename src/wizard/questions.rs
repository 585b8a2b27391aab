//! All questions of `init`.

use crate::wizard::draft::Draft;
use crate::wizard::question::Question;
use crate::wizard::{knowledge, time, wishes};

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
