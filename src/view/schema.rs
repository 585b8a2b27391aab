//! The answer of `schema`.

use serde::Serialize;

use crate::knowledge::vocabulary::Keyword as _;
use crate::schema::SchemaFile;

#[derive(Debug, Serialize)]
pub struct SchemasView {
    pub schema: &'static str,
    pub files: Vec<SchemaView>,
}

/// The schema of a file.
#[derive(Debug, Serialize)]
pub struct SchemaView {
    pub name: SchemaFile,
    /// The names of files that it is for.
    pub files: &'static str,
    pub holds: &'static str,
}

pub fn schemas() -> SchemasView {
    let view = |file: &SchemaFile| SchemaView {
        name: *file,
        files: file.names(),
        holds: file.description(),
    };
    SchemasView { schema: "mlpath/schemas/1", files: SchemaFile::ALL.iter().map(view).collect() }
}
