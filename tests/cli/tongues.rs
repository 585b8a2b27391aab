//! Adverts in German, French and Spanish, all of them invented: what is read in them against what a
//! careful reader finds. Other languages are said not to be understood.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use serde_json::Value;

use crate::console::{folder, program};

#[derive(serde::Deserialize)]
struct Answer {
    required: BTreeSet<String>,
    nice: BTreeSet<String>,
    duties: BTreeSet<String>,
    ambiguous: BTreeSet<String>,
    years: Option<u64>,
    degrees: BTreeSet<String>,
}

impl Answer {
    fn strength(&self, id: &str) -> Option<&'static str> {
        let parts = [("required", &self.required), ("nice", &self.nice), ("duty", &self.duties)];
        parts.into_iter().find(|(_, ids)| ids.contains(id)).map(|(strength, _)| strength)
    }
}

fn answers(language: &str) -> BTreeMap<String, Answer> {
    let text = fs::read_to_string("tests/adverts/answers-tongues.yaml").unwrap();
    let mut answers: BTreeMap<String, Answer> = serde_yaml::from_str(&text).unwrap();
    answers.retain(|name, _| name.starts_with(language));
    assert!(answers.len() >= 6);
    answers
}

/// What `gap` reads in each of these texts.
fn read_all<'a>(texts: impl IntoIterator<Item = (&'a str, String)>) -> BTreeMap<String, Value> {
    let folder = folder();
    let mut names = Vec::new();
    for (name, text) in texts {
        fs::write(folder.path().join(format!("{name}.txt")), text).unwrap();
        names.push(name.to_owned());
    }
    let files = names.iter().map(|name| format!("{name}.txt"));
    let output =
        program(folder.path()).args(["gap", "--format", "json"]).args(files).output().unwrap();
    let lines = String::from_utf8(output.stdout).unwrap();
    assert_eq!(lines.lines().count(), names.len());
    let views = lines.lines().map(|line| serde_json::from_str(line).unwrap());
    names.iter().cloned().zip(views).collect()
}

fn asks(view: &Value) -> BTreeMap<String, String> {
    let asks = view["asks"].as_array().unwrap().iter();
    let text = |ask: &Value, key: &str| ask[key].as_str().unwrap().to_owned();
    asks.map(|ask| (text(ask, "competency"), text(ask, "strength"))).collect()
}

/// How high the degrees are of which one is enough.
fn lowest(degrees: impl IntoIterator<Item = impl AsRef<str>>) -> Option<usize> {
    let height = |degree: &str| {
        ["any", "bachelor", "master", "doctorate"].iter().position(|known| *known == degree)
    };
    degrees.into_iter().map(|degree| height(degree.as_ref()).unwrap()).min()
}

fn is_read_well(language: &str) {
    let answers = answers(language);
    let texts = answers.keys().map(|name| {
        (name.as_str(), fs::read_to_string(format!("tests/adverts/{name}.txt")).unwrap())
    });
    let views = read_all(texts);
    // Only ids that a reader was asked about: not people's skills, not fields of work.
    let lists = answers.values().flat_map(|a| [&a.required, &a.nice, &a.duties, &a.ambiguous]);
    let known: BTreeSet<&String> = lists.flatten().collect();
    let (mut asked, mut found, mut right, mut invented) = (0, 0, 0, 0);
    let (mut years, mut degrees) = (0, 0);
    let mut wrong = String::new();
    for (name, answer) in &answers {
        let view = &views[name];
        assert_eq!(view["foreign"], false, "{name}");
        let asks = asks(view);
        for id in [&answer.required, &answer.nice, &answer.duties].into_iter().flatten() {
            let strength = answer.strength(id).unwrap();
            asked += 1;
            found += usize::from(asks.contains_key(id));
            right += usize::from(asks.get(id).is_some_and(|read| read == strength));
            if asks.get(id).is_none_or(|read| read != strength) {
                wrong += &format!("{name}: {id} is {strength}, read: {:?}\n", asks.get(id));
            }
        }
        for id in asks.keys().filter(|id| known.contains(id)) {
            let is_right = answer.strength(id).is_some() || answer.ambiguous.contains(id);
            invented += usize::from(!is_right);
            if !is_right {
                wrong += &format!("{name}: {id} is not asked for\n");
            }
        }
        let least = view["years"]["least"].as_u64();
        assert!(least <= answer.years, "{name}: {least:?} years");
        years += usize::from(least == answer.years);
        let read = view["degrees"].as_array().unwrap().iter();
        let read: BTreeSet<String> =
            read.map(|ask| ask["degree"].as_str().unwrap().to_owned()).collect();
        assert!(lowest(&read) <= lowest(&answer.degrees), "{name}: {read:?}");
        degrees += usize::from(read == answer.degrees);
    }
    let is_at_least = |share: usize, part: usize, whole: usize| part * 100 >= share * whole;
    assert!(is_at_least(90, found, asked), "{found} of {asked} found\n{wrong}");
    assert!(is_at_least(93, found, found + invented), "{invented} invented\n{wrong}");
    assert!(is_at_least(85, right, found), "{right} of {found} rightly strong\n{wrong}");
    assert!(is_at_least(80, years, answers.len()), "years of {years}");
    assert!(is_at_least(80, degrees, answers.len()), "degrees of {degrees}");
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

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Saying {
    say: String,
    #[serde(default)]
    asks: BTreeMap<String, String>,
    #[serde(default)]
    one_of: BTreeSet<BTreeSet<String>>,
    years: Option<u64>,
    #[serde(default)]
    degrees: BTreeSet<String>,
}

#[test]
fn every_saying_is_understood() {
    // Each is an item of requirements.
    const FRAMES: [(&str, &str); 3] = [
        (
            "german",
            "Entwickler (m/w/d)\n\nDeine Aufgaben\n- Du hilfst uns mit den Daten.\n\nDein Profil\n- ",
        ),
        (
            "french",
            "Développeur (H/F)\n\nVos missions\n- Vous nous aidez avec les données.\n\nVotre profil\n- ",
        ),
        ("spanish", "Desarrollador\n\nFunciones\n- Nos ayudarás con los datos.\n\nRequisitos\n- "),
    ];
    let text = fs::read_to_string("tests/adverts/sayings-tongues.yaml").unwrap();
    let all: BTreeMap<String, Vec<Saying>> = serde_yaml::from_str(&text).unwrap();
    let mut wrong = String::new();
    for (language, frame) in FRAMES {
        let sayings = &all[language];
        let names: Vec<String> = (100..100 + sayings.len()).map(|at| at.to_string()).collect();
        let texts = names.iter().zip(sayings);
        let views = read_all(
            texts.map(|(name, saying)| (name.as_str(), format!("{frame}{}\n", saying.say))),
        );
        for (view, saying) in views.values().zip(sayings) {
            let degrees = view["degrees"].as_array().unwrap().iter();
            let degrees: BTreeSet<String> =
                degrees.map(|ask| ask["degree"].as_str().unwrap().to_owned()).collect();
            let lists = view["one_of"].as_array().unwrap().iter();
            let one_of: BTreeSet<BTreeSet<String>> = lists
                .map(|list| serde_json::from_value(list["competencies"].clone()).unwrap())
                .collect();
            let read = (asks(view), one_of, view["years"]["least"].as_u64(), degrees);
            let right = (&saying.asks, &saying.one_of, saying.years, &saying.degrees);
            if (&read.0, &read.1, read.2, &read.3) != right {
                wrong += &format!("{}\n  read:  {read:?}\n  right: {right:?}\n", saying.say);
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn languages_of_people_are_told_by_their_english_names() {
    let texts = [
        (
            "de",
            "Entwickler\n\nDein Profil\n- Du bringst Python mit.\n- Verhandlungssicheres Deutsch (C1)\n",
        ),
        (
            "es",
            "Desarrollador\n\nRequisitos\n- Conocimientos de Python y SQL\n- Nivel alto de inglés\n",
        ),
        (
            "fr",
            "Développeur\n\nVotre profil\n- Vous avez des connaissances en Python\n- Anglais courant\n",
        ),
    ];
    let views = read_all(texts.map(|(name, text)| (name, text.to_owned())));
    let said = |name: &str| views[name]["knockouts"][0]["what"].as_str().unwrap().to_owned();
    assert_eq!(["de", "es", "fr"].map(said), ["German C1", "advanced English", "fluent English"]);
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
