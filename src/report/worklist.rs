//! The worklist of a scope on a day (rulebook, section 5): every managed offender in exactly one bucket.

use super::{Labels, PolicyName, ReportFault, Scope, ScopeWords, SpecError, Subject, adds_up, within_history};
use crate::domain::coverage::Fault;
use crate::domain::day::Day;
use crate::domain::offender::{Facts, OffenderKey, holding};
use crate::domain::officer::Roster;
use crate::domain::requirement::{Event, Rules, Step, fold};
use crate::domain::row::{Bucket, Flag, Row};

/// For how many days somebody who has left management is still told of.
pub const LEFT_WITHIN_DAYS: u32 = 28;

/// What is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spec {
    /// As at the end of this day.
    pub as_of: Day,
    /// Whose offenders.
    pub scope: Scope,
}

/// One managed offender on the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// The key in the register.
    pub key: OffenderKey,
    /// The word on file.
    pub reference: String,
    /// The row.
    pub row: Row,
    /// Where the store keeps the text of the address that holds; none where there is none.
    pub address_text: Option<i64>,
    /// Whether that address is of no fixed abode.
    pub no_fixed_abode: bool,
    /// The name as a list shows it; filled in afterwards.
    pub name: Option<String>,
    /// The whole postcode; filled in afterwards. Lists show its district.
    pub postcode: Option<String>,
}

impl Listed {
    /// Whether there is something to do: missing, overdue, due, or frozen or flagged. An own interval asks for nothing.
    pub fn to_do(&self) -> bool {
        matches!(self.row.bucket, Bucket::Missing | Bucket::Overdue | Bucket::Due)
            || self.row.with_overdue
            || self.row.flags.iter().any(|flag| *flag != Flag::OwnInterval)
    }
}

/// Who of the scope has no officer to go there, where it spans officers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Unattended {
    /// No owner was set.
    pub no_owner: u64,
    /// The owner's service has ended.
    pub owner_left: u64,
    /// Managed, whatever the scope, and owned by somebody of whom no team is known on the day: on no team's list.
    pub no_team: u64,
}

/// Who has left management of late.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LeftManagement {
    /// Left in the last [`LEFT_WITHIN_DAYS`] days and not managed on the as-of day.
    pub left: u64,
    /// Of them those who left with a requirement overdue: it ended as missed.
    pub with_overdue: u64,
}

/// The list. Its rows are in the rulebook's default order, and the buckets add up to `managed`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Worklist {
    /// As at the end of this day.
    pub as_of: Day,
    /// Whose offenders.
    pub scope: ScopeWords,
    /// The policy in force on the day.
    pub policy: PolicyName,
    /// Whether that policy has a tolerance, so that being within it can be said.
    pub has_tolerance: bool,
    /// Managed offenders in the scope.
    pub managed: u64,
    /// Of them those with a requirement overdue, whatever their bucket.
    pub with_overdue: u64,
    /// Past the due day and within the tolerance.
    pub within_tolerance: u64,
    /// Every bucket and how many are in it, in the order of [`Bucket::ALL`].
    pub buckets: Vec<(Bucket, u64)>,
    /// Who has no officer; none where the scope is one officer's or nobody's.
    pub unattended: Option<Unattended>,
    /// Who has left.
    pub left: LeftManagement,
    /// One row each.
    pub rows: Vec<Listed>,
    /// The words of tiers and officers.
    pub labels: Labels,
}

impl Worklist {
    /// Every row, to fill in names and postcodes.
    pub fn each_row_mut(&mut self) -> impl Iterator<Item = &mut Listed> {
        self.rows.iter_mut()
    }
}

/// The list while offenders stream past.
pub struct Fold<'a> {
    spec: Spec,
    rules: &'a Rules,
    roster: &'a Roster,
    managed: u64,
    buckets: [u64; Bucket::ALL.len()],
    left: LeftManagement,
    no_team: u64,
    rows: Vec<Listed>,
}

impl<'a> Fold<'a> {
    /// An empty list.
    ///
    /// # Errors
    /// [`SpecError::BeforeHistory`] for a day on which the record was not complete.
    pub fn new(spec: Spec, rules: &'a Rules, roster: &'a Roster) -> Result<Fold<'a>, SpecError> {
        within_history(rules, spec.as_of)?;
        let buckets = [0; Bucket::ALL.len()];
        Ok(Fold {
            spec,
            rules,
            roster,
            managed: 0,
            buckets,
            left: LeftManagement::default(),
            no_team: 0,
            rows: Vec::new(),
        })
    }

    /// Takes in one offender, in the scope or not, managed or not; each at most once.
    ///
    /// # Errors
    /// The engine's [`Fault`], for facts that the register refuses to take in.
    pub fn take(&mut self, subject: &Subject) -> Result<(), Fault> {
        let (facts, as_of) = (subject.facts, self.spec.as_of);
        let owner = holding(&facts.owners, as_of).filter(|_| facts.managed_on(as_of));
        self.no_team += u64::from(owner.is_some_and(|key| self.roster.team_on(key, as_of).is_none()));
        if !self.spec.scope.holds(facts, self.roster, as_of) {
            return Ok(());
        }
        if facts.managed_on(as_of) { self.take_managed(subject) } else { self.take_left(facts) }
    }

    fn take_managed(&mut self, subject: &Subject) -> Result<(), Fault> {
        let (facts, as_of) = (subject.facts, self.spec.as_of);
        self.managed += 1;
        let Some(standing) = fold(facts, self.rules, as_of, &mut |_| ())? else { return Ok(()) };
        let row = Row::of(facts, self.rules, self.roster, &standing, as_of);
        self.buckets[row.bucket as usize] += 1;
        let address = holding(&facts.addresses, as_of);
        self.rows.push(Listed {
            key: subject.key,
            reference: subject.reference.to_owned(),
            row,
            address_text: address.map(|address| address.text),
            no_fixed_abode: address.is_some_and(|address| address.no_fixed_abode),
            name: None,
            postcode: None,
        });
        Ok(())
    }

    /// Somebody not managed on the day: counted where management ended of late.
    fn take_left(&mut self, facts: &Facts) -> Result<(), Fault> {
        let as_of = self.spec.as_of;
        let since = as_of.minus_days(LEFT_WITHIN_DAYS);
        let ends = facts.management.iter().filter_map(|period| period.until);
        let Some(until) = ends.filter(|until| since < *until && *until <= as_of).max() else { return Ok(()) };
        let mut missed = None;
        fold(facts, self.rules, until, &mut |event| {
            if let Event::Step(_, Step::ManagementEnded { missed: at_end }) = event {
                missed = at_end;
            }
        })?;
        self.left.left += 1;
        self.left.with_overdue += u64::from(missed.is_some());
        Ok(())
    }

    /// The list, in order.
    ///
    /// # Errors
    /// [`ReportFault::DoesNotAddUp`] where the buckets, the rows or the managed are not the same number.
    pub fn finish(mut self) -> Result<Worklist, ReportFault> {
        adds_up("the buckets and the managed", self.buckets.iter().sum(), self.managed)?;
        adds_up("the rows and the managed", self.rows.len() as u64, self.managed)?;
        self.rows.sort_by(|one, other| order(one).cmp(&order(other)));
        let count = |is: &dyn Fn(&Row) -> bool| self.rows.iter().filter(|listed| is(&listed.row)).count() as u64;
        let unattended = self.spec.scope.spans_officers().then(|| Unattended {
            no_owner: count(&|row| row.owner.is_none()),
            owner_left: count(&|row| row.flags.contains(&Flag::OwnerInactive)),
            no_team: self.no_team,
        });
        let as_of = self.spec.as_of;
        Ok(Worklist {
            as_of,
            scope: self.spec.scope.words(self.roster),
            policy: PolicyName::on(self.rules, as_of),
            has_tolerance: self.rules.book.versions().iter().any(|version| version.policy.tolerance_days > 0),
            managed: self.managed,
            with_overdue: count(&|row| row.with_overdue),
            within_tolerance: count(&|row| row.within_tolerance),
            buckets: Bucket::ALL.iter().copied().zip(self.buckets).collect(),
            unattended,
            left: self.left,
            labels: Labels::of(self.rules, self.roster, as_of, self.rows.iter().filter_map(|listed| listed.row.owner)),
            rows: self.rows,
        })
    }
}

/// The default order: bucket, tier from the greatest risk, due day from the oldest with none last, reference.
fn order(listed: &Listed) -> impl Ord + '_ {
    let row = &listed.row;
    (row.bucket, row.tier_place, row.due.unwrap_or(Day::MAX), &listed.reference)
}
