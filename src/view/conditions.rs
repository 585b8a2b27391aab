//! What an advert asks for beside competencies: no plan brings it.

use serde::Serialize;

use crate::advert::{Advert, Knockout};
pub use crate::advert::{Degree, DegreeAsk, EnoughDegree, KnockoutKind, Strength, Years};

#[derive(Debug, Serialize)]
pub struct ConditionsView {
    pub years: Option<Years>,
    pub all_years: Vec<Years>,
    pub degree: Option<EnoughDegree>,
    pub degrees: Vec<DegreeAsk>,
    pub knockouts: Vec<Knockout>,
    pub fields_of_study: Vec<String>,
}

impl From<&Advert> for ConditionsView {
    fn from(advert: &Advert) -> Self {
        Self {
            years: advert.years.clone(),
            all_years: advert.all_years.clone(),
            degree: advert.degree.clone(),
            degrees: advert.degrees.clone(),
            knockouts: advert.knockouts.clone(),
            fields_of_study: advert.fields.clone(),
        }
    }
}
