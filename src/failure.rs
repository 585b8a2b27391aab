//! Errors with an exit code or a hint of their own. All others are plain [`anyhow::Error`]s.

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

impl Refused {
    /// A refusal without causes; `hint` names a command that is safe to run.
    pub fn new(message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self { message: message.into(), causes: Vec::new(), hint: hint.into() }
    }

    /// Adds the causes, one line each.
    #[must_use]
    pub fn because(self, causes: Vec<String>) -> Self {
        Self { causes, ..self }
    }
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
