//! The schemas that there are.

use crate::document::tree::{Answer, Document, Table};
use crate::view::schema::SchemasView;

impl Answer for SchemasView {
    fn document(&self) -> Document<'_> {
        Table::of(&self.files)
            .names("Schema", |file| file.name)
            .column("For", |file| file.files)
            .column("Holds", |file| file.holds)
            .into()
    }
}
