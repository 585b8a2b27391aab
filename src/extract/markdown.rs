//! Markdown, also with some HTML in it: its text without addresses, marks and pictures.

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use crate::extract::page::{Page, Reading};
use crate::extract::table::{self, Cell};
use crate::extract::walker::Walker;

/// Whether a text says more by its marks than a plain text does.
pub fn is_markdown(text: &str) -> bool {
    let is_rule = |line: &str| {
        line.contains("--") && line.contains('|') && line.chars().all(|c| "|:- \r".contains(c))
    };
    text.contains("](")
        || text.contains("**")
        || text.contains("__")
        || text.contains('`')
        || ["\\-", "\\*", "\\_", "\\.", "\\+", "\\#", "\\&", "\\["]
            .iter()
            .any(|mark| text.contains(mark))
        || text.lines().any(is_rule)
        || front_matter(text).is_some()
}

/// The head of a file that begins with lines of `key: value` between dashes.
fn front_matter(text: &str) -> Option<&str> {
    let (head, _) = text.strip_prefix("---\n")?.split_once("\n---")?;
    head.lines().next().filter(|line| line.contains(':')).map(|_| head)
}

/// Reads Markdown.
pub fn read(markdown: &str) -> Reading {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS;
    let mut writer = Writer::default();
    for event in Parser::new_ext(markdown, options) {
        writer.event(event);
    }
    writer.page();
    let reading = writer.walker.finish();
    Reading { title: front_matter(markdown).and_then(title), ..reading }
}

fn title(head: &str) -> Option<String> {
    let title = head.lines().find_map(|line| line.strip_prefix("title:"))?;
    Some(title.trim().trim_matches(['"', '\'']).to_owned())
}

#[derive(Debug, Default)]
struct Writer {
    walker: Walker,
    /// Pictures, struck-out text and front matter: how many are open.
    hidden: usize,
    /// HTML of several lines.
    html: String,
    rows: Vec<Vec<Cell>>,
    /// What stands around the cell that is open.
    around: Option<Page>,
    in_head: bool,
    in_code: bool,
}

impl Writer {
    fn event(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(&tag),
            Event::End(tag) => self.end(tag),
            Event::Html(html) | Event::InlineHtml(html) if self.hidden == 0 => self.html += &html,
            _ if self.hidden > 0 => {}
            Event::Text(text) => self.text(&text),
            Event::Code(code) => self.text(&code),
            Event::SoftBreak | Event::HardBreak => self.page().end_line(),
            Event::Rule => self.page().part(),
            _ => {}
        }
    }

    /// The page, with all HTML before in it.
    fn page(&mut self) -> &mut Page {
        let html = std::mem::take(&mut self.html);
        if !html.is_empty() {
            self.walker.feed(&html);
        }
        &mut self.walker.page
    }

    fn text(&mut self, text: &str) {
        let is_code = self.in_code;
        let page = self.page();
        for (number, line) in text.split('\n').enumerate() {
            if number > 0 && is_code {
                page.end_line();
            }
            page.add(line);
        }
    }

    fn start(&mut self, tag: &Tag<'_>) {
        match tag {
            Tag::Image { .. } | Tag::Strikethrough | Tag::MetadataBlock(_) => self.hidden += 1,
            Tag::Heading { level, .. } => {
                let level = *level as usize;
                self.page().heading(level);
            }
            Tag::Strong => self.page().bold(true),
            Tag::Item => self.page().item(),
            Tag::List(_) => self.page().list(),
            Tag::CodeBlock(_) => {
                self.in_code = true;
                self.page().part();
            }
            Tag::TableHead => {
                self.in_head = true;
                self.rows.push(Vec::new());
            }
            Tag::TableRow => self.rows.push(Vec::new()),
            Tag::TableCell => self.around = Some(std::mem::take(self.page())),
            Tag::Table(_) | Tag::Paragraph | Tag::BlockQuote(_) | Tag::HtmlBlock => {
                self.page().part();
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Image | TagEnd::Strikethrough | TagEnd::MetadataBlock(_) => self.hidden -= 1,
            TagEnd::Strong => self.page().bold(false),
            TagEnd::CodeBlock => {
                self.in_code = false;
                self.page().part();
            }
            TagEnd::TableHead => self.in_head = false,
            TagEnd::TableCell => {
                let around = self.around.take().unwrap_or_default();
                let cell = std::mem::replace(self.page(), around);
                let cell = Cell { text: cell.finish(), is_heading: self.in_head };
                if let Some(row) = self.rows.last_mut() {
                    row.push(cell);
                }
            }
            TagEnd::Table => {
                let rows = std::mem::take(&mut self.rows);
                table::write(&rows, self.page());
            }
            TagEnd::Item => self.page().end_line(),
            TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::BlockQuote(_) | TagEnd::HtmlBlock => {
                self.page().part();
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{is_markdown, read};

    fn text(markdown: &str) -> String {
        read(markdown).text
    }

    #[test]
    fn marks_say_what_is_a_heading_and_the_rest_goes() {
        for (markdown, read) in [
            ("# [Tide Analyst](https://tides.example/java)\n\n* SQL", "# Tide Analyst\n\n- SQL"),
            (
                "**You bring**\n- `pandas`\n- **R**, or more",
                "### You bring\n\n- pandas\n- R, or more",
            ),
            ("**Must**<br>- SQL<br>**Nice**<br>- Go", "### Must\n\n- SQL\n\n### Nice\n\n- Go"),
            ("![Spark](spark.png) SQL ~~Perl~~", "SQL"),
            ("C\\+\\+ and 3\\-5 years\nof SQL", "C++ and 3-5 years\nof SQL"),
            ("1. SQL\n2. R\n   - Go", "- SQL\n- R\n- Go"),
            ("|Must|Nice|\n|--|--|\n|SQL|Go|\n|R||", "### Must\n\n- SQL\n- R\n\n### Nice\n\n- Go"),
            ("<div>\n\n## Post\n\nSQL\n</div>", "## Post\n\nSQL"),
        ] {
            assert_eq!(text(markdown), read);
        }
    }

    #[test]
    fn front_matter_gives_the_title_only() {
        let page = read("---\ntitle: \"Tide Analyst\"\ntags: [java]\n---\nSQL");
        assert_eq!((page.title.as_deref(), page.text.as_str()), (Some("Tide Analyst"), "SQL"));
    }

    #[test]
    fn a_plain_text_is_none() {
        assert!(!is_markdown("Tide Analyst\n\n- SQL\n* R\n\nC++ | C# --- a_b"));
        for markdown in ["[a](b)", "**a**", "---\ntitle: a\n---\n", "a|b\n---|---\n", "3\\-5"] {
            assert!(is_markdown(markdown), "{markdown}");
        }
    }

    #[test]
    fn any_depth_is_read() {
        for mark in ["> ", "- ", "*", "[", "**a ", "`", "<b>", "|"] {
            text(&mark.repeat(20_000));
        }
    }
}
