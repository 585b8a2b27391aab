//! Worlds that are hard to select from: what a plan takes, and what it is worth.

use std::path::Path;
use std::process::Command;

use anyhow::Result;
use itertools::Itertools as _;
use serde_json::Value;

use crate::TODAY;
use crate::options::Bench;
use crate::process::Work;
use crate::table::{digits, row, time};
use crate::worlds::{Shape, write};

const WORLDS: [(&str, usize); 8] = [
    ("hard", 300),
    ("hard", 900),
    ("hard", 1_500),
    ("hard", 2_400),
    ("crossed", 300),
    ("crossed", 900),
    ("crossed", 1_500),
    ("crossed", 2_400),
];

/// The hours of a plan, and how far they may be from the least.
///
/// # Errors
/// If something cannot be generated or run.
pub fn solver(bench: &Bench) -> Result<()> {
    let own = ["CPU", "steps", "hours", "gap %", "finish"].map(str::to_owned);
    bench.head("solver", &["world"], &own, &["MiB"]);
    for (shape, steps) in WORLDS.map(|(shape, steps)| (shape, steps / bench.divisor)) {
        let name = format!("{shape}-{steps}");
        let world = bench.folder(&name)?;
        if let Some(shape) = Shape::named(shape) {
            write(shape, steps, &world)?;
        }
        let home = bench.folder("home")?;
        let work = Work::mlpath(&home, "plan --format json");
        let works = [work.with(["--kb".as_ref(), world.as_os_str()])];
        let samples = bench.rounds.measure(&works)?.concat();
        let answers = bench.rounds.programs.iter().map(|program| answer(program, &home, &world));
        let answers: Vec<[String; 4]> = answers.collect::<Result<_>>()?;
        let cells = samples.iter().zip(answers);
        let cells = cells.flat_map(|(sample, answer)| std::iter::once(time(sample)).chain(answer));
        let ends = [digits(samples[0].memory())];
        row(&[name].into_iter().chain(cells).chain(ends).collect_vec());
    }
    Ok(())
}

/// Steps, hours, the gap to the least hours that are proven, and the finish of a plan.
fn answer(program: &Path, home: &Path, world: &Path) -> Result<[String; 4]> {
    let mut command = Command::new(program);
    command.args(["plan", "--format", "json", "--today", TODAY, "--home"]).arg(home);
    let output = command.arg("--kb").arg(world).output()?;
    let plan: Value = serde_json::from_slice(&output.stdout)?;
    let totals = &plan["totals"];
    let number = |value: &Value| value.as_f64().unwrap_or(f64::NAN);
    let (hours, bound) = (number(&totals["hours"]["likely"]), number(&totals["bound_hours"]));
    let gap = match totals["optimal"].as_bool() {
        Some(true) => "proven".to_owned(),
        _ => digits((hours - bound) / hours * 100.0),
    };
    let finish = plan["finish"]["planned"].as_str().unwrap_or("–").to_owned();
    Ok([totals["steps"].to_string(), hours.to_string(), gap, finish])
}
