//! The places that a plan may be exported to. S5: a name that is no good place is refused, and then
//! nothing is written anywhere, in whatever form.

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::{PermissionsExt as _, symlink};
use std::path::Path;

use crate::console::{folder, program};

const ENDINGS: [&str; 5] = ["csv", "json", "txt", "dot", "mmd"];

/// All files and links below a folder with what they hold, and the folders.
fn tree(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.display().to_string();
        if path.is_symlink() {
            found.insert(name, fs::read_link(&path).unwrap().into_os_string().into_encoded_bytes());
        } else if path.is_dir() {
            found.extend(tree(&path));
            found.insert(name, Vec::new());
        } else {
            found.insert(name, fs::read(&path).unwrap_or_default());
        }
    }
    found
}

/// Exports the plan of a small world from the folder `here` of a place.
fn export(place: &Path, args: &[&str]) -> (Option<i32>, String) {
    let mut command = program(&place.join("here"));
    command.env("MLPATH_HOME", place.join("home")).args(["--kb", "../tiny"]);
    let output = command.args(["--today", "2027-01-04", "export"]).args(args).output().unwrap();
    let said = String::from_utf8([output.stdout, output.stderr].concat()).unwrap();
    (output.status.code(), said)
}

fn place() -> tempfile::TempDir {
    let place = folder();
    fs::create_dir(place.path().join("here")).unwrap();
    place
}

/// That an export says no, saying this, and leaves everything as it is.
fn refused(place: &Path, args: &[&str], because: &str) {
    let before = tree(place);
    let (code, said) = export(place, args);
    assert!(matches!(code, Some(1 | 2)), "{args:?}: {said}");
    assert_eq!(said.lines().filter(|line| line.starts_with("error: ")).count(), 1, "{said}");
    assert!(said.contains(because), "{args:?}: {said}");
    assert!(tree(place) == before, "{args:?} wrote something: {said}");
}

fn written(place: &Path, args: &[&str], file: &str) {
    let before = tree(place).len();
    let (code, said) = export(place, args);
    assert_eq!(code, Some(0), "{args:?}: {said}");
    assert!(fs::metadata(place.join(file)).unwrap().len() > 0, "{args:?}");
    // Beside it, at most the home and what it remembers.
    let made: Vec<_> = tree(place).into_keys().collect();
    assert!(made.len() <= before + 3, "{made:?}");
    assert!(!made.iter().any(|name| name.contains(".mlpath-")), "{made:?}");
}

#[test]
fn what_is_no_place_for_a_file_is_refused() {
    for ending in ENDINGS {
        let place = place();
        let (place, here) = (place.path(), place.path().join("here"));
        let named = |name: &str| format!("{name}.{ending}");
        let form = ["--format", if ending == "txt" { "plain" } else { "csv" }];
        // Folders, under all the names that they have.
        for folder in ["..", ".", "../here", "/"] {
            refused(place, &[&form[..], &[folder]].concat(), "is a folder");
        }
        fs::create_dir(here.join(named("folder"))).unwrap();
        refused(place, &[&named("folder")], "is a folder");
        refused(place, &["--force", &named("folder")], "is a folder");
        refused(place, &[&format!("{}/", named("none"))], "none");
        refused(place, &[&format!("no-such-folder/{}", named("plan"))], "there is no folder");
        refused(place, &[&named(&"n".repeat(300))], "cannot write");
        refused(place, &[&named(&format!("{}/x", "n".repeat(300)))], "cannot write");
        // A hyphen begins a flag, unless it is said that it does not.
        refused(place, &[&named("-x")], "unexpected argument");
        refused(place, &[&named("--force=")], "unexpected value");
        written(place, &["--", &named("-x")], &format!("here/{}", named("-x")));
        written(place, &[&format!("./{}", named("-y"))], &format!("here/{}", named("-y")));
        // Only a person names a place, so it may be elsewhere.
        written(place, &[&format!("../{}", named("above"))], &named("above"));
        let absolute = place.join(named("absolute"));
        written(place, &[absolute.to_str().unwrap()], &named("absolute"));
    }
}

#[test]
fn what_is_there_already_is_kept() {
    for ending in ENDINGS {
        let place = place();
        let (place, here) = (place.path(), place.path().join("here"));
        let named = |name: &str| format!("{name}.{ending}");
        fs::write(here.join(named("mine")), "mine\n").unwrap();
        refused(place, &[&named("mine")], "already exists; nothing was written");
        // A link could lead anywhere, even to what it does not reach yet.
        symlink(named("mine"), here.join(named("link"))).unwrap();
        symlink("nowhere", here.join(named("dangling"))).unwrap();
        symlink(named("loop"), here.join(named("loop"))).unwrap();
        for link in ["link", "dangling", "loop"] {
            refused(place, &[&named(link)], "is a link; nothing was written");
            refused(place, &["--force", &named(link)], "is a link; nothing was written");
        }
        let mode = |name: &str, mode: u32| {
            fs::set_permissions(here.join(named(name)), fs::Permissions::from_mode(mode)).unwrap();
        };
        mode("mine", 0o400);
        refused(place, &["--force", &named("mine")], "is read-only; nothing was written");
        mode("mine", 0o600);
        written(place, &["--force", &named("mine")], &format!("here/{}", named("mine")));
        // What was exported is written anew, until somebody changes it.
        let plan = named("plan");
        written(place, &[&plan], &format!("here/{plan}"));
        written(place, &["--start", "2027-02-01", &plan], &format!("here/{plan}"));
        let text = fs::read_to_string(here.join(&plan)).unwrap();
        fs::write(here.join(&plan), text + "my remark\n").unwrap();
        refused(place, &[&plan], "has been changed since it was exported; nothing was written");
    }
}

/// It is a stream: what its name is a link to does not exist as a file.
#[test]
fn standard_output_may_be_named() {
    let place = place();
    let (code, said) = export(place.path(), &["--format", "csv", "/dev/stdout"]);
    assert_eq!(code, Some(0), "{said}");
    assert!(
        said.starts_with("step,id,") && said.ends_with("wrote 3 steps to /dev/stdout\n"),
        "{said}"
    );
}

/// Permissions do not bind everybody.
#[test]
fn a_folder_that_may_not_be_written_is_left_alone() {
    for ending in ENDINGS {
        let place = place();
        let place = place.path();
        let locked = place.join("here/locked");
        fs::create_dir(&locked).unwrap();
        fs::set_permissions(&locked, fs::Permissions::from_mode(0o500)).unwrap();
        if fs::write(locked.join("probe"), "").is_err() {
            refused(place, &[&format!("locked/plan.{ending}")], "cannot write");
        }
        fs::set_permissions(&locked, fs::Permissions::from_mode(0o700)).unwrap();
    }
}
