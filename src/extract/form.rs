//! Finds the form of a text, and has it read.

use crate::extract::page::Reading;
use crate::extract::{html, mail, markdown};

/// Tags by which HTML is known.
const TAGS: &str = "html head body div p br ul ol li h1 h2 h3 h4 h5 h6 b strong i em u span \
                    table tr td th a section article main img hr blockquote pre script style \
                    meta link title nav header footer font center dl dt dd details summary \
                    small sup sub code";

/// Text is escaped at most this often.
const ESCAPED: usize = 3;

/// Reads a text in any form but JSON. A plain one stays as it is, without a title.
pub fn read(text: &str) -> Reading {
    if let Some(mail) = mail::read(text) {
        // The subject is only the first guess at a title: `Have a look`.
        let Reading { title, text, data } = lines(&mail.body);
        let text = match mail.subject.filter(|_| title.is_none() && !text.starts_with("# ")) {
            Some(subject) => format!("{subject}\n\n{text}"),
            None => text,
        };
        return Reading { title, text, data };
    }
    match mail::decoded(text) {
        Some(text) => lines(&text),
        None => lines(text),
    }
}

/// The same of what is no mail.
fn lines(text: &str) -> Reading {
    let text = unescaped(text);
    match tags(&text) {
        Tags::Page => html::read(&text),
        Tags::Some => markdown::read(&text),
        Tags::None if markdown::is_markdown(&text) => markdown::read(&text),
        Tags::None => Reading { text, ..Reading::default() },
    }
}

/// A text that was escaped as HTML, perhaps more than once: `&lt;p&gt;`.
fn unescaped(text: &str) -> String {
    let mut text = text.to_owned();
    for _ in 0..ESCAPED {
        let is_escaped = text.match_indices('&').any(|(at, _)| is_entity(&text[at..]));
        if !is_escaped || tags(&text) != Tags::None {
            break;
        }
        text = html::entities(&text);
    }
    text
}

/// Whether a text begins with an entity: `&amp;`, `&#8217;`.
fn is_entity(text: &str) -> bool {
    const LONGEST: usize = 10;
    let name: &str = &text[1..];
    let end = name.bytes().take(LONGEST).position(|byte| byte == b';');
    end.is_some_and(|end| {
        let name = name[..end].strip_prefix('#').unwrap_or(&name[..end]);
        !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric())
    })
}

/// How much of a text is HTML.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Tags {
    None,
    Some,
    Page,
}

fn tags(text: &str) -> Tags {
    let trimmed = text.trim_start();
    let starts = |start: &str| {
        trimmed.get(..start.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(start))
    };
    if starts("<!doctype") || starts("<?xml") || is_tag(trimmed) {
        return Tags::Page;
    }
    let has_tag = |line: &&str| line.match_indices('<').any(|(at, _)| is_tag(&line[at..]));
    let tagged = text.lines().filter(has_tag).count();
    match text.lines().filter(|line| !line.trim().is_empty()).count() {
        _ if tagged == 0 => Tags::None,
        lines if tagged * 2 > lines && text.contains("</") => Tags::Page,
        _ => Tags::Some,
    }
}

/// Whether a text begins with a known tag.
fn is_tag(text: &str) -> bool {
    const LONGEST: usize = 10;
    let Some(rest) = text.strip_prefix('<') else { return false };
    let rest = rest.strip_prefix('/').unwrap_or(rest);
    let end = rest.bytes().take(LONGEST + 1).take_while(u8::is_ascii_alphanumeric).count();
    let name = rest[..end].to_ascii_lowercase();
    rest[end..].starts_with([' ', '>', '/', '\n', '\r', '\t'])
        && TAGS.split_ascii_whitespace().any(|tag| tag == name)
}

#[cfg(test)]
mod tests {
    use super::read;

    fn text(text: &str) -> String {
        read(text).text
    }

    #[test]
    fn escaped_pages_are_read() {
        let page = "<p>Musts:</p><ul><li>R&amp;D</li></ul>";
        let once = page.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
        let twice = once.replace('&', "&amp;");
        for page in [page, &once, &twice] {
            assert_eq!(text(page), "Musts:\n\n- R&D");
        }
        assert_eq!(
            text("Analyst\n\n&lt;b&gt;Musts&lt;/b&gt;&lt;br&gt;&bull; SQL"),
            "Analyst\n\n### Musts\n\n- SQL"
        );
        assert_eq!(text("You&rsquo;ll mend pipes &amp; ovens"), "You\u{2019}ll mend pipes & ovens");
    }

    #[test]
    fn a_plain_text_stays_as_it_is() {
        for plain in
            ["a < b, <3 R&D; AT&T\n\n  * x", "List<String> and Vec<T>", "Q&A\n- <your name>"]
        {
            assert_eq!(text(plain), plain);
        }
    }

    #[test]
    fn mails_hold_any_form() {
        let mail = "From: a@b.example\nSubject: Analyst\nContent-Type: text/html\n\n<p>SQL</p>";
        assert_eq!(text(mail), "Analyst\n\nSQL");
    }
}
