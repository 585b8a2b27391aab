//! Questions about what is finished and known: degrees and what they prove, courses, areas, the
//! competencies in them, and what usually comes with those.

use itertools::Itertools as _;

use crate::knowledge::model::{CompetencyId, Kb, StepId};
use crate::knowledge::vocabulary::{Keyword as _, Level};
use crate::planner::implied::{Implied, implied_for};
use crate::planner::proof::Proof;
use crate::planner::scope::is_schooling;
use crate::wizard::draft::Draft;
use crate::wizard::list::{Choice, List};
use crate::wizard::prompt::Prompt;
use crate::wizard::question::Question;

pub struct Schooling;
pub struct Courses;
/// What the finished steps prove.
pub struct Proven;
pub struct Areas;
/// What is known of one area at the level of work.
pub struct Working {
    pub area: String,
}
pub struct Basics;
pub struct Mastered;
/// What usually comes with what is known.
pub struct Usual;

/// The areas of all competencies, in the order of the file.
pub fn area_names(kb: &Kb) -> Vec<String> {
    kb.listed.competencies.iter().map(|&c| kb.area(c).to_owned()).unique().collect()
}

/// A list to tick; none if there is nothing to tick.
fn many<T>(
    question: &str,
    all: &[T],
    choice: impl Fn(&T) -> Choice,
    is_ticked: impl Fn(&T) -> bool,
) -> Option<Prompt> {
    let ticked = all.iter().positions(is_ticked).collect_vec();
    let choices = all.iter().map(choice).collect_vec();
    (!all.is_empty()).then(|| Prompt::List(List::many(question, choices, ticked)))
}

/// Each of the list with whether it is ticked.
fn ticks<T>(all: Vec<T>, answer: &Prompt) -> impl Iterator<Item = (T, bool)> {
    let ticked = answer.ticked();
    all.into_iter().enumerate().map(move |(index, thing)| (thing, ticked.contains(&index)))
}

fn steps(draft: &Draft, fits: impl Fn(StepId) -> bool) -> Vec<StepId> {
    let listed = draft.kb.listed.steps.iter().copied();
    let current = listed.filter(|&step| draft.kb[step].is_current() && fits(step));
    if draft.flags.have.is_empty() { current.collect() } else { Vec::new() }
}

fn finished(question: &str, draft: &Draft, steps: &[StepId]) -> Option<Prompt> {
    let choice = |&step: &StepId| {
        let step = &draft.kb[step];
        Choice::new(&step.title, format!("{}, {} h", step.kind, step.hours.likely))
    };
    many(question, steps, choice, |step| draft.finished.contains(step))
}

fn finish(draft: &mut Draft, steps: Vec<StepId>, answer: &Prompt) {
    for (step, is_ticked) in ticks(steps, answer) {
        if is_ticked {
            draft.finished.insert(step);
        } else {
            draft.finished.remove(&step);
        }
    }
}

/// The competencies of the scope that fit; none if flags say what is known.
fn competencies(draft: &Draft, fits: impl Fn(CompetencyId) -> bool) -> Vec<CompetencyId> {
    let listed = draft.kb.listed.competencies.iter().copied();
    let matters = listed.filter(|&c| draft.scope.competencies.contains(&c) && fits(c));
    if draft.flags.know.is_empty() { matters.collect() } else { Vec::new() }
}

/// What is not proven at the level of work already, and so is asked about.
fn open(draft: &Draft) -> Vec<CompetencyId> {
    let proven = draft.proven();
    competencies(draft, |c| proven.get(&c) < Some(&Level::Working))
}

fn is_working(draft: &Draft, competency: CompetencyId) -> bool {
    draft.stated.get(&competency) >= Some(&Level::Working)
}

impl Question for Schooling {
    fn name(&self) -> String {
        "Degrees".to_owned()
    }

    fn prompt(&self, draft: &Draft) -> Option<Prompt> {
        let question = "Which of these degrees and bootcamps have you finished?";
        finished(question, draft, &Self::steps(draft))
    }

    fn set(&self, draft: &mut Draft, answer: &Prompt) {
        finish(draft, Self::steps(draft), answer);
    }
}

impl Schooling {
    fn steps(draft: &Draft) -> Vec<StepId> {
        steps(draft, |step| is_schooling(&draft.kb[step]))
    }
}

impl Question for Courses {
    fn name(&self) -> String {
        "Courses and projects".to_owned()
    }

    fn prompt(&self, draft: &Draft) -> Option<Prompt> {
        let question = "Which of these courses, books and projects have you finished?";
        finished(question, draft, &Self::steps(draft))
    }

    fn set(&self, draft: &mut Draft, answer: &Prompt) {
        finish(draft, Self::steps(draft), answer);
    }
}

impl Courses {
    /// Without those that could prove nothing more than a degree does.
    fn steps(draft: &Draft) -> Vec<StepId> {
        let kb = draft.kb;
        let degrees = draft.finished.iter().copied().filter(|&step| is_schooling(&kb[step]));
        let proof = Proof::new(kb, degrees).levels;
        let is_proven = |step: StepId| {
            let mut taught = kb[step].teaches.iter();
            let known = |(c, &level)| proof.get(c).is_some_and(|proven| proven.level >= level);
            !kb[step].teaches.is_empty() && taught.all(known)
        };
        steps(draft, |step| draft.scope.steps.contains(&step) && !is_proven(step))
    }
}

impl Question for Proven {
    fn name(&self) -> String {
        "Proven by that".to_owned()
    }

    fn prompt(&self, draft: &Draft) -> Option<Prompt> {
        let kb = draft.kb;
        let proof = Proof::new(kb, draft.finished.iter().copied()).levels;
        let choice = |&c: &CompetencyId| {
            let proven = proof.get(&c);
            let by = proven.map(|proven| format!("{}, {}", proven.level, kb[proven.by].title));
            Choice::new(&kb[c].name, by.unwrap_or_default())
        };
        let question = "What you have finished counts as proof of these. Untick what you could not \
                        do on the job today.";
        let is_ticked = |c: &CompetencyId| draft.stated.get(c) != Some(&Level::Aware);
        many(question, &Self::all(draft), choice, is_ticked)
    }

    fn set(&self, draft: &mut Draft, answer: &Prompt) {
        for (competency, is_ticked) in ticks(Self::all(draft), answer) {
            if !is_ticked {
                draft.stated.insert(competency, Level::Aware);
            } else if draft.stated.get(&competency) == Some(&Level::Aware) {
                draft.stated.remove(&competency);
            }
        }
    }
}

impl Proven {
    fn all(draft: &Draft) -> Vec<CompetencyId> {
        let proven = draft.proven();
        competencies(draft, |c| proven.get(&c) >= Some(&Level::Working))
    }
}

impl Question for Areas {
    fn name(&self) -> String {
        "Areas you know".to_owned()
    }

    fn prompt(&self, draft: &Draft) -> Option<Prompt> {
        let open = open(draft);
        let choice = |area: &String| {
            let own = open.iter().filter(|&&c| draft.kb.area(c) == area);
            Choice::new(area, own.map(|&c| &draft.kb[c].name).join(", "))
        };
        let question = "Which of these areas do you know something about?";
        many(question, &Self::all(draft), choice, |area| draft.areas.contains(area))
    }

    fn set(&self, draft: &mut Draft, answer: &Prompt) {
        for (area, is_ticked) in ticks(Self::all(draft), answer) {
            if is_ticked {
                draft.areas.insert(area);
            } else {
                draft.areas.remove(&area);
            }
        }
    }
}

impl Areas {
    fn all(draft: &Draft) -> Vec<String> {
        open(draft).into_iter().map(|c| draft.kb.area(c).to_owned()).unique().collect()
    }
}

impl Question for Working {
    fn name(&self) -> String {
        format!("{} (on the job)", self.area)
    }

    fn prompt(&self, draft: &Draft) -> Option<Prompt> {
        let explained = |&c: &CompetencyId| {
            Choice::new(&draft.kb[c].name, draft.kb[c].working.clone().unwrap_or_default())
        };
        let question = format!("{}: which can you do on the job, without help?", self.area);
        many(&question, &self.all(draft), explained, |&c| is_working(draft, c))
    }

    fn set(&self, draft: &mut Draft, answer: &Prompt) {
        for (competency, is_ticked) in ticks(self.all(draft), answer) {
            if is_ticked && !is_working(draft, competency) {
                draft.stated.insert(competency, Level::Working);
            } else if !is_ticked && is_working(draft, competency) {
                draft.stated.remove(&competency);
            }
        }
    }
}

impl Working {
    fn all(&self, draft: &Draft) -> Vec<CompetencyId> {
        let mut all = open(draft);
        all.retain(|&c| draft.kb.area(c) == self.area && draft.areas.contains(&self.area));
        all
    }
}

impl Question for Basics {
    fn name(&self) -> String {
        "Basics".to_owned()
    }

    fn prompt(&self, draft: &Draft) -> Option<Prompt> {
        let named = |&c: &CompetencyId| Choice::new(&draft.kb[c].name, "");
        let is_ticked = |c: &CompetencyId| draft.stated.contains_key(c);
        many("And which do you know the basics of?", &Self::all(draft), named, is_ticked)
    }

    fn set(&self, draft: &mut Draft, answer: &Prompt) {
        for (competency, is_ticked) in ticks(Self::all(draft), answer) {
            if is_ticked {
                draft.stated.insert(competency, Level::Aware);
            } else {
                draft.stated.remove(&competency);
            }
        }
    }
}

impl Basics {
    fn all(draft: &Draft) -> Vec<CompetencyId> {
        let proven = draft.proven();
        let mut all = open(draft);
        all.retain(|c| draft.areas.contains(draft.kb.area(*c)) && !is_working(draft, *c));
        all.retain(|c| !proven.contains_key(c));
        all
    }
}

impl Question for Mastered {
    fn name(&self) -> String {
        "Daily for years".to_owned()
    }

    fn prompt(&self, draft: &Draft) -> Option<Prompt> {
        let named = |&c: &CompetencyId| Choice::new(&draft.kb[c].name, "");
        let held = draft.held();
        let is_ticked = |&c: &CompetencyId| held.knows(c, Level::Proficient);
        let question = "Some steps need long practice. Which of these have you done daily for \
                        years?";
        many(question, &Self::all(draft), named, is_ticked)
    }

    fn set(&self, draft: &mut Draft, answer: &Prompt) {
        let held = draft.held();
        for (competency, is_ticked) in ticks(Self::all(draft), answer) {
            if is_ticked != held.knows(competency, Level::Proficient) {
                let level = if is_ticked { Level::Proficient } else { Level::Working };
                draft.stated.insert(competency, level);
            }
        }
    }
}

impl Mastered {
    fn all(draft: &Draft) -> Vec<CompetencyId> {
        let held = draft.held();
        let is_asked = |c| draft.scope.mastered.contains(&c) && held.knows(c, Level::Working);
        competencies(draft, is_asked)
    }
}

impl Question for Usual {
    fn name(&self) -> String {
        "Known with it".to_owned()
    }

    fn prompt(&self, draft: &Draft) -> Option<Prompt> {
        let choice = |offer: &Implied| {
            let because = offer.because.iter().map(|&c| &draft.kb[c].name).join(", ");
            let about = match offer.level {
                Level::Aware => "the basics",
                Level::Working | Level::Proficient => offer.level.word(),
            };
            let name = format!("{} ({about})", draft.kb[offer.competency].name);
            Choice::new(name, format!("goes with {because}"))
        };
        let question = "What you know usually comes with the following. Tick what is true for you:";
        let is_ticked = |offer: &Implied| draft.usual.get(&offer.competency) >= Some(&offer.level);
        many(question, &Self::all(draft), choice, is_ticked)
    }

    fn set(&self, draft: &mut Draft, answer: &Prompt) {
        let ticked = ticks(Self::all(draft), answer).filter(|(_, is_ticked)| *is_ticked);
        draft.usual = ticked.map(|(offer, _)| (offer.competency, offer.level)).collect();
    }
}

impl Usual {
    /// Without what the person has just said to be less than proven.
    fn all(draft: &Draft) -> Vec<Implied> {
        let lowered = Proven::all(draft);
        let mut offers = implied_for(draft.kb, &draft.scope, &draft.held());
        offers.retain(|offer| !lowered.contains(&offer.competency));
        offers
    }
}
