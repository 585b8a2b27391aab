//! Where entries stand in the files of a knowledge base.

use std::collections::HashMap;
use std::ops::Range;

use crate::knowledge::diagnostics::Diagnostic;
use crate::knowledge::files::SourceFile;
use crate::knowledge::lint::allowed::allows;
use crate::knowledge::lint::finding::Finding;
use crate::knowledge::locate::{entries, find, find_word, id_of};
use crate::knowledge::overlay::{CHANGES, NAMES};
use crate::knowledge::read::{Sort, sort_of, stem};

/// The file, and the bytes in it.
type Place = (usize, Range<usize>);

/// By sort and id where each entry stands: where it is listed, and behind that where overlays
/// change it.
pub struct Places<'a> {
    files: &'a [SourceFile],
    of: HashMap<(Sort, &'a str), Vec<Place>>,
}

impl<'a> Places<'a> {
    pub fn new(files: &'a [SourceFile]) -> Self {
        let mut of: HashMap<_, Vec<Place>> = HashMap::new();
        for (number, file) in files.iter().enumerate() {
            for range in entries(&file.text, 0) {
                let text = &file.text[range.clone()];
                let sort = if stem(file) == CHANGES { changed(text) } else { sort_of(file) };
                if let Some((sort, id)) = sort.zip(id_of(text)) {
                    of.entry((sort, id)).or_default().push((number, range));
                }
            }
        }
        Self { files, of }
    }

    /// What was found, with its place: the last one that has all words, else that has the key.
    /// allows it. An entry of the shipped knowledge base stands in no file.
    pub fn diagnostic(&self, finding: &Finding) -> Option<Diagnostic> {
        let Finding { code, sort, id, words, message } = finding;
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let key = words.first().copied().unwrap_or_default();
        let places = self.of.get(&(*sort, id.as_str())).map_or(&[][..], Vec::as_slice);
        let has = |(number, range): &Place, word: &str| {
            find_word(&self.files[*number].text[range.clone()], word).is_some()
        };
        let has_all = |place: &&Place| words.iter().all(|word| has(place, word));
        let has_key = |place: &&Place| has(place, key);
        let newest = || places.iter().rev();
        let place = newest().find(has_all).or(newest().find(has_key)).or(places.last());
        let Some((number, range)) = place else {
            let file = SourceFile::new("the shipped knowledge base", "");
            return Some(Diagnostic::new(*code, &file, (0, 0), message).within(key).of(Some(id)));
        };
        let file = &self.files[*number];
        let place = find(&file.text, range.clone(), &words);
        if allows(&file.text, range.start, place.0, *code) {
            return None;
        }
        Some(Diagnostic::new(*code, file, place, message).within(key).of(Some(id)))
    }
}

/// The sort of the entry that a change names.
fn changed(change: &str) -> Option<Sort> {
    let key = change.trim_start_matches([' ', '-', '{']).split(':').next()?;
    NAMES.iter().find(|(name, _)| *name == key).map(|(_, sort)| *sort)
}
