//! `homevisit doctor`: whether the database and what it stands on are well.

use clap::Args;

use super::error::CliError;
use super::{TextFormat, World, database, screen};
use crate::render;
use crate::report::doctor::{State, checks, count};
use crate::store::doctor;

/// Look the database over: disk, space, clock, permissions, integrity
///
/// Each check is ok, to be looked at, or bad, and says what to do. A damaged database is looked over as far as it can be.
/// Nothing recorded is changed. The exit status is 0 when nothing is bad, else 1.
#[derive(Args)]
#[command(before_help = "Examples:\n  homevisit doctor\n  homevisit doctor --format json")]
pub struct Arguments {
    /// How to answer
    #[arg(long, value_enum, default_value_t = TextFormat::Text)]
    format: TextFormat,
}

pub(super) fn run(arguments: &Arguments, world: &World) -> Result<(), CliError> {
    let path = database::path(world)?;
    let checks = checks(&doctor::look_over(&path), world.now);
    screen::write(|out| match arguments.format {
        TextFormat::Text => out.write_all(render::screen_lines(&render::doctor::text(&checks, world.width)).as_bytes()),
        TextFormat::Json => render::doctor::json(&checks, out),
    })?;
    match count(&checks, State::Bad) {
        0 => Ok(()),
        bad => {
            let said = if bad == 1 { "1 check is bad".to_owned() } else { format!("{bad} checks are bad") };
            Err(CliError::data(said).hint(format!("the database asked for is {}", path.display())))
        }
    }
}
