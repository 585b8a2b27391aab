//! What was finished, and what that changes: each line only if something has moved.

use itertools::Itertools as _;
use jiff::Unit;
use jiff::civil::Date;

use crate::document::phrases::{asker, day, days, percent};
use crate::document::tree::{Answer, Document, Facts};
use crate::knowledge::hours::Hours;
use crate::knowledge::text::Count;
use crate::knowledge::vocabulary::{Keyword as _, Level};
use crate::view::moment::{
    ChangeView, CompletionView, CountsTooView, FinishedView, MomentView, OpenedView,
};

/// The most steps and lines for a CV that are named.
const NAMED: usize = 3;

impl Answer for MomentView {
    fn document(&self) -> Document<'_> {
        let mut document = Document::default();
        let mut facts = Facts::of_all(10);
        facts.add("Took", took(&self.finished));
        if self.completion.is_none() {
            facts.all("CV line", lines(&self.finished));
        }
        facts.add("Counts", counts_too(&self.counts_too));
        facts.add("Opens", opens(&self.opens));
        if let Some(plan) = &self.plan {
            change(plan, &mut facts);
        }
        document.facts(facts);
        if let Some(completion) = &self.completion {
            page(completion, &mut document);
        }
        document
    }
}

impl MomentView {
    /// Whether there is anything to say beside what was recorded.
    pub fn is_silent(&self) -> bool {
        let facts = self.finished.iter().all(|it| it.spent.is_none() && it.cv.is_none());
        facts && self.opens.is_empty() && self.plan.is_none() && self.counts_too.is_empty()
    }
}

/// `with prerequisites: python working, sql-course`, and how to say that it is less.
fn counts_too(view: &CountsTooView) -> Option<String> {
    let know = view.know.iter().map(|(competency, level)| format!("{competency} {level}"));
    let all = know.chain(view.done.iter().cloned()).join(", ");
    let much = view.know.iter().find(|(_, level)| **level > Level::Aware);
    let less = much.map(|(it, _)| format!(" (too much? mlpath know {it}=aware)"));
    (!all.is_empty()).then(|| format!("with prerequisites: {all}{}", less.unwrap_or_default()))
}

/// `41 h, estimated 45: 9 % faster`.
fn took(finished: &[FinishedView]) -> String {
    let known = finished.iter().filter_map(|it| Some((it.spent?, it.likely))).collect_vec();
    let [spent, likely] = [0, 1].map(|which| -> Hours {
        known.iter().map(|&(spent, likely)| [spent, likely][which]).sum()
    });
    if spent.is_zero() || likely.is_zero() {
        return String::new();
    }
    let share = (spent.above(likely) / likely.get() * 100.0).round();
    let compared = match share {
        0.0 => "as estimated".to_owned(),
        more if more > 0.0 => format!("estimated {likely}: {more}\u{a0}% longer"),
        less => format!("estimated {likely}: {}\u{a0}% faster", -less),
    };
    let part = match known.len() {
        all if all == finished.len() => String::new(),
        some => format!(" ({some} of {} steps)", finished.len()),
    };
    format!("{spent} h{part}, {compared}")
}

fn lines(finished: &[FinishedView]) -> Vec<String> {
    let lines = finished.iter().filter_map(|it| it.cv.clone()).collect_vec();
    let more = lines.len().saturating_sub(NAMED);
    let rest = (more > 0).then(|| format!("and {more} more, with `mlpath cv`"));
    lines.into_iter().take(NAMED).chain(rest).collect()
}

fn opens(opens: &[OpenedView]) -> String {
    let titles = opens.iter().take(NAMED).map(|it| it.title.clone()).join("; ");
    match opens.len().saturating_sub(NAMED) {
        0 => titles,
        more => format!("{titles}; and {more} more"),
    }
}

fn change(plan: &ChangeView, facts: &mut Facts) {
    facts.add("Left", moved(plan.hours_before, plan.hours, |hours| format!("{hours} h")));
    if plan.done < plan.steps {
        facts.add("Finish", moved(plan.finish_before, plan.finish, day));
    }
    if let (Some(before), Some(now)) = (&plan.standing_before, &plan.standing) {
        let of = |name: &str, before: f64, now: f64| {
            moved(percent(before), percent(now), |share| share)
                .map(|moved| format!("{name} {moved}"))
        };
        let shares = [
            of("held", before.held, now.held),
            of("in reach", before.within_reach, now.within_reach),
        ];
        facts.add("Adverts", shares.into_iter().flatten().join(", "));
    }
    facts.add("Reached", plan.reached.join(", "));
    if plan.hours_before.is_zero() {
        return;
    }
    let sections = plan.sections.iter();
    let sections =
        sections.map(|it| format!("{} of {} in {}", it.done, it.steps, it.section.word()));
    let all = format!("{} of {} in all", plan.done, plan.steps);
    facts.add("Done", sections.chain([all]).join(", "));
}

/// `1,978 h → 1,933 h`; nothing if it is the same.
fn moved<T: PartialEq>(before: T, now: T, said: impl Fn(T) -> String) -> Option<String> {
    let is_same = before == now;
    let (before, now) = (said(before), said(now));
    (!is_same).then(|| format!("{before} \u{2192} {now}"))
}

/// What is worth keeping when nothing is left to do.
fn page<'a>(completion: &'a CompletionView, document: &mut Document<'a>) {
    let CompletionView { role_name, aim, steps, hours, first, last, cv } = completion;
    let all = if aim.iter().all(|it| it.complete) { "" } else { " and steps teach" };
    document.space();
    document.heading(role_name);
    document.say(format!("You have everything that {}{all}.", asker(aim)));
    document.space();
    let mut facts = Facts::of_all(10);
    facts.in_plain("reached", role_name);
    facts.add("Steps", *steps);
    facts.add("Hours", (!hours.is_zero()).then(|| format!("{hours} recorded")));
    facts.add("Time", format!("{}: {}", span(*first, *last), days(*first, *last)));
    document.facts(facts);
    document.space();
    document.0.extend(cv.document().0);
}

/// `2 years 5 months`; in days, if it is less than a month.
fn span(first: Date, last: Date) -> String {
    let last = last.tomorrow().unwrap_or(last);
    let (years, months) = first.until((Unit::Year, last)).map_or((0, 0), |span| {
        (usize::from(span.get_years().unsigned_abs()), span.get_months().unsigned_abs() as usize)
    });
    let counted =
        [(years, "year"), (months, "month")].into_iter().filter(|(number, _)| *number > 0);
    let said = counted.map(|(number, unit)| Count(number, unit).to_string()).join(" ");
    let days = first.until(last).map_or(0, |span| span.get_days().unsigned_abs() as usize);
    if said.is_empty() { Count(days, "day").to_string() } else { said }
}
