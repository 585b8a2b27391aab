//! `add` with editors that are scripts.

use std::fs;
use std::path::Path;
use std::process::Output;

use tempfile::TempDir;

use crate::console::{folder, program, seen};
use crate::session::{ENTER, Session};

const EDITOR: [(&str, &str); 1] = [("EDITOR", "sh editor.sh")];

/// Fills in the template of a step: what is open, and what it teaches.
const FILLS_IN: &str = "sed -e 's/^  item:$/  item: programming/' \
     -e 's/^  teaches: .*/  teaches: {statistics: proficient}/' \
     -e 's/^  hours: .*/  hours: {low: 1, likely: 2, high: 3}/' \
     -e 's/^  done_when:$/  done_when: It runs./' \"$1\" > x; cat x > \"$1\"";

/// A folder with an editor that does this with the file `$1`.
fn with(editor: &str) -> TempDir {
    let folder = folder();
    fs::write(folder.path().join("editor.sh"), editor).unwrap();
    folder
}

fn add(folder: &Path, args: &[&str]) -> Output {
    let common = ["--home", "own", "--kb", "tiny", "--today", "2027-01-04", "add"];
    program(folder).args(common).args(args).envs(EDITOR).output().unwrap()
}

fn read(folder: &Path, file: &str) -> String {
    fs::read_to_string(folder.join(file)).unwrap()
}

fn plan(folder: &Path) -> String {
    let args = ["--home", "own", "--kb", "tiny", "--today", "2027-01-04", "plan"];
    let args = [&args[..], &["--role", "analyst"]].concat();
    seen(&program(folder).args(args).output().unwrap())
}

const ADDED: &str = "\
# yaml-language-server: $schema=schema/steps.schema.json
- id: learn-our-deployment-tool
  title: Learn our deployment tool
  item: programming
  kind: course
  requires: {}
  teaches: {statistics: proficient}
  hours: {low: 1, likely: 2, high: 3}
  cost: {class: free}
  done_when: It runs.
";

#[test]
fn a_step_is_added_and_planned() {
    let folder = with(FILLS_IN);
    assert!(!plan(folder.path()).contains("Learn our deployment tool"));
    let output = add(folder.path(), &["step", "Learn our deployment tool"]);
    let said = seen(&output);
    assert_eq!(output.status.code(), Some(0), "{said}");
    assert!(said.contains("wrote own/kb/steps.yaml"), "{said}");
    assert!(said.contains("show learn-our-deployment-tool`"), "{said}");
    assert_eq!(read(folder.path(), "own/kb/steps.yaml"), ADDED);
    assert!(folder.path().join("own/kb/schema/steps.schema.json").is_file());
    assert!(!folder.path().join("own/kb/draft").exists());
    assert!(plan(folder.path()).contains("Learn our deployment tool"));
}

#[test]
fn what_is_there_keeps_every_byte() {
    for before in [
        "\u{feff}# mine\r\n",
        "# mine\n[]\n",
        "- {id: a-b, title: A, item: practice, kind: book, \
         hours: {low: 1, likely: 1, high: 1}, cost: {class: free}, done_when: B.} # end",
    ] {
        let folder = with(FILLS_IN);
        fs::create_dir_all(folder.path().join("own/kb")).unwrap();
        fs::write(folder.path().join("own/kb/steps.yaml"), before).unwrap();
        let said = seen(&add(folder.path(), &["step", "Learn our deployment tool"]));
        let after = read(folder.path(), "own/kb/steps.yaml");
        assert!(after.starts_with(before.trim_end_matches("[]\n")), "{said}{after}");
        assert!(after.contains("id: learn-our-deployment-tool"), "{said}{after}");
        assert_eq!(after.contains("\r\n  title: "), before.contains('\r'), "{after}");
        assert!(plan(folder.path()).contains("Learn our deployment tool"));
    }
}

#[test]
fn what_is_wrong_is_kept_and_can_be_gone_on_with() {
    let folder = with("sed 's/^  item:$/  item: practise/' \"$1\" > x; cat x > \"$1\"");
    let output = add(folder.path(), &["step", "Learn our deployment tool"]);
    let said = seen(&output);
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(said.contains("nothing was added: what you wrote has mistakes"), "{said}");
    assert!(said.contains("own/kb/draft/steps.yaml:"), "{said}");
    let again = "own/kb/draft/steps.yaml; go on with it: `mlpath --home own --kb tiny add step ";
    assert!(said.contains(again), "{said}");
    assert!(!folder.path().join("own/kb/steps.yaml").exists());
    // A draft counts for nothing.
    assert!(plan(folder.path()).contains("Plan to become"));
    let mends = FILLS_IN.replace("item:$", "item: practise$");
    fs::write(folder.path().join("editor.sh"), mends).unwrap();
    let said = seen(&add(folder.path(), &["step", "Learn our deployment tool"]));
    assert!(said.contains("which you left unfinished"), "{said}");
    assert_eq!(read(folder.path(), "own/kb/steps.yaml"), ADDED, "{said}");
}

#[test]
fn what_is_unfinished_gets_a_further_entry() {
    let folder = with("echo '# later' >> \"$1\"");
    assert!(seen(&add(folder.path(), &["step", "Learn our deployment tool"])).contains("[exit 1]"));
    fs::write(folder.path().join("editor.sh"), FILLS_IN).unwrap();
    let said = seen(&add(folder.path(), &["step", "Learn it", "--id", "other"]));
    let (text, second) =
        (read(folder.path(), "own/kb/steps.yaml"), "\n- id: other\n  title: Learn it\n");
    assert!(text.starts_with(ADDED) && text.contains(second), "{said}{text}");
    assert_eq!(text.matches("done_when: It runs.").count(), 2);
}

#[test]
fn on_a_terminal_one_may_go_on_editing() {
    let editor = format!("if test -e again; then {FILLS_IN}; else touch again; fi; echo >> \"$1\"");
    let folder = with(&editor);
    let mut session =
        Session::with(folder.path(), &["add", "--kb", "tiny", "step", "Learn it"], &EDITOR);
    session.expect("steps.yaml:");
    session.answer("Go on editing?", ENTER);
    session.expect("kb/steps.yaml");
    assert_eq!(session.end(), Some(0), "{}", session.shown);
}

#[test]
fn what_is_left_as_it_was_begun_is_not_added() {
    for editor in [":", "echo > \"$1\""] {
        let folder = with(editor);
        assert_eq!(
            seen(&add(folder.path(), &["role", "Platform engineer"])),
            "nothing was added\n"
        );
        assert!(!folder.path().join("own/kb/roles.yaml").exists());
        assert!(!folder.path().join("own/kb/draft").exists());
    }
    let folder = with("exit 1");
    let output = add(folder.path(), &["role", "Platform engineer"]);
    assert!(seen(&output).contains("ended with an error; nothing was added"));
}

#[test]
fn an_entry_is_changed_and_gets_a_resource() {
    let folder =
        with("sed -e 's/^  # hours: .*/  hours: {likely: 50}/' \"$1\" > x; cat x > \"$1\"");
    let said = seen(&add(folder.path(), &["change", "python-course"]));
    let head = "# yaml-language-server: $schema=schema/changes.schema.json\n";
    let changed = format!("{head}- step: python-course\n  hours: {{likely: 50}}\n");
    assert_eq!(read(folder.path(), "own/kb/changes.yaml"), changed, "{said}");
    let fills_in = "sed -e 's/ - title:$/ - title: Our page/' -e '/provider:/d' \
                    -e 's|https://|https://example.org/|' \"$1\" > x; cat x > \"$1\"";
    fs::write(folder.path().join("editor.sh"), fills_in).unwrap();
    let said = seen(&add(folder.path(), &["resource", "python-course"]));
    let args = ["--home", "own", "--kb", "tiny", "show", "python-course"];
    let shown = seen(&program(folder.path()).args(args).output().unwrap());
    assert!(shown.contains("50 likely") && shown.contains("Our page"), "{said}{shown}");
}

#[test]
fn a_class_adds_to_a_folder_that_it_shares() {
    let folder = with(FILLS_IN);
    let said =
        seen(&add(folder.path(), &["--kb-add", "class", "step", "Learn our deployment tool"]));
    assert_eq!(read(folder.path(), "class/steps.yaml"), ADDED, "{said}");
    assert!(folder.path().join("class/schema/steps.schema.json").is_file());
    assert!(!folder.path().join("own/kb").exists());
}

/// Of a file only the end changes, whatever else is added to it while the editor is open.
#[test]
fn what_somebody_else_wrote_in_between_is_not_lost() {
    let other = ADDED.replace("learn-our", "learn-your");
    let folder = with(&format!("{FILLS_IN}; cp other.yaml own/kb/steps.yaml"));
    fs::write(folder.path().join("other.yaml"), &other).unwrap();
    let said = seen(&add(folder.path(), &["step", "Learn our deployment tool"]));
    let (_, entry) = ADDED.split_once('\n').unwrap();
    assert_eq!(read(folder.path(), "own/kb/steps.yaml"), format!("{other}{entry}"), "{said}");
}
