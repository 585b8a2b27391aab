//! The plan as a page: one file that needs nothing else, to be looked at, ticked, printed and shown
//! to others. Without its script all of it can be read.
//!
//! Text from the knowledge base, an advert or a person is escaped by `maud`.

mod about;
mod axis;
mod checklist;
mod curve;
mod cv;
mod hours;
mod links;
mod now;
mod policy;
mod summary;
mod svg;
#[cfg(test)]
mod tests;
mod text;
mod timeline;
mod way;

use maud::{DOCTYPE, Markup, PreEscaped, html};

use crate::document::phrases::aim_of;
use crate::knowledge::text::replaced;
use crate::view::plan::PlanView;

const STYLE: &str = concat!(
    include_str!("style/theme.css"),
    include_str!("style/text.css"),
    include_str!("style/parts.css"),
    include_str!("charts.css"),
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
    let towards = aim_of(&plan.aim);
    let adverts = towards.as_deref().and_then(|aim| aim.strip_prefix("towards "));
    let (lead, aim) = match adverts {
        Some(adverts) => ("My way towards:", adverts),
        None => ("My way to become:", plan.role_name.as_str()),
    };
    let sections = sections(plan, file);
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

/// The picture, and where the script shows what a step tells that the keyboard is at: a pointer is
/// told by the browser, and a screen reader by the link.
fn way(plan: &PlanView) -> Markup {
    let picture = way::draw(plan);
    html! { @if !picture.0.is_empty() { (picture) p #told-of aria-hidden="true" {} } }
}

/// The parts that this plan has, in their order.
fn sections(plan: &PlanView, file: &str) -> Vec<Section> {
    let section = |id, name, heading: &str, body| {
        let heading = html! { (heading) };
        Section { id, name, heading, body }
    };
    let all = [
        Section { heading: now::heading(plan), ..section("now", "Now", "", now::draw(plan)) },
        section("way", "The way", "The way", way(plan)),
        section("curve", "Adverts", "What adverts ask for", curve::draw(plan)),
        section("hours", "Hours", "Where the hours go", hours::draw(plan)),
        section("timeline", "Weeks", "Week by week", timeline::draw(plan)),
        section("checklist", "Checklist", "Checklist", checklist::draw(plan)),
        section("cv", "CV", "For your CV", cv::draw(plan)),
        section("about", "About", "About this plan", about::draw(plan, file)),
    ];
    all.into_iter().filter(|section| !section.body.0.is_empty()).collect()
}
