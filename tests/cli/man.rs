//! `man`: the pages say what the help says.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Command;

use crate::console::{folder, program};

fn printed(folder: &Path, args: &[&str]) -> String {
    let output = program(folder).args(args).output().unwrap();
    assert!(output.status.success(), "{output:?}");
    String::from_utf8(output.stdout).unwrap()
}

/// The commands that the help lists, with their own, such as `kb diff`.
fn commands(folder: &Path, above: &[&str]) -> Vec<String> {
    let help = printed(folder, &[above, &["--help"]].concat());
    let Some((_, listed)) = help.split_once("Commands:\n") else { return Vec::new() };
    let listed = listed.split("\n\n").next().unwrap().lines();
    let entries = listed.filter(|line| line.starts_with("  ") && !line.starts_with("   "));
    let names = entries.map(|line| line.split_whitespace().next().unwrap());
    let with_own = |name: &str| {
        let path = [above, &[name]].concat();
        [vec![path.join(" ")], commands(folder, &path)].concat()
    };
    names.filter(|name| *name != "help").flat_map(with_own).collect()
}

/// The pages of all commands, in a folder that is made.
fn pages(folder: &Path) -> Vec<String> {
    printed(folder, &["man", "made/man1", "--today", "2026-01-05"]);
    let files = fs::read_dir(folder.join("made/man1")).unwrap();
    let names = files.map(|file| file.unwrap().file_name().into_string().unwrap());
    let mut names: Vec<_> = names.collect();
    names.sort_unstable();
    names
}

/// A text of the language of `man` as it is read.
fn read(page: &str) -> String {
    let page = page.replace("\\-", "-").replace("\\fB", "").replace("\\fI", "");
    page.replace("\\fR", "").replace("\\*(Aq", "'").replace("\\&", "")
}

/// A text on one line.
fn on_one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whatever begins with two hyphens.
fn flags(text: &str) -> BTreeSet<&str> {
    let words = text.split(|c: char| !(c.is_alphanumeric() || c == '-'));
    words.filter(|word| word.starts_with("--") && word.len() > 2).collect()
}

#[test]
fn each_command_has_a_page_with_the_flags_of_its_help() {
    let folder = folder();
    let names = commands(folder.path(), &[]);
    assert!(names.len() > 30 && names.contains(&"kb diff".to_owned()), "{names:?}");
    let dashed = |name: &str| name.replace(' ', "-");
    let expected = names.iter().map(|name| format!("mlpath-{}.1", dashed(name)));
    let expected = expected.chain(["mlpath.1".to_owned()]);
    assert_eq!(pages(folder.path()).into_iter().collect::<BTreeSet<_>>(), expected.collect());
    for words in &names {
        let name = dashed(words);
        let file = folder.path().join(format!("made/man1/mlpath-{name}.1"));
        let page = read(&fs::read_to_string(file).unwrap());
        let path: Vec<&str> = ["help"].into_iter().chain(words.split(' ')).collect();
        let help = printed(folder.path(), &path);
        assert_eq!(flags(&page), flags(&help), "{name}");
        let title = format!(".TH MLPATH-{} 1 2026-01-05", name.to_uppercase());
        assert!(page.contains(&title), "{name}: {page}");
        let about = help.lines().next().unwrap();
        assert!(page.contains(&format!("mlpath-{name} - {about}")), "{name}: {page}");
        let examples = help.split_once("\nExamples").and_then(|(_, rest)| rest.split_once(":\n"));
        if let Some((_, examples)) = examples {
            assert!(on_one_line(&page).contains(&on_one_line(examples)), "{name}: {page}");
        }
        assert!(page.ends_with(".SH \"SEE ALSO\"\nmlpath(1)\n"), "{name}: {page}");
    }
}

#[test]
fn the_first_page_names_the_others() {
    let folder = folder();
    let page = printed(folder.path(), &["man"]);
    let commands = commands(folder.path(), &[]);
    for name in commands.iter().filter(|name| !name.contains(' ')) {
        assert!(read(&page).contains(&format!("\nmlpath-{name}(1)\n")), "{name}: {page}");
    }
}

/// What two readers find wrong with a page, one line each.
fn faults(page: &Path) -> String {
    let mandoc = Command::new("mandoc").args(["-T", "lint", "-W", "warning"]).arg(page).output();
    let groff = Command::new("groff")
        .args(["-man", "-Tutf8", "-K", "utf-8", "-ww", "-z"])
        .arg(page)
        .output();
    let said = [mandoc.unwrap(), groff.unwrap()];
    said.iter()
        .flat_map(|it| [&it.stdout, &it.stderr])
        .map(|t| String::from_utf8_lossy(t))
        .collect()
}

#[test]
#[ignore = "needs mandoc and groff: `.ci/run` installs them"]
#[expect(clippy::print_stdout, reason = "the number goes into reports")]
fn trial_readers_of_man_pages_find_nothing_wrong() {
    let folder = folder();
    let pages = pages(folder.path());
    for page in &pages {
        assert_eq!(faults(&folder.path().join("made/man1").join(page)), "", "{page}");
    }
    let wrong = folder.path().join("wrong.1");
    fs::write(&wrong, ".TH A 1 2026-01-05\n.SH NAME\na \\- b\n\n.SH B\n.XY\n").unwrap();
    assert_ne!(faults(&wrong), "");
    println!("{} pages", pages.len());
}
