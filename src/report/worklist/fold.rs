//! The fold that makes a worklist.

use std::collections::BTreeMap;

use super::today::{open_bookings, today};
use super::{Gone, LEFT_WITHIN_DAYS, LeftManagement, Listed, Spec, Unattended, Worklist};
use crate::domain::coverage::Fault;
use crate::domain::day::Day;
use crate::domain::notice::{Notice, Told, children, notices};
use crate::domain::offender::{OfficerKey, holding};
use crate::domain::officer::{Cover, Roster, carried};
use crate::domain::requirement::{Event, Rules, Step, fold};
use crate::domain::row::{Bucket, Flag, Row};
use crate::domain::work::Booking;
use crate::report::{Labels, PolicyName, ReportFault, Scope, SpecError, Subject, adds_up, within_history};

/// The list while offenders stream past.
pub struct Fold<'a> {
    spec: Spec,
    carried: Vec<OfficerKey>,
    rules: &'a Rules,
    roster: &'a Roster,
    managed: u64,
    buckets: [u64; Bucket::ALL.len()],
    left: LeftManagement,
    no_team: u64,
    children_elsewhere: u64,
    decisions_elsewhere: u64,
    rows: Vec<Listed>,
    gone: Vec<Gone>,
    beside: Vec<Listed>,
}

impl<'a> Fold<'a> {
    /// An empty list.
    ///
    /// # Errors
    /// [`SpecError::BeforeHistory`] for a day on which the record was not complete.
    pub fn new(spec: Spec, rules: &'a Rules, roster: &'a Roster) -> Result<Fold<'a>, SpecError> {
        within_history(rules, spec.now.day)?;
        Ok(Fold {
            carried: carried(&spec.scope.members(roster, spec.now.day), &spec.covers, spec.now.day),
            spec,
            rules,
            roster,
            managed: 0,
            buckets: [0; Bucket::ALL.len()],
            left: LeftManagement::default(),
            no_team: 0,
            children_elsewhere: 0,
            decisions_elsewhere: 0,
            rows: Vec::new(),
            gone: Vec::new(),
            beside: Vec::new(),
        })
    }

    fn as_of(&self) -> Day {
        self.spec.now.day
    }

    /// Takes in one offender, in the scope or not, managed or not; each at most once.
    ///
    /// # Errors
    /// The engine's [`Fault`], for facts that the register refuses to take in.
    pub fn take(&mut self, subject: &Subject) -> Result<(), Fault> {
        let (facts, as_of) = (subject.facts, self.as_of());
        let managed = facts.managed_on(as_of);
        let owner = holding(&facts.owners, as_of);
        let no_team = owner.is_none_or(|key| self.roster.team_on(key, as_of).is_none());
        self.no_team += u64::from(managed && owner.is_some() && no_team);
        if !self.spec.scope.holds(facts, self.roster, &self.carried, as_of) {
            if no_team && matches!(self.spec.scope, Scope::Team(_)) {
                self.children_elsewhere += children(facts, self.spec.now).len() as u64;
                if managed && let Some(listed) = self.listed(subject)? {
                    let decides =
                        |told: &&Told| matches!(told.notice(), Notice::DecisionWanted | Notice::DirectionBroken);
                    self.decisions_elsewhere += listed.notices.iter().filter(decides).count() as u64;
                }
            }
            return if managed { self.take_beside(subject) } else { Ok(()) };
        }
        if managed { self.take_managed(subject) } else { self.take_left(subject) }
    }

    fn take_managed(&mut self, subject: &Subject) -> Result<(), Fault> {
        self.managed += 1;
        let Some(listed) = self.listed(subject)? else { return Ok(()) };
        self.buckets[listed.row.bucket as usize] += 1;
        self.rows.push(listed);
        Ok(())
    }

    /// Somebody else's case that is booked today with an officer whose list this is.
    fn take_beside(&mut self, subject: &Subject) -> Result<(), Fault> {
        let (own, as_of) = (self.spec.scope.own(), self.as_of());
        if own.is_empty() || subject.facts.work.bookings.is_empty() {
            return Ok(());
        }
        let names = |booking: &Booking| booking.officers.iter().any(|officer| own.contains(officer));
        let open = open_bookings(subject.facts, as_of);
        if open.iter().any(|booking| booking.day == as_of && names(booking)) {
            self.beside.extend(self.listed(subject)?);
        }
        Ok(())
    }

    fn listed(&self, subject: &Subject) -> Result<Option<Listed>, Fault> {
        let (facts, as_of) = (subject.facts, self.as_of());
        let Some(standing) = fold(facts, self.rules, as_of, &mut |_| ())? else { return Ok(None) };
        let row = Row::of(facts, self.rules, self.roster, &standing, as_of);
        let notices = notices(facts, self.rules, &standing, self.spec.now);
        let bookings = open_bookings(facts, as_of);
        let address = holding(&facts.addresses, as_of);
        let covers = |cover: &&Cover| Some(cover.officer) == row.owner && cover.period.covers(as_of);
        Ok(Some(Listed {
            key: subject.key,
            reference: subject.reference.to_owned(),
            markers: facts.work.markers_on(as_of),
            today: today(&row, &notices, &bookings, as_of),
            covered: self.spec.covers.iter().filter(covers).copied().collect(),
            address_text: address.map(|address| address.text),
            no_fixed_abode: address.is_some_and(|address| address.no_fixed_abode),
            row,
            notices,
            bookings,
            name: None,
            postcode: None,
            visit_refs: BTreeMap::new(),
        }))
    }

    /// Somebody not managed on the day: kept where children were seen and nothing followed, counted where management
    /// ended of late.
    fn take_left(&mut self, subject: &Subject) -> Result<(), Fault> {
        let (facts, as_of) = (subject.facts, self.as_of());
        let notices = children(facts, self.spec.now);
        if !notices.is_empty() {
            let (key, reference) = (subject.key, subject.reference.to_owned());
            let owner = holding(&facts.owners, as_of);
            self.gone.push(Gone { key, reference, owner, notices, name: None, visit_refs: BTreeMap::new() });
        }
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
        self.beside.sort_by(|one, other| order(one).cmp(&order(other)));
        self.gone.sort_by(|one, other| one.reference.cmp(&other.reference));
        let count = |is: &dyn Fn(&Row) -> bool| self.rows.iter().filter(|listed| is(&listed.row)).count() as u64;
        let unattended = self.spec.scope.spans_officers().then(|| Unattended {
            no_owner: count(&|row| row.owner.is_none()),
            owner_left: count(&|row| row.flags.contains(&Flag::OwnerInactive)),
            no_team: self.no_team,
            children: self.children_elsewhere,
            decisions: self.decisions_elsewhere,
        });
        let as_of = self.as_of();
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
            labels: Labels::of(self.rules, self.roster, as_of, self.named().into_iter()),
            rows: self.rows,
            gone: self.gone,
            beside: self.beside,
            not_entered: Vec::new(),
            own: self.spec.scope.own(),
        })
    }

    /// Every officer whom the list names.
    fn named(&self) -> Vec<OfficerKey> {
        let mut named: Vec<OfficerKey> = self.gone.iter().filter_map(|gone| gone.owner).collect();
        for listed in self.rows.iter().chain(&self.beside) {
            named.extend(listed.row.owner);
            named.extend(listed.covered.iter().map(|cover| cover.cover));
            named.extend(listed.bookings.iter().flat_map(|booking| &booking.officers));
            named.extend(listed.notices.iter().flat_map(Told::officers));
        }
        named
    }
}

/// The default order: bucket, tier from the greatest risk, due day from the oldest with none last, reference.
fn order(listed: &Listed) -> impl Ord + '_ {
    let row = &listed.row;
    (row.bucket, row.tier_place, row.due.unwrap_or(Day::MAX), &listed.reference)
}
