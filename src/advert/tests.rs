//! Any text can be read, and what is read in it is proved by its own words.

use std::sync::LazyLock;

use proptest::prelude::*;

use crate::advert::{Advert, Reader, Strength};
use crate::knowledge::model::Kb;

static KB: LazyLock<Kb> = LazyLock::new(|| crate::knowledge::load(None).unwrap());

thread_local! {
    static READER: Reader<'static> = Reader::new(&KB);
}

/// Pieces of adverts, and of what no advert should hold.
fn pieces() -> impl Strategy<Value = String> {
    let known = "Python|R|C++|Go|.NET|R&D|scikit-learn|A/B testing|PhD|BS|MSc in|degree|\
                 Machine Learning|no|not required|nice to have|ideally|or|and|one of|3-5 years|two|\
                 5+ yrs|experience|You|we don't need|but|Requirements|Nice to have|What we offer:|\
                 Responsibilities|Statistics";
    let known = prop::sample::select(known.split('|').collect::<Vec<_>>());
    let between = prop::sample::select(vec![
        " ", "\n", "\n\n", "\n- ", "\n* ", ", ", "; ", ". ", ": ", " (", ") ", "/", "-", " | ",
        "**", "•", "\t", "", "'", "’s ", "o ", "\r\n",
    ]);
    let strange = "\\PC{0,6}";
    prop_oneof![
        6 => known.prop_map(str::to_owned),
        6 => between.prop_map(str::to_owned),
        1 => strange.prop_map(|text| text),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2048, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_read_and_every_proof_stands_in_it(
        pieces in prop::collection::vec(pieces(), 0..60)
    ) {
        let text = pieces.concat();
        let read = || READER.with(|reader| reader.read(&text));
        let advert = read();
        prop_assert_eq!(&advert, &read());
        for ask in &advert.asks {
            for (at, words) in &ask.proof {
                let here: String = text[*at..].split_whitespace().collect::<Vec<_>>().join(" ");
                prop_assert!(here.starts_with(words), "{words} at {at}");
            }
            let lists = advert.one_of.iter().filter(|want| want.any.contains_key(&ask.competency));
            let alone = ask.alone.map(|(strength, _)| strength);
            let wanted = lists.map(|want| want.strength).chain(alone);
            prop_assert!(wanted.max() >= Some(ask.strength));
        }
        for want in advert.wants(Strength::Duty) {
            let asked =
                want.any.keys().all(|&member| advert.asks.iter().any(|a| a.competency == member));
            prop_assert!(asked && !want.any.is_empty());
        }
    }
}

fn read(text: &str) -> Advert {
    READER.with(|reader| reader.read(text))
}

#[test]
fn no_previous_java_asks_for_no_java() {
    let asks = |text: &str| read(text).asks.len();
    assert_eq!(asks("You need Java."), 1);
    assert_eq!(asks("You need no previous Java."), 0);
}

#[test]
fn years_may_be_halves_or_more_by_a_plus() {
    for (text, least) in [
        ("You have 1.5 years of experience with Python.", 1),
        ("You have 2.5-4 years of experience with Python.", 2),
        ("You have 3 plus years of experience with Python.", 3),
    ] {
        let years = read(text).years.map(|years| (years.least, years.strength));
        assert_eq!(years, Some((least, Strength::Required)), "{text}");
    }
}
