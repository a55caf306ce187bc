//! Who is in the unit on a day: every officer on file, in which role, from when until when, and whether an account acts as them.

use std::cmp::Ordering;
use std::collections::BTreeSet;

use super::{PolicyName, ReportFault, adds_up};
use crate::domain::day::Day;
use crate::domain::officer::{Officer, OfficerRecord, Roster};
use crate::domain::requirement::Rules;

/// Whether somebody serves on the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Serves {
    /// In service.
    Now,
    /// Known from a later day alone.
    ToCome,
    /// Service had ended by then.
    Left,
}

/// One officer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OfficerRow {
    /// The word on file.
    pub id: String,
    /// Whether they serve.
    pub serves: Serves,
    /// What holds on the day; of somebody to come what will hold first.
    pub record: Option<OfficerRecord>,
    /// The first day of which anything is known of them; none where it is not recorded since when.
    pub from: Option<Day>,
    /// Whether an account is bound to them.
    pub bound: bool,
}

/// All of them: those in service first, then those to come and those who have left, each by id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Officers {
    /// As at this day.
    pub as_of: Day,
    /// The policy in force on the day.
    pub policy: PolicyName,
    /// One for each officer on file.
    pub rows: Vec<OfficerRow>,
}

impl Officers {
    /// Of a roster; `bound` are the officers, by id, whom an account acts as.
    ///
    /// # Errors
    /// [`ReportFault::DoesNotAddUp`] where an officer on file has no row.
    pub fn of(roster: &Roster, bound: &BTreeSet<String>, rules: &Rules, as_of: Day) -> Result<Officers, ReportFault> {
        let mut rows: Vec<OfficerRow> = roster.iter().map(|(_, officer)| row(officer, bound, as_of)).collect();
        rows.sort_by(by_place);
        let officers = Officers { as_of, policy: PolicyName::on(rules, as_of), rows };
        let all = [Serves::Now, Serves::ToCome, Serves::Left].map(|serves| officers.count(serves)).iter().sum();
        adds_up("officers in service, to come and gone, and those on file", all, roster.iter().count() as u64)?;
        Ok(officers)
    }

    /// How many serve so.
    pub fn count(&self, serves: Serves) -> u64 {
        self.rows.iter().filter(|row| row.serves == serves).count() as u64
    }
}

fn by_place(one: &OfficerRow, other: &OfficerRow) -> Ordering {
    (one.serves, &one.id).cmp(&(other.serves, &other.id))
}

fn row(officer: &Officer, bound: &BTreeSet<String>, as_of: Day) -> OfficerRow {
    let first = officer.records.first();
    let (serves, record) = match officer.on(as_of) {
        Some(record) if officer.left_by(as_of) => (Serves::Left, Some(record)),
        Some(record) => (Serves::Now, Some(record)),
        None => (Serves::ToCome, first.map(|first| &first.what)),
    };
    OfficerRow {
        id: officer.id.clone(),
        serves,
        record: record.cloned(),
        from: first.map(|first| first.from).filter(|from| *from != Day::MIN),
        bound: bound.contains(&officer.id),
    }
}
