//! `completions --install` and `--remove`: a line in the file that a shell reads, and whether the
//! shell then completes.

use std::fs;
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};
use std::path::{Path, PathBuf};
use std::process::Output;

use crate::console::{folder, program};
use crate::offers::{shell, try_completions};
use crate::session::{ENTER, Session};

const SHELLS: [(&str, &str); 5] = [
    ("bash", if cfg!(target_os = "macos") { ".bash_profile" } else { ".bashrc" }),
    ("zsh", ".zshrc"),
    ("fish", ".config/fish/completions/mlpath.fish"),
    ("elvish", ".config/elvish/rc.elv"),
    // Wherever `PowerShell` says.
    ("powershell", "Documents/profile.ps1"),
];

/// The program for a person with that shell, and with a `PowerShell` that knows one answer.
fn completions(folder: &Path, shell: &str, args: &[&str]) -> Output {
    let bin = folder.join("bin");
    fs::create_dir_all(&bin).unwrap();
    let script = "#!/bin/sh\nprintf '%s\\r\\n' \"$HOME/Documents/profile.ps1\"\n";
    fs::write(bin.join("pwsh"), script).unwrap();
    fs::set_permissions(bin.join("pwsh"), fs::Permissions::from_mode(0o755)).unwrap();
    let mut command = program(folder);
    command.env("PATH", bin).env("SHELL", format!("/opt/{shell}"));
    command.arg("completions").args(args).output().unwrap()
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// The file of a shell, with something in it.
fn with_settings(folder: &Path, file: &str, text: &str) -> PathBuf {
    let path = folder.join(file);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(&path, text).unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).unwrap();
    path
}

#[test]
fn a_line_is_added_once_and_taken_away() {
    for (shell, file) in SHELLS {
        let folder = folder();
        let mine = "# mine\n# mlpath completions of another hand";
        let path = with_settings(folder.path(), file, mine);

        let refused = completions(folder.path(), shell, &["--install"]);
        assert_eq!(refused.status.code(), Some(1), "{shell}");
        assert!(said(&refused).contains(path.to_str().unwrap()), "{refused:?}");
        assert!(said(&refused).contains("hint: add --yes to set it up"), "{refused:?}");
        assert_eq!(fs::read_to_string(&path).unwrap(), mine);

        let added = completions(folder.path(), shell, &["--install", "--yes"]);
        assert!(added.status.success(), "{added:?}");
        let text = fs::read_to_string(&path).unwrap();
        let line = text.strip_prefix(&format!("{mine}\n")).unwrap();
        assert!(line.contains(&format!("mlpath completions {shell}")), "{line}");
        assert!(line.ends_with(" # mlpath completions\n") && line.lines().count() == 1, "{line}");
        assert!(said(&added).contains(line.trim_end()), "{added:?}");
        let written = fs::metadata(&path).unwrap();
        assert_eq!(written.mode() & 0o777, 0o600);

        let again = completions(folder.path(), shell, &["--install", "--yes"]);
        assert!(said(&again).contains("has the line already"), "{again:?}");
        assert_eq!(fs::metadata(&path).unwrap().ino(), written.ino());

        let remove = format!("`mlpath completions --remove {shell}` takes it away");
        assert!(said(&added).contains(&remove) && said(&again).contains(&remove), "{added:?}");
        assert!(completions(folder.path(), shell, &["--remove", shell]).status.success());
        assert_eq!(fs::read_to_string(&path).unwrap(), format!("{mine}\n"));
    }
}

#[test]
fn a_file_of_our_own_comes_and_goes() {
    for (shell, file) in SHELLS {
        let folder = folder();
        let path = folder.path().join(file);
        let added = completions(folder.path(), "unknown", &["--install", "--yes", shell]);
        assert!(added.status.success() && path.is_file(), "{added:?}");
        let removed = completions(folder.path(), shell, &["--remove"]);
        assert!(removed.status.success() && !path.exists(), "{removed:?}");
        let nothing = completions(folder.path(), shell, &["--remove"]);
        assert!(nothing.status.success(), "{nothing:?}");
        assert!(said(&nothing).contains("there is nothing of ours in"), "{nothing:?}");
    }
}

#[test]
fn a_shell_that_is_not_known_has_to_be_named() {
    let folder = folder();
    let command = || program(folder.path());
    let unset = command().args(["completions", "--install", "--yes"]).output().unwrap();
    assert!(said(&unset).starts_with("error: cannot tell which shell is yours"), "{unset:?}");
    let other = completions(folder.path(), "tcsh", &["--install", "--yes"]);
    assert!(said(&other).contains("no completions for your shell, /opt/tcsh\n"), "{other:?}");
    let hint = "name another one, for example: `mlpath completions --install bash`\n";
    assert!(said(&unset).ends_with(hint) && said(&other).ends_with(hint), "{other:?}");
    assert_eq!([unset.status.code(), other.status.code()], [Some(1); 2]);
}

/// Whoever keeps their settings in a folder of their own links to them.
#[test]
fn the_line_of_an_older_version_is_replaced_behind_a_link() {
    let folder = folder();
    let kept = with_settings(folder.path(), "dotfiles/zshrc", "old # mlpath completions\nmine\n");
    std::os::unix::fs::symlink(&kept, folder.path().join(".zshrc")).unwrap();
    assert!(completions(folder.path(), "zsh", &["--install", "--yes"]).status.success());
    let text = fs::read_to_string(&kept).unwrap();
    assert!(text.starts_with("mine\nif ") && text.matches(" # mlpath completions").count() == 1);
    assert!(folder.path().join(".zshrc").is_symlink());
}

#[test]
fn on_a_terminal_it_is_asked_first() {
    let folder = folder();
    let file = folder.path().join(".zshrc");
    let variables = [("SHELL", "/bin/zsh")];
    let mut session = Session::with(folder.path(), &["completions", "--install"], &variables);
    session.expect(".zshrc:");
    session.expect("mlpath completions zsh");
    session.expect("completions --remove zsh` takes it away");
    session.answer("Set it up?", ENTER);
    session.expect("nothing was set up");
    assert_eq!(session.end(), Some(0));
    assert!(!file.exists());

    let mut session = Session::with(folder.path(), &["completions", "--install"], &variables);
    session.answer("Set it up?", &format!("y{ENTER}"));
    session.expect("TAB completes `mlpath` in every zsh that you open from now on");
    assert_eq!(session.end(), Some(0));
    assert!(file.exists());
}

/// A folder where the completions of a shell are set up.
fn set_up(shell: &str) -> tempfile::TempDir {
    let folder = folder();
    fs::write(folder.path().join("advert-of-mine.txt"), "Python").unwrap();
    assert!(completions(folder.path(), shell, &["--install", "--yes"]).status.success());
    folder
}

#[cfg(not(target_os = "macos"))]
#[test]
fn bash_completes_from_its_start() {
    let folder = set_up("bash");
    if let Some(mut bash) = shell(folder.path(), &["bash", "--noprofile", "-i"]) {
        try_completions(&mut bash, "PS1='ready> '");
    }
}

#[test]
#[ignore = "needs zsh"]
fn trial_zsh_completes_from_its_start() {
    let folder = set_up("zsh");
    let mut zsh = shell(folder.path(), &["zsh", "-i"]).unwrap();
    try_completions(&mut zsh, "PS1='ready> '");
}

#[test]
#[ignore = "needs fish"]
fn trial_fish_completes_from_its_start() {
    let folder = set_up("fish");
    let mut fish = shell(folder.path(), &["setsid", "--ctty", "--wait", "fish", "-i"]).unwrap();
    try_completions(&mut fish, "true");
}
