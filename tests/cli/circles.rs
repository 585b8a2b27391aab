//! No circle between the files of `src`: from each one you can read on downwards and come to an
//! end.
//!
//! A file uses another if it names something of it, in a `use` line or in a path of its code.
//! These rules say which file a name belongs to:
//!
//! - A name that a module hands on with `pub use` belongs to the file that defines it:
//!   `crate::advert::Reader` is `advert/read.rs`, not `advert/mod.rs`.
//! - Declaring a child (`mod read;`) or handing a name on is not a use; naming a child's item in the
//!   parent's own code is. So children may use what stands in their `mod.rs` only if that `mod.rs`
//!   does not use them.
//! - A module that is brought in counts with what is named through it: `use crate::person;` is
//!   nothing yet, `person::resolve(..)` is.
//! - Comments and inline test modules (`mod tests { .. }`, last in a file) do not count.
//!
//! What a file calls on values that it was handed is not seen here; their types are named in it, or
//! in a file that it uses.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use crate::house::{is_rust, sources};

/// A module by its path from the root, which is empty: `["advert", "read"]`.
type Module = Vec<String>;
/// The segments of a path as it is written: `["crate", "advert", "Reader"]`.
type Names = Vec<String>;

/// What one file says, read without knowledge of the others.
#[derive(Default)]
struct File {
    /// What `use` brings in: the name here, and the path that it stands for.
    brought_in: BTreeMap<String, Names>,
    /// The same for `pub use`.
    handed_on: BTreeMap<String, Names>,
    /// Paths of the code, and names that stand alone.
    mentioned: BTreeSet<Names>,
}

impl File {
    fn read(text: &str) -> Self {
        let code = code(text.split("\nmod tests {").next().unwrap_or_default());
        let mut file = Self::default();
        let mut rest = code.as_str();
        let mut is_public = false;
        while let Some(start) = rest.find(is_letter) {
            let after_path = rest[..start].ends_with("::");
            let (name, after) = word(&rest[start..]);
            rest = after;
            match name {
                "pub" => {
                    is_public = true;
                    // As in `pub(super)`.
                    rest = rest
                        .strip_prefix('(')
                        .map_or(rest, |rest| &rest[rest.find(')').unwrap()..]);
                    continue;
                }
                "use" => {
                    let end = rest.find(';').unwrap();
                    let names = if is_public { &mut file.handed_on } else { &mut file.brought_in };
                    expand(&Vec::new(), &rest[..end], names);
                    rest = &rest[end..];
                }
                "mod" => rest = word(rest.trim_start()).1,
                first if !after_path => {
                    let mut path = vec![first.to_owned()];
                    while let Some(next) =
                        rest.strip_prefix("::").filter(|r| r.starts_with(is_letter))
                    {
                        let (name, after) = word(next);
                        path.push(name.to_owned());
                        rest = after;
                    }
                    file.mentioned.insert(path);
                }
                _ => {}
            }
            is_public = false;
        }
        file
    }
}

/// A text without its comments and without what stands in quotes.
fn code(text: &str) -> String {
    let mut code = String::new();
    let mut rest = text;
    while let Some(start) = rest.find(['/', '"', '\'']) {
        code += &rest[..start];
        rest = &rest[start..];
        let hashes = code.len() - code.trim_end_matches('#').len();
        let is_raw = code[..code.len() - hashes].ends_with('r');
        let quoted = rest.strip_prefix(['"', '\'']).unwrap_or_default();
        let length = if rest.starts_with("//") {
            rest.find('\n')
        } else if rest.starts_with('"') && is_raw {
            let end = format!("\"{}", "#".repeat(hashes));
            quoted.find(&end).map(|at| 1 + at + end.len())
        } else if rest.starts_with('"') {
            let mut is_escaped = false;
            let end = quoted.find(|c| {
                let ends = c == '"' && !is_escaped;
                is_escaped = c == '\\' && !is_escaped;
                ends
            });
            end.map(|at| at + 2)
        } else if quoted.starts_with('\\') {
            quoted[2..].find('\'').map(|at| at + 4)
        } else {
            // A character; else a lifetime or a division.
            let second = quoted.char_indices().nth(1);
            second.filter(|&(_, c)| c == '\'').map(|(at, _)| at + 2)
        };
        rest = &rest[length.unwrap_or(1)..];
    }
    code + rest
}

fn is_letter(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

fn word(text: &str) -> (&str, &str) {
    text.split_at(text.find(|c| !is_letter(c)).unwrap_or(text.len()))
}

/// The names that a `use` brings in, each with its path: `a::{self, b::C as D}`.
fn expand(before: &Names, tree: &str, into: &mut BTreeMap<String, Names>) {
    let tree = tree.trim();
    if let Some(inner) = tree.strip_prefix('{') {
        for part in parts(inner.strip_suffix('}').unwrap()) {
            expand(before, part, into);
        }
    } else if let Some((first, rest)) = tree.split_once("::") {
        let before = before.iter().cloned().chain([first.trim().to_owned()]).collect();
        expand(&before, rest, into);
    } else if !tree.is_empty() {
        let (name, alias) = tree.split_once(" as ").unwrap_or((tree, tree));
        let mut path = before.clone();
        if name != "self" {
            path.push(name.to_owned());
        }
        let alias = if alias == "self" { path.last().unwrap() } else { alias };
        into.insert(alias.to_owned(), path.clone());
    }
}

/// What stands between the outer commas.
fn parts(list: &str) -> Vec<&str> {
    let mut depth = 0;
    list.split(|c| {
        depth += i32::from(c == '{') - i32::from(c == '}');
        c == ',' && depth == 0
    })
    .collect()
}

/// All files by their modules.
struct House(BTreeMap<Module, File>);

impl House {
    fn read<'a>(files: impl IntoIterator<Item = (&'a str, String)>) -> Self {
        let files = files.into_iter().map(|(path, text)| (module(path), File::read(&text)));
        Self(files.collect())
    }

    /// The module that a path leads to, seen from a file, if it leads to one of this house.
    fn place(&self, from: &Module, path: &[String]) -> Option<Module> {
        let (first, rest) = path.split_first()?;
        match first.as_str() {
            "crate" => self.descend(Vec::new(), rest),
            "self" => self.descend(from.clone(), rest),
            "super" => self.descend(from[..from.len().checked_sub(1)?].to_vec(), rest),
            name => {
                let file = &self.0[from];
                if let Some(path) = file.brought_in.get(name).filter(|path| path[0] != name) {
                    return self.place(from, &[path, rest].concat());
                }
                let child = [&from[..], &[name.to_owned()]].concat();
                let child = self.0.contains_key(&child).then_some(child)?;
                self.descend(child, rest)
            }
        }
    }

    /// Goes down through children and through what is handed on. A path that ends at a module
    /// names nothing of it.
    fn descend(&self, at: Module, rest: &[String]) -> Option<Module> {
        let (name, rest) = rest.split_first()?;
        if name == "super" {
            return self.descend(at[..at.len().checked_sub(1)?].to_vec(), rest);
        }
        let child = [&at[..], std::slice::from_ref(name)].concat();
        if self.0.contains_key(&child) {
            return self.descend(child, rest);
        }
        match self.0.get(&at)?.handed_on.get(name) {
            Some(path) => self.place(&at, &[path, rest].concat()),
            None => Some(at),
        }
    }

    /// The modules that a file uses.
    fn used(&self, module: &Module) -> BTreeSet<Module> {
        let file = &self.0[module];
        let handed_on = file.handed_on.iter();
        // What is handed on and used here too.
        let own = handed_on.filter(|(name, _)| file.mentioned.iter().any(|path| path[0] == **name));
        let paths = file.brought_in.values().chain(own.map(|(_, path)| path));
        let paths = paths.chain(&file.mentioned).filter_map(|path| self.place(module, path));
        paths.filter(|used| used != module).collect()
    }

    /// A circle of files, if there is one: what is left when files that use none of those left are
    /// taken away, again and again (Kahn 1962), then from any of them onwards until one comes again.
    fn circle(&self) -> Option<Vec<Module>> {
        let mut left: BTreeMap<&Module, BTreeSet<Module>> =
            self.0.keys().map(|module| (module, self.used(module))).collect();
        loop {
            let ends: BTreeSet<Module> = left
                .iter()
                .filter(|(_, used)| !used.iter().any(|used| left.contains_key(used)))
                .map(|(module, _)| (*module).clone())
                .collect();
            if ends.is_empty() {
                break;
            }
            left.retain(|module, _| !ends.contains(*module));
        }
        let mut way: Vec<Module> = vec![(*left.keys().next()?).clone()];
        loop {
            let used = &left[way.last()?];
            let next = used.iter().find(|used| left.contains_key(used))?.clone();
            let seen = way.iter().position(|module| *module == next);
            way.push(next);
            if let Some(seen) = seen {
                return Some(way.split_off(seen));
            }
        }
    }

    /// The circle in words.
    fn complaint(&self) -> Option<String> {
        let names = self.circle()?.into_iter().map(|module| match module.as_slice() {
            [] => "main".to_owned(),
            module => module.join("::"),
        });
        Some(names.collect::<Vec<_>>().join(" uses "))
    }
}

/// The module of a file, by its path in `src`.
fn module(path: &str) -> Module {
    let inner = path.trim_end_matches(".rs").replace('\\', "/");
    let mut module: Module = inner.split('/').map(str::to_owned).collect();
    if matches!(module.last().unwrap().as_str(), "mod" | "main") {
        module.pop();
    }
    module
}

fn of(files: &[(&str, &str)]) -> Option<String> {
    House::read(files.iter().map(|&(path, text)| (path, text.to_owned()))).complaint()
}

#[test]
fn no_file_is_part_of_a_circle() {
    let files: Vec<_> = sources(Path::new("src"))
        .into_iter()
        .filter(|path| is_rust(path))
        .map(|path| {
            let text = fs::read_to_string(&path).unwrap();
            (path.strip_prefix("src").unwrap().to_str().unwrap().to_owned(), text)
        })
        .collect();
    let house = House::read(files.iter().map(|(path, text)| (path.as_str(), text.clone())));
    // The way through the house is seen: from the root to what everything stands on.
    assert!(house.used(&Vec::new()).contains(&module("commands/mod.rs")));
    assert!(house.used(&module("commands/plan.rs")).contains(&module("knowledge/model.rs")));
    assert_eq!(house.complaint(), None);
}

#[test]
fn circles_are_seen() {
    let seen = of(&[("a.rs", "use crate::b::B;"), ("b.rs", "fn f() { crate::a::g() }")]);
    assert_eq!(seen.as_deref(), Some("a uses b uses a"));
    let through_a_list = of(&[
        ("a.rs", "use crate::{\n    c::{self as d, C},\n};\nfn f() { d::g(); }"),
        ("b.rs", "use super::a::A;"),
        ("c.rs", "use crate::b;\nstruct C(b::B);"),
    ]);
    assert_eq!(through_a_list.as_deref(), Some("a uses c uses b uses a"));
    let through_what_is_handed_on = of(&[
        ("rooms/mod.rs", "mod bed;\npub use bed::Bed;"),
        ("rooms/bed.rs", "use crate::a::A;"),
        ("a.rs", "use crate::rooms::Bed;"),
    ]);
    assert_eq!(through_what_is_handed_on.as_deref(), Some("a uses rooms::bed uses a"));
    let of_parent_and_child = of(&[
        ("rooms/mod.rs", "mod bed;\npub use bed::Bed;\npub struct Wall;\nfn f(_: Bed) {}"),
        ("rooms/bed.rs", "use super::Wall;"),
    ]);
    assert_eq!(of_parent_and_child.as_deref(), Some("rooms uses rooms::bed uses rooms"));
}

#[test]
fn what_is_no_circle_is_not_seen_as_one() {
    let children = of(&[
        ("main.rs", "mod rooms;\nuse crate::rooms::Bed;"),
        ("rooms/mod.rs", "mod bed;\nmod desk;\npub use bed::Bed;\npub struct Wall;"),
        ("rooms/bed.rs", "use super::{Wall, desk::Desk};"),
        ("rooms/desk.rs", "use crate::rooms::Wall; // crate::rooms::Bed\n"),
    ]);
    assert_eq!(children, None);
    let tests = of(&[
        ("a.rs", "use crate::b::B;"),
        ("b.rs", "struct B;\n#[cfg(test)]\nmod tests {\n    use crate::a::A;\n}"),
    ]);
    assert_eq!(tests, None);
}
