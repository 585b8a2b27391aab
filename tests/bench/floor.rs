//! What reading a knowledge base takes at least: its files through the parser into typed values,
//! and nothing checked.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::Result;
use serde::Deserialize;

use crate::worlds::SECTIONS;

/// The fields that a step of a generated knowledge base has.
#[derive(Debug, Deserialize)]
#[expect(dead_code, reason = "they are read from a file, and nothing is done with them")]
struct Step {
    id: String,
    title: String,
    item: String,
    kind: String,
    requires: BTreeMap<String, String>,
    teaches: BTreeMap<String, String>,
    hours: Hours,
    weeks: u32,
    cost: BTreeMap<String, String>,
    done_when: String,
    resources: Vec<BTreeMap<String, String>>,
}

#[derive(Debug, Deserialize)]
#[expect(dead_code, reason = "they are read from a file, and nothing is done with them")]
struct Hours {
    low: f64,
    likely: f64,
    high: f64,
    basis: String,
    why: String,
}

#[derive(Debug, Deserialize)]
#[expect(dead_code, reason = "they are read from a file, and nothing is done with them")]
struct Named {
    id: String,
    name: String,
    #[serde(default)]
    item: String,
    #[serde(default)]
    needs: BTreeMap<String, String>,
}

/// Reads all files of a generated knowledge base, and says how many entries they have.
///
/// # Errors
/// If a file cannot be read.
pub fn parse(folder: &Path) -> Result<usize> {
    let text = |name: &str| fs::read_to_string(folder.join(name));
    let named = |name: &str| -> Result<usize> {
        Ok(serde_yaml::from_str::<Vec<Named>>(&text(name)?)?.len())
    };
    let mut entries = named("guide.yaml")? + named("competencies.yaml")? + named("roles.yaml")?;
    for section in SECTIONS {
        let steps: Vec<Step> = serde_yaml::from_str(&text(&format!("{section}.yaml"))?)?;
        entries += steps.len();
    }
    Ok(entries)
}
