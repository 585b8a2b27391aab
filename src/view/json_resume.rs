//! Earned lines as a JSON Resume (jsonresume.org, schema 1.0.0): projects, certificates, education
//! and skills. Its dates are ISO 8601, its addresses URIs; entries may have fields of their own,
//! the whole may not.

use jiff::civil::Date;
use serde::{Serialize, Serializer};

use crate::knowledge::text::check_url;
use crate::knowledge::vocabulary::{Kind, Level};
use crate::view::earned::{EarnedView, LineView, Part, SkillView};

const SCHEMA: &str =
    "https://raw.githubusercontent.com/jsonresume/resume-schema/v1.0.0/schema.json";

#[derive(Debug, Serialize)]
struct Resume {
    #[serde(rename = "$schema")]
    schema: &'static str,
    education: Vec<Education>,
    certificates: Vec<Certificate>,
    skills: Vec<Skill>,
    projects: Vec<Project>,
    meta: Meta,
}

/// What the file is; only here may the whole have fields of its own.
#[derive(Debug, Serialize)]
struct Meta {
    version: &'static str,
    schema: &'static str,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Education {
    study_type: String,
    #[serde(flatten)]
    end: End,
    step: String,
}

#[derive(Debug, Serialize)]
struct Certificate {
    name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    issuer: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date: Option<Date>,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<String>,
    /// Evidence that is no address.
    #[serde(skip_serializing_if = "Option::is_none")]
    summary: Option<String>,
    step: String,
}

#[derive(Debug, Serialize)]
struct Project {
    name: String,
    description: String,
    /// Evidence that is no address.
    highlights: Vec<String>,
    r#type: Kind,
    #[serde(flatten)]
    end: End,
    step: String,
}

#[derive(Debug, Serialize)]
struct Skill {
    name: String,
    level: Level,
    steps: Vec<String>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct End {
    #[serde(skip_serializing_if = "Option::is_none")]
    end_date: Option<Date>,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<String>,
}

impl Serialize for EarnedView {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Resume::from(self).serialize(serializer)
    }
}

impl From<&EarnedView> for Resume {
    fn from(view: &EarnedView) -> Self {
        let is_certificate = |line: &LineView| line.part == Part::Courses && line.course.is_some();
        let is_degree = |line: &LineView| line.part == Part::Degrees;
        let lines = || view.lines.iter();
        let projects = lines().filter(|line| !is_certificate(line) && !is_degree(line));
        let skill = |skill: &SkillView| Skill {
            name: skill.name.clone(),
            level: skill.level,
            steps: skill.steps.clone(),
        };
        Self {
            schema: SCHEMA,
            education: lines().filter(|line| is_degree(line)).map(education).collect(),
            certificates: lines().filter(|line| is_certificate(line)).map(certificate).collect(),
            skills: view.skills.iter().map(skill).collect(),
            projects: projects.map(project).collect(),
            meta: Meta { version: "v1.0.0", schema: "mlpath/resume/1" },
        }
    }
}

fn education(line: &LineView) -> Education {
    Education { study_type: line.line.clone(), end: end(line), step: line.step.clone() }
}

fn certificate(line: &LineView) -> Certificate {
    let (url, summary) = evidence(line);
    Certificate {
        name: line.course.clone().unwrap_or_else(|| line.line.clone()),
        issuer: line.issuer.clone(),
        date: line.on,
        url,
        summary,
        step: line.step.clone(),
    }
}

fn project(line: &LineView) -> Project {
    Project {
        name: line.title.clone(),
        description: line.line.clone(),
        highlights: evidence(line).1.into_iter().collect(),
        r#type: line.kind,
        end: end(line),
        step: line.step.clone(),
    }
}

fn end(line: &LineView) -> End {
    End { end_date: line.on, url: evidence(line).0 }
}

/// Evidence as an address, or as a text.
fn evidence(line: &LineView) -> (Option<String>, Option<String>) {
    let is_address = |text: &String| check_url(text).is_ok();
    let evidence = || line.evidence.clone();
    (evidence().filter(is_address), evidence().filter(|text| !is_address(text)))
}
