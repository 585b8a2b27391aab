//! What `gap` reads in adverts, compared with what a careful reader finds in them.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use serde_json::Value;

use crate::console::{folder, program};

/// What a careful reader finds in a whole advert.
#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Answer {
    pub(crate) required: BTreeSet<String>,
    pub(crate) nice: BTreeSet<String>,
    pub(crate) duties: BTreeSet<String>,
    /// Readers may see these either way.
    pub(crate) ambiguous: BTreeSet<String>,
    pub(crate) years: Option<u64>,
    pub(crate) degrees: BTreeSet<String>,
}

impl Answer {
    fn strength(&self, id: &str) -> Option<&'static str> {
        let parts = [("required", &self.required), ("nice", &self.nice), ("duty", &self.duties)];
        parts.into_iter().find(|(_, ids)| ids.contains(id)).map(|(strength, _)| strength)
    }
}

/// The answers to adverts of `tests/adverts`, by the names of these.
pub(crate) fn answers(file: &str) -> BTreeMap<String, Answer> {
    serde_yaml::from_str(&fs::read_to_string(format!("tests/adverts/{file}")).unwrap()).unwrap()
}

/// The adverts that are answered, by name.
pub(crate) fn views(answers: &BTreeMap<String, Answer>) -> BTreeMap<String, Value> {
    let text = |name: &String| fs::read_to_string(format!("tests/adverts/{name}.txt")).unwrap();
    answers.keys().cloned().zip(read_all(answers.keys().map(text))).collect()
}

/// What `gap` reads in each of these texts.
pub(crate) fn read_all(texts: impl IntoIterator<Item = String>) -> Vec<Value> {
    let folder = folder();
    let mut names = Vec::new();
    for (number, text) in texts.into_iter().enumerate() {
        names.push(format!("{number}.txt"));
        fs::write(folder.path().join(&names[number]), text).unwrap();
    }
    let output =
        program(folder.path()).args(["gap", "--format", "json"]).args(&names).output().unwrap();
    let lines = String::from_utf8(output.stdout).unwrap();
    let views: Vec<Value> = lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(views.len(), names.len());
    views
}

/// The strength of what is asked for, by competency.
pub(crate) fn asks(view: &Value) -> BTreeMap<String, String> {
    strings(&view["asks"], "competency", "strength")
}

pub(crate) fn degrees(view: &Value) -> BTreeSet<String> {
    strings(&view["degrees"], "degree", "degree").into_keys().collect()
}

fn strings(objects: &Value, key: &str, value: &str) -> BTreeMap<String, String> {
    let text = |object: &Value, key: &str| object[key].as_str().unwrap().to_owned();
    let objects = objects.as_array().unwrap().iter();
    objects.map(|object| (text(object, key), text(object, value))).collect()
}

/// How much of what is asked for was found, and how much of what was found is asked for.
#[derive(Default)]
pub(crate) struct Score {
    pub(crate) asked: usize,
    pub(crate) found: usize,
    /// Of those found, with the right strength.
    pub(crate) as_wanted: usize,
    pub(crate) invented: usize,
    pub(crate) wrong: String,
}

impl Score {
    /// Of what is asked for with one of these strengths.
    pub(crate) fn of(
        answers: &BTreeMap<String, Answer>,
        views: &BTreeMap<String, Value>,
        strengths: &[&str],
    ) -> Self {
        let mut score = Self::default();
        // Only ids that a reader was asked about: not people's skills, not fields of work.
        let lists = answers.values().flat_map(|a| [&a.required, &a.nice, &a.duties, &a.ambiguous]);
        let known: BTreeSet<&String> = lists.flatten().collect();
        for (name, answer) in answers {
            let asks = asks(&views[name]);
            for id in [&answer.required, &answer.nice, &answer.duties].into_iter().flatten() {
                let strength = answer.strength(id).unwrap();
                let read = asks.get(id);
                if strengths.contains(&strength) {
                    score.asked += 1;
                    score.found += usize::from(read.is_some());
                    score.as_wanted += usize::from(read.is_some_and(|read| read == strength));
                    if read.is_none_or(|read| read != strength) {
                        score.wrong += &format!("{name}: {id} is {strength}, read: {read:?}\n");
                    }
                }
            }
            for (id, read) in asks {
                let is_right = answer.strength(&id).is_some() || answer.ambiguous.contains(&id);
                if strengths.contains(&read.as_str()) && known.contains(&id) && !is_right {
                    score.invented += 1;
                    score.wrong += &format!("{name}: {id} is not asked for\n");
                }
            }
        }
        score
    }

    /// In hundredths.
    pub(crate) fn holds(&self, recall: usize, precision: usize, strength: usize) {
        let Self { asked, found, as_wanted, invented, wrong } = self;
        assert!(found * 100 >= recall * asked, "{found} of {asked} found\n{wrong}");
        assert!(found * 100 >= precision * (found + invented), "{invented} invented\n{wrong}");
        assert!(as_wanted * 100 >= strength * found, "{as_wanted} of {found} as wanted\n{wrong}");
    }
}

/// A short thing that adverts say, and what is asked for by it.
#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Saying {
    pub(crate) say: String,
    #[serde(default)]
    asks: BTreeMap<String, String>,
    #[serde(default)]
    one_of: BTreeSet<BTreeSet<String>>,
    /// Where they matter.
    #[serde(default)]
    levels: BTreeMap<String, String>,
    years: Option<u64>,
    /// What each number of years is of, where it is said.
    #[serde(default)]
    with: Vec<String>,
    #[serde(default)]
    degrees: BTreeSet<String>,
    /// The degree that is enough, where that matters.
    degree: Option<Enough>,
    /// How much each is wanted.
    #[serde(default)]
    knockouts: BTreeMap<String, String>,
}

#[derive(serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Enough {
    least: String,
    or_years: Option<u64>,
    #[serde(default)]
    or_experience: bool,
}

impl Saying {
    fn is_understood(&self, view: &Value) -> bool {
        let lists = view["one_of"].as_array().unwrap().iter();
        let one_of: BTreeSet<BTreeSet<String>> = lists
            .map(|list| serde_json::from_value(list["competencies"].clone()).unwrap())
            .collect();
        let levels = strings(&view["asks"], "competency", "level");
        let years = view["all_years"].as_array().unwrap().iter();
        let with: Vec<&str> = years.filter_map(|years| years["with"].as_str()).collect();
        let degree = self.degree.as_ref().is_none_or(|enough| {
            let degree = &view["degree"];
            degree["least"] == *enough.least
                && degree["or_years"].as_u64() == enough.or_years
                && degree["or_experience"] == enough.or_experience
        });
        asks(view) == self.asks
            && one_of == self.one_of
            && self.levels.iter().all(|(id, level)| levels.get(id) == Some(level))
            && view["years"]["least"].as_u64() == self.years
            && (self.with.is_empty() || with == self.with)
            && degrees(view) == self.degrees
            && degree
            && strings(&view["knockouts"], "what", "strength") == self.knockouts
    }
}

/// What is wrongly read of sayings, each of which is an item in this frame unless it brings its own
/// lines.
pub(crate) fn misread(sayings: &[Saying], frame: &str) -> String {
    let texts = sayings.iter().map(|saying| match saying.say.contains('\n') {
        true => saying.say.clone(),
        false => format!("{frame}{}\n", saying.say),
    });
    let views = read_all(texts);
    let wrong = sayings.iter().zip(&views).filter(|(saying, view)| !saying.is_understood(view));
    let told = wrong.map(|(saying, view)| {
        let read = ["one_of", "all_years", "degree", "knockouts"].map(|key| view[key].to_string());
        format!("{}\n  {:?}\n  {}\n", saying.say.trim(), asks(view), read.join("\n  "))
    });
    told.collect()
}

/// Lines of an advert above an item of its requirements.
pub(crate) const FRAMES: [(&str, &str); 4] = [
    ("english", "Engineer\n\nRequirements\n\n"),
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
