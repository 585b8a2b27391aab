//! Promises that hold for any text: nothing panics, and an edit touches what it is for.

use proptest::collection::vec;
use proptest::prelude::{
    Just, ProptestConfig, Strategy, any, prop_assert, prop_assert_eq, prop_oneof, proptest,
};
use proptest::sample::select;
use proptest::test_runner::TestCaseError;

use crate::checklist::Checklist;
use crate::checklist::tests::shown;

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
                  \0|x";
    let scraps: Vec<_> = scraps.split('|').chain(["|"]).collect();
    vec(select(scraps), 0..40).prop_map(|scraps| scraps.concat())
}

/// Every edit keeps to its places.
fn check(text: &str) -> Result<(), TestCaseError> {
    let list = Checklist::read(text);
    prop_assert!(list.boxes.is_sorted_by(|a, b| a.marker.end <= b.marker.start));
    let in_box = |at| list.boxes.iter().any(|step| step.marker.start + 1 == at);
    let ticked = list.ticked(|_| true);
    prop_assert_eq!(ticked.len(), text.len());
    for (at, (old, new)) in text.bytes().zip(ticked.bytes()).enumerate() {
        let is_tick = matches!(old, b' ' | b'\t' | 0x0b | 0x0c) && new == b'x' && in_box(at);
        prop_assert!(old == new || is_tick, "{old} to {new} at {at}");
    }
    prop_assert!(Checklist::read(&ticked).boxes.iter().all(|step| step.ticked));
    prop_assert_eq!(shown(&ticked).replace("[x]", "[ ]"), shown(text).replace("[x]", "[ ]"));

    prop_assert_eq!(list.ticked(|_| false), text);
    prop_assert_eq!(list.redated(|_| None), text);
    prop_assert_eq!(list.redated(|_| Some(DATES.to_owned())), text);
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
                list.boxes.iter().map(|step| (step.id.to_owned(), step.ticked, step.line)).collect()
            };
            let (old, mut new) = (ids(&list), ids(&after));
            let last = new.pop().unwrap();
            prop_assert_eq!(new, old);
            prop_assert_eq!((last.0.as_str(), last.1), ("new", false));
            prop_assert_eq!(after.own.len(), list.own.len() + 1);
        }
        Err(unclosed) => {
            let from = text.split('\n').nth(unclosed - 1).unwrap();
            prop_assert!(from.contains(['`', '~', '<']), "{from:?}");
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
    }

    #[test]
    fn rubbish_is_survived(text in rubbish()) {
        check(&text)?;
        check_added(&text)?;
    }

    #[test]
    fn any_characters_are_survived(text in ".*") {
        check(&text)?;
    }
}
