//! Competencies grouped into a few areas, so that one question can rule most of them out.

use crate::knowledge::model::{CompetencyId, Kb};

/// Competencies that are asked about together.
#[derive(Debug, PartialEq, Eq)]
pub struct Area {
    pub name: String,
    pub competencies: Vec<CompetencyId>,
}

/// Groups competencies by area, or by guide item if they have none, in the order of the file.
pub fn areas(kb: &Kb, competencies: &[CompetencyId]) -> Vec<Area> {
    let mut areas: Vec<Area> = Vec::new();
    for &competency in competencies {
        let entry = &kb[competency];
        let name = entry.area.as_ref().unwrap_or(&kb[entry.item].name);
        match areas.iter_mut().find(|area| area.name == *name) {
            Some(area) => area.competencies.push(competency),
            None => areas.push(Area { name: name.clone(), competencies: vec![competency] }),
        }
    }
    areas
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use itertools::Itertools as _;

    use super::areas;
    #[test]
    fn few_areas_hold_each_competency_once() {
        let kb = crate::knowledge::load(None).unwrap();
        let areas = areas(&kb, &kb.listed.competencies);
        assert!(areas.len() <= 8, "more is no quick question: {}", areas.len());
        let held = areas.iter().flat_map(|area| area.competencies.clone());
        let held: Vec<_> = held.sorted().collect();
        assert_eq!(held, kb.listed.competencies.iter().copied().sorted().collect::<Vec<_>>());
    }

    #[test]
    fn without_areas_the_guide_item_is_one() {
        let kb = crate::knowledge::load(Some(Path::new("tests/worlds/tiny"))).unwrap();
        let areas = areas(&kb, &kb.listed.competencies);
        assert_eq!(areas[0].name, kb[kb[kb.listed.competencies[0]].item].name);
    }
}
