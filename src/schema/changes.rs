//! The schema of changes: each names an entry, and any of its fields.

use schemars::{Schema, json_schema};
use serde_json::{Map, Value, json};

use crate::knowledge::entry::{Competency, Item, Role, Source, Step};
use crate::schema::generator;

/// The schemas of mappings and vocabularies, by the names of their types.
type Definitions = Map<String, Value>;

/// The list of changes.
pub(super) fn changes() -> Schema {
    let mut generator = generator();
    let sorts = [
        ("step", "id", generator.subschema_for::<Step>()),
        ("item", "id", generator.subschema_for::<Item>()),
        ("competency", "id", generator.subschema_for::<Competency>()),
        ("role", "id", generator.subschema_for::<Role>()),
        ("source", "key", generator.subschema_for::<Source>()),
    ];
    let mut definitions = generator.take_definitions(false);
    let change = |(sort, key, entry): (&str, &str, Schema)| {
        let entry = mapping(&definitions, entry.as_value()).cloned().unwrap_or_default();
        change(&definitions, (sort, key), &entry)
    };
    let sorts = json!(sorts.map(change));
    // Of mappings only those in lists are still referred to.
    let used = sorts.to_string();
    definitions.retain(|name, entry| {
        entry.get("properties").is_none() || used.contains(&format!("/{name}\""))
    });
    let mut schema = json_schema!({
        "$schema": generator.settings().meta_schema,
        "type": ["array", "null"],
        "items": {"anyOf": sorts},
        "definitions": definitions,
    });
    generator.transforms_mut().for_each(|transform| transform.transform(&mut schema));
    schema
}

/// Changes of entries of one sort, which have a field with their name.
fn change(definitions: &Definitions, (sort, key): (&str, &str), entry: &Value) -> Value {
    let mut change = in_part(definitions, entry);
    let mut lists = entry["properties"].as_object().cloned().unwrap_or_default();
    lists.retain(|_, field| field["type"] == "array");
    let own = json!({
        sort: {"type": "string", "description": format!("The {sort} that is different.")},
        "hide": {"type": "boolean", "description": "As if it were not there."},
        "more": {
            "type": "object",
            "description": "What is added to its lists.",
            "properties": lists,
            "additionalProperties": false,
        },
    });
    if let Some(fields) = change["properties"].as_object_mut() {
        fields.remove(key);
        fields.extend(own.as_object().cloned().unwrap_or_default());
    }
    change["required"] = json!([sort]);
    change
}

/// The mapping that a schema refers to.
fn mapping<'a>(definitions: &'a Definitions, schema: &Value) -> Option<&'a Value> {
    let name = schema["$ref"].as_str()?.rsplit('/').next()?;
    definitions.get(name).filter(|target| target.get("properties").is_some())
}

/// What may stand of a value in a change. Mappings are merged, so in them any field may stand alone
/// and `null` removes it; a list is replaced, so its entries are whole.
fn in_part(definitions: &Definitions, schema: &Value) -> Value {
    if let Some(target) = mapping(definitions, schema) {
        let mut target = in_part(definitions, target);
        if let Some(description) = schema.get("description") {
            target["description"] = description.clone();
        }
        return target;
    }
    let mut schema = schema.clone();
    if let Some(keywords) = schema.as_object_mut() {
        keywords.remove("required");
    }
    for several in ["anyOf", "allOf"] {
        let all = schema.get_mut(several).and_then(Value::as_array_mut).into_iter().flatten();
        all.for_each(|one| *one = in_part(definitions, one));
    }
    let fields = schema.get_mut("properties").and_then(Value::as_object_mut);
    for field in fields.into_iter().flat_map(Map::values_mut) {
        *field = or_null(in_part(definitions, field));
    }
    if let Some(values) = schema.get_mut("additionalProperties").filter(|any| any.is_object()) {
        *values = or_null(values.clone());
    }
    schema
}

fn or_null(schema: Value) -> Value {
    let nothing = json!({"type": "null"});
    let takes_null = |keyword: &str| {
        let of = schema.get(keyword).and_then(Value::as_array);
        of.is_some_and(|all| all.contains(&nothing) || all.contains(&nothing["type"]))
    };
    if takes_null("anyOf") || takes_null("type") {
        return schema;
    }
    let description = schema.get("description").cloned();
    let mut either = json!({"anyOf": [schema, nothing]});
    if let Some(description) = description {
        either["description"] = description;
    }
    either
}
