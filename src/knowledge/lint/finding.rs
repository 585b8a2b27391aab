//! What a rule finds: of an entry, before anybody knows where that stands.

use crate::knowledge::code::Code;
use crate::knowledge::model::{Item, Role, Source, Step};
use crate::knowledge::read::Sort;

/// Something that is wrong with an entry of a knowledge base that can be read.
#[derive(Debug, Clone)]
pub struct Finding {
    pub code: Code,
    pub sort: Sort,
    /// The id of the entry.
    pub id: String,
    /// The key of the entry, and the word behind it, where it is wrong.
    pub words: Vec<String>,
    pub message: String,
}

impl Finding {
    pub fn of_step(code: Code, step: &Step, words: &[&str], message: impl Into<String>) -> Self {
        Self::new(code, Sort::Step, &step.id, words, message)
    }

    pub fn of_item(code: Code, item: &Item, words: &[&str], message: impl Into<String>) -> Self {
        Self::new(code, Sort::Item, &item.id, words, message)
    }

    pub fn of_role(code: Code, role: &Role, words: &[&str], message: impl Into<String>) -> Self {
        Self::new(code, Sort::Role, &role.id, words, message)
    }

    pub fn of_source(code: Code, it: &Source, words: &[&str], message: impl Into<String>) -> Self {
        Self::new(code, Sort::Source, &it.key, words, message)
    }

    fn new(code: Code, sort: Sort, id: &str, words: &[&str], message: impl Into<String>) -> Self {
        let words = words.iter().map(|&word| word.to_owned()).collect();
        Self { code, sort, id: id.to_owned(), words, message: message.into() }
    }
}
