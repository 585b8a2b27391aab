//! View -> document: what an answer says, as a tree that every form is drawn from. Nothing here
//! knows the width of the terminal, colours or file formats.

pub mod application;
mod check;
mod compare;
mod conditions;
mod cv;
mod demand;
pub mod earned;
mod entry;
mod explain;
pub mod gap;
mod guide;
mod held;
pub mod history;
mod kb;
mod kb_diff;
mod legible;
mod lists;
mod moment;
mod months;
mod next;
pub mod phrases;
mod plan;
mod profile;
mod schema;
mod sparkline;
mod status;
mod summary;
mod table;
mod this_week;
mod totals;
mod tree;
mod welcome;
pub mod why;

pub use months::{months, months_between};
pub use tree::{
    Answer, Block, Cell, Column, Document, Fact, Facts, Group, InFull, Medium, Prose, Snippet,
    Table, Tone,
};
