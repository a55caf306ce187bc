//! `homevisit policy`: the numbers of visiting, as data.

use std::fmt::Write;
use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};

use super::error::CliError;
use super::{TextFormat, World, acting, database, screen, shown};
use crate::act::{self, PolicyRefused};
use crate::domain::deed::Right;
use crate::domain::policy::Policy;
use crate::domain::policy_file;
use crate::domain::preview::PolicyPreview;
use crate::render;
use crate::store::{Store, StoreError};

const BASELINE: &str = include_str!("../../data/policies/uk-ew-baseline.toml");

/// Check, show, list and adopt policies: the numbers of visiting
#[derive(Args)]
#[command(before_help = "Examples:\n  homevisit policy check our-policy.toml\n  homevisit policy show\n  \
homevisit policy adopt our-policy.toml")]
pub struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Check a policy file against the bounds of the rulebook; writes nothing
    Check {
        /// The policy file
        file: PathBuf,
    },
    /// Print the policy in force today, each number with its basis
    Show,
    /// List every adopted version
    List,
    /// Adopt a policy: shows it and what it would change, and asks
    Adopt(Adopt),
}

#[derive(Args)]
struct Adopt {
    /// The policy file
    file: PathBuf,
    /// Do not ask
    #[arg(long)]
    yes: bool,
    /// Show what it would change; adopt nothing
    #[arg(long, conflicts_with = "yes")]
    dry_run: bool,
    /// How to write what --dry-run shows
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = TextFormat::Text, requires = "dry_run")]
    format: TextFormat,
    /// Let it take effect before tomorrow; every figure it touches then names it
    #[arg(long, requires = "because")]
    retroactive: bool,
    /// Why
    #[arg(long, value_name = "REASON", requires = "retroactive")]
    because: Option<String>,
}

pub(super) fn run(arguments: &Arguments, world: &World) -> Result<(), CliError> {
    match &arguments.command {
        Command::Check { file } => {
            let (_, policy) = read(file)?;
            screen::print(&format!("{}, version {}: nothing wrong was found.\n", policy.id, policy.version))
        }
        Command::Show => show(world),
        Command::List => list(world),
        Command::Adopt(adopt) => self::adopt(adopt, world),
    }
}

fn show(world: &World) -> Result<(), CliError> {
    let mut store = database::open(world)?;
    let snapshot = store.snapshot(None)?;
    let today = database::today(world, &snapshot)?;
    let book = snapshot.book()?;
    drop(snapshot);
    shown::shown(&mut store, world, (1, None), false)?;
    screen::print(&render::policy::policy(&book.on(today).policy, world.width))
}

fn list(world: &World) -> Result<(), CliError> {
    let mut store = database::open(world)?;
    let policies = store.snapshot(None)?.policies()?;
    shown::shown(&mut store, world, (policies.len(), None), false)?;
    let mut out = String::new();
    for adopted in policies {
        let policy = &adopted.policy;
        let _ = writeln!(
            out,
            "{}, version {}, in force from {}\n    adopted by {} at {}, as act {}",
            policy.id, policy.version, policy.effective_from, adopted.act.actor, adopted.act.moment, adopted.act.number
        );
        if let Some(because) = adopted.retroactive {
            let _ = writeln!(out, "    retroactive, because: {}", render::screen_text(&because));
        }
    }
    screen::print(&out)
}

fn adopt(adopt: &Adopt, world: &World) -> Result<(), CliError> {
    let (text, policy) = read(&adopt.file)?;
    let mut store = database::open(world)?;
    if !adopt.dry_run {
        acting::permit(world, &store, Right::AdoptPolicy)?;
    }
    if !adopt.yes {
        let preview = preview(adopt, &text, &mut store, world)?;
        shown::tried(&mut store, world)?;
        if adopt.format == TextFormat::Json {
            return screen::write(|out| render::preview::policy::json(&preview, out));
        }
        screen::print(&render::policy::policy(&policy, world.width))?;
        screen::print(&format!("\n{}", render::preview::policy::text(&preview, world.width)))?;
        if adopt.dry_run {
            return Ok(());
        }
        if !screen::confirmed("Adopt this policy?")? {
            return Err(CliError::data("nothing was adopted"));
        }
    }
    let adopted = act::adopt_policy(&mut store, acting::actor(world).word(), None, &text, adopt.because.as_deref())?;
    super::import::refresh(&mut store);
    acting::say_if_behind(matches!(adopted, act::Performed::Done(stamped, ()) if stamped.clock_behind));
    let printed = screen::print(&format!(
        "Adopted {}, version {}, in force from {}.\n",
        policy.id, policy.version, policy.effective_from
    ));
    screen::told("adopted", printed);
    Ok(())
}

fn preview(adopt: &Adopt, text: &str, store: &mut Store, world: &World) -> Result<PolicyPreview, CliError> {
    let today = database::today(world, &store.snapshot(None)?)?;
    Ok(act::preview_policy(store, acting::actor(world).word(), text, adopt.because.as_deref(), today)?)
}

/// A policy file's text and what it says.
pub(super) fn read(file: &Path) -> Result<(String, Policy), CliError> {
    let asked = || format!("the policy file asked for is {}", file.display());
    let bytes = std::fs::read(file).map_err(|error| CliError::from(error).hint(asked()))?;
    let text = String::from_utf8(bytes).map_err(|_| CliError::data("a policy file is UTF-8 text").hint(asked()))?;
    let policy = checked(&text, &file.display().to_string())?;
    Ok((text, policy))
}

/// The baseline that is shipped.
pub(super) fn baseline() -> Result<(String, Policy), CliError> {
    Ok((BASELINE.to_owned(), checked(BASELINE, "the baseline")?))
}

fn checked(text: &str, what: &str) -> Result<Policy, CliError> {
    policy_file::parse(text).map_err(|problems| {
        let lines: Vec<String> = problems.iter().map(|problem| format!("  {what}, {problem}")).collect();
        CliError::data(format!("this is no policy that can be used\n{}", lines.join("\n")))
            .hint("docs/policy.md says what a policy file has")
    })
}

impl From<PolicyRefused> for CliError {
    fn from(refused: PolicyRefused) -> CliError {
        match refused {
            PolicyRefused::Store(StoreError::Unknown) => {
                CliError::from(StoreError::Unknown).hint("`homevisit policy list` shows whether it was")
            }
            PolicyRefused::Store(error) => error.into(),
            PolicyRefused::TooSoon { .. } => CliError::data(refused.to_string())
                .hint("give it a later effective_from, or say --retroactive --because REASON"),
            refused => CliError::data(refused.to_string()),
        }
    }
}
