//! `homevisit offender`: who comes on the register, and where they live.

use clap::{Args, Subcommand};

use super::acting::{self, Recording};
use super::error::CliError;
use super::{World, show};
use crate::domain::day::Day;
use crate::domain::deed::{About, ActKind, Change, Deed};
use crate::domain::fact::Fact;

/// Put somebody on the register, say where they live, show them
#[derive(Args)]
#[command(
    before_help = "Examples:\n  homevisit offender add R000900 --family Fernwater --given Odo --from 2026-03-02\n  homevisit offender move R000900 --from 2026-03-20 --address \"4 Nowhere Row\" --postcode \"ZZ9 9ZZ\""
)]
pub struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    Add(Add),
    Show(show::Arguments),
    Move(Move),
}

/// Put somebody on the register, managed from a day
#[derive(Args)]
struct Add {
    /// The reference, as in the national register
    reference: String,
    /// The family name
    #[arg(long, value_name = "NAME")]
    family: String,
    /// The given names
    #[arg(long, value_name = "NAMES")]
    given: Option<String>,
    /// The date of birth
    #[arg(long, value_name = "DAY")]
    born: Option<Day>,
    /// The first day of management [default: today]
    #[arg(long, value_name = "DAY")]
    from: Option<Day>,
    #[command(flatten)]
    place: Place,
    /// The risk level from that day, by its id; wants --because
    #[arg(long, value_name = "TIER", requires = "because")]
    tier: Option<String>,
    /// The responsible officer from that day
    #[arg(long, value_name = "ID")]
    owner: Option<String>,
    #[command(flatten)]
    recording: Recording,
}

/// Where somebody has notified that they live.
#[derive(Args)]
struct Place {
    /// The address; of a person of no fixed abode, where they can regularly be found
    #[arg(long, value_name = "TEXT")]
    address: Option<String>,
    /// The postcode
    #[arg(long, value_name = "CODE")]
    postcode: Option<String>,
    /// Of no fixed abode
    #[arg(long)]
    no_fixed_abode: bool,
}

impl Place {
    fn fact(&self, from: Day) -> Option<Fact> {
        let given = self.address.is_some() || self.postcode.is_some() || self.no_fixed_abode;
        given.then(|| Fact::Address {
            from,
            address: self.address.clone(),
            postcode: self.postcode.clone(),
            no_fixed_abode: self.no_fixed_abode,
        })
    }
}

/// Record the address notified from a day
#[derive(Args)]
struct Move {
    /// The offender's reference
    reference: String,
    /// The first day [default: today]
    #[arg(long, value_name = "DAY")]
    from: Option<Day>,
    #[command(flatten)]
    place: Place,
    #[command(flatten)]
    recording: Recording,
}

pub(super) fn run(arguments: &Arguments, world: &World) -> Result<(), CliError> {
    match &arguments.command {
        Command::Add(add) => self::add(add, world),
        Command::Show(arguments) => show::run(arguments, world),
        Command::Move(moved) => {
            let from = acting::or_today(moved.from, world)?;
            let fact = moved
                .place
                .fact(from)
                .ok_or_else(|| CliError::usage("where to? say --address, --postcode or --no-fixed-abode"))?;
            acting::record_one(world, ActKind::MoveOffender, &moved.reference, fact, &moved.recording)
        }
    }
}

fn add(add: &Add, world: &World) -> Result<(), CliError> {
    let from = acting::or_today(add.from, world)?;
    let about = About::Offender(add.reference.clone());
    let person = Fact::Person { family: add.family.clone(), given: add.given.clone(), born: add.born };
    let mut facts = vec![person, Fact::Management { from, until: None }];
    facts.extend(add.place.fact(from));
    if let Some(tier) = &add.tier {
        let (tier, set_by) = (tier.clone(), acting::officer_who_acts(world)?);
        facts.push(Fact::Tier { from, tier, set_by, reason: add.recording.because.clone() });
    }
    facts.extend(add.owner.clone().map(|officer| Fact::Owner { from, officer }));
    let recorded = facts.into_iter().map(|fact| Change::Record(about.clone(), fact));
    let changes = std::iter::once(Change::Enrol(about.clone())).chain(recorded).collect();
    let deed = Deed { kind: ActKind::AddOffender, because: add.recording.because.clone(), changes };
    acting::record(world, &deed, &add.recording)
}
