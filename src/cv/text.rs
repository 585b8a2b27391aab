//! Plain text or Markdown -> sections with lines.

use crate::advert::token::{Token, tokens};
use crate::cv::columns::parts;
use crate::cv::dates::{Span, is_date, span};
use crate::cv::headings::{HEADING, Heading, heading, label, on_request};
use crate::cv::lexicon::{LEXICON, SectionKind};
use crate::cv::lines::{Item, items};
use crate::cv::{Cv, Line, Place, Section, headings};

/// The longest line that names a post, an employer or a place, in words.
const TITLE: usize = 16;

/// The shortest sentence above the first heading that says something of the writer, in words.
const SENTENCE: usize = 8;

/// The longest line that is read as one, in bytes.
const LONGEST: usize = 2_000;

/// How many lines of one entry stand above or below its dates without being what was done.
const AROUND: usize = 2;

/// Reads a CV; `now` is the month in which that is, counted from the year 0.
pub fn read(text: &str, now: u32) -> Cv {
    let items: Vec<Item> = parts(text).iter().flat_map(|part| items(part)).collect();
    let titles = titles(&items, now);
    let mut reader = Reader { now, ..Reader::default() };
    for (item, title) in items.iter().zip(titles) {
        reader.read(item, title);
    }
    reader.cv
}

/// What has been read so far.
struct Reader {
    cv: Cv,
    now: u32,
    /// The section that is open. What stands above the first heading is a name, a title and an
    /// address.
    kind: SectionKind,
    /// The level of the headings of sections.
    level: Option<usize>,
    group: Option<String>,
    /// Whether the section begins with a heading of a part of it, so that others may follow.
    divided: bool,
    /// Whether nothing has come since the heading of the section.
    is_new: bool,
    /// Of the entry that is open.
    dates: Option<Span>,
}

impl Default for Reader {
    fn default() -> Self {
        Self {
            cv: Cv::default(),
            now: 0,
            kind: SectionKind::Contact,
            level: None,
            group: None,
            divided: false,
            is_new: false,
            dates: None,
        }
    }
}

impl Reader {
    /// `title` has the dates of the entry to whose title the item belongs.
    fn read(&mut self, item: &Item, title: Option<Span>) {
        let tokens = tokens(&item.text);
        // Headings are not dated, and `Done` among courses is none.
        let opened = headings::of(item, &tokens, self.level);
        let may_be_other = title.is_some() || self.is_state(item, &tokens);
        if let Some(opened) = opened.filter(|_| !may_be_other || heading(&tokens).is_some()) {
            self.open(item, opened);
            return;
        }
        self.is_new = false;
        if self.is_group(item, &tokens) {
            self.group = Some(item.text.clone());
            return;
        }
        let labelled = label(item, &tokens)
            .or_else(|| on_request(&tokens))
            .filter(|opened| !self.kind.shows_use() || !opened.is_claim());
        if labelled.is_some_and(|opened| !opened.counts()) {
            (self.kind, self.dates) = (SectionKind::Contact, None);
        }
        // An entry that is set as a heading has dates of its own.
        self.dates = title.or(self.dates.filter(|_| item.level.is_none()));
        // A sentence or a paragraph above the first heading is a summary.
        let says = item.text.ends_with('.') && tokens.len() >= SENTENCE || tokens.len() >= TITLE;
        let is_lead = says && self.kind == SectionKind::Contact && self.cv.is_short();
        let lead = is_lead.then_some(SectionKind::Summary);
        let own = span(&item.text, self.now).filter(|_| !self.kind.is_claim());
        let line = Line {
            text: item.text.clone(),
            place: Place::Line(item.line),
            span: own.or(self.dates),
            is_title: title.is_some() && self.kind == SectionKind::Experience,
            group: self.group.clone(),
        };
        self.cv.add(labelled.or(lead).unwrap_or(self.kind), line);
    }

    fn open(&mut self, item: &Item, opened: Heading) {
        let is_part = self.is_new || self.divided;
        if opened == Heading::Unknown && is_part && self.kind == SectionKind::Skills {
            (self.group, self.divided) = (Some(item.text.clone()), true);
            return;
        }
        (self.is_new, self.divided) = (true, false);
        self.kind = match opened {
            Heading::Opens(kind) => kind,
            Heading::Unknown => SectionKind::Other,
        };
        self.level = self.level.or(item.level);
        // `Stuff I use every day`
        let is_own = self.kind == SectionKind::Skills && heading(&tokens(&item.text)).is_none();
        self.group = is_own.then(|| item.text.clone());
        self.dates = None;
    }

    /// Whether a line only says what the next ones have in common: how well the writer knows them,
    /// whether they are finished, when they were.
    fn is_group(&self, item: &Item, tokens: &[Token<'_>]) -> bool {
        if self.kind.is_schooling() {
            return self.is_state(item, tokens) || !item.bullet && is_date(&item.text);
        }
        let is_opened = item.text.ends_with(':') || item.level.is_some();
        self.kind == SectionKind::Skills && !item.bullet && is_opened && tokens.len() <= HEADING
    }

    /// `In progress`, among courses.
    fn is_state(&self, item: &Item, tokens: &[Token<'_>]) -> bool {
        self.kind.is_schooling()
            && !item.bullet
            && tokens.len() <= 3
            && tokens.iter().any(|token| LEXICON.state.has(token))
    }
}

impl Cv {
    /// Adds a line to the last section, or to a new one if that is of another kind; a very long one
    /// in pieces, because the time to read one grows with the square of its length.
    pub(super) fn add(&mut self, kind: SectionKind, line: Line) {
        let mut rest = line.text.as_str();
        while rest.len() > LONGEST {
            let end = (0..=LONGEST).rev().find(|&at| rest.is_char_boundary(at)).unwrap_or(LONGEST);
            let end = rest[..end].rfind(' ').filter(|&at| at > 0).unwrap_or(end);
            self.push(kind, Line { text: rest[..end].to_owned(), ..line.clone() });
            rest = rest[end..].trim_start();
        }
        let text = rest.to_owned();
        self.push(kind, Line { text, ..line });
    }

    fn push(&mut self, kind: SectionKind, line: Line) {
        match self.sections.last_mut() {
            Some(last) if last.kind == kind => last.lines.push(line),
            _ => self.sections.push(Section { kind, lines: vec![line] }),
        }
    }

    /// Whether no heading has come yet.
    fn is_short(&self) -> bool {
        self.sections
            .iter()
            .all(|section| matches!(section.kind, SectionKind::Contact | SectionKind::Summary))
            && self.sections.len() <= 3
    }
}

/// For each item, if it belongs to the title of an entry (post, employer, place and dates, in any
/// order): the dates of the entry.
fn titles(items: &[Item], now: u32) -> Vec<Option<Span>> {
    let mut titles = vec![None; items.len()];
    let is_short = |at: usize| is_title_like(&items[at]);
    // Directly above dates alone stand a post and an employer, however they are written.
    let is_above_dates = |above: usize, at: usize| {
        let item = &items[above];
        is_date(&items[at].text)
            && !item.bullet
            && item.text.split(' ').count() <= HEADING + 1
            && !item.text.ends_with(['.', ':', ','])
            && heading(&tokens(&item.text)).is_none()
    };
    for at in 0..items.len() {
        let Some(dates) = span(&items[at].text, now).filter(|_| is_short(at)) else { continue };
        let above = (0..at).rev().take(AROUND);
        let above = above.take_while(|&above| {
            titles[above].is_none()
                && (is_short(above) || is_above_dates(above, at))
                && !is_date(&items[above].text)
        });
        let first = above.last().unwrap_or(at);
        let below = (at + 1..items.len()).take(AROUND);
        let below = below.take_while(|&below| {
            is_short(below) && !items[below].apart && span(&items[below].text, now).is_none()
        });
        let last = below.last().unwrap_or(at);
        titles[first..=last].fill(Some(dates));
    }
    // `### Web developer`, and below it `2010-2012: shop pages`.
    for at in 1..items.len() {
        let entry = at - 1;
        let begins = items[at].text.split([':', ',', ' ']).next().is_some_and(is_date);
        if items[entry].level.is_some() && titles[entry].is_none() && begins {
            titles[entry] = span(&items[at].text, now);
        }
    }
    titles
}

/// Whether a line may name a post, an employer or a place: short, capitalized and no sentence.
fn is_title_like(item: &Item) -> bool {
    if is_date(&item.text) {
        return !item.bullet;
    }
    let tokens = tokens(&item.text);
    let is_capital = |token: &&Token<'_>| {
        token.is_capitalized() || token.text.starts_with(char::is_numeric) || token.text.len() <= 3
    };
    let capitals = tokens.iter().filter(is_capital).count();
    // `2020-2023: Lecturer, Lund`
    let is_dated_row = item.labelled && item.text.split(": ").next().is_some_and(is_date);
    !item.bullet
        && !tokens.is_empty()
        && tokens.len() <= TITLE
        && !item.text.ends_with('.')
        && !item.text.contains(". ")
        && heading(&tokens).is_none()
        && (is_dated_row || tokens.iter().all(|token| !token.after_colon))
        && !tokens[0].normalized.ends_with("ed")
        && capitals * 3 >= tokens.len() * 2
}
