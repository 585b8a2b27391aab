//! Planning towards one job advert: the flags, and the advert as the person's role.

use std::path::{Path, PathBuf};

use anyhow::Result;

use crate::advert::{Advert, Applicant, Reader, Strength, source};
use crate::env::{Env, hint, quoted};
use crate::failure::Refused;
use crate::knowledge::model::{Kb, RoleId};
use crate::person::Person;

#[derive(Debug, clap::Args)]
pub struct Towards {
    /// Plan towards this job advert alone, in place of a role; `-` is standard input
    #[arg(long = "for", value_name = "ADVERT", conflicts_with = "role")]
    advert: Option<PathBuf>,

    /// How much of the advert the plan covers
    #[arg(long, value_enum, requires = "advert", default_value_t)]
    cover: Cover,
}

#[derive(Debug, Clone, Copy, Default, clap::ValueEnum)]
enum Cover {
    /// What is required
    #[default]
    Required,
    /// What is nice to have as well
    Nice,
    /// Also what is only named as work
    All,
}

impl Towards {
    pub fn advert(&self) -> Option<&Path> {
        self.advert.as_deref()
    }

    /// Makes the advert, if there is one, the person's role.
    pub fn aim(&self, kb: &mut Kb, person: &mut Person, env: &Env) -> Result<()> {
        let Some(path) = &self.advert else { return Ok(()) };
        let advert = Reader::new(kb).read(&source::read(path)?);
        let least = match self.cover {
            Cover::Required => Strength::Required,
            Cover::Nice => Strength::Nice,
            Cover::All => Strength::Duty,
        };
        if !advert.asks.iter().any(|ask| ask.strength >= least) {
            return Err(Refused {
                message: format!(
                    "{} asks for nothing that the knowledge base knows",
                    path.display()
                ),
                causes: Vec::new(),
                hint: format!(
                    "see what was read: `{}`",
                    env.command(&format!("gap {}", quoted(path)))
                ),
            }
            .into());
        }
        person.role = role(kb, person, &applicant(kb, person), &advert, least);
        Ok(())
    }

    /// Where to read what a plan towards an advert leaves out.
    pub fn hint(&self, env: &Env) {
        if let Some(path) = self.advert.as_ref().filter(|path| *path != Path::new("-")) {
            let gap = env.command(&format!("gap {}", quoted(path)));
            hint(&format!("what the advert asks for, and what no step teaches: `{gap}`"));
        }
    }
}

pub fn applicant(kb: &Kb, person: &Person) -> Applicant {
    let scenario = person.scenario(kb);
    Applicant::new(kb, &scenario.held, &scenario.avoid)
}

/// Adds an advert to the roles. Wishes for milestones of the person's own role do not reach it.
pub fn role(
    kb: &mut Kb,
    person: &mut Person,
    applicant: &Applicant,
    advert: &Advert,
    least: Strength,
) -> RoleId {
    person.drop.clear();
    kb.roles.push(applicant.role(advert, least));
    RoleId(kb.roles.len() - 1)
}
