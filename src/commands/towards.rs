//! Planning towards one job advert: the flags, and the advert as the person's role.

use std::path::{Path, PathBuf};

use anyhow::Result;

use crate::advert::{Advert, Applicant, Reader, Standing, Strength, input};
use crate::env::{Env, hint, quoted};
use crate::failure::Refused;
use crate::knowledge::model::{Kb, Role, RoleId};
use crate::person::Person;
use crate::view::plan::BeyondView;

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
pub enum Cover {
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

    /// Makes the advert, if there is one, the person's role; what of it no step will bring.
    pub fn aim(&self, kb: &mut Kb, person: &mut Person, env: &Env) -> Result<Vec<BeyondView>> {
        let Some(path) = &self.advert else { return Ok(Vec::new()) };
        let advert = Reader::new(kb).read(&input::read(path)?);
        let least = self.cover.least();
        if advert.wants(least).is_empty() {
            return Err(self.nothing_asked(path, &advert, env).into());
        }
        let applicant = applicant(kb, person);
        let mut beyond = advert.wants(least);
        beyond.retain(|want| {
            matches!(applicant.towards(want), Standing::Avoided | Standing::Untaught)
                || applicant.short_of(want).is_some()
        });
        let beyond = beyond.iter().map(|want| BeyondView {
            competencies: want.any.keys().map(|&member| kb[member].id.clone()).collect(),
            names: want.any.keys().map(|&member| kb[member].name.clone()).collect(),
            standing: applicant.towards(want).into(),
            taught_to: applicant.short_of(want),
        });
        let beyond = beyond.collect();
        person.role = role(kb, person, &applicant, &advert, least);
        Ok(beyond)
    }

    /// There is nothing to plan for; of an advert that wants less, with the flag to plan for that.
    fn nothing_asked(&self, path: &Path, advert: &Advert, env: &Env) -> Refused {
        let further = COVERS.into_iter().find(|cover| !advert.wants(cover.least()).is_empty());
        let name =
            if path == Path::new("-") { "standard input" } else { &path.display().to_string() };
        let asks = match self.cover {
            Cover::Required => "requires",
            Cover::Nice | Cover::All => "requires and wishes for",
        };
        let (message, what, command) = match further {
            Some(cover) => (
                format!("{name} {asks} nothing that the knowledge base knows"),
                if matches!(cover, Cover::Nice) {
                    "plan for what is nice to have"
                } else {
                    "plan for its work"
                },
                format!("plan --for {}{}", pasted(path), cover.flag()),
            ),
            None => (
                format!("{name} asks for nothing that the knowledge base knows"),
                "see what was read",
                format!("gap {}", pasted(path)),
            ),
        };
        let hint = format!("{what}: `{}`", env.command(&command));
        Refused { message, causes: Vec::new(), hint }
    }

    /// The flags as they are typed, after a space.
    pub fn flags(&self) -> String {
        let flags = |path| format!(" --for {}{}", pasted(path), self.cover.flag());
        self.advert.as_deref().map(flags).unwrap_or_default()
    }

    /// Where to read what a plan towards an advert leaves out.
    pub fn hint(&self, env: &Env) {
        if let Some(path) = self.advert.as_ref().filter(|path| *path != Path::new("-")) {
            let gap = env.command(&format!("gap {}", quoted(path)));
            hint(&format!("what the advert asks for, and what no step teaches: `{gap}`"));
        }
    }
}

const COVERS: [Cover; 3] = [Cover::Required, Cover::Nice, Cover::All];

impl Cover {
    /// The plan covers what is wanted at least so much.
    pub fn least(self) -> Strength {
        match self {
            Self::Required => Strength::Required,
            Self::Nice => Strength::Nice,
            Self::All => Strength::Duty,
        }
    }

    /// The least that covers what is wanted so much.
    pub fn of(strength: Strength) -> Self {
        match strength {
            Strength::Required => Self::Required,
            Strength::Nice => Self::Nice,
            Strength::Duty => Self::All,
        }
    }

    /// As it is typed, after a space; nothing where it is the default.
    pub fn flag(self) -> &'static str {
        match self {
            Self::Required => "",
            Self::Nice => " --cover nice",
            Self::All => " --cover all",
        }
    }
}

/// A path as it is typed; `-` stays standard input.
fn pasted(path: &Path) -> String {
    if path == Path::new("-") { "-".to_owned() } else { quoted(path) }
}

pub fn applicant(kb: &Kb, person: &Person) -> Applicant {
    let scenario = person.scenario(kb);
    Applicant::new(kb, &scenario.held, &scenario.avoid)
}

/// Adds an advert to the roles.
pub fn role(
    kb: &mut Kb,
    person: &mut Person,
    applicant: &Applicant,
    advert: &Advert,
    least: Strength,
) -> RoleId {
    add_role(kb, person, applicant.role(advert, least))
}

/// Adds a role. What the person gives up of their own role's milestones does not concern it; what
/// they give up of their own wishes does.
pub fn add_role(kb: &mut Kb, person: &mut Person, role: Role) -> RoleId {
    person.drop.retain(|step| person.must.contains(step));
    kb.roles.push(role);
    RoleId(kb.roles.len() - 1)
}
