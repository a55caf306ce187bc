//! The thin binary: arguments in, the one reading of today's clock, an exit status out.

use std::process::ExitCode;

use homevisit::cli;

#[expect(clippy::disallowed_methods, reason = "the one place that asks what the moment is; everything else is told")]
fn main() -> ExitCode {
    cli::guarded(|| cli::run(std::env::args_os(), chrono::Utc::now()))
}
