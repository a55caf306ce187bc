//! Asking somebody at a terminal: one question a line, its default in brackets, asked again until the answer fits.

use std::io::{BufRead, IsTerminal, Write};

use super::error::CliError;
use crate::render;

/// How often one question is asked before giving up: somebody who leans on a key is not asked for ever.
const PATIENCE: usize = 5;

/// Whoever is asked: answers come from one side, questions go to the other.
pub(super) struct Asker<R, W> {
    input: R,
    output: W,
}

/// Whether somebody is there to be asked.
pub(super) fn somebody_is_there() -> bool {
    std::io::stdin().is_terminal() && std::io::stderr().is_terminal()
}

/// Somebody at the terminal; questions go to standard error, so that the answer alone is on standard output.
pub(super) fn at_the_terminal() -> Asker<std::io::StdinLock<'static>, std::io::Stderr> {
    Asker { input: std::io::stdin().lock(), output: std::io::stderr() }
}

impl<R: BufRead, W: Write> Asker<R, W> {
    /// Shows a text.
    pub(super) fn say(&mut self, text: &str) -> Result<(), CliError> {
        self.output.write_all(render::screen_lines(text).as_bytes())?;
        Ok(self.output.flush()?)
    }

    /// Asks until the answer can be read; an empty answer is the default, where there is one.
    pub(super) fn ask<T>(
        &mut self,
        question: &str,
        default: Option<&str>,
        read: impl Fn(&str) -> Result<T, String>,
    ) -> Result<T, CliError> {
        for _ in 0..PATIENCE {
            let shown = default.map(|default| format!(" [{default}]")).unwrap_or_default();
            self.say(&format!("{question}{shown}: "))?;
            let mut line = String::new();
            if self.input.read_line(&mut line)? == 0 {
                self.say("\n")?;
                return Err(CliError::data("the answers ended early; nothing was recorded"));
            }
            let answer = line.trim();
            match read(if answer.is_empty() { default.unwrap_or("") } else { answer }) {
                Ok(value) => return Ok(value),
                Err(problem) => self.say(&format!("  {problem}\n"))?,
            }
        }
        Err(CliError::data("no answer could be read; nothing was recorded"))
    }

    /// Asks for yes or no.
    pub(super) fn yes(&mut self, question: &str, default: bool) -> Result<bool, CliError> {
        self.ask(question, Some(if default { "yes" } else { "no" }), yes_or_no)
    }
}

/// `yes`, `y`, `no`, `n`.
pub(super) fn yes_or_no(answer: &str) -> Result<bool, String> {
    match answer.to_ascii_lowercase().as_str() {
        "y" | "yes" => Ok(true),
        "n" | "no" => Ok(false),
        _ => Err("yes or no?".to_owned()),
    }
}
