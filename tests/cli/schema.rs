//! The schemas against files that are right and files that are not. The trials have other programs
//! read both: `.ci/run` installs them.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;
use tempfile::TempDir;

use crate::console::{folder, program};

const FILES: [&str; 10] = [
    "steps",
    "competencies",
    "roles",
    "guide",
    "sources",
    "posts",
    "market",
    "changes",
    "profile",
    "journal",
];

fn schema(file: &str) -> Value {
    let output = program(Path::new(".")).args(["schema", file]).output().unwrap();
    serde_json::from_slice(&output.stdout).unwrap()
}

/// Calls `each` with every mapping of fields, and its place in the schema.
fn fields(schema: &Value, place: &str, each: &mut dyn FnMut(&str, &Value)) {
    for (key, inner) in schema.as_object().into_iter().flatten() {
        if key == "properties" {
            let named = inner.as_object().unwrap().iter();
            named.for_each(|(field, inner)| each(&format!("{place}/{field}"), inner));
        }
        fields(inner, &format!("{place}/{key}"), each);
    }
    for (at, inner) in schema.as_array().into_iter().flatten().enumerate() {
        fields(inner, &format!("{place}/{at}"), each);
    }
}

/// Of weekdays and languages everybody knows what they are.
#[test]
fn every_field_says_what_it_is() {
    for file in FILES {
        let mut count = 0;
        fields(&schema(file), file, &mut |place, field| {
            count += 1;
            let is_said = field["description"].as_str().is_some_and(|text| text.len() > 8);
            let is_known = place.contains("WeeklyHours") || place.contains("/translations/");
            assert!(is_said || is_known, "{place}: {field}");
        });
        assert!(count > 1, "{file}");
    }
}

#[test]
fn a_schema_is_found_by_the_name_of_a_file() {
    for (file, name) in [
        ("data/education.yaml", "steps"),
        ("kb/asked.yml", "competencies"),
        ("home/profile.draft.yaml", "profile"),
        ("journal.jsonl", "journal"),
        ("changes.yaml", "changes"),
    ] {
        assert_eq!(schema(file), schema(name), "{file}");
    }
}

/// What a folder with schemas holds after `mlpath schema --dir`.
fn written() -> TempDir {
    let folder = folder();
    let output = program(folder.path()).args(["schema", "--dir", "schema"]).output().unwrap();
    assert!(output.status.success());
    folder
}

fn schema_path(folder: &Path, file: &str) -> PathBuf {
    folder.join(format!("schema/{file}.schema.json"))
}

/// A file of the knowledge base by its name.
fn sort_of(path: &Path) -> &'static str {
    match path.file_stem().unwrap().to_str().unwrap() {
        "asked" => "competencies",
        stem => FILES.into_iter().find(|file| stem.starts_with(file)).unwrap_or("steps"),
    }
}

/// The files of a folder that the validator refuses.
struct Refused(BTreeSet<PathBuf>);

/// Has the validator read files.
fn refused(schema: &Path, files: &[PathBuf]) -> Refused {
    let tools = std::env::var_os("MLPATH_FORMATTERS").expect("the folder of the readers");
    let validator = PathBuf::from(tools).join("readers/bin/check-jsonschema");
    let mut command = Command::new(validator);
    command.args(["--output-format", "json", "--schemafile"]).arg(schema).args(files);
    let output = command.output().unwrap();
    let said: Value = serde_json::from_slice(&output.stdout)
        .unwrap_or_else(|_| panic!("{}", String::from_utf8_lossy(&output.stderr)));
    let all = ["errors", "parse_errors"].into_iter().filter_map(|key| said[key].as_array());
    let names = all.flatten().map(|error| error["filename"].as_str().unwrap().into());
    Refused(names.collect())
}

/// The entries of a file's list, each with its dash, and the number of its first line.
fn entries(text: &str) -> Vec<(usize, String)> {
    let indent = text.lines().find_map(|line| line.find("- ").filter(|_| !line.starts_with('#')));
    let begins = |line: &str| indent.is_some() && line.find("- ") == indent;
    let mut all: Vec<(usize, String)> = Vec::new();
    for (number, line) in (1..).zip(text.lines()).filter(|(_, line)| !line.starts_with('#')) {
        match all.last_mut() {
            Some((_, entry)) if !begins(line) => *entry += &format!("{line}\n"),
            _ => all.push((number, format!("{line}\n"))),
        }
    }
    all
}

/// The entries that are broken, by the lines of the problems at the top of a file.
fn broken(text: &str, file: &str, entries: &[(usize, String)]) -> BTreeSet<usize> {
    let own = format!("{file}.yaml:");
    let places = text.lines().map_while(|line| Some(line.strip_prefix("# ")?.split_once(' ')?.1));
    let problems = places.filter_map(|place| place.strip_prefix(&own)?.split(':').next());
    let lines = problems.map(|line| line.parse::<usize>().unwrap());
    lines.map(|line| entries.partition_point(|(first, _)| *first <= line) - 1).collect()
}

/// What no schema can find in `tests/broken`, by the file and the number of its entry: names that
/// nothing has, cycles, and figures that do not fit each other. Everything else it finds.
const BEYOND: [(&str, usize); 6] = [
    ("competencies-names", 1),
    ("competencies-names", 2),
    ("cycle", 0),
    ("estimates", 1),
    ("references", 0),
    ("roles", 0),
];

#[test]
#[ignore = "needs check-jsonschema: `.ci/run` installs it"]
fn trial_what_is_right_validates_and_what_is_broken_does_not() {
    let folder = written();
    let place = |file| schema_path(folder.path(), file);
    let schemas: Vec<PathBuf> = FILES.into_iter().map(place).collect();
    let tools = std::env::var_os("MLPATH_FORMATTERS").expect("the folder of the readers");
    let validator = PathBuf::from(tools).join("readers/bin/check-jsonschema");
    let checked = Command::new(validator).arg("--check-metaschema").args(&schemas).output();
    assert!(checked.unwrap().status.success(), "a schema is no schema");
    let worlds = fs::read_dir("tests/worlds").unwrap().map(|world| world.unwrap().path());
    for folder in worlds.chain([PathBuf::from("data")]) {
        for file in fs::read_dir(folder).unwrap() {
            let path = file.unwrap().path();
            let Refused(files) = refused(&place(sort_of(&path)), std::slice::from_ref(&path));
            assert!(files.is_empty(), "{}", path.display());
        }
    }
    let mut beyond = BTreeSet::new();
    for file in fs::read_dir("tests/broken").unwrap() {
        let path = file.unwrap().path();
        let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
        let text = fs::read_to_string(&path).unwrap().replace("\r\n", "\n");
        let entries = entries(&text);
        let broken = broken(&text, sort_of(&path), &entries);
        let pieces = entries.iter().enumerate().map(|(number, (_, entry))| {
            let piece = folder.path().join(format!("{name}-{number}.yaml"));
            fs::write(&piece, entry).unwrap();
            piece
        });
        let pieces: Vec<PathBuf> = pieces.collect();
        let Refused(found) = refused(&place(sort_of(&path)), &pieces);
        let missed = pieces.iter().enumerate().filter(|(_, piece)| !found.contains(*piece));
        let missed = missed.filter(|(number, _)| broken.contains(number));
        beyond.extend(missed.map(|(number, _)| (name.clone(), number)));
    }
    let known = BEYOND.into_iter().map(|(name, entry)| (name.to_owned(), entry));
    assert_eq!(beyond, known.collect());
}

/// The profiles in a scenario.
fn profiles(markdown: &str) -> impl Iterator<Item = &str> {
    let blocks = markdown.split("\n```").filter(|block| block.lines().next().is_some());
    blocks.filter_map(|block| {
        let (head, text) = block.split_once('\n')?;
        (head.contains("file=") && head.ends_with("profile.yaml")).then_some(text)
    })
}

/// What the program says of a profile in a folder, with the tiny knowledge base or the shipped one,
/// whichever it is for.
fn said(folder: &Path) -> String {
    let run = |args: &[&str]| {
        let output = program(folder).args(args).args(["--today", "2027-01-04"]).output().unwrap();
        String::from_utf8(output.stderr).unwrap()
    };
    let said = run(&["next", "--kb", "tiny"]);
    if said.contains("problem") { run(&["next"]) } else { said }
}

#[test]
#[ignore = "needs check-jsonschema: `.ci/run` installs it"]
fn trial_a_profile_validates_if_the_program_takes_it() {
    let folder = written();
    let place = |file| schema_path(folder.path(), file);
    let (mut right, mut wrong) = (0, 0);
    for scenario in fs::read_dir("tests/scenarios").unwrap() {
        let path = scenario.unwrap().path();
        let text = if path.is_file() { fs::read_to_string(&path).unwrap() } else { String::new() };
        for profile in profiles(&text.replace("\r\n", "\n")) {
            let file = folder.path().join("profile.yaml");
            fs::write(&file, profile).unwrap();
            let Refused(found) = refused(&place("profile"), std::slice::from_ref(&file));
            let said = said(folder.path());
            if !said.contains("problem") {
                assert!(found.is_empty(), "{}: {profile}", path.display());
                right += 1;
            } else if ["does not fit here", "unknown field"].iter().any(|way| said.contains(way)) {
                assert!(!found.is_empty(), "{}: {profile}{said}", path.display());
                wrong += 1;
            }
        }
    }
    assert!(right > 20 && wrong > 8, "{right} and {wrong}");
    for journal in ["0.1.0", "0.2.0"] {
        let lines = fs::read_to_string(format!("tests/journals/{journal}.jsonl")).unwrap();
        let files = lines.lines().enumerate().map(|(number, line)| {
            let file = folder.path().join(format!("line-{number}.json"));
            fs::write(&file, line).unwrap();
            file
        });
        let Refused(found) = refused(&place("journal"), &files.collect::<Vec<_>>());
        assert!(found.is_empty(), "{journal}: {found:?}");
    }
}

/// What the language server of most editors says of a file, and offers at these places.
fn in_an_editor(file: &Path, places: &[&str]) -> (Vec<String>, Vec<Vec<String>>) {
    let tools = std::env::var_os("MLPATH_FORMATTERS").expect("the folder of the readers");
    let server = PathBuf::from(tools).join("node_modules/.bin/yaml-language-server");
    let mut command = Command::new("node");
    command.arg("tests/readers/editor.mjs").arg(server.canonicalize().unwrap()).arg(file);
    let output = command.args(places).output().unwrap();
    let said: Value = serde_json::from_slice(&output.stdout)
        .unwrap_or_else(|_| panic!("{}", String::from_utf8_lossy(&output.stderr)));
    let texts = |list: &Value| {
        let texts = list.as_array().unwrap().iter();
        texts.map(|text| text.as_str().unwrap().to_owned()).collect()
    };
    (texts(&said["problems"]), said["offers"].as_array().unwrap().iter().map(texts).collect())
}

/// An editor finds the schema by the first line of a file, without settings and without a network.
#[test]
#[ignore = "needs yaml-language-server: `.ci/run` installs it"]
fn trial_an_editor_underlines_and_offers() {
    let folder = written();
    let run = |args: &[&str]| program(folder.path()).args(args).output().unwrap();
    assert!(run(&["init", "--yes", "--hours", "8", "--kb", "tiny"]).status.success());
    let file = folder.path().join("profile.yaml");
    assert_eq!(in_an_editor(&file, &[]).0, [""; 0]);
    let text = fs::read_to_string(&file).unwrap().replace("\nparallel: 3", "\nparalel: 3");
    fs::write(&file, format!("{text}\n")).unwrap();
    let end = format!("{}:1", text.lines().count() + 1);
    let (problems, offers) = in_an_editor(&file, &[&end]);
    assert_eq!(problems.len(), 1);
    assert!(problems[0].ends_with("Property paralel is not allowed."), "{problems:?}");
    assert!(offers[0].iter().any(|key| key == "deadline"), "{offers:?}");

    let line = "# yaml-language-server: $schema=schema/steps.schema.json\n";
    let file = folder.path().join("steps.yaml");
    fs::write(&file, format!("{line}- id: one\n  kind: \n  teaches: {{python: expert}}\n"))
        .unwrap();
    let (problems, offers) = in_an_editor(&file, &["3:9"]);
    assert!(problems.iter().any(|text| text.contains("\"done_when\"")), "{problems:?}");
    assert!(problems.iter().any(|text| text.starts_with("4: ") && text.contains("\"working\"")));
    assert!(offers[0].iter().any(|kind| kind == "course"), "{offers:?}");
}
