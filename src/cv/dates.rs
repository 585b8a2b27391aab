//! What a line says of time: the dates of a job, years of experience.

use crate::advert::spelling::normalize;
use crate::cv::lexicon::LEXICON;

const YEARS: std::ops::RangeInclusive<u32> = 1950..=2100;

/// Months since the year 0, first and last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Span {
    pub from: u32,
    pub to: u32,
}

impl Span {
    pub fn first_year(self) -> u32 {
        self.from / 12
    }

    pub fn last_year(self) -> u32 {
        self.to / 12
    }
}

/// A word that may be part of a date, with the sign before it.
struct Piece<'t> {
    word: &'t str,
    normalized: String,
    before: &'t str,
}

/// A date, by first and last month: the whole year if no month is named.
#[derive(Debug, Clone, Copy)]
struct Point {
    first: u32,
    last: u32,
    /// The pieces that it takes.
    begin: usize,
    end: usize,
}

/// The dates in a line: `Mar 2022 – present`, `2019-2024`, `since 05/2021`, `(2025)`. `now` is the
/// month that it is read in.
pub fn span(line: &str, now: u32) -> Option<Span> {
    let pieces = pieces(line);
    let points = points(&pieces);
    let first = points.first()?;
    // `2019 – 2024`: nothing stands between the two but a word such as "to".
    let second = points.get(1).filter(|second| second.begin <= first.end + 1);
    let is_open = || {
        let next = pieces.get(first.end..pieces.len().min(first.end + 2)).unwrap_or_default();
        let says_now = next.iter().any(|piece| LEXICON.now.holds(&piece.normalized));
        let since = first.begin.checked_sub(1).map(|before| &pieces[before].normalized);
        says_now
            || since.is_some_and(|word| LEXICON.since.holds(word))
            || points.len() == 1 && has_open_end(line, &pieces, first.end)
    };
    let to = match second {
        Some(second) => second.last,
        None if is_open() => now,
        None => first.last,
    };
    // What is in the future has not been yet.
    let to = to.min(now);
    (first.first <= to).then_some(Span { from: first.first, to })
}

/// Whether a line names a date behind `now`.
pub fn is_ahead(line: &str, now: u32) -> bool {
    points(&pieces(line)).iter().any(|point| point.first > now)
}

/// `2023-`, `2023– : Research Fellow`: a dash on the year, and no date behind it.
fn has_open_end(line: &str, pieces: &[Piece<'_>], end: usize) -> bool {
    let last = pieces[end - 1].word;
    let behind = &line[last.as_ptr().addr() - line.as_ptr().addr() + last.len()..];
    let rest = behind.strip_prefix(['-', '\u{2013}', '\u{2014}']);
    rest.is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
}

/// Whether what a line dates is not over: `2025-`, `since May 2021`.
pub fn is_ongoing(line: &str, now: u32) -> bool {
    let pieces = pieces(line);
    let over = points(&pieces).last().is_some_and(|point| point.last < now);
    over && span(line, now).is_some_and(|span| span.to == now)
}

/// Whether a text is a date and nothing else: `Mar 2020 - Present`, `2014-2016`.
pub fn is_date(text: &str) -> bool {
    let pieces = pieces(text);
    let is_part = |piece: &Piece<'_>| {
        let word = &piece.normalized;
        piece.word.parse::<u32>().is_ok()
            || month(piece).is_some()
            || LEXICON.now.holds(word)
            || LEXICON.since.holds(word)
            || LEXICON.year.holds(word)
            || LEXICON.months.holds(word)
            || LEXICON.until.holds(word)
    };
    !points(&pieces).is_empty() && pieces.iter().all(is_part)
}

fn pieces(line: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut end = 0;
    for word in line.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        let at = word.as_ptr().addr() - line.as_ptr().addr();
        pieces.push(Piece { word, normalized: normalize(word), before: &line[end..at] });
        end = at + word.len();
    }
    pieces
}

fn points(pieces: &[Piece<'_>]) -> Vec<Point> {
    let mut points: Vec<Point> = Vec::new();
    for at in 0..pieces.len() {
        let Some(year) = year(pieces[at].word) else { continue };
        let taken = points.last().map_or(0, |point| point.end);
        let before = (at > taken).then(|| month(&pieces[at - 1])).flatten();
        // `2021-03`
        let behind = pieces.get(at + 1).filter(|next| next.before == "-" && next.word.len() == 2);
        let behind = behind.and_then(|next| next.word.parse().ok());
        let behind = behind.filter(|month| (1..=12).contains(month) && before.is_none());
        let (first, last) = match before.or(behind) {
            Some(month) => (year * 12 + month - 1, year * 12 + month - 1),
            None => (year * 12, year * 12 + 11),
        };
        let begin = at - usize::from(before.is_some());
        points.push(Point { first, last, begin, end: at + 1 + usize::from(behind.is_some()) });
    }
    points
}

fn year(word: &str) -> Option<u32> {
    let year = word.parse().ok().filter(|_| word.len() == 4);
    year.filter(|year| YEARS.contains(year))
}

/// `March`, `Sept`, `Mai`, `03`.
fn month(piece: &Piece<'_>) -> Option<u32> {
    if let Ok(number) = piece.word.parse::<u32>() {
        return (1..=12).contains(&number).then_some(number);
    }
    let word = piece.word.to_lowercase();
    let begins = |month: &String| word.starts_with(month.as_str());
    let place = LEXICON.month.iter().find_map(|months| months.iter().position(begins));
    place.map(|place| place as u32 + 1)
}

/// A number of years, `5`, `5+` or `five`.
pub fn number(word: &str) -> Option<u32> {
    let digits = word.trim_end_matches('+');
    let named = || LEXICON.number.iter().position(|number| number == word);
    let number = digits.parse().ok().or_else(|| named().map(|place| place as u32 + 1));
    number.filter(|&number| number <= 50)
}

#[cfg(test)]
mod tests {
    use super::{is_ahead, is_date, is_ongoing, span};

    const NOW: u32 = 2027 * 12;

    fn dates(line: &str) -> Option<(u32, u32, u32, u32)> {
        let span = span(line, NOW)?;
        Some((span.from / 12, span.from % 12 + 1, span.to / 12, span.to % 12 + 1))
    }

    #[test]
    fn dates_of_jobs() {
        assert_eq!(dates("Analyst, Acme, Mar 2022 – present"), Some((2022, 3, 2027, 1)));
        assert_eq!(dates("03/2019 - 08/2024"), Some((2019, 3, 2024, 8)));
        assert_eq!(dates("2011 – 2012"), Some((2011, 1, 2012, 12)));
        assert_eq!(dates("2019-2024"), Some((2019, 1, 2024, 12)));
        assert_eq!(dates("2021-03 – 2022-05"), Some((2021, 3, 2022, 5)));
        assert_eq!(dates("seit Mai 2021 bei Muster"), Some((2021, 5, 2027, 1)));
        assert_eq!(dates("October 2018 to January 2019"), Some((2018, 10, 2019, 1)));
        assert_eq!(dates("Rent map (2024)"), Some((2024, 1, 2024, 12)));
        assert_eq!(dates("2023-"), Some((2023, 1, 2027, 1)));
        assert_eq!(dates("12,000 rows in 31 tables"), None);
    }

    #[test]
    fn a_date_alone() {
        for text in ["2014-2016", "Mar 2020 - Present (2 years 8 months)", "seit 05/2021", "2023-"]
        {
            assert!(is_date(text), "{text}");
        }
        assert!(!is_date("2014 Analyst") && !is_date("May"));
        assert!(is_ongoing("2025-", NOW) && !is_ongoing("2024-2026", NOW));
    }

    #[test]
    fn what_is_ahead_has_not_been() {
        assert_eq!(dates("expected 2029"), None);
        assert!(is_ahead("BSc, expected June 2028", NOW) && !is_ahead("BSc 2026", NOW));
    }
}
