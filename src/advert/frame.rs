//! What stands around an advert on the page that it was copied from.

use std::ops::Range;

use crate::advert::lexicon::{FRAME, TITLES};
use crate::knowledge::model::PostKind;

/// An advert begins within the first lines, or its page has no frame.
const HEAD: usize = 40;

/// A frame at the end stands below at least so much of the advert, in bytes.
const BODY: usize = 200;

/// The text with spaces in place of the frame: of what stands above `About the job` only the title
/// stays. Byte offsets do.
pub fn cut(text: &str, posts: &[PostKind]) -> String {
    let lines = lines(text);
    let is_chrome = |line: &Line<'_>| is_one(&FRAME.lines, &line.said);
    let is_begin = |line: &Line<'_>| is_one(&FRAME.begins, &line.said);
    // Without a frame such a line is a heading of the advert itself.
    let framed =
        |at: &usize| lines[..*at].iter().any(|line| is_chrome(line) || is_news(&line.said));
    let begin = lines.iter().take(HEAD).position(is_begin).filter(framed);
    let is_below =
        |at: usize| begin.is_some_and(|begin| at > begin) || lines[at].place.start > BODY;
    let is_end = |&at: &usize| is_below(at) && is_one(&FRAME.ends, &lines[at].said);
    let end = (0..lines.len()).find(is_end).unwrap_or(lines.len());
    let title = begin.and_then(|begin| title(&lines[..begin], posts, is_chrome));
    let is_kept = |(at, line): (usize, &Line<'_>)| {
        let is_above = begin.is_some_and(|begin| at <= begin) && title != Some(at);
        !(is_above || at >= end || is_chrome(line))
    };
    let mut out = String::with_capacity(text.len());
    for (at, line) in lines.iter().enumerate() {
        let piece = &text[line.place.clone()];
        match is_kept((at, line)) {
            true => out += piece,
            false => out.extend(piece.chars().map(|c| match c {
                '\n' => "\n".to_owned(),
                c => " ".repeat(c.len_utf8()),
            })),
        }
    }
    out
}

/// A line that is not blank, with the blank ones above it.
struct Line<'t> {
    place: Range<usize>,
    text: &'t str,
    /// In lower case, without marks around it.
    said: String,
}

fn lines(text: &str) -> Vec<Line<'_>> {
    let mut lines: Vec<Line<'_>> = Vec::new();
    let mut from = 0;
    for line in text.split_inclusive('\n') {
        let begin = from;
        from += line.len();
        let inner = line.trim_matches(|c: char| !c.is_alphanumeric() && !"?()+#".contains(c));
        let inner = inner.trim_start_matches(['#', ' ']);
        match lines.last_mut() {
            Some(last) if inner.is_empty() => last.place.end = from,
            _ => lines.push(Line { place: begin..from, text: inner, said: inner.to_lowercase() }),
        }
    }
    lines
}

/// Whether a line is one of the phrases.
fn is_one(phrases: &[String], said: &str) -> bool {
    phrases.iter().any(|phrase| match phrase.strip_suffix("...") {
        Some(begin) => said.starts_with(begin),
        None => said == phrase,
    })
}

/// Whether a line says how new the advert is and who has seen it: `Ghent · 2 weeks ago · 30
/// applicants`.
fn is_news(said: &str) -> bool {
    let has = |word: &str| said.contains(word);
    has(" ago") && ["minute", "hour", "day", "week", "month"].into_iter().any(has)
        || has("applicants") && said.split(' ').count() <= 12
        || has("vor ")
            && ["stunde", "tagen", "woche", "monat"].into_iter().any(has)
            && has("\u{b7}")
        || has("il y a ") && has("\u{b7}")
}

/// The line of a page's head that is the title: it names a post, or stands above the news.
fn title(
    head: &[Line<'_>],
    posts: &[PostKind],
    is_chrome: impl Fn(&Line<'_>) -> bool,
) -> Option<usize> {
    let is_candidate = |&at: &usize| !is_chrome(&head[at]) && !is_news(&head[at].said);
    let candidates: Vec<usize> = (0..head.len()).filter(is_candidate).collect();
    let named = candidates.iter().find(|&&at| names_post(head[at].text, posts));
    let news = head.iter().position(|line| is_news(&line.said));
    let above = news.and_then(|news| candidates.iter().rfind(|&&at| at < news));
    named.or(above).or(candidates.first()).copied()
}

/// Whether a line is about a post, by the words of all trades and those of the knowledge base:
/// `Data Engineer`, `Softwareentwickler (m/w/d)`.
pub fn names_post(line: &str, posts: &[PostKind]) -> bool {
    let line = line.to_lowercase();
    let words = line.split(|c: char| !c.is_alphanumeric() && c != '/').filter(|w| !w.is_empty());
    // `m/w/d` is a sign of its own, `Entwickler/in` two words.
    let mut words = words.flat_map(|word| word.split('/').chain([word]));
    let own = posts.iter().flat_map(|post| &post.trade).map(|trade| trade.to_lowercase());
    let trades: Vec<String> = TITLES.trade.iter().cloned().chain(own).collect();
    words.any(|word| {
        let word = word.strip_suffix('s').unwrap_or(word);
        // Long enough to be the end of a compound.
        let is =
            |trade: &String| word == trade || trade.len() >= 8 && word.ends_with(trade.as_str());
        trades.iter().any(is)
    })
}

#[cfg(test)]
mod tests {
    use super::{PostKind, cut, names_post};

    fn left(text: &str) -> Vec<String> {
        let cut = cut(text, &[]);
        assert_eq!(cut.len(), text.len());
        cut.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect()
    }

    #[test]
    fn a_copied_page_is_read_without_its_frame() {
        let page = "Skip to main content\nOtterworks\nShare\nTide Analyst\nGhent · 3 days ago · 20 \
                    applicants\nEasy Apply\nSave\nAbout the job\nYou know SQL.\n\nShow more\n\
                    People also viewed\nRust Developer\n";
        assert_eq!(left(page), ["Tide Analyst", "You know SQL."]);
        let unnamed = "Share\nOtterworks\nHead of Tides\nGhent · vor 3 Tagen\nAbout the job\nSQL";
        assert_eq!(left(unnamed), ["Head of Tides", "SQL"]);
    }

    #[test]
    fn an_advert_without_a_frame_stays() {
        for text in ["Tide Analyst\n\nAbout the job\nYou know SQL.\n\nSkills match\nGo", "\n\n", ""]
        {
            assert_eq!(cut(text, &[]), text);
        }
        assert_eq!(left("Tide Analyst\nSQL\nApply now"), ["Tide Analyst", "SQL"]);
    }

    #[test]
    fn posts_are_named_by_their_trade() {
        for title in [
            "Senior Data Engineers, Tides",
            "Gezeitenentwickler/in",
            "Tide Wizard (m/w/d)",
            "ML/AI Engineer",
            "Ingénieur données H/F",
        ] {
            assert!(names_post(title, &[]), "{title}");
        }
        let posts: Vec<PostKind> =
            serde_yaml::from_str("[{post: a, trade: [writer, Redakteur]}]").unwrap();
        for title in ["Senior Tide Writers", "Gezeitenredakteur", "Technische/r Redakteur/in"] {
            assert!(names_post(title, &posts) && !names_post(title, &[]), "{title}");
        }
        for other in ["Otter Engineering", "Ghent, Belgium", "International", "Python", ""] {
            assert!(!names_post(other, &[]), "{other}");
        }
    }
}
