//! Where answers go: standard output, at the width of the terminal. A closed pipe is no error.

use std::io::{self, IsTerminal, Write};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use super::error::{CliError, Kind};
use crate::render;

const PLAIN_WIDTH: usize = 80;
const WIDEST: usize = 120;

/// The columns there are: a terminal's own, from 80 to 120; 80 where there is none.
///
/// A pseudo-terminal that reports no size has 80 too.
pub fn width() -> usize {
    let out = io::stdout();
    if !out.is_terminal() {
        return PLAIN_WIDTH;
    }
    let columns = rustix::termios::tcgetwinsize(&out).map_or(0, |size| usize::from(size.ws_col));
    if columns == 0 { PLAIN_WIDTH } else { columns.clamp(PLAIN_WIDTH, WIDEST) }
}

/// Writes an answer.
///
/// # Errors
/// Of kind [`Kind::Io`] where standard output cannot be written, unless its reader has gone.
pub fn print(text: &str) -> Result<(), CliError> {
    write(|out| out.write_all(render::screen_lines(text).as_bytes()))
}

/// Writes an answer as it is made.
///
/// # Errors
/// As [`print`].
pub fn write(make: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<(), CliError> {
    let mut out = io::BufWriter::new(io::stdout().lock());
    match make(&mut out).and_then(|()| out.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            Err(CliError::new(Kind::Io, format!("standard output cannot be written: {error}")))
        }
        _ => Ok(()),
    }
}

/// What is done stays done where it cannot be told in full: a note then, and no error, whose status would say that nothing
/// was done.
pub fn told(done: &str, answered: Result<(), CliError>) {
    if let Err(error) = answered {
        complain(&format!("note: {done}; not all of the answer could be given, because: {}\n", error.message));
    }
}

/// Writes lines to standard error, folded for a terminal and for nothing else: a program may look for them. Where nobody
/// reads it there is nobody to tell.
pub fn complain(text: &str) {
    let text = render::screen_lines(text);
    let text = if io::stderr().is_terminal() { render::folded(&text, PLAIN_WIDTH) } else { text };
    let _ = io::stderr().write_all(text.as_bytes());
}

/// From now on a file that may not grow any more is an error in writing it, as a full disk is; the signal that comes with
/// it would end the program before it could say so.
pub fn outlive_full_files() {
    let noticed = Arc::new(AtomicBool::new(false));
    // Where it cannot be caught, the program ends as before: nothing that it said was done is lost.
    let _ = signal_hook::flag::register(signal_hook::consts::SIGXFSZ, noticed);
}

/// Asks a question that wants a yes; anything else is a no.
pub fn confirmed(question: &str) -> Result<bool, CliError> {
    if !io::stdin().is_terminal() {
        return Err(CliError::usage("nobody is there to be asked").hint("say --yes to go on without asking"));
    }
    let _ = io::stderr().write_all(format!("{question} [y/N] ").as_bytes());
    let mut answer = String::new();
    io::stdin().read_line(&mut answer)?;
    Ok(matches!(answer.trim().to_ascii_lowercase().as_str(), "y" | "yes"))
}
