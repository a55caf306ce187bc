//! The edge: every error becomes a kind, a message, hints and a documented exit status, in this one place.

use std::io;

use crate::domain::coverage::Fault;

/// What kind of trouble it is; the number is the exit status.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The data or the person is wrong, or a check failed.
    Data = 1,
    /// The command was not understood.
    Usage = 2,
    /// A fault of ours: a list that does not add up.
    Fault = 70,
    /// Input or output failed.
    Io = 74,
    /// Busy, or unknown whether done; safe to repeat.
    Busy = 75,
}

/// A command that could not be done. No name of a person stands in any of its texts.
#[derive(Debug)]
pub struct CliError {
    /// Its kind.
    pub kind: Kind,
    /// What happened, in a sentence.
    pub message: String,
    /// What to do next.
    pub hints: Vec<String>,
}

impl CliError {
    /// Of this kind.
    pub fn new(kind: Kind, message: impl Into<String>) -> CliError {
        CliError { kind, message: message.into(), hints: Vec::new() }
    }

    /// The data or the person is wrong.
    pub fn data(message: impl Into<String>) -> CliError {
        CliError::new(Kind::Data, message)
    }

    /// The command was not understood.
    pub fn usage(message: impl Into<String>) -> CliError {
        CliError::new(Kind::Usage, message)
    }

    /// The same, with what to do next.
    pub fn hint(mut self, hint: impl Into<String>) -> CliError {
        self.hints.push(hint.into());
        self
    }

    /// As standard error shows it.
    pub fn to_text(&self) -> String {
        let hints = self.hints.iter().map(|hint| format!("hint: {hint}\n"));
        format!("error: {}\n{}", self.message.trim_end(), hints.collect::<String>())
    }
}

impl From<Fault> for CliError {
    fn from(fault: Fault) -> CliError {
        CliError::new(Kind::Fault, fault.to_string())
    }
}

impl From<io::Error> for CliError {
    fn from(error: io::Error) -> CliError {
        CliError::new(Kind::Io, error.to_string())
    }
}
