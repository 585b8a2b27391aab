//! The adverts that a run aims at: those of the flags, else those of the profile, each file read
//! once.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Result, bail};

use crate::advert::{Advert, Reader, Strength, input};
use crate::failure::{Refused, Usage};
use crate::knowledge::text::quoted;
use crate::person::Person;
use crate::person::aim::{AdvertFile, Aim, COVERS, cover_word};
use crate::person::profile::ProfileFile;
use crate::person::wishes::Wishes;
use crate::session::Session;

impl Session<'_> {
    /// The person, aiming at the adverts of the flags, else at those of the profile unless the
    /// flags name a role.
    ///
    /// # Errors
    /// [`Usage`] if the flags contradict each other; if an advert cannot be read or asks for
    /// nothing that the aim covers.
    pub fn aimed(
        &self,
        profile: Option<&ProfileFile>,
        flags: &Wishes,
        person: Person,
    ) -> Result<Person> {
        if flags.role.is_some() && !flags.adverts.is_empty() {
            let text = "--role and --for are two aims: name one of them";
            bail!(Usage(text.to_owned()));
        }
        let cover = flags.cover.or(profile.and_then(|file| file.wishes.cover));
        let cover = cover.unwrap_or(Strength::Required);
        let read = |path: PathBuf| -> Result<AdvertFile> {
            let advert = self.advert(&path)?;
            match advert.wants(cover).is_empty() {
                true => Err(self.nothing_asked(&path, &advert, cover).into()),
                false => Ok(AdvertFile { path, advert }),
            }
        };
        let adverts = if !flags.adverts.is_empty() {
            flags.adverts.iter().cloned().map(read).collect::<Result<_>>()?
        } else if let Some(profile) = profile.filter(|_| flags.role.is_none()) {
            let all = profile.adverts();
            let read = |(word, path): (&Path, PathBuf)| {
                read(path.clone()).map_err(|why| self.placed(why, profile, word, &path))
            };
            all.map(read).collect::<Result<Vec<_>>>()?
        } else {
            Vec::new()
        };
        match adverts.is_empty() {
            true if flags.cover.is_some() => {
                let text = "--cover says how much of an advert to aim at: name one with --for";
                Err(Usage(text.to_owned()).into())
            }
            true => Ok(person),
            false => Ok(person.aiming_at(&self.kb, Aim { adverts, cover })),
        }
    }

    fn advert(&self, path: &Path) -> Result<Arc<Advert>> {
        if let Some(known) = self.adverts.borrow().get(path) {
            return Ok(Arc::clone(known));
        }
        let reader = Reader::new(&self.kb);
        let advert = Arc::new(reader.read(&input::read(path, &reader)?));
        self.adverts.borrow_mut().insert(path.to_owned(), Arc::clone(&advert));
        Ok(advert)
    }

    /// The refusal of an advert without anything to cover, with the flag that covers more.
    fn nothing_asked(&self, path: &Path, advert: &Advert, cover: Strength) -> Refused {
        let mut covers = COVERS.iter().map(|&(cover, _)| cover);
        let further = covers.find(|&cover| !advert.wants(cover).is_empty());
        let (name, pasted) = match path == Path::new("-") {
            true => ("standard input".to_owned(), "-".to_owned()),
            false => (path.display().to_string(), quoted(path)),
        };
        let Some(further) = further else {
            let gap = self.env.command(&format!("gap {pasted}"));
            let message = format!("{name} asks for nothing that the knowledge base knows");
            return Refused::new(message, format!("see what was read: `{gap}`"));
        };
        let asks = match cover {
            Strength::Required => "requires",
            Strength::Nice | Strength::Duty => "requires and wishes for",
        };
        let what = match further {
            Strength::Nice => "plan for what is nice to have",
            _ => "plan for its work",
        };
        let flags = format!("--for {pasted} --cover {}", cover_word(further));
        let plan = self.env.command(&format!("plan {flags}"));
        let message = format!("{name} {asks} nothing that the knowledge base knows");
        Refused::new(message, format!("{what}: `{plan}`"))
    }

    /// The same error with the place in the profile that names the advert.
    fn placed(
        &self,
        error: anyhow::Error,
        profile: &ProfileFile,
        word: &Path,
        path: &Path,
    ) -> anyhow::Error {
        let place = profile.place("for", &word.to_string_lossy());
        let place = format!("{place}: for: the advert that you aim at");
        let role = self.kb.listed.roles.first().map_or("ROLE", |&role| &self.kb[role].id);
        let plan = self.env.command(&format!("plan --role {role}"));
        let hint = format!("correct the path in the profile, or plan for a role: `{plan}`");
        let refused = match error.downcast::<Refused>() {
            Ok(refused) if path.exists() => refused,
            Ok(refused) => Refused { hint, ..refused },
            Err(other) => {
                let causes = other.chain().skip(1).map(ToString::to_string).collect();
                Refused::new(other.to_string(), hint).because(causes)
            }
        };
        let causes = refused.causes.iter().cloned().chain([place]).collect();
        Refused { causes, ..refused }.into()
    }
}
