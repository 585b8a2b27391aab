//! Where the texts of a reminder belong.

use std::path::{Path, PathBuf};

use serde::Serialize;

use crate::reminder::{Reminder, cron, ics, launchd, systemd};

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Form {
    /// A calendar entry
    Ics,
    /// A timer of systemd (Linux)
    Systemd,
    /// An agent of launchd (macOS)
    Launchd,
    /// A line of your crontab
    Cron,
}

impl Form {
    pub fn word(self) -> &'static str {
        match self {
            Self::Ics => "ics",
            Self::Systemd => "systemd",
            Self::Launchd => "launchd",
            Self::Cron => "cron",
        }
    }

    /// The program that sets it up.
    pub fn tool(self) -> Option<&'static str> {
        match self {
            Self::Ics => None,
            Self::Systemd => Some("systemctl"),
            Self::Launchd => Some("launchctl"),
            Self::Cron => Some("crontab"),
        }
    }
}

/// A text that a calendar or a scheduler reads, and where it belongs.
#[derive(Debug, Serialize)]
pub struct File {
    /// `None` for what is imported or added.
    pub path: Option<PathBuf>,
    pub text: String,
}

/// The files of a form, each with its place in a person's own folder or in that of their settings.
pub fn files(form: Form, reminder: &Reminder, home: &Path, settings: &Path) -> Vec<File> {
    let alone = |text| vec![File { path: None, text }];
    match form {
        Form::Ics => alone(ics::event(reminder)),
        Form::Cron => alone(cron::line(reminder)),
        Form::Systemd => {
            let at = |name: &str| Some(units(settings).join(name));
            let [timer, service] = [systemd::timer(reminder), systemd::service(reminder)];
            vec![
                File { path: at(systemd::TIMER), text: timer },
                File { path: at(systemd::SERVICE), text: service },
            ]
        }
        Form::Launchd => {
            vec![File { path: Some(agent(home)), text: launchd::agent(reminder) }]
        }
    }
}

/// The folder where systemd looks for a person's units.
pub fn units(settings: &Path) -> PathBuf {
    settings.join("systemd/user")
}

/// The file of the agent of launchd.
pub fn agent(home: &Path) -> PathBuf {
    home.join("Library/LaunchAgents").join(launchd::FILE)
}
