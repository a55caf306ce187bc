//! The row as the list shows it, each field in words with its reason.

use super::words::{self, date, days, list, sum_days};
use crate::domain::day::Day;
use crate::domain::offender::Facts;
use crate::domain::officer::Roster;
use crate::domain::requirement::{Days, Mode, Rules, Standing, Why};
use crate::domain::row::{Bucket, Flag, Row};

/// Runs of counted days that are named; the middle of more is left out, and their number said.
const MOST_RUNS: usize = 6;

/// A row with its words.
#[derive(Clone, Debug)]
pub struct RowTold {
    /// The row.
    pub row: Row,
    /// The word on file of the risk level set; none where none was set.
    pub tier: Option<String>,
    /// The word on file of the owner; none where none was set.
    pub officer_id: Option<String>,
    /// Each field's name on screens and what it says, in order.
    pub told: Vec<(&'static str, String)>,
}

struct About<'a> {
    facts: &'a Facts,
    rules: &'a Rules,
    roster: &'a Roster,
    standing: &'a Standing,
    counted: &'a [Days],
    as_of: Day,
    row: &'a Row,
}

impl RowTold {
    /// `counted` are the person-days of this management, as the fold told them.
    pub(super) fn of(
        facts: &Facts,
        rules: &Rules,
        roster: &Roster,
        standing: &Standing,
        counted: &[Days],
        as_of: Day,
    ) -> RowTold {
        let row = Row::of(facts, rules, roster, standing, as_of);
        let about = About { facts, rules, roster, standing, counted, as_of, row: &row };
        let mut told = vec![
            ("Listed", about.bucket()),
            ("Risk level", about.tier()),
            ("Due", about.due()),
            ("Overdue", about.overdue()),
            ("Whole cycles missed", about.missed()),
            ("Last seen", row.last_visit.map_or_else(|| "never".to_owned(), date)),
            ("Attempts since", row.attempts_since.to_string()),
        ];
        told.extend(row.retry_by.map(|by| ("To be tried again", about.retry(by))));
        told.push(("Officer", row.owner.map_or("none", |key| roster.id(key)).to_owned()));
        told.extend(row.flags.iter().map(|flag| ("Flag", about.flag(*flag))));
        RowTold {
            tier: row.tier.map(|key| rules.book.tier_id(key).to_owned()),
            officer_id: row.owner.map(|key| roster.id(key).to_owned()),
            told,
            row,
        }
    }
}

impl About<'_> {
    fn bucket(&self) -> String {
        let standing = self.standing;
        let soon = standing.due_soon_days;
        let upcoming = standing.upcoming.map_or(self.as_of, |upcoming| upcoming.due);
        match self.row.bucket {
            Bucket::Missing => "whereabouts unknown: such a status covers the day".to_owned(),
            Bucket::Overdue => "overdue: a visit owed was not made in time".to_owned(),
            Bucket::Due if self.row.within_tolerance => {
                let tolerance = self.rules.book.on(upcoming).policy.tolerance_days;
                let last = upcoming.plus_days(tolerance);
                format!("due: past its due day, within the tolerance ({})", sum_days(upcoming, tolerance, last))
            }
            Bucket::Due => format!(
                "due: listed from {} before the due day ({} − {} = {})",
                days(soon),
                date(upcoming),
                days(soon),
                date(upcoming.minus_days(soon))
            ),
            Bucket::OnTrack => format!(
                "on track: listed as due only from {} before the due day ({} − {} = {})",
                days(soon),
                date(upcoming),
                days(soon),
                date(upcoming.minus_days(soon))
            ),
            Bucket::Suspended => match standing.why {
                Why::Away(status) => format!("suspended: {}", words::whereabouts(status)),
                _ => "suspended".to_owned(),
            },
            Bucket::Reactive => "reactive: a desk-based plan holds, no routine visits".to_owned(),
        }
    }

    fn tier(&self) -> String {
        let applied = words::tier(&self.rules.book, self.row.tier_applied, self.as_of);
        let interval = self.standing.interval;
        let every = if self.standing.own_interval {
            format!("seen at least every {interval}, an own interval")
        } else {
            format!("seen at least every {interval}")
        };
        let set = self.facts.tiers.iter().rev().find(|fact| fact.from <= self.as_of);
        match set {
            Some(fact) => format!("{applied}, set from {}; {every}", date(fact.from)),
            None => format!("none set; the numbers of {applied} apply; {every}"),
        }
    }

    fn due(&self) -> String {
        match (self.standing.oldest, self.standing.upcoming, self.standing.set_aside) {
            (Some(oldest), Some(upcoming), _) => {
                format!("{}, the oldest visit owed; the next falls due {}", date(oldest), date(upcoming.due))
            }
            (Some(oldest), None, _) => format!("{}, the oldest visit owed", date(oldest)),
            (None, Some(upcoming), _) => date(upcoming.due),
            (None, None, Some((aside, since))) => {
                format!("none now; the visit due {} was set aside on {}", date(aside.due), date(since))
            }
            (None, None, None) => "none now: no visit has been required yet in this management".to_owned(),
        }
    }

    fn overdue(&self) -> String {
        let Some(oldest) = self.standing.oldest else { return "no".to_owned() };
        let (from, until) = (oldest.next(), self.as_of.next());
        let runs = self.runs(oldest);
        let named: Vec<String> = runs.iter().map(|(from, last)| run(*from, *last)).collect();
        let total = days(self.row.days_overdue);
        let after = format!("{total} after {}, up to and including {}", date(oldest), date(self.as_of));
        if until.days_after(from) == self.row.days_overdue {
            return after;
        }
        if runs.is_empty() {
            return format!("{after}: only days on which a visit could be made count, and there was none");
        }
        let named = if named.len() > MOST_RUNS {
            let (first, last) = (named[..2].join(", "), &named[named.len() - 1]);
            format!("{first}, … and {last} ({} such times)", named.len())
        } else {
            list(&named)
        };
        format!("{after}: only days on which a visit could be made count, {named}")
    }

    /// The days that count as overdue, in runs; days before the record begins all do.
    fn runs(&self, oldest: Day) -> Vec<(Day, Day)> {
        let begins = self.counted.first().map_or(Day::MIN, |days| days.from);
        let before = (Day::MIN, begins);
        let required = self.counted.iter().filter(|days| days.mode == Mode::Required);
        let mut runs: Vec<(Day, Day)> = Vec::new();
        for (from, until) in std::iter::once(before).chain(required.map(|days| (days.from, days.until))) {
            let (from, last) = (from.max(oldest.next()), until.before().min(self.as_of));
            match runs.last_mut() {
                _ if last < from => (),
                Some(run) if run.1.next() == from => run.1 = last,
                _ => runs.push((from, last)),
            }
        }
        runs
    }

    fn missed(&self) -> String {
        match self.row.missed {
            0 => "none".to_owned(),
            1 => "1: a visit owed whose whole cycle went by without a visit".to_owned(),
            count => format!("{count}: visits owed whose whole cycle each went by without a visit"),
        }
    }

    fn retry(&self, by: Day) -> String {
        let retry = self.standing.retry_days;
        format!(
            "by {} ({})",
            date(by),
            sum_days(by.minus_days(retry), retry, by).replacen(" +", ", the latest attempt or contact, +", 1)
        )
    }

    fn flag(&self, flag: Flag) -> String {
        let why = match flag {
            Flag::NoTier => format!("reckoned as {}", self.rules.book.on(self.as_of).policy.untiered().name),
            Flag::NoOwner => "none was set by this day".to_owned(),
            Flag::OwnerInactive => self.owner_left(),
            Flag::NoAddress => "none is recorded, or the one recorded names no place".to_owned(),
            Flag::NewAddress => match self.row.last_visit {
                Some(seen) => format!("what holds differs from what held when last seen, {}", date(seen)),
                None => "what holds differs from the first recorded, and nobody was seen at either".to_owned(),
            },
            Flag::OverdueFrozen => {
                "a visit is overdue; days on which nobody can visit are not counted against it".to_owned()
            }
            Flag::NeverVisited => {
                format!("no visit that counts since management began on {}", date(self.standing.managed_from))
            }
            Flag::RetryOverdue => match self.row.retry_by {
                Some(by) => format!("it was to be tried again by {}", date(by)),
                None => "it was to be tried again".to_owned(),
            },
            Flag::OwnInterval => self.own_interval(),
        };
        format!("{}: {why}", words::flag(flag))
    }

    fn owner_left(&self) -> String {
        let officer = self.row.owner.and_then(|key| self.roster.get(key));
        let until = officer.and_then(|officer| officer.on(self.as_of)).and_then(|record| record.active_until);
        until.map_or_else(String::new, |until| format!("in service until {}", date(until)))
    }

    fn own_interval(&self) -> String {
        let own = format!("every {}", self.standing.interval);
        let cadence = self.rules.book.on(self.as_of).tier(self.row.tier_applied).map(|tier| tier.cadence);
        cadence.map_or(own.clone(), |cadence| format!("{own}, instead of the {cadence} of the risk level"))
    }
}

fn run(from: Day, last: Day) -> String {
    let count = days(last.next().days_after(from));
    if from == last {
        format!("{} ({count})", date(from))
    } else {
        format!("{} to {} ({count})", date(from), date(last))
    }
}
