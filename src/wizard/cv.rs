//! Questions about what a CV says: one for each proposal, and one answer for the rest of a section.

use anyhow::Result;

use crate::cv::{Proposal, Subject};
use crate::knowledge::model::Kb;
use crate::knowledge::vocabulary::{Keyword as _, Level};
use crate::person::wishes::Wishes;
use crate::wizard::ask::{Asker, Choice};

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
    let mut agreed = Wishes::default();
    for section in proposals.chunk_by(|one, next| one.section == next.section) {
        let mut rest = false;
        for (at, proposal) in section.iter().enumerate() {
            let answer = match rest {
                true => Answer::Yes,
                false => one(asker, kb, proposal, section.len() - at - 1)?,
            };
            rest |= answer == Answer::Rest;
            match (proposal.subject, answer) {
                (_, Answer::No) => {}
                (Subject::Known(competency, level), answer) => {
                    let level = if let Answer::At(other) = answer { other } else { level };
                    agreed.know.push((kb[competency].id.clone(), level.to_string()));
                }
                (Subject::Finished(step), _) => agreed.have.push(kb.id(step)),
            }
        }
    }
    Ok(agreed)
}

/// Asks about one proposal, with `more` behind it in its section.
fn one(asker: &Asker, kb: &Kb, proposal: &Proposal, more: usize) -> Result<Answer> {
    let section = proposal.section.name();
    let rest =
        (Answer::Rest, format!("Yes, and to the {more} more under {section}"), String::new());
    let (name, mut answers) = match proposal.subject {
        Subject::Known(competency, level) => {
            let others = Level::ALL.iter().filter(|&&other| other != level).rev();
            let other = others.map(|&other| {
                let word = if other > level { "Higher" } else { "Lower" };
                (Answer::At(other), format!("{word}: {other}"), String::new())
            });
            let yes = (Answer::Yes, format!("Yes, {level}"), proposal.because.clone());
            (&kb[competency].name, std::iter::once(yes).chain(other).collect::<Vec<_>>())
        }
        Subject::Finished(step) => {
            let yes = (Answer::Yes, "Yes, finished".to_owned(), String::new());
            (&kb[step].title, vec![yes])
        }
    };
    answers.push((Answer::No, "No, leave it out".to_owned(), String::new()));
    if more > 0 {
        answers.push(rest);
    }
    let proof = &proposal.proof[0];
    let question = format!("{name}? {}: \u{201c}{}\u{201d}", proof.place, proof.words);
    let choices = answers.iter().map(|(_, name, about)| Choice::new(name, about)).collect();
    let chosen = asker.one(&asker.fitting(&question), choices)?;
    Ok(answers[chosen].0)
}
