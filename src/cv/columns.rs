//! Two columns that stand side by side, as in a page that was printed to text, are read one after
//! the other.

use std::collections::BTreeMap;

use crate::advert::token::tokens;
use crate::cv::headings::heading;
use crate::cv::lines::Numbered;

/// The spaces between the columns, at least.
const GUTTER: &str = "  ";

/// How far a right column may begin from where most of its lines do: letters differ in width.
const SLACK: usize = 2;

/// The smallest number of lines that have both columns.
const ROWS: usize = 4;

/// The lines of a text in the order in which they are read, in one part for each column and for
/// each stretch without columns.
pub fn parts(text: &str) -> Vec<Vec<Numbered<'_>>> {
    let lines: Vec<Numbered<'_>> = (1..).zip(text.lines()).collect();
    let Some(gutter) = gutter(&lines) else { return vec![lines] };
    let mut parts = Vec::new();
    let (mut whole, mut left, mut right) = (Vec::new(), Vec::new(), Vec::new());
    for (number, line) in lines {
        if let Some(halves) = halves(line, gutter) {
            parts.push(std::mem::take(&mut whole));
            left.push((number, halves.0));
            right.push((number, halves.1));
        } else {
            parts.extend([std::mem::take(&mut left), std::mem::take(&mut right)]);
            whole.push((number, line));
        }
    }
    parts.extend([whole, left, right]);
    parts.retain(|part| !part.is_empty());
    parts
}

/// The column in which the right one begins, if both have headings of sections: a column of labels
/// has what belongs to them beside it.
fn gutter(lines: &[Numbered<'_>]) -> Option<usize> {
    let mut starts: BTreeMap<usize, usize> = BTreeMap::new();
    for start in lines.iter().filter_map(|(_, line)| second_start(line)) {
        *starts.entry(start).or_default() += 1;
    }
    let (gutter, rows) = starts.into_iter().max_by_key(|&(_, rows)| rows)?;
    let halves: Vec<_> = lines.iter().filter_map(|(_, line)| halves(line, gutter)).collect();
    let is_heading = |half: &str| heading(&tokens(half.trim())).is_some();
    let left = halves.iter().filter(|half| is_heading(half.0)).count();
    let right = halves.iter().filter(|half| is_heading(half.1)).count();
    (rows >= ROWS && left > 0 && right > 0 && left + right > 2).then_some(gutter)
}

/// Where text begins again behind a gap, in characters.
fn second_start(line: &str) -> Option<usize> {
    const GAP: &str = "   ";
    let inner = line.trim_start();
    let (first, rest) = inner.trim_end().split_once(GAP)?;
    let before = line.len() - inner.len() + first.chars().count() + GAP.len();
    Some(before + rest.len() - rest.trim_start().len())
}

/// What stands left and right of the gutter; `None` if the line goes across it.
fn halves(line: &str, gutter: usize) -> Option<(&str, &str)> {
    if line.trim_end().chars().count() <= gutter {
        return Some((line.trim_end(), ""));
    }
    let starts = |at: usize| line.char_indices().nth(at).map(|(at, _)| at);
    let is_gap = |at: &usize| {
        let left = &line[..*at];
        left.ends_with(GUTTER) || left.is_empty()
    };
    let begins = |at: &usize| is_gap(at) && line[*at..].starts_with(|c: char| !c.is_whitespace());
    let mut near = (gutter.saturating_sub(SLACK)..=gutter + SLACK).filter_map(starts);
    let at = starts(gutter).filter(is_gap).or_else(|| near.find(begins))?;
    Some((line[..at].trim_end(), line[at..].trim_end()))
}

#[cfg(test)]
mod tests {
    use super::parts;

    #[test]
    fn columns_with_headings_are_read_one_after_the_other() {
        let text = "Kim Doe\n\n\
            Skills            Experience\n\
            Python            Clerk, Bank, 2020\n\
            SQL               - Filed what was\n\
            \x20                   brought in\n\
            Languages         - Wrote SQL\n\
            Dutch             Education\n";
        let texts: Vec<Vec<&str>> = parts(text)
            .into_iter()
            .map(|part| part.into_iter().map(|(_, line)| line).collect())
            .collect();
        let left = ["Kim Doe", "", "Skills", "Python", "SQL", "", "Languages", "Dutch"];
        assert_eq!(texts[0], left);
        assert_eq!(
            texts[1][2..6],
            ["Experience", "Clerk, Bank, 2020", "- Filed what was", "  brought in"]
        );
    }

    #[test]
    fn labels_are_no_column() {
        let text = "Skills        Python, SQL\nEducation     BSc Physics\nLanguages     Dutch\n\
                    Experience    Clerk, 2020\n";
        assert_eq!(parts(text).len(), 1);
    }
}
