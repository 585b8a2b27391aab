//! A change of the profile as it is typed: `hours=8`, `avoid+=paid`, `deadline=`.

use std::path::{Path, PathBuf};

use crate::knowledge::diagnostics::suggestion;
use crate::knowledge::find;
use crate::knowledge::model::Kb;
use crate::knowledge::text::List;
use crate::person::aim::COVERS;
use crate::person::wishes::Wishes;
use crate::person::written::{parse_day, parse_holiday, parse_hours, parse_known};

/// The keys of a profile that can be set, in its order.
pub const KEYS: [&str; 17] = [
    "role",
    "for",
    "cover",
    "start",
    "deadline",
    "hours",
    "exceptions",
    "parallel",
    "know",
    "have",
    "must",
    "drop",
    "avoid",
    "domain",
    "market",
    "kb",
    "kb_add",
];

/// One change, as it is typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Setting {
    pub key: &'static str,
    sign: Sign,
    /// Empty if the key is removed.
    value: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sign {
    Equals,
    Plus,
    Minus,
}

/// Reads `KEY=VALUE`, `KEY+=VALUE` or `KEY-=VALUE`.
pub fn parse_setting(text: &str) -> Result<Setting, String> {
    let word = text.split(['=', '+', '-']).next().unwrap_or_default().trim();
    let Some((key, value)) = text.split_once('=') else {
        let key = if word.is_empty() { "hours" } else { word };
        return Err(format!("the value is missing: write {key}=VALUE, or {key}= to remove it"));
    };
    let (key, sign) = match key.trim().strip_suffix(['+', '-']) {
        Some(bare) if key.trim().ends_with('+') => (bare, Sign::Plus),
        Some(bare) => (bare, Sign::Minus),
        None => (key.trim(), Sign::Equals),
    };
    let typed = match key.to_lowercase().as_str() {
        "holiday" | "holidays" => "exceptions".to_owned(),
        other => other.to_owned(),
    };
    let known = KEYS.into_iter().find(|known| *known == typed).ok_or_else(|| {
        let near = suggestion(&typed, KEYS);
        let all = format!("; the keys are {}", List::and(KEYS));
        format!("unknown key `{key}`{}", if near.is_empty() { all } else { near })
    })?;
    Ok(Setting { key: known, sign, value: value.trim().to_owned() })
}

impl Setting {
    /// Makes the change. Files are named from the current folder.
    ///
    /// # Errors
    /// What is wrong with the value.
    pub fn apply(&self, kb: &Kb, folder: &Path, wishes: &mut Wishes) -> Result<(), String> {
        let text = |text: &str| Ok(text.to_owned());
        let name = |text: &str| Ok(text.to_owned());
        let is_step = |one: &String, other: &String| {
            one == other || kb.step(one).is_some_and(|step| Some(step) == kb.step(other))
        };
        let file = |text: &str| Ok(from_folder(folder, Path::new(text)));
        match self.key {
            "role" => self.one(&mut wishes.role, text),
            "for" => self.several(&mut wishes.adverts, file, |one, other| {
                folder.join(one) == folder.join(other)
            }),
            "cover" => self.one(&mut wishes.cover, |text| {
                let found = COVERS.iter().find(|(_, word)| *word == text);
                let words = List::or(COVERS.iter().map(|(_, word)| word));
                found
                    .map(|(cover, _)| *cover)
                    .ok_or(format!("`{text}` is not a cover; use {words}"))
            }),
            "start" => self.one(&mut wishes.start, parse_day),
            "deadline" => self.one(&mut wishes.deadline, parse_day),
            "hours" => self.one(&mut wishes.hours, parse_hours),
            "exceptions" => self.several(&mut wishes.exceptions, parse_holiday, |one, other| {
                one.from == other.from && one.until == other.until
            }),
            "parallel" => self.one(&mut wishes.parallel, |text| {
                let wrong = |_| format!("`{text}` is not a number of steps; write for example 3");
                text.parse().map_err(wrong)
            }),
            "know" => self.know(kb, &mut wishes.know),
            "have" => self.several(&mut wishes.have, name, is_step),
            "must" => self.several(&mut wishes.must, name, is_step),
            "drop" => self.several(&mut wishes.drop, name, is_step),
            "avoid" => self.several(&mut wishes.avoid, name, is_step),
            "domain" => self.one(&mut wishes.domain, text),
            "kb" => self.one(&mut wishes.kb, file),
            "kb_add" => self.several(&mut wishes.kb_add, file, |one, other| {
                folder.join(one) == folder.join(other)
            }),
            _ => self.one(&mut wishes.market, file),
        }
    }

    fn one<T>(
        &self,
        place: &mut Option<T>,
        read: impl Fn(&str) -> Result<T, String>,
    ) -> Result<(), String> {
        if self.sign != Sign::Equals {
            return Err(format!("it is one value: write {}={}", self.key, self.value));
        }
        *place = (!self.value.is_empty()).then(|| read(&self.value)).transpose()?;
        Ok(())
    }

    fn several<T: Clone>(
        &self,
        list: &mut Vec<T>,
        read: impl Fn(&str) -> Result<T, String>,
        is_same: impl Fn(&T, &T) -> bool,
    ) -> Result<(), String> {
        let parts = self.value.split(',').map(str::trim).filter(|part| !part.is_empty());
        // A comma may be part of a value: of hours by weekday.
        let named =
            match parts.map(|part| Ok((part, read(part)?))).collect::<Result<Vec<_>, String>>() {
                Ok(named) => named,
                Err(wrong) => vec![(self.value.as_str(), read(&self.value).map_err(|_| wrong)?)],
            };
        if self.sign == Sign::Equals {
            list.clear();
        }
        for (text, value) in named {
            let at = list.iter().position(|other| is_same(other, &value));
            match (self.sign, at) {
                (Sign::Minus, Some(at)) => drop(list.remove(at)),
                (Sign::Minus, None) => return Err(format!("`{text}` is not in it")),
                (_, Some(at)) => list[at] = value,
                (_, None) => list.push(value),
            }
        }
        Ok(())
    }

    fn know(&self, kb: &Kb, know: &mut Vec<(String, String)>) -> Result<(), String> {
        if self.sign == Sign::Equals {
            know.clear();
        }
        for part in self.value.split(',').map(str::trim).filter(|part| !part.is_empty()) {
            if self.sign == Sign::Minus {
                let name = part.split('=').next().unwrap_or_default();
                learn(kb, know, name.trim(), None)?;
            } else {
                let (name, level) = parse_known(part)?;
                learn(kb, know, &name, Some(level))?;
            }
        }
        Ok(())
    }
}

/// States a level of a competency, or forgets what was stated of it. Under whatever name it is
/// stated already, it keeps that name.
///
/// # Errors
/// If there is nothing to forget.
pub fn learn(
    kb: &Kb,
    know: &mut Vec<(String, String)>,
    name: &str,
    level: Option<String>,
) -> Result<(), String> {
    let id = |name: &str| find::competency(kb, name).ok();
    let is_same = |other: &str| other == name || id(name).is_some_and(|it| Some(it) == id(other));
    let at = know.iter().position(|(other, _)| is_same(other));
    match (at, level) {
        (Some(at), Some(level)) => know[at].1 = level,
        (Some(at), None) => drop(know.remove(at)),
        (None, Some(level)) => {
            let name = id(name).map_or(name.to_owned(), |it| kb[it].id.clone());
            know.push((name, level));
        }
        (None, None) => return Err(format!("you have not said that you know `{name}`")),
    }
    Ok(())
}

/// A file as a profile in a folder names it: below that folder by the rest of its path.
pub fn from_folder(folder: &Path, file: &Path) -> PathBuf {
    let absolute = |path: &Path| std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let file = absolute(file);
    file.strip_prefix(absolute(folder)).map_or(file.clone(), Path::to_owned)
}
