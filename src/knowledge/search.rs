//! Entries that hold all of some words, best first, and where they hold them.

use std::cmp::Reverse;
use std::collections::HashMap;

use itertools::Itertools as _;
use serde::Serialize;

use crate::knowledge::diagnostics::LONGEST_NAME;
use crate::knowledge::model::{Kb, Step};
use crate::knowledge::terms::{Fit, Term, words};
use crate::knowledge::vocabulary::{Keyword as _, vocabulary};

#[derive(Debug, Serialize)]
pub struct Hit {
    pub sort: Sort,
    pub id: String,
    pub title: String,
    pub place: Place,
    /// What stands there.
    pub text: String,
    #[serde(skip)]
    score: u32,
}

vocabulary! {
    /// What an entry is.
    Sort { Step = "step", Item = "item", Competency = "competency", Role = "role" }

    /// Where a word was found; the earlier, the better.
    Place {
        Title = "title",
        Id = "id",
        Guide = "the guide",
        Teaches = "teaches",
        Resource = "resource",
        DoneWhen = "done when",
        Names = "also called",
        Text = "text",
    }
}

/// What is searched of an entry.
struct Entry<'a> {
    sort: Sort,
    id: &'a str,
    title: &'a str,
    fields: Vec<(Place, &'a str)>,
}

/// Looks for entries that hold all terms. A name counts more than the text around it: entries that
/// are called so come first, then steps, then what only lists the words.
pub fn search(kb: &Kb, terms: &[Term]) -> Vec<Hit> {
    let entries = entries(kb);
    let mut hits: Vec<Hit> = entries.iter().filter_map(|entry| entry.hit(terms)).collect();
    let named = |hit: &Hit| matches!(hit.place, Place::Title | Place::Id);
    hits.sort_by(|a, b| {
        let order = |hit: &Hit| (!named(hit), hit.sort, Reverse(hit.score));
        order(a).cmp(&order(b)).then_with(|| a.id.cmp(&b.id))
    });
    hits
}

/// A word that no entry holds.
#[derive(Debug)]
pub struct Unknown {
    pub word: String,
    /// What was probably meant: a word that a slip of the keyboard turns into it; of several the
    /// nearest, then the most frequent.
    pub meant: Option<String>,
    /// The words that look most like it, the likeliest first.
    pub nearest: Vec<String>,
}

/// The most of the nearest words, and the least likeness of one (Jaro and Winkler, 0 to 1).
const MOST_NEAR: usize = 3;
const LEAST_LIKENESS: f64 = 0.75;

/// The words that no entry holds.
pub fn unknown(kb: &Kb, terms: &[Term]) -> Vec<Unknown> {
    let entries = entries(kb);
    let fields = entries.iter().flat_map(|entry| &entry.fields);
    let known: HashMap<String, usize> = fields.flat_map(|(_, text)| words(text)).counts();
    let is_unknown = |term: &&Term| known.keys().all(|word| term.fit_word(word).is_none());
    let unknown = terms.iter().filter(is_unknown).map(|Term { word, .. }| {
        let most = most_slips(word);
        let others = || known.iter().filter(|_| word.len() <= LONGEST_NAME);
        let slips = others().filter_map(|(other, &count)| {
            let distance = strsim::osa_distance(word, other);
            (distance <= most).then_some((distance, Reverse(count), other))
        });
        let likeness = |other: &&String| -strsim::jaro_winkler(word, other);
        let near =
            others().map(|(other, _)| other).filter(|other| -likeness(other) >= LEAST_LIKENESS);
        let near = near.sorted_by(|a, b| likeness(a).total_cmp(&likeness(b)).then(a.cmp(b)));
        Unknown {
            meant: slips.min().map(|(_, _, other)| other.clone()),
            nearest: near.take(MOST_NEAR).cloned().collect(),
            word: word.clone(),
        }
    });
    unknown.collect()
}

/// The letters that may be wrong, missing, too many or swapped. Short words are too many.
pub(super) fn most_slips(word: &str) -> usize {
    match word.chars().count() {
        ..4 => 0,
        4..8 => 1,
        8.. => 2,
    }
}

impl Entry<'_> {
    /// Where each term fits best; `None` if one fits nowhere. The place that is named is that of
    /// the term with the worst one.
    fn hit(&self, terms: &[Term]) -> Option<Hit> {
        let mut score = 0;
        let mut worst = (Place::Title, self.title.to_owned());
        for term in terms {
            let fits = self.fields.iter().filter_map(|&(place, text)| {
                let fit = term.fit(text)?;
                Some((worth(place, fit), Reverse(place), text))
            });
            let (worth, Reverse(place), text) = fits.max()?;
            score += worth;
            if place > worst.0 {
                worst = (place, excerpt(text, term));
            }
        }
        let (place, text) = worst;
        let (id, title) = (self.id.to_owned(), self.title.to_owned());
        (!terms.is_empty()).then_some(Hit { sort: self.sort, id, title, place, text, score })
    }
}

/// Words of a text that stand in front of a match, and all that are shown.
const WORDS_BEFORE: usize = 4;
const MOST_WORDS: usize = 12;

/// The words around the first that fits.
fn excerpt(text: &str, term: &Term) -> String {
    let all: Vec<&str> = text.split_whitespace().collect();
    let at = all.iter().position(|word| term.fit(word).is_some()).unwrap_or(0);
    let from = if all.len() > MOST_WORDS { at.saturating_sub(WORDS_BEFORE) } else { 0 };
    let to = all.len().min(from + MOST_WORDS);
    let mark = |is_cut: bool| if is_cut { "\u{2026}" } else { "" };
    format!("{}{}{}", mark(from > 0), all[from..to].join(" "), mark(to < all.len()))
}

fn worth(place: Place, fit: Fit) -> u32 {
    let place = match place {
        Place::Title | Place::Id => 10,
        Place::Guide | Place::Teaches | Place::Names => 6,
        Place::Resource | Place::DoneWhen => 4,
        Place::Text => 2,
    };
    place * fit as u32
}

fn entries(kb: &Kb) -> Vec<Entry<'_>> {
    let steps = kb.steps.iter().filter(|it| !it.origin.is_hidden()).map(|step| Entry {
        sort: Sort::Step,
        id: &step.id,
        title: &step.title,
        fields: step_fields(kb, step),
    });
    let items = kb.items.iter().filter(|it| !it.origin.is_hidden()).map(|item| {
        let mut fields = names(&item.id, &item.name, &[]);
        fields.extend(item.words.iter().chain(&item.advice).map(|text| (Place::Guide, &**text)));
        fields.extend(item.note.iter().map(|note| (Place::Text, &*note.text)));
        fields.push((Place::Text, item.section.word()));
        Entry { sort: Sort::Item, id: &item.id, title: &item.name, fields }
    });
    let competencies = kb.competencies.iter().filter(|it| !it.origin.is_hidden());
    let competencies = competencies.map(|competency| {
        let mut fields = names(&competency.id, &competency.name, &competency.aliases);
        let texts = competency.working.iter().chain(&competency.area);
        fields.extend(texts.map(|text| (Place::Text, &**text)));
        Entry { sort: Sort::Competency, id: &competency.id, title: &competency.name, fields }
    });
    let roles = kb.role_ids().map(|role| &kb[role]).map(|role| {
        let mut fields = names(&role.id, &role.name, &[]);
        fields.extend(role.summary.iter().map(|text| (Place::Text, &**text)));
        Entry { sort: Sort::Role, id: &role.id, title: &role.name, fields }
    });
    steps.chain(items).chain(competencies).chain(roles).collect()
}

fn names<'a>(id: &'a str, title: &'a str, others: &'a [String]) -> Vec<(Place, &'a str)> {
    let others = others.iter().map(|name| (Place::Names, &**name));
    [(Place::Title, title), (Place::Id, id)].into_iter().chain(others).collect()
}

fn step_fields<'a>(kb: &'a Kb, step: &'a Step) -> Vec<(Place, &'a str)> {
    let mut fields = names(&step.id, &step.title, &step.aliases);
    for resource in &step.resources {
        let texts = [&resource.title].into_iter().chain(&resource.provider);
        fields.extend(texts.map(|text| (Place::Resource, &**text)));
    }
    let taught = step.teaches.keys().map(|&taught| &kb[taught]);
    let taught = taught.flat_map(|taught| [&taught.name, &taught.id]);
    fields.extend(taught.map(|name| (Place::Teaches, &**name)));
    fields.push((Place::DoneWhen, &step.done_when));
    let texts = step.earns.iter().chain(&step.domain).map(|text| (Place::Text, &**text));
    fields.extend(texts.chain([(Place::Text, step.kind.word())]));
    fields
}
