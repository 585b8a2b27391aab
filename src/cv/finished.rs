//! The course, certificate or degree that a line says was finished, as a step of the knowledge
//! base.

use std::collections::BTreeSet;

use crate::advert::Recogniser;
use crate::advert::token::{Token, tokens};
use crate::cv::lexicon::{Degree, LEXICON};
use crate::knowledge::model::{CompetencyId, Kb, Step, StepId};
use crate::knowledge::vocabulary::{Format, Kind};

/// Words of titles that tell no course from another; normalized.
const COMMON: &str = "introduction to the a an of for and in with on basic fundamental course \
                      part i ii using program programming 1 2 edition ed new";

/// Words of providers' names that are those of many.
const ANY_PROVIDER: &str = "university learn learning online open library institute academy skill \
                            builder lab of on and the free";

/// Words without which titles are compared.
const SMALL: &str = "to the a an of for and in with on using by";

/// Shorter names of providers have to stand as they are; `HarvardX` has `Harvard`.
const PROVIDER: usize = 5;

/// Finds steps by the titles of their resources.
pub struct Finished<'a> {
    kb: &'a Kb,
    titles: Vec<Title>,
    degrees: Vec<Schooling>,
}

/// What a line has to say for a step to count as finished.
struct Title {
    step: StepId,
    words: Vec<String>,
    /// Normalized words of the provider's name, one of which must be there as well because the
    /// title is that of many courses; empty if it is not.
    provider: Vec<String>,
}

struct Schooling {
    step: StepId,
    sort: Sort,
    fields: Vec<Field>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sort {
    Bootcamp,
    Degree(Degree),
    AnyDegree,
}

/// A field of study, as words and as what those name.
struct Field {
    words: Vec<String>,
    competencies: BTreeSet<CompetencyId>,
}

impl<'a> Finished<'a> {
    pub fn new(kb: &'a Kb, recogniser: &Recogniser<'_>) -> Self {
        let mut all = Self { kb, titles: Vec::new(), degrees: Vec::new() };
        for id in kb.step_ids().filter(|&id| kb[id].is_current()) {
            match kb[id].kind {
                Kind::Degree | Kind::Bootcamp => {
                    all.degrees.push(schooling(id, &kb[id], recogniser));
                }
                Kind::Course | Kind::Book | Kind::Certification => {
                    all.titles.extend(titles(id, &kb[id], recogniser));
                }
                _ => {}
            }
        }
        all
    }

    /// The step that a line names.
    pub fn step(&self, text: &str, recogniser: &Recogniser<'_>) -> Option<StepId> {
        let tokens = recogniser.tokens(text);
        self.titled(&tokens).or_else(|| self.schooling(&tokens, recogniser))
    }

    /// The step of the longest title in the line; of several the one that is listed first.
    fn titled(&self, tokens: &[Token<'_>]) -> Option<StepId> {
        let words = telling(tokens);
        let is_provider = |word: &String, provider: &String| {
            word == provider || provider.len() >= PROVIDER && word.starts_with(provider)
        };
        let fits = |title: &&Title| {
            let named = words.windows(title.words.len()).any(|part| part == title.words);
            let provided = || {
                let mut all = title.provider.iter();
                all.any(|name| words.iter().any(|word| is_provider(word, name)))
            };
            named && (title.provider.is_empty() || provided())
        };
        let place = |step| self.kb.listed.steps.iter().position(|&listed| listed == step);
        let found = self.titles.iter().filter(fits);
        let best =
            found.min_by_key(|title| (std::cmp::Reverse(title.words.len()), place(title.step)));
        best.map(|title| title.step)
    }

    fn schooling(&self, tokens: &[Token<'_>], recogniser: &Recogniser<'_>) -> Option<StepId> {
        let has = |word: &str| tokens.iter().any(|token| token.is(word));
        let degree = degree(tokens);
        // What else was taught stands behind the field.
        let begins = tokens.iter().position(Token::is_capitalized).unwrap_or(0);
        let ends = tokens.iter().skip(begins).position(|token| LEXICON.includes.has(token));
        let tokens = &tokens[..ends.map_or(tokens.len(), |end| begins + end)];
        let named = recogniser.named(tokens);
        let is_within_a_longer = |field: &[String], at: usize| {
            named.iter().any(|name| {
                (name.first..=name.last).contains(&at) && name.last - name.first + 1 > field.len()
            })
        };
        let is_written = |field: &Field| {
            tokens.windows(field.words.len()).enumerate().any(|(at, part)| {
                let same = part.iter().zip(&field.words).all(|(token, word)| alike(token, word));
                same && !is_within_a_longer(&field.words, at)
            }) || tokens.iter().any(|token| {
                LEXICON.field.get(&token.normalized).is_some_and(|words| *words == field.words)
            })
        };
        let studied = |field: &Field| {
            is_written(field)
                || named.iter().any(|name| field.competencies.contains(&name.competency))
        };
        let fits = |schooling: &&Schooling| {
            let is_kind = match schooling.sort {
                Sort::Bootcamp => has("bootcamp"),
                Sort::AnyDegree => degree.is_some(),
                Sort::Degree(wanted) => degree == Some(wanted),
            };
            is_kind && schooling.fields.iter().any(studied)
        };
        let mut found: Vec<&Schooling> = self.degrees.iter().filter(fits).collect();
        // A field in its own words goes before a kindred one, a named level before any.
        found.sort_by_key(|schooling| {
            (!schooling.fields.iter().any(is_written), schooling.sort == Sort::AnyDegree)
        });
        found.first().map(|schooling| schooling.step)
    }
}

/// The degree that a line names.
fn degree(tokens: &[Token<'_>]) -> Option<Degree> {
    let of = |token: &Token<'_>| {
        let mut all = LEXICON.degree.iter();
        all.find(|(_, words)| words.has(token)).map(|(&degree, _)| degree)
    };
    let found = tokens.iter().filter(|token| token.is_capitalized()).filter_map(of).max();
    // A German university of applied sciences gave diplomas that count as a bachelor's degree.
    let is_applied = tokens.iter().any(|token| token.text == "FH");
    found.map(|found| if is_applied && found == Degree::Master { Degree::Bachelor } else { found })
}

/// `Maths` and `Mathematics`, `Statistics` and `statistical`.
fn alike(token: &Token<'_>, word: &str) -> bool {
    const STEM: usize = 4;
    let (short, long) = match token.normalized.len() < word.len() {
        true => (token.normalized.as_str(), word),
        false => (word, token.normalized.as_str()),
    };
    short == long || short.len() >= STEM && long.starts_with(short)
}

fn normalized(text: &str) -> Vec<String> {
    tokens(text).into_iter().map(|token| token.normalized).collect()
}

/// The words by which titles are compared.
fn telling(tokens: &[Token<'_>]) -> Vec<String> {
    let words = tokens.iter().filter(|token| !token.is(SMALL));
    let all = words.flat_map(|token| match token.normalized.as_str() {
        "intro" => vec!["introduction"],
        "ml" => vec!["machine", "learning"],
        word => vec![word],
    });
    all.map(str::to_owned).collect()
}

fn titles(id: StepId, step: &Step, recogniser: &Recogniser<'_>) -> Vec<Title> {
    let mut titles = Vec::new();
    for resource in &step.resources {
        let is_taken =
            matches!(resource.format, Format::Course | Format::Certification | Format::Book);
        if !is_taken {
            continue;
        }
        let all = tokens(&resource.title);
        // `CS50P: Introduction to Programming` by its number alone; `CS50's` is that of several.
        let code = all.first().filter(|first| is_code(first)).map(|code| code.normalized.clone());
        let provider = resource.provider.iter().flat_map(|name| normalized(name));
        let provider = provider.filter(|word| !ANY_PROVIDER.split(' ').any(|any| any == word));
        let series = code.as_deref().and_then(series).map(str::to_owned);
        let provider: Vec<String> = provider.chain(series).collect();
        let one = |words: Vec<String>, provider: Vec<String>| Title { step: id, words, provider };
        titles.extend(code.iter().map(|code| one(vec![code.clone()], Vec::new())));
        for title in spellings(&resource.title, code.is_some()) {
            let words = telling(&tokens(title));
            let is_telling = tells(title, recogniser);
            if !words.is_empty() && (is_telling || !provider.is_empty()) {
                titles.push(one(words, if is_telling { Vec::new() } else { provider.clone() }));
            }
        }
    }
    titles
}

/// The ways in which people write a title: without what stands in brackets, the edition, the number
/// of the course; `Intro to SQL / Advanced SQL` are two.
fn spellings(title: &str, has_code: bool) -> Vec<&str> {
    let title = title.split(" (").next().unwrap_or_default();
    let title = match title.rsplit_once(", ") {
        Some((title, edition)) if edition.ends_with("ed.") => title,
        _ => title,
    };
    let whole = title.split(" / ");
    let unnumbered = title.split_once([':', ' ']).filter(|_| has_code);
    // `Statistics 110: Probability`
    let number = title.split_once(": ").map(|(number, _)| number);
    let number = number.filter(|number| number.ends_with(|c: char| c.is_ascii_digit()));
    whole.chain(unnumbered.map(|(_, title)| title.trim_start())).chain(number).collect()
}

/// `cs50` of `cs50p`: what the courses of a series have in common.
fn series(code: &str) -> Option<&str> {
    let series = code.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    (series.len() < code.len() && series.len() >= 4).then_some(series)
}

/// The number of a course: letters and digits, at least four of them.
fn is_code(token: &Token<'_>) -> bool {
    let word = token.normalized.as_str();
    word.len() >= 4
        && !token.text.contains(['\'', '\u{2019}'])
        && word.contains(|c: char| c.is_ascii_digit())
        && word.contains(|c: char| c.is_ascii_alphabetic())
}

/// Whether a title has words of its own, besides those that name its subject.
fn tells(title: &str, recogniser: &Recogniser<'_>) -> bool {
    let tokens = recogniser.tokens(title);
    let named = recogniser.named(&tokens);
    let own = tokens.iter().enumerate().filter(|(at, token)| {
        !token.is(COMMON) && !named.iter().any(|name| (name.first..=name.last).contains(at))
    });
    own.count() >= 1 && tokens.len() >= 3
}

/// What a degree or a bootcamp asks of a line, from the words of its title: "Earn a master's degree
/// in computer science or ML".
fn schooling(id: StepId, step: &Step, recogniser: &Recogniser<'_>) -> Schooling {
    let is_bootcamp = step.kind == Kind::Bootcamp;
    let title = step.title.as_str();
    let subject = match (is_bootcamp, title.split_once(" in ")) {
        (false, Some((_, fields))) => fields,
        _ => title.rsplit_once("full-time ").map_or(title, |(_, fields)| fields),
    };
    let level = tokens(title);
    let level = level.iter().find_map(|token| {
        let mut all = LEXICON.degree.iter();
        all.find(|(_, words)| words.has(token)).map(|(&degree, _)| degree)
    });
    let fields = subject.split(" or ").map(|field| {
        let field = field.trim_end_matches(" bootcamp");
        let tokens = recogniser.tokens(field);
        let competencies = recogniser.named(&tokens).into_iter().map(|name| name.competency);
        Field { words: normalized(field), competencies: competencies.collect() }
    });
    let sort = match (is_bootcamp, level) {
        (true, _) => Sort::Bootcamp,
        (false, Some(level)) => Sort::Degree(level),
        (false, None) => Sort::AnyDegree,
    };
    Schooling { step: id, sort, fields: fields.collect() }
}
