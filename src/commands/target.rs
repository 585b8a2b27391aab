//! The flags that aim a plan at a job advert, and the target that they name.

use std::path::{Path, PathBuf};
use std::rc::Rc;

use anyhow::{Result, bail};
use clap::ValueEnum;
use clap::builder::PossibleValue;

use crate::advert::{Advert, Applicant, Reader, Standing, Strength, input};
use crate::env::{Env, quoted};
use crate::failure::Refused;
use crate::knowledge::model::Kb;
use crate::person::Person;
use crate::planner::target::Target;
use crate::session::Session;
use crate::view::plan::BeyondView;

#[derive(Debug, clap::Args)]
pub struct TargetFlags {
    /// Plan for this job advert instead of a role; `-` is standard input
    #[arg(long = "for", value_name = "ADVERT", conflicts_with = "role")]
    advert: Option<PathBuf>,

    /// How much of the advert the plan covers
    #[arg(long, value_enum, requires = "advert", default_value_t = Strength::Required)]
    cover: Strength,
}

/// What a plan towards an advert covers: all wants of at least this strength.
impl ValueEnum for Strength {
    fn value_variants<'a>() -> &'a [Self] {
        &[Self::Required, Self::Nice, Self::Duty]
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(match self {
            Self::Required => PossibleValue::new("required").help("What is required"),
            Self::Nice => PossibleValue::new("nice").help("What is nice to have as well"),
            Self::Duty => PossibleValue::new("all").help("Also what is only part of the work"),
        })
    }
}

/// The flag of a cover, after a space; empty for the default.
pub(super) fn cover_flag(cover: Strength) -> &'static str {
    match cover {
        Strength::Required => "",
        Strength::Nice => " --cover nice",
        Strength::Duty => " --cover all",
    }
}

impl TargetFlags {
    pub fn advert(&self) -> Option<&Path> {
        self.advert.as_deref()
    }

    /// Aims a person at the advert, if one is named. Returns what of it no step will bring.
    ///
    /// # Errors
    /// If it cannot be read, or asks for nothing that the flags cover.
    pub fn aim(&self, session: &Session, person: &mut Person) -> Result<Vec<BeyondView>> {
        let Session { kb, env, .. } = session;
        let Some(path) = &self.advert else { return Ok(Vec::new()) };
        let advert = Reader::new(kb).read(&input::read(path)?);
        let mut beyond = advert.wants(self.cover);
        if beyond.is_empty() {
            bail!(self.nothing_asked(path, &advert, env));
        }
        let applicant = applicant(kb, person);
        beyond.retain(|want| {
            matches!(applicant.towards(want), Standing::Avoided | Standing::Untaught)
                || applicant.short_of(want).is_some()
        });
        let beyond = beyond.iter().map(|want| BeyondView {
            competencies: want.any.keys().map(|&member| kb[member].id.clone()).collect(),
            names: want.any.keys().map(|&member| kb[member].name.clone()).collect(),
            standing: applicant.towards(want),
            taught_to: applicant.short_of(want),
        });
        let target = applicant.target(&advert, self.cover);
        person.target = Rc::new(target);
        Ok(beyond.collect())
    }

    /// The refusal of an advert without anything to cover, with the flag that covers more.
    fn nothing_asked(&self, path: &Path, advert: &Advert, env: &Env) -> Refused {
        let covers = Strength::value_variants().iter();
        let further = covers.copied().find(|&cover| !advert.wants(cover).is_empty());
        let name =
            if path == Path::new("-") { "standard input" } else { &path.display().to_string() };
        let asks = match self.cover {
            Strength::Required => "requires",
            Strength::Nice | Strength::Duty => "requires and wishes for",
        };
        let Some(cover) = further else {
            return Refused::new(
                format!("{name} asks for nothing that the knowledge base knows"),
                format!("see what was read: `{}`", env.command(&format!("gap {}", pasted(path)))),
            );
        };
        let what = match cover {
            Strength::Nice => "plan for what is nice to have",
            _ => "plan for its work",
        };
        let plan = env.command(&format!("plan --for {}{}", pasted(path), cover_flag(cover)));
        let message = format!("{name} {asks} nothing that the knowledge base knows");
        Refused::new(message, format!("{what}: `{plan}`"))
    }

    /// The flags, after a space.
    pub fn flags(&self) -> String {
        let flags = |path| format!(" --for {}{}", pasted(path), cover_flag(self.cover));
        self.advert.as_deref().map(flags).unwrap_or_default()
    }

    /// Says how to see what a plan towards an advert leaves out.
    pub fn hint(&self, env: &Env) {
        if let Some(path) = self.advert.as_ref().filter(|path| *path != Path::new("-")) {
            let gap = env.command(&format!("gap {}", quoted(path)));
            env.hint(&format!("what the advert asks for, and what no step teaches: `{gap}`"));
        }
    }
}

/// A quoted path; `-` stays standard input.
fn pasted(path: &Path) -> String {
    if path == Path::new("-") { "-".to_owned() } else { quoted(path) }
}

pub(super) fn applicant(kb: &Kb, person: &Person) -> Applicant {
    let scenario = person.scenario(kb);
    Applicant::new(kb, &scenario.held, &scenario.avoid)
}

/// The person with another target, and without the extra steps that they asked for.
pub(super) fn aiming_at(target: Target, person: &Person) -> Person {
    Person { target: Rc::new(target), must: Vec::new(), ..person.clone() }
}
