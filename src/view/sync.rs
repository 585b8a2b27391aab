//! The answer of `sync`.

use serde::Serialize;

use crate::view::journal::EventView;

#[derive(Debug, Serialize)]
pub struct SyncView {
    pub schema: &'static str,
    /// What was recorded.
    pub events: Vec<EventView>,
    /// Steps that are ticked, and were not recorded as finished.
    pub to_record: Vec<String>,
    /// Finished steps that are not ticked, and stay finished.
    pub not_ticked: Vec<String>,
    pub unknown: Vec<UnknownView>,
}

/// A box of no step that the knowledge base has.
#[derive(Debug, Serialize)]
pub struct UnknownView {
    pub id: String,
    pub line: usize,
    pub ticked: bool,
}
