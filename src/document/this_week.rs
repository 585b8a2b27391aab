//! The screen of the week.

use crate::document::next::week;
use crate::document::phrases::{
    aim_of, apply, comeback, day, met, nothing_to_do, odds, outcome, shares, spent, streak,
};
use crate::document::tree::{Answer, Document, Facts};
use crate::knowledge::text::Count;
use crate::view::next::NextStepView;
use crate::view::this_week::{LookAtView, ResultView, ThisWeekView};

/// The width of the labels.
const LABELS: usize = 10;

impl Answer for ThisWeekView {
    fn document(&self) -> Document<'_> {
        let mut document = Document::default();
        document.heading(week(&self.this_week));
        let mut facts = Facts::of_all(LABELS);
        facts.in_plain("aim", aim_of(&self.aim).unwrap_or_else(|| self.role_name.clone()));
        facts.in_plain("week", self.this_week.week);
        facts.in_plain("hours", self.this_week.hours);
        facts.in_plain("logged", spent(self.this_week.logged));
        facts.in_plain("left", self.this_week.left);
        facts.all("Aim", met(&self.aim));
        facts.all("Back", self.comeback.iter().map(comeback));
        facts.all(label(self), self.steps.iter().flat_map(step));
        facts.all(
            "Waiting",
            self.waiting.iter().map(|it| format!("{} needs {}", it.id, it.asks_for)),
        );
        facts.add("Result", self.next_result.as_ref().map(result));
        facts.add("Adverts", self.standing.as_ref().map(shares));
        facts.add("Apply", apply(&self.stages, self.today));
        facts.add("Finish", self.finish.as_ref().map(|finish| odds(finish, self.is_pace_known)));
        if let Some(deadline) = &self.deadline {
            facts
                .add("Deadline", format!("{}: {}", day(deadline.date), outcome(&deadline.outcome)));
        }
        facts.in_plain("streak", Count(self.streak as usize, "week").to_string());
        facts.on_terminal("Streak", streak(self.streak));
        facts.all("Look at", self.look_at.iter().map(look_at));
        document.facts(facts);
        if self.finish.is_none() {
            document.say(nothing_to_do(&self.aim, self.aim.iter().all(|it| it.complete)));
        }
        document
    }
}

/// When the steps are to be worked on.
fn label(view: &ThisWeekView) -> &'static str {
    let is_later = view.week.is_some_and(|week| week > view.this_week.week);
    if is_later { "Next week" } else { "Do" }
}

/// What to do and where, and when it is done.
fn step(step: &NextStepView) -> [String; 2] {
    let url = step.resources.iter().find_map(|resource| resource.url.as_ref());
    let url = url.map(|url| format!(": {url}")).unwrap_or_default();
    let NextStepView { title, id, now, done_when, .. } = step;
    [format!("{title} ({id}), {now} h{url}"), format!("done when: {done_when}")]
}

fn result(result: &ResultView) -> String {
    let ResultView { title, id, hours, finish } = result;
    format!("by {}, {hours} h from here: {title} ({id})", day(*finish))
}

fn look_at(step: &LookAtView) -> String {
    let LookAtView { id, spent: worked, likely, last, .. } = step;
    let (worked, last) = (spent(*worked), day(*last));
    match step.over {
        true => format!("{id}: {worked} of about {likely} h; is it finished?"),
        false => format!("{id}: in progress, but nothing since {last}"),
    }
}
