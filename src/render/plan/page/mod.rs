//! The plan as a page: one file that needs nothing else, to be looked at, ticked, printed and shown
//! to others. Without its script all of it can be read.
//!
//! Text from the knowledge base, an advert or a person is escaped by `maud`.

mod about;
mod checklist;
mod cv;
mod links;
mod now;
mod policy;
mod summary;

use maud::{DOCTYPE, Markup, PreEscaped, html};

use crate::document::phrases::aim_of;
use crate::knowledge::text::replaced;
use crate::view::plan::PlanView;

const STYLE: &str = concat!(
    include_str!("style/theme.css"),
    include_str!("style/text.css"),
    include_str!("style/parts.css"),
    include_str!("style/print.css"),
);
const SCRIPT: &str = include_str!("script.js");

/// A part of the page, with the id and the name that the navigation has for it.
struct Section {
    id: &'static str,
    name: &'static str,
    heading: Markup,
    body: Markup,
}

/// The whole page, to be kept in a file of that name.
pub fn draw(plan: &PlanView, file: &str) -> String {
    let (lead, aim) = match aim_of(&plan.aim) {
        None => ("My way to become:", plan.role_name.clone()),
        Some(aim) => ("My way", aim),
    };
    let sections: Vec<Section> = sections(plan, file).into_iter().flatten().collect();
    let page = html! {
        (DOCTYPE)
        html lang="en" {
            (head(&format!("{lead} {aim}")))
            body {
                a .skip href="#main" { "Skip to the plan" }
                header {
                    h1 { span .lead { (lead) } " " (aim) }
                    (summary::draw(plan))
                }
                nav aria-label="Parts of the plan" {
                    ul { @for it in &sections { li { a href={ "#" (it.id) } { (it.name) } } } }
                }
                main #main tabindex="-1" {
                    @for it in &sections {
                        section #(it.id) aria-labelledby={ (it.id) "-heading" } {
                            h2 id={ (it.id) "-heading" } { (it.heading) }
                            (it.body)
                        }
                    }
                }
                footer { p { "Made by " code { "mlpath" } "." } }
                script { (PreEscaped(SCRIPT)) }
            }
        }
    };
    // Nothing in it reorders a line or hides from its reader.
    let shown = |c: char| if c == '\n' { c.to_string() } else { c.escape_unicode().to_string() };
    replaced(&page.into_string(), shown).into_owned() + "\n"
}

fn head(title: &str) -> Markup {
    html! {
        head {
            meta charset="utf-8";
            meta http-equiv="Content-Security-Policy" content=(policy::policy(STYLE, SCRIPT));
            meta name="viewport" content="width=device-width, initial-scale=1";
            meta name="referrer" content="no-referrer";
            meta name="color-scheme" content="light dark";
            title { (title) }
            style { (PreEscaped(STYLE)) }
        }
    }
}

/// The parts that this plan has, in their order.
fn sections(plan: &PlanView, file: &str) -> [Option<Section>; 4] {
    let section = |id, name, heading, body| Section { id, name, heading, body };
    let heading = |text: &str| html! { (text) };
    let is_left = !plan.steps.is_empty();
    [
        is_left.then(|| section("now", "Now", now::heading(plan), now::draw(plan))),
        Some(section("checklist", "Checklist", heading("Checklist"), checklist::draw(plan))),
        cv::draw(plan).map(|cv| section("cv", "CV", heading("For your CV"), cv)),
        Some(section("about", "About", heading("About this plan"), about::draw(plan, file))),
    ]
}
