//! JSON Schemas of the files that people write, so that their editors complete and underline. They
//! are derived from the types that read the files: what a reader takes, its schema knows.
//!
//! A schema says what an entry looks like. Whether what it names is there, only the program knows.

pub mod beside;
mod changes;
mod file;
pub mod template;

pub use file::SchemaFile;

use itertools::Itertools as _;
use schemars::generate::SchemaSettings;
use schemars::transform::{RecursiveTransform, Transform};
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde_json::Value;

/// Editors understand draft 7 best.
fn generator() -> SchemaGenerator {
    SchemaSettings::draft07().into_generator()
}

fn of<T: JsonSchema>() -> Schema {
    generator().into_root_schema_for::<T>()
}

/// What holds for every schema, and for no reader in particular.
fn tidy(schema: &mut Schema) {
    RecursiveTransform(tidy_one).transform(schema);
}

fn tidy_one(schema: &mut Schema) {
    let sort = schema.get("type").cloned().unwrap_or_default();
    let is_text = sort == "string" || sort.as_array().is_some_and(|sorts| sorts[0] == "string");
    if is_text && schema.get("const").is_none() && schema.get("enum").is_none() {
        schema.insert("minLength".to_owned(), 1.into());
    }
    // `double` and the like are no formats of JSON Schema.
    let format = if is_text { None } else { schema.remove("format") };
    if format.is_some_and(|format| format == "uint32") {
        schema.insert("maximum".to_owned(), u32::MAX.into());
    }
    // An editor would write it down.
    if schema.get("default").is_some_and(says_nothing) {
        schema.remove("default");
    }
    // In the source a paragraph is broken into lines.
    if let Some(Value::String(text)) = schema.get_mut("description") {
        *text = text.split("\n\n").map(|lines| lines.replace('\n', " ")).join("\n\n");
    }
}

fn says_nothing(default: &Value) -> bool {
    match default {
        Value::Null => true,
        Value::Array(list) => list.is_empty(),
        Value::Object(mapping) => mapping.is_empty(),
        _ => false,
    }
}
