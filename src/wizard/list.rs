//! A question that is answered from a list: one is chosen, or several are ticked. Letters filter
//! the list and never tick.

use std::collections::BTreeSet;

use itertools::Itertools as _;

use crate::knowledge::text::{shortened, visible};
use crate::wizard::frame::{Frame, Size, Style, wrapped};
use crate::wizard::key::{Key, Turn};
use crate::wizard::line::Line;

/// The most lines of a list shown at once.
const PAGE: usize = 14;
/// As many are left of it on the smallest terminal.
const LEAST_PAGE: usize = 3;
/// The most lines that explain the marked choice, where its own line is too short.
const MOST_ABOUT: usize = 3;
/// How far a page key goes.
const JUMP: usize = 10;

/// One thing to choose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    pub name: String,
    /// May be empty.
    pub about: String,
}

impl Choice {
    pub fn new(name: impl Into<String>, about: impl Into<String>) -> Self {
        Self { name: name.into(), about: about.into() }
    }

    fn text(&self) -> String {
        let colon = if self.about.is_empty() { "" } else { ": " };
        visible(&format!("{}{colon}{}", self.name, self.about)).into_owned()
    }
}

#[derive(Debug, Clone)]
pub struct List {
    question: String,
    choices: Vec<Choice>,
    /// `None` where one is chosen.
    ticked: Option<BTreeSet<usize>>,
    filter: Line,
    /// The choice that the next key is about.
    marked: usize,
    /// Whether there is a question before this one.
    pub has_before: bool,
}

impl List {
    /// Enter chooses the marked one.
    pub fn one(question: impl Into<String>, choices: Vec<Choice>, marked: usize) -> Self {
        let marked = marked.min(choices.len().saturating_sub(1));
        let (question, filter) = (question.into(), Line::default());
        Self { question, choices, ticked: None, filter, marked, has_before: false }
    }

    pub fn many(
        question: impl Into<String>,
        choices: Vec<Choice>,
        ticked: impl IntoIterator<Item = usize>,
    ) -> Self {
        let ticked = ticked.into_iter().filter(|&index| index < choices.len()).collect();
        Self { ticked: Some(ticked), ..Self::one(question, choices, 0) }
    }

    pub fn question(&self) -> &str {
        &self.question
    }

    /// Whether no filter is typed.
    #[cfg(test)]
    pub fn is_open(&self) -> bool {
        self.filter.is_empty()
    }

    pub fn names(&self) -> Vec<String> {
        self.choices.iter().map(|choice| choice.name.clone()).collect()
    }

    /// The index of the one that is chosen.
    pub fn chosen(&self) -> usize {
        self.marked
    }

    /// The indices of those that are ticked.
    pub fn ticked(&self) -> Vec<usize> {
        self.ticked.iter().flatten().copied().collect()
    }

    /// The answer in words.
    pub fn told(&self) -> String {
        let name = |index: usize| self.choices.get(index).map_or("", |choice| &choice.name);
        match &self.ticked {
            None => name(self.marked).to_owned(),
            Some(none) if none.is_empty() => "none".to_owned(),
            Some(some) => some.iter().map(|&index| name(index)).join(", "),
        }
    }

    /// Takes over what was typed and marked when this was asked before.
    pub fn resume(&mut self, before: &Self) {
        self.filter = before.filter.clone();
        let marked = before.choices.get(before.marked);
        let same = self.choices.iter().position(|choice| Some(choice) == marked);
        self.marked = same.unwrap_or(self.marked);
        if let (Some(ticked), Some(old)) = (&mut self.ticked, &before.ticked) {
            for (index, choice) in self.choices.iter().enumerate() {
                let Some(at) = before.choices.iter().position(|known| known == choice) else {
                    continue;
                };
                if old.contains(&at) {
                    ticked.insert(index);
                } else {
                    ticked.remove(&index);
                }
            }
        }
    }

    pub fn press(&mut self, key: &Key) -> Turn {
        let is_open = self.filter.is_empty();
        match key {
            Key::Interrupt => return Turn::Leave,
            Key::BackTab => return Turn::Back,
            Key::Escape if is_open => return Turn::Back,
            Key::Escape => self.filter.clear(),
            Key::Enter if self.ticked.is_none() => {
                return if self.matching().is_empty() { Turn::Stay } else { Turn::Answered };
            }
            Key::Enter if is_open => return Turn::Answered,
            Key::Enter | Key::Tab => self.tick(),
            Key::Char(' ') if is_open => self.tick(),
            Key::Up => self.mark(-1),
            Key::Down => self.mark(1),
            Key::PageUp => self.jump(|at| at.saturating_sub(JUMP)),
            Key::PageDown => self.jump(|at| at + JUMP),
            Key::Home if is_open => self.jump(|_| 0),
            Key::End if is_open => self.jump(|_| usize::MAX),
            key => self.type_on(key),
        }
        Turn::Stay
    }

    /// Ticks or unticks the marked one, and shows the whole list again.
    fn tick(&mut self) {
        let is_shown = self.matching().contains(&self.marked);
        if let Some(ticked) = self.ticked.as_mut().filter(|_| is_shown) {
            if !ticked.remove(&self.marked) {
                ticked.insert(self.marked);
            }
            self.filter.clear();
        }
    }

    fn type_on(&mut self, key: &Key) {
        let before = self.filter.text().to_owned();
        self.filter.press(key);
        if self.filter.text() == before {
            return;
        }
        if let Some(&best) = self.matching().first().filter(|_| !self.filter.is_empty()) {
            self.marked = best;
        }
    }

    /// Marks the next of those shown; after the last one comes the first.
    fn mark(&mut self, by: isize) {
        let matching = self.matching();
        let at = matching.iter().position(|&index| index == self.marked);
        let next = at.and_then(|at| at.checked_add_signed(by)).unwrap_or(usize::MAX);
        let next = matching.get(next).or(if by > 0 { matching.first() } else { matching.last() });
        self.marked = next.copied().unwrap_or(self.marked);
    }

    fn jump(&mut self, to: impl Fn(usize) -> usize) {
        let matching = self.matching();
        let at = matching.iter().position(|&index| index == self.marked).unwrap_or(0);
        let last = matching.len().saturating_sub(1);
        self.marked = matching.get(to(at).min(last)).copied().unwrap_or(self.marked);
    }

    /// The indices of those that the filter leaves: first those with the whole text in their name,
    /// then those with each word somewhere.
    fn matching(&self) -> Vec<usize> {
        let typed = self.filter.text().to_lowercase();
        let rank = |choice: &Choice| {
            let (name, about) = (choice.name.to_lowercase(), choice.about.to_lowercase());
            let mut words = typed.split_whitespace();
            match name.contains(&typed) {
                true => Some(0),
                false => words.all(|w| name.contains(w) || about.contains(w)).then_some(1),
            }
        };
        let ranked = self.choices.iter().enumerate();
        let ranked = ranked.filter_map(|(index, choice)| Some((rank(choice)?, index)));
        ranked.sorted().map(|(_, index)| index).collect()
    }

    pub fn frame(&self, size: Size) -> Frame {
        let mut frame = Frame::choosing(&self.question, &self.filter, size);
        let matching = self.matching();
        let mut tail = Frame::default();
        tail.add(Style::Help, "  ", &self.keys(matching.len()), size);
        if matching.is_empty() {
            let nothing = format!("nothing matches `{}`", visible(self.filter.text()));
            frame.add(Style::Wrong, "! ", &nothing, size);
        }
        let about = if matching.contains(&self.marked) { self.about(size) } else { Vec::new() };
        let others = frame.rows.len() + about.len() + tail.rows.len();
        let page = size.rows.saturating_sub(others + 1).clamp(LEAST_PAGE, PAGE);
        let at = matching.iter().position(|&index| index == self.marked).unwrap_or(0);
        let start = at.saturating_sub(page / 2).min(matching.len().saturating_sub(page));
        for &index in matching.iter().skip(start).take(page) {
            let style = if index == self.marked { Style::Marked } else { Style::Plain };
            frame.rows.push(vec![(style, self.row(index, size))]);
        }
        for line in about {
            frame.rows.push(vec![(Style::Plain, line)]);
        }
        frame.rows.append(&mut tail.rows);
        frame.fit(size)
    }

    fn front(&self, index: usize) -> String {
        let mark = if index == self.marked { ">" } else { " " };
        match &self.ticked {
            None => format!("{mark} "),
            Some(ticked) if ticked.contains(&index) => format!("{mark} [x] "),
            Some(_) => format!("{mark} [ ] "),
        }
    }

    fn row(&self, index: usize, size: Size) -> String {
        let front = self.front(index);
        let room = size.columns.saturating_sub(front.len() + 1);
        let text = self.choices.get(index).map(Choice::text).unwrap_or_default();
        front + &shortened(&text, room)
    }

    /// What the line of the marked choice had no room for.
    fn about(&self, size: Size) -> Vec<String> {
        let front = " ".repeat(self.front(self.marked).len());
        let room = size.columns.saturating_sub(front.len() + 1);
        let Some(choice) = self.choices.get(self.marked) else { return Vec::new() };
        let text = choice.text();
        let mut lines = wrapped(&text, room);
        if lines.len() < 2 {
            return Vec::new();
        }
        if lines.len() > MOST_ABOUT {
            lines.truncate(MOST_ABOUT);
            let cut = lines.pop().map(|last| shortened(&format!("{last} \u{2026}"), room));
            lines.extend(cut);
        }
        lines.into_iter().map(|line| format!("{front}{line}")).collect()
    }

    /// What the keys do now.
    fn keys(&self, shown: usize) -> String {
        let marked = self.ticked.as_ref().is_some_and(|ticked| ticked.contains(&self.marked));
        let ticks = if marked { "unticks" } else { "ticks" };
        let count = format!("{shown} of {}", self.choices.len());
        match (self.filter.is_empty(), &self.ticked) {
            (false, None) => format!("{count}; Enter chooses; Esc shows all"),
            (false, Some(_)) => format!("{count}; Enter {ticks}; Esc shows all"),
            (true, ticked) => {
                let back = if self.has_before { "; Esc goes back" } else { "" };
                let keys = match ticked {
                    None => "up and down; letters filter; Enter chooses".to_owned(),
                    Some(_) => format!("up and down; space {ticks}; letters filter; Enter goes on"),
                };
                keys + back
            }
        }
    }
}
