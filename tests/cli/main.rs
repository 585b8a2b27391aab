//! The program through its front door. Each scenario is a Markdown file with console blocks: what
//! is typed, and exactly what comes back. `UPDATE=1 cargo test` writes the answers anew; read the
//! difference before you commit it.

#![expect(clippy::format_push_string, reason = "short in a test")]
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]
#![expect(clippy::disallowed_methods, reason = "the bans are for the program")]

#[cfg(unix)]
mod add;
mod adverts;
#[cfg(unix)]
mod asking;
mod broken;
mod circles;
mod codes;
#[cfg(unix)]
mod completions;
mod console;
mod cv;
mod deadlines;
#[cfg(unix)]
mod edit;
#[cfg(target_os = "linux")]
mod elsewhere;
#[cfg(unix)]
mod exports;
#[cfg(target_os = "linux")]
mod formatters;
mod forms;
mod gantt;
#[cfg(target_os = "linux")]
mod graphs;
mod hostile;
mod house;
mod icalendar;
mod letters;
mod man;
mod market;
#[cfg(target_os = "linux")]
mod named;
#[cfg(unix)]
mod names;
#[cfg(unix)]
mod offers;
mod opened;
mod opens;
mod order;
mod overlays;
mod page;
#[cfg(unix)]
mod pager;
#[cfg(unix)]
mod progress;
mod reading;
mod reliability;
mod remind;
mod resume;
mod same;
mod sarif;
mod scenarios;
mod schema;
#[cfg(unix)]
mod session;
mod shipped;
mod sizes;
mod spreadsheets;
mod streams;
mod terminal;
mod tongues;
mod tools;
#[cfg(unix)]
mod wizard;
#[cfg(unix)]
mod wizard_again;
