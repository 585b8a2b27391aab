//! Finding the boxes, as GitHub would draw them.

use std::iter::from_fn;
use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use crate::checklist::{Checklist, Fact, Lost, OwnBox, StepBox};

impl<'a> Checklist<'a> {
    /// Reads any text, with or without boxes.
    pub fn read(text: &'a str) -> Self {
        let list = Self { text, ..Self::default() };
        let ends = text.match_indices('\n').map(|(at, _)| at).collect();
        let mut finder = BoxFinder { list, ends, items: Vec::new(), is_head: true };
        for (event, at) in events(text) {
            finder.take(&event, at);
        }
        finder.finish()
    }
}

/// The parser takes a byte-order mark for text, which would hide a block on the first line.
pub(super) fn events(text: &str) -> impl Iterator<Item = (Event<'_>, Range<usize>)> {
    let options = Options::ENABLE_TASKLISTS
        | Options::ENABLE_TABLES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_FOOTNOTES;
    let marked = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mark = text.len() - marked.len();
    Parser::new_ext(marked, options)
        .into_offset_iter()
        .map(move |(event, at)| (event, at.start + mark..at.end + mark))
}

struct BoxFinder<'a> {
    list: Checklist<'a>,
    /// Where lines end.
    ends: Vec<usize>,
    /// The enclosing list items, the innermost last.
    items: Vec<Item<'a>>,
    /// Above the first `## ` heading.
    is_head: bool,
}

#[derive(Default)]
struct Item<'a> {
    marker: Option<(Range<usize>, bool)>,
    comments: Vec<(usize, &'a str)>,
    fact: Option<Fact<'a>>,
}

impl<'a> BoxFinder<'a> {
    fn take(&mut self, event: &Event, at: Range<usize>) {
        match event {
            Event::Start(Tag::Item) => {
                let is_fact = self.is_head && self.items.is_empty();
                let fact = is_fact.then(|| fact(self.list.text, at.start)).flatten();
                self.items.push(Item { fact, ..Item::default() });
            }
            Event::End(TagEnd::Item) => self.end_item(),
            Event::TaskListMarker(ticked) => {
                if let Some(item) = self.items.last_mut() {
                    // Its range includes the blanks before it.
                    item.marker = Some((at.end - 3..at.end, *ticked));
                }
            }
            // By its range, since the text events of a block come line by line.
            Event::InlineHtml(_) | Event::Start(Tag::HtmlBlock) => self.take_comments(at),
            // Markdown takes a deeply indented box for code, but the person still means a box.
            Event::Start(Tag::CodeBlock(CodeBlockKind::Indented)) => self.take_indented(at),
            // The line is wrapped, so its end is not the end of the value.
            Event::SoftBreak | Event::HardBreak => {
                self.items.last_mut().and_then(|item| item.fact.take());
            }
            // An underlined heading may be the end of front matter.
            Event::Start(Tag::Heading { level: HeadingLevel::H2, .. })
                if self.list.text[at.clone()].starts_with('#') =>
            {
                self.is_head = false;
            }
            _ => {}
        }
    }

    fn take_indented(&mut self, at: Range<usize>) {
        let mut start = at.start;
        for line in self.list.text[at].split_inclusive('\n') {
            if let Some((marker, ticked)) = box_of(line)
                && let Some((comment, body)) = comments(line).next()
                && let Some(id) = step_id(body)
            {
                let (marker, comment) = (start + marker.start..start + marker.end, start + comment);
                let line = self.line(marker.start);
                self.list.boxes.push(StepBox { id, ticked, line, marker, comment });
            }
            start += line.len();
        }
    }

    fn take_comments(&mut self, at: Range<usize>) {
        let text = self.list.text;
        for (start, body) in comments(&text[at.clone()]) {
            let Some(id) = step_id(body) else { continue };
            match self.items.last_mut() {
                Some(item) => item.comments.push((at.start + start, id)),
                None => self.lose(at.start + start, id),
            }
        }
    }

    fn end_item(&mut self) {
        let Some(item) = self.items.pop() else { return };
        self.list.facts.extend(item.fact);
        let mut comments = item.comments.into_iter();
        if let Some((marker, ticked)) = item.marker {
            let line = self.line(marker.start);
            if let Some((comment, id)) = comments.next() {
                self.list.boxes.push(StepBox { id, ticked, line, marker, comment });
            } else {
                let text = self.list.text[marker.end..].lines().next().unwrap_or_default();
                self.list.own.push(OwnBox { ticked, line, text });
            }
        }
        for (start, id) in comments {
            self.lose(start, id);
        }
    }

    fn lose(&mut self, start: usize, id: &'a str) {
        self.list.lost.push(Lost { id, line: self.line(start) });
    }

    fn line(&self, at: usize) -> usize {
        self.ends.partition_point(|&end| end < at) + 1
    }

    /// Sorts what was found, as inner items end first, and drops lost steps with a box elsewhere.
    fn finish(mut self) -> Checklist<'a> {
        self.list.boxes.sort_by_key(|step| step.marker.start);
        self.list.lost.sort_by_key(|lost| lost.line);
        let steps = self.list.steps();
        self.list.lost.retain(|lost| !steps.contains_key(lost.id));
        self.list
    }
}

/// The box at the start of a list item.
fn box_of(line: &str) -> Option<(Range<usize>, bool)> {
    let item = line.trim_start().strip_prefix(['-', '*', '+'])?.trim_start();
    let ticked = match item.get(..3)? {
        "[ ]" => false,
        "[x]" | "[X]" => true,
        _ => return None,
    };
    let start = line.len() - item.len();
    Some((start..start + 3, ticked))
}

/// The start and content of each HTML comment.
fn comments(html: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut from = 0;
    from_fn(move || {
        let start = from + html[from..].find("<!--")?;
        let end = start + html[start..].find("-->")?;
        from = end + "-->".len();
        // `<!-->` is a whole comment.
        Some((start, html.get(start + "<!--".len()..end).unwrap_or_default()))
    })
}

fn step_id(comment: &str) -> Option<&str> {
    let id = comment.trim().strip_prefix("mlpath:")?.trim_start();
    (!id.is_empty() && !id.contains(char::is_whitespace)).then_some(id)
}

/// The fact on the first line of an item.
fn fact(text: &str, item: usize) -> Option<Fact<'_>> {
    let line = text.get(item..)?.split(['\n', '\r']).next()?.trim_end();
    let (label, value) = line.trim_start().strip_prefix(['-', '*', '+'])?.split_once(": ")?;
    let end = item + line.len();
    Some(Fact { label: label.trim_start(), value: end - value.len()..end })
}
