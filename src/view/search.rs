//! The answer of `search`.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::knowledge::model::Kb;
use crate::knowledge::search::{self, Unknown};
use crate::knowledge::terms::{Term, terms};

pub use crate::knowledge::search::{Hit, Place};

#[derive(Debug, Serialize)]
pub struct SearchView {
    pub schema: &'static str,
    pub words: Vec<String>,
    /// Words that nothing holds, with those that were searched instead.
    pub read_as: BTreeMap<String, String>,
    /// Words that nothing holds and that are no slip of the keyboard, with those nearest to them.
    pub unknown: BTreeMap<String, Vec<String>>,
    pub hits: Vec<Hit>,
}

/// The entries that hold all the words, best first. A slip of the keyboard is read as the nearest
/// word that there is.
pub fn search(kb: &Kb, words: &[String]) -> SearchView {
    let mut terms = terms(&words.join(" "));
    let words = terms.iter().map(|term| term.word.clone()).collect();
    let mut read_as = BTreeMap::new();
    let mut unknown = BTreeMap::new();
    let mut hits = search::search(kb, &terms);
    if hits.is_empty() {
        for Unknown { word, meant, nearest } in search::unknown(kb, &terms) {
            match meant {
                Some(meant) => read_as.insert(word, meant).map_or((), drop),
                None => unknown.insert(word, nearest).map_or((), drop),
            }
        }
        for term in &mut terms {
            if let Some(meant) = read_as.get(&term.word) {
                *term = Term::new(meant.clone());
            }
        }
        hits = search::search(kb, &terms);
    }
    SearchView { schema: "mlpath/search/1", words, read_as, unknown, hits }
}
