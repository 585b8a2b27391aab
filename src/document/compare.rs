//! Plans side by side.

use itertools::Itertools as _;
use jiff::civil::Date;

use crate::document::phrases::{day, met, money, outcome, shares, some};
use crate::document::tree::{Answer, Block, Cell, Document, Facts};
use crate::view::compare::{CompareView, OnlyView, ScenarioView};
use crate::view::curve::StageView;

impl Answer for CompareView {
    fn document(&self) -> Document<'_> {
        let scenarios = self.scenarios.iter().map(|scenario| facts(scenario, self.scenarios.len()));
        Document(vec![Block::Beside(scenarios.collect())])
    }
}

/// The same labels for every scenario; `of`: how many there are.
pub(super) fn facts(scenario: &ScenarioView, of: usize) -> Facts {
    let mut facts = Facts::about(scenario.name.clone());
    facts.add("Aim", met(&scenario.aim));
    facts.add("No plan", scenario.unreachable.iter().map(|reason| &reason.text).join("; "));
    let finish = scenario.finish.as_ref();
    let totals = finish.map(|_| &scenario.totals);
    facts.add("Steps", totals.map(|totals| totals.steps.to_string()));
    facts.add(
        "Hours",
        totals.map(|totals| {
            let hours = &totals.hours;
            format!("{} ({}\u{2013}{})", hours.likely, hours.low, hours.high)
        }),
    );
    facts.add("Money", totals.map(money));
    facts.add("Finish", finish.map(|finish| finish.planned));
    facts.add("50 % by", finish.map(|finish| finish.p50));
    facts.add("90 % by", finish.map(|finish| finish.p90));
    let reached =
        |at: usize| scenario.reached.get(at).map(|it| it.date.map_or("never".into(), day));
    facts.add("40 % held", reached(0));
    facts.add("60 % held", reached(1));
    facts.add("At the end", scenario.at_the_end.as_ref().map(shares));
    facts.add("Apply", scenario.stages.iter().map(|it| stage(it, scenario.start)).collect_vec());
    facts.add("Deadline", scenario.deadline.as_ref().map(outcome));
    facts.add("Only here", titles(&scenario.only));
    // Of two, the one lacks exactly the steps that only the other has.
    if of > 2 {
        facts.add("Not here", titles(&scenario.missing));
    }
    facts
}

/// `Analyst from 3 Jan 2028`.
fn stage(stage: &StageView, start: Date) -> String {
    match stage.date <= start {
        true => format!("{} at once", stage.name),
        false => format!("{} from {}", stage.name, day(stage.date)),
    }
}

fn titles(steps: &[OnlyView]) -> Cell {
    some(steps, |step| step.title.clone(), "step").into()
}
