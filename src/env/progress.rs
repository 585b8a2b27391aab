//! Long work shows how far it is: on a terminal, and only there; if it takes long, and only as long
//! as it does.

use std::cell::Cell;
use std::io::{self, IsTerminal as _};
use std::path::{Path, PathBuf};
use std::slice::Iter;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread::JoinHandle;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::env::{Env, is_able};
use crate::interrupts;
use crate::render::Format;

/// What ends sooner is not worth looking at.
const DELAY: Duration = Duration::from_millis(500);

/// How often the bar shows that something goes on, and looks for Ctrl-C.
const TICK: Duration = Duration::from_millis(100);

impl Env {
    /// The same items; what is done between two of them is shown as progress. Nothing may be
    /// written to the terminal meanwhile.
    pub fn watched<I: ExactSizeIterator>(&self, doing: &'static str, work: I) -> Watched<I> {
        let bar = self.shows_progress().then(|| Bar::new(doing, Some(work.len() as u64)));
        Watched { work, bar }
    }

    /// The same for files that are read, unless somebody has to type one of them.
    pub fn reading<'a>(
        &self,
        doing: &'static str,
        files: &'a [PathBuf],
    ) -> Watched<Iter<'a, PathBuf>> {
        let is_typed =
            io::stdin().is_terminal() && files.iter().any(|file| *file == Path::new("-"));
        match is_typed {
            true => Watched { work: files.iter(), bar: None },
            false => self.watched(doing, files.iter()),
        }
    }

    /// The result of work of which nobody knows how far it is.
    pub fn waiting<T>(&self, doing: &'static str, work: impl FnOnce() -> T) -> T {
        let _bar = self.shows_progress().then(|| Bar::new(doing, None));
        work()
    }

    fn shows_progress(&self) -> bool {
        self.format() != Format::Json && is_able() && io::stderr().is_terminal()
    }
}

/// Items with a bar, which is gone when they are.
pub struct Watched<I> {
    work: I,
    bar: Option<Bar>,
}

impl<I: Iterator> Iterator for Watched<I> {
    type Item = I::Item;

    fn next(&mut self) -> Option<I::Item> {
        let item = self.work.next();
        match (&self.bar, &item) {
            (Some(bar), Some(_)) => bar.begin_another(),
            _ => self.bar = None,
        }
        item
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.work.size_hint()
    }
}

/// A bar, and the thread that draws it.
struct Bar {
    shown: ProgressBar,
    has_begun: Cell<bool>,
    /// Dropped when the work is done.
    work: Option<Sender<()>>,
    drawer: Option<JoinHandle<()>>,
}

impl Bar {
    fn new(doing: &'static str, length: Option<u64>) -> Self {
        let shown = ProgressBar::with_draw_target(length, ProgressDrawTarget::hidden());
        shown.set_style(style(length.is_some()));
        shown.set_message(doing);
        let (work, is_done) = channel();
        let drawn = shown.clone();
        let drawer = std::thread::spawn(move || draw(&drawn, &is_done));
        Self { shown, has_begun: Cell::new(false), work: Some(work), drawer: Some(drawer) }
    }

    /// Counts the item before as done.
    fn begin_another(&self) {
        if self.has_begun.replace(true) {
            self.shown.inc(1);
        }
    }
}

impl Drop for Bar {
    fn drop(&mut self) {
        self.work = None;
        if let Some(drawer) = self.drawer.take() {
            let _ = drawer.join();
        }
    }
}

/// Without colours and glyphs that are not in every font.
fn style(has_length: bool) -> ProgressStyle {
    let template = match has_length {
        true => "{spinner} {msg} {bar:20} {pos} of {len}",
        false => "{spinner} {msg}",
    };
    let style = ProgressStyle::with_template(template);
    style
        .unwrap_or_else(|_| ProgressStyle::default_bar())
        .tick_chars("-\\|/ ")
        .progress_chars("██░")
}

/// Draws the bar until the work is done or Ctrl-C is pressed, and leaves no trace of it.
fn draw(bar: &ProgressBar, is_done: &Receiver<()>) {
    let goes_on = |time| is_done.recv_timeout(time) == Err(RecvTimeoutError::Timeout);
    if !goes_on(DELAY) {
        return;
    }
    let interrupts = interrupts::hold();
    bar.set_draw_target(ProgressDrawTarget::stderr());
    bar.tick();
    while goes_on(TICK) && !interrupts.was_pressed() {
        bar.tick();
    }
    bar.finish_and_clear();
    interrupts.let_go();
}
