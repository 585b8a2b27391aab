//! What `init --cv` takes out of a CV.

use std::path::Path;

use anyhow::Result;

use crate::advert::Recogniser;
use crate::cv::{self, Proposal, propose};
use crate::env::{Env, note};
use crate::knowledge::text::Count;
use crate::person::wishes::Wishes;
use crate::session::Session;
use crate::view::cv as view;
use crate::wizard;
use crate::wizard::ask::Asker;

/// What a CV says, as of today.
fn proposals(session: &Session, file: &Path) -> Result<Vec<Proposal>> {
    let today = session.env.today;
    let now =
        u32::try_from(today.year()).unwrap_or(0) * 12 + u32::from(today.month().unsigned_abs()) - 1;
    let recogniser = Recogniser::new(&session.kb);
    let cv = cv::input::read(file, &recogniser, now)?;
    Ok(propose(&session.kb, &cv, now))
}

/// Prints what a CV says, and how to take it over.
pub fn show(env: &Env, file: &Path, force: bool) -> Result<()> {
    let session = Session::without_flags(env)?;
    let view = view::cv(&session.kb, file, &proposals(&session, file)?);
    env.answer(&view)?;
    let force = if force { " --force" } else { "" };
    if !view.proposals.is_empty() {
        let init = env.command(&format!("init --yes{force}{}", view.flags()));
        env.hint(&format!("take over what is true: `{init}`"));
    }
    Ok(())
}

/// Asks about what a CV says and adds what is agreed to; flags win.
pub fn agreed(session: &Session, file: &Path, asker: &Asker, flags: Wishes) -> Result<Wishes> {
    let proposals = proposals(session, file)?;
    note(&format!("{} from {}.", Count(proposals.len(), "proposal"), file.display()));
    let Wishes { mut know, mut have, .. } = wizard::cv::ask(asker, &session.kb, &proposals)?;
    let known = know.iter().map(|(competency, level)| format!("{competency} {level}"));
    let finished = have.iter().map(|step| format!("{step} finished"));
    let all = known.chain(finished).collect::<Vec<_>>();
    note(&match all.is_empty() {
        true => "nothing is taken over".to_owned(),
        false => format!("taken over: {}", all.join(", ")),
    });
    know.extend(flags.know);
    have.extend(flags.have);
    Ok(Wishes { know, have, ..flags })
}
