//! Competencies in a few areas, so that one question rules most of them out.

use crate::knowledge::model::{CompetencyId, ItemId, Kb};

/// More areas than these are no quick question any more.
const MOST: usize = 8;

/// What is asked about together.
#[derive(Debug)]
pub struct Area {
    pub name: String,
    pub competencies: Vec<CompetencyId>,
}

/// Competencies by guide item, in the guide's order; neighbours with the fewest are put together
/// until there are few enough.
pub fn areas(kb: &Kb, competencies: &[CompetencyId]) -> Vec<Area> {
    let mut items: Vec<ItemId> = (0..kb.items.len()).map(ItemId).collect();
    items.sort_by_key(|&item| kb[item].section);
    let own = |item| competencies.iter().copied().filter(move |&c| kb[c].item == item);
    let parts = items.into_iter().map(|item| (item, own(item).collect::<Vec<_>>()));
    let mut groups: Vec<Vec<(ItemId, Vec<CompetencyId>)>> =
        parts.filter(|(_, own)| !own.is_empty()).map(|part| vec![part]).collect();
    while groups.len() > MOST {
        let size = |at: usize| groups[at].iter().map(|(_, own)| own.len()).sum::<usize>();
        let section = |at: usize| kb[groups[at][0].0].section;
        let cost = |&at: &usize| (size(at) + size(at + 1), section(at) != section(at + 1), at);
        let Some(at) = (0..groups.len() - 1).min_by_key(cost) else { break };
        let next = groups.remove(at + 1);
        groups[at].extend(next);
    }
    groups.into_iter().map(|group| area(kb, group)).collect()
}

fn area(kb: &Kb, parts: Vec<(ItemId, Vec<CompetencyId>)>) -> Area {
    // Of equals the first.
    let largest = parts.iter().rev().max_by_key(|(_, own)| own.len());
    let name = largest.map(|&(item, _)| kb[item].name.clone()).unwrap_or_default();
    Area {
        name: if parts.len() > 1 { format!("{name} and more") } else { name },
        competencies: parts.into_iter().flat_map(|(_, own)| own).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::{MOST, areas};
    use crate::knowledge::model::CompetencyId;

    #[test]
    fn few_areas_hold_each_competency_once() {
        let kb = crate::knowledge::load(None).unwrap();
        let all: Vec<CompetencyId> = (0..kb.competencies.len()).map(CompetencyId).collect();
        let areas = areas(&kb, &all);
        assert_eq!(areas.len(), MOST);
        let mut found: Vec<CompetencyId> =
            areas.iter().flat_map(|area| area.competencies.clone()).collect();
        found.sort_unstable();
        assert_eq!(found, all);
        assert!(super::areas(&kb, &[]).is_empty());
    }

    #[test]
    fn one_item_keeps_its_name() {
        let kb = crate::knowledge::load(None).unwrap();
        let python = kb.competency("python").unwrap();
        let areas = areas(&kb, &[python]);
        assert_eq!(areas[0].name, kb[kb[python].item].name);
    }
}
