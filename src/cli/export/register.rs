//! The register row by row: what counts, as an extract has it.

use std::collections::BTreeMap;

use super::super::database::Reading;
use super::super::error::{CliError, Kind};
use super::Sheets;
use crate::domain::cadence::Interval;
use crate::domain::day::Day;
use crate::domain::extract::File;
use crate::domain::fact::Fact;
use crate::domain::offender::{Facts, OffenderKey, OfficerKey, PlanKind};
use crate::domain::officer::OfficerRecord;
use crate::domain::pattern::Written;
use crate::domain::visit::Premises;
use crate::render::extract::{day, period, share, time, yes_no};
use crate::store::detail::VisitDetail;
use crate::store::{Scope, StoreError};

/// What an extract has no column for, by what it is.
#[derive(Default)]
pub(super) struct Left {
    counts: BTreeMap<&'static str, u64>,
}

impl Left {
    fn add(&mut self, what: &'static str, count: usize) {
        if count > 0 {
            *self.counts.entry(what).or_default() += count as u64;
        }
    }

    /// How many of what.
    pub(super) fn sentences(&self) -> Vec<(u64, &'static str)> {
        self.counts.iter().map(|(what, count)| (*count, *what)).collect()
    }
}

/// A register being written.
pub(super) struct Register<'a> {
    reading: &'a Reading<'a>,
    sheets: Sheets,
    left: Left,
    ids: BTreeMap<OfficerKey, String>,
    written: Written,
}

impl<'a> Register<'a> {
    pub(super) fn new(reading: &'a Reading<'a>, sheets: Sheets) -> Result<Register<'a>, StoreError> {
        let written = reading.snapshot.written(&reading.rules.book)?;
        Ok(Register { reading, sheets, left: Left::default(), ids: BTreeMap::new(), written })
    }

    pub(super) fn end(self) -> (Sheets, Left) {
        (self.sheets, self.left)
    }

    /// Everybody, one at a time.
    pub(super) fn write(&mut self) -> Result<(), CliError> {
        let reading = self.reading;
        self.officers()?;
        self.kept_here()?;
        reading.snapshot.each_offender(Scope::All, |key, reference, facts| self.offender(key, reference, facts))
    }

    /// What is no offender's, and is this database's own.
    fn kept_here(&mut self) -> Result<(), CliError> {
        let snapshot = &self.reading.snapshot;
        let many = |count: i64| usize::try_from(count).unwrap_or_default();
        let entries = snapshot.trail().length()?;
        let (covers, accounts) = (snapshot.covers()?.len(), snapshot.bindings()?.len());
        let (entered, proposals) = (many(snapshot.entered()?), many(snapshot.proposals()?));
        self.left.add("covers of one officer by another", covers);
        self.left.add("accounts bound to officers", accounts);
        self.left.add("visits said to be entered in the national register", entered);
        self.left.add("proposals, open or settled", proposals);
        self.left.add("entries of the trail", many(entries));
        Ok(())
    }

    fn row(&mut self, file: File, cells: &[&str]) -> Result<(), CliError> {
        let sheet = self.sheets.get_mut(&file).ok_or_else(|| CliError::new(Kind::Fault, "a file was not opened"))?;
        Ok(sheet.row(cells)?)
    }

    fn officers(&mut self) -> Result<(), CliError> {
        let reading = self.reading;
        for (key, officer) in reading.roster.iter() {
            let known = reading.snapshot.history_of_officer(key)?;
            let facts: Vec<Fact> =
                known.into_iter().filter(|stored| stored.superseded_by.is_none()).filter_map(|it| it.fact).collect();
            for record in &officer.records {
                let from = Some(record.from).filter(|from| *from != Day::MIN);
                let written = facts.iter().rev().find_map(|fact| as_recorded(fact, from, &record.what));
                let (name, accredited) = match written {
                    Some((name, accredited)) => (Some(name), accredited),
                    None => (reading.snapshot.officer_name(key)?, Some(record.what.accredited)),
                };
                self.officer((&officer.id, &name.unwrap_or_default()), from, &record.what, accredited)?;
            }
        }
        Ok(())
    }

    fn officer(
        &mut self,
        (id, name): (&str, &str),
        from: Option<Day>,
        record: &OfficerRecord,
        accredited: Option<bool>,
    ) -> Result<(), CliError> {
        let (share, until, from) = (share(record), day(record.active_until), day(from));
        let accredited = yes_no(accredited);
        self.row(File::Officers, &[id, name, &record.team, record.role.as_str(), accredited, &share, &until, &from])
    }

    fn id(&mut self, officer: OfficerKey) -> Result<String, StoreError> {
        if let Some(id) = self.ids.get(&officer) {
            return Ok(id.clone());
        }
        let id = self.reading.snapshot.officer_id(officer)?;
        self.ids.insert(officer, id.clone());
        Ok(id)
    }

    fn offender(&mut self, key: OffenderKey, reference: &str, facts: &Facts) -> Result<(), CliError> {
        let snapshot = &self.reading.snapshot;
        let person = snapshot.person(key)?;
        self.left.add(
            "people whose names were removed by law: they read [removed]",
            snapshot.removals_of(key)?.len().min(1),
        );
        let family = person.family.unwrap_or_else(|| "[removed]".to_owned());
        let born = day(person.born);
        self.row(File::Offenders, &[reference, &family, person.given.as_deref().unwrap_or_default(), &born])?;
        for managed in &facts.management {
            let (from, until) = period(*managed);
            self.row(File::Management, &[reference, &from, &until])?;
        }
        self.places(reference, facts)?;
        for owner in &facts.owners {
            let id = self.id(owner.what)?;
            self.row(File::Owners, &[reference, &owner.from.to_string(), &id])?;
        }
        for status in &facts.statuses {
            let (from, until) = period(status.period);
            self.row(File::Statuses, &[reference, status.status.as_str(), &from, &until])?;
        }
        self.levels_and_plans(key, reference)?;
        for visit in snapshot.visits_of(key)?.iter().filter(|visit| visit.paired_with.is_none()) {
            self.visit(reference, visit)?;
        }
        self.beside(facts);
        Ok(())
    }

    fn places(&mut self, reference: &str, facts: &Facts) -> Result<(), CliError> {
        for place in &facts.addresses {
            let text = self.reading.snapshot.address(place.what.text)?;
            let (address, postcode) = (text.address.unwrap_or_default(), text.postcode.unwrap_or_default());
            let nfa = yes_no(Some(place.what.no_fixed_abode));
            self.row(File::Addresses, &[reference, &place.from.to_string(), &address, &postcode, nfa])?;
        }
        Ok(())
    }

    fn levels_and_plans(&mut self, key: OffenderKey, reference: &str) -> Result<(), CliError> {
        let reading = self.reading;
        for level in reading.snapshot.tiers_of(key)? {
            let by = self.id(level.set_by)?;
            let (from, tier) = (level.from.to_string(), reading.rules.book.tier_id(level.tier));
            self.row(File::Tiers, &[reference, &from, tier, &by, level.reason.as_deref().unwrap_or_default()])?;
        }
        let plans = reading.snapshot.plans_of(key)?;
        let facts = if plans.is_empty() { Vec::new() } else { reading.snapshot.history(key)? };
        let written: Vec<Fact> =
            facts.into_iter().filter(|stored| stored.superseded_by.is_none()).filter_map(|it| it.fact).collect();
        for planned in plans {
            let plan = planned.plan;
            let (kind, every) = match plan.kind {
                PlanKind::Interval(every) => ("interval", as_written(&written, every)),
                PlanKind::Reactive => ("reactive", String::new()),
            };
            let ((from, until), by) = (period(plan.period), self.id(planned.authorised_by)?);
            let (why, review) = (planned.reason.unwrap_or_default(), day(plan.review_by));
            self.row(File::Plans, &[reference, kind, &from, &until, &every, &by, &why, &review])?;
        }
        Ok(())
    }

    fn visit(&mut self, reference: &str, detail: &VisitDetail) -> Result<(), CliError> {
        let visit = &detail.visit;
        let officers = detail.officers.iter().map(|officer| self.id(*officer));
        let officers = officers.collect::<Result<Vec<_>, _>>()?.join(";");
        let premises = match visit.premises {
            Premises::NotRecorded => "",
            recorded => recorded.as_str(),
        };
        // Of one recorded here, that day is what this register says of it, as a source.
        let recorded_on = detail.recorded_on.or(self.written.on(&detail.visit).map(|(day, _)| day));
        self.row(
            File::Visits,
            &[
                &detail.reference,
                reference,
                &visit.day.to_string(),
                &time(visit.time),
                visit.outcome.as_str(),
                yes_no(visit.announced),
                &officers,
                premises,
                yes_no(visit.entry_sought),
                &day(recorded_on),
            ],
        )?;
        self.left.add("visits with children seen or not, by number", usize::from(detail.children.is_some()));
        self.left.add("notes of visits", usize::from(detail.note.is_some()));
        self.left.add("reasons why a visit was announced", usize::from(detail.announced_because.is_some()));
        self.left.add("people of other agencies at visits", detail.agencies.len());
        self.left.add("leave given to go alone", usize::from(detail.alone_authorised_by.is_some()));
        Ok(())
    }

    fn beside(&mut self, facts: &Facts) {
        let work = &facts.work;
        self.left.add("referrals", work.referrals.len());
        self.left.add("days on which an absence was looked into", work.confirmations.len());
        self.left.add("decisions, with their stages", work.decisions.len());
        self.left.add("directions", work.directions.len());
        self.left.add("bookings", work.bookings.len());
        self.left.add("warnings", work.markers.len());
    }
}

/// The rule of a plan's own cadence, as it was written for this person where it was.
fn as_written(facts: &[Fact], interval: Interval) -> String {
    let rule = facts.iter().rev().find_map(|fact| match fact {
        Fact::Plan { every: Some(every), .. } if Interval::parse(every) == Ok(interval) => Some(every.clone()),
        _ => None,
    });
    rule.unwrap_or_else(|| interval.to_rule())
}

/// The name that a record of an officer has, and whether it says that they are accredited, where it says anything of that.
fn as_recorded(fact: &Fact, since: Option<Day>, record: &OfficerRecord) -> Option<(String, Option<bool>)> {
    match fact {
        Fact::Officer { from, name, team, role, accredited, active_until, .. }
            if (*from, team, *role, *active_until) == (since, &record.team, record.role, record.active_until)
                && accredited.unwrap_or(false) == record.accredited =>
        {
            Some((name.clone(), *accredited))
        }
        _ => None,
    }
}
