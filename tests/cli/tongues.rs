//! Adverts in German, French and Spanish, all of them invented: what is read in them against what a
//! careful reader finds. Other languages are said not to be understood.

use std::collections::BTreeMap;
use std::fs;

use crate::console::{folder, program};
use crate::reading::{FRAMES, Saying, Score, answers, degrees, misread, views};

/// How high the degrees are of which one is enough.
fn lowest(degrees: impl IntoIterator<Item = impl AsRef<str>>) -> Option<usize> {
    let height = |degree: &str| {
        ["any", "bachelor", "master", "doctorate"].iter().position(|known| *known == degree)
    };
    degrees.into_iter().map(|degree| height(degree.as_ref()).unwrap()).min()
}

fn is_read_well(language: &str) {
    let mut answers = answers("answers-tongues.yaml");
    answers.retain(|name, _| name.starts_with(language));
    assert!(answers.len() >= 6);
    let views = views(&answers);
    Score::of(&answers, &views, &["required", "nice", "duty"]).holds(90, 93, 85);
    let (mut years, mut right) = (0, 0);
    for (name, answer) in &answers {
        let view = &views[name];
        assert_eq!(view["language"], language, "{name}");
        let least = view["years"]["least"].as_u64();
        assert!(least <= answer.years, "{name}: {least:?} years");
        years += usize::from(least == answer.years);
        let read = degrees(view);
        assert!(lowest(&read) <= lowest(&answer.degrees), "{name}: {read:?}");
        right += usize::from(read == answer.degrees);
    }
    assert!(years * 10 >= answers.len() * 8, "years of {years}");
    assert!(right * 10 >= answers.len() * 8, "degrees of {right}");
}

#[test]
fn german_adverts_are_read_well() {
    is_read_well("de");
}

#[test]
fn french_adverts_are_read_well() {
    is_read_well("fr");
}

#[test]
fn spanish_adverts_are_read_well() {
    is_read_well("es");
}

/// What is wrongly read of the sayings of every language in a file.
fn misread_in(file: &str) -> String {
    let text = fs::read_to_string(format!("tests/adverts/{file}")).unwrap();
    let all: BTreeMap<String, Vec<Saying>> = serde_yaml::from_str(&text).unwrap();
    all.iter()
        .map(|(language, sayings)| {
            let frame = FRAMES.iter().find(|(name, _)| name == language).unwrap();
            misread(sayings, frame.1)
        })
        .collect()
}

#[test]
fn every_saying_is_understood() {
    let wrong = misread_in("sayings-tongues.yaml");
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn what_decides_is_told_from_what_does_not() {
    let wrong = misread_in("sayings-knockouts.yaml");
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn other_languages_are_said_not_to_be_understood() {
    let folder = folder();
    let texts = [
        "Data engineer\n\nWij zoeken\n- Ervaring met Python en SQL\n- Kennis van Docker is een pré\n",
        "Engenheiro de dados\n\nRequisitos\n- Experiência com Python e SQL\n- Docker não é necessário\n",
        "Data engineer\n\nWymagania\n- Znajomość Pythona oraz SQL\n- Docker mile widziany\n",
    ];
    for text in texts {
        fs::write(folder.path().join("advert.txt"), text).unwrap();
        let output = program(folder.path()).args(["gap", "advert.txt"]).output().unwrap();
        let said = String::from_utf8(output.stdout).unwrap();
        let said = said.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(said.contains("is in a language that mlpath does not understand"), "{said}");
    }
}
