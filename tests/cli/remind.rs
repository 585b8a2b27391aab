//! `remind`: the calendar entry, read by hand, and what it sets up on a machine that is made up.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use crate::console::{folder, program};
use crate::icalendar::unfolded;

fn value<'a>(lines: &'a [(String, String)], name: &str) -> &'a str {
    let mut found = lines.iter().filter(|(key, _)| key == name).map(|(_, value)| value.as_str());
    found.next().unwrap_or_else(|| panic!("no {name} in {lines:?}"))
}

fn run(mut command: Command, args: &[&str]) -> Output {
    command.args(args).args(["--today", "2027-01-06"]).output().unwrap()
}

fn printed(folder: &Path, args: &[&str]) -> String {
    let output = run(program(folder), args);
    assert!(output.status.success(), "{output:?}");
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn the_entry_is_a_weekly_event_at_local_time() {
    let folder = folder();
    let lines = unfolded(&printed(folder.path(), &["remind"]));
    assert_eq!(lines[0], ("BEGIN".to_owned(), "VCALENDAR".to_owned()));
    assert_eq!(lines.last().unwrap().1, "VCALENDAR");
    for (name, expected) in [
        ("VERSION", "2.0"),
        ("RRULE", "FREQ=WEEKLY;BYDAY=SU"),
        // The first Sunday from Wednesday, 6 January on; no zone: 18:00 wherever one is.
        ("DTSTART", "20270110T180000"),
        ("DTSTAMP", "20270106T000000Z"),
    ] {
        assert_eq!(value(&lines, name), expected);
    }
    let uid = value(&lines, "UID").to_owned();
    let later = unfolded(&printed(folder.path(), &["remind", "--day", "wed", "--at", "7:05"]));
    assert_eq!(value(&later, "UID"), uid);
    assert_eq!(value(&later, "DTSTART"), "20270106T070500");
    let begins: Vec<_> = lines.iter().filter(|(key, _)| key == "BEGIN").collect();
    let ends: Vec<_> = lines.iter().rev().filter(|(key, _)| key == "END").collect();
    assert_eq!(begins.len(), 3);
    assert!(begins.iter().zip(&ends).all(|(begin, end)| begin.1 == end.1));
}

#[test]
fn a_long_and_strange_folder_is_folded_and_escaped() {
    let folder = folder();
    let strange = "a, b; c\\ \u{e9}\u{4e2d}".repeat(9);
    let lines = unfolded(&printed(folder.path(), &["remind", "--home", &strange]));
    let about = value(&lines, "DESCRIPTION");
    assert!(about.contains("a\\, b\\; c\\\\ \u{e9}"), "{about}");
}

#[test]
fn the_day_is_the_first_with_hours() {
    let folder = folder();
    let profile = "version: 1\nhours: {wed: 2, sat: 4}\n";
    fs::write(folder.path().join("profile.yaml"), profile).unwrap();
    let lines = unfolded(&printed(folder.path(), &["remind"]));
    assert_eq!(value(&lines, "RRULE"), "FREQ=WEEKLY;BYDAY=WE");
    let output = run(program(folder.path()), &["remind", "--at", "25:00"]);
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.contains("`25:00` is no time of day: write 18:00 or 9:30"), "{said}");
    assert_eq!(output.status.code(), Some(2));
}

/// A machine with programs that write down what they are asked.
#[cfg(unix)]
mod machine {
    use std::fs;
    use std::os::unix::fs::PermissionsExt as _;
    use std::path::Path;
    use std::process::{Command, Output};

    use super::run;
    use crate::console::{folder, program};
    use crate::session::{ENTER, Session};

    const SYSTEMCTL: &str = "echo \"systemctl $*\" >> \"$HOME/calls\"";
    const NOTIFY: &str = "printf '%s\\n' \"$@\" > \"$HOME/notice\"";
    const CRONTAB: &str = "if [ \"$1\" = -l ]; then\n\
        if [ -f \"$HOME/table\" ]; then while IFS= read -r l; do printf '%s\\n' \"$l\"; done \
        < \"$HOME/table\"; else echo 'no crontab for you' >&2; exit 1; fi\n\
        else while IFS= read -r l; do printf '%s\\n' \"$l\"; done > \"$HOME/new\"\n\
        t=\"$HOME/table\"; : > \"$t\"; while IFS= read -r l; do printf '%s\\n' \"$l\"; done \
        < \"$HOME/new\" > \"$t\"; fi";

    fn on(folder: &Path, programs: &[(&str, &str)]) -> Command {
        let bin = folder.join("bin");
        fs::create_dir_all(&bin).unwrap();
        for (name, script) in programs {
            let path = bin.join(name);
            fs::write(&path, format!("#!/bin/sh\n{script}\n")).unwrap();
            fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
        }
        let mut command = program(folder);
        command.env("PATH", bin).env("XDG_CONFIG_HOME", folder.join("settings"));
        command
    }

    fn said(output: &Output) -> String {
        String::from_utf8_lossy(&output.stderr).into_owned()
    }

    #[test]
    fn a_timer_of_systemd_comes_and_goes() {
        let folder = folder();
        let at = folder.path();
        let systemd: &[_] = &[("systemctl", SYSTEMCTL)];
        let output = run(on(at, systemd), &["remind", "--install", "--as", "systemd"]);
        assert_eq!(output.status.code(), Some(1));
        assert!(said(&output).contains("nothing is set up without your yes"), "{output:?}");
        assert!(!at.join("settings").exists());

        let output = run(on(at, systemd), &["remind", "--install", "--yes", "--as", "systemd"]);
        assert!(output.status.success(), "{output:?}");
        let units = at.join("settings/systemd/user");
        let service = fs::read_to_string(units.join("mlpath-remind.service")).unwrap();
        assert!(service.contains("ExecStart=/usr/bin/env \"/"), "{service}");
        assert!(service.trim_end().ends_with("\"remind\" \"--now\""), "{service}");
        let timer = fs::read_to_string(units.join("mlpath-remind.timer")).unwrap();
        assert!(timer.contains("OnCalendar=Sun *-*-* 18:00:00\nPersistent=true"), "{timer}");
        let calls = fs::read_to_string(at.join("calls")).unwrap();
        let reload = "systemctl --user daemon-reload\n";
        let enable = "systemctl --user enable --now mlpath-remind.timer\n";
        assert!(calls.ends_with(&format!("{reload}{enable}")), "{calls}");

        // Again with another day: what it wrote itself is replaced.
        let again = ["remind", "--install", "--yes", "--as", "systemd", "--day", "sat"];
        assert!(run(on(at, systemd), &again).status.success());
        let timer = fs::read_to_string(units.join("mlpath-remind.timer")).unwrap();
        assert!(timer.contains("OnCalendar=Sat"), "{timer}");

        let output = run(on(at, systemd), &["remind", "--remove"]);
        assert!(output.status.success(), "{output:?}");
        assert_eq!(fs::read_dir(&units).unwrap().count(), 0);
        let calls = fs::read_to_string(at.join("calls")).unwrap();
        assert!(calls.contains("disable --now mlpath-remind.timer"), "{calls}");
        let output = run(on(at, systemd), &["remind", "--remove"]);
        assert!(said(&output).contains("no reminder is set up here"), "{output:?}");
    }

    #[test]
    fn on_a_terminal_it_is_asked_first() {
        let folder = folder();
        let at = folder.path();
        let mut machine = on(at, &[("systemctl", SYSTEMCTL)]);
        assert!(machine.arg("--version").status().unwrap().success());
        let (bin, settings) = (at.join("bin"), at.join("settings"));
        let variables =
            [("PATH", bin.to_str().unwrap()), ("XDG_CONFIG_HOME", settings.to_str().unwrap())];
        let install = ["remind", "--install", "--as", "systemd"];

        let mut session = Session::with(at, &install, &variables);
        session.expect("mlpath-remind.timer");
        session.expect("runs `systemctl --user enable --now mlpath-remind.timer`");
        session.expect("remind --remove` takes it away");
        session.answer("Set it up?", ENTER);
        session.expect("nothing was set up");
        assert_eq!(session.end(), Some(0));
        assert!(!settings.exists());

        let mut session = Session::with(at, &install, &variables);
        session.answer("Set it up?", &format!("y{ENTER}"));
        session.expect("the reminder is set up");
        assert_eq!(session.end(), Some(0));
        assert!(settings.join("systemd/user/mlpath-remind.timer").exists());
    }

    #[test]
    fn what_others_wrote_is_not_touched() {
        let folder = folder();
        let at = folder.path();
        let units = at.join("settings/systemd/user");
        fs::create_dir_all(&units).unwrap();
        fs::write(units.join("mlpath-remind.timer"), "[Timer]\n").unwrap();
        let systemd: &[_] = &[("systemctl", SYSTEMCTL)];
        let output = run(on(at, systemd), &["remind", "--install", "--yes", "--as", "systemd"]);
        assert!(said(&output).contains("was not written by mlpath"), "{output:?}");
        assert!(run(on(at, systemd), &["remind", "--remove"]).status.success());
        assert_eq!(fs::read_to_string(units.join("mlpath-remind.timer")).unwrap(), "[Timer]\n");
        assert!(!units.join("mlpath-remind.service").exists());
    }

    #[test]
    fn a_crontab_keeps_its_other_lines() {
        let folder = folder();
        let at = folder.path();
        let own = "# mine\nMAILTO=\"\"\n5 4 * * * echo '50\\%' # daily\n";
        fs::write(at.join("table"), own).unwrap();
        // Where systemd does not run, the crontab is what there is.
        let programs: &[_] = &[("crontab", CRONTAB), ("systemctl", "exit 1")];
        for _ in 0..2 {
            let output = run(on(at, programs), &["remind", "--install", "--yes", "--at", "9:30"]);
            assert!(output.status.success(), "{output:?}");
        }
        let table = fs::read_to_string(at.join("table")).unwrap();
        let line = table.strip_prefix(own).unwrap();
        assert_eq!(line.lines().count(), 1, "{table}");
        assert!(line.starts_with("30 9 * * 0 '/"), "{line}");
        let end = " 'remind' '--now' >/dev/null 2>&1 # mlpath remind\n";
        assert!(line.ends_with(end), "{line}");
        assert!(run(on(at, programs), &["remind", "--remove"]).status.success());
        assert_eq!(fs::read_to_string(at.join("table")).unwrap(), own);
    }

    #[test]
    fn a_crontab_that_cannot_be_read_is_not_replaced() {
        let folder = folder();
        let at = folder.path();
        let programs: &[_] =
            &[("crontab", "echo \"$*\" >> \"$HOME/calls\"; echo busy >&2; exit 1")];
        let output = run(on(at, programs), &["remind", "--install", "--yes", "--as", "cron"]);
        assert!(said(&output).contains("cannot read your crontab with `crontab -l`: busy"));
        assert_eq!(fs::read_to_string(at.join("calls")).unwrap(), "-l\n");
    }

    #[test]
    fn a_machine_without_a_clock_is_told_of_the_calendar() {
        let folder = folder();
        let output = run(on(folder.path(), &[]), &["remind", "--install"]);
        assert!(said(&output).contains("`mlpath remind > week.ics`"), "{output:?}");
        assert_eq!(output.status.code(), Some(1));
    }

    #[test]
    fn the_week_is_a_notification_or_a_file() {
        let folder = folder();
        let at = folder.path();
        let output = run(on(at, &[]), &["remind", "--now", "--kb", "tiny"]);
        assert!(output.status.success(), "{output:?}");
        let week = fs::read_to_string(at.join("this-week.txt")).unwrap();
        assert!(week.starts_with("Your week with mlpath, 2027-01-06"), "{week}");
        assert!(week.contains("done when: ") && !week.contains('\u{1b}'), "{week}");

        fs::write(at.join("this-week.txt"), "my own notes\n").unwrap();
        let output = run(on(at, &[]), &["remind", "--now"]);
        assert!(said(&output).contains("is not a file of `mlpath remind`"), "{output:?}");

        let desktop: &[_] = &[("notify-send", NOTIFY)];
        assert!(run(on(at, desktop), &["remind", "--now", "--kb", "tiny"]).status.success());
        let notice = fs::read_to_string(at.join("notice")).unwrap();
        assert!(notice.starts_with("--app-name=mlpath\n--\nYour week with mlpath\n"), "{notice}");
        assert_eq!(fs::read_to_string(at.join("this-week.txt")).unwrap(), "my own notes\n");
    }
}

#[test]
fn folders_are_quoted_for_whoever_reads_them() {
    let folder = folder();
    let home = "it's 50% \"$HOME\" & <more>";
    let of = |form| printed(folder.path(), &["remind", "--as", form, "--home", home]);
    assert!(of("systemd").contains("it's 50%% \\\"$$HOME\\\" & <more>\""), "{}", of("systemd"));
    assert!(of("cron").contains("it'\\''s 50\\% \"$HOME\" & <more>'"), "{}", of("cron"));
    let plist = of("launchd");
    assert!(plist.contains("it's 50% \"$HOME\" &amp; &lt;more&gt;</string>"), "{plist}");
    assert!(plist.contains("<key>Weekday</key>\n    <integer>0</integer>"), "{plist}");
}
