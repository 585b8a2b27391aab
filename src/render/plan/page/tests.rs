//! The charts of generated plans, read as a browser reads them.

use std::collections::BTreeMap;

use html5gum::{Token, Tokenizer};
use itertools::Itertools as _;
use jiff::ToSpan as _;
use jiff::civil::{Date, date};
use maud::Markup;
use proptest::prelude::*;

use crate::knowledge::entry::Cost;
use crate::knowledge::hours::Hours;
use crate::knowledge::vocabulary::{CostClass, Keyword as _, Kind, Section};
use crate::render::plan::page::{curve, hours, timeline, way};
use crate::view::curve::{CurveView, StageView, StandingView};
use crate::view::earned::EarnedView;
use crate::view::person::{Budget, Exception, ProfileView};
use crate::view::plan::{
    Finish, ForecastDay, PlanStepView, PlanView, StepHoursView, StepStatus, TotalsView, WeekView,
};
use crate::view::progress::DoneView;

const HOSTILE: &str = "</title><script>alert(1)</script> & \" onload='x' \u{202e}";
const START: Date = date(2026, 9, 1);

/// A step by what differs: its section, the weeks from the step before to its start, its length in
/// weeks, how far back those are that it waits for, and whether it is critical.
type Drawn = (usize, i64, i64, Vec<usize>, bool);

fn drawn() -> impl Strategy<Value = Drawn> {
    let back = prop::collection::vec(1..9_usize, 0..4);
    (0..4_usize, 0..9_i64, 1..30_i64, back, any::<bool>())
}

fn step(number: usize, start: Date, drawn: &Drawn) -> PlanStepView {
    let (section, _, weeks, back, critical) = drawn;
    let week = |week: i64| WeekView {
        week: start.saturating_add(week.weeks()),
        hours: Hours::whole(u32::try_from(week % 12).unwrap() + 1),
    };
    let hours = Hours::whole(10);
    PlanStepView {
        id: format!("step-{number}"),
        title: format!("{number} {HOSTILE} a title that goes on and on and on, \u{5b66}\u{4e60}"),
        section: Section::ALL[*section],
        item: String::new(),
        kind: Kind::Course,
        status: if number == 0 { StepStatus::Started } else { StepStatus::Todo },
        hours: StepHoursView { low: hours, likely: hours, high: hours, left: hours, spent: hours },
        full_time: number.is_multiple_of(5),
        domain: None,
        cost: Cost { class: CostClass::Free, usd: None, why: None },
        start,
        finish: start.saturating_add((*weeks * 7 - 1).days()),
        phase: start.year().to_string(),
        weeks: (0..*weeks).filter(|week| week % 7 != 3).map(week).collect(),
        waits_for: back.iter().filter_map(|&back| number.checked_sub(back)).map(id).collect(),
        because: Vec::new(),
        why: String::new(),
        why_by_title: HOSTILE.to_owned(),
        critical: *critical,
        held_after: Some((number as f64 / 100.0).min(1.0)),
        done_when: String::new(),
        earns: None,
        resources: Vec::new(),
    }
}

fn id(number: usize) -> String {
    format!("step-{number}")
}

fn plan(drawn: &[Drawn]) -> PlanView {
    let mut start = START;
    let mut steps = Vec::new();
    for (number, drawn) in drawn.iter().enumerate() {
        start = start.saturating_add(drawn.1.weeks());
        steps.push(step(number, start, drawn));
    }
    let last = steps.iter().map(|step| step.finish).max().unwrap_or(START);
    let by = ForecastDay::By(last);
    let point = |date: Date, held| CurveView {
        date,
        hours: Hours::ZERO,
        standing: StandingView { held, within_reach: held / 2.0, senior_within_reach: 0.0 },
    };
    let stage = |date| StageView {
        date,
        role: String::new(),
        name: format!("{HOSTILE} {}", "engineer ".repeat(20)),
        within_reach: None,
        has_posts: true,
    };
    PlanView {
        schema: "",
        role: String::new(),
        role_name: HOSTILE.to_owned(),
        aim: Vec::new(),
        start: START,
        today: START.saturating_add(3.days()),
        profile: profile(),
        capacity: Vec::new(),
        totals: TotalsView::default(),
        finish: Some(Finish { planned: last, bound: last, p10: by, p50: by, p80: by, p90: by }),
        since: None,
        sooner: None,
        deadline: None,
        unpaid: None,
        avoided: Vec::new(),
        phases: Vec::new(),
        adverts: Some(50),
        curve: vec![point(START, 0.0), point(last, 0.9)],
        stages: vec![stage(START), stage(START.saturating_add(2.days())), stage(last)],
        steps,
        beyond: Vec::new(),
        done: vec![finished()],
        skipped: Vec::new(),
        earned: EarnedView::default(),
        unreachable: None,
    }
}

fn finished() -> DoneView {
    DoneView {
        id: "before".to_owned(),
        title: HOSTILE.to_owned(),
        section: Section::Networking,
        on: START,
        spent: Hours::whole(3),
        likely: Hours::whole(4),
        evidence: None,
        forced: false,
        through: None,
    }
}

fn profile() -> ProfileView {
    ProfileView {
        know: BTreeMap::new(),
        done: Vec::new(),
        proven: BTreeMap::new(),
        overruled: Vec::new(),
        must: Vec::new(),
        avoid: Vec::new(),
        domain: None,
        domains_known: Vec::new(),
        drop: Vec::new(),
        hours: Budget::Weekly(Hours::whole(10)),
        exceptions: vec![Exception {
            from: START.saturating_add(10.days()),
            until: START.saturating_add(90.days()),
            budget: Budget::Weekly(Hours::ZERO),
            why: Some(HOSTILE.repeat(9)),
        }],
        parallel: 2,
        from_file: true,
    }
}

fn charts(plan: &PlanView) -> [Markup; 4] {
    [way::draw(plan), timeline::draw(plan), curve::draw(plan), hours::draw(plan)]
}

/// An element by its name and its attributes.
#[derive(Debug)]
struct Element {
    name: String,
    attributes: BTreeMap<String, String>,
}

impl Element {
    fn number(&self, attribute: &str) -> Option<f64> {
        self.attributes.get(attribute)?.parse().ok()
    }

    fn has_class(&self, class: &str) -> bool {
        self.attributes.get("class").is_some_and(|all| all.split(' ').contains(&class))
    }
}

/// The elements of a chart that is well-formed: all are closed, in their order.
fn elements(chart: &str) -> Vec<Element> {
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    let (mut open, mut all) = (Vec::new(), Vec::new());
    for Ok(token) in Tokenizer::new(chart) {
        match token {
            Token::StartTag(tag) => {
                let attributes = tag.attributes.iter().map(|(name, it)| (text(name), text(it)));
                all.push(Element { name: text(&tag.name), attributes: attributes.collect() });
                open.push(text(&tag.name));
            }
            Token::EndTag(tag) => assert_eq!(open.pop(), Some(text(&tag.name))),
            Token::Error(error) => panic!("{error:?}"),
            Token::String(_) | Token::Comment(_) | Token::Doctype(_) => {}
        }
    }
    assert!(open.is_empty(), "{open:?}");
    all
}

/// The points of a path, also those that bend it.
fn points(path: &str) -> Vec<(f64, f64)> {
    let (mut at, mut all) = ((0.0, 0.0), Vec::new());
    let begins = path.match_indices(|c: char| c.is_ascii_alphabetic()).map(|(place, _)| place);
    for (begin, end) in begins.chain([path.len()]).tuple_windows() {
        let numbers = path[begin + 1..end].split_whitespace().map(|it| it.parse::<f64>().unwrap());
        let numbers: Vec<f64> = numbers.collect();
        let pairs = || numbers.iter().copied().tuples();
        let (x, y) = at;
        let new: Vec<(f64, f64)> = match &path[begin..=begin] {
            "M" | "L" | "C" => pairs().collect(),
            "l" => pairs().map(|(right, down)| (x + right, y + down)).collect(),
            "H" => vec![(numbers[0], y)],
            "h" => vec![(x + numbers[0], y)],
            "V" => vec![(x, numbers[0])],
            "z" => Vec::new(),
            other => panic!("{other} in {path}"),
        };
        at = new.last().copied().unwrap_or(at);
        all.extend(new);
    }
    all
}

/// That a chart stays inside its frame.
fn check_frame(elements: &[Element]) {
    let svg = elements.iter().find(|it| it.name == "svg").unwrap();
    let frame = &svg.attributes["viewbox"];
    let frame: Vec<f64> = frame.split(' ').map(|it| it.parse().unwrap()).collect();
    for it in elements {
        let [x, y] = ["x", "y"].map(|name| it.number(name).unwrap_or_default());
        let [wide, high] = ["width", "height"].map(|name| it.number(name).unwrap_or_default());
        assert!(wide >= 0.0 && high >= 0.0, "{it:?}");
        let of_line = [("x1", "y1"), ("x2", "y2")]
            .map(|(x, y)| (it.number(x).unwrap_or_default(), it.number(y).unwrap_or_default()));
        let of_path = it.attributes.get("d").map(|path| points(path)).unwrap_or_default();
        for (x, y) in [(x, y), (x + wide, y + high)].into_iter().chain(of_line).chain(of_path) {
            assert!(x.is_finite() && y.is_finite(), "{it:?}");
            // Half the height of a line in a legend.
            assert!((-1.0..=frame[2] + 0.1).contains(&x), "{x} of {frame:?}: {it:?}");
            assert!((-1.0..=frame[3] + 0.1).contains(&y), "{y} of {frame:?}: {it:?}");
        }
    }
}

fn check_boxes(elements: &[Element], steps: usize) {
    let place = |it: &Element| ["x", "y"].map(|name| it.number(name).unwrap());
    let boxes: Vec<[f64; 2]> =
        elements.iter().filter(|it| it.has_class("box")).map(place).collect();
    assert_eq!(boxes.len(), steps + 1, "with the finished one");
    for [a, b] in boxes.iter().array_combinations() {
        let apart = (a[0] - b[0]).abs() >= 176.0 || (a[1] - b[1]).abs() >= 72.0;
        assert!(apart, "{a:?} {b:?}");
    }
}

fn check(plan: &PlanView) {
    for (chart, markup) in charts(plan).into_iter().enumerate() {
        let text = markup.into_string();
        if text.is_empty() {
            assert!(plan.steps.is_empty() && chart == 1);
            continue;
        }
        assert!(!text.contains("<script") && !text.contains("\u{202e}"), "{text}");
        let elements = elements(&text);
        check_frame(&elements);
        if chart == 0 {
            check_boxes(&elements, plan.steps.len());
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn charts_of_any_plan_are_well_formed_and_keep_to_their_frames(
        drawn in prop::collection::vec(drawn(), 0..80),
    ) {
        check(&plan(&drawn));
    }
}

#[test]
fn plans_of_one_step_of_many_and_of_one_phase_are_drawn() {
    check(&plan(&[(1, 0, 1, Vec::new(), true)]));
    check(&plan(&vec![(1, 0, 2, Vec::new(), false); 300]));
    check(&plan(&vec![(2, 0, 2, vec![1], true); 300]));
    // Longer than can be drawn week by week.
    check(&plan(&[(3, 0, 1, Vec::new(), false), (3, 200_000, 2, vec![1], true)]));
}

#[test]
fn without_adverts_there_is_no_curve() {
    let plan = PlanView { curve: Vec::new(), ..plan(&[(1, 0, 1, Vec::new(), true)]) };
    assert!(curve::draw(&plan).into_string().is_empty());
}
