//! The flags that aim at job adverts in place of a role.

use std::path::{Path, PathBuf};

use clap::ValueEnum;
use clap::builder::PossibleValue;
use itertools::Itertools as _;

use crate::advert::{Applicant, Strength};
use crate::env::Env;
use crate::knowledge::model::Kb;
use crate::knowledge::text::quoted;
use crate::person::Person;
use crate::person::aim::cover_word;
use crate::person::wishes::Wishes;
use crate::planner::target::Target;
use crate::view::compare::Variation;

#[derive(Debug, Clone, Default, PartialEq, Eq, clap::Args)]
pub struct TargetFlags {
    /// Aim at this job advert in place of a role; given again, at the next one after it; `-` is
    /// standard input [default: `for` in the profile]
    #[arg(long = "for", value_name = "ADVERT")]
    adverts: Vec<PathBuf>,

    /// How much of the adverts the plan covers [default: required]
    #[arg(long, value_enum)]
    cover: Option<Strength>,
}

/// What a plan towards an advert covers: all wants of at least this strength.
impl ValueEnum for Strength {
    fn value_variants<'a>() -> &'a [Self] {
        &[Self::Required, Self::Nice, Self::Duty]
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        let help = match self {
            Self::Required => "What is required",
            Self::Nice => "What is nice to have as well",
            Self::Duty => "Also what is only part of the work",
        };
        Some(PossibleValue::new(cover_word(*self)).help(help))
    }
}

/// The flag of a cover, after a space; empty for the default.
pub(super) fn cover_flag(cover: Strength) -> String {
    match cover {
        Strength::Required => String::new(),
        _ => format!(" --cover {}", cover_word(cover)),
    }
}

impl TargetFlags {
    /// The same wishes with the aim of these flags.
    pub fn over(&self, wishes: Wishes) -> Wishes {
        Wishes { adverts: self.adverts.clone(), cover: self.cover, ..wishes }
    }

    /// The aim as something in which plans differ, if adverts are named.
    pub fn variation(&self) -> Option<Variation> {
        (!self.adverts.is_empty()).then(|| Variation::Aim(self.adverts.clone(), self.cover))
    }

    /// The cover for the adverts of the profile, if no others are named.
    pub fn cover_alone(&self) -> Option<Strength> {
        self.cover.filter(|_| self.adverts.is_empty())
    }

    /// The flags, after a space.
    pub fn flags(&self) -> String {
        let adverts = self.adverts.iter().map(|path| format!(" --for {}", pasted(path)));
        let cover = self.cover.map(cover_flag).unwrap_or_default();
        adverts.format("").to_string() + &cover
    }

    /// Says how to see what a plan towards adverts leaves out, and how to keep them as the aim.
    pub fn hint(&self, env: &Env) {
        let files = self.adverts.iter().filter(|path| *path != Path::new("-"));
        let files = files.map(|path| quoted(path)).join(" ");
        if !files.is_empty() {
            let asks = if self.adverts.len() == 1 { "the advert asks" } else { "the adverts ask" };
            let gap = env.command(&format!("gap {files}"));
            env.hint(&format!("what {asks} for, and what no step teaches: `{gap}`"));
        }
    }
}

/// A quoted path; `-` stays standard input.
fn pasted(path: &Path) -> String {
    if path == Path::new("-") { "-".to_owned() } else { quoted(path) }
}

pub(super) fn applicant(kb: &Kb, person: &Person) -> Applicant {
    person.applicant(kb)
}

/// The person with another target, and without the extra steps that they asked for.
pub(super) fn aiming_at(target: Target, person: &Person) -> Person {
    Person { target: target.into(), aim: None, must: Vec::new(), ..person.clone() }
}
