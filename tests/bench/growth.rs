//! Generated knowledge bases: how each command grows with the number of steps, and how far it is
//! from merely reading them.

use std::path::Path;

use anyhow::Result;
use itertools::Itertools as _;

use crate::options::Bench;
use crate::process::{End, Work};
use crate::rounds::{Sample, exponent};
use crate::table::{digits, row, time};
use crate::worlds::{Shape, write};

const SHAPES: [&str; 7] = ["sparse", "all", "chain", "deep", "fan", "alternatives", "competencies"];
const COMMANDS: [&str; 6] = ["list steps", "check", "next", "status", "plan", "export"];

/// All commands on the world in a folder, the parser alone first, then what loads and lists.
fn measure(bench: &Bench, world: &Path) -> Result<Vec<(String, Vec<Sample>)>> {
    let home = bench.folder("home")?;
    let mut works = vec![Work::own(&home, "the parser alone", "--parse").with([world])];
    let kb = ["--kb".as_ref(), world];
    works.extend(COMMANDS.map(|words| Work::mlpath(&home, words).with(kb)));
    let samples = bench.rounds.measure(&works)?;
    Ok(works.into_iter().map(|work| work.name).zip(samples).collect())
}

/// Writes a world, and measures all commands on it.
fn grow(bench: &Bench, shape: &str, steps: usize) -> Result<Vec<(String, Vec<Sample>)>> {
    let folder = bench.folder(&format!("{shape}-{steps}"))?;
    if let Some(shape) = Shape::named(shape) {
        write(shape, steps, &folder)?;
    }
    let measured = measure(bench, &folder);
    std::fs::remove_dir_all(&folder)?;
    measured
}

/// Where the time of the command that loads and lists stands.
const LOAD: usize = 1;

/// Two sizes of each shape.
///
/// # Errors
/// If something cannot be generated or run.
pub fn scale(bench: &Bench) -> Result<()> {
    let sizes = [1_000, 10_000].map(|steps| steps / bench.divisor);
    let own = sizes.map(|steps| format!("{steps} steps")).into_iter();
    let own = own.chain(["exponent".to_owned()]).collect_vec();
    let behind = ["x list", "MiB", "x list"];
    bench.head("scale", &["world", "command"], &own, &behind);
    for shape in SHAPES {
        let [small, large] = [grow(bench, shape, sizes[0])?, grow(bench, shape, sizes[1])?];
        for ((name, small), (_, of_large)) in small.iter().zip(&large) {
            let of_each = small.iter().zip(of_large).flat_map(|(small, large)| {
                [time(small), time(large), growth([small, large], sizes)]
            });
            let cells = of_each.pad_using(bench.names.len() * 3, |_| String::new());
            let names = [shape.to_owned(), name.clone()].into_iter();
            let behind = beside(&of_large[0], &large[LOAD].1[0]);
            row(&names.chain(cells).chain(behind).collect_vec());
        }
    }
    Ok(())
}

/// The exponent, or the least that it is where the larger world was stopped.
fn growth(samples: [&Sample; 2], sizes: [usize; 2]) -> String {
    let grows = digits(exponent(samples.map(Sample::seconds), sizes));
    match samples.map(Sample::end) {
        [End::Stopped, _] => "–".to_owned(),
        [_, End::Stopped] => format!("> {grows}"),
        _ => grows,
    }
}

/// Time and memory beside those of the command that loads and lists.
fn beside(sample: &Sample, load: &Sample) -> [String; 3] {
    let times = sample.seconds() / load.seconds();
    [digits(times), digits(sample.memory()), digits(sample.memory() / load.memory())]
}

/// A knowledge base of which a plan needs a small part.
///
/// # Errors
/// If something cannot be generated or run.
pub fn large(bench: &Bench) -> Result<()> {
    let steps = 100_000 / bench.divisor;
    let own = ["CPU".to_owned()];
    let heading = format!("large: {steps} steps, sparse");
    bench.head(&heading, &["command"], &own, &["x list", "MiB", "x list"]);
    let measured = grow(bench, "sparse", steps)?;
    for (name, samples) in &measured {
        let times = samples.iter().map(time).pad_using(bench.names.len(), |_| String::new());
        let behind = beside(&samples[0], &measured[LOAD].1[0]);
        row(&[name.clone()].into_iter().chain(times).chain(behind).collect_vec());
    }
    Ok(())
}
