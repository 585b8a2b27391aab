//! Questions about what a CV says: one for each proposal, and one answer for the rest of a section.

use anyhow::Result;

use crate::cv::{Proposal, Subject};
use crate::knowledge::model::Kb;
use crate::knowledge::vocabulary::{Keyword as _, Level};
use crate::person::wishes::Wishes;
use crate::wizard::ask::{Asker, Choice};
use crate::wizard::key::Turn;
use crate::wizard::list::List;
use crate::wizard::prompt::Prompt;

/// What a person may say of a proposal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Answer {
    Yes,
    At(Level),
    No,
    /// Yes to this and all others of the section.
    Rest,
}

/// Asks about each proposal and returns what was agreed to, as `know` and `have`.
///
/// # Errors
/// [`crate::failure::Refused`] if the person stops.
pub fn ask(asker: &Asker, kb: &Kb, proposals: &[Proposal]) -> Result<Wishes> {
    let is_last =
        |at: usize| proposals.get(at + 1).is_none_or(|next| next.section != proposals[at].section);
    // Those that were asked about, in order; those between are agreed to with the one before.
    let mut asked: Vec<(usize, Answer)> = Vec::new();
    let mut at = 0;
    while at < proposals.len() {
        let end = (at..proposals.len()).find(|&at| is_last(at)).unwrap_or(at);
        let mut prompt = prompt(asker, kb, &proposals[at], end - at).with_back(at > 0);
        let question = prompt.question().to_owned();
        match asker.put(Some(&question), &mut prompt)? {
            Turn::Answered => {
                let answers = answers(&proposals[at], end - at);
                let answer = answers.get(prompt.chosen()).map_or(Answer::No, |known| known.0);
                asked.push((at, answer));
                at = if answer == Answer::Rest { end + 1 } else { at + 1 };
            }
            Turn::Back if at > 0 => at = asked.pop().map_or(0, |(before, _)| before),
            Turn::Back | Turn::Leave | Turn::Stay => asker.leave()?,
        }
    }
    let mut agreed = Wishes::default();
    for (at, proposal) in proposals.iter().enumerate() {
        let given = asked.iter().find(|(index, _)| *index == at);
        match (proposal.subject, given.map_or(Answer::Yes, |&(_, answer)| answer)) {
            (_, Answer::No) => {}
            (Subject::Known(competency, level), answer) => {
                let level = if let Answer::At(other) = answer { other } else { level };
                agreed.know.push((kb[competency].id.clone(), level.to_string()));
            }
            (Subject::Finished(step), _) => agreed.have.push(kb.id(step)),
        }
    }
    Ok(agreed)
}

/// What may be said of a proposal, with `more` behind it in its section.
fn answers(proposal: &Proposal, more: usize) -> Vec<(Answer, String)> {
    let mut answers = match proposal.subject {
        Subject::Known(_, level) => {
            let others = Level::ALL.iter().filter(|&&other| other != level).rev();
            let other = others.map(|&other| {
                let word = if other > level { "Higher" } else { "Lower" };
                (Answer::At(other), format!("{word}: {other}"))
            });
            std::iter::once((Answer::Yes, format!("Yes, {level}"))).chain(other).collect()
        }
        Subject::Finished(_) => vec![(Answer::Yes, "Yes, finished".to_owned())],
    };
    answers.push((Answer::No, "No, leave it out".to_owned()));
    if more > 0 {
        let section = proposal.section.name();
        answers.push((Answer::Rest, format!("Yes, and to the {more} more under {section}")));
    }
    answers
}

fn prompt(asker: &Asker, kb: &Kb, proposal: &Proposal, more: usize) -> Prompt {
    let name = match proposal.subject {
        Subject::Known(competency, _) => &kb[competency].name,
        Subject::Finished(step) => &kb[step].title,
    };
    let proof = &proposal.proof[0];
    let question = format!("{name}? {}: \u{201c}{}\u{201d}", proof.place, proof.words);
    let choice = |(answer, name): (Answer, String)| match (answer, proposal.subject) {
        (Answer::Yes, Subject::Known(..)) => Choice::new(name, &*proposal.because),
        _ => Choice::new(name, ""),
    };
    let choices = answers(proposal, more).into_iter().map(choice).collect();
    Prompt::List(List::one(asker.fitting(&question), choices, 0))
}
