//! The program on a pseudo-terminal: what a person sees and types.

use std::fs::File;
use std::io::{Read as _, Write as _};
use std::num::NonZero;
use std::os::fd::OwnedFd;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::Duration;

use rustix::fs::{Mode, OFlags};
use rustix::process::{Pid, Signal, kill_process};
use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};
use rustix::termios::{Winsize, tcsetwinsize};

use crate::console::program;

/// Only a failure waits so long.
const PATIENCE: Duration = Duration::from_secs(60);
pub(crate) const ENTER: &str = "\r";
pub(crate) const CTRL_C: &str = "\u{3}";
pub(crate) const CTRL_U: &str = "\u{15}";
pub(crate) const CTRL_W: &str = "\u{17}";
pub(crate) const DOWN: &str = "\u{1b}[B";
pub(crate) const SHIFT_TAB: &str = "\u{1b}[Z";
pub(crate) const ESCAPE: &str = "\u{1b}";
/// Columns and rows of a terminal that says nothing else.
const USUAL: (u16, u16) = (120, 40);

/// The program on a terminal of its own.
pub(crate) struct Session {
    child: Child,
    keyboard: File,
    screen: Receiver<Vec<u8>>,
    /// What stands on the screen, as a terminal shows it.
    glass: vt100::Parser,
    pub(crate) raw: Vec<u8>,
    /// What was shown, without what steers the terminal and without blanks: lines are broken
    /// wherever they are too long.
    pub(crate) shown: String,
    expected_up_to: usize,
    pub(crate) answers: usize,
}

impl Session {
    pub(crate) fn start(folder: &Path, args: &[&str]) -> Self {
        Self::with(folder, args, &[])
    }

    pub(crate) fn with(folder: &Path, args: &[&str], variables: &[(&str, &str)]) -> Self {
        Self::sized(folder, args, variables, USUAL)
    }

    /// On a terminal of so many columns and rows.
    pub(crate) fn sized(
        folder: &Path,
        args: &[&str],
        variables: &[(&str, &str)],
        size: (u16, u16),
    ) -> Self {
        let mut command = program(folder);
        command.envs(variables.iter().copied()).args(args).args([
            "--home",
            "own/home",
            "--today",
            "2027-01-04",
        ]);
        Self::on(command, size)
    }

    /// Any program on a terminal of its own.
    pub(crate) fn of(command: Command) -> Self {
        Self::on(command, USUAL)
    }

    fn on(mut command: Command, (columns, rows): (u16, u16)) -> Self {
        let master = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY).unwrap();
        grantpt(&master).unwrap();
        unlockpt(&master).unwrap();
        let name = ptsname(&master, Vec::new()).unwrap();
        // Not for the programs of other tests, which would keep it open.
        let flags = OFlags::RDWR | OFlags::NOCTTY | OFlags::CLOEXEC;
        let slave: OwnedFd = rustix::fs::open(name.as_c_str(), flags, Mode::empty()).unwrap();
        let size = Winsize { ws_row: rows, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0 };
        tcsetwinsize(&slave, size).unwrap();
        let child = command
            .env("TERM", "xterm")
            .stdin(Stdio::from(slave.try_clone().unwrap()))
            .stdout(Stdio::from(slave.try_clone().unwrap()))
            .stderr(Stdio::from(slave))
            .spawn()
            .unwrap();
        let keyboard = File::from(master);
        let mut output = keyboard.try_clone().unwrap();
        let (send, screen) = channel();
        std::thread::spawn(move || {
            let mut buffer = [0; 4096];
            let mut ends = 0;
            // Linux ends with an error, others with nothing. Linux also looks for the end after
            // it looked for text, so the last words can come between the two: only an end that is
            // read twice is one.
            while ends < 2 {
                match output.read(&mut buffer) {
                    Ok(n @ 1..) if send.send(buffer[..n].to_vec()).is_ok() => ends = 0,
                    Ok(1..) => break,
                    Ok(0) | Err(_) => ends += 1,
                }
            }
        });
        let (raw, shown) = (Vec::new(), String::new());
        let glass = vt100::Parser::new(at_least_one(rows), at_least_one(columns), 0);
        Self { child, keyboard, screen, glass, raw, shown, expected_up_to: 0, answers: 0 }
    }

    /// Whether there was more to see before the program ended.
    fn sees_more(&mut self) -> bool {
        match self.screen.recv_timeout(PATIENCE) {
            Ok(bytes) => {
                self.glass.process(&bytes);
                self.raw.extend(bytes);
                self.shown = text_of(&self.raw);
                true
            }
            Err(RecvTimeoutError::Disconnected) => false,
            Err(RecvTimeoutError::Timeout) => {
                panic!("nothing more on the screen:\n{}", self.glass.screen().contents())
            }
        }
    }

    /// Waits until a text is shown that was not there at the last one.
    pub(crate) fn expect(&mut self, text: &str) {
        let wanted: String = text.split_whitespace().collect();
        loop {
            if let Some(at) = self.shown[self.expected_up_to..].find(&wanted) {
                self.expected_up_to += at + wanted.len();
                return;
            }
            assert!(self.sees_more(), "no `{text}` in:\n{}", self.shown);
        }
    }

    pub(crate) fn type_in(&mut self, keys: &str) {
        self.keyboard.write_all(keys.as_bytes()).unwrap();
    }

    pub(crate) fn answer(&mut self, question: &str, keys: &str) {
        self.expect(question);
        self.type_in(keys);
        self.answers += 1;
    }

    /// Presses keys whatever is asked.
    pub(crate) fn press(&mut self, keys: &str) {
        self.keyboard.write_all(keys.as_bytes()).unwrap();
    }

    /// Gives the terminal another size, and says so to the program, which has it not as the one
    /// that it belongs to.
    pub(crate) fn resize(&mut self, columns: u16, rows: u16) {
        self.glass.screen_mut().set_size(at_least_one(rows), at_least_one(columns));
        let size = Winsize { ws_row: rows, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0 };
        tcsetwinsize(&self.keyboard, size).unwrap();
        let program = Pid::from_child(&self.child);
        kill_process(program, Signal::WINCH).unwrap();
    }

    /// Presses Ctrl-C for the program, which has the terminal not as the one that it belongs to.
    pub(crate) fn interrupt(&mut self) {
        kill_process(Pid::from_child(&self.child), Signal::INT).unwrap();
    }

    /// What stands on the screen.
    pub(crate) fn contents(&self) -> String {
        self.glass.screen().contents()
    }

    /// The lines of the screen, once they hold a text; its blank lines are left out.
    pub(crate) fn screen(&mut self, text: &str) -> Vec<String> {
        self.await_screen(text, |shown| shown.contains(text));
        self.lines()
    }

    /// Waits until the screen ends with these lines and the cursor stands behind a text. A frame
    /// can arrive in parts: what comes last in it, the cursor's place, says that it is whole.
    pub(crate) fn expect_frame(&mut self, lines: &[&str], cursor_behind: &str) {
        self.await_screen(&lines.join("\n"), |shown| shown.trim_end().ends_with(&lines.join("\n")));
        while !self.cursor_stands_behind(cursor_behind) {
            assert!(self.sees_more(), "the cursor is not behind `{cursor_behind}`");
        }
        let shown = self.lines();
        assert_eq!(shown[shown.len() - lines.len()..], *lines);
    }

    fn await_screen(&mut self, wanted: &str, is_there: impl Fn(&str) -> bool) {
        while !is_there(&self.contents()) {
            assert!(self.sees_more(), "no `{wanted}` on the screen:\n{}", self.contents());
        }
    }

    fn lines(&self) -> Vec<String> {
        self.contents().lines().map(str::to_owned).filter(|line| !line.is_empty()).collect()
    }

    fn cursor_stands_behind(&self, text: &str) -> bool {
        let (column, line) = self.cursor();
        line.ends_with(text) && usize::from(column) == line.chars().count()
    }

    /// The column of the cursor, and what stands on its line.
    pub(crate) fn cursor(&self) -> (u16, String) {
        let screen = self.glass.screen();
        let (row, column) = screen.cursor_position();
        let line = screen.rows(0, screen.size().1.get()).nth(row.into()).unwrap();
        (column, line)
    }

    /// Ticks what each filter finds first.
    pub(crate) fn tick(&mut self, question: &str, filters: &[&str]) {
        let keys: String = filters.iter().map(|filter| format!("{filter}\t")).collect();
        self.answer(question, &(keys + ENTER));
    }

    pub(crate) fn end(&mut self) -> Option<i32> {
        while self.sees_more() {}
        self.child.wait().unwrap().code()
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn text_of(raw: &[u8]) -> String {
    let text = String::from_utf8_lossy(raw);
    let mut parts = text.split(ESCAPE);
    let mut shown = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let end = part.find(|c: char| c.is_ascii_alphabetic()).map_or(part.len(), |at| at + 1);
        shown += &part[end..];
    }
    shown.retain(|c| !c.is_whitespace());
    shown
}

fn at_least_one(cells: u16) -> NonZero<u16> {
    NonZero::new(cells).unwrap()
}
