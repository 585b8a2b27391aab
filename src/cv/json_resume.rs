//! JSON Resume (jsonresume.org, schema 1.0.0) -> sections with lines. Fields that say nothing of
//! what a person knows, such as names of employers, are not read.

use serde::Deserialize;

use crate::cv::dates::{Span, span};
use crate::cv::lexicon::SectionKind;
use crate::cv::{Cv, Line, Place};

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Resume {
    basics: Basics,
    skills: Vec<Skill>,
    work: Vec<Work>,
    volunteer: Vec<Work>,
    projects: Vec<Project>,
    education: Vec<Education>,
    certificates: Vec<Certificate>,
    publications: Vec<Publication>,
    languages: Vec<Language>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Basics {
    summary: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Skill {
    name: Option<String>,
    level: Option<String>,
    keywords: Vec<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct Work {
    position: Option<String>,
    start_date: Option<String>,
    end_date: Option<String>,
    summary: Option<String>,
    highlights: Vec<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct Project {
    name: Option<String>,
    description: Option<String>,
    start_date: Option<String>,
    end_date: Option<String>,
    highlights: Vec<String>,
    keywords: Vec<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct Education {
    area: Option<String>,
    study_type: Option<String>,
    start_date: Option<String>,
    end_date: Option<String>,
    courses: Vec<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Certificate {
    name: Option<String>,
    issuer: Option<String>,
    date: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Publication {
    name: Option<String>,
    summary: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Language {
    language: Option<String>,
    fluency: Option<String>,
}

/// The CV in a JSON text read in month `now`; `None` if it is no JSON Resume.
pub fn read(text: &str, now: u32) -> Option<Cv> {
    let value: serde_json::Value = serde_json::from_str(text).ok()?;
    let sections = ["basics", "skills", "work", "education", "projects", "certificates"];
    if sections.iter().filter(|section| value.get(section).is_some()).count() < 2 {
        return None;
    }
    let resume: Resume = serde_json::from_value(value).ok()?;
    let mut out = Lines { cv: Cv::default(), now };
    out.add(SectionKind::Summary, "basics.summary", resume.basics.summary, None);
    for (at, skill) in resume.skills.into_iter().enumerate() {
        let names = skill.name.into_iter().chain(skill.keywords);
        let names = names.collect::<Vec<_>>().join(", ");
        let text = match skill.level {
            Some(level) => format!("{level} level: {names}"),
            None => names,
        };
        out.add(SectionKind::Skills, &format!("skills[{at}]"), Some(text), None);
    }
    out.jobs("work", SectionKind::Experience, resume.work);
    out.jobs("volunteer", SectionKind::Volunteering, resume.volunteer);
    out.projects(resume.projects);
    out.education(resume.education);
    for (at, certificate) in resume.certificates.into_iter().enumerate() {
        let place = format!("certificates[{at}]");
        let parts = [certificate.name, certificate.issuer, certificate.date];
        out.add(SectionKind::Certificates, &place, joined(parts, ", "), None);
    }
    for (at, publication) in resume.publications.into_iter().enumerate() {
        let place = format!("publications[{at}]");
        let text = joined([publication.name, publication.summary], ". ");
        out.add(SectionKind::Publications, &place, text, None);
    }
    for (at, Language { language, fluency }) in resume.languages.into_iter().enumerate() {
        let text = language.map(|name| match fluency {
            Some(fluency) => format!("{name} ({fluency})"),
            None => name,
        });
        out.add(SectionKind::Languages, &format!("languages[{at}]"), text, None);
    }
    Some(out.cv)
}

struct Lines {
    cv: Cv,
    now: u32,
}

impl Lines {
    fn add(&mut self, kind: SectionKind, place: &str, text: Option<String>, span: Option<Span>) {
        let Some(text) = text.filter(|text| text.contains(char::is_alphanumeric)) else { return };
        let text = crate::cv::lines::on_one_line(&text);
        let place = Place::Entry(place.to_owned());
        self.cv.add(kind, Line { text, place, span, is_title: false, group: None });
    }

    fn title(&mut self, kind: SectionKind, place: &str, text: Option<String>, dates: Option<Span>) {
        self.add(kind, place, text, dates);
        let last = self.cv.sections.last_mut().and_then(|section| section.lines.last_mut());
        if let Some(line) = last.filter(|line| line.place == Place::Entry(place.to_owned())) {
            line.is_title = true;
        }
    }

    /// A job that has no end goes on.
    fn span(&self, start: Option<String>, end: Option<String>) -> Option<Span> {
        let end = end.filter(|end| !end.is_empty()).unwrap_or_else(|| "present".to_owned());
        span(&format!("{} to {end}", start?), self.now)
    }

    fn jobs(&mut self, name: &str, kind: SectionKind, jobs: Vec<Work>) {
        for (at, job) in jobs.into_iter().enumerate() {
            let dates = self.span(job.start_date, job.end_date);
            self.title(kind, &format!("{name}[{at}].position"), job.position, dates);
            self.add(kind, &format!("{name}[{at}].summary"), job.summary, dates);
            for (line, text) in job.highlights.into_iter().enumerate() {
                self.add(kind, &format!("{name}[{at}].highlights[{line}]"), Some(text), dates);
            }
        }
    }

    fn projects(&mut self, projects: Vec<Project>) {
        for (at, project) in projects.into_iter().enumerate() {
            let place = format!("projects[{at}]");
            let dates = self.span(project.start_date, project.end_date);
            let about = joined([project.name, project.description], ": ");
            self.add(SectionKind::Projects, &place, about, dates);
            for text in project.highlights.into_iter().chain([project.keywords.join(", ")]) {
                self.add(SectionKind::Projects, &place, Some(text), dates);
            }
        }
    }

    fn education(&mut self, all: Vec<Education>) {
        for (at, one) in all.into_iter().enumerate() {
            let place = format!("education[{at}]");
            let end = one.end_date.or_else(|| one.start_date.map(|_| "ongoing".to_owned()));
            let text = joined([one.study_type, one.area], " ");
            let text = text.map(|text| joined([Some(text), end], ", ").unwrap_or_default());
            self.add(SectionKind::Education, &place, text, None);
            for (course, text) in one.courses.into_iter().enumerate() {
                let place = format!("{place}.courses[{course}]");
                self.add(SectionKind::Courses, &place, Some(text), None);
            }
        }
    }
}

/// Those that are there.
fn joined<const N: usize>(parts: [Option<String>; N], between: &str) -> Option<String> {
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    (!parts.is_empty()).then(|| parts.join(between))
}
