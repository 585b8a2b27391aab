//! The knowledge base that comes with the program. `build.rs` has read and checked it.

use anyhow::{Context as _, Result};

use crate::knowledge::market::Market;
use crate::knowledge::model::{Competency, Kb};

include!(concat!(env!("OUT_DIR"), "/files.rs"));

const KB: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/kb"));
const MARKET: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/market"));

/// What is known of words, by the path of its file in `src`: `build.rs` has read it.
macro_rules! words {
    ($file:literal) => {
        serde_json::from_str(include_str!(concat!(env!("OUT_DIR"), "/", $file, ".json")))
            .expect(concat!("src/", $file, ".yaml is as the program needs it"))
    };
}

pub(crate) use words;

/// # Errors
/// If the program is damaged.
pub fn kb() -> Result<Kb> {
    bitcode::decode(KB).context("the knowledge base of this program is damaged; install it again")
}

/// The market that comes with it, for this knowledge base or one that is laid over it.
///
/// # Errors
/// If the program is damaged.
pub fn market(kb: &Kb) -> Result<Market> {
    let market: Market = bitcode::decode(MARKET)
        .context("the market of this program is damaged; install it again")?;
    // Those that are added have numbers among those of the base.
    let is_added = |it: &Competency| it.origin.added.is_some();
    if !kb.competencies.iter().any(is_added) {
        return Ok(market);
    }
    let base = self::kb()?;
    Ok(market.renumbered(|before| kb.competency(&base[before].id)))
}
