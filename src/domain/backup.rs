//! Backups in a folder: what each is called, and which of them are kept.

use std::fmt;
use std::str::FromStr;

use chrono::{DateTime, Datelike, NaiveDateTime, SubsecRound, Utc};

/// The name of one backup, `homevisit-20261125T170000Z-1234.db`: its moment (UTC) and the last act in it. It says nothing
/// of a person or a unit. Later sorts after.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct BackupName {
    moment: NaiveDateTime,
    act: i64,
}

/// A name that no backup of ours has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("expected a name such as homevisit-20261125T170000Z-1234.db")]
pub struct NotABackup;

const MOMENT: &str = "%Y%m%dT%H%M%SZ";

impl BackupName {
    /// Of a moment, cut to the second, and the last act in the backup.
    pub fn new(moment: DateTime<Utc>, act: i64) -> BackupName {
        BackupName { moment: moment.naive_utc().trunc_subsecs(0), act }
    }
}

impl fmt::Display for BackupName {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "homevisit-{}-{}.db", self.moment.format(MOMENT), self.act)
    }
}

impl FromStr for BackupName {
    type Err = NotABackup;

    fn from_str(text: &str) -> Result<BackupName, NotABackup> {
        let inner = text.strip_prefix("homevisit-").and_then(|rest| rest.strip_suffix(".db")).ok_or(NotABackup)?;
        let (moment, act) = inner.split_once('-').ok_or(NotABackup)?;
        let moment = NaiveDateTime::parse_from_str(moment, MOMENT).map_err(|_| NotABackup)?;
        let name = BackupName { moment, act: act.parse().map_err(|_| NotABackup)? };
        // One writing only: no sign, no leading zero, no other width.
        if name.act > 0 && name.to_string() == text { Ok(name) } else { Err(NotABackup) }
    }
}

/// Of so many weeks one backup is kept.
pub const WEEKS: usize = 5;
/// Of so many months one backup is kept.
pub const MONTHS: usize = 12;

/// The backups that the rule lets go, the oldest first, when `made` has just been made.
///
/// Kept are: every backup of the latest `days` days that have one; the last of each of the [`WEEKS`] latest weeks (Monday
/// to Sunday) and of each of the [`MONTHS`] latest months that have one; the newest; and `made`. Days are those of UTC.
/// Only days with a backup count, so that neither a clock that was wrong nor a long pause makes old ones go.
pub fn let_go(held: &[BackupName], made: BackupName, days: usize) -> Vec<BackupName> {
    let mut newest_first = held.to_vec();
    newest_first.sort_unstable_by(|one, other| other.cmp(one));
    newest_first.dedup();
    let (mut in_days, mut in_weeks, mut in_months) = (Latest::of(days), Latest::of(WEEKS), Latest::of(MONTHS));
    let mut gone = Vec::new();
    for (place, name) in newest_first.into_iter().enumerate() {
        let day = name.moment.date();
        let of_a_day = in_days.has(day) != Has::No;
        let of_a_week = in_weeks.has(day.iso_week()) == Has::Last;
        let of_a_month = in_months.has((day.year(), day.month())) == Has::Last;
        if !(of_a_day || of_a_week || of_a_month || place == 0 || name == made) {
            gone.push(name);
        }
    }
    gone.reverse();
    gone
}

/// The latest so many periods that have a backup, as backups come by from the newest.
struct Latest<T> {
    most: usize,
    seen: usize,
    at: Option<T>,
}

/// Whether a backup is of one of those periods, and the last of its own.
#[derive(PartialEq)]
enum Has {
    No,
    Another,
    Last,
}

impl<T: PartialEq> Latest<T> {
    fn of(most: usize) -> Latest<T> {
        Latest { most, seen: 0, at: None }
    }

    fn has(&mut self, period: T) -> Has {
        let period = Some(period);
        let last = self.at != period;
        self.seen += usize::from(last);
        self.at = period;
        match last {
            _ if self.seen > self.most => Has::No,
            true => Has::Last,
            false => Has::Another,
        }
    }
}
