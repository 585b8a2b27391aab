//! Text out of what people have at hand: a page, a mail, Markdown, JSON, or a plain text.
//!
//! What is converted has one form: a heading is a line of its own that begins with `#`, an item of
//! a list begins with `- `, and between paragraphs stands an empty line. A plain text stays as it
//! is.
//!
//! 1. `input`: a file or standard input -> its characters, within bounds; those of a PDF by `pdf`
//!    and `pdf_lines`
//! 2. `strange`: what is no text for people is told apart
//! 3. `form`: finds the form; `mail`, `html`, `markdown`, `json` read it, with `walker`,
//!    `elements`, `page` and `table`
//! 4. `normal`, `hyphens`: what print and typesetting do to words, undone
//! 5. `blank`: what could harm a terminal, and addresses: spaces, so that byte offsets stay
//!
//! `read` takes a file through all of it.

mod blank;
mod bullet;
mod elements;
mod form;
mod html;
mod hyphens;
mod input;
mod json;
mod mail;
mod markdown;
mod normal;
mod page;
mod pdf;
mod pdf_lines;
mod read;
mod strange;
mod table;
#[cfg(test)]
mod tests;
mod walker;

pub use bullet::bullet;
pub use form::read as passage;
pub use input::{Wanted, read as characters};
pub use read::{read, text_of, titled};
