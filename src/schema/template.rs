//! Entries that are begun: all that one has to say, with the words of the schema on each field.

use itertools::Itertools as _;
use serde::Serialize;
use serde_json::{Map, Value, json};
use serde_yaml::Value as Yaml;

use crate::knowledge::model::Kb;
use crate::knowledge::text::List;
use crate::schema::SchemaFile;

/// What stands in a field before anybody has filled it in.
#[derive(Debug, Clone, Copy)]
enum Begun {
    /// It has to be filled in.
    Open,
    /// A value that is right for many.
    Usual(&'static str),
    /// Most entries do without: a comment.
    Without(&'static str),
}

use Begun::{Open, Usual, Without};

const RESOURCE: &str = "\n- {title: , provider: , url: \"https://\", cost: free, format: course}";

/// The fields of a sort of entry behind its name and title, in the order of filling them in.
fn fields(file: SchemaFile) -> &'static [(&'static str, Begun)] {
    match file {
        SchemaFile::Steps => &[
            ("item", Open),
            ("kind", Usual("course")),
            ("requires", Usual("{}")),
            ("teaches", Usual("{}")),
            ("after", Without("[]")),
            ("hours", Usual("{low: , likely: , high: , why: }")),
            ("weeks", Without("4")),
            ("cost", Usual("{class: free}")),
            ("done_when", Open),
            ("earns", Without("")),
            ("resources", Without(RESOURCE)),
        ],
        SchemaFile::Roles => &[
            ("summary", Open),
            ("needs", Usual("{}")),
            ("milestones", Usual("[]")),
            ("optional", Without("[]")),
            ("posts", Without("[]")),
        ],
        SchemaFile::Competencies => &[
            ("item", Open),
            ("aliases", Usual("[]")),
            ("working", Open),
            ("phrases", Without("[]")),
            ("implied_by", Without("[]")),
            ("soft", Without("true")),
        ],
        SchemaFile::Guide => &[
            ("section", Open),
            ("coverage", Usual("optional")),
            ("why", Without("")),
            ("advice", Without("")),
        ],
        SchemaFile::Sources => &[("url", Usual("\"https://\"")), ("note", Without(""))],
        _ => &[],
    }
}

/// The fields with the name of an entry and with what people read of it.
pub fn names(file: SchemaFile) -> (&'static str, &'static str) {
    match file {
        SchemaFile::Steps => ("id", "title"),
        SchemaFile::Sources => ("key", "title"),
        _ => ("id", "name"),
    }
}

/// An entry with a name and a title, to be filled in.
pub fn entry(kb: &Kb, file: SchemaFile, id: &str, title: &str) -> String {
    let schema = file.schema().to_value();
    let known = Known { kb, definitions: &schema["definitions"], entry: &schema["items"] };
    let (id_field, title_field) = names(file);
    let mut lines = vec![format!("- {id_field}: {id}")];
    if title.is_empty() {
        lines.extend(known.comment(title_field));
    }
    lines.push(format!("  {title_field}: {}", quoted(title)));
    for (field, begun) in fields(file) {
        lines.extend(known.comment(field));
        let (mark, value) = match begun {
            Open => ("", ""),
            Usual(value) => ("", *value),
            Without(value) => ("# ", *value),
        };
        let field = format!("{field}: {value}");
        lines.extend(field.lines().map(|line| format!("  {mark}{line}")));
    }
    lines.iter().map(|line| format!("{}\n", line.trim_end())).collect()
}

/// What a change can do.
const CHANGES: &str = concat!(
    "  # Take away `# ` before what is different, and write what it is: lists and texts take the\n",
    "  # place of these, mappings are merged, `null` removes, `more` adds to lists.\n",
);

/// A change of an entry, with what is there now as comments.
pub fn change(sort: &str, id: &str, entry: &impl Serialize) -> String {
    // Former ids are for ever; resources are added, one by one.
    let without = match sort {
        "step" => &["id", "aliases", "origin", "replaced_by", "resources", "section"][..],
        _ => &["id", "key", "origin"],
    };
    let now = serde_yaml::to_value(entry).unwrap_or_default();
    let fields = now.as_mapping().into_iter().flatten().filter(|(_, value)| says_something(value));
    let fields = fields.filter_map(|(key, value)| Some((key.as_str()?, value)));
    let fields = fields.filter(|(key, _)| !without.contains(key));
    let lines = fields.map(|(key, value)| format!("  # {key}: {}\n", written(value, false)));
    format!(
        "- {sort}: {id}\n{}  # more: {{}}\n  # hide: true\n",
        [CHANGES.to_owned()].into_iter().chain(lines).format("")
    )
}

fn says_something(value: &Yaml) -> bool {
    match value {
        Yaml::Null | Yaml::Bool(false) => false,
        Yaml::Number(number) => number.as_f64() != Some(0.0),
        Yaml::Sequence(list) => !list.is_empty(),
        Yaml::Mapping(mapping) => !mapping.is_empty(),
        _ => true,
    }
}

/// A value on one line; texts that are inside of another value need quotes sooner.
fn written(value: &Yaml, is_inside: bool) -> String {
    match value {
        Yaml::String(text) if is_inside && text.contains(',') => Value::from(&**text).to_string(),
        Yaml::String(text) => quoted(text),
        Yaml::Sequence(list) => {
            format!("[{}]", list.iter().map(|value| written(value, true)).format(", "))
        }
        Yaml::Mapping(mapping) => {
            let fields = mapping.iter().filter(|(_, value)| says_something(value));
            let fields = fields
                .map(|(key, value)| format!("{}: {}", written(key, true), written(value, true)));
            format!("{{{}}}", fields.format(", "))
        }
        Yaml::Bool(is) => is.to_string(),
        Yaml::Number(number) => number.to_string(),
        Yaml::Null | Yaml::Tagged(_) => "null".to_owned(),
    }
}

/// A further resource of a step.
pub fn resource(step: &str) -> String {
    format!(
        "- step: {step}\n  more:\n    resources:\n      - title:\n        provider:\n        \
         url: \"https://\"\n        cost: free\n        format: course\n"
    )
}

/// What is known of the fields of an entry.
struct Known<'a> {
    kb: &'a Kb,
    definitions: &'a Value,
    entry: &'a Value,
}

impl Known<'_> {
    /// What a field is, and what there is to choose from.
    fn comment(&self, field: &str) -> Vec<String> {
        const WIDTH: usize = 98;
        let fields = self.target(self.entry).and_then(|entry| entry["properties"].as_object());
        let schema = fields.and_then(|fields: &Map<String, Value>| fields.get(field));
        let schema = schema.unwrap_or(&Value::Null);
        let said = schema["description"].as_str().unwrap_or_default();
        let said = match self.choices(field, schema) {
            choices if choices.is_empty() => said.to_owned(),
            choices => format!("{}: {choices}.", said.trim_end_matches('.')),
        };
        let mut lines: Vec<String> = Vec::new();
        for word in said.split(' ') {
            match lines.last_mut() {
                Some(line) if line.len() + word.len() < WIDTH => {
                    line.push(' ');
                    line.push_str(word);
                }
                _ => lines.push(format!("  # {word}")),
            }
        }
        lines
    }

    fn choices(&self, field: &str, schema: &Value) -> String {
        /// More are not read in a comment.
        const FEW: usize = 12;
        match field {
            "item" if self.kb.listed.items.len() > FEW => "see `mlpath list items`".to_owned(),
            "item" => {
                let items = self.kb.listed.items.iter().map(|&item| &self.kb[item].id);
                List::or(items).to_string()
            }
            "requires" | "teaches" | "needs" => {
                "`{id: working}`; the levels are aware, working and proficient, the ids are in \
                 `mlpath list competencies`"
                    .to_owned()
            }
            "hours" => {
                "`low` if all goes well, `likely` for most people, `high` if much goes wrong; and \
                 `why`, how you know"
                    .to_owned()
            }
            "cost" => {
                let classes = self.words(&json!({"$ref": "/CostClass"})).into_iter();
                format!("{}; with `usd` if it is paid", List::or(classes.map(str::to_owned)))
            }
            "after" | "milestones" => "see `mlpath list steps`".to_owned(),
            "optional" => "see `mlpath list items`".to_owned(),
            _ => List::or(self.words(schema)).to_string(),
        }
    }

    /// The words of a vocabulary.
    fn words(&self, schema: &Value) -> Vec<&str> {
        let vocabulary = self.target(&schema["allOf"][0]).or(self.target(schema));
        let Some(vocabulary) = vocabulary else { return Vec::new() };
        let several = vocabulary["oneOf"].as_array().into_iter().flatten();
        let all = several
            .chain([vocabulary])
            .flat_map(|one| one["enum"].as_array().into_iter().flatten().chain(one.get("const")));
        all.filter_map(Value::as_str).collect()
    }

    fn target(&self, schema: &Value) -> Option<&Value> {
        let name = schema["$ref"].as_str()?.rsplit('/').next()?;
        self.definitions.get(name)
    }
}

/// A text as YAML has it, in quotes if it needs them.
fn quoted(text: &str) -> String {
    let is_plain = |c: char| c.is_alphanumeric() || matches!(c, ' ' | '-' | ',' | '.' | '(' | ')');
    let begins = text.starts_with(char::is_alphabetic);
    let is_word = matches!(text, "true" | "false" | "null" | "yes" | "no" | "on" | "off");
    match begins && text.chars().all(is_plain) && !is_word {
        true => text.to_owned(),
        false if text.is_empty() => String::new(),
        // A JSON string is a YAML string, whatever is in it.
        false => Value::from(text).to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::{fields, names};
    use crate::schema::SchemaFile;

    #[test]
    fn templates_have_all_that_is_required_and_nothing_else_that_is_not_there() {
        for (file, name) in [
            (SchemaFile::Steps, "Step"),
            (SchemaFile::Roles, "Role"),
            (SchemaFile::Competencies, "Competency"),
            (SchemaFile::Guide, "Item"),
            (SchemaFile::Sources, "Source"),
        ] {
            let schema = file.schema().to_value();
            let entry = &schema["definitions"][name];
            let (id, title) = names(file);
            let begun: Vec<&str> = [id, title]
                .into_iter()
                .chain(fields(file).iter().map(|(field, _)| *field))
                .collect();
            for field in &begun {
                assert!(entry["properties"].get(field).is_some(), "{name}: {field}");
            }
            for field in entry["required"].as_array().unwrap() {
                assert!(begun.contains(&field.as_str().unwrap()), "{name}: {field}");
            }
        }
    }
}
