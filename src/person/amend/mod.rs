//! Changes a profile and leaves every byte alone that does not have to change: comments, order,
//! quotes, blank lines, line ends.

pub mod append;
mod edits;
mod layout;
mod place;
#[cfg(test)]
mod tests;
mod value;

use std::ops::Range;

use granit_parser::{ScalarStyle, StructureStyle};
use itertools::Itertools as _;

use crate::knowledge::files::{BYTE_ORDER_MARK, SourceFile};
use crate::person::profile::read_wishes;
use crate::person::wishes::Wishes;
use crate::person::written::WrittenHours;
use edits::Edits;
use layout::{Entry, Layout, Node, Shape};
use place::{Place, place};
use value::word;

pub use value::{Value, values};

/// The text of a profile with other wishes. Lists and mappings are changed item by item; a key that
/// is new stands where a new profile would have it.
///
/// # Errors
/// In words what the text has that cannot be changed like this; it is for a person to edit then.
pub fn amend(text: &str, wishes: &Wishes) -> Result<String, String> {
    let mark = if text.starts_with(BYTE_ORDER_MARK) { BYTE_ORDER_MARK } else { "" };
    let text = &text[mark.len()..];
    let read = |text: &str| read_wishes(&SourceFile::new("", text));
    let old = read(text).map_err(|wrong| wrong.to_string())?;
    let Layout { top, words } = layout::read(text)?;
    let mut amendment = Amendment { edits: Edits::new(text, &words) };
    amendment.profile(top.as_ref(), &values(&old), &values(wishes))?;
    let made = amendment.edits.text();
    // Whatever the text is like: what comes out means what it should.
    match read(&made) {
        Ok(meant) if in_order(&meant) == in_order(wishes) => Ok(format!("{mark}{made}")),
        _ => Err("it is written in a way that only a person can change".to_owned()),
    }
}

/// The same wishes, with one order of what has none.
fn in_order(wishes: &Wishes) -> Wishes {
    let mut wishes = wishes.clone();
    wishes.allow.clear();
    wishes.know.sort();
    if let Some(WrittenHours::Daily(days)) = &mut wishes.hours {
        days.sort_by(|(one, _), (other, _)| one.cmp(other));
    }
    wishes
}

struct Amendment<'t> {
    edits: Edits<'t>,
}

type Values = [(&'static str, Option<Value>)];

impl Amendment<'_> {
    fn profile(&mut self, top: Option<&Node>, old: &Values, new: &Values) -> Result<(), String> {
        let (style, entries) = match top.map(|node| &node.shape) {
            None => (StructureStyle::Block, [].as_slice()),
            Some(Shape::Map(style, entries)) => (*style, entries.as_slice()),
            Some(_) => return Err("it is not a mapping".to_owned()),
        };
        let order = new.iter().map(|(key, _)| *key).collect_vec();
        let mut gone = vec![false; entries.len()];
        let mut added = Vec::new();
        for ((key, old), (_, new)) in old.iter().zip(new) {
            let at = entries.iter().position(|entry| entry.key == *key);
            match (at, new) {
                _ if old == new => {}
                (Some(at), Some(new)) => self.value(&entries[at], old.as_ref(), new)?,
                (Some(at), None) => gone[at] = true,
                (None, Some(new)) => added.push((*key, format!("{key}: {new}"))),
                (None, None) => {}
            }
        }
        let ranges = entries.iter().map(Entry::range).collect_vec();
        if let (Some(top), StructureStyle::Flow) = (top, style) {
            let added = added.into_iter().map(|(_, text)| text).collect_vec();
            self.in_brackets(&top.range, &ranges, &gone, &added);
        } else {
            let cut = ranges.iter().zip(&gone).filter(|(_, gone)| **gone);
            cut.for_each(|(range, _)| self.edits.cut(range.clone()));
            self.new_keys(entries, &order, added);
        }
        Ok(())
    }

    /// Adds lines for keys that are new.
    fn new_keys(&mut self, entries: &[Entry], order: &[&str], added: Vec<(&str, String)>) {
        let indent = entries.first().map_or(0, |first| self.column(first.key_range.start));
        let indent = " ".repeat(indent);
        let break_ = self.line_break();
        for (key, text) in added {
            match place(&self.edits, entries, order, key, &indent) {
                Place::Below(at) => self.below(at, &format!("{indent}{text}")),
                Place::Above(at) => self.edits.put(at, format!("{indent}{text}{break_}")),
            }
        }
    }

    /// Changes the value of a key.
    fn value(&mut self, entry: &Entry, old: Option<&Value>, new: &Value) -> Result<(), String> {
        let node = &entry.value;
        match (&node.shape, old, new) {
            (Shape::List(style, items), Some(Value::List(old)), Value::List(new))
                if items.len() == old.len() && !items.is_empty() =>
            {
                let kept = old.iter().filter(|item| new.contains(item)).count();
                if new.len() >= kept
                    && old.iter().filter(|item| new.contains(item)).eq(&new[..kept])
                {
                    let gone = old.iter().map(|item| !new.contains(item)).collect_vec();
                    let added = new[kept..].iter().map(ToString::to_string).collect_vec();
                    let ranges = self.item_ranges(*style, items);
                    return self.members(entry, *style, &ranges, &gone, &added, "- ");
                }
            }
            (Shape::Map(style, entries), Some(Value::Map(old)), Value::Map(new))
                if entries.len() == old.len() && !entries.is_empty() =>
            {
                return self.map(entry, (*style, entries), old, new);
            }
            _ => {}
        }
        self.replace(entry, new)
    }

    fn map(
        &mut self,
        entry: &Entry,
        (style, entries): (StructureStyle, &[Entry]),
        old: &[(String, Value)],
        new: &[(String, Value)],
    ) -> Result<(), String> {
        let mut gone = Vec::new();
        for (inner, (key, old)) in entries.iter().zip(old) {
            let new = new.iter().find(|(other, _)| other == key).map(|(_, new)| new);
            gone.push(new.is_none());
            if let Some(new) = new.filter(|new| *new != old) {
                self.value(inner, Some(old), new)?;
            }
        }
        let is_new = |(key, _): &&(String, Value)| old.iter().all(|(other, _)| other != key);
        let added = new.iter().filter(is_new);
        let added = added.map(|(key, value)| format!("{}: {value}", word(key))).collect_vec();
        let ranges = entries.iter().map(Entry::range).collect_vec();
        self.members(entry, style, &ranges, &gone, &added, "")
    }

    /// Takes members of a collection out and adds others behind the rest.
    fn members(
        &mut self,
        entry: &Entry,
        style: StructureStyle,
        members: &[Range<usize>],
        gone: &[bool],
        added: &[String],
        mark: &str,
    ) -> Result<(), String> {
        if style == StructureStyle::Flow {
            self.in_brackets(&entry.value.range, members, gone, added);
            return Ok(());
        }
        let Some(last) = gone.iter().rposition(|gone| !gone) else {
            let inner = added.join(", ");
            let all = if mark.is_empty() { format!("{{{inner}}}") } else { format!("[{inner}]") };
            return self.instead(entry, &all);
        };
        let cut = members.iter().zip(gone).filter(|(_, gone)| **gone);
        cut.for_each(|(member, _)| self.edits.cut(member.clone()));
        let indent = " ".repeat(self.column(members[last].start));
        for text in added {
            self.below(members[last].end, &format!("{indent}{mark}{text}"));
        }
        Ok(())
    }

    /// The same for a collection in brackets.
    fn in_brackets(
        &mut self,
        around: &Range<usize>,
        members: &[Range<usize>],
        gone: &[bool],
        added: &[String],
    ) {
        let Some(last) = gone.iter().rposition(|gone| !gone) else {
            self.edits.put(around.start + 1, added.join(", "));
            return self.edits.cut(around.start + 1..around.end - 1);
        };
        let comma_behind = |edits: &Edits, at: usize| {
            let next = members.get(at + 1).map_or(around.end - 1, |next| next.start);
            edits.comma(members[at].end..next)
        };
        for (at, member) in members.iter().enumerate().filter(|&(at, _)| gone[at]) {
            let comma = comma_behind(&self.edits, at);
            self.cut_with_comma(member.clone(), comma);
            if at + 1 == members.len() && comma.is_none() {
                let before = comma_behind(&self.edits, last).unwrap_or(member.start);
                self.cut_with_comma(before..before, Some(before));
            }
        }
        for text in added {
            self.edits.put(members[last].end, format!(", {text}"));
        }
    }

    /// Cuts out a member and the comma behind it, with the blanks up to what follows.
    fn cut_with_comma(&mut self, member: Range<usize>, comma: Option<usize>) {
        let Some(comma) = comma else { return self.edits.cut(member) };
        let rest = &self.edits.text[comma + 1..];
        let end = self.edits.text.len() - rest.trim_start_matches([' ', '\t']).len();
        if self.edits.text[member.end..comma].trim().is_empty() {
            return self.edits.cut(member.start..end);
        }
        self.edits.cut(member);
        self.edits.cut(comma..end);
    }

    /// Writes another value.
    fn replace(&mut self, entry: &Entry, new: &Value) -> Result<(), String> {
        let text = match (&entry.value.shape, new) {
            (Shape::Word(ScalarStyle::Literal | ScalarStyle::Folded), _) => {
                return Err(format!("`{}` is written as a block of lines", entry.key));
            }
            (Shape::Word(ScalarStyle::SingleQuoted), Value::Word(text)) => {
                format!("'{}'", text.replace('\'', "''"))
            }
            (Shape::Word(ScalarStyle::DoubleQuoted), Value::Word(text)) => {
                serde_json::json!(text).to_string()
            }
            _ => new.to_string(),
        };
        self.instead(entry, &text)
    }

    fn instead(&mut self, entry: &Entry, text: &str) -> Result<(), String> {
        let Entry { key, behind_colon, value: Node { range, shape }, .. } = entry;
        let is_in_lines = matches!(
            shape,
            Shape::List(StructureStyle::Block, _) | Shape::Map(StructureStyle::Block, _)
        );
        if is_in_lines || range.is_empty() {
            let colon = behind_colon.ok_or_else(|| format!("`{key}` has no colon"))?;
            self.edits.put(colon, format!(" {text}"));
        } else {
            self.edits.put(range.start, text.to_owned());
        }
        self.edits.cut(range.clone());
        Ok(())
    }

    /// The bytes of the items of a list, in lines with their dashes.
    fn item_ranges(&self, style: StructureStyle, items: &[Node]) -> Vec<Range<usize>> {
        let text = self.edits.text;
        let start = |node: &Node| match style {
            StructureStyle::Flow => node.range.start,
            StructureStyle::Block => {
                text[..node.range.start].rfind('-').unwrap_or(node.range.start)
            }
        };
        items.iter().map(|node| start(node)..node.range.end).collect()
    }

    /// Adds a line below the one with this byte.
    fn below(&mut self, at: usize, line: &str) {
        let (next, break_) = (self.edits.behind_line(at), self.line_break());
        // At the end of a text that does not end with a line break there is no next line.
        let is_next = next == 0 || self.edits.text[..next].ends_with('\n');
        match is_next {
            true => self.edits.put(next, format!("{line}{break_}")),
            false => self.edits.put(next, format!("{break_}{line}")),
        }
    }

    /// How many letters stand before a byte on its line.
    fn column(&self, at: usize) -> usize {
        self.edits.text[self.edits.line(at).start..at].chars().count()
    }

    fn line_break(&self) -> &'static str {
        match self.edits.text.find('\n') {
            Some(at) if self.edits.text[..at].ends_with('\r') => "\r\n",
            _ => "\n",
        }
    }
}
