//! The list of skills that `LinkedIn` exports, `Skills.csv`: a column `Name` and one skill a line.

use crate::cv::lexicon::SectionKind;
use crate::cv::{Cv, Line, Place};

/// The skills in a text; `None` if it is no such list.
pub fn read(text: &str) -> Option<Cv> {
    let mut lines = text.trim_start_matches('\u{feff}').lines().enumerate();
    let (_, heading) = lines.next()?;
    if fields(heading).first().map(String::as_str) != Some("Name") || heading.contains(' ') {
        return None;
    }
    let mut cv = Cv::default();
    for (number, line) in lines {
        let Some(name) = fields(line).into_iter().next() else { continue };
        if name.is_empty() {
            continue;
        }
        let name = name.trim_end_matches(" (Programming Language)").to_owned();
        let place = Place::Line(number + 1);
        let line = Line { text: name, place, span: None, is_title: false, group: None };
        cv.add(SectionKind::Skills, line);
    }
    Some(cv)
}

/// The fields of a line of CSV (RFC 4180): a quoted one may hold commas and doubled quotes.
fn fields(line: &str) -> Vec<String> {
    let mut fields = vec![String::new()];
    let mut quoted = false;
    let mut chars = line.trim_end_matches('\r').chars().peekable();
    while let Some(c) = chars.next() {
        let last = fields.len() - 1;
        match c {
            '"' if quoted && chars.peek() == Some(&'"') => {
                chars.next();
                fields[last].push('"');
            }
            '"' => quoted = !quoted,
            ',' if !quoted => fields.push(String::new()),
            c => fields[last].push(c),
        }
    }
    fields.iter().map(|field| field.trim().to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn one_skill_a_line() {
        let cv = read("Name\r\nPython (Programming Language)\r\n\"Docker, Podman\"\r\n").unwrap();
        let lines: Vec<_> = cv.sections[0].lines.iter().map(|line| line.text.as_str()).collect();
        assert_eq!(lines, ["Python", "Docker, Podman"]);
        assert!(read("Name of the company\nPython").is_none());
        assert!(read("Python\nDocker").is_none());
    }
}
