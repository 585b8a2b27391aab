//! What begins an item of a list.

const MARKS: [char; 16] = [
    '*', '-', '+', '\u{2022}', '\u{b7}', '\u{25cf}', '\u{25e6}', '\u{25aa}', '\u{2023}',
    '\u{2043}', '\u{2013}', '\u{2014}', '\u{25cb}', '\u{27a2}', '\u{25ab}', '\u{25a0}',
];

/// Whether a line begins with a bullet or a number, and the text behind it.
pub fn bullet(line: &str) -> (bool, &str) {
    let emphasis = line.starts_with("**")
        || line.starts_with('*')
            && line[1..].find('*').is_some_and(|at| !line[1..=at].ends_with(' '));
    if emphasis {
        return (false, line);
    }
    if let Some(rest) = line.strip_prefix(MARKS) {
        return (true, rest.trim_start());
    }
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    match line[digits..].strip_prefix(['.', ')']) {
        Some(rest) if (1..3).contains(&digits) && rest.starts_with(' ') => {
            (true, rest.trim_start())
        }
        _ => (false, line),
    }
}
