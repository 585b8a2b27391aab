//! What `add` begins with: the template of an entry, named by what was typed.

use anyhow::{Result, bail};
use clap::ValueEnum;
use itertools::Itertools as _;
use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

use crate::failure::{Refused, Usage};
use crate::knowledge::diagnostics::suggestion;
use crate::knowledge::model::Kb;
use crate::knowledge::text::{List, check_id};
use crate::schema::{SchemaFile, template};

/// What can be added.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum What {
    /// Something to do: a course, a book, a project
    Step,
    /// Something that a person can do
    Competency,
    /// Something to plan for
    Role,
    /// Something that the guide advises
    Item,
    /// Where figures and resources come from
    Source,
    /// Other hours, costs, levels or texts of an entry that is there; or hide it
    Change,
    /// A further course, book or page for a step that is there
    Resource,
}

impl What {
    pub fn word(self) -> &'static str {
        match self {
            Self::Step => "step",
            Self::Competency => "competency",
            Self::Role => "role",
            Self::Item => "item",
            Self::Source => "source",
            Self::Change => "change",
            Self::Resource => "resource",
        }
    }

    fn file(self) -> SchemaFile {
        match self {
            Self::Step => SchemaFile::Steps,
            Self::Competency => SchemaFile::Competencies,
            Self::Role => SchemaFile::Roles,
            Self::Item => SchemaFile::Guide,
            Self::Source => SchemaFile::Sources,
            Self::Change | Self::Resource => SchemaFile::Changes,
        }
    }
}

/// The entry that is begun.
pub(super) struct ToAdd {
    pub(super) file: SchemaFile,
    /// Its id, or that of the entry that it changes.
    pub(super) id: String,
    pub(super) text: String,
}

/// # Errors
/// If what was typed cannot be the name of a new entry, or is that of none that is there.
pub(super) fn to_add(kb: &Kb, what: What, name: &[String], id: Option<&str>) -> Result<ToAdd> {
    let file = what.file();
    let (id, text) = match what {
        What::Change => change(kb, name)?,
        What::Resource => {
            let id = one_id(name, "name the step: `mlpath add resource STEP`")?;
            let Some(step) = kb.step(id) else { bail!(unknown(kb, &[What::Step], id)) };
            (kb[step].id.clone(), template::resource(&kb[step].id))
        }
        _ => {
            let (id, title) = named(what, name, id)?;
            if ids(kb, what).any(|known| known == id) {
                let message = format!("there is a {} `{id}` already", what.word());
                let hint = format!("change it with `mlpath add change {} {id}`", what.word());
                bail!(Refused::new(message, hint));
            }
            let text = template::entry(kb, file, &id, &title);
            (id, text)
        }
    };
    Ok(ToAdd { file, id, text })
}

/// The id and the title of a new entry: what was typed is one of them, and makes the other.
fn named(what: What, name: &[String], id: Option<&str>) -> Result<(String, String)> {
    let typed = name.join(" ");
    let typed = typed.trim();
    let is_key = what == What::Source;
    let check = |id: &str| match is_key {
        true => check_id(&id.to_lowercase()),
        false => check_id(id),
    };
    let is_id = !typed.is_empty() && check(typed).is_ok();
    let id = match id {
        Some(id) => {
            check(id).map(|()| id.to_owned()).map_err(|why| Usage(format!("--id: {why}")))?
        }
        None if is_id => typed.to_owned(),
        None => slug(typed),
    };
    if id.is_empty() && !typed.is_empty() {
        bail!(Usage("no id can be made of this title; give one with --id".to_owned()));
    }
    let title = if is_id { capitalised(&typed.replace(['-', '_'], " ")) } else { typed.to_owned() };
    Ok((id, title))
}

/// An id made of a title: its letters without accents and its digits, between hyphens.
fn slug(title: &str) -> String {
    const MOST: usize = 60;
    let plain =
        title.nfkd().filter(|c| !is_combining_mark(*c) && *c != '\'').flat_map(char::to_lowercase);
    let plain: String = plain.map(|c| if c.is_ascii_alphanumeric() { c } else { ' ' }).collect();
    let mut id = String::new();
    for word in plain.split_whitespace() {
        if id.len() + word.len() > MOST && !id.is_empty() {
            break;
        }
        id = if id.is_empty() { word.to_owned() } else { format!("{id}-{word}") };
    }
    id.truncate(MOST);
    id
}

fn capitalised(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
}

/// The change of an entry, named by its id or by its sort and its id.
fn change(kb: &Kb, name: &[String]) -> Result<(String, String)> {
    const SORTS: [What; 5] = [What::Step, What::Competency, What::Role, What::Item, What::Source];
    let (sorts, id) = match name {
        [sort, id] if SORTS.iter().any(|what| what.word() == sort) => {
            (SORTS.into_iter().filter(|what| what.word() == sort).collect_vec(), id.as_str())
        }
        _ => (SORTS.to_vec(), one_id(name, "name the entry: `mlpath add change ID`")?),
    };
    let found = sorts.iter().copied().filter(|&what| ids(kb, what).any(|known| known == id));
    let found = found.collect_vec();
    let what = match found.as_slice() {
        [only] => *only,
        [] => bail!(unknown(kb, &sorts, id)),
        [first, ..] => {
            let all = List::and(found.iter().map(|what| what.word()));
            let message = format!("`{id}` is the name of a {all}; say which you mean");
            let hint = format!("for example `mlpath add change {} {id}`", first.word());
            bail!(Refused::new(message, hint))
        }
    };
    Ok((id.to_owned(), begun_change(kb, what, id)))
}

fn begun_change(kb: &Kb, what: What, id: &str) -> String {
    let sort = what.word();
    let entry = match what {
        What::Step => {
            kb.steps.iter().find(|it| it.id == id).map(|it| template::change(sort, id, &it.entry))
        }
        What::Competency => kb
            .competencies
            .iter()
            .find(|it| it.id == id)
            .map(|it| template::change(sort, id, &it.entry)),
        What::Role => {
            kb.roles.iter().find(|it| it.id == id).map(|it| template::change(sort, id, &it.entry))
        }
        What::Item => {
            kb.items.iter().find(|it| it.id == id).map(|it| template::change(sort, id, it))
        }
        _ => kb.sources.iter().find(|it| it.key == id).map(|it| template::change(sort, id, it)),
    };
    entry.unwrap_or_default()
}

fn one_id<'a>(name: &'a [String], otherwise: &str) -> Result<&'a str> {
    match name {
        [id] => Ok(id),
        _ => bail!(Usage(otherwise.to_owned())),
    }
}

fn ids(kb: &Kb, what: What) -> Box<dyn Iterator<Item = &str> + '_> {
    match what {
        What::Step => Box::new(kb.steps.iter().map(|step| step.id.as_str())),
        What::Competency => Box::new(kb.competencies.iter().map(|entry| entry.id.as_str())),
        What::Role => Box::new(kb.roles.iter().map(|role| role.id.as_str())),
        What::Item => Box::new(kb.items.iter().map(|item| item.id.as_str())),
        What::Source => Box::new(kb.sources.iter().map(|source| source.key.as_str())),
        What::Change | What::Resource => Box::new(std::iter::empty()),
    }
}

fn unknown(kb: &Kb, sorts: &[What], id: &str) -> Refused {
    let all = sorts.iter().flat_map(|&what| ids(kb, what));
    let sort = if let [only] = sorts { only.word() } else { "entry" };
    let message = format!("there is no {sort} `{id}`{}", suggestion(id, all));
    Refused::new(message, format!("find it with `mlpath search {id}`"))
}

#[cfg(test)]
mod tests {
    use super::{What, named, slug};

    #[test]
    fn a_title_makes_an_id_and_an_id_a_title() {
        let named = |name: &str| named(What::Step, &[name.to_owned()], None).unwrap();
        let both = |id: &str, title: &str| (id.to_owned(), title.to_owned());
        let title = "Learn our deployment tool";
        assert_eq!(named(title), both("learn-our-deployment-tool", title));
        assert_eq!(named("docker-by-hand"), both("docker-by-hand", "Docker by hand"));
        assert_eq!(named("Übungen: C++ & \"Go\"").0, "ubungen-c-go");
        assert!(slug(&"word ".repeat(40)).len() <= 60);
        assert!(super::named(What::Step, &["学习".to_owned()], None).is_err());
        assert_eq!(
            super::named(What::Step, &["学习".to_owned()], Some("xuexi")).unwrap().1,
            "学习"
        );
    }
}
