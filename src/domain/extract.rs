//! An extract, as types: its files, their columns, and a row of each once every cell has been checked.
//!
//! `import` makes these rows out of files and `store` takes them in; neither knows the other. A row borrows its texts
//! from the line it was read from. Days are kept as written, because a checked day has one writing only.

use super::day::Day;
use super::offender::{Status, TierKey};
use super::officer::Role;
use super::visit::{Outcome, Premises};

/// A file of an extract, in the order in which complaints are listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum File {
    /// `officers.csv`
    Officers,
    /// `offenders.csv`
    Offenders,
    /// `management.csv`
    Management,
    /// `addresses.csv`
    Addresses,
    /// `tiers.csv`
    Tiers,
    /// `owners.csv`
    Owners,
    /// `statuses.csv`
    Statuses,
    /// `plans.csv`
    Plans,
    /// `visits.csv`
    Visits,
    /// `extract.toml`
    Extract,
    /// None of them: the directory they stand in.
    Directory,
}

/// A column: its name, and whether it must be there and every cell of it filled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Column {
    /// The name in the first line.
    pub name: &'static str,
    /// Whether it must be there and filled.
    pub required: bool,
}

const fn must(name: &'static str) -> Column {
    Column { name, required: true }
}

const fn may(name: &'static str) -> Column {
    Column { name, required: false }
}

impl File {
    /// The comma-separated files, in order; what each needs of another comes before it.
    pub const TABLES: [File; 9] = [
        File::Officers,
        File::Offenders,
        File::Management,
        File::Addresses,
        File::Tiers,
        File::Owners,
        File::Statuses,
        File::Plans,
        File::Visits,
    ];

    /// The name in the directory.
    pub fn name(self) -> &'static str {
        match self {
            File::Officers => "officers.csv",
            File::Offenders => "offenders.csv",
            File::Management => "management.csv",
            File::Addresses => "addresses.csv",
            File::Tiers => "tiers.csv",
            File::Owners => "owners.csv",
            File::Statuses => "statuses.csv",
            File::Plans => "plans.csv",
            File::Visits => "visits.csv",
            File::Extract => "extract.toml",
            File::Directory => "directory",
        }
    }

    /// Whether an extract without it is none.
    pub fn required(self) -> bool {
        matches!(self, File::Officers | File::Offenders | File::Management)
    }

    /// Its columns; for `extract.toml`, its keys.
    pub fn columns(self) -> &'static [Column] {
        match self {
            File::Officers => OFFICERS,
            File::Offenders => OFFENDERS,
            File::Management => MANAGEMENT,
            File::Addresses => ADDRESSES,
            File::Tiers => TIERS,
            File::Owners => OWNERS,
            File::Statuses => STATUSES,
            File::Plans => PLANS,
            File::Visits => VISITS,
            File::Extract => EXTRACT,
            File::Directory => &[],
        }
    }
}

const OFFICERS: &[Column] = &[
    must("officer_id"),
    must("name"),
    must("team"),
    must("role"),
    must("accredited"),
    may("fte"),
    may("active_until"),
    may("from"),
];
const OFFENDERS: &[Column] = &[must("offender_ref"), must("family_name"), may("given_names"), may("date_of_birth")];
const MANAGEMENT: &[Column] = &[must("offender_ref"), must("from"), may("until")];
const ADDRESSES: &[Column] =
    &[must("offender_ref"), must("from"), may("address"), may("postcode"), must("no_fixed_abode")];
const TIERS: &[Column] = &[must("offender_ref"), must("from"), must("tier"), must("set_by"), may("reason")];
const OWNERS: &[Column] = &[must("offender_ref"), must("from"), must("officer_id")];
const STATUSES: &[Column] = &[must("offender_ref"), must("status"), must("from"), may("until")];
const PLANS: &[Column] = &[
    must("offender_ref"),
    must("kind"),
    must("from"),
    may("until"),
    may("every"),
    must("authorised_by"),
    may("reason"),
    may("review_by"),
];
const VISITS: &[Column] = &[
    must("visit_ref"),
    must("offender_ref"),
    must("date"),
    may("time"),
    must("outcome"),
    may("announced"),
    may("officers"),
    may("premises"),
    may("entry_sought"),
    may("recorded_on"),
];
const EXTRACT: &[Column] = &[may("taken_on"), may("history_from"), may("source")];

/// The key an offender or an officer has, or will have once the extract is taken in.
pub type Key = u32;

/// A row of `officers.csv`. `from` none: since ever.
#[derive(Clone, Copy, Debug)]
pub struct OfficerRow<'a> {
    /// The line it stands on.
    pub line: u64,
    /// Whose.
    pub officer: Key,
    /// As on file.
    pub id: &'a str,
    /// The first day of this record.
    pub from: Option<&'a str>,
    /// The name.
    pub name: &'a str,
    /// The team.
    pub team: &'a str,
    /// The role.
    pub role: Role,
    /// Whether accredited; none: not recorded.
    pub accredited: Option<bool>,
    /// Full-time share in hundredths.
    pub fte_hundredths: Option<u16>,
    /// The first day no longer in service.
    pub active_until: Option<&'a str>,
}

/// A row of `offenders.csv`.
#[derive(Clone, Copy, Debug)]
pub struct OffenderRow<'a> {
    /// The line it stands on.
    pub line: u64,
    /// Whose.
    pub offender: Key,
    /// As on file.
    pub reference: &'a str,
    /// The family name.
    pub family_name: &'a str,
    /// Given names.
    pub given_names: Option<&'a str>,
    /// The date of birth.
    pub date_of_birth: Option<&'a str>,
    /// What two records of one person have in common; none without a date of birth.
    pub likeness: Option<&'a str>,
}

/// A row of `management.csv`.
#[derive(Clone, Copy, Debug)]
pub struct ManagementRow<'a> {
    /// The line it stands on.
    pub line: u64,
    /// Whose.
    pub offender: Key,
    /// The first day.
    pub from: &'a str,
    /// The first day no longer managed.
    pub until: Option<&'a str>,
}

/// A row of `addresses.csv`.
#[derive(Clone, Copy, Debug)]
pub struct AddressRow<'a> {
    /// The line it stands on.
    pub line: u64,
    /// Whose.
    pub offender: Key,
    /// The first day.
    pub from: &'a str,
    /// The address, or the place where a person of no fixed abode can regularly be found.
    pub address: Option<&'a str>,
    /// The postcode.
    pub postcode: Option<&'a str>,
    /// No fixed abode.
    pub no_fixed_abode: bool,
}

/// A row of `tiers.csv`.
#[derive(Clone, Copy, Debug)]
pub struct TierRow<'a> {
    /// The line it stands on.
    pub line: u64,
    /// Whose.
    pub offender: Key,
    /// The first day.
    pub from: &'a str,
    /// The tier.
    pub tier: TierKey,
    /// The officer who set it.
    pub set_by: Key,
    /// Why.
    pub reason: Option<&'a str>,
}

/// A row of `owners.csv`.
#[derive(Clone, Copy, Debug)]
pub struct OwnerRow<'a> {
    /// The line it stands on.
    pub line: u64,
    /// Whose.
    pub offender: Key,
    /// The first day.
    pub from: &'a str,
    /// The responsible officer.
    pub officer: Key,
}

/// A row of `statuses.csv`.
#[derive(Clone, Copy, Debug)]
pub struct StatusRow<'a> {
    /// The line it stands on.
    pub line: u64,
    /// Whose.
    pub offender: Key,
    /// Which status.
    pub status: Status,
    /// The first day.
    pub from: &'a str,
    /// The first day it no longer holds.
    pub until: Option<&'a str>,
}

/// A row of `plans.csv`. `every` is there for an interval and for nothing else.
#[derive(Clone, Copy, Debug)]
pub struct PlanRow<'a> {
    /// The line it stands on.
    pub line: u64,
    /// Whose.
    pub offender: Key,
    /// The first day.
    pub from: &'a str,
    /// The first day it no longer holds.
    pub until: Option<&'a str>,
    /// The offender's own cadence, as written; none for a reactive plan.
    pub every: Option<&'a str>,
    /// The officer who authorised it.
    pub authorised_by: Key,
    /// Why.
    pub reason: Option<&'a str>,
    /// The day by which it is to be looked at again.
    pub review_by: Option<&'a str>,
}

/// A row of `visits.csv`. `None` is *not recorded*.
#[derive(Clone, Copy, Debug)]
pub struct VisitRow<'a> {
    /// The line it stands on, which orders the file.
    pub line: u64,
    /// As on file.
    pub reference: &'a str,
    /// Who was visited.
    pub offender: Key,
    /// The day.
    pub day: &'a str,
    /// The time, `HH:MM`.
    pub time: Option<&'a str>,
    /// What came of it.
    pub outcome: Outcome,
    /// Whether announced.
    pub announced: Option<bool>,
    /// Who attended, in order; empty: not recorded.
    pub officers: &'a [Key],
    /// Where; never [`Premises::NotRecorded`].
    pub premises: Option<Premises>,
    /// Whether entry was sought.
    pub entry_sought: Option<bool>,
    /// When the source says it was written down.
    pub recorded_on: Option<&'a str>,
}

/// A row of any file.
#[derive(Clone, Copy, Debug)]
pub enum Row<'a> {
    /// Of `officers.csv`.
    Officer(OfficerRow<'a>),
    /// Of `offenders.csv`.
    Offender(OffenderRow<'a>),
    /// Of `management.csv`.
    Management(ManagementRow<'a>),
    /// Of `addresses.csv`.
    Address(AddressRow<'a>),
    /// Of `tiers.csv`.
    Tier(TierRow<'a>),
    /// Of `owners.csv`.
    Owner(OwnerRow<'a>),
    /// Of `statuses.csv`.
    Status(StatusRow<'a>),
    /// Of `plans.csv`.
    Plan(PlanRow<'a>),
    /// Of `visits.csv`.
    Visit(VisitRow<'a>),
}

/// What `extract.toml` says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ExtractNote {
    /// The day the extract was taken.
    pub taken_on: Option<Day>,
    /// The day from which visits, tiers and statuses are complete.
    pub history_from: Option<Day>,
    /// Where it comes from.
    pub source: Option<String>,
}
