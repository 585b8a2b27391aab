//! Promises that hold for any text: nothing panics, and an edit touches what it is for.

use itertools::Itertools as _;
use jiff::civil::date;
use proptest::collection::vec;
use proptest::prelude::{
    Just, ProptestConfig, Strategy, any, prop_assert, prop_assert_eq, prop_oneof, proptest,
};
use proptest::sample::select;
use proptest::test_runner::TestCaseError;

use crate::checklist::Checklist;
use crate::checklist::arrange::Slot;
use crate::checklist::tests::shown;
use crate::checklist::written::{Mark, Period};

const DATES: &str = "40 h, 4 Jan 2027 to 31 Jan 2027";

/// Lines that belong together, and what is to be read from them.
#[derive(Debug, Clone)]
struct Piece {
    lines: Vec<String>,
    id: Option<&'static str>,
    own: usize,
}

fn step() -> impl Strategy<Value = Piece> {
    let ids = select(vec!["python-course", "statistics-book", "project", "a"]);
    (ids, any::<bool>(), 0..5_usize).prop_map(|(id, ticked, shape)| {
        let tick = if ticked { 'x' } else { ' ' };
        let comment = format!("<!-- mlpath:{id} -->");
        let dated = format!("- [{tick}] **Läufe** ({DATES})");
        let (lines, own) = match shape {
            0 => (vec![format!("{dated} {comment}"), "  - Why: needed".into()], 0),
            1 => (vec![format!("{dated} {comment}"), "  - [x] week 1".into()], 1),
            2 => (vec![dated, format!("  {comment}"), "  * note".into()], 0),
            3 => (vec![format!("1. [{tick}] mine {comment}"), String::new()], 0),
            _ => (vec!["* [ ] both:".into(), format!("  {dated} {comment}  ")], 1),
        };
        Piece { lines, id: Some(id), own }
    })
}

fn own() -> impl Strategy<Value = Piece> {
    let piece = |own, text: &str| {
        Just(Piece { lines: text.split('\n').map(str::to_owned).collect(), id: None, own })
    };
    prop_oneof![
        piece(0, ""),
        piece(0, "A note with [x] and [ ] and 🎓."),
        piece(1, "- [ ] mine"),
        piece(2, "- [X] mine\n  - [ ] mine, too"),
        piece(0, "## February\n"),
        piece(0, "## Jan 2027 (40 h)\n"),
        piece(0, "\n2027 Q2 (40 h)\n--------------\n"),
        piece(0, "\n## Done\n"),
        piece(0, "> quoted\n"),
        piece(0, "```\n- [ ] code <!-- mlpath:code -->\n```"),
        piece(0, "<!-- seen -->\n"),
    ]
}

/// A text with each piece moved to the right, and its pieces.
fn documents(most: usize) -> impl Strategy<Value = (String, Vec<Piece>)> {
    let pieces = vec((prop_oneof![step(), own()], 0..=most), 0..12);
    (pieces, select(vec!["\n", "\r\n"]), any::<bool>()).prop_map(|(pieces, end, closed)| {
        let lines = pieces.iter().flat_map(|(piece, indent)| {
            piece.lines.iter().map(move |line| format!("{}{line}", " ".repeat(*indent)))
        });
        let text = lines.collect::<Vec<_>>().join(end) + if closed { end } else { "" };
        (text, pieces.into_iter().map(|(piece, _)| piece).collect())
    })
}

fn rubbish() -> impl Strategy<Value = String> {
    let scraps = "- |* |1. |[ ]|[x]|[\t]| |    |\t|\n|\n|\n|\r\n|\r|<!-- |<!--|mlpath:a|\
                  mlpath:b| -->|-->|```|~~~|> |# |## |---|<div>|<pre>|é|🎓|\u{feff}|[^1]: |\
                  [a]: |[|]|<|(|)|Start: |40 h, 4 Jan 2027 to 31 Jan 2027|*|_|~~|`|\\|$|&amp;|\
                  \0|x|\\[x\\]|\\[ ]|[/]|[-]|☐|☒|☑|\u{fe0f}|✅ 2027-02-03|{=html}|\
                  |`<!-- mlpath:a -->`|\
                  - [ ] A (40 h, 4 Jan 2027 to 31 Jan 2027) <!-- mlpath:b -->\n|\
                  \n## Jan 2027 (40 h)\n\n|\n## 2027 Q2 (9 h)\n|\n# Mine\n|\n---\n";
    let scraps: Vec<_> = scraps.split('|').chain(["|"]).collect();
    vec(select(scraps), 0..40).prop_map(|scraps| scraps.concat())
}

/// Every edit keeps to its places.
fn check(text: &str) -> Result<(), TestCaseError> {
    let list = Checklist::read(text);
    prop_assert!(list.boxes.is_sorted_by(|a, b| a.marker.end <= b.marker.start));
    let ticked = list.ticked(|_| true);
    prop_assert_eq!(ticked.len(), text.len());
    let mut from = 0;
    for step in &list.boxes {
        prop_assert_eq!(&ticked[from..step.marker.start], &text[from..step.marker.start]);
        let mark = &ticked[step.marker.clone()];
        prop_assert!(matches!(mark, "x" | "X" | "☒" | "☑"), "{mark:?}");
        from = step.marker.end;
    }
    prop_assert_eq!(&ticked[from..], &text[from..]);
    prop_assert!(Checklist::read(&ticked).boxes.iter().all(|step| step.mark == Mark::Ticked));
    let unmarked = |text: &str| {
        ["[x]", "[/]", "[-]"].iter().fold(shown(text), |text, mark| text.replace(mark, "[ ]"))
    };
    prop_assert_eq!(unmarked(&ticked), unmarked(text));

    prop_assert_eq!(list.ticked(|_| false), text);
    prop_assert_eq!(list.redated(|_| None), text);
    let dated = list.redated(|_| Some(DATES.to_owned()));
    prop_assert_eq!(Checklist::read(&dated).redated(|_| Some(DATES.to_owned())), dated);
    let later = list.redated(|_| Some("1 h, 1 May 2030 to 2 May 2030".to_owned()));
    prop_assert_eq!(shown(&later), shown(text));
    prop_assert_eq!(Checklist::read(&later).redated(|_| Some(DATES.to_owned())), text);

    prop_assert_eq!(list.summed_up(|_| None), text);
    let labelled = list.summed_up(|label| (label == "Start").then(|| "soon".to_owned()));
    let differs = labelled != text;
    prop_assert!(!differs || labelled.matches("soon").count() == 1);
    Ok(())
}

/// What is added is read after all that was there.
fn check_added(text: &str) -> Result<(), TestCaseError> {
    let block = "## New\n\n- [ ] New <!-- mlpath:new -->\n  - Why: needed\n- [x] mine\n";
    // An empty item is a box only once its line ends.
    let ended = format!("{text}\n");
    let list = Checklist::read(&ended);
    match Checklist::read(text).with_added(block) {
        Ok(added) => {
            prop_assert!(added.starts_with(text));
            let after = Checklist::read(&added);
            let ids = |list: &Checklist| -> Vec<_> {
                list.boxes.iter().map(|step| (step.id.to_owned(), step.mark, step.line)).collect()
            };
            let (old, mut new) = (ids(&list), ids(&after));
            let last = new.pop().unwrap();
            prop_assert_eq!(new, old);
            prop_assert_eq!((last.0.as_str(), last.1), ("new", Mark::Open));
            prop_assert_eq!(after.own.len(), list.own.len() + 1);
        }
        Err(unclosed) => {
            let from = text.split('\n').nth(unclosed - 1).unwrap();
            prop_assert!(from.contains(['`', '~', '<']), "{from:?}");
        }
    }
    Ok(())
}

/// The lines of a text that say something, but for headings of a time.
fn words(text: &str) -> Vec<String> {
    let text = text.replace('\r', "\n");
    let is_time = |line: &str| {
        let names =
            ["## Jan 2027", "## Feb 2027", "## May 2027", "## 2028", "## 2027 Q2", "2027 Q2"];
        names.iter().any(|name| line.starts_with(name)) || line.starts_with("-----")
    };
    let lines = text.trim_start_matches('\u{feff}').lines().map(str::trim_end);
    lines
        .filter(|line| !line.is_empty() && !is_time(line.trim_start()))
        .map(str::to_owned)
        .sorted()
        .collect()
}

/// Whatever moves, nothing that a person wrote is lost, and a second time nothing moves.
fn check_arranged(text: &str) -> Result<(), TestCaseError> {
    let slots = [
        ("a", Slot { start: date(2027, 2, 3), heading: "## Feb 2027 (1 h)" }),
        ("b", Slot { start: date(2027, 5, 4), heading: "## May 2027 (7 h)" }),
        ("project", Slot { start: date(2028, 1, 1), heading: "## 2028 (7 h)" }),
    ];
    let slot = |id: &str| slots.iter().find(|(own, _)| *own == id).map(|(_, slot)| *slot);
    let hours = |period: Period| (period.first > date(2027, 3, 1)).then(|| "7".to_owned());
    let new = [(slots[1].1, "- [ ] New <!-- mlpath:new -->\n  - Why: needed\n".to_owned())];
    for new in [&new[..], &[]] {
        let Ok(arranged) = Checklist::read(text).arranged(new, slot, hours) else {
            prop_assert!(!new.is_empty());
            continue;
        };
        let added: String = new.iter().map(|(_, item)| item.as_str()).collect();
        let all = format!("{text}\n{added}");
        prop_assert_eq!(words(&arranged.text), words(&all));
        let marks = |text: &str| -> Vec<_> {
            let list = Checklist::read(text);
            let boxes = list.boxes.iter().map(|step| (step.id.to_owned(), step.mark as u8));
            boxes.filter(|(id, _)| id != "new").sorted().collect()
        };
        prop_assert_eq!(marks(&arranged.text), marks(text));
        if new.is_empty() {
            let again = Checklist::read(&arranged.text).arranged(new, slot, hours).unwrap();
            prop_assert_eq!(again.text, arranged.text);
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn every_step_of_a_tidy_checklist_is_found((text, pieces) in documents(3)) {
        let list = Checklist::read(&text);
        let found: Vec<_> = list.boxes.iter().map(|step| step.id).collect();
        let expected: Vec<_> = pieces.iter().filter_map(|piece| piece.id).collect();
        prop_assert_eq!(found, expected);
        prop_assert_eq!(list.own.len(), pieces.iter().map(|piece| piece.own).sum::<usize>());
        prop_assert!(list.lost.is_empty());
    }

    #[test]
    fn edits_of_any_checklist_keep_to_their_places((text, _) in documents(8)) {
        check(&text)?;
        check_added(&text)?;
        check_arranged(&text)?;
    }

    #[test]
    fn rubbish_is_survived(text in rubbish()) {
        check(&text)?;
        check_added(&text)?;
        check_arranged(&text)?;
    }

    #[test]
    fn any_characters_are_survived(text in ".*") {
        check(&text)?;
        check_arranged(&text)?;
    }
}
