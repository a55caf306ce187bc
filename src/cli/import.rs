//! `homevisit import`: an extract of a register, all or nothing.

use std::io::IsTerminal;
use std::path::{Path, PathBuf};

use clap::Args;
use indicatif::{ProgressBar, ProgressStyle};

use super::error::{CliError, Kind};
use super::{TextFormat, World, acting, database, screen, shown};
use crate::act::import::{self, ImportError, Request};
use crate::domain::day::Day;
use crate::domain::deed::Right;
use crate::domain::intake::ImportReport;
use crate::import::{Progress, Tell};
use crate::render;
use crate::store::{Store, StoreError};

/// Take in an extract of a register: all of it, or nothing and every problem named
///
/// The same extract again changes nothing. A later one adds what is new and corrects what differs; what has gone from it
/// is reported, never deleted; what was recorded here after it was taken stays. docs/extract.md says what the files are.
#[derive(Args)]
#[command(before_help = "Examples:\n  homevisit import register/ --dry-run\n  homevisit import register/")]
pub struct Arguments {
    /// The directory with the extract's files
    dir: PathBuf,
    /// Show what would change and how due days would move; take nothing in
    #[arg(long, conflicts_with = "conflicts")]
    dry_run: bool,
    /// List where it is at odds with what was recorded here later; take nothing in
    #[arg(long)]
    conflicts: bool,
    /// With --dry-run: everybody of whom anything changes
    #[arg(long, requires = "dry_run", conflicts_with = "conflicts")]
    everyone: bool,
    /// How to write what --dry-run or --conflicts shows
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = TextFormat::Text)]
    format: TextFormat,
}

pub(super) fn run(arguments: &Arguments, world: &World) -> Result<(), CliError> {
    let mut store = database::open(world)?;
    acting::permit(world, &store, Right::Import)?;
    let today = {
        let snapshot = store.snapshot(None)?;
        database::today(world, &snapshot)?
    };
    if arguments.dry_run {
        return preview(&mut store, arguments, today, world);
    }
    if arguments.conflicts {
        return conflicts(&mut store, arguments, today, world);
    }
    if arguments.format == TextFormat::Json {
        return Err(CliError::usage("what was taken in is not written as JSON").hint("say --dry-run or --conflicts"));
    }
    let report = take_in(&mut store, acting::actor(world).word(), &arguments.dir, today)?;
    let printed = screen::print(&render::import::report(&report));
    let Some(act) = report.act else { return printed };
    screen::told(&format!("taken in, as act {act}"), printed);
    Ok(())
}

fn preview(store: &mut Store, arguments: &Arguments, today: Day, world: &World) -> Result<(), CliError> {
    let preview = with_progress(store, acting::actor(world).word(), &arguments.dir, today, import::preview)?;
    shown::tried(store, world)?;
    match arguments.format {
        TextFormat::Text => screen::print(&render::preview::text(&preview, world.width, arguments.everyone)),
        TextFormat::Json => screen::write(|out| render::preview::json(&preview, out)),
    }
}

fn conflicts(store: &mut Store, arguments: &Arguments, today: Day, world: &World) -> Result<(), CliError> {
    let conflicts = with_progress(store, acting::actor(world).word(), &arguments.dir, today, import::conflicts)?;
    shown::tried(store, world)?;
    match arguments.format {
        TextFormat::Text => screen::print(&render::conflicts::text(&conflicts, world.width)),
        TextFormat::Json => screen::write(|out| render::conflicts::json(&conflicts, out)),
    }
}

/// Takes in an extract and makes the cache whole again.
pub(super) fn take_in(store: &mut Store, actor: &str, dir: &Path, today: Day) -> Result<ImportReport, CliError> {
    let report = with_progress(store, actor, dir, today, import::import)?;
    refresh(store);
    acting::say_if_behind(report.clock_behind);
    Ok(report)
}

/// Does something with an extract, and shows on a terminal how far it has come.
fn with_progress<T>(
    store: &mut Store,
    actor: &str,
    dir: &Path,
    today: Day,
    work: impl FnOnce(&mut Store, &Request<'_>, Tell<'_>) -> Result<T, ImportError>,
) -> Result<T, CliError> {
    let bar = bar();
    let mut tell = |progress: Progress| show(&bar, progress);
    let request = Request { dir, actor, today, id: None };
    let done = work(store, &request, &mut tell);
    bar.finish_and_clear();
    done.map_err(|error| said(error, dir))
}

/// Brings the cache up to what was recorded. Where that fails nothing is lost: answers only take longer.
pub(super) fn refresh(store: &mut Store) {
    if let Err(error) = store.refresh_cache() {
        screen::complain(&format!("note: recorded; answers take longer until the next act, because: {error}\n"));
    }
}

fn said(error: ImportError, dir: &Path) -> CliError {
    match error {
        ImportError::Refused(mut complaints) => {
            let text = render::import::complaints(&mut complaints);
            CliError::data(format!("this extract cannot be taken in\n{text}"))
                .hint("docs/extract.md says what each file and column has")
        }
        ImportError::Read(error) => {
            CliError::new(Kind::Io, error.to_string()).hint(format!("the extract asked for is {}", dir.display()))
        }
        ImportError::Officers { .. } => {
            CliError::data(error.to_string()).hint("whoever keeps the list of officers takes it in")
        }
        ImportError::Stranded(_) => CliError::data(error.to_string()),
        ImportError::Overtaken => CliError::new(Kind::Busy, error.to_string()),
        ImportError::TakenIn { .. } => {
            CliError::new(Kind::Busy, error.to_string()).hint("the same import again changes nothing")
        }
        ImportError::Store(StoreError::Unknown) => {
            CliError::from(StoreError::Unknown).hint("the same import again changes nothing if it was done")
        }
        ImportError::Store(error) => error.into(),
    }
}

fn bar() -> ProgressBar {
    if !std::io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::new_spinner();
    if let Ok(style) = ProgressStyle::with_template("{spinner} {msg} {elapsed}") {
        bar.set_style(style);
    }
    bar
}

fn show(bar: &ProgressBar, progress: Progress) {
    bar.set_message(match progress {
        Progress::Reading { file, bytes } => format!("reading {}, {} MiB", file.name(), bytes >> 20),
        Progress::Checking => "checking".to_owned(),
        Progress::Writing => "writing".to_owned(),
    });
    bar.tick();
}
