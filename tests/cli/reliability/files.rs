//! Files that are written whole, where something else stands or stood.

use std::fs::{self, File, Permissions};
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _, symlink};
use std::path::PathBuf;
use std::process::Command;

use crate::reliability::place::Place;

const EXPORT: [&str; 2] = ["export", "plan.md"];

/// A place with a profile, and with a checklist in which nothing is ticked although `main` is done.
fn place() -> (Place, PathBuf) {
    let place = Place::new(2);
    fs::create_dir_all(&place.home).unwrap();
    fs::write(place.home.join("profile.yaml"), "start: 2027-01-04\n").unwrap();
    let list = place.root().join("plan.md");
    place.yes(&EXPORT);
    place.yes(&["done", "main"]);
    (place, list)
}

fn text(path: &PathBuf) -> String {
    fs::read_to_string(path).unwrap()
}

/// A look at the status is remembered in a file of this program or not at all.
#[test]
fn looking_at_the_status_destroys_nothing() {
    let (place, _) = place();
    let (profile, looks) = (place.home.join("profile.yaml"), place.home.join("last_seen.json"));
    let status = || place.yes(&["status"]).out;
    let before = status();
    assert!(text(&looks).starts_with('{'));
    for stands in ["symbolic link", "hard link", "link to nothing", "text of mine", "pipe"] {
        fs::remove_file(&looks).unwrap();
        match stands {
            "symbolic link" => symlink("profile.yaml", &looks).unwrap(),
            "hard link" => fs::hard_link(place.journal(), &looks).unwrap(),
            "link to nothing" => symlink("no-such-file", &looks).unwrap(),
            "text of mine" => fs::write(&looks, stands).unwrap(),
            _ => assert!(Command::new("mkfifo").arg(&looks).status().unwrap().success()),
        }
        let (mine, done) = (text(&profile), place.bytes());
        assert_eq!(status(), before, "{stands}");
        assert_eq!((text(&profile), place.bytes()), (mine, done), "{stands}");
        assert!(!place.home.join("no-such-file").exists());
        assert!(stands != "text of mine" || text(&looks) == stands);
    }
}

#[test]
fn a_read_only_checklist_is_not_replaced() {
    let (place, list) = place();
    let before = text(&list);
    fs::set_permissions(&list, Permissions::from_mode(0o444)).unwrap();
    for args in [&EXPORT[..], &["export", "--update", "plan.md"], &["export", "--force", "plan.md"]]
    {
        let said = place.run(args).no("plan.md is read-only; nothing was written").said;
        assert!(said.contains("hint: make it writable first: `chmod u+w plan.md`"), "{said}");
        assert_eq!(text(&list), before);
    }
}

#[test]
fn links_are_followed_and_hard_links_are_named() {
    let (place, list) = place();
    let (real, copy) = (place.root().join("real.md"), place.root().join("copy.md"));
    fs::rename(&list, &real).unwrap();
    symlink("real.md", &list).unwrap();
    fs::hard_link(&real, &copy).unwrap();
    fs::set_permissions(&real, Permissions::from_mode(0o640)).unwrap();
    let before = text(&real);
    let said = place.yes(&EXPORT).said;
    assert!(said.contains("other names of plan.md (1 hard link) keep the old text"), "{said}");
    assert!(list.symlink_metadata().unwrap().is_symlink());
    assert_eq!(real.metadata().unwrap().mode() & 0o777, 0o640);
    assert_eq!(text(&copy), before);
    assert_eq!(text(&real), before.replacen("[ ]", "[x]", 1).replace("Ticked: 0", "Ticked: 1"));
}

/// What a killed program left is removed by the next one, unless it lives or is none of ours.
#[test]
fn leftovers_are_swept() {
    let (place, _) = place();
    let path = |name: &str| place.root().join(name);
    let [left, held, link, mine] =
        [".mlpath-a.tmp", ".mlpath-b.tmp", ".mlpath-c.tmp", ".mlpath-d"].map(path);
    for file in [&left, &held, &mine] {
        fs::write(file, "half").unwrap();
    }
    symlink("plan.md", &link).unwrap();
    let writer = File::open(&held).unwrap();
    writer.lock().unwrap();
    place.yes(&EXPORT);
    let there = |file: &PathBuf| file.symlink_metadata().is_ok();
    assert_eq!([&left, &held, &link, &mine].map(there), [false, true, true, true]);
    drop(writer);
    place.yes(&["export", "--force", "plan.md"]);
    assert_eq!([&left, &held, &link, &mine].map(there), [false, false, true, true]);
}
