//! Ids of events that no other machine makes, so that journals of two machines can be merged line
//! by line.

use std::path::Path;

use rand_pcg::Pcg64Mcg;
use rand_pcg::rand_core::{Rng as _, SeedableRng as _};

/// Hexadecimal digits of an id: the first are random, the last stand for a machine and a home.
const RANDOM: usize = 9;
const OWN: usize = 3;

/// A machine, and a home on it.
#[derive(Debug, Clone)]
pub struct Origin {
    own: u32,
    /// Instead of randomness, for repeatable tests.
    seed: Option<u64>,
}

impl Origin {
    pub fn new(machine: &str, home: &Path, seed: Option<u64>) -> Self {
        let home = std::path::absolute(home).unwrap_or_else(|_| home.to_path_buf());
        let own = match seed {
            Some(seed) => crc32fast::hash(&seed.to_le_bytes()),
            None => crc32fast::hash(format!("{machine} {}", home.display()).as_bytes()),
        };
        Self { own: own % (1 << (4 * OWN)), seed }
    }

    /// The id of the event in a place of the journal, counted from 0.
    ///
    /// # Errors
    /// If the system has no randomness to give.
    pub fn id(&self, place: usize) -> Result<String, getrandom::Error> {
        let random = match self.seed {
            Some(seed) => Pcg64Mcg::seed_from_u64(seed ^ (place as u64) << 32).next_u64(),
            None => getrandom::u64()?,
        };
        let random = random >> (64 - 4 * RANDOM);
        Ok(format!("{random:0RANDOM$x}{:0OWN$x}", self.own))
    }

    /// Whether an event was recorded here, or before ids told that.
    pub fn is_own(&self, id: &str) -> bool {
        id.len() < RANDOM + OWN || id.ends_with(&format!("{:0OWN$x}", self.own))
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;
    use std::path::Path;

    use super::Origin;

    #[test]
    fn ids_are_never_the_same_and_tell_where_they_come_from() {
        let [here, there] = ["a", "b"].map(|machine| Origin::new(machine, Path::new("home"), None));
        let ids = |origin: &Origin| (0..1_000).map(|_| origin.id(0).unwrap()).collect::<Vec<_>>();
        let (own, other) = (ids(&here), ids(&there));
        assert!(own.iter().all(|id| id.len() == 12 && here.is_own(id) && !there.is_own(id)));
        assert_eq!(own.iter().chain(&other).collect::<HashSet<_>>().len(), 2_000);
        assert!(here.is_own("0011aabb"));
    }

    #[test]
    fn a_seed_makes_the_same_ids_everywhere() {
        let origin = |machine| Origin::new(machine, Path::new("home"), Some(7));
        let ids = |machine| [0, 1, 2].map(|place| origin(machine).id(place).unwrap());
        assert_eq!(ids("a"), ids("b"));
        assert_ne!(ids("a")[0], ids("a")[1]);
    }
}
