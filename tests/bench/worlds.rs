//! Knowledge bases of any size and of several shapes, the same ones on every machine.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{BufWriter, Result, Write};
use std::ops::Range;
use std::path::Path;

use rand_pcg::Pcg64Mcg;
use rand_pcg::rand_core::{Rng as _, SeedableRng as _};

/// What a competency requires, and which competencies the role needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// A large knowledge base of which a plan needs a small part.
    Sparse,
    /// All steps are in the plan, each after some earlier ones.
    All,
    /// Each step is after the one before it.
    Chain,
    /// All are in the plan, each after some of the ten before it.
    Deep,
    /// Nearly all wait for the first, and the last for all of them.
    Fan,
    /// Three ways to learn each competency, which require what lies near it.
    Alternatives,
    /// Three ways to learn each of many competencies.
    Competencies,
    /// Three ways that require much, from anywhere: hard to select from.
    Hard,
    /// The same, and each way teaches two more competencies besides.
    Crossed,
}

impl Shape {
    pub fn named(name: &str) -> Option<Self> {
        Some(match name {
            "sparse" => Self::Sparse,
            "all" => Self::All,
            "chain" => Self::Chain,
            "deep" => Self::Deep,
            "fan" => Self::Fan,
            "alternatives" => Self::Alternatives,
            "competencies" => Self::Competencies,
            "hard" => Self::Hard,
            "crossed" => Self::Crossed,
            _ => return None,
        })
    }

    /// How many steps teach the same competency.
    fn ways(self) -> usize {
        match self {
            Self::Sparse | Self::All | Self::Chain | Self::Deep | Self::Fan => 1,
            Self::Alternatives | Self::Competencies | Self::Hard | Self::Crossed => 3,
        }
    }

    /// What a step for a competency requires; of `all` competencies only earlier ones, so that
    /// there is always a plan.
    fn required(self, of: usize, all: usize, random: &mut Random) -> BTreeSet<usize> {
        let near = |most: usize| of.saturating_sub(most)..of;
        match self {
            Self::Sparse => random.some(0..of, 0..4),
            Self::All | Self::Hard | Self::Crossed => random.some(0..of, 0..5),
            Self::Chain => near(1).collect(),
            Self::Deep => random.some(near(10), 1..4),
            Self::Fan if of == all - 1 => (1..of).collect(),
            Self::Fan => (0..of.min(1)).collect(),
            Self::Alternatives => random.some(near(50), 0..4),
            Self::Competencies => random.some(0..of, 0..3),
        }
    }

    /// What the role needs.
    fn needed(self, all: usize, random: &mut Random) -> BTreeSet<usize> {
        match self {
            Self::All | Self::Deep => (0..all).collect(),
            Self::Chain | Self::Fan => BTreeSet::from([all - 1]),
            Self::Sparse => {
                // At least so many are drawn that some hundreds of steps are planned.
                let count = (all / 25).clamp(5, 400);
                random.some(0..all, count..count + 1)
            }
            _ => {
                let count = (all / 10).max(5);
                random.some(0..all, count..count + 1)
            }
        }
    }
}

/// Numbers that look random, from a fixed seed.
struct Random(Pcg64Mcg);

impl Random {
    fn one(&mut self, of: Range<usize>) -> usize {
        of.start + (self.0.next_u64() % of.len().max(1) as u64) as usize
    }

    /// Some of a range, and how many of it; fewer if one is drawn twice.
    fn some(&mut self, of: Range<usize>, count: Range<usize>) -> BTreeSet<usize> {
        let count = self.one(count).min(of.len());
        (0..count).map(|_| self.one(of.clone())).collect()
    }
}

pub const SECTIONS: [&str; 4] = ["education", "skills", "experience", "networking"];
const KINDS: [&str; 6] = ["course", "book", "practice", "project", "event", "writing"];
const ITEMS: usize = 8;

/// Writes a knowledge base of so many steps (somewhat fewer where three teach the same) into a
/// folder, which is made.
///
/// # Errors
/// If a file cannot be written.
pub fn write(shape: Shape, steps: usize, folder: &Path) -> Result<()> {
    fs::create_dir_all(folder)?;
    let mut random = Random(Pcg64Mcg::seed_from_u64(7));
    let all = (steps / shape.ways()).max(1);
    let file = |name: &str| File::create(folder.join(name)).map(BufWriter::new);
    let mut guide = file("guide.yaml")?;
    for item in 0..ITEMS {
        let section = SECTIONS[item % SECTIONS.len()];
        let entry = format!("id: item-{item}, section: {section}, name: Item {item}");
        writeln!(guide, "- {{{entry}, coverage: optional}}")?;
    }
    let mut competencies = file("competencies.yaml")?;
    // One file of a hundred thousand steps would be larger than what is read.
    let mut files: Vec<_> =
        SECTIONS.iter().map(|section| file(&format!("{section}.yaml"))).collect::<Result<_>>()?;
    for of in 0..all {
        let item = of % ITEMS;
        writeln!(competencies, "- {{id: c{of}, name: Ability {of}, item: item-{item}}}")?;
        for way in 0..shape.ways() {
            step(&mut files[of % SECTIONS.len()], shape, of, way, all, &mut random)?;
        }
    }
    let needs = levels(&shape.needed(all, &mut random));
    writeln!(file("roles.yaml")?, "- {{id: engineer, name: Engineer, needs: {{{needs}}}}}")?;
    guide.flush()?;
    competencies.flush()?;
    files.iter_mut().try_for_each(Write::flush)
}

/// One way to learn a competency, with texts as long as real ones.
fn step(
    file: &mut impl Write,
    shape: Shape,
    of: usize,
    way: usize,
    all: usize,
    random: &mut Random,
) -> Result<()> {
    let requires = shape.required(of, all, random);
    let mut teaches = BTreeSet::from([of]);
    if shape == Shape::Crossed {
        teaches.extend(random.some(0..all, 2..3));
        teaches.retain(|taught| !requires.contains(taught));
    }
    let (item, kind) = (of % ITEMS, KINDS[random.one(0..KINDS.len())]);
    let low = random.one(3..41);
    let likely = low + random.one(1..41);
    let high = likely + random.one(1..81);
    let weeks = if random.one(0..10) == 0 { random.one(2..13) } else { 0 };
    let (requires, teaches) = (levels(&requires), levels(&teaches));
    let (school, press) = (of % 97, of % 89);
    write!(
        file,
        "- id: s{of}-{way}
  title: Learn ability {of} in way {way} from first principles
  item: item-{item}
  kind: {kind}
  requires: {{{requires}}}
  teaches: {{{teaches}}}
  hours: {{low: {low}, likely: {likely}, high: {high}, basis: estimate, why: Made up.}}
  weeks: {weeks}
  cost: {{class: free}}
  done_when: Somebody else has seen that it works.
  resources:
    - title: Course on ability {of}
      provider: School {school}
      url: https://example.org/course/{of}/{way}
      cost: free
      format: course
    - title: Book on ability {of}
      provider: Press {press}
      url: https://example.org/book/{of}/{way}
      cost: free
      format: book
"
    )
}

/// Competencies with the level that is asked for or taught, as they stand between braces.
fn levels(of: &BTreeSet<usize>) -> String {
    of.iter().map(|of| format!("c{of}: working")).collect::<Vec<_>>().join(", ")
}
