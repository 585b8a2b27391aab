//! The way through the questions: forward, back, and to the summary, from which each can be asked
//! again.

use std::collections::BTreeMap;

use anyhow::Result;

use crate::env::note;
use crate::wizard::ask::Asker;
use crate::wizard::draft::Draft;
use crate::wizard::key::Turn;
use crate::wizard::list::{Choice, List};
use crate::wizard::prompt::Prompt;
use crate::wizard::question::Question;
use crate::wizard::questions::questions;

/// Says in a few lines what the answers lead to.
pub type Outlook<'a> = &'a dyn Fn(&Draft) -> Result<Vec<String>>;

/// Where the person is.
#[derive(Clone, Copy)]
enum Place {
    Question(usize),
    Summary,
}

struct Flow<'f, 'a> {
    asker: &'f Asker,
    draft: &'f mut Draft<'a>,
    questions: Vec<Box<dyn Question>>,
    /// What was on offer when a question was answered.
    answered: BTreeMap<usize, Vec<String>>,
    /// Questions that were left in the middle.
    left: BTreeMap<usize, Prompt>,
    /// All was answered once: what follows is corrected from the summary.
    is_review: bool,
}

/// Asks all that applies, and then whether it is right.
///
/// # Errors
/// [`crate::failure::Refused`] if the person leaves; if the terminal fails.
pub fn ask(asker: &Asker, draft: &mut Draft, outlook: Outlook) -> Result<()> {
    let questions = questions(draft);
    let (answered, left) = (BTreeMap::new(), BTreeMap::new());
    let mut flow = Flow { asker, draft, questions, answered, left, is_review: false };
    let mut place = flow.next(0);
    loop {
        place = match place {
            Place::Question(index) => flow.question(index)?,
            Place::Summary => match flow.summary(outlook)? {
                Some(place) => place,
                None => return Ok(()),
            },
        };
    }
}

impl Flow<'_, '_> {
    /// Puts a question, and says where to go from there.
    fn question(&mut self, index: usize) -> Result<Place> {
        let Some(mut prompt) = self.prompt(index) else { return Ok(self.next(index + 1)) };
        let name = self.questions[index].name();
        let turn = self.asker.put(Some(&name), &mut prompt)?;
        if turn == Turn::Answered {
            self.questions[index].set(self.draft, &prompt);
            self.left.remove(&index);
            self.answered.insert(index, prompt.offers());
            return Ok(self.next(index + 1));
        }
        self.left.insert(index, prompt);
        match self.before(index) {
            Some(place) if turn == Turn::Back => Ok(place),
            _ => self.asker.leave().map(|()| Place::Question(index)),
        }
    }

    fn prompt(&self, index: usize) -> Option<Prompt> {
        let mut prompt = self.questions[index].prompt(self.draft)?;
        if let Some(before) = self.left.get(&index) {
            prompt.resume(before);
        }
        Some(prompt.with_back(self.before(index).is_some()))
    }

    /// The first question from here on that applies; after corrections, whose answer does not hold
    /// any more or that has something new to offer.
    fn next(&self, from: usize) -> Place {
        let is_open = |&index: &usize| match self.questions[index].prompt(self.draft) {
            None => false,
            Some(prompt) => !self.is_review || !prompt.is_sound() || self.is_new(index, &prompt),
        };
        let next = (from..self.questions.len()).find(is_open);
        next.map_or(Place::Summary, Place::Question)
    }

    fn is_new(&self, index: usize, prompt: &Prompt) -> bool {
        let Some(known) = self.answered.get(&index) else { return true };
        prompt.offers().iter().any(|offer| !known.contains(offer))
    }

    fn before(&self, index: usize) -> Option<Place> {
        if self.is_review {
            return Some(Place::Summary);
        }
        let applies = |&index: &usize| self.questions[index].prompt(self.draft).is_some();
        (0..index).rev().find(applies).map(Place::Question)
    }

    /// A question whose answer contradicts another one.
    fn unsound(&self) -> Option<Place> {
        let prompts = self.questions.iter().map(|question| question.prompt(self.draft));
        let unsound = |prompt: Option<Prompt>| prompt.is_some_and(|prompt| !prompt.is_sound());
        prompts.map(unsound).position(|is_unsound| is_unsound).map(Place::Question)
    }

    /// Shows all answers. `None` if they are right.
    fn summary(&mut self, outlook: Outlook) -> Result<Option<Place>> {
        if let Some(place) = self.unsound() {
            return Ok(Some(place));
        }
        note("");
        for line in outlook(self.draft)? {
            note(&line);
        }
        let applying = self.questions.iter().enumerate();
        let applying = applying.filter_map(|(index, question)| {
            Some((index, question.name(), question.prompt(self.draft)?.told()))
        });
        let answers: Vec<_> = applying.collect();
        let mut choices = vec![Choice::new("Yes, write it", "")];
        choices.extend(answers.iter().map(|(_, name, told)| Choice::new(name, told)));
        let list = List::one("Is this right? Choose a line to change it.", choices, 0);
        let mut prompt = Prompt::List(list).with_back(!answers.is_empty());
        loop {
            let turn = self.asker.put(None, &mut prompt)?;
            match (turn, answers.last()) {
                (Turn::Back, Some((last, ..))) => {
                    self.is_review = false;
                    return Ok(Some(Place::Question(*last)));
                }
                (Turn::Answered, _) => {
                    self.is_review = true;
                    let chosen = prompt.chosen().checked_sub(1).and_then(|at| answers.get(at));
                    return Ok(chosen.map(|(index, ..)| Place::Question(*index)));
                }
                _ => self.asker.leave()?,
            }
        }
    }
}
