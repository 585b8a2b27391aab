//! Anything can be read, and what is read of a page is its text.

use proptest::prelude::*;

use crate::extract::{Wanted, text_of};

const WANTED: Wanted =
    Wanted { noun: "a text", command: "mlpath", of_json: |value| vec![value.to_string()] };

fn read(raw: &str) -> String {
    text_of(raw, &WANTED, &|_, word| word.len() % 2 == 0)
}

/// Pieces of every form, as they should and should not be.
fn pieces() -> impl Strategy<Value = String> {
    let marks = concat!(
        "<p>|</p>|<ul>|<li>|</ul>|<br>|<b>|</b>|<h1>|</h1>|<h2>|<table>|<tr>|<td>|",
        "<th>|</table>|<main>|</main>|<header>|</header>|<nav>|</nav>|<script>|",
        "</script>|<title>|</title>|<pre>|<div hidden>|</div>|<|>|&lt;p&gt;|&amp;|",
        "&#10;|&#x1b;|<!--|-->|<script type=\"application/ld+json\">|{\"a\": 1}|# |",
        "## |- |* |**|__|`|~~|](|[|![|\\|---|title: x|> |1. |From: a@b.example|",
        "Subject: =?utf-8?Q?=C3=BC?=|Content-Type: multipart/mixed; boundary=x|--x|",
        "Content-Transfer-Encoding: base64|=3D|=|\\n|About the job|",
        "People also viewed|Share|Analyst",
    );
    let marks = prop::sample::select(marks.split('|').collect::<Vec<_>>());
    let between =
        prop::sample::select(vec![" ", "\n", "\n\n", "\r\n", "\t", "|", "-\n", "", "\u{ad}"]);
    prop_oneof![
        5 => marks.prop_map(str::to_owned),
        3 => between.prop_map(str::to_owned),
        2 => "\\PC{0,6}".prop_map(|text| text),
    ]
}

/// What a page says, and what it does not.
fn block() -> impl Strategy<Value = (String, Vec<String>)> {
    let word = || prop::sample::select(vec!["tide", "sluice", "gauge", "ebb", "dyke"]);
    let form = 0..8_usize;
    (form, word(), word()).prop_map(|(form, one, two)| {
        let (one, two) = (one.to_owned(), two.to_owned());
        let html = match form {
            0 => format!("<p class='hidden-word'>{one} <b>{two}</b></p>"),
            1 => format!("<ul data-x=\"hidden-word\"><li>{one}<li>{two}</ul>"),
            2 => format!("<h2>{one}</h2>{two}<br>"),
            3 => format!("<table><tr><td>{one}</td><td>{two}</td></tr></table>"),
            4 => format!("<div><div>{one}</div><nav>hidden-word</nav>{two}</div>"),
            5 => format!("{one}<script>'<p>hidden-word</p>'</script> {two}<!-- hidden-word -->"),
            6 => format!("<div hidden><div>hidden-word</div></div><p>{one} {two}"),
            _ => format!("<a href='/hidden-word'>{one}</a> <img alt='hidden-word'>{two}<hr>"),
        };
        (html, vec![one, two])
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_read(pieces in prop::collection::vec(pieces(), 0..50)) {
        let text = read(&pieces.concat());
        let is_harmless = !text.contains('\u{1b}');
        prop_assert!(is_harmless);
    }

    #[test]
    fn any_bytes_are_read(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        read(&String::from_utf8_lossy(&bytes));
    }

    #[test]
    fn all_words_of_a_page_are_read_in_order(blocks in prop::collection::vec(block(), 1..12)) {
        let html: String = blocks.iter().map(|(html, _)| format!("<div>{html}</div>")).collect();
        let words: Vec<&String> = blocks.iter().flat_map(|(_, words)| words).collect();
        let text = read(&format!("<body>{html}</body>"));
        let said: Vec<&str> =
            text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
        prop_assert_eq!(said, words);
    }

    #[test]
    fn a_plain_text_keeps_every_byte(
        lines in prop::collection::vec("[a-zA-Z ,.;:+#/()]{0,60}", 1..20)
    ) {
        let text = format!("Analyst\n\n- {}", lines.join("\n"));
        let kept = read(&text);
        prop_assert_eq!(kept.len(), text.len());
        let same = |(one, two): (char, char)| one == two || one == ' ';
        prop_assert!(kept.chars().zip(text.chars()).all(same));
    }
}
