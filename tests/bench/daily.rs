//! What is typed every day: the shipped knowledge base, beside other programs; long journals; many
//! adverts.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use anyhow::Result;
use itertools::Itertools as _;
use jiff::civil::{date, time};

use crate::journals;
use crate::options::Bench;
use crate::process::Work;
use crate::rounds::{Sample, exponent};
use crate::table::{digits, row, time as shown};

/// What only answers, and the ratio to a process that does nothing that it should not exceed.
const ANSWERS: [(&str, Option<f64>); 17] = [
    ("--version", Some(1.5)),
    ("plan --help", None),
    ("list", Some(3.5)),
    ("show python-cs50p", Some(3.5)),
    ("search python", Some(3.5)),
    ("history", Some(3.5)),
    ("next", Some(7.0)),
    ("status", Some(10.0)),
    ("plan", Some(12.0)),
    ("plan --all", None),
    ("plan --format json", None),
    ("export", None),
    ("guide", None),
    ("compare --hours 5,10,20", Some(25.0)),
    ("why deep-learning-fastai", Some(60.0)),
    ("plan --deadline 2030-01-01", Some(80.0)),
    ("gap 0000.txt", Some(14.0)),
];
/// What records, which waits for the disk besides.
const CHANGES: [(&str, Option<f64>); 3] = [
    ("log python-cs50p 1h", Some(4.0)),
    ("done cv-first-version --force --quiet", Some(4.0)),
    ("done cv-first-version --force", Some(4.0)),
];
/// Programs beside which people would use this one.
const PEERS: [(&str, &str); 7] = [
    ("git", "--version"),
    ("fd", "--version"),
    ("fdfind", "--version"),
    ("rg", "--version"),
    ("task", "--version"),
    ("task", "next"),
    ("task", "list"),
];

/// Start-up, and the commands of every day.
///
/// # Errors
/// If something cannot be generated or run.
pub fn start(bench: &Bench) -> Result<()> {
    let folder = bench.folder("start")?;
    journals::write_adverts(1, &folder)?;
    tasks(100, &folder)?;
    let answers = ANSWERS.map(|(words, goal)| (Work::mlpath(&folder, words), goal));
    let tab = [(Work::tab(&folder, "show py"), Some(3.5))];
    // Elsewhere, so that who asks stays a newcomer.
    let records = bench.folder("records")?;
    let changes = CHANGES.map(|(words, goal)| {
        let cut = Some((records.join("journal.jsonl"), 0));
        (Work { cut, ..Work::mlpath(&records, words) }, goal)
    });
    let peers = PEERS.map(|(program, words)| (Work::peer(&folder, program, words), None));
    let status = Work::peer(Path::new(env!("CARGO_MANIFEST_DIR")), "git", "status");
    let all = answers.into_iter().chain(tab).chain(changes).chain(peers).chain([(status, None)]);
    let (works, goals): (Vec<_>, Vec<_>) = all.unzip();
    let own = ["CPU", "x hello"].map(str::to_owned);
    bench.head("start", &["command", "goal x hello"], &own, &["MiB"]);
    for ((work, goal), samples) in works.iter().zip(goals).zip(bench.rounds.measure(&works)?) {
        // A peer that is not installed.
        let Some(first) = samples.first() else { continue };
        let of_each = samples.iter().flat_map(|of| [shown(of), digits(of.ratio())]);
        let cells = of_each.pad_using(bench.names.len() * 2, |_| String::new());
        let names = [work.name.clone(), goal.map(digits).unwrap_or_default()].into_iter();
        row(&names.chain(cells).chain([digits(first.memory())]).collect_vec());
    }
    Ok(())
}

/// Tasks for Taskwarrior, each after the one before it; none where it is not installed.
fn tasks(count: usize, folder: &Path) -> Result<()> {
    let uuid = |number: usize| format!("00000000-0000-4000-8000-{number:012}");
    let tasks = (0..count).map(|number| {
        let after = number.checked_sub(1).map(|before| format!(r#","depends":"{}""#, uuid(before)));
        let (uuid, after) = (uuid(number), after.unwrap_or_default());
        let text = format!("Learn ability {number} from first principles");
        format!(r#"{{"uuid":"{uuid}","description":"{text}","status":"pending"{after}}}"#)
    });
    let file = folder.join("tasks.json");
    fs::write(&file, format!("[{}]", tasks.collect_vec().join(",\n")))?;
    let settings = format!("data.location={}\nconfirmation=off\n", folder.display());
    let settings_file = folder.join("taskrc");
    fs::write(&settings_file, settings)?;
    let mut import = Command::new("task");
    import.arg("import").arg(file).env("TASKRC", settings_file).stdin(Stdio::null());
    let _ = import.output();
    Ok(())
}

/// Journals of a year with more and more events.
///
/// # Errors
/// If something cannot be generated or run.
pub fn journal(bench: &Bench) -> Result<()> {
    let sizes = [0, 1_000, 100_000 / bench.divisor];
    let begin = date(2026, 1, 4).to_datetime(time(9, 0, 0, 0));
    let mut of_sizes = Vec::new();
    for events in sizes {
        let folder = bench.folder(&format!("journal-{events}"))?;
        let file = folder.join("journal.jsonl");
        journals::write(events, begin, &file)?;
        let length = fs::metadata(&file)?.len();
        let words = "next;status;log python-cs50p 1h;done cv-first-version --force;history;\
                     history ml-zoomcamp";
        let works = words.split(';').map(|words| {
            let cut = Some((file.clone(), length));
            Work { cut, ..Work::mlpath(&folder, words) }
        });
        let works = works.collect_vec();
        of_sizes.push(works.iter().cloned().zip(bench.rounds.measure(&works)?).collect_vec());
    }
    let own = sizes.iter().map(|events| format!("{events} events")).collect_vec();
    bench.head("journal", &["command"], &own, &["goal at most", "MiB"]);
    for (at, (work, empty)) in of_sizes[0].iter().enumerate() {
        let of_size = |size: usize, program: usize| &of_sizes[size][at].1[program];
        let goal = empty[0].seconds() * 1_500.0 + 30.0;
        let programs = 0..bench.names.len();
        let times = programs.flat_map(|of| (0..sizes.len()).map(move |size| (size, of)));
        let name = std::iter::once(work.name.clone());
        let ends = [format!("{} ms", digits(goal)), digits(of_size(sizes.len() - 1, 0).memory())];
        row(&name
            .chain(times.map(|(size, of)| shown(of_size(size, of))))
            .chain(ends)
            .collect_vec());
    }
    Ok(())
}

/// More and more adverts at once.
///
/// # Errors
/// If something cannot be generated or run.
pub fn adverts(bench: &Bench) -> Result<()> {
    let own = ["CPU", "exponent"].map(str::to_owned);
    bench.head("adverts", &["adverts"], &own, &["MiB"]);
    let mut before: Option<(usize, Vec<f64>)> = None;
    for count in [1, 10, 100, 1_000].into_iter().filter(|count| count * bench.divisor <= 1_000) {
        let folder = bench.folder("adverts")?;
        journals::write_adverts(count, &folder)?;
        let files = (0..count).map(|number| format!("{number:04}.txt"));
        let works = [Work::mlpath(&folder, "gap").with(files)];
        let samples = bench.rounds.measure(&works)?.concat();
        let cells = samples.iter().enumerate().flat_map(|(at, of)| {
            let before = before.as_ref().map(|(count, times)| (*count, times[at]));
            let grows = before.map(|(less, time)| exponent([time, of.seconds()], [less, count]));
            [shown(of), digits(grows.unwrap_or(f64::NAN))]
        });
        let name = std::iter::once(count.to_string());
        row(&name.chain(cells).chain([digits(samples[0].memory())]).collect_vec());
        before = Some((count, samples.iter().map(Sample::seconds).collect()));
    }
    Ok(())
}
