//! Links: to a page, or to write a mail, and to nothing else. Whatever is no such address is text.

use maud::{Markup, html};

use crate::knowledge::entry::Resource;
use crate::knowledge::text::check_url;
use crate::render::plan::remarks::offer;

/// A page learns nothing of this one.
const REL: &str = "noopener noreferrer";

/// What somebody recorded: a link, if it is an address.
pub(super) fn linked(text: &str) -> Markup {
    html! {
        @if is_safe(text) { a .address href=(text) rel=(REL) { (text) } } @else { (text) }
    }
}

/// A resource with who gives it and what it costs.
pub(super) fn resource(resource: &Resource) -> Markup {
    html! {
        @if let Some(url) = resource.url.as_ref().filter(|url| is_safe(url)) {
            a href=(url) rel=(REL) { (resource.title) }
        } @else {
            (resource.title)
        }
        (offer(resource))
    }
}

fn is_safe(address: &str) -> bool {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || ".@+-_".contains(c);
    let mail = address.strip_prefix("mailto:").filter(|to| to.contains('@'));
    mail.is_some_and(|to| to.chars().all(is_plain)) || check_url(address).is_ok()
}

#[cfg(test)]
mod tests {
    use super::is_safe;

    #[test]
    fn pages_and_mails_are_all_that_opens() {
        for address in ["https://example.org/a?b=c&d", "http://example.org", "mailto:a@b.example"] {
            assert!(is_safe(address), "{address}");
        }
        for address in [
            "javascript:alert(1)",
            "JavaScript:alert(1)",
            " https://example.org",
            "data:text/html,<script>",
            "file:///etc/passwd",
            "//example.org",
            "mailto:a@b.example?body=x",
            "mailto:",
            "https://example.org/\"onclick=",
        ] {
            assert!(!is_safe(address), "{address}");
        }
    }
}
