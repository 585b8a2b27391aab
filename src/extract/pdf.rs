//! The text of a PDF: its lines, in reading order.

use pdfboss_core::{Document, Error, ObjRef, Object, Page, Stream};
use pdfboss_text::{FontCache, ReadingOrder, extract_spans_reporting_cached};

use crate::extract::pdf_lines;

/// The most pages that are read.
pub const PAGES: usize = 50;

/// The largest description of a page, unpacked, in bytes: a few kilobytes are text, the rest is
/// drawings.
const DESCRIPTION: usize = 8 << 20;

/// The most digits by which a font says what one of its signs means: a ligature has 12.
const MEANING: usize = 256;

/// With this begins such a map.
const MAP: &[u8] = b"beginbf";

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
/// If it cannot be read, or plainly not all of it.
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
    if has_endless_letters(&document) {
        return Err(Unreadable::Crowded);
    }
    let fonts = FontCache::default();
    let pages = (0..document.flattened_page_count()).map(|at| {
        let page = document.page(at).map_err(|_| Unreadable::Damaged)?;
        lines(&document, &page, &fonts)
    });
    let text = pdf_lines::of_document(&pages.collect::<Result<Vec<_>, _>>()?);
    let letters = text.chars().filter(|c| c.is_alphanumeric()).count();
    let unknown = text.matches(char::REPLACEMENT_CHARACTER).count();
    match () {
        () if unknown * KNOWN > letters => Err(Unreadable::Letters),
        () if letters == 0 => Err(Unreadable::Pictures),
        () => Ok(text),
    }
}

fn lines(document: &Document, page: &Page, fonts: &FontCache) -> Result<Vec<String>, Unreadable> {
    if is_crowded(document, page) {
        return Err(Unreadable::Crowded);
    }
    let order = ReadingOrder::Content;
    let (pieces, report) = extract_spans_reporting_cached(document, page, fonts, order)
        .map_err(|_| Unreadable::Damaged)?;
    match report.is_complete() {
        true => Ok(pdf_lines::of_page(&pieces)),
        false => Err(Unreadable::Damaged),
    }
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

/// Whether a font says of one of its signs that it means a whole text: a small file could ask for
/// more than any memory holds.
fn has_endless_letters(document: &Document) -> bool {
    document.xref().iter().any(|(number, _)| {
        let object = document.get(ObjRef { num: number, r#gen: 0 }).ok();
        let stream = object.as_ref().and_then(Object::as_stream).filter(|stream| may_map(stream));
        let data = stream.and_then(|stream| document.stream_data(stream).ok());
        data.is_some_and(|data| {
            let is_digit = |c: &&u8| c.is_ascii_hexdigit();
            let is_number = |c: &u8| c.is_ascii_hexdigit() || c.is_ascii_whitespace();
            let is_long = |run: &[u8]| {
                run.iter().all(is_number) && run.iter().filter(is_digit).count() > MEANING
            };
            data.windows(MAP.len()).any(|word| word == MAP)
                && data.split(|&c| c == b'<' || c == b'>').any(is_long)
        })
    })
}

/// Whether a stream may be the map of a font's signs to letters: it is no picture and no font.
fn may_map(stream: &Stream) -> bool {
    ["Subtype", "Length1", "Width"].iter().all(|key| stream.dict.get(key).is_none())
}
