//! The answer of `sync`.

use serde::Serialize;

use crate::view::journal::EventView;

#[derive(Debug, Serialize)]
pub struct SyncView {
    pub schema: &'static str,
    /// What was recorded.
    pub events: Vec<EventView>,
    /// Steps that are ticked but not recorded as finished.
    pub to_record: Vec<String>,
    /// Steps that are marked as begun, and not recorded as begun or finished.
    pub to_start: Vec<String>,
    /// Steps that are marked as skipped, and not recorded as skipped or finished.
    pub to_skip: Vec<String>,
    /// Finished steps that are not ticked; they stay finished.
    pub not_ticked: Vec<String>,
    pub unknown: Vec<UnknownView>,
}

/// A box whose step the knowledge base does not have.
#[derive(Debug, Serialize)]
pub struct UnknownView {
    pub id: String,
    pub line: usize,
    pub ticked: bool,
}
