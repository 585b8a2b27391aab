//! Calendars, read as their standard says.

/// The lines of a calendar as RFC 5545 has them: folded ones joined again.
pub(crate) fn unfolded(text: &str) -> Vec<(String, String)> {
    assert!(text.ends_with("\r\n") && !text.replace("\r\n", "").contains(['\r', '\n']));
    assert!(text.split("\r\n").all(|line| line.len() <= 75), "{text}");
    let joined = text.replace("\r\n ", "");
    let property = |line: &str| line.split_once(':').map(|(k, v)| (k.to_owned(), v.to_owned()));
    joined.split_terminator("\r\n").map(|line| property(line).unwrap()).collect()
}
