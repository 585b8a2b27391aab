//! The program through its front door. Each scenario is a Markdown file with console blocks: what
//! is typed, and exactly what comes back. `UPDATE=1 cargo test` writes the answers anew; read the
//! difference before you commit it.

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "tests report to a person")]

mod broken;
mod console;
mod hostile;
mod house;
mod scenarios;
mod shipped;
mod streams;
