//! What the elements of HTML are.

use html5gum::StartTag;

/// A new one begins a paragraph.
const BLOCKS: &[&str] = &[
    "p",
    "div",
    "section",
    "article",
    "main",
    "ul",
    "ol",
    "dl",
    "dd",
    "table",
    "tr",
    "td",
    "th",
    "hr",
    "blockquote",
    "pre",
    "address",
    "figure",
    "figcaption",
    "fieldset",
    "details",
    "body",
    "html",
    "form",
    "tbody",
    "thead",
    "tfoot",
    "center",
    "caption",
    "header",
    "footer",
    "nav",
    "aside",
];

/// Their text is not what the page says.
const FRAME: &[&str] = &[
    "script", "style", "noscript", "template", "svg", "math", "iframe", "object", "canvas", "nav",
    "footer", "aside", "button", "select", "textarea", "label", "dialog", "title", "del", "s",
    "strike", "sup", "head",
];

/// Of these, what is no text for people.
const CODE: &[&str] = &["script", "style", "template", "svg", "math", "title", "head"];

/// What is no part of the page either, by its `role`.
const FRAME_ROLES: &[&str] = &[
    "navigation",
    "contentinfo",
    "dialog",
    "alertdialog",
    "search",
    "complementary",
    "menu",
    "menubar",
];

/// Without an end tag.
const VOID: &[&str] = &[
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track",
    "wbr",
];

/// Their end tag may be left out.
const OPEN: &[&str] = &["p", "li", "dt", "dd", "td", "th", "tr", "option"];

pub fn is_block(name: &str) -> bool {
    BLOCKS.contains(&name)
}

pub fn is_code(name: &str) -> bool {
    CODE.contains(&name)
}

pub fn is_void(name: &str) -> bool {
    VOID.contains(&name)
}

pub fn may_stay_open(name: &str) -> bool {
    OPEN.contains(&name)
}

/// Whether what the element holds is part of the frame of its page, or hidden.
pub fn is_frame(name: &str, tag: &StartTag<()>) -> bool {
    if matches!(name, "html" | "body" | "main") {
        return false;
    }
    let style: String = attribute(tag, "style").split_whitespace().collect();
    FRAME.contains(&name)
        || FRAME_ROLES.contains(&attribute(tag, "role").as_str())
        || tag.attributes.contains_key(&b"hidden"[..])
        || attribute(tag, "aria-hidden") == "true"
        || style.contains("display:none")
        || style.contains("visibility:hidden")
}

/// What a page tells machines.
pub fn is_data(name: &str, tag: &StartTag<()>) -> bool {
    name == "script" && attribute(tag, "type") == "application/ld+json"
}

/// The value of an attribute in lower case, empty if there is none.
pub fn attribute(tag: &StartTag<()>, name: &str) -> String {
    let value = tag.attributes.get(name.as_bytes());
    value.map_or_else(String::new, |value| String::from_utf8_lossy(value).to_ascii_lowercase())
}
