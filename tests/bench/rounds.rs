//! Commands measured in turn, so that what else the machine does falls on all alike.

use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::Result;
use itertools::Itertools as _;

use crate::process::{End, Program, Usage, Work, run};

/// What is measured, and how long.
#[derive(Debug)]
pub struct Rounds {
    /// This program, then those that it is measured against.
    pub programs: Vec<PathBuf>,
    /// This benchmark.
    pub own: PathBuf,
    /// A program that does as good as nothing.
    pub hello: PathBuf,
    /// So many, unless a command has taken [`ENOUGH`] before.
    pub most: usize,
    /// A command that takes longer is ended.
    pub limit: Duration,
}

/// A command that has taken so long in all is not run again: its time is no matter of luck.
const ENOUGH: Duration = Duration::from_secs(3);

/// What one program took in all rounds.
#[derive(Debug, Clone)]
pub struct Sample {
    runs: Vec<Usage>,
    /// CPU time as a ratio to that of a process that does nothing, run just before.
    ratios: Vec<f64>,
}

impl Rounds {
    /// For each command the sample of each program; of a peer that is not installed there is none.
    ///
    /// # Errors
    /// If a program other than a peer cannot be begun.
    pub fn measure(&self, works: &[Work]) -> Result<Vec<Vec<Sample>>> {
        let none = Sample { runs: Vec::new(), ratios: Vec::new() };
        let mut all: Vec<Vec<Sample>> =
            works.iter().map(|work| vec![none.clone(); self.programs(work).len()]).collect();
        for _ in 0..self.most {
            for (work, samples) in works.iter().zip(&mut all) {
                for (program, sample) in self.programs(work).iter().zip(samples.iter_mut()) {
                    sample.add(self, program, work)?;
                }
            }
        }
        for samples in &mut all {
            samples.retain(|sample| !sample.runs.is_empty());
        }
        Ok(all)
    }

    fn programs(&self, work: &Work) -> Vec<PathBuf> {
        match work.program {
            Program::Mlpath => self.programs.clone(),
            Program::Own => vec![self.own.clone()],
            Program::Peer(name) => vec![PathBuf::from(name)],
        }
    }
}

impl Sample {
    fn add(&mut self, rounds: &Rounds, program: &Path, work: &Work) -> Result<()> {
        if self.runs.iter().map(|run| run.cpu).sum::<Duration>() >= ENOUGH {
            return Ok(());
        }
        let nothing = Work::own(&work.folder, "hello", "");
        let floor = run(&rounds.hello, &nothing, rounds.limit)?;
        match run(program, work, rounds.limit) {
            Ok(usage) => {
                self.ratios.push(usage.cpu.as_secs_f64() / floor.cpu.as_secs_f64());
                self.runs.push(usage);
                Ok(())
            }
            Err(_) if matches!(work.program, Program::Peer(_)) => Ok(()),
            Err(error) => Err(error),
        }
    }

    /// Seconds of CPU time; the median.
    pub fn seconds(&self) -> f64 {
        median(self.runs.iter().map(|run| run.cpu.as_secs_f64()))
    }

    /// CPU time as a ratio to a process that does nothing; the median.
    pub fn ratio(&self) -> f64 {
        median(self.ratios.iter().copied())
    }

    /// MiB; the median.
    pub fn memory(&self) -> f64 {
        median(self.runs.iter().map(|run| run.memory as f64 / f64::from(1 << 20)))
    }

    /// How the worst run ended.
    pub fn end(&self) -> End {
        let ends = self.runs.iter().map(|run| run.end);
        ends.max_by_key(|end| *end as usize).unwrap_or(End::Stopped)
    }
}

fn median(of: impl Iterator<Item = f64>) -> f64 {
    let sorted = of.sorted_by(f64::total_cmp).collect_vec();
    sorted.get(sorted.len() / 2).copied().unwrap_or(f64::NAN)
}

/// How a time grows with a size: 1 is linear, 2 quadratic.
pub fn exponent(times: [f64; 2], sizes: [usize; 2]) -> f64 {
    (times[1] / times[0]).ln() / (sizes[1] as f64 / sizes[0] as f64).ln()
}
