//! Goes through a page from tag to tag, and builds its text.

use html5gum::{DefaultEmitter, EndTag, StartTag, Token, Tokenizer};

use crate::extract::elements::{
    attribute, is_block, is_code, is_data, is_frame, is_void, may_stay_open,
};
use crate::extract::page::{Page, Reading};
use crate::extract::table::{self, Cell};

/// Tables within tables beyond this are not told apart.
const TABLES: usize = 6;

/// A table that is being read.
#[derive(Debug, Default)]
struct Table {
    /// The page around it.
    around: Page,
    rows: Vec<Vec<Cell>>,
    /// What is being read is a cell.
    in_cell: bool,
    is_heading: bool,
}

/// What is no text of the page, but tells of it.
#[derive(Debug, Clone, Copy)]
enum Kept {
    Title,
    Data,
}

impl Kept {
    fn of(name: &str, tag: &StartTag<()>) -> Option<Self> {
        match name {
            "title" => Some(Self::Title),
            _ => is_data(name, tag).then_some(Self::Data),
        }
    }
}

/// Goes through a page from tag to tag.
#[derive(Debug, Default)]
pub struct Walker {
    pub page: Page,
    tables: Vec<Table>,
    /// Tables that are too deep within others.
    ignored_tables: usize,
    /// The element that is left out, and how many of its name are open.
    skipped: Option<(String, usize)>,
    /// What of it is kept all the same.
    kept: Option<Kept>,
    title: Option<String>,
    /// Of `og:title`.
    social_title: Option<String>,
    data: Vec<String>,
    /// Where the first `h1` begins and the main part of the page begins and ends, in bytes.
    headline: Option<usize>,
    main: (Option<usize>, Option<usize>),
    preformatted: usize,
    /// Where the header that is open begins, and whether it has a heading.
    header: Option<(usize, bool)>,
    reads_all: bool,
}

impl Walker {
    /// One that leaves out nothing but what is no text for people.
    pub fn of_all() -> Self {
        Self { reads_all: true, ..Self::default() }
    }

    /// Goes through a piece of a page.
    pub fn feed(&mut self, html: &str) {
        let mut emitter = DefaultEmitter::default();
        emitter.naively_switch_states(true);
        for Ok(token) in Tokenizer::new_with_emitter(html, emitter) {
            match token {
                Token::StartTag(tag) => self.start(&tag),
                Token::EndTag(tag) => self.end(&tag),
                Token::String(text) => self.text(&String::from_utf8_lossy(&text)),
                Token::Comment(_) | Token::Doctype(_) | Token::Error(_) => {}
            }
        }
    }

    pub fn finish(mut self) -> Reading {
        /// A `main` that holds less, in bytes, is filled later, by a script.
        const SUBSTANTIAL: usize = 200;
        while !self.tables.is_empty() {
            self.end_table();
        }
        let end = self.page.end();
        let text = self.page.finish();
        let main = self.main.0.map(|begin| (begin, self.main.1.unwrap_or(end)));
        let (mut begin, end) =
            main.filter(|(begin, end)| end - begin >= SUBSTANTIAL).unwrap_or((0, end));
        // Above the headline stand the ways to other pages.
        if let Some(at) = self.headline.filter(|at| (begin..end).contains(at))
            && end - at >= at - begin
        {
            begin = at;
        }
        let text = text[begin..end].trim_start_matches('\n').to_owned();
        Reading { title: self.social_title.or(self.title), text, data: self.data }
    }

    fn start(&mut self, tag: &StartTag<()>) {
        let name = String::from_utf8_lossy(&tag.name);
        let name = name.as_ref();
        if name == "meta" {
            self.meta(tag);
        }
        if let Some((skipped, depth)) = &mut self.skipped {
            let is_same = skipped == name;
            if is_same && !may_stay_open(name) {
                *depth += 1;
            }
            self.kept = Kept::of(name, tag).filter(|_| skipped == "head");
            if !(is_same && may_stay_open(name) || name == "body") {
                return;
            }
            self.skipped = None;
        }
        let is_skipped = if self.reads_all { is_code(name) } else { is_frame(name, tag) };
        if !is_void(name) && is_skipped {
            self.kept = Kept::of(name, tag);
            self.skipped = Some((name.to_owned(), 1));
            return;
        }
        self.open(name, tag);
    }

    fn open(&mut self, name: &str, tag: &StartTag<()>) {
        match name {
            "br" => self.page.end_line(),
            "b" | "strong" => self.page.bold(true),
            "li" => self.page.item(),
            "ul" | "ol" => self.page.list(),
            "table" => self.start_table(),
            "tr" => self.start_row(),
            "td" | "th" => self.start_cell(name == "th"),
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                let end = self.page.end();
                if name == "h1" && self.tables.is_empty() {
                    self.headline.get_or_insert(end);
                }
                self.header = self.header.map(|(begin, _)| (begin, true));
                self.page.heading(usize::from(name.as_bytes()[1] - b'0'));
            }
            "dt" | "summary" | "legend" => self.page.heading(4),
            _ if attribute(tag, "role") == "heading" => self.page.heading(4),
            "pre" => {
                self.page.part();
                self.preformatted += 1;
            }
            "header" if self.tables.is_empty() => self.header = Some((self.page.end(), false)),
            _ if is_block(name) => self.page.part(),
            _ => {}
        }
        let is_main = name == "main" || attribute(tag, "role") == "main";
        if is_main && self.tables.is_empty() && self.main.0.is_none() {
            self.main.0 = Some(self.page.end());
        }
    }

    fn end(&mut self, tag: &EndTag<()>) {
        let name = String::from_utf8_lossy(&tag.name);
        let name = name.as_ref();
        if let Some((skipped, depth)) = &mut self.skipped {
            self.kept = None;
            if skipped == name {
                *depth -= 1;
                if *depth == 0 {
                    self.skipped = None;
                }
            }
            return;
        }
        match name {
            "b" | "strong" => self.page.bold(false),
            "table" => self.end_table(),
            "td" | "th" => self.end_cell(),
            "pre" => {
                self.page.part();
                self.preformatted = self.preformatted.saturating_sub(1);
            }
            "main" if self.tables.is_empty() && self.main.0.is_some() && self.main.1.is_none() => {
                self.main.1 = Some(self.page.end());
            }
            "header" => {
                self.page.part();
                let without = self.header.take().filter(|(_, has_heading)| !has_heading);
                if let Some((begin, _)) = without.filter(|_| self.tables.is_empty()) {
                    self.forget(begin);
                }
            }
            "li" => {
                self.page.end_line();
                self.page.light();
            }
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "dt" | "summary" | "legend" => {
                self.page.part();
            }
            _ if is_block(name) => {
                self.page.part();
                self.page.light();
            }
            _ => {}
        }
    }

    /// Forgets the page from there on.
    fn forget(&mut self, begin: usize) {
        self.page.truncate(begin);
        self.headline = self.headline.filter(|&at| at < begin);
        self.main.0 = self.main.0.filter(|&at| at <= begin);
        self.main.1 = self.main.1.filter(|&at| at <= begin && self.main.0.is_some());
    }

    fn text(&mut self, text: &str) {
        match self.kept {
            Some(Kept::Title) => {
                self.title.get_or_insert_with(|| page_title(text));
            }
            Some(Kept::Data) => self.data.push(text.to_owned()),
            None if self.skipped.is_none() => self.words(text),
            None => {}
        }
    }

    /// A line break counts where it is preformatted, and where lines begin with bullets or stand
    /// apart, because a style keeps them.
    fn words(&mut self, text: &str) {
        let mut is_apart = false;
        let mut has_words = false;
        for (number, line) in text.split('\n').enumerate() {
            let inner = line.trim();
            if number > 0 && (self.preformatted > 0 || is_bullet(inner)) {
                self.page.end_line();
            }
            if inner.is_empty() {
                is_apart = has_words && number > 0;
            } else if std::mem::take(&mut is_apart) {
                self.page.part();
            }
            has_words |= !inner.is_empty();
            self.page.add(if number > 0 { " " } else { "" });
            self.page.add(line);
        }
    }

    fn meta(&mut self, tag: &StartTag<()>) {
        if attribute(tag, "property") == "og:title" {
            let content = tag.attributes.get(&b"content"[..]);
            self.social_title =
                content.map(|content| page_title(&String::from_utf8_lossy(content)));
        }
    }

    fn start_table(&mut self) {
        if self.tables.len() == TABLES {
            self.ignored_tables += 1;
            self.page.part();
            return;
        }
        let around = std::mem::take(&mut self.page);
        self.tables.push(Table { around, ..Table::default() });
    }

    fn start_row(&mut self) {
        self.end_cell();
        match self.tables.last_mut() {
            Some(table) if self.ignored_tables == 0 => table.rows.push(Vec::new()),
            _ => self.page.part(),
        }
    }

    fn start_cell(&mut self, is_heading: bool) {
        self.end_cell();
        match self.tables.last_mut() {
            Some(table) if self.ignored_tables == 0 => {
                table.in_cell = true;
                table.is_heading = is_heading;
            }
            _ => self.page.part(),
        }
    }

    /// Puts what was read into the table that it is part of.
    fn end_cell(&mut self) {
        let Some(table) = self.tables.last_mut().filter(|_| self.ignored_tables == 0) else {
            self.page.part();
            return;
        };
        let text = std::mem::take(&mut self.page).finish();
        let is_heading = std::mem::take(&mut table.is_heading);
        if std::mem::take(&mut table.in_cell) {
            if table.rows.is_empty() {
                table.rows.push(Vec::new());
            }
            let row = table.rows.last_mut();
            if let Some(row) = row {
                row.push(Cell { text, is_heading });
            }
        } else if !text.is_empty() {
            // A caption, or what stands where it should not.
            table.around.part();
            table.around.push(&text);
            table.around.part();
        }
    }

    fn end_table(&mut self) {
        if self.ignored_tables > 0 {
            self.ignored_tables -= 1;
            self.page.part();
            return;
        }
        self.end_cell();
        if let Some(Table { around, rows, .. }) = self.tables.pop() {
            self.page = around;
            self.page.part();
            table::write(&rows, &mut self.page);
            self.page.part();
        }
    }
}

fn is_bullet(line: &str) -> bool {
    line.starts_with(['\u{2022}', '\u{b7}', '\u{25cf}', '\u{25aa}'])
        || ["- ", "* ", "\u{2013} "].iter().any(|mark| line.starts_with(mark))
}

/// The title of a page without the name of its site: `Data Engineer | Quillfish`.
fn page_title(text: &str) -> String {
    let text = text.trim();
    let text = text.strip_prefix("Job Application for ").unwrap_or(text);
    let ends = [" | ", " \u{2013} ", " \u{2014} ", " - ", " \u{b7} "];
    let end = ends.iter().filter_map(|between| text.find(between)).filter(|&at| at > 0).min();
    text[..end.unwrap_or(text.len())].trim().to_owned()
}
