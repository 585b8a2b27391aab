//! What TAB offers: asked as the scripts ask, and in the shells themselves.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::console::{PROGRAM, folder, program};
use crate::session::Session;

/// What is offered for the last of the words behind `mlpath`.
fn offers(folder: &Path, words: &[&str]) -> Vec<String> {
    let output = program(folder)
        .env("MLPATH_COMPLETE", "bash")
        .env("_CLAP_COMPLETE_INDEX", words.len().to_string())
        .env("_CLAP_IFS", "\n")
        .args(["--", "mlpath"])
        .args(words)
        .output()
        .unwrap();
    assert_eq!(String::from_utf8(output.stderr).unwrap(), "", "{words:?}");
    assert!(output.status.success(), "{words:?}");
    String::from_utf8(output.stdout).unwrap().lines().map(str::to_owned).collect()
}

/// Without flags.
fn values(folder: &Path, words: &[&str]) -> Vec<String> {
    let mut offers = offers(folder, words);
    offers.retain(|offer| !offer.starts_with('-'));
    offers
}

fn tiny<'a>(words: &[&'a str]) -> Vec<&'a str> {
    ["--kb", "tiny"].iter().chain(words).copied().collect()
}

#[test]
fn steps_in_progress_come_first() {
    let folder = folder();
    let started = ["start", "statistics-book", "--kb", "tiny", "--today", "2027-01-04"];
    assert!(program(folder.path()).args(started).status().unwrap().success());
    let offered = values(folder.path(), &tiny(&["log", ""]));
    assert_eq!(offered, ["statistics-book", "python-course", "python-bootcamp", "degree"]);
    let all = values(folder.path(), &tiny(&["plan", "--must", ""]));
    assert_eq!(all.len(), 6, "{all:?}");
    assert_eq!(
        values(folder.path(), &tiny(&["done", "pyth"])),
        ["python-course", "python-bootcamp"]
    );
    // By a word of it, where no id begins so.
    assert_eq!(values(folder.path(), &tiny(&["done", "visit"])), ["meetup"]);
    assert_eq!(values(folder.path(), &tiny(&["history", "proj"])), ["project"]);
}

#[test]
fn flags_wait_for_their_hyphen() {
    let folder = folder();
    let offered = offers(folder.path(), &tiny(&["log", ""]));
    assert_eq!(offered, values(folder.path(), &tiny(&["log", ""])));
    assert_eq!(
        offers(folder.path(), &tiny(&["log", "--no"])),
        ["--note", "--no-overlays", "--no-pager"]
    );
}

#[test]
fn every_value_is_offered_what_it_can_be() {
    let folder = folder();
    std::fs::write(folder.path().join("advert.txt"), "Python").unwrap();
    for (words, offered) in [
        (&["plan", "--role", ""][..], &["engineer", "analyst"][..]),
        (&["compare", "--role", "engineer,a"], &["engineer,analyst"]),
        (
            &["plan", "--know", "s"],
            &["statistics=aware", "statistics=working", "statistics=proficient"],
        ),
        (&["plan", "--know", "python=w"], &["python=working"]),
        (
            &["plan", "--know", "python=aware,dep"],
            &[
                "python=aware,deployment=aware",
                "python=aware,deployment=working",
                "python=aware,deployment=proficient",
            ],
        ),
        (&["plan", "--avoid", "pa"], &["paid"]),
        (&["plan", "--avoid", "meet"], &["meetup"]),
        (&["why", "dep"], &["deployment"]),
        (&["show", "anal"], &["analyst"]),
        (&["show", "practice"], &["practice"]),
        (&["log", "meetup", "1h", "--on", "y"], &["yesterday"]),
        (&["plan", "--format", "j"], &["json"]),
        (&["plan", "--for", "adv"], &["advert.txt"]),
        (&["plan", "--hours", ""], &[]),
        (&["plan", "--role", "adv"], &[]),
        (&["why", "adv"], &[]),
        (&["list", "ro"], &["roles"]),
        (&["stat"], &["status"]),
    ] {
        assert_eq!(values(folder.path(), &tiny(words)), offered, "{words:?}");
    }
}

/// Damaged files, and folders that are not there, leave nothing to say at TAB.
#[test]
fn nothing_is_said_at_tab() {
    let folder = folder();
    std::fs::write(folder.path().join("profile.yaml"), "role: [").unwrap();
    std::fs::write(folder.path().join("journal.jsonl"), "{\"v\":1").unwrap();
    assert_eq!(values(folder.path(), &tiny(&["log", "meet"])), ["meetup"]);
    assert_eq!(values(folder.path(), &["--kb", "nowhere", "log", ""]), [""; 0]);
    let unknown = program(folder.path()).env("MLPATH_COMPLETE", "tcsh").output().unwrap();
    assert!(unknown.stdout.is_empty() && unknown.stderr.is_empty());
}

/// A shell with the program in its path; `None` if it is not installed.
pub(crate) fn shell(folder: &Path, words: &[&str]) -> Option<Session> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let is_there =
        |name: &&&str| std::env::split_paths(&path).any(|place| place.join(name).exists());
    let name = words.first().filter(is_there)?;
    let own = PathBuf::from(PROGRAM).parent().unwrap().to_path_buf();
    let path = std::env::join_paths([own].into_iter().chain(std::env::split_paths(&path)));
    let mut command = Command::new(name);
    command
        .current_dir(folder)
        .env_clear()
        .envs([("HOME", folder), ("MLPATH_HOME", folder)])
        .env("PATH", path.unwrap())
        .env("PS1", "ready> ")
        .args(&words[1..]);
    Some(Session::of(command))
}

/// Types the beginnings of values; the shell has to know how they go on.
pub(crate) fn try_completions(session: &mut Session, set_up: &str) {
    session.type_in(&format!("{set_up}; echo 'set' 'up'\r"));
    session.expect("set up");
    for (begun, whole) in [
        ("log --kb tiny stat\t", "statistics-book"),
        ("plan --kb tiny --role ana\t", "analyst"),
        ("plan --kb tiny --know deployment=w\t", "deployment=working"),
        ("plan --for adve\t", "advert-of-mine.txt"),
    ] {
        session.type_in(&format!("echo 'be' 'gin'; mlpath {begun}"));
        session.expect(whole);
        // Ctrl-U: the line is only looked at.
        session.type_in("\u{15}");
    }
    session.type_in("\rexit\r");
    session.end();
}

#[test]
fn bash_completes() {
    let folder = folder();
    std::fs::write(folder.path().join("advert-of-mine.txt"), "Python").unwrap();
    if let Some(mut bash) = shell(folder.path(), &["bash", "--norc", "--noprofile", "-i"]) {
        try_completions(&mut bash, "source <(mlpath completions bash)");
    }
}

#[test]
#[ignore = "needs zsh"]
fn trial_zsh_completes() {
    let folder = folder();
    std::fs::write(folder.path().join("advert-of-mine.txt"), "Python").unwrap();
    let mut zsh = shell(folder.path(), &["zsh", "-f", "-i"]).unwrap();
    let set_up = "autoload -U compinit; compinit -u -D; source <(mlpath completions zsh)";
    try_completions(&mut zsh, set_up);
}

/// As it is installed: a file of `$fpath`, loaded at the first TAB.
#[test]
#[ignore = "needs zsh"]
fn trial_zsh_completes_at_the_first_tab() {
    let folder = folder();
    let mut zsh = shell(folder.path(), &["zsh", "-f", "-i"]).unwrap();
    zsh.type_in("mlpath completions zsh > _mlpath; fpath=($PWD $fpath)\r");
    zsh.type_in("autoload -U compinit; compinit -u -D; echo 'set' 'up'\r");
    zsh.expect("set up");
    zsh.type_in("mlpath log --kb tiny stat\t");
    zsh.expect("statistics-book");
}

#[test]
#[ignore = "needs fish"]
fn trial_fish_completes() {
    let folder = folder();
    std::fs::write(folder.path().join("advert-of-mine.txt"), "Python").unwrap();
    // Fish wants the terminal for itself.
    let words = ["setsid", "--ctty", "--wait", "fish", "--no-config", "-i"];
    let mut fish = shell(folder.path(), &words).unwrap();
    try_completions(&mut fish, "mlpath completions fish | source");
}
