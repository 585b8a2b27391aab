//! What a path is that is to be checked, by its content and its name.

use std::path::Path;

use crate::knowledge::files::read_text;
use crate::knowledge::layers::Layers;
use crate::person::setting::KEYS;

pub(super) enum Kind {
    /// A folder with a whole knowledge base.
    Base,
    /// A folder with files that are laid over one.
    Overlay,
    /// A file of one of these: a list of entries.
    Entries,
    Profile,
    Market,
    Journal,
    Checklist,
    /// None of these, and why.
    Unknown(String),
    Unreadable(String),
}

/// The keys of a market.
const OF_MARKETS: [&str; 2] = ["sample", "adverts"];

pub(super) fn kind(path: &Path) -> Kind {
    if path.is_dir() {
        return kind_of_folder(path);
    }
    if !path.exists() {
        return Kind::Unreadable("there is no such file or folder".to_owned());
    }
    let ending = path.extension().and_then(|end| end.to_str()).unwrap_or_default().to_lowercase();
    match ending.as_str() {
        "jsonl" => Kind::Journal,
        "md" | "markdown" => Kind::Checklist,
        "yaml" | "yml" => match read_text(path) {
            Ok(text) => kind_of_yaml(path, &text),
            Err(error) => Kind::Unreadable(format!("{error:#}")),
        },
        _ => Kind::Unknown("a file is told by .yaml, .yml, .jsonl or .md".to_owned()),
    }
}

fn kind_of_folder(folder: &Path) -> Kind {
    if Layers::is_base(folder) {
        return Kind::Base;
    }
    if folder.join("profile.yaml").exists() || folder.join("journal.jsonl").exists() {
        let why = "it is somebody's home folder; check it with `mlpath --home DIR check`";
        return Kind::Unknown(why.to_owned());
    }
    let files = match std::fs::read_dir(folder) {
        Ok(files) => files.flatten().map(|file| file.path()),
        Err(error) => return Kind::Unreadable(error.to_string()),
    };
    let is_yaml = |path: &Path| path.extension().is_some_and(|end| end == "yaml" || end == "yml");
    match { files }.any(|path| is_yaml(&path)) {
        true => Kind::Overlay,
        false => Kind::Unknown("the folder holds no *.yaml file".to_owned()),
    }
}

/// A list holds entries, a mapping is told by its keys.
fn kind_of_yaml(path: &Path, text: &str) -> Kind {
    let said = |line: &&str| !matches!(line.trim(), "" | "---") && !line.starts_with(['#', '%']);
    let text = text.trim_start_matches('\u{feff}');
    let first = text.lines().find(said).unwrap_or_default();
    let keys = || text.lines().filter_map(|line| line.split_once(':')).map(|(key, _)| key);
    let has = |known: &[&str]| keys().any(|key| known.contains(&key));
    let named = |stem: &str| path.file_stem().is_some_and(|it| it == stem);
    if first.trim_start().starts_with("- ") || first.trim() == "-" || first.starts_with('[') {
        Kind::Entries
    } else if named("market") || OF_MARKETS.iter().any(|key| has(&[key])) {
        Kind::Market
    } else if named("profile") || has(&["version"]) || has(&KEYS) {
        Kind::Profile
    } else if first.is_empty() {
        Kind::Entries
    } else {
        Kind::Unknown(
            "neither a list of entries, nor a mapping with keys of a profile or a market"
                .to_owned(),
        )
    }
}
