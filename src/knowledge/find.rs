//! Finding what a person means by what they type: an id, a name, or words of either.

use itertools::Itertools as _;

use crate::knowledge::diagnostics::{LONGEST_NAME, nearest, suggestion};
use crate::knowledge::model::{Competency, CompetencyId, Kb, Role, RoleId, Step, StepId};
use crate::knowledge::search::most_slips;
use crate::knowledge::terms::{self, Term, terms};
use crate::knowledge::text::is_mark;
use crate::knowledge::vocabulary::Keyword as _;

/// How what was typed fits an entry, the best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fit {
    /// The id begins so, hyphen and all: `python-c`.
    Start,
    /// Each word is one of the id or title, in this form or another.
    Words,
    /// Each word at least begins one of them.
    Beginnings,
    /// Each word is found if one looks further: for a competency or a role among other names, for
    /// a step in its resources, their providers, and the sort of step that it is.
    Around,
    /// At least half of the words are in the id or title.
    Half,
}

impl Fit {
    /// Whether the entry itself is called so.
    pub fn is_name(self) -> bool {
        self <= Self::Beginnings
    }
}

/// An entry that may be meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Found<T> {
    pub what: T,
    pub fit: Fit,
    /// Its id begins with what was typed.
    pub leads: bool,
}

/// The step with an id or a former id, whatever the case.
pub fn step(kb: &Kb, typed: &str) -> Option<StepId> {
    kb.step(&plain(typed))
}

/// The steps that words may mean, the best fit first. A step that is replaced or hidden is found by
/// its id alone.
pub fn steps(kb: &Kb, typed: &str) -> Vec<Found<StepId>> {
    let typed = Typed::new(typed);
    let current = kb.step_ids().filter(|&step| kb[step].is_current());
    sorted(current.filter_map(|id| {
        let Step { entry, .. } = &kb[id];
        let resources = entry.resources.iter().flat_map(|resource| {
            std::iter::once(resource.title.as_str()).chain(resource.provider.as_deref())
        });
        typed.find(id, &entry.id, &entry.title, &resources.chain([entry.kind.word()]))
    }))
}

/// The competencies that words may mean, the best fit first.
pub fn competencies(kb: &Kb, typed: &str) -> Vec<Found<CompetencyId>> {
    let typed = Typed::new(typed);
    let all = kb.competencies.iter().enumerate();
    sorted(all.filter_map(|(index, it)| {
        let others = it.aliases.iter().chain(&it.ambiguous).map(String::as_str);
        typed.find(CompetencyId(index), &it.id, &it.name, &others)
    }))
}

/// The roles that words may mean, the best fit first.
pub fn roles(kb: &Kb, typed: &str) -> Vec<Found<RoleId>> {
    let typed = Typed::new(typed);
    let all = kb.roles.iter().enumerate();
    sorted(all.filter_map(|(index, role)| {
        let posts = role.posts.iter().map(String::as_str);
        typed.find(RoleId(index), &role.id, &role.name, &posts)
    }))
}

/// The one that is meant where only words decide: the only one with the best fit, or of those the
/// only one whose id begins so.
///
/// # Errors
/// All that it could be, the best fit first; none if nothing is called so.
pub fn only<T: Copy>(found: &[Found<T>]) -> Result<T, Vec<T>> {
    let usable = || found.iter().filter(|found| found.fit < Fit::Half);
    match usable().min_set_by_key(|found| (found.fit, !found.leads)).as_slice() {
        [one] => Ok(one.what),
        _ => Err(usable().map(|found| found.what).collect()),
    }
}

/// What was perhaps meant by something that names no step: `; did you mean ...?`, or nothing.
pub fn near_step(kb: &Kb, typed: &str) -> String {
    let typed = plain(typed);
    let current = || kb.listed.steps.iter().filter(|&&step| kb[step].is_current());
    let ids = || current().map(|&step| kb[step].id.as_str());
    let near = suggestion(&typed, ids());
    if !near.is_empty() {
        return near;
    }
    // Almost any word is near a short one.
    let word = nearest(&typed, ids().flat_map(words).filter(|_| typed.len() >= 5));
    let slip = || ids().find(|id| words(id).any(|own| Some(own) == word));
    let meant = only(&steps(kb, &typed)).ok().map(|step| kb[step].id.as_str());
    meant.or_else(slip).map_or_else(String::new, |id| format!("; did you mean `{id}`?"))
}

/// Whether a step has nearly this id.
pub fn is_misspelt_id(kb: &Kb, typed: &str) -> bool {
    nearest(&plain(typed), kb.steps.iter().map(|step| step.id.as_str())).is_some()
}

/// Whether a word says something by itself, as `of` does not.
pub fn says_something(word: &str) -> bool {
    terms(word).iter().any(Term::says_something)
}

/// Whether a word is one of some step's id or title but for slips of the keyboard.
pub fn is_slip(kb: &Kb, word: &str) -> bool {
    let typed = plain(word);
    let is_near = |own: String| strsim::osa_distance(&typed, &own) <= most_slips(&typed);
    let names = kb.steps.iter().flat_map(|step| [&step.id, &step.title]);
    typed.len() <= LONGEST_NAME && names.flat_map(|name| terms::words(name)).any(is_near)
}

/// The competency that is meant: by its id, else by its name, else by another name that job adverts
/// have for it and for no other. Case, spaces and hyphens do not matter.
///
/// # Errors
/// All that it could be, in the order of their ids; none if nothing is called so.
pub fn competency(kb: &Kb, typed: &str) -> Result<CompetencyId, Vec<CompetencyId>> {
    if let Some(competency) = kb.competency(typed) {
        return Ok(competency);
    }
    let typed = letters(typed);
    let called = |is_name: &dyn Fn(&Competency) -> bool| -> Vec<CompetencyId> {
        let all = kb.competencies.iter().enumerate();
        all.filter(|(_, it)| is_name(it)).map(|(index, _)| CompetencyId(index)).collect()
    };
    let is_typed = |name: &String| letters(name) == typed;
    let others = |it: &Competency| it.aliases.iter().chain(&it.ambiguous).any(is_typed);
    let ways: [&dyn Fn(&Competency) -> bool; 3] =
        [&|it| is_typed(&it.id), &|it| is_typed(&it.name), &others];
    let mut found = ways.into_iter().filter(|_| !typed.is_empty()).map(called);
    match found.find(|found| !found.is_empty()).unwrap_or_default().as_slice() {
        [competency] => Ok(*competency),
        several => Err(several.to_vec()),
    }
}

/// The role that is meant: by its id, else by its name. Case, spaces and hyphens do not matter.
pub fn role(kb: &Kb, typed: &str) -> Option<RoleId> {
    let typed = letters(typed);
    let by = |name: fn(&Role) -> &str| {
        kb.roles.iter().position(|role| letters(name(role)) == typed).map(RoleId)
    };
    by(|role| &role.id).or_else(|| by(|role| &role.name)).filter(|_| !typed.is_empty())
}

/// A name without case, and without all that is no letter, number, `+` or `#`: `scikit-learn` and
/// `Scikit Learn` are the same name, `C`, `C++` and `C#` are three.
fn letters(name: &str) -> String {
    let counts = |c: &char| c.is_alphanumeric() || matches!(c, '+' | '#');
    name.chars().filter(counts).flat_map(char::to_lowercase).collect()
}

/// A name as it is compared with ids.
fn plain(typed: &str) -> String {
    typed.trim().replace(is_mark, "").to_lowercase()
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty())
}

fn sorted<T>(found: impl Iterator<Item = Found<T>>) -> Vec<Found<T>> {
    let found: Vec<Found<T>> = found.sorted_by_key(|found| (found.fit, !found.leads)).collect();
    // Who types a hyphen types an id.
    let is_id = found.first().is_some_and(|found| found.fit == Fit::Start);
    found.into_iter().filter(|found| !is_id || found.fit == Fit::Start).collect()
}

/// What was typed, as it is compared with entries.
struct Typed {
    text: String,
    terms: Vec<Term>,
}

impl Typed {
    fn new(typed: &str) -> Self {
        let mut terms = terms(typed);
        terms.retain(Term::says_something);
        Self { text: plain(typed), terms }
    }

    /// An entry, if it may be meant.
    fn find<'a, T>(
        &self,
        what: T,
        id: &str,
        title: &str,
        around: &(impl Iterator<Item = &'a str> + Clone),
    ) -> Option<Found<T>> {
        if self.terms.is_empty() {
            return None;
        }
        let leads = id.starts_with(&self.text);
        let fits = self.terms.iter().map(|term| term.fit(id).max(term.fit(title)));
        let held = fits.clone().flatten().count();
        let is_around = |term: &Term| around.clone().any(|text| term.fit(text).is_some());
        let mut pairs = self.terms.iter().zip(fits.clone());
        let fit = if leads && self.text.contains('-') {
            Fit::Start
        } else if fits.clone().all(|fit| fit >= Some(terms::Fit::Form)) {
            Fit::Words
        } else if leads || held == self.terms.len() {
            Fit::Beginnings
        } else if pairs.all(|(term, fit)| fit.is_some() || is_around(term)) {
            Fit::Around
        } else if held > 0 && 2 * held >= self.terms.len() {
            Fit::Half
        } else {
            return None;
        };
        Some(Found { what, fit, leads })
    }
}

#[cfg(test)]
mod tests {
    use super::{Fit, competency, near_step, only, role, roles, steps};
    use crate::knowledge::model::{Competency, CompetencyId, ItemId, Kb, Skills};
    use crate::knowledge::{entry, load};

    #[test]
    fn every_competency_answers_to_its_id_and_to_its_name() {
        let kb = load(None).unwrap();
        for it in &kb.competencies {
            let found = |typed: &str| competency(&kb, typed).map(|found| kb[found].id.clone());
            for typed in [&it.id, &it.id.to_uppercase(), &it.id.replace('-', " "), &it.name] {
                assert_eq!(found(typed).as_ref(), Ok(&it.id), "{typed}");
            }
        }
    }

    /// How well the step with an id fits what was typed.
    fn fit(kb: &Kb, typed: &str, id: &str) -> Option<Fit> {
        let found = steps(kb, typed).into_iter().find(|found| kb[found.what].id == id);
        found.map(|found| found.fit)
    }

    #[test]
    fn whole_words_fit_better_than_beginnings_and_names_better_than_providers() {
        let kb = load(None).unwrap();
        for (typed, id, expected) in [
            ("python-c", "python-cs50p", Some(Fit::Start)),
            ("CS50P", "python-cs50p", Some(Fit::Words)),
            ("containers with docker", "docker-containers", Some(Fit::Words)),
            ("dock", "docker-containers", Some(Fit::Beginnings)),
            ("harvard course", "python-cs50p", Some(Fit::Around)),
            ("docker yesterday", "docker-containers", Some(Fit::Half)),
            ("ocker", "docker-containers", None),
            // Words that say nothing name nothing.
            ("with the", "docker-containers", None),
            ("", "docker-containers", None),
        ] {
            assert_eq!(fit(&kb, typed, id), expected, "{typed}");
        }
    }

    #[test]
    fn a_role_is_known_by_the_beginning_of_its_name() {
        let kb = load(None).unwrap();
        let by_words = |typed| only(&roles(&kb, typed)).map(|role| kb[role].id.as_str()).ok();
        assert_eq!(by_words("mlops"), Some("mlops-engineer"));
        assert_eq!(by_words("engineer"), None);
        for typed in ["MLOps engineer", "mlops-engineer", "MLOPS ENGINEER"] {
            assert_eq!(role(&kb, typed).map(|role| kb[role].id.as_str()), Some("mlops-engineer"));
        }
        assert_eq!(role(&kb, "mlops"), None);
    }

    #[test]
    fn a_slip_leads_to_the_first_step_that_is_called_so() {
        let kb = load(None).unwrap();
        assert_eq!(near_step(&kb, "pyhton"), "; did you mean `python-cs50p`?");
        assert_eq!(near_step(&kb, "docker-container"), "; did you mean `docker-containers`?");
        assert_eq!(near_step(&kb, "gardening"), "");
    }

    #[test]
    fn a_name_of_several_is_none_of_them() {
        let called = |id: &str, name: &str, aliases: &[&str]| Competency {
            entry: entry::Competency {
                id: id.to_owned(),
                name: name.to_owned(),
                aliases: aliases.iter().map(|&alias| alias.to_owned()).collect(),
                ..entry::Competency::default()
            },
            item: ItemId(0),
            implied_by: Skills::new(),
            implies: Skills::new(),
        };
        let bridges = called("bridges", "Bridge building", &["spans", "Arches"]);
        let tunnels = called("tunnels", "Tunnelling", &["TBM-driving", "arches"]);
        let kb = Kb { competencies: vec![bridges, tunnels], ..Kb::default() };
        let [bridges, tunnels] = [CompetencyId(0), CompetencyId(1)];
        for (typed, meant) in [
            ("bridge-building", Ok(bridges)),
            ("SPANS", Ok(bridges)),
            ("tbm driving", Ok(tunnels)),
            ("arches", Err(vec![bridges, tunnels])),
            ("basket weaving", Err(Vec::new())),
            (" - ", Err(Vec::new())),
        ] {
            assert_eq!(competency(&kb, typed), meant, "{typed}");
        }
    }
}
