//! Errors that decide the exit code or carry a hint. Everything else is an [`anyhow::Error`].

use std::fmt;

/// The command line is wrong: exit 2.
#[derive(Debug)]
pub struct Usage(pub String);

/// The request is refused, with a command that helps: exit 1.
#[derive(Debug)]
pub struct Refused {
    pub message: String,
    pub causes: Vec<String>,
    pub hint: String,
}

impl fmt::Display for Usage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)?;
        self.causes.iter().try_for_each(|cause| write!(f, "\n  {cause}"))
    }
}

impl std::error::Error for Usage {}
impl std::error::Error for Refused {}
