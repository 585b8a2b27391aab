//! View -> what an answer says: one file an answer, each built once as a tree that every form is
//! drawn from. Nothing here knows a width, a colour or a file format.

mod check;
mod compare;
mod demand;
mod entry;
mod gap;
mod guide;
pub mod history;
mod lists;
mod months;
mod next;
pub mod phrases;
mod plan;
mod status;
mod table;
mod tree;
pub mod why;

pub use months::{months, months_between};
pub use tree::{Answer, Block, Cell, Column, Document, Fact, Facts, Place, Table, Tone};
