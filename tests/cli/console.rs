//! Console blocks of a Markdown file, run and compared.

use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use tempfile::TempDir;

const PROGRAM: &str = env!("CARGO_BIN_EXE_mlpath");

/// The program in a folder of its own, where nothing of this machine is seen.
pub(crate) fn program(folder: &Path) -> Command {
    let mut command = Command::new(PROGRAM);
    command
        .current_dir(folder)
        .env_clear()
        .envs(std::env::vars_os().filter(|(name, _)| name == "SystemRoot"))
        .env("HOME", folder)
        .env("COLUMNS", "80")
        .env("MLPATH_HOME", folder)
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
    let mut block = None;
    let mut file = None;
    for line in markdown.lines() {
        match (block, line) {
            (None, "```console") => block = Some(Block::Console),
            (None, line) if line.starts_with("```") => {
                block = Some(Block::File);
                file = line.split_once("file=").map(|(_, name)| (name.to_owned(), String::new()));
            }
            (Some(_), "```") => {
                if let Some((name, text)) = file.take() {
                    fs::write(folder.path().join(name), text).unwrap();
                }
                block = None;
            }
            (Some(Block::Console), line) => {
                if let Some(typed) = line.strip_prefix("$ ") {
                    out += &format!("{line}\n{}", run(typed, folder.path()));
                }
                continue;
            }
            (Some(Block::File), line) => {
                if let Some((_, text)) = &mut file {
                    *text += &format!("{line}\n");
                }
            }
            (None, _) => {}
        }
        out += line;
        out.push('\n');
    }
    out
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Block {
    Console,
    File,
}

/// The day of all scenarios that name no other.
const TODAY: &str = "2027-01-04";

/// One typed line: `mlpath ...`, with `COLUMNS=N` before it and `| head -N` or `| tail -N` behind,
/// or `cat FILE`.
fn run(typed: &str, folder: &Path) -> String {
    let (command, pipe) = typed.split_once(" | ").unwrap_or((typed, ""));
    let mut words = words(command);
    let columns = words[0].strip_prefix("COLUMNS=").map_or("80", |columns| columns).to_owned();
    words.retain(|word| !word.starts_with("COLUMNS="));
    let shown = match words[0].as_str() {
        "cat" => fs::read_to_string(folder.join(&words[1])).unwrap(),
        "mlpath" => {
            if words.len() > 1 && !words.iter().any(|word| word == "--today") {
                words.extend(["--today".to_owned(), TODAY.to_owned()]);
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
