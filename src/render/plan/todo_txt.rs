//! The plan as todo.txt: a line for each step, the open ones first.
//!
//! The format is that of <https://github.com/todotxt/todo.txt>. `t:` is the day before which a step
//! can be hidden; `id:` and `p:` say what waits for what, as topydo writes it.

use std::collections::BTreeMap;

use itertools::Itertools as _;
use jiff::ToSpan as _;
use jiff::civil::Date;

use crate::knowledge::text::visible;
use crate::render::plan::direct::direct;
use crate::view::plan::{PlanStepView, PlanView, monday_of};
use crate::view::progress::DoneView;

pub fn draw(view: &PlanView) -> String {
    let mut waiting: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (step, waits_for) in direct(&view.steps) {
        for first in waits_for {
            waiting.entry(first).or_default().push(step);
        }
    }
    let open = view.steps.iter().map(|step| {
        let waiting = waiting.get(&*step.id).map_or(&[][..], Vec::as_slice);
        planned(view, step, waiting)
    });
    open.chain(view.done.iter().map(|step| finished(view, step))).collect()
}

fn planned(view: &PlanView, step: &PlanStepView, waiting: &[&str]) -> String {
    let next_week = monday_of(view.start.max(view.today)).saturating_add(7.days());
    // What is begun this week comes first; a priority for each would be none for any.
    let priority = if step.start < next_week { "(A) " } else { "" };
    let created = view.start.min(view.today);
    let waiting = waiting.iter().map(|id| format!(" p:{id}")).format("");
    let PlanStepView { id, section, start, finish, .. } = step;
    let title = title(&step.title);
    format!(
        "{priority}{created} {title} +mlpath @{section} due:{finish} t:{start} id:{id}{waiting}\n"
    )
}

fn finished(view: &PlanView, step: &DoneView) -> String {
    let DoneView { id, section, on, .. } = step;
    // A day of completion is only known as one with that of creation behind it.
    let created: Date = view.start.min(view.today).min(*on);
    format!("x {on} {created} {} +mlpath @{section} id:{id}\n", title(&step.title))
}

/// A title without words that todo.txt reads as projects, contexts or keys with values: a space
/// makes text of them.
fn title(title: &str) -> String {
    let visible = visible(title);
    let mut out = String::with_capacity(visible.len());
    let mut before = ' ';
    for (at, c) in visible.char_indices() {
        out.push(c);
        let follows = visible[at + c.len_utf8()..].chars().next().unwrap_or(' ');
        let begins = before.is_whitespace() && matches!(c, '+' | '@');
        let ends_key = c == ':' && before != ':' && !before.is_whitespace();
        if (begins || ends_key) && !follows.is_whitespace() {
            out.push(' ');
        }
        before = out.chars().next_back().unwrap_or(' ');
    }
    out
}

#[cfg(test)]
mod tests {
    use super::title;

    #[test]
    fn no_word_of_a_title_means_anything() {
        for (text, written) in [
            ("Learn C++ and C#", "Learn C++ and C#"),
            ("+project @context ++x", "+ project @ context + + x"),
            ("due:2020-01-01 a:b:+c ::x 9:30", "due: 2020-01-01 a: b: + c ::x 9: 30"),
            ("Rust: a language, me@example.org + you", "Rust: a language, me@example.org + you"),
        ] {
            assert_eq!(title(text), written);
        }
    }
}
