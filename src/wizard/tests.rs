//! No sequence of keys breaks a question, and nothing but the keys that tick ticks.

use itertools::Itertools as _;
use proptest::prelude::{
    Just, Strategy, any, prop, prop_assert, prop_assert_eq, prop_oneof, proptest,
};

use crate::wizard::field::Field;
use crate::wizard::frame::{Frame, Size, width};
use crate::wizard::key::{Key, Turn};
use crate::wizard::list::{Choice, List};
use crate::wizard::prompt::Prompt;

fn keys() -> impl Strategy<Value = Key> {
    let letters = prop_oneof![any::<char>(), prop::sample::select(vec!['a', 'm', 'l', ' ', '机'])];
    prop_oneof![
        letters.prop_map(Key::Char),
        ".{0,30}".prop_map(Key::Pasted),
        prop::sample::select(vec![
            Key::Enter,
            Key::Tab,
            Key::Backspace,
            Key::Delete,
            Key::EraseWord,
            Key::EraseToStart,
            Key::EraseToEnd,
            Key::Left,
            Key::Right,
            Key::WordLeft,
            Key::WordRight,
            Key::Home,
            Key::End,
            Key::Up,
            Key::Down,
            Key::PageUp,
            Key::PageDown,
        ]),
        Just(Key::Escape),
        Just(Key::BackTab),
        Just(Key::Interrupt),
    ]
}

fn sizes() -> impl Strategy<Value = Size> {
    (10_usize..130, 1_usize..50).prop_map(|(columns, rows)| Size { columns, rows })
}

fn choices() -> impl Strategy<Value = Vec<Choice>> {
    let words = || "(machine|learning|机器学习|e\u{301}té|[a-z]{1,40}| ){0,12}";
    prop::collection::vec((words(), words()), 1..40)
        .prop_map(|all| all.into_iter().map(|(name, about)| Choice::new(name, about)).collect())
}

fn fits(frame: &Frame, size: Size) -> bool {
    let is_narrow = frame.rows.iter().all(|row| width(row) <= size.columns);
    let (row, column) = frame.cursor;
    is_narrow && frame.rows.len() <= size.rows && row < frame.rows.len() && column < size.columns
}

proptest! {
    #[test]
    fn a_list_survives_all_keys(
        choices in choices(),
        keys in prop::collection::vec(keys(), 0..40),
        size in sizes(),
        is_one in any::<bool>(),
    ) {
        let question = "Which of these have you finished?";
        let mut list = match is_one {
            true => List::one(question, choices, 0),
            false => List::many(question, choices, [0]),
        };
        for key in keys {
            let (ticked, open) = (list.ticked(), list.is_open());
            let turn = list.press(&key);
            let ticks = match key {
                Key::Char(' ') => open,
                Key::Enter => !open,
                Key::Tab => true,
                _ => false,
            };
            prop_assert!(ticks || list.ticked() == ticked, "{key:?} ticked");
            prop_assert!(turn != Turn::Answered || key == Key::Enter);
            prop_assert!(fits(&list.frame(size), size), "{:?}", list.frame(size));
        }
    }

    #[test]
    fn a_field_survives_all_keys(
        keys in prop::collection::vec(keys(), 0..40),
        default in ".{0,20}",
        size in sizes(),
    ) {
        let check = |text: &str| match text.len() % 3 {
            0 => Ok(format!("understood as {text}")),
            _ => Err(format!("`{text}` is nothing")),
        };
        let mut prompt = Prompt::Field(Field::new("By when?", "a date", default, check));
        for key in keys {
            let turn = prompt.press(&key);
            prop_assert!(key == Key::Enter || turn != Turn::Answered);
            prop_assert!(fits(&prompt.frame(size), size), "{:?}", prompt.frame(size));
        }
    }

    /// What was ticked and typed is there again, whatever is asked in between. Nobody can tell
    /// choices apart that read the same.
    #[test]
    fn what_was_begun_is_taken_up_again(
        choices in choices(),
        keys in prop::collection::vec(keys(), 0..20),
    ) {
        let choices = choices.into_iter().unique_by(|choice| format!("{choice:?}")).collect_vec();
        let mut list = List::many("Which?", choices.clone(), []);
        for key in &keys {
            list.press(key);
        }
        let before = list.frame(Size { columns: 60, rows: 30 }).rows;
        let mut again = List::many("Which?", choices, []);
        again.resume(&list);
        prop_assert_eq!(again.frame(Size { columns: 60, rows: 30 }).rows, before);
    }
}

#[test]
fn a_space_in_a_filter_is_a_space() {
    let names = ["Earn a PhD in machine learning", "Machine lathes", "Learn SQL"];
    let choices = names.map(|name| Choice::new(name, "")).to_vec();
    let mut list = List::many("Which?", choices, []);
    for c in "machine l".chars() {
        list.press(&Key::Char(c));
    }
    assert_eq!(list.ticked(), Vec::<usize>::new());
    list.press(&Key::Down);
    assert_eq!(list.press(&Key::Enter), Turn::Stay, "the first Enter ticks");
    assert_eq!((list.ticked(), list.is_open()), (vec![1], true));
    assert_eq!(list.press(&Key::Char(' ')), Turn::Stay);
    assert_eq!(list.ticked(), Vec::<usize>::new(), "on an empty filter a space ticks and unticks");
    assert_eq!(list.press(&Key::Enter), Turn::Answered);
}

#[test]
fn escape_empties_a_filter_and_then_goes_back() {
    let mut list = List::one("Which?", vec![Choice::new("One", "")], 0);
    list.press(&Key::Char('x'));
    assert_eq!(list.press(&Key::Enter), Turn::Stay, "nothing matches");
    assert_eq!(list.press(&Key::Escape), Turn::Stay);
    assert_eq!(list.press(&Key::Escape), Turn::Back);
}
