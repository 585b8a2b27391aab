//! Console blocks of a Markdown file, run and compared. A line `...` in an answer stands for any
//! lines that are left out. A block that begins with `console today=2027-01-08` is typed on that
//! day; one that begins with `text file=advert.txt` is a file in the folder.

use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use tempfile::TempDir;

pub(crate) const PROGRAM: &str = env!("CARGO_BIN_EXE_mlpath");

/// The program in a folder of its own, where nothing of this machine is seen.
pub(crate) fn program(folder: &Path) -> Command {
    started(folder, Command::new(PROGRAM))
}

/// The same by another program, which is given its path.
#[cfg(target_os = "linux")]
pub(crate) fn program_in(folder: &Path, mut other: Command) -> Command {
    other.arg(PROGRAM);
    started(folder, other)
}

fn started(folder: &Path, mut command: Command) -> Command {
    command
        .current_dir(folder)
        .env_clear()
        .envs(std::env::vars_os().filter(|(name, _)| name == "SystemRoot"))
        .env("HOME", folder)
        // The same on Windows.
        .env("USERPROFILE", folder)
        .env("COLUMNS", "80")
        .env("MLPATH_HOME", folder)
        .env("MLPATH_SEED", "1")
        .stdin(Stdio::null());
    command
}

/// A folder with the worlds of `tests/worlds`.
pub(crate) fn folder() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for world in fs::read_dir("tests/worlds").unwrap() {
        let world = world.unwrap();
        let copy = folder.path().join(world.file_name());
        fs::create_dir(&copy).unwrap();
        for file in fs::read_dir(world.path()).unwrap() {
            let file = file.unwrap();
            fs::copy(file.path(), copy.join(file.file_name())).unwrap();
        }
    }
    folder
}

/// What a person sees: output, then messages, then the exit code if it is not 0.
pub(crate) fn seen(output: &Output) -> String {
    let mut text = String::from_utf8(output.stdout.clone()).unwrap();
    text += &String::from_utf8(output.stderr.clone()).unwrap();
    match output.status.code() {
        Some(0) => {}
        code => text += &format!("[exit {}]\n", code.map_or("by signal".into(), |c| c.to_string())),
    }
    text.lines().map(|line| line.trim_end().to_owned() + "\n").collect()
}

/// Runs every console block of a file and gives the file back with the answers of today.
pub(crate) fn replay(markdown: &str) -> String {
    let folder = folder();
    let mut out = String::new();
    let mut lines = markdown.lines().peekable();
    while let Some(line) = lines.next() {
        out += &format!("{line}\n");
        let Some(kind) = line.strip_prefix("```") else { continue };
        let mut block = Vec::new();
        while let Some(line) = lines.next_if(|line| *line != "```") {
            block.push(line);
        }
        if let Some(rest) = kind.strip_prefix("console") {
            let day = rest.strip_prefix(" today=").unwrap_or(TODAY);
            for part in block.chunk_by(|_, next| !next.starts_with("$ ")) {
                let typed = part[0].strip_prefix("$ ").expect("a console block begins with `$ `");
                let answer = run(typed, day, folder.path());
                out += &format!("{}\n{}", part[0], elide(&part[1..], &answer));
            }
        } else {
            let text: String = block.iter().map(|line| format!("{line}\n")).collect();
            if let Some((_, name)) = kind.split_once("file=") {
                let path = folder.path().join(name);
                fs::create_dir_all(path.parent().unwrap()).unwrap();
                fs::write(path, &text).unwrap();
            }
            out += &text;
        }
        out += &lines.next().map(|end| format!("{end}\n")).unwrap_or_default();
    }
    out
}

/// A line that stands for any lines of an answer.
const ELISION: &str = "...";

/// An answer of today, leaving out what the file leaves out: of the parts between the lines `...`
/// the first is the beginning of the answer, the last is its end, and any other begins where its
/// first line stands, or, if that has changed, the next line with the same first word.
fn elide(said: &[&str], answer: &str) -> String {
    let mut left: Vec<&str> = answer.lines().collect();
    let parts: Vec<&[&str]> = said.split(|line| *line == ELISION).collect();
    let [first, middle @ .., last] = &parts[..] else { return answer.to_owned() };
    let end = left.split_off(left.len() - left.len().min(last.len()));
    let mut shown: Vec<&str> = left.drain(..left.len().min(first.len())).collect();
    for part in middle.iter().filter(|part| !part.is_empty()) {
        let word = |line: &str| line.split(' ').next().unwrap_or_default().to_owned();
        let same = left.iter().position(|line| *line == part[0]);
        let alike = || left.iter().position(|line| word(line) == word(part[0]));
        left.drain(..same.or_else(alike).unwrap_or(0));
        shown.push(ELISION);
        shown.extend(left.drain(..left.len().min(part.len())));
    }
    shown.push(ELISION);
    shown.extend(end);
    shown.iter().map(|line| format!("{line}\n")).collect()
}

/// The day of all console blocks that name no other.
const TODAY: &str = "2027-01-04";

/// One typed line: `mlpath ...`, with `COLUMNS=N` before it and `| head -N` or `| tail -N` behind,
/// or `cat FILE`.
fn run(typed: &str, day: &str, folder: &Path) -> String {
    let (command, pipe) = typed.split_once(" | ").unwrap_or((typed, ""));
    let mut words = words(command);
    let columns = words[0].strip_prefix("COLUMNS=").map_or("80", |columns| columns).to_owned();
    words.retain(|word| !word.starts_with("COLUMNS="));
    let shown = match words[0].as_str() {
        "cat" => fs::read_to_string(folder.join(&words[1])).unwrap(),
        "mlpath" => {
            if !words.iter().any(|word| word == "--today") {
                words.extend(["--today".to_owned(), day.to_owned()]);
            }
            seen(&program(folder).env("COLUMNS", columns).args(&words[1..]).output().unwrap())
        }
        other => panic!("a scenario cannot run `{other}`"),
    };
    let place = folder.display().to_string();
    let shown = shown.replace(&format!("{place}\\"), "~/").replace(&place, "~");
    let lines: Vec<&str> = shown.lines().collect();
    let part = match pipe.split_once(" -").map(|(tool, count)| (tool, count.parse().unwrap())) {
        Some(("head", count)) => &lines[..lines.len().min(count)],
        Some(("tail", count)) => &lines[lines.len().saturating_sub(count)..],
        Some((tool, _)) => panic!("a scenario cannot pipe into `{tool}`"),
        None => &lines[..],
    };
    part.iter().map(|line| format!("{line}\n")).collect()
}

/// Words of a command line; double quotes hold them together.
fn words(line: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut quoted = false;
    for c in line.chars() {
        match c {
            '"' => quoted = !quoted,
            ' ' if !quoted => words.push(String::new()),
            c => words.last_mut().unwrap().push(c),
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

/// Compares a file with its replay, or writes the replay if asked to.
pub(crate) fn check(path: &Path) {
    let text = fs::read_to_string(path).unwrap().replace("\r\n", "\n");
    let now = replay(&text);
    if std::env::var_os("UPDATE").is_some() {
        fs::write(path, &now).unwrap();
    } else if text != now {
        let differs = text.lines().zip(now.lines()).position(|(old, new)| old != new);
        let line = differs.unwrap_or_else(|| text.lines().count().min(now.lines().count()));
        let part = |text: &str| text.lines().skip(line).take(8).collect::<Vec<_>>().join("\n");
        panic!(
            "{}:{}: not what it says any more\n--- says\n{}\n--- now\n{}\n",
            path.display(),
            line + 1,
            part(&text),
            part(&now)
        );
    }
}

#[test]
fn an_answer_may_leave_lines_out() {
    let answer = "one 1\ntwo 2\nthree 3\nfour 4\nfive 5\n";
    let shown = |said: &[&str]| elide(said, answer);
    assert_eq!(shown(&["one 1", "..."]), "one 1\n...\n");
    assert_eq!(shown(&["...", "five 5"]), "...\nfive 5\n");
    assert_eq!(
        shown(&["one 1", "...", "three 3", "four 4", "..."]),
        "one 1\n...\nthree 3\nfour 4\n...\n"
    );
    // What is different now is seen, and what was left out is left out again.
    assert_eq!(
        shown(&["one 9", "...", "three 9", "...", "five 9"]),
        "one 1\n...\nthree 3\n...\nfive 5\n"
    );
    assert_eq!(shown(&["one 1"]), answer);
}
