//! `gap`

use anyhow::Result;
use std::path::PathBuf;

use crate::advert::Reader;
use crate::env::{Env, print};

/// Read job adverts
#[derive(Debug, clap::Args)]
pub struct Args {
    adverts: Vec<PathBuf>,
}

pub fn run(args: &Args, env: &Env) -> Result<()> {
    let kb = env.knowledge()?;
    let reader = Reader::new(&kb);
    for path in &args.adverts {
        let text = crate::knowledge::source::read_text(path)?;
        let advert = reader.read(&text);
        let asks: Vec<_> = advert.asks.iter().map(|ask| serde_json::json!({
            "competency": kb[ask.competency].id, "strength": ask.strength, "level": ask.level,
            "words": ask.proof.iter().map(|p| &p.1).collect::<Vec<_>>(),
            "at": ask.proof.iter().map(|p| p.0).collect::<Vec<_>>(),
        })).collect();
        let groups: Vec<Vec<&str>> =
            advert.one_of.iter().map(|g| g.iter().map(|&c| kb[c].id.as_str()).collect()).collect();
        let degrees: Vec<_> = advert.degrees.iter().map(|d| serde_json::json!({"degree": d.degree, "strength": d.strength, "words": d.words})).collect();
        print(&format!(
            "{}\n",
            serde_json::json!({"file": path, "title": advert.title, "asks": asks, "one_of": groups,
            "years": advert.years.as_ref().map(|y| y.least), "degrees": degrees, "fields": advert.fields})
        ))?;
    }
    Ok(())
}
