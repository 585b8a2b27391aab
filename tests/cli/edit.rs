//! `edit` with editors that are scripts, and what `know` asks, on a pseudo-terminal.

use std::fs;
use std::path::Path;
use std::process::Output;

use tempfile::TempDir;

use crate::console::{folder, program, seen};
use crate::session::{ENTER, Session};

const PROFILE: &str = "# mine\nhours: 10  # evenings\n";
const EDITOR: [(&str, &str); 1] = [("EDITOR", "sh editor.sh")];

/// A home with a profile, and an editor that does this with the file `$1`.
fn home(profile: Option<&str>, editor: &str) -> TempDir {
    let folder = folder();
    fs::create_dir_all(folder.path().join("own/home")).unwrap();
    if let Some(profile) = profile {
        fs::write(folder.path().join("own/home/profile.yaml"), profile).unwrap();
    }
    fs::write(folder.path().join("editor.sh"), editor).unwrap();
    folder
}

fn edit(folder: &Path) -> Output {
    let args = ["edit", "--home", "own/home", "--kb", "tiny", "--today", "2027-01-04"];
    program(folder).args(args).envs(EDITOR).output().unwrap()
}

fn profile(folder: &Path) -> String {
    fs::read_to_string(folder.join("own/home/profile.yaml")).unwrap()
}

fn draft(folder: &Path) -> Option<String> {
    fs::read_to_string(folder.join("own/home/profile.draft.yaml")).ok()
}

#[test]
fn what_is_right_is_written_as_it_was_typed() {
    let folder = home(Some(PROFILE), "printf '# mine\\r\\nhours: 6h # less\\n' > \"$1\"");
    let said = seen(&edit(folder.path()));
    assert!(said.contains("hours: 10 -> 6\nfinish: 21 Feb 2027 -> "), "{said}");
    assert!(said.contains("wrote own/home/profile.yaml"), "{said}");
    assert_eq!(profile(folder.path()), "# mine\r\nhours: 6h # less\n");
    assert_eq!(draft(folder.path()), None);
}

#[test]
fn what_is_wrong_is_kept_and_can_be_gone_on_with() {
    let folder = home(Some(PROFILE), "printf 'hours: 8\\nmust: [meetups]\\n' > \"$1\"");
    let output = edit(folder.path());
    let said = seen(&output);
    assert_eq!(output.status.code(), Some(1));
    assert!(said.contains("profile.draft.yaml:2:8: must: unknown step `meetups`"), "{said}");
    assert!(said.contains("go on with it: `mlpath --home own/home --kb tiny edit`"), "{said}");
    assert_eq!(profile(folder.path()), PROFILE);
    assert_eq!(draft(folder.path()).unwrap(), "hours: 8\nmust: [meetups]\n");
    fs::write(
        folder.path().join("editor.sh"),
        "grep hours \"$1\" > x; (cat x; echo 'must: [meetup]') > \"$1\"",
    )
    .unwrap();
    let said = seen(&edit(folder.path()));
    assert!(said.contains("which you left unfinished"), "{said}");
    assert_eq!(profile(folder.path()), "hours: 8\nmust: [meetup]\n");
    assert_eq!(draft(folder.path()), None);
}

#[test]
fn on_a_terminal_one_may_go_on_editing() {
    let fixes = "if test -e again; then echo 'hours: 8' > \"$1\"; \
                 else touch again; echo 'hours: lots' > \"$1\"; fi";
    for (keys, code, text) in [(ENTER, 0, "hours: 8\n"), ("n\r", 1, PROFILE)] {
        let folder = home(Some(PROFILE), fixes);
        let mut session = Session::with(folder.path(), &["edit", "--kb", "tiny"], &EDITOR);
        session.expect("profile.draft.yaml:1:8: hours: `lots` is not a number of hours");
        session.answer("Go on editing?", keys);
        assert_eq!(session.end(), Some(code));
        assert_eq!(profile(folder.path()), text);
        assert_eq!(draft(folder.path()), (code == 1).then(|| "hours: lots\n".to_owned()));
    }
}

#[test]
fn a_profile_that_cannot_be_read_can_be_mended() {
    let folder = home(Some("hours: [\n"), "echo 'hours: 9' > \"$1\"");
    let said = seen(&edit(folder.path()));
    assert!(said.contains("wrote own/home/profile.yaml"), "{said}");
    assert_eq!(profile(folder.path()), "hours: 9\n");
}

#[test]
fn without_a_profile_one_begins_with_a_new_one() {
    let folder = home(None, "sed 's/^hours: 10/hours: 5/' \"$1\" > x; cat x > \"$1\"");
    let said = seen(&edit(folder.path()));
    assert!(said.contains("hours: none -> 5"), "{said}");
    let text = profile(folder.path());
    assert!(text.contains("\n# Your mlpath profile.") && text.contains("\nhours: 5\n"), "{text}");
}

#[test]
fn what_is_not_changed_is_not_written() {
    let folder = home(Some(PROFILE), ":");
    assert_eq!(seen(&edit(folder.path())), "nothing was changed\n");
    let folder = home(Some(PROFILE), "exit 1");
    let said = seen(&edit(folder.path()));
    assert!(said.contains("`sh editor.sh` ended with an error"), "{said}");
    assert_eq!((profile(folder.path()), draft(folder.path())), (PROFILE.to_owned(), None));
    let missing = program(folder.path()).env("VISUAL", "no-such-editor").arg("edit").output();
    let said = seen(&missing.unwrap());
    assert!(said.contains("there is no editor `no-such-editor`"), "{said}");
}

/// Another program may write the profile while an editor is open.
#[test]
fn what_somebody_else_wrote_in_between_is_not_lost() {
    let folder =
        home(Some(PROFILE), "echo 'hours: 7' > own/home/profile.yaml; echo 'hours: 8' > \"$1\"");
    let output = edit(folder.path());
    assert_eq!(output.status.code(), Some(1), "{}", seen(&output));
    assert_eq!(profile(folder.path()), "hours: 7\n");
    assert_eq!(draft(folder.path()).unwrap(), "hours: 8\n");
}

#[test]
fn know_asks_for_a_level_that_is_missing() {
    let down = "\u{1b}[B";
    for (keys, level) in [(ENTER, Some("aware")), (&format!("{down}{ENTER}"), Some("working"))] {
        let folder = home(Some(PROFILE), "");
        let mut session = Session::start(folder.path(), &["know", "--kb", "tiny", "python"]);
        session.answer("How well do you know Python?", keys);
        assert_eq!(session.end(), Some(0));
        let known = level.map(|level| format!("{PROFILE}know: {{python: {level}}}\n"));
        assert_eq!(Some(profile(folder.path())), known);
    }
}

#[test]
fn what_nothing_replaces_may_be_known_already() {
    let down = "\u{1b}[B";
    let skips = &format!("{down}{down}{ENTER}");
    for (keys, code, know, skipped) in [
        (ENTER, 0, "know: {statistics: working}\n", false),
        (&format!("{down}{ENTER}"), 1, "", false),
        (skips, 0, "", true),
    ] {
        let folder = home(Some(PROFILE), "");
        let args = ["skip", "--kb", "tiny", "statistics-book"];
        let mut session = Session::start(folder.path(), &args);
        session.expect("nothing replaces statistics-book: 1 thing needs it");
        session.answer("What do you want?", keys);
        assert_eq!(session.end(), Some(code));
        assert_eq!(profile(folder.path()), format!("{PROFILE}{know}"));
        assert_eq!(folder.path().join("own/home/journal.jsonl").exists(), skipped);
    }
}
