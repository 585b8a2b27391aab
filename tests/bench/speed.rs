//! How fast the program is: whole processes by their CPU time, beside a process that does nothing,
//! the parser alone, and other programs. `docs/performance.md` says what the tables mean.
//!
//! ```sh
//! cargo bench --bench speed                                      # all groups: some minutes
//! cargo bench --bench speed -- start scale --quick               # two groups, on small worlds
//! cargo bench --bench speed -- scale --against old=target/old    # beside another build of it
//! ```

#![expect(clippy::disallowed_methods, reason = "the bans are for the program")]

#[cfg(unix)]
mod daily;
#[cfg(unix)]
mod floor;
#[cfg(unix)]
mod growth;
#[cfg(unix)]
mod journals;
#[cfg(unix)]
mod options;
#[cfg(unix)]
mod process;
#[cfg(unix)]
mod rounds;
#[cfg(unix)]
mod solver;
#[cfg(unix)]
mod table;
#[cfg(unix)]
mod worlds;

/// The day of all answers.
#[cfg(unix)]
const TODAY: &str = "2027-01-04";

#[cfg(unix)]
fn main() -> anyhow::Result<()> {
    let words: Vec<_> = std::env::args_os().skip(1).collect();
    match &words[..] {
        [word, folder] if word == "--parse" => {
            let entries = floor::parse(folder.as_ref())?;
            table::print(&format!("{entries} entries"));
        }
        // What cargo says when it runs benchmarks, and does not say when it only tests them.
        _ if words.iter().any(|word| word == "--bench") => options::read()?.run()?,
        _ => table::print("run by `cargo bench --bench speed`"),
    }
    Ok(())
}

/// The CPU time of a child is asked of Unix.
#[cfg(not(unix))]
fn main() {}
