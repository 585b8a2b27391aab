//! Job adverts as the aim of a person, in place of a role.

use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use itertools::Itertools as _;
use schemars::{JsonSchema as _, Schema, SchemaGenerator, json_schema};
use serde::de::{Deserialize, Deserializer, SeqAccess, Visitor};

use crate::advert::{Advert, Applicant, Ask, Standing, Strength, Want};
use crate::knowledge::model::CompetencyId;
use crate::knowledge::text::{List, read_text, visible};
use crate::knowledge::vocabulary::Level;
use crate::planner::target::{Leg, Target};

/// The adverts that a person aims at, in the order in which they want to meet them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Aim {
    pub adverts: Vec<AdvertFile>,
    /// How much of each the plan covers.
    pub cover: Strength,
}

/// An advert, and where it was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AdvertFile {
    /// `-` is standard input.
    pub path: PathBuf,
    pub advert: Arc<Advert>,
}

/// Something that the adverts ask for and that no plan brings, or not fully.
#[derive(Debug)]
pub struct Beyond {
    pub want: Want,
    pub standing: Standing,
    /// The level that steps lead to, if any.
    pub taught_to: Option<Level>,
    /// It is left out as a soft skill, whatever steps teach.
    pub is_apart: bool,
}

impl AdvertFile {
    /// The file's name without its folder.
    pub fn name(&self) -> String {
        match self.path.file_name() {
            Some(name) if self.path != Path::new("-") => {
                visible(&name.to_string_lossy()).into_owned()
            }
            _ => "standard input".to_owned(),
        }
    }

    /// What it says about a competency.
    pub fn asks_for(&self, competency: CompetencyId) -> Option<&Ask> {
        self.advert.asks.iter().find(|ask| ask.competency == competency)
    }
}

impl Aim {
    /// What this applicant has to reach.
    pub fn target(&self, applicant: &Applicant) -> Target {
        let leg = |file: &AdvertFile| {
            let Target { name, needs, one_of, .. } = applicant.target(&file.advert, self.cover);
            Leg { file: file.name(), name, needs, one_of }
        };
        Target::through(self.adverts.iter().map(leg).collect())
    }

    /// What of the adverts no step will bring this applicant, each once.
    pub fn beyond(&self, applicant: &Applicant) -> Vec<Beyond> {
        let all = self.adverts.iter().flat_map(|file| self.beyond_of(file, applicant));
        all.unique_by(|beyond| beyond.want.any.keys().copied().collect_vec()).collect()
    }

    /// What of one advert no step will bring this applicant.
    pub fn beyond_of(&self, file: &AdvertFile, applicant: &Applicant) -> Vec<Beyond> {
        let beyond = file.advert.wants(self.cover).into_iter().filter_map(|want| {
            let (standing, taught_to) = (applicant.towards(&want), applicant.short_of(&want));
            let is_apart = applicant.is_apart(&want) && standing != Standing::Held;
            let is_beyond = is_apart || matches!(standing, Standing::Avoided | Standing::Untaught);
            let found = Beyond { want, standing, taught_to, is_apart };
            (is_beyond || taught_to.is_some()).then_some(found)
        });
        beyond.collect()
    }
}

/// The covers of an aim with their words in profiles, flags and answers.
pub const COVERS: [(Strength, &str); 3] =
    [(Strength::Required, "required"), (Strength::Nice, "nice"), (Strength::Duty, "all")];

/// The word of a cover.
pub fn cover_word(cover: Strength) -> &'static str {
    COVERS.iter().find(|(known, _)| *known == cover).map_or("", |(_, word)| word)
}

/// Reads a cover that may be missing.
pub(super) fn cover<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<Strength>, D::Error> {
    struct Cover(Strength);
    impl<'de> Deserialize<'de> for Cover {
        fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
            read_text(deserializer, |typed| {
                let found = COVERS.iter().find(|(_, word)| *word == typed);
                let words = || List::or(COVERS.iter().map(|(_, word)| word));
                let wrong = || format!("`{typed}` is not a cover; use {}", words());
                found.map(|&(cover, _)| Self(cover)).ok_or_else(wrong)
            })
        }
    }
    Option::deserialize(deserializer).map(|cover| cover.map(|Cover(strength)| strength))
}

pub(super) fn cover_schema(_: &mut SchemaGenerator) -> Schema {
    let words = COVERS.iter().map(|(_, word)| Some(*word)).chain([None]).collect_vec();
    json_schema!({"enum": words})
}

pub(super) fn files_schema(generator: &mut SchemaGenerator) -> Schema {
    let several = Option::<Vec<String>>::json_schema(generator);
    json_schema!({"anyOf": [{"type": "string"}, several]})
}

/// Reads the name of a file, or a list of them.
pub(super) fn files<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<PathBuf>, D::Error> {
    struct Files;
    impl<'de> Visitor<'de> for Files {
        type Value = Vec<PathBuf>;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("the file of a job advert, or a list of such files")
        }

        fn visit_str<E>(self, file: &str) -> Result<Vec<PathBuf>, E> {
            Ok(vec![PathBuf::from(file)])
        }

        fn visit_unit<E>(self) -> Result<Vec<PathBuf>, E> {
            Ok(Vec::new())
        }

        fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Vec<PathBuf>, A::Error> {
            std::iter::from_fn(|| list.next_element().transpose()).collect()
        }
    }
    deserializer.deserialize_any(Files)
}
