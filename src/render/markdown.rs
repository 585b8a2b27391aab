//! Document -> GitHub-flavoured Markdown to be pasted: headings, lists, tables with all columns.
//!
//! Text from a knowledge base, an advert or a note is escaped, so that it cannot start a link, a
//! heading or a comment.

use itertools::Itertools as _;

use crate::document::phrases::day;
use crate::document::{Block, Cell, Column, Document, Facts, Medium, Table, Tone};
use crate::knowledge::text::{check_url, visible};

pub fn draw(document: &Document) -> String {
    let blocks = document.0.iter().map(|block| match block {
        Block::Text(tone, text) => said(*tone, text),
        Block::Facts(facts) => self::facts(facts),
        Block::Beside(entries) => beside(entries),
        Block::Table(table) if table.is_in(Medium::OnTerminal) => grid(table),
        Block::Table(_) | Block::Snippet(_) | Block::Verbatim(_) | Block::Space => String::new(),
    });
    // Items of a list follow each other; all else stands apart.
    let blocks = blocks.filter(|block| !block.is_empty()).collect_vec();
    let mut out = String::new();
    for (at, block) in blocks.iter().enumerate() {
        let is_list = |block: &String| block.starts_with("- ");
        if at > 0 && !(is_list(block) && is_list(&blocks[at - 1])) {
            out.push('\n');
        }
        out += block;
    }
    out
}

fn said(tone: Tone, text: &str) -> String {
    let text = escape(text.trim());
    match tone {
        Tone::Heading => format!("## {text}\n"),
        Tone::Item => format!("- {text}\n"),
        Tone::Warning => format!("**{text}**\n"),
        Tone::Normal | Tone::Faint => format!("{text}\n"),
    }
}

/// A list of labels with values.
fn facts(facts: &Facts) -> String {
    let heading = facts.heading.iter().map(|heading| format!("### {}\n\n", escape(heading)));
    let shown = facts.lines.iter().filter(|it| it.place != Medium::InPlain && !it.value.is_empty());
    let lines = shown.map(|fact| {
        let label = if fact.label.is_empty() { String::new() } else { format!("{}: ", fact.label) };
        format!("- {label}{}\n", value(&fact.value))
    });
    heading.chain(lines).collect()
}

/// A row for each label, a column for each entry.
fn beside(entries: &[Facts]) -> String {
    let labels = entries.first().map_or(&[][..], |entry| &entry.lines);
    let is_said = |at: &usize| entries.iter().any(|entry| !entry.lines[*at].value.is_empty());
    let names = [String::new()].into_iter();
    let names = names.chain(entries.iter().map(|it| escape(it.heading.as_deref().unwrap_or(""))));
    let rows = (0..labels.len()).filter(is_said).map(|at| {
        let values = entries.iter().map(|entry| value(&entry.lines[at].value));
        line([labels[at].label.to_owned()].into_iter().chain(values))
    });
    line(names)
        + &line(entries.iter().map(|_| "---".to_owned()).chain(["---".to_owned()]))
        + &rows.collect::<String>()
}

fn line(cells: impl IntoIterator<Item = String>) -> String {
    format!("| {} |\n", cells.into_iter().join(" | "))
}

/// A table with all columns of a wide terminal; a part under each heading.
fn grid(table: &Table) -> String {
    let shown = table.columns.iter().filter(|column| column.place != Medium::InPlain).collect_vec();
    let starts = table.groups.iter().map(|group| group.first_row);
    let starts = [0].into_iter().chain(starts).chain([table.rows]).unique().sorted().collect_vec();
    let mut groups = table.groups.iter().sorted_by_key(|group| group.first_row).peekable();
    let cells = (0..table.rows).map(|row| shown.iter().map(move |column| (column.cell)(row)));
    let rows = cells.map(Iterator::collect::<Vec<Cell>>).collect_vec();
    let head = head(&shown, &rows);
    let parts = starts.into_iter().tuple_windows().map(|(from, until)| {
        let own = groups.peeking_take_while(|group| group.first_row == from);
        let headings = own.map(|group| {
            let values = group.values.iter().map(|(_, sum)| match sum {
                Cell::Hours(hours) => format!("{hours} h"),
                other => value(other),
            });
            let named = [escape(&group.name)].into_iter().chain(values).join(": ");
            format!("### {named}\n\n")
        });
        let rows = rows[from..until].iter().map(|row| line(row.iter().map(value)));
        headings.collect::<String>() + &head + &rows.collect::<String>()
    });
    parts.filter(|part| !part.is_empty()).join("\n")
}

fn head(columns: &[&Column], rows: &[Vec<Cell>]) -> String {
    let is_numeric = |at: usize| rows.iter().any(|row| row[at].is_number());
    let rule = (0..columns.len()).map(|at| if is_numeric(at) { "---:" } else { "---" }.to_owned());
    line(columns.iter().map(|column| escape(&column.title))) + &line(rule)
}

fn value(cell: &Cell) -> String {
    match cell {
        Cell::Prose(prose) => {
            let aside = prose.aside.iter().filter(|(room, _)| *room == u16::MAX);
            escape(&format!("{}{}", prose.text, aside.map(|(_, text)| text).format("")))
        }
        Cell::List(values) => values.iter().map(|value| escape(value)).join("; "),
        other => escape(&other.text(day)),
    }
}

/// An address as a link, and any other text as it is.
pub fn linked(text: &str) -> String {
    match check_url(text) {
        Ok(()) => format!("<{text}>"),
        Err(_) => escape(text),
    }
}

/// Escapes text so that it is shown as it is. Addresses in it do not become links.
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for c in visible(text).chars() {
        if "\\`*_[]<>&|~#$!@".contains(c) {
            out.push('\\');
        }
        out.push(c);
    }
    out.replace("://", ":\\/\\/").replace("www.", "www\\.")
}

#[cfg(test)]
mod tests {
    use pulldown_cmark::{Event, Options, Parser, Tag};

    use super::{escape, linked};

    #[test]
    fn an_address_is_one_link_and_nothing_else() {
        for (text, links) in [
            ("https://example.org/a_b_(c)?d=*e*&f=[g](h)#i", 1),
            ("http://example.org/-->", 0),
            ("https://example.org/> <script>", 0),
            ("see https://example.org", 0),
            ("javascript:alert(1)", 0),
        ] {
            let markdown = format!("- Evidence: {}", linked(text));
            let events: Vec<_> = Parser::new_ext(&markdown, Options::all()).collect();
            let targets = events.iter().filter_map(|event| match event {
                Event::Start(Tag::Link { dest_url, .. }) => Some(&**dest_url),
                _ => None,
            });
            assert_eq!(targets.collect::<Vec<_>>(), vec![text; links]);
            assert!(!events.iter().any(|event| matches!(event, Event::InlineHtml(_))), "{text}");
        }
    }

    #[test]
    fn escaped_text_is_read_back_as_itself_by_a_markdown_parser() {
        for text in [
            "a](https://evil.example) [b",
            "<script>alert(1)</script> --> <!-- mlpath:x -->",
            "`code` *bold* _it_ ~~gone~~ | cell | # no heading",
            "![img](x) &amp; &lt; \\ $x$ @someone",
            "https://evil.example and www.evil.example",
            "[x] 1. - +",
        ] {
            let markdown = format!("- [ ] **{}** end", escape(text));
            let mut read = String::new();
            for event in
                Parser::new_ext(&markdown, Options::all() - Options::ENABLE_SMART_PUNCTUATION)
            {
                match event {
                    Event::Text(text) => read += &text,
                    Event::Html(_)
                    | Event::InlineHtml(_)
                    | Event::Code(_)
                    | Event::Start(Tag::Link { .. } | Tag::Image { .. }) => panic!("{text}"),
                    _ => {}
                }
            }
            assert_eq!(read, format!("{text} end"));
        }
    }
}
