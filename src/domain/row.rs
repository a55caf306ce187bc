//! One offender's row on a day (rulebook, section 5): exactly one bucket, and any number of flags.

use super::day::Day;
use super::offender::{Facts, OfficerKey, TierKey, holding};
use super::officer::Roster;
use super::requirement::{Mode, Rules, Standing, Why};
use super::visit::{Visit, VisitKind};
use super::vocabulary::vocabulary;

vocabulary! {
    /// Where an offender stands on a day; the order is that of the lists.
    Bucket {
        /// Whereabouts unknown.
        Missing = "missing",
        /// A requirement is overdue.
        Overdue = "overdue",
        /// The upcoming requirement is about to fall due.
        Due = "due",
        /// Nothing to do yet.
        OnTrack = "on-track",
        /// In custody, in hospital, abroad or accepted elsewhere.
        Suspended = "suspended",
        /// Desk-based.
        Reactive = "reactive",
    }
}

impl Bucket {
    /// That of a managed offender whose [`Standing`] was folded to `as_of`: the first that applies.
    pub fn of(standing: &Standing, as_of: Day) -> Bucket {
        match standing.mode {
            _ if standing.why == Why::Missing => Bucket::Missing,
            Mode::Suspended => Bucket::Suspended,
            Mode::Reactive => Bucket::Reactive,
            Mode::Required if standing.overdue.is_some() => Bucket::Overdue,
            Mode::Required => {
                let soon = as_of.plus_days(standing.due_soon_days);
                let due = standing.upcoming.is_some_and(|upcoming| upcoming.due <= soon);
                if due { Bucket::Due } else { Bucket::OnTrack }
            }
        }
    }
}

vocabulary! {
    /// A thing to act on.
    Flag {
        /// No tier was set by that day.
        NoTier = "no-tier",
        /// No owner was set by that day.
        NoOwner = "no-owner",
        /// The owner's service has ended.
        OwnerInactive = "owner-inactive",
        /// The address that holds names no place, or there is none.
        NoAddress = "no-address",
        /// What holds differs from what held when last seen.
        NewAddress = "new-address",
        /// A requirement is overdue and the mode is not required.
        OverdueFrozen = "overdue-frozen",
        /// Never effectively visited in this management, and a requirement is overdue.
        NeverVisited = "never-visited",
        /// The day by which to try again has passed.
        RetryOverdue = "retry-overdue",
        /// An interval plan covers the day.
        OwnInterval = "own-interval",
    }
}

/// A managed offender's row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The tier as set; none where none was set.
    pub tier: Option<TierKey>,
    /// The tier whose numbers apply.
    pub tier_applied: TierKey,
    /// Its place in the order of the policy in force, 0 the greatest risk.
    pub tier_place: usize,
    /// The owner as set; none where none was set.
    pub owner: Option<OfficerKey>,
    /// The one bucket.
    pub bucket: Bucket,
    /// The oldest unmet due day of the run, else the upcoming due day, else none.
    pub due: Option<Day>,
    /// Whether a requirement is overdue, whatever the bucket.
    pub with_overdue: bool,
    /// Days after the oldest unmet due day in mode required.
    pub days_overdue: u32,
    /// Missed requirements of the run.
    pub missed: u32,
    /// The day last seen, ever.
    pub last_visit: Option<Day>,
    /// Attempts on days after it, or all while there is none.
    pub attempts_since: u32,
    /// By when to try again, while an attempt or contact since last seen waits for that.
    pub retry_by: Option<Day>,
    /// Past its due day and within the tolerance.
    pub within_tolerance: bool,
    /// Things to act on, in the order of [`Flag::ALL`].
    pub flags: Vec<Flag>,
}

impl Row {
    /// The row of a managed offender whose [`Standing`] was folded to `as_of`.
    pub fn of(facts: &Facts, rules: &Rules, roster: &Roster, standing: &Standing, as_of: Day) -> Row {
        let version = rules.book.on(as_of);
        let tier = holding(&facts.tiers, as_of);
        let seen = Seen::by(facts, rules, as_of);
        let latest_try = seen.latest_try;
        let retry_by = latest_try.filter(|_| standing.mode == Mode::Required);
        let retry_by = retry_by.map(|day| day.plus_days(standing.retry_days));
        let mut row = Row {
            tier,
            tier_applied: standing.tier,
            tier_place: version.place(standing.tier).unwrap_or(0),
            owner: holding(&facts.owners, as_of),
            bucket: Bucket::of(standing, as_of),
            due: standing.due(),
            with_overdue: standing.overdue.is_some(),
            days_overdue: standing.days_overdue,
            missed: standing.missed,
            last_visit: seen.last_visit,
            attempts_since: seen.attempts_since,
            retry_by,
            within_tolerance: standing.overdue.is_none()
                && standing.upcoming.is_some_and(|upcoming| upcoming.due < as_of),
            flags: Vec::new(),
        };
        row.flags = Flag::ALL.iter().copied().filter(|flag| row.has(*flag, facts, roster, standing, as_of)).collect();
        row
    }

    fn has(&self, flag: Flag, facts: &Facts, roster: &Roster, standing: &Standing, as_of: Day) -> bool {
        match flag {
            Flag::NoTier => self.tier.is_none(),
            Flag::NoOwner => self.owner.is_none(),
            Flag::OwnerInactive => {
                self.owner.and_then(|key| roster.get(key)).is_some_and(|officer| officer.left_by(as_of))
            }
            Flag::NoAddress => no_address(facts, as_of),
            Flag::NewAddress => !no_address(facts, as_of) && moved_since(facts, self.last_visit, as_of),
            Flag::OverdueFrozen => self.with_overdue && standing.mode != Mode::Required,
            Flag::NeverVisited => self.with_overdue && self.last_visit.is_none_or(|day| day < standing.managed_from),
            Flag::RetryOverdue => self.retry_by.is_some_and(|by| by < as_of),
            Flag::OwnInterval => standing.own_interval,
        }
    }
}

fn no_address(facts: &Facts, as_of: Day) -> bool {
    holding(&facts.addresses, as_of).is_none_or(|address| address.blank && !address.no_fixed_abode)
}

fn moved_since(facts: &Facts, last_visit: Option<Day>, as_of: Day) -> bool {
    let now = holding(&facts.addresses, as_of).map(|address| address.writing);
    let then = match last_visit {
        Some(day) => holding(&facts.addresses, day),
        None => facts.addresses.first().and_then(|first| holding(&facts.addresses, first.from)),
    };
    now != then.map(|address| address.writing)
}

/// What the visits up to a day say of when the offender was last seen.
struct Seen {
    last_visit: Option<Day>,
    attempts_since: u32,
    latest_try: Option<Day>,
}

impl Seen {
    fn by(facts: &Facts, rules: &Rules, as_of: Day) -> Seen {
        let visits = &facts.visits[..facts.visits.partition_point(|visit| visit.day <= as_of)];
        let effective = |visit: &&Visit| rules.book.kind_of(visit) == VisitKind::Effective;
        let last_visit = visits.iter().rev().find(effective).map(|visit| visit.day);
        let since = &visits[last_visit.map_or(0, |last| visits.partition_point(|visit| visit.day <= last))..];
        let attempts = since.iter().filter(|visit| rules.book.kind_of(visit) == VisitKind::Attempt);
        let attempts_since = attempts.count() as u32;
        Seen { last_visit, attempts_since, latest_try: since.last().map(|visit| visit.day) }
    }
}
