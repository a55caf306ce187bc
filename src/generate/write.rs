//! The files of the extract, written row by row.

use std::fs::File;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use chrono::{Datelike, NaiveDate};
use csv::Writer;

use super::facts::{Facts, World};
use super::officers::Officer;
use super::{GenerateError, Shape, Summary};

const BUFFER: usize = 1 << 16;

/// One file, and how many rows it has been given.
struct Sheet {
    path: PathBuf,
    writer: Writer<File>,
    rows: u64,
}

impl Sheet {
    fn create(dir: &Path, name: &str, columns: &[&str]) -> Result<Self, GenerateError> {
        let path = dir.join(name);
        let file = File::create_new(&path).map_err(|error| GenerateError::Io(path.clone(), error))?;
        let writer = csv::WriterBuilder::new().buffer_capacity(BUFFER).from_writer(file);
        let mut sheet = Self { path, writer, rows: 0 };
        sheet.row(columns)?;
        sheet.rows = 0;
        Ok(sheet)
    }

    fn row(&mut self, cells: &[&str]) -> Result<(), GenerateError> {
        self.rows += 1;
        self.writer.write_record(cells).map_err(|error| GenerateError::Io(self.path.clone(), error.into()))
    }

    fn finish(mut self) -> Result<u64, GenerateError> {
        self.writer.flush().map_err(|error| GenerateError::Io(self.path.clone(), error))?;
        Ok(self.rows)
    }
}

/// The open files of an extract.
pub(super) struct Extract {
    officers: u64,
    offenders: Sheet,
    management: Sheet,
    addresses: Sheet,
    tiers: Sheet,
    owners: Sheet,
    /// None in a plain register, which has no such files.
    passing: Option<(Sheet, Sheet)>,
    visits: Sheet,
}

impl Extract {
    /// Opens every file, and writes those that do not depend on the offenders.
    pub(super) fn create(dir: &Path, world: &World) -> Result<Self, GenerateError> {
        about(dir, world)?;
        let passing = match world.spec.shape {
            Shape::Plain => None,
            Shape::Realistic => Some((
                Sheet::create(dir, "statuses.csv", &["offender_ref", "status", "from", "until"])?,
                Sheet::create(
                    dir,
                    "plans.csv",
                    &["offender_ref", "kind", "from", "until", "every", "authorised_by", "reason", "review_by"],
                )?,
            )),
        };
        Ok(Self {
            officers: officers(dir, world)?,
            offenders: Sheet::create(
                dir,
                "offenders.csv",
                &["offender_ref", "family_name", "given_names", "date_of_birth"],
            )?,
            management: Sheet::create(dir, "management.csv", &["offender_ref", "from", "until"])?,
            addresses: Sheet::create(
                dir,
                "addresses.csv",
                &["offender_ref", "from", "address", "postcode", "no_fixed_abode"],
            )?,
            tiers: Sheet::create(dir, "tiers.csv", &["offender_ref", "from", "tier", "set_by", "reason"])?,
            owners: Sheet::create(dir, "owners.csv", &["offender_ref", "from", "officer_id"])?,
            passing,
            visits: Sheet::create(dir, "visits.csv", &VISIT_COLUMNS)?,
        })
    }

    pub(super) fn offender(&mut self, world: &World, facts: &Facts) -> Result<(), GenerateError> {
        let reference = format!("R{:06}", facts.index + 1);
        self.standing(world, facts, &reference)?;
        self.passing(facts, &reference)?;
        self.visits(facts, &reference)
    }

    fn standing(&mut self, world: &World, facts: &Facts, reference: &str) -> Result<(), GenerateError> {
        let person = &facts.person;
        self.offenders.row(&[reference, &person.family, &person.given.join(" "), &maybe(person.recorded_birth)])?;
        for span in &facts.managements {
            self.management.row(&[reference, &iso(span.from), &maybe(span.until)])?;
        }
        for held in &facts.addresses {
            let place = &held.place;
            let nfa = yes_no(place.no_fixed_abode);
            self.addresses.row(&[reference, &iso(held.from), &place.address, &place.postcode, nfa])?;
        }
        for set in &facts.tiers {
            self.tiers.row(&[reference, &iso(set.from), set.tier.id(), &set.set_by, set.reason])?;
        }
        for owner in &facts.owners {
            self.owners.row(&[reference, &iso(owner.from), world.roster.id(owner.officer)])?;
        }
        Ok(())
    }

    fn passing(&mut self, facts: &Facts, reference: &str) -> Result<(), GenerateError> {
        let Some((statuses, plans)) = &mut self.passing else { return Ok(()) };
        for absence in &facts.absences {
            let span = absence.span;
            statuses.row(&[reference, absence.status.id(), &iso(span.from), &maybe(span.until)])?;
        }
        for plan in &facts.plans {
            let kind = if plan.every.is_some() { "interval" } else { "reactive" };
            let every = plan.every.map_or(String::new(), |every| every.rule());
            let (from, until) = (iso(plan.span.from), maybe(plan.span.until));
            let review_by = maybe(plan.review_by);
            plans.row(&[reference, kind, &from, &until, &every, &plan.authorised_by, plan.reason, &review_by])?;
        }
        Ok(())
    }

    fn visits(&mut self, facts: &Facts, reference: &str) -> Result<(), GenerateError> {
        for visit in &facts.visits {
            let time = visit.time.map_or(String::new(), |(hour, minute)| format!("{hour:02}:{minute:02}"));
            self.visits.row(&[
                &format!("V{:07}", self.visits.rows + 1),
                reference,
                &iso(visit.day),
                &time,
                visit.outcome,
                visit.announced,
                &visit.officers.join(";"),
                visit.premises,
                visit.entry_sought,
                &maybe(visit.recorded_on),
            ])?;
        }
        Ok(())
    }

    pub(super) fn finish(self) -> Result<Summary, GenerateError> {
        let (statuses, plans) = match self.passing {
            Some((statuses, plans)) => (statuses.finish()?, plans.finish()?),
            None => (0, 0),
        };
        Ok(Summary {
            officers: self.officers,
            offenders: self.offenders.finish()?,
            management: self.management.finish()?,
            addresses: self.addresses.finish()?,
            tiers: self.tiers.finish()?,
            owners: self.owners.finish()?,
            statuses,
            plans,
            visits: self.visits.finish()?,
        })
    }
}

const VISIT_COLUMNS: [&str; 10] = [
    "visit_ref",
    "offender_ref",
    "date",
    "time",
    "outcome",
    "announced",
    "officers",
    "premises",
    "entry_sought",
    "recorded_on",
];

fn about(dir: &Path, world: &World) -> Result<(), GenerateError> {
    let path = dir.join("extract.toml");
    let (taken_on, history_from, seed) = (world.last_day(), world.history_from, world.spec.seed);
    let text = format!(
        "taken_on = {}\nhistory_from = {}\nsource = \"invented register, seed {seed}\"\n",
        iso(taken_on),
        iso(history_from)
    );
    let written = File::create_new(&path).and_then(|mut file| file.write_all(text.as_bytes()));
    written.map_err(|error| GenerateError::Io(path, error))
}

fn officers(dir: &Path, world: &World) -> Result<u64, GenerateError> {
    let columns = ["officer_id", "name", "team", "role", "accredited", "fte", "active_until", "from"];
    let mut sheet = Sheet::create(dir, "officers.csv", &columns)?;
    for officer in &world.roster.people {
        let mut from = officer.joined;
        if let Some((team, came)) = &officer.moved {
            officer_row(&mut sheet, officer, team, from)?;
            from = Some(*came);
        }
        officer_row(&mut sheet, officer, &officer.team, from)?;
    }
    sheet.finish()
}

fn officer_row(sheet: &mut Sheet, officer: &Officer, team: &str, from: Option<NaiveDate>) -> Result<(), GenerateError> {
    let share = officer.share.map_or(String::new(), |tenths| format!("{}.{}", tenths / 10, tenths % 10));
    let accredited = yes_no(officer.accredited);
    let (left, from) = (maybe(officer.left), maybe(from));
    sheet.row(&[&officer.id, &officer.name, team, officer.role, accredited, &share, &left, &from])
}

fn yes_no(is: bool) -> &'static str {
    if is { "yes" } else { "no" }
}

fn maybe(day: Option<NaiveDate>) -> String {
    day.map_or(String::new(), iso)
}

/// As `2025-03-31`, in a fraction of the time of a format string read again for each.
fn iso(day: NaiveDate) -> String {
    format!("{:04}-{:02}-{:02}", day.year(), day.month(), day.day())
}
