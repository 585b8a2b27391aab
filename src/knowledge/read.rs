//! The entries of all files of a knowledge base, before what they refer to is linked.

use std::collections::BTreeMap;
use std::path::Path;

use itertools::Itertools as _;
use rustc_hash::FxHashMap;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::knowledge::diagnostics::Diagnostic;
use crate::knowledge::entry::{Competency, Item, Origin, PostKind, Role, Source, Step};
use crate::knowledge::files::SourceFile;
use crate::knowledge::model::{CompetencyId, ItemId, Kb, Listed, RoleId, StepId};
use crate::knowledge::parse::{Parsed, Place};
use crate::knowledge::vocabulary::vocabulary;

vocabulary! {
    /// What sort of entry a name refers to.
    Sort {
        Item = "guide item",
        Competency = "competency",
        Step = "step",
        Role = "role",
        Source = "source",
    }
}

/// An entry of a file.
pub(super) trait Entry: Serialize + DeserializeOwned {
    const SORT: Sort;

    fn id(&self) -> &String;

    /// Former ids.
    fn aliases(&self) -> &[String] {
        &[]
    }

    fn origin(&mut self) -> &mut Origin;
}

macro_rules! entries {
    ($($name:ident by $id:ident $(with $aliases:ident)?;)*) => {$(
        impl Entry for $name {
            const SORT: Sort = Sort::$name;

            fn id(&self) -> &String {
                &self.$id
            }

            $(fn aliases(&self) -> &[String] {
                &self.$aliases
            })?

            fn origin(&mut self) -> &mut Origin {
                &mut self.origin
            }
        }
    )*};
}

entries! {
    Item by id;
    Competency by id;
    Step by id with aliases;
    Role by id;
    Source by key;
}

/// The entries of all files.
#[derive(Default)]
pub(super) struct Read {
    pub(super) items: Parsed<Item>,
    pub(super) competencies: Parsed<Competency>,
    pub(super) sources: Parsed<Source>,
    pub(super) steps: Parsed<Step>,
    pub(super) roles: Parsed<Role>,
    pub(super) posts: Parsed<PostKind>,
    /// Of an entry that overlays change, where they do.
    pub(super) changes: BTreeMap<Place, Vec<Place>>,
}

/// The name of a file without its folder and ending.
pub(super) fn stem(file: &SourceFile) -> &str {
    Path::new(&file.name).file_stem().and_then(|stem| stem.to_str()).unwrap_or_default()
}

/// A file's name says what it holds; every other name holds steps. Kinds of posts are no entries
/// that others refer to.
pub(super) fn sort_of(file: &SourceFile) -> Option<Sort> {
    match stem(file) {
        "guide" => Some(Sort::Item),
        "competencies" | "asked" => Some(Sort::Competency),
        "sources" => Some(Sort::Source),
        "roles" => Some(Sort::Role),
        "posts" => None,
        _ => Some(Sort::Step),
    }
}

impl Read {
    /// Reads files with their numbers.
    pub(super) fn new<'a>(
        files: impl IntoIterator<Item = (usize, &'a SourceFile)>,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Self {
        let mut read = Self::default();
        for (number, file) in files {
            match sort_of(file) {
                Some(Sort::Item) => read.items.add(number, file, diagnostics),
                Some(Sort::Competency) => read.competencies.add(number, file, diagnostics),
                Some(Sort::Source) => read.sources.add(number, file, diagnostics),
                Some(Sort::Role) => read.roles.add(number, file, diagnostics),
                None => read.posts.add(number, file, diagnostics),
                Some(Sort::Step) => read.steps.add(number, file, diagnostics),
            }
        }
        read
    }

    /// Puts all entries in the order of their ids; returns the order in which they were read, of
    /// those that are not hidden.
    pub(super) fn sort(&mut self) -> Listed {
        Listed {
            items: sorted(&mut self.items, ItemId),
            competencies: sorted(&mut self.competencies, CompetencyId),
            steps: sorted(&mut self.steps, StepId),
            roles: sorted(&mut self.roles, RoleId),
        }
    }
}

impl<T: Entry> Parsed<T> {
    /// All ids and former ids, with the number of the entry.
    pub(super) fn names(&self) -> FxHashMap<&str, usize> {
        let names = self.entries.iter().enumerate().flat_map(|(at, (_, entry))| {
            let aliases = entry.aliases().iter().map(move |alias| (alias.as_str(), at));
            aliases.chain([(entry.id().as_str(), at)])
        });
        names.collect()
    }
}

fn sorted<T: Entry, I>(parsed: &mut Parsed<T>, index: impl Fn(usize) -> I) -> Vec<I> {
    let entries = &mut parsed.entries;
    entries.sort_by(|(_, one), (_, other)| one.id().cmp(other.id()));
    let shown = (0..entries.len()).filter(|&at| !entries[at].1.origin().is_hidden());
    let shown = shown.collect_vec();
    shown.into_iter().sorted_by_key(|&at| entries[at].0).map(index).collect()
}

/// The entries of a knowledge base that was linked before, as if they stood one behind the other in
/// a file with the number 0.
impl From<Kb> for Read {
    fn from(kb: Kb) -> Self {
        let Kb { items, competencies, steps, roles, sources, posts, listed } = kb;
        let mut before = 0;
        let mut places = |order: Vec<usize>| {
            let mut entries = vec![0; order.len()];
            for (position, at) in order.into_iter().enumerate() {
                entries[at] = before + position;
            }
            before += entries.len();
            entries.into_iter().map(|entry| Place { file: 0, entry })
        };
        let order = |all: Vec<ItemId>| all.into_iter().map(|id| id.0).collect();
        let items = places(order(listed.items)).zip(items);
        let order = listed.competencies.into_iter().map(|id| id.0).collect();
        let competencies = places(order).zip(competencies.into_iter().map(|it| it.entry));
        let order = listed.steps.into_iter().map(|id| id.0).collect();
        let steps = places(order).zip(steps.into_iter().map(|it| it.entry));
        let order = listed.roles.into_iter().map(|id| id.0).collect();
        let roles = places(order).zip(roles.into_iter().map(|it| it.entry));
        let sources = places((0..sources.len()).collect()).zip(sources);
        let posts = places((0..posts.len()).collect()).zip(posts);
        Self {
            items: Parsed::from(items.collect_vec()),
            competencies: Parsed::from(competencies.collect_vec()),
            sources: Parsed::from(sources.collect_vec()),
            steps: Parsed::from(steps.collect_vec()),
            roles: Parsed::from(roles.collect_vec()),
            posts: Parsed::from(posts.collect_vec()),
            changes: BTreeMap::new(),
        }
    }
}
