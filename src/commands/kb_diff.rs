//! `kb diff`.

use std::path::Path;

use anyhow::{Result, bail};

use crate::env::Env;
use crate::failure::{Refused, Usage};
use crate::knowledge::layers::Layers;
use crate::planner::plan::plan;
use crate::session::{SHIPPED, Session};
use crate::view::compare::Side;
use crate::view::kb_diff::diff;

pub fn run(old: Option<&Path>, new: Option<&Path>, env: &Env) -> Result<()> {
    let session = Session::without_flags(env)?;
    let now = &session.layers;
    if old.is_none() && now.overlays.is_empty() {
        let text = "there is no overlay; name another knowledge base: `mlpath kb diff OLD`";
        bail!(Usage(text.to_owned()));
    }
    let before = match old {
        Some(old) => named(now, old)?,
        None => Layers { overlays: Vec::new(), ..now.clone() },
    };
    let after = new.map_or(Ok(now.clone()), |new| named(now, new))?;
    let before = session.beside(before)?;
    let after = if after == *now { session } else { session.beside(after)? };
    let (was, is) = (before.person()?, after.person()?);
    let sides = [(&before, &was), (&after, &is)].map(|(session, person)| {
        let scenario = person.scenario(&session.kb).shared(2);
        let plan = plan(&session.kb, &scenario);
        (session, person, scenario, plan)
    });
    let [before, after] = sides.each_ref().map(|(session, person, scenario, plan)| Side {
        name: session.layers.named(),
        kb: &session.kb,
        person,
        scenario,
        plan,
    });
    env.answer(&diff(before, after)?)
}

/// The knowledge base that a word names, with the overlays in force.
fn named(now: &Layers, word: &Path) -> Result<Layers> {
    if word == Path::new(SHIPPED) {
        return Ok(Layers { base: None, ..now.clone() });
    }
    if !word.is_dir() {
        let message = format!("{} is not a folder", word.display());
        let hint = "write the shipped base to one: `mlpath kb export my-base`";
        bail!(Refused::new(message, hint));
    }
    let mut layers = now.clone();
    match Layers::is_base(word) {
        true => layers.base = Some(word.to_owned()),
        false => layers.overlays.push(word.to_owned()),
    }
    Ok(layers)
}
