//! Dates, money and counts in words.

use jiff::civil::Date;

use crate::knowledge::hours::thousands;
use crate::knowledge::words::CostClass;
use crate::view::catalogue::CostView;
use crate::view::deadline::OutcomeView;
use crate::view::plan::TotalsView;

/// `4 Jan 2027`.
pub(super) fn day(date: Date) -> String {
    date.strftime("%-d %b %Y").to_string()
}

/// `4 Jan`.
pub(super) fn short_day(date: Date) -> String {
    date.strftime("%-d %b").to_string()
}

/// `Jan, May`.
pub(super) fn months(months: &[u8]) -> String {
    const NAMES: [&str; 12] =
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let names: Vec<&str> = months.iter().map(|&month| NAMES[usize::from(month) - 1]).collect();
    names.join(", ")
}

/// `1 step`, `2 steps`.
pub(super) fn count(number: usize, noun: &str) -> String {
    format!("{number} {noun}{}", if number == 1 { "" } else { "s" })
}

pub(super) fn usd(amount: f64) -> String {
    format!("USD {}", thousands(amount.round() as u64))
}

pub(super) fn cost(cost: &CostView) -> String {
    match (cost.class, cost.usd) {
        (_, Some(amount)) if amount > 0.0 => usd(amount),
        (CostClass::Paid, None) => "price unknown".to_owned(),
        (CostClass::FreeAudit, _) => "free to audit".to_owned(),
        _ => "free".to_owned(),
    }
}

/// What a plan costs, honestly.
pub(super) fn money(totals: &TotalsView) -> String {
    let known = if totals.usd > 0.0 { usd(totals.usd) } else { "free".to_owned() };
    let unknown = match totals.price_unknown.as_slice() {
        [] => return known,
        few @ ([_] | [_, _]) => format!("{} without a known price", few.join(" and ")),
        many => format!("{} without a known price", count(many.len(), "step")),
    };
    if totals.usd > 0.0 {
        format!("{known}, and {unknown}")
    } else {
        format!("free, but for {unknown}")
    }
}

/// A verdict with its figures.
pub(super) fn outcome(outcome: &OutcomeView) -> String {
    let likely = format!("{:.0} % likely", (outcome.likelihood * 100.0).floor());
    match outcome.verdict {
        "fits" => {
            format!("fits, {} to spare, {likely}", count(outcome.weeks_to_spare as usize, "week"))
        }
        "tight" => format!("tight, only {likely}"),
        _ => match outcome.hours_short.get().ceil() as u64 {
            1 => "short by 1 hour".to_owned(),
            hours => format!("short by {} hours", thousands(hours)),
        },
    }
}
