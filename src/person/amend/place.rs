//! Where a key goes that a profile does not have yet.

use std::ops::Range;

use crate::person::amend::edits::Edits;
use crate::person::amend::layout::Entry;

/// How the comments above the keys of a new profile begin: see [`crate::person::yaml`].
pub(super) const HEADINGS: [(&str, &str); 13] = [
    ("role", "What to become"),
    ("deadline", "The day by which the plan should end"),
    ("hours", "Hours a week"),
    ("exceptions", "Days with other hours a week"),
    ("parallel", "Maximum number of steps in progress"),
    ("know", "What you can do already"),
    ("have", "Steps that you have finished"),
    ("must", "Steps that the plan must contain"),
    ("drop", "Milestones of the role to do without"),
    ("avoid", "Steps, kinds or cost classes"),
    ("market", "Job adverts that say what is asked for"),
    ("kb", "The knowledge base that this is for"),
    ("kb_add", "What is laid over it"),
];

/// A place between two lines.
pub(super) enum Place {
    /// Behind the line with this byte.
    Below(usize),
    /// In front of the line with this byte.
    Above(usize),
}

/// The place of a key among others in lines: below a comment that shows it or speaks of it, else
/// where a new profile has it, by the `order` of its keys. `indent` is that of the other keys.
pub(super) fn place(
    edits: &Edits,
    entries: &[Entry],
    order: &[&str],
    key: &str,
    indent: &str,
) -> Place {
    if let Some(below) = commented(edits, entries, key, indent) {
        return Place::Below(below);
    }
    let rank = |key: &str| order.iter().position(|known| *known == key);
    let before = entries.iter().filter(|entry| rank(&entry.key) < rank(key));
    if let Some(before) = before.max_by_key(|entry| rank(&entry.key)) {
        return Place::Below(last_line(edits, before, indent));
    }
    match entries.first() {
        Some(first) => Place::Above(first_line(edits, first)),
        None => Place::Below(edits.text.len()),
    }
}

/// The last line of the comment that shows a key, such as `# deadline: 2028-09-01`, or that is the
/// heading of one.
fn commented(edits: &Edits, entries: &[Entry], key: &str, indent: &str) -> Option<usize> {
    let heading = HEADINGS.iter().find(|(known, _)| *known == key).map(|(_, heading)| *heading);
    let shows = |said: &str| {
        said.strip_prefix(key).is_some_and(|rest| rest.starts_with(':'))
            || heading.is_some_and(|heading| said.starts_with(heading))
    };
    let is_outside = |line: &Range<usize>| {
        !entries
            .iter()
            .map(Entry::range)
            .any(|entry| entry.start < line.end && line.start < entry.end)
    };
    let comment =
        |line: &Range<usize>| edits.text[line.clone()].strip_prefix(indent)?.strip_prefix('#');
    let lines = lines(edits).filter(is_outside).collect::<Vec<_>>();
    let shown = lines.iter().rposition(|line| {
        comment(line).is_some_and(|said| shows(said.strip_prefix(' ').unwrap_or(said)))
    })?;
    // What it shows may go on in further lines, which are indented.
    let more = lines[shown + 1..]
        .iter()
        .take_while(|line| comment(line).is_some_and(|said| said.starts_with("  ")));
    Some(more.last().unwrap_or(&lines[shown]).start)
}

fn lines(edits: &Edits) -> impl Iterator<Item = Range<usize>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        (at < edits.text.len()).then(|| {
            let line = edits.line(at);
            at = edits.behind_line(line.end);
            line
        })
    })
}

/// The last line of an entry, with the comments below it that are indented like a part of it.
fn last_line(edits: &Edits, entry: &Entry, indent: &str) -> usize {
    let mut last = edits.line(entry.range().end);
    loop {
        let next = edits.behind_line(last.end);
        let line = edits.line(next);
        let text = &edits.text[line.clone()];
        let is_inner = text.trim_start().starts_with('#')
            && text.len() - text.trim_start().len() > indent.len();
        if next == last.start || !is_inner {
            return last.start;
        }
        last = line;
    }
}

/// The first line of the comment right above an entry, else its own.
fn first_line(edits: &Edits, entry: &Entry) -> usize {
    let mut first = edits.line(entry.key_range.start).start;
    while first > 0 {
        let above = edits.line(first - 1).start;
        if !edits.text[above..first].trim_start().starts_with('#') {
            break;
        }
        first = above;
    }
    first
}
