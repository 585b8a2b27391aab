//! Where the values of a profile stand in its text, byte by byte.

use std::ops::Range;

use granit_parser::{Event, Parser, ScalarStyle, Span, StructureStyle};

/// The top of a profile: a mapping, if there is anything but comments.
#[derive(Debug)]
pub(super) struct Layout {
    pub top: Option<Node>,
    /// The bytes of all words, in their order: a `#` in them begins no comment.
    pub words: Vec<Range<usize>>,
}

/// A value and its bytes; of a collection in lines from its first entry to the end of its last.
#[derive(Debug)]
pub(super) struct Node {
    pub range: Range<usize>,
    pub shape: Shape,
}

#[derive(Debug)]
pub(super) enum Shape {
    Word(ScalarStyle),
    List(StructureStyle, Vec<Node>),
    Map(StructureStyle, Vec<Entry>),
}

/// A key and its value.
#[derive(Debug)]
pub(super) struct Entry {
    pub key: String,
    pub key_range: Range<usize>,
    /// Behind the colon, if there is one.
    pub behind_colon: Option<usize>,
    pub value: Node,
}

impl Entry {
    /// The bytes of both.
    pub fn range(&self) -> Range<usize> {
        let end = self.value.range.end.max(self.key_range.end);
        self.key_range.start..end.max(self.behind_colon.unwrap_or(end))
    }
}

/// # Errors
/// In words what the text has that cannot be changed piece by piece.
pub(super) fn read(text: &str) -> Result<Layout, String> {
    let mut reader = Reader { text, events: Parser::new_from_str(text), words: Vec::new() };
    let mut top = None;
    while let Some((event, span)) = reader.next()? {
        match event {
            Event::DocumentStart(..) if top.is_some() => {
                return Err("it holds several documents".to_owned());
            }
            Event::StreamStart
            | Event::StreamEnd
            | Event::DocumentStart(..)
            | Event::DocumentEnd => {}
            other => top = Some(reader.node(&other, &span)?),
        }
    }
    Ok(Layout { top, words: reader.words })
}

struct Reader<'t> {
    text: &'t str,
    events: Parser<'t, granit_parser::StrInput<'t>>,
    words: Vec<Range<usize>>,
}

impl<'t> Reader<'t> {
    fn next(&mut self) -> Result<Option<(Event<'t>, Range<usize>)>, String> {
        let Some(event) = self.events.next() else { return Ok(None) };
        let (event, span) = event.map_err(|error| error.info().clone())?;
        Ok(Some((event, bytes(&span)?)))
    }

    /// The value that begins with an event.
    fn node(&mut self, event: &Event<'t>, range: &Range<usize>) -> Result<Node, String> {
        let start = range.start;
        match event {
            Event::Scalar(_, style, 0, None) => {
                self.words.push(range.clone());
                // What is written as a block of lines ends with line breaks.
                let end = start + self.text[range.clone()].trim_end().len();
                Ok(Node { range: start..end, shape: Shape::Word(*style) })
            }
            Event::SequenceStart(style, 0, None) => {
                let mut items = Vec::new();
                let end = loop {
                    match self.next()? {
                        Some((Event::SequenceEnd, end)) => break end,
                        Some((event, range)) => items.push(self.node(&event, &range)?),
                        None => return Err("it ends too early".to_owned()),
                    }
                };
                let inner = items.iter().map(|item: &Node| item.range.clone());
                let mut range = around(*style, start..end.end, inner);
                if *style == StructureStyle::Block {
                    range.start = self.text[..range.start].rfind('-').unwrap_or(range.start);
                }
                Ok(Node { range, shape: Shape::List(*style, items) })
            }
            Event::MappingStart(style, 0, None) => {
                let mut entries = Vec::new();
                let end = loop {
                    match self.next()? {
                        Some((Event::MappingEnd, end)) => break end,
                        Some((Event::Scalar(key, _, 0, None), range)) => {
                            entries.push(self.entry(key.into_owned(), range)?);
                        }
                        _ => return Err(LINKED.to_owned()),
                    }
                };
                let range = around(*style, start..end.end, entries.iter().map(Entry::range));
                Ok(Node { range, shape: Shape::Map(*style, entries) })
            }
            _ => Err(LINKED.to_owned()),
        }
    }

    fn entry(&mut self, key: String, key_range: Range<usize>) -> Result<Entry, String> {
        self.words.push(key_range.clone());
        let Some((event, range)) = self.next()? else { return Err("it ends too early".to_owned()) };
        let value = self.node(&event, &range)?;
        let rest = &self.text[key_range.end..];
        let colon = rest.trim_start_matches([' ', '\t']);
        let behind_colon =
            colon.starts_with(':').then(|| key_range.end + rest.len() - colon.len() + 1);
        Ok(Entry { key, key_range, behind_colon, value })
    }
}

const LINKED: &str = "it uses anchors, aliases or tags (&, *, !)";

fn bytes(span: &Span) -> Result<Range<usize>, String> {
    span.byte_range().ok_or_else(|| "its bytes cannot be counted".to_owned())
}

/// The bytes of a collection: in brackets all of it, in lines those of what is in it.
fn around(
    style: StructureStyle,
    brackets: Range<usize>,
    mut inner: impl Iterator<Item = Range<usize>>,
) -> Range<usize> {
    match (style, inner.next()) {
        (StructureStyle::Block, Some(first)) => {
            first.start..inner.last().map_or(first.end, |last| last.end)
        }
        _ => brackets,
    }
}
