//! `homevisit officer`: who is in the unit.

mod list;

use std::collections::BTreeMap;

use clap::{Args, Subcommand};

use super::acting::{self, Recording};
use super::error::CliError;
use super::{World, ask, database, screen};
use crate::domain::day::Day;
use crate::domain::deed::{About, ActKind, Change, Deed, Running};
use crate::domain::fact::Fact;
use crate::domain::officer::Role;

/// Who is on file; put an officer on file, change what is known of one from a day, end their service; bind accounts
#[derive(Args)]
#[command(
    before_help = "Examples:\n  homevisit officer list --as-of 2026-03-31\n  homevisit officer add OF-31 --name \"Odo Fernwater\" --team North --role officer \
--accredited yes\n  homevisit officer change OF-31 --from 2026-06-01 --team South\n  homevisit officer leave OF-31 --on \
2026-12-01\n  homevisit officer bind OF-31 --account 1004"
)]
pub struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Everybody on file: role, team, share, from when until when, and whether an account is bound; ids and no names
    List(list::List),
    /// Put one on file
    Add(Add),
    /// From a day other things are known; what is not named stays
    Change(Alter),
    /// Service ends; cases are placed first
    Leave(Leave),
    /// An account of this machine acts as this officer; once one is bound, who acts is known by the account
    Bind(Account),
    /// An account of this machine acts as this officer no more
    Unbind(Account),
}

#[derive(Args)]
struct Account {
    /// The officer's id
    officer: String,
    /// The account's number, as `id -u NAME` tells it [default: the account that runs the program]
    #[arg(long, value_name = "N")]
    account: Option<u32>,
    #[command(flatten)]
    recording: Recording,
}

#[derive(Args)]
struct Add {
    /// The officer's id
    officer: String,
    /// The name
    #[arg(long, value_name = "NAME")]
    name: String,
    /// The team
    #[arg(long, value_name = "NAME")]
    team: String,
    /// officer, supervisor or manager
    #[arg(long, value_name = "WORD")]
    role: Role,
    /// Whether accredited to assess risk on a visit
    #[arg(long, value_name = "YES|NO", value_parser = ask::yes_or_no, action = clap::ArgAction::Set)]
    accredited: bool,
    /// The full-time share, above 0 and at most 1
    #[arg(long, value_name = "SHARE", value_parser = share)]
    fte: Option<u16>,
    /// The first day [default: today]
    #[arg(long, value_name = "DAY")]
    from: Option<Day>,
    #[command(flatten)]
    recording: Recording,
}

#[derive(Args)]
struct Alter {
    /// The officer's id
    officer: String,
    /// The first day [default: today]
    #[arg(long, value_name = "DAY")]
    from: Option<Day>,
    /// The name
    #[arg(long, value_name = "NAME")]
    name: Option<String>,
    /// The team
    #[arg(long, value_name = "NAME")]
    team: Option<String>,
    /// officer, supervisor or manager
    #[arg(long, value_name = "WORD")]
    role: Option<Role>,
    /// Whether accredited to assess risk on a visit
    #[arg(long, value_name = "YES|NO", value_parser = ask::yes_or_no)]
    accredited: Option<bool>,
    /// The full-time share, above 0 and at most 1
    #[arg(long, value_name = "SHARE", value_parser = share)]
    fte: Option<u16>,
    /// They had left, and are in service again
    #[arg(long)]
    returns: bool,
    #[command(flatten)]
    recording: Recording,
}

#[derive(Args)]
struct Leave {
    /// The officer's id
    officer: String,
    /// The first day no longer in service [default: today]
    #[arg(long, value_name = "DAY")]
    on: Option<Day>,
    #[command(flatten)]
    recording: Recording,
}

/// `0.8` as hundredths.
fn share(text: &str) -> Result<u16, String> {
    let expected = || "expected a share above 0 and at most 1 with at most two decimals, such as 0.8".to_owned();
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if !["0", "1"].contains(&whole) || part.len() > 2 || !digits(part) {
        return Err(expected());
    }
    let hundredths: u16 = format!("{whole}{part:0<2}").parse().map_err(|_| expected())?;
    if (1..=100).contains(&hundredths) { Ok(hundredths) } else { Err(expected()) }
}

pub(super) fn run(arguments: &Arguments, world: &World) -> Result<(), CliError> {
    match &arguments.command {
        Command::List(asked) => list::run(asked, world),
        Command::Add(add) => self::add(add, world),
        Command::Change(alter) => change(alter, world),
        Command::Bind(account) => bind(account, true, world),
        Command::Unbind(account) => bind(account, false, world),
        Command::Leave(leave) => {
            let day = acting::or_today(leave.on, world)?;
            let changes = vec![Change::End(About::Officer(leave.officer.clone()), Running::Service, day)];
            let because = leave.recording.because.clone();
            acting::record(world, &Deed { kind: ActKind::EndService, because, changes }, &leave.recording)
        }
    }
}

fn bind(asked: &Account, bound: bool, world: &World) -> Result<(), CliError> {
    let fact = Fact::Account { account: asked.account.unwrap_or_else(acting::account), bound };
    let changes = vec![Change::Record(About::Officer(asked.officer.clone()), fact)];
    let because = asked.recording.because.clone();
    acting::record(world, &Deed { kind: ActKind::Bind, because, changes }, &asked.recording)?;
    let (own, store) = (acting::account(), database::reach(world)?);
    let bindings = store.snapshot(None)?.bindings()?;
    if !bindings.is_empty() && !bindings.contains_key(&own) {
        screen::complain(&format!(
            "note: account {own}, which runs this, is bound to no officer: it may neither read nor record from now on\n"
        ));
    }
    Ok(())
}

fn add(add: &Add, world: &World) -> Result<(), CliError> {
    let about = About::Officer(add.officer.clone());
    let fact = Fact::Officer {
        from: Some(acting::or_today(add.from, world)?),
        name: add.name.clone(),
        team: add.team.clone(),
        role: add.role,
        accredited: Some(add.accredited),
        fte_hundredths: add.fte,
        active_until: None,
    };
    let changes = vec![Change::Enrol(about.clone()), Change::Record(about, fact)];
    let because = add.recording.because.clone();
    acting::record(world, &Deed { kind: ActKind::AddOfficer, because, changes }, &add.recording)
}

fn change(alter: &Alter, world: &World) -> Result<(), CliError> {
    let given = [
        ("name", alter.name.clone()),
        ("team", alter.team.clone()),
        ("role", alter.role.map(|role| role.to_string())),
        ("accredited", alter.accredited.map(|yes| if yes { "yes" } else { "no" }.to_owned())),
        ("fte_hundredths", alter.fte.map(|share| share.to_string())),
    ];
    let mut set: BTreeMap<String, Option<String>> =
        given.into_iter().filter_map(|(key, value)| Some((key.to_owned(), Some(value?)))).collect();
    if alter.returns {
        set.insert("active_until".to_owned(), None);
    }
    if set.is_empty() {
        return Err(CliError::usage("what changes? say --name, --team, --role, --accredited, --fte or --returns"));
    }
    let about = About::Officer(alter.officer.clone());
    let changes = vec![Change::Amend(about, acting::or_today(alter.from, world)?, set)];
    let because = alter.recording.because.clone();
    acting::record(world, &Deed { kind: ActKind::ChangeOfficer, because, changes }, &alter.recording)
}
