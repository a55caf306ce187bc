//! The load while offenders stream past, and then the visits of its days.

use std::collections::{BTreeMap, BTreeSet};

use super::crews::Going;
use super::{CREW_DAYS, Carried, Holder, Load, LoadRow, Owed, PerFte, Spec, inherited};
use crate::domain::coverage::Fault;
use crate::domain::day::Day;
use crate::domain::offender::{OfficerKey, TierKey};
use crate::domain::officer::{Role, Roster};
use crate::domain::requirement::{Rules, Standing, fold};
use crate::domain::row::Row;
use crate::domain::visit::Attended;
use crate::report::{Labels, PolicyName, ReportFault, Scope, SpecError, Subject, adds_up, within_history};

/// The load while offenders and visits stream past.
pub struct Fold<'a> {
    as_of: Day,
    scope: Scope,
    rules: &'a Rules,
    roster: &'a Roster,
    /// Every tier of the policy in force, from the greatest risk.
    tiers: Vec<TierKey>,
    managed: u64,
    elsewhere: u64,
    with_overdue: u64,
    carried: BTreeMap<Option<OfficerKey>, Carried>,
    going: Going,
}

impl<'a> Fold<'a> {
    /// Nothing carried yet.
    ///
    /// # Errors
    /// [`SpecError::BeforeHistory`] for a day on which the record was not complete.
    pub fn new(spec: Spec, rules: &'a Rules, roster: &'a Roster) -> Result<Fold<'a>, SpecError> {
        within_history(rules, spec.as_of)?;
        let version = rules.book.on(spec.as_of);
        let tiers = version.policy.tiers.iter().filter_map(|tier| rules.book.tier_key(&tier.id)).collect();
        Ok(Fold {
            as_of: spec.as_of,
            scope: spec.team.map_or(Scope::All, Scope::Team),
            rules,
            roster,
            tiers,
            managed: 0,
            elsewhere: 0,
            with_overdue: 0,
            carried: BTreeMap::new(),
            going: Going::default(),
        })
    }

    /// Takes in one offender, managed or not; each at most once.
    ///
    /// # Errors
    /// The engine's [`Fault`], for facts that the register refuses to take in.
    pub fn take(&mut self, subject: &Subject) -> Result<(), Fault> {
        let (facts, as_of) = (subject.facts, self.as_of);
        let managed = u64::from(facts.managed_on(as_of));
        if !self.scope.holds(facts, self.roster, &[], as_of) {
            self.elsewhere += managed;
            return Ok(());
        }
        self.managed += managed;
        let Some(standing) = fold(facts, self.rules, as_of, &mut |_| ())? else { return Ok(()) };
        let row = Row::of(facts, self.rules, self.roster, &standing, as_of);
        let tiers = self.tiers.len();
        let place = row.tier.and_then(|tier| self.tiers.iter().position(|known| *known == tier)).unwrap_or(tiers);
        let carried = self.carried.entry(row.owner).or_insert_with(|| none(tiers));
        carried.cases += 1;
        carried.by_tier[place] += 1;
        self.with_overdue += u64::from(row.with_overdue);
        if let Some((oldest, owed)) = owed(&row, &standing, as_of) {
            let cadence = self.rules.book.on(as_of).tier(standing.tier).map_or(standing.interval, |tier| tier.cadence);
            let inherited = inherited(facts, oldest, cadence, as_of);
            let apart = if inherited { &mut carried.inherited } else { &mut carried.own };
            apart.add(owed);
        }
        Ok(())
    }

    /// The first day of which visits are asked for; the last is the as-of day.
    pub fn crews_from(&self) -> Day {
        self.as_of.minus_days(CREW_DAYS - 1)
    }

    /// Takes in one visit of those days, in any order; each once. Of a team, those that one of its officers attended.
    pub fn attended(&mut self, visit: &Attended) {
        if visit.day < self.crews_from() || self.as_of < visit.day {
            return;
        }
        let of_scope = match &self.scope {
            Scope::Team(team) => visit.officers.iter().any(|key| self.is_of(*key, team)),
            _ => true,
        };
        if of_scope {
            let crew_size = self.rules.book.on(visit.day).policy.practice.crew_size;
            self.going.take(visit, self.roster, crew_size);
        }
    }

    fn is_of(&self, officer: OfficerKey, team: &str) -> bool {
        self.roster.team_on(officer, self.as_of) == Some(team)
    }

    /// The load.
    ///
    /// # Errors
    /// [`ReportFault::DoesNotAddUp`] where the rows do not add up to the managed, or a row's levels to its cases, or what
    /// is owed to the rows with a requirement overdue.
    pub fn finish(self) -> Result<Load, ReportFault> {
        let as_of = self.as_of;
        let rows = self.rows();
        let mut total = none(self.tiers.len());
        for row in &rows {
            adds_up("a row's risk levels and its cases", row.carried.by_tier.iter().sum(), row.carried.cases)?;
            sum(&mut total, &row.carried);
        }
        adds_up("the rows and the managed", total.cases, self.managed)?;
        adds_up("what is owed and the rows with a visit overdue", total.owed().cases, self.with_overdue)?;
        let shares = rows.iter().filter_map(|row| row.per_fte);
        let (cases, share) = shares.fold((0, 0), |(cases, share), of| (cases + of.cases, share + of.fte_hundredths));
        Ok(Load {
            as_of,
            scope: self.scope.words(self.roster),
            policy: PolicyName::on(self.rules, as_of),
            cases_per_fte: self.rules.book.on(as_of).policy.practice.cases_per_fte,
            managed: self.managed,
            elsewhere: self.elsewhere,
            total,
            per_fte: PerFte::of(cases, share),
            crews_from: self.crews_from(),
            crews: self.going.crews(),
            labels: Labels::on(self.rules, self.roster, as_of),
            rows,
            tiers: self.tiers,
        })
    }

    /// Every row, in order.
    fn rows(&self) -> Vec<LoadRow> {
        let of_scope = |key: &OfficerKey| match &self.scope {
            Scope::Team(team) => self.is_of(*key, team),
            _ => true,
        };
        let mut holders: Vec<Option<OfficerKey>> = self.carried.keys().copied().collect();
        let in_service = |key: &OfficerKey| matches!(self.holder(Some(*key)), Holder::InService(_, record) if record.role == Role::Officer);
        let officers = self.roster.iter().map(|(key, _)| key).filter(in_service);
        let also: BTreeSet<OfficerKey> = officers.chain(self.going.officers()).filter(of_scope).collect();
        holders.extend(also.into_iter().map(Some).filter(|key| !self.carried.contains_key(key)));
        let mut rows: Vec<LoadRow> = holders.into_iter().map(|holder| self.row(holder)).collect();
        let id = |row: &LoadRow| row.holder.officer().map(|key| self.roster.id(key).to_owned());
        rows.sort_by_cached_key(|row| (place(&row.holder), id(row), row.holder.officer()));
        rows
    }

    fn row(&self, officer: Option<OfficerKey>) -> LoadRow {
        let carried = self.carried.get(&officer).cloned().unwrap_or_else(|| none(self.tiers.len()));
        let company = officer.map(|key| self.going.of(key)).unwrap_or_default();
        let holder = self.holder(officer);
        // Whoever went along once, and has no cases and is none who carries them, lightens nobody's load.
        let carries =
            carried.cases > 0 || matches!(&holder, Holder::InService(_, record) if record.role == Role::Officer);
        let per_fte = officer.filter(|_| carries);
        let per_fte = per_fte.and_then(|key| PerFte::of_officer(carried.cases, key, self.roster, self.as_of));
        LoadRow { holder, carried, per_fte, company }
    }

    fn holder(&self, officer: Option<OfficerKey>) -> Holder {
        let Some(key) = officer else { return Holder::Nobody };
        let record = self.roster.get(key).and_then(|officer| officer.on(self.as_of));
        match record {
            None => Holder::NotOnFile(key),
            Some(record) => match record.active_until.filter(|until| *until <= self.as_of) {
                Some(until) => Holder::Left(key, until),
                None => Holder::InService(key, record.clone()),
            },
        }
    }
}

/// The oldest unmet due day and what is owed; none where nothing is overdue.
fn owed(row: &Row, standing: &Standing, as_of: Day) -> Option<(Day, Owed)> {
    let oldest = standing.oldest.filter(|_| row.with_overdue)?;
    let (days, calendar_days) = (u64::from(row.days_overdue), u64::from(as_of.days_after(oldest)));
    Some((oldest, Owed { cases: 1, days, calendar_days }))
}

fn none(tiers: usize) -> Carried {
    Carried { by_tier: vec![0; tiers + 1], ..Carried::default() }
}

fn sum(total: &mut Carried, of: &Carried) {
    total.cases += of.cases;
    total.by_tier.iter_mut().zip(&of.by_tier).for_each(|(total, of)| *total += of);
    total.own.add(of.own);
    total.inherited.add(of.inherited);
}

/// In service, left, not on file, nobody.
fn place(holder: &Holder) -> u8 {
    match holder {
        Holder::InService(..) => 0,
        Holder::Left(..) => 1,
        Holder::NotOnFile(_) => 2,
        Holder::Nobody => 3,
    }
}
