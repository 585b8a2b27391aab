//! The answer of `search`.

use serde::Serialize;

use crate::knowledge::model::Kb;
use crate::knowledge::search::{self, Hit};

#[derive(Debug, Serialize)]
pub struct SearchView {
    pub schema: &'static str,
    pub words: Vec<String>,
    pub hits: Vec<Hit>,
}

/// The entries that contain all the words, best first.
pub fn search(kb: &Kb, words: &[String]) -> SearchView {
    let words = words.iter().flat_map(|text| text.split_whitespace());
    let words: Vec<String> = words.map(str::to_lowercase).collect();
    let hits = search::search(kb, &words);
    SearchView { schema: "mlpath/search/1", words, hits }
}
