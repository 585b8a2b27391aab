//! `gap` for several adverts.

use std::collections::BTreeMap;
use std::path::PathBuf;

use anyhow::{Result, bail};
use itertools::Itertools as _;

use crate::advert::demand::union;
use crate::advert::openings::openings;
use crate::advert::{Advert, Applicant, Reader, Strength};
use crate::commands::not_a_cv::advert_text;
use crate::commands::target::aiming_at;
use crate::env::{note, print};
use crate::failure::Refused;
use crate::knowledge::hours::Hours;
use crate::knowledge::model::{Skills, StepId};
use crate::knowledge::text::quoted;
use crate::person::Person;
use crate::planner::outline::outline;
use crate::planner::select::select;
use crate::planner::target::Target;
use crate::render::{self, Format};
use crate::session::Session;
use crate::view::demand::{demand_view, near};
use crate::view::gap::gap;
use crate::view::summary::{Route, SummaryView, summary};

/// The adverts that a terminal shows, and for which a day is planned.
const NEAREST: usize = 10;

/// Adverts that share the effort of one plan; of more, each needs as much as one of these.
const SHARING: usize = 800;

/// A person before several adverts.
pub(super) struct Many<'a> {
    pub session: &'a Session<'a>,
    pub person: &'a Person,
    pub applicant: &'a Applicant,
    /// Whether the answer is what they ask for together, in JSON too.
    pub demand: bool,
    /// Whether every advert is shown, each with its day.
    pub all: bool,
}

impl Many<'_> {
    /// Answers for the adverts of some files. Those that cannot be read are left out.
    ///
    /// # Errors
    /// If any could not be read, after the answer for the others.
    pub fn read(&self, paths: &[PathBuf], reader: &Reader<'_>) -> Result<()> {
        let mut files = Vec::new();
        let mut adverts = Vec::new();
        let mut unread = None;
        let env = self.session.env;
        let read = env.reading("Reading adverts", paths).map(|path| {
            let text = advert_text(env, path, reader);
            (path, text.map(|text| reader.read(&text)))
        });
        // Messages in between would be torn by the bar.
        for (path, advert) in read.collect_vec() {
            match advert {
                Ok(advert) => {
                    adverts.push(advert);
                    files.push(path.display().to_string());
                }
                Err(error) => {
                    unread = unread.or(Some(path));
                    let error = format!("{error:#}").replace("\n  ", ": ");
                    note(&format!("note: skipped: {error}"));
                }
            }
        }
        if !adverts.is_empty() {
            self.answer(&files, &adverts)?;
        }
        let Some(first) = unread else { return Ok(()) };
        let alone = self.session.env.command(&format!("gap {}", quoted(first)));
        let (unread, all) = (paths.len() - adverts.len(), paths.len());
        let message = format!("{unread} of {all} adverts could not be read");
        bail!(Refused::new(message, format!("see why with `{alone}`")))
    }

    /// How far the adverts are, and what they ask for, with the steps of one plan towards all.
    fn answer(&self, files: &[String], adverts: &[Advert]) -> Result<()> {
        let Self { applicant, person, session: Session { kb, env, .. }, .. } = self;
        let goal = aiming_at(union(adverts, applicant), person).scenario(kb).goal(kb);
        // The union asks only for what can be reached, so there is always a choice.
        let chosen: Vec<StepId> = select(kb, &goal).map(|found| found.steps).unwrap_or_default();
        let most = if self.all { usize::MAX } else { NEAREST };
        let read = files.iter().zip(adverts).zip(self.summaries(adverts, most));
        if env.format() == Format::Json && !self.demand {
            let ways = applicant.ways(kb, chosen);
            for ((file, advert), summary) in read {
                let view = gap(kb, file.clone(), advert, applicant, summary, |_| &ways);
                print(&render::json_line(&view)?)?;
            }
            return Ok(());
        }
        let near = read.map(|((file, advert), it)| near(kb, applicant, file, advert, it)).collect();
        let requirements = adverts.iter().map(|it| applicant.wants(it, Strength::Required));
        let openings = openings(kb, &goal, &chosen, &requirements.collect_vec(), applicant);
        env.answer(&demand_view(kb, applicant, adverts, near, &chosen, openings, most))
    }

    /// How far each advert is; with a day for the nearest.
    fn summaries(&self, adverts: &[Advert], most: usize) -> Vec<SummaryView> {
        let Self { applicant, session: Session { kb, env, .. }, .. } = self;
        // Adverts that ask for the same are equally far.
        let mut routes: BTreeMap<(Skills, Vec<Skills>), Route> = BTreeMap::new();
        let summary = |advert| {
            let Target { needs, one_of, .. } = applicant.target(advert, Strength::Required);
            let among = adverts.len().min(SHARING);
            let route = routes.entry((needs, one_of)).or_insert_with(|| self.route(advert, among));
            summary(kb, applicant, advert, route)
        };
        let all = env.watched("Measuring the distance", adverts.iter());
        let mut summaries = all.map(summary).collect_vec();
        let order = (0..adverts.len()).sorted_by_key(|&at| summaries[at].distance());
        let nearest = order.take(most).collect_vec();
        let among = nearest.len().min(SHARING);
        for at in env.watched("Planning", nearest.into_iter()) {
            if summaries[at].hours.is_some_and(|hours| !hours.is_zero()) {
                let scenario = self.aiming_at(&adverts[at]).scenario(kb).shared(among);
                summaries[at].finish = outline(kb, &scenario).ok().map(|outline| outline.finish);
            }
        }
        summaries
    }

    /// The steps to all that one `among` several adverts requires, without days: quick for many.
    fn route(&self, advert: &Advert, among: usize) -> Route {
        let kb = &self.session.kb;
        let goal = self.aiming_at(advert).scenario(kb).shared(among).goal(kb);
        let steps = select(kb, &goal).map(|found| found.steps).unwrap_or_default();
        let hours: Hours = steps.iter().map(|&step| goal.held.left(kb, step).likely).sum();
        Route { steps, hours, finish: None }
    }

    fn aiming_at(&self, advert: &Advert) -> Person {
        aiming_at(self.applicant.target(advert, Strength::Required), self.person)
    }
}
