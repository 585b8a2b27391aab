//! What a newcomer can begin with.

use serde::Serialize;

#[derive(Debug, Serialize)]
pub struct WelcomeView {
    pub schema: &'static str,
    pub begin: Vec<BeginView>,
}

/// A command and what it is for.
#[derive(Debug, Serialize)]
pub struct BeginView {
    pub command: String,
    pub what: &'static str,
}

/// The first commands; `command` completes them with the person's folders.
pub fn welcome(command: impl Fn(&str) -> String) -> WelcomeView {
    let begin = [
        ("init", "Get your own plan from a few questions"),
        ("plan", "See the plan of a newcomer first"),
        ("gap advert.txt", "See what a job advert asks for"),
    ];
    let view = |(rest, what)| BeginView { command: command(rest), what };
    WelcomeView { schema: "mlpath/welcome/1", begin: begin.map(view).into() }
}
