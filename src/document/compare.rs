//! Plans side by side.

use itertools::Itertools as _;

use crate::document::phrases::{money, outcome, some};
use crate::document::tree::{Answer, Block, Cell, Document, Facts};
use crate::view::compare::{CompareView, OnlyView, ScenarioView};

impl Answer for CompareView {
    fn document(&self) -> Document {
        let scenarios = self.scenarios.iter().map(|scenario| facts(scenario, self.scenarios.len()));
        Document(vec![Block::Beside(scenarios.collect())])
    }
}

/// The same labels for every scenario; `of`: how many there are.
fn facts(scenario: &ScenarioView, of: usize) -> Facts {
    let mut facts = Facts::about(scenario.name.clone());
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
    facts.add("Deadline", scenario.deadline.as_ref().map(outcome));
    facts.add("Only here", titles(&scenario.only));
    // Of two, the one lacks exactly the steps that only the other has.
    if of > 2 {
        facts.add("Not here", titles(&scenario.missing));
    }
    facts
}

fn titles(steps: &[OnlyView]) -> Cell {
    some(steps, |step| step.title.clone(), "step").into()
}
