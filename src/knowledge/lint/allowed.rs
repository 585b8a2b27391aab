//! Comments that allow a warning: `# check: allow CODE` at the end of the line or in a line of its
//! own above it or above the entry. Several codes are separated by commas.

use crate::knowledge::code::Code;
use crate::knowledge::locate::line_column;
use crate::knowledge::vocabulary::Keyword as _;

const ALLOW: &str = "check: allow ";

/// Whether a comment allows a warning on a line (from 1) of the entry that begins at a byte.
pub(super) fn allows(text: &str, entry: usize, line: usize, code: Code) -> bool {
    let (first, _) = line_column(text, entry);
    let lines: Vec<&str> = text.lines().take(line.max(first)).collect();
    let above = |line: usize| {
        let before = lines[..line.saturating_sub(1)].iter().rev();
        before.take_while(|line| line.trim_start().starts_with('#')).any(|it| names(it, code))
    };
    let on = |line: usize| lines.get(line.wrapping_sub(1)).is_some_and(|it| names(it, code));
    on(line) || above(line) || on(first) || above(first)
}

fn names(line: &str, code: Code) -> bool {
    let comment = line.rsplit_once('#').and_then(|(_, comment)| comment.trim().strip_prefix(ALLOW));
    comment.is_some_and(|codes| codes.split([',', ' ']).any(|word| word == code.word()))
}

#[cfg(test)]
mod tests {
    use super::allows;
    use crate::knowledge::code::Code;

    #[test]
    fn a_comment_allows_what_it_names_on_its_line_below_it_and_in_its_entry() {
        let text = "# check: allow old-source, bad-address\n# of the company\n- id: a\n  title: A\n\
                    - id: b\n  # check: allow hours-weeks\n  weeks: 1\n  title: B # check: allow \
                    title-imperative\n";
        let (a, b) = (text.find("- id: a").unwrap(), text.find("- id: b").unwrap());
        assert!(allows(text, a, 4, Code::BadAddress));
        assert!(allows(text, a, 4, Code::OldSource));
        assert!(!allows(text, a, 4, Code::HoursWeeks));
        assert!(allows(text, b, 7, Code::HoursWeeks));
        assert!(allows(text, b, 8, Code::TitleImperative));
        assert!(!allows(text, b, 8, Code::HoursWeeks));
        assert!(!allows(text, b, 5, Code::BadAddress));
    }
}
