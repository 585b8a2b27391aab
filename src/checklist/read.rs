//! Finding the boxes, as GitHub would draw them, and those that it does not draw any more.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use crate::checklist::written::{
    Mark, box_at, box_of_line, comments, finished, of_quote, plain, step_id, time, title,
};
use crate::checklist::{Checklist, Fact, Lost, OwnBox, Section, StepBox};

/// How pandoc says that something is HTML.
const RAW_HTML: &str = "{=html}";

impl<'a> Checklist<'a> {
    /// Reads any text, with or without boxes.
    pub fn read(text: &'a str) -> Self {
        let list = Self { text, ..Self::default() };
        let ends = text.match_indices('\n').map(|(at, _)| at).collect();
        let mut finder = BoxFinder { list, ends, items: Vec::new(), others: 0, is_head: true };
        for (event, at) in events(text) {
            finder.take(&event, at);
        }
        finder.finish()
    }
}

/// The parser takes a byte-order mark for text, which would hide a block on the first line.
pub(super) fn events(text: &str) -> impl Iterator<Item = (Event<'_>, Range<usize>)> {
    let options =
        Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_FOOTNOTES;
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
    /// How many quotes and footnotes enclose this place.
    others: usize,
    /// Above the first `## ` heading.
    is_head: bool,
}

#[derive(Default)]
struct Item<'a> {
    at: Range<usize>,
    /// In no other item, quote or footnote.
    is_outermost: bool,
    is_fact: bool,
    /// Nothing of its content was seen yet.
    is_new: bool,
    mark: Option<(Mark, Range<usize>)>,
    /// Where its first paragraph ends.
    lead_end: Option<usize>,
    comments: Vec<(usize, &'a str)>,
}

impl<'a> BoxFinder<'a> {
    fn take(&mut self, event: &Event, at: Range<usize>) {
        self.take_lead(event, &at);
        let is_outermost = self.items.is_empty() && self.others == 0;
        match event {
            Event::Start(Tag::Item) => self.items.push(Item {
                at,
                is_outermost,
                is_fact: self.is_head && self.items.is_empty(),
                is_new: true,
                ..Item::default()
            }),
            Event::End(TagEnd::Item) => self.end_item(),
            Event::Start(Tag::BlockQuote(_) | Tag::FootnoteDefinition(_)) => self.others += 1,
            Event::End(TagEnd::BlockQuote(_) | TagEnd::FootnoteDefinition) => self.others -= 1,
            // By its range, since the text events of a block come line by line.
            Event::InlineHtml(_) | Event::Start(Tag::HtmlBlock) => self.take_comments(at),
            Event::Code(_) if self.list.text[at.end..].starts_with(RAW_HTML) => {
                self.take_comments(at);
            }
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(language)))
                if **language == *RAW_HTML =>
            {
                self.take_comments(at);
            }
            // Markdown takes a deeply indented box for code, but the person still means a box.
            Event::Start(Tag::CodeBlock(CodeBlockKind::Indented)) => self.take_indented(at),
            Event::Start(Tag::Heading { level, .. }) => self.take_heading(*level, at, is_outermost),
            Event::End(TagEnd::List(_)) if is_outermost => {
                let end = end_of_lines(self.list.text, &at);
                if let Some(section) = self.list.sections.last_mut() {
                    section.list_end = Some(end);
                }
            }
            _ => {}
        }
    }

    /// Looks for the box at the start of an item, and for the end of its first paragraph.
    fn take_lead(&mut self, event: &Event, at: &Range<usize>) {
        let Some(item) = self.items.last_mut() else { return };
        match event {
            Event::Start(Tag::Paragraph) if item.is_new => item.lead_end = Some(at.end),
            Event::Text(_) if item.is_new => {
                let is_escaped = self.list.text[..at.start].ends_with('\\');
                let start = at.start - usize::from(is_escaped);
                let found = box_at(&self.list.text[start..]);
                let place = |at: Range<usize>| start + at.start..start + at.end;
                item.mark = found.map(|(mark, at)| (mark, place(at)));
                item.is_new = false;
            }
            event if is_inline(event) => item.is_new = false,
            Event::End(TagEnd::Item) => item.lead_end = item.lead_end.or(Some(at.end)),
            _ => {
                item.is_new = false;
                item.lead_end.get_or_insert(at.start);
            }
        }
    }

    fn take_heading(&mut self, level: HeadingLevel, at: Range<usize>, is_outermost: bool) {
        let text = &self.list.text[at.clone()];
        // What looks like an underlined heading may be the end of front matter.
        let before = self.list.text[..at.start].trim_start_matches('\u{feff}');
        let is_front_matter = !text.starts_with('#') && before.len() < 8 && before.trim() == "---";
        self.is_head &= level != HeadingLevel::H2 || is_front_matter;
        if !is_outermost || is_front_matter {
            return;
        }
        if level == HeadingLevel::H1 {
            self.list.titles.push(title(text));
        }
        let place = |hours: Range<usize>| at.start + hours.start..at.start + hours.end;
        let time = time(text).map(|(period, hours)| (period, hours.map(place)));
        let heading = line_start(self.list.text, at.start)..at.end;
        if let Some(last) = self.list.sections.last_mut() {
            last.end = heading.start;
        }
        let end = self.list.text.len();
        self.list.sections.push(Section { heading, time, end, list_end: None });
    }

    fn take_indented(&mut self, at: Range<usize>) {
        let mut start = at.start;
        for line in self.list.text[at].split_inclusive('\n') {
            if let Some((mark, marker)) = box_of_line(line)
                && let Some((comment, body)) = comments(line).next()
                && let Some(id) = step_id(body)
            {
                let marker = start + marker.start..start + marker.end;
                self.list.boxes.push(StepBox {
                    id,
                    mark,
                    line: self.line(marker.start),
                    finished: finished(line),
                    lead: marker.end..start + comment,
                    marker,
                    item: None,
                });
            }
            start += line.len();
        }
    }

    fn take_comments(&mut self, at: Range<usize>) {
        let text = self.list.text;
        for (start, body) in comments(&text[at.clone()]) {
            let Some(id) = step_id(body) else { continue };
            // The backtick before it belongs to it.
            let is_raw = text[at.start..].starts_with('`');
            let from = if is_raw { at.start } else { at.start + start };
            match self.items.last_mut() {
                Some(item) => item.comments.push((from, id)),
                None => self.lose(from, id),
            }
        }
    }

    fn end_item(&mut self) {
        let Some(item) = self.items.pop() else { return };
        let text = self.list.text;
        let lead_end = item.lead_end.unwrap_or(item.at.end);
        let mut comments = item.comments.into_iter();
        if let Some((mark, marker)) = item.mark {
            let line = self.line(marker.start);
            if let Some((comment, id)) = comments.next() {
                let line_end = text[comment..].find('\n').map_or(text.len(), |end| comment + end);
                let lines = || line_start(text, item.at.start)..end_of_lines(text, &item.at);
                self.list.boxes.push(StepBox {
                    id,
                    mark,
                    line,
                    finished: finished(&text[marker.end..line_end.max(lead_end)]),
                    lead: marker.end..comment.min(lead_end).max(marker.end),
                    marker,
                    item: item.is_outermost.then(lines),
                });
            } else {
                let text = plain(&text[marker.end..lead_end.max(marker.end)]);
                self.list.own.push(OwnBox { mark, line, text });
            }
        } else if item.is_fact {
            self.list.facts.extend(fact(text, item.at.start..lead_end));
        }
        for (comment, id) in comments {
            self.lose(comment, id);
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

/// Where the line of an outermost block starts.
fn line_start(text: &str, block: usize) -> usize {
    text[..block].trim_end_matches([' ', '\t']).len()
}

/// The end of the last line of a block that is not blank.
pub(super) fn end_of_lines(text: &str, block: &Range<usize>) -> usize {
    let end = block.start + text[block.clone()].trim_end().len();
    let Some(length) = text[end..].find(['\n', '\r']) else { return text.len() };
    let is_windows = text[end + length..].starts_with("\r\n");
    end + length + if is_windows { 2 } else { 1 }
}

/// Whether an event is a part of a paragraph.
fn is_inline(event: &Event) -> bool {
    use Tag::{Emphasis, Image, Link, Strikethrough, Strong};
    matches!(
        event,
        Event::Text(_)
            | Event::Code(_)
            | Event::InlineHtml(_)
            | Event::SoftBreak
            | Event::HardBreak
            | Event::FootnoteReference(_)
            | Event::Start(Emphasis | Strong | Strikethrough | Link { .. } | Image { .. })
            | Event::End(
                TagEnd::Emphasis
                    | TagEnd::Strong
                    | TagEnd::Strikethrough
                    | TagEnd::Link
                    | TagEnd::Image
                    | TagEnd::Paragraph
            )
    )
}

/// The fact in the first paragraph of an item.
fn fact(text: &str, at: Range<usize>) -> Option<Fact<'_>> {
    let lead = text.get(at.clone())?.trim_end_matches(of_quote);
    let (label, value) = lead.trim_start().strip_prefix(['-', '*', '+'])?.split_once(": ")?;
    let end = at.start + lead.len();
    let is_label = !label.contains(['\n', '\r']) && !plain(value).is_empty();
    is_label.then(|| Fact { label: label.trim_start(), value: end - value.len()..end })
}
