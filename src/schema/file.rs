//! Which files there are, and what each holds.

use std::path::Path;

use schemars::Schema;

use crate::knowledge::entry::{Competency, Item, PostKind, Role, Source, Step};
use crate::knowledge::market_file;
use crate::knowledge::vocabulary::vocabulary;
use crate::person::journal;
use crate::person::wishes::Wishes;
use crate::schema::changes::changes;
use crate::schema::{of, tidy};

vocabulary! {
    /// A file by what it holds.
    SchemaFile {
        Steps = "steps",
        Competencies = "competencies",
        Roles = "roles",
        Guide = "guide",
        Sources = "sources",
        Posts = "posts",
        Market = "market",
        Changes = "changes",
        Profile = "profile",
        Journal = "journal",
    }
}

impl SchemaFile {
    /// By its name, which says what a file holds: a YAML file of any other name holds steps.
    pub fn at(path: &Path) -> Option<Self> {
        let name = path.file_name()?.to_str()?;
        let (stem, end) = name.split_once('.')?;
        match (stem, end) {
            ("guide", _) => Some(Self::Guide),
            ("competencies" | "asked", _) => Some(Self::Competencies),
            ("roles", _) => Some(Self::Roles),
            ("sources", _) => Some(Self::Sources),
            ("posts", _) => Some(Self::Posts),
            ("market", _) => Some(Self::Market),
            ("changes", _) => Some(Self::Changes),
            ("profile", _) => Some(Self::Profile),
            ("journal", _) => Some(Self::Journal),
            (_, "yaml" | "yml" | "draft.yaml") => Some(Self::Steps),
            _ => None,
        }
    }

    /// The names of files that hold this.
    pub fn names(self) -> &'static str {
        match self {
            Self::Steps => "any other *.yaml",
            Self::Competencies => "competencies.yaml, asked.yaml",
            Self::Roles => "roles.yaml",
            Self::Guide => "guide.yaml",
            Self::Sources => "sources.yaml",
            Self::Posts => "posts.yaml",
            Self::Market => "market.yaml",
            Self::Changes => "changes.yaml",
            Self::Profile => "profile.yaml",
            Self::Journal => "journal.jsonl, a line of it",
        }
    }

    pub fn description(self) -> &'static str {
        match self {
            Self::Steps => "What can be done: courses, books, projects and the like.",
            Self::Competencies => "What a person can do, and how job adverts write it.",
            Self::Roles => "What can be planned for.",
            Self::Guide => "The items of the guide, which steps serve.",
            Self::Sources => "Where figures, prices and resources come from.",
            Self::Posts => "What titles of job adverts say about the kind of post.",
            Self::Market => "What job adverts ask for.",
            Self::Changes => "What is different in entries that another file has.",
            Self::Profile => "What a person knows, wants and can give.",
            Self::Journal => "What has happened.",
        }
    }

    /// The name of the file with its schema.
    pub fn schema_name(self) -> String {
        format!("{self}.schema.json")
    }

    /// Its schema. A file that says nothing holds nothing.
    pub fn schema(self) -> Schema {
        let mut schema = match self {
            Self::Steps => of::<Option<Vec<Step>>>(),
            Self::Competencies => of::<Option<Vec<Competency>>>(),
            Self::Roles => of::<Option<Vec<Role>>>(),
            Self::Guide => of::<Option<Vec<Item>>>(),
            Self::Sources => of::<Option<Vec<Source>>>(),
            Self::Posts => of::<Option<Vec<PostKind>>>(),
            Self::Market => of::<market_file::Head>(),
            Self::Changes => changes(),
            Self::Profile => of::<Option<Wishes>>(),
            Self::Journal => of::<journal::Line>(),
        };
        tidy(&mut schema);
        schema.insert("title".to_owned(), format!("mlpath: {self}").into());
        schema.insert("description".to_owned(), self.description().into());
        schema
    }

    /// The text of its schema.
    pub fn schema_text(self) -> String {
        format!("{:#}\n", self.schema().to_value())
    }
}
