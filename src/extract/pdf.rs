//! The text of a PDF: its lines, in reading order.

use pdfboss_core::{Document, Error, Object, Page};
use pdfboss_output::{Output as _, Text, page_layout, retain_spans_on_page};
use pdfboss_text::{FontCache, ReadingOrder, extract_spans_reporting_cached};

/// The most pages that are read.
pub const PAGES: usize = 50;

/// The largest description of a page, unpacked, in bytes: a few kilobytes are text, the rest is
/// drawings.
const DESCRIPTION: usize = 8 << 20;

/// The most pieces of text on a page. Some programs write each letter as a piece of its own, and a
/// full page has five thousand letters.
const PIECES: usize = 20_000;

/// Of a text, one letter in this many may be unknown.
const KNOWN: usize = 10;

/// Why a PDF cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unreadable {
    /// It needs a password.
    Locked,
    /// Its pages, or what is on one, cannot be found.
    Damaged,
    /// It has pages, and no text: it was scanned.
    Pictures,
    /// Its fonts do not say which letters they draw.
    Letters,
    /// It has more than [`PAGES`].
    Long(usize),
    /// A page holds more than a person could read.
    Crowded,
}

/// Whether these bytes begin a PDF.
pub fn is_pdf(bytes: &[u8]) -> bool {
    bytes.starts_with(b"%PDF-")
}

/// The text of a whole PDF, with columns one after the other.
///
/// # Errors
/// If it cannot be read whole: part of a text is not passed off as all of it.
pub fn text(bytes: Vec<u8>) -> Result<String, Unreadable> {
    let document = Document::load(bytes).map_err(|error| match error {
        Error::Encrypted => Unreadable::Locked,
        _ => Unreadable::Damaged,
    })?;
    match document.flattened_page_count() {
        0 => return Err(Unreadable::Damaged),
        pages if pages > PAGES => return Err(Unreadable::Long(pages)),
        _ => (),
    }
    let fonts = FontCache::default();
    let pages = (0..document.flattened_page_count()).map(|at| {
        let page = document.page(at).map_err(|_| Unreadable::Damaged)?;
        page_text(&document, &page, &fonts)
    });
    let text = pages.collect::<Result<Vec<_>, _>>()?.join("\n");
    let letters = text.chars().filter(|c| c.is_alphanumeric()).count();
    let unknown = text.matches(char::REPLACEMENT_CHARACTER).count();
    match () {
        () if unknown * KNOWN > letters => Err(Unreadable::Letters),
        () if letters == 0 => Err(Unreadable::Pictures),
        () => Ok(text),
    }
}

fn page_text(document: &Document, page: &Page, fonts: &FontCache) -> Result<String, Unreadable> {
    if is_crowded(document, page) {
        return Err(Unreadable::Crowded);
    }
    let order = ReadingOrder::Content;
    let (mut pieces, report) = extract_spans_reporting_cached(document, page, fonts, order)
        .map_err(|_| Unreadable::Damaged)?;
    if !report.is_complete() {
        return Err(Unreadable::Damaged);
    }
    retain_spans_on_page(&mut pieces, page);
    if pieces.len() > PIECES {
        return Err(Unreadable::Crowded);
    }
    Ok(Text.render(&[page_layout(&pieces, report.order)]))
}

/// Whether the description of a page, which may name a stream more than once, is too large.
fn is_crowded(document: &Document, page: &Page) -> bool {
    let contents = page.dict().get("Contents").and_then(|contents| document.resolve(contents).ok());
    let streams = match contents {
        Some(Object::Array(streams)) => streams,
        Some(stream) => vec![stream],
        None => Vec::new(),
    };
    let mut size = 0;
    streams.iter().any(|stream| {
        let stream = document.resolve(stream).ok();
        let data = stream.as_ref().and_then(Object::as_stream);
        size += data.and_then(|data| document.stream_data(data).ok()).map_or(1, |data| data.len());
        size > DESCRIPTION
    })
}
