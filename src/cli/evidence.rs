//! `homevisit evidence`: failed attempts, as a court would want them.

use clap::Args;

use super::World;
use super::database::{self, Asked, Reading};
use super::error::CliError;
use super::taken::{self, Answer, TakingPage};
use crate::domain::day::Day;
use crate::domain::offender::{Facts, OffenderKey};
use crate::render;
use crate::render::evidence::Whom;
use crate::report::evidence::{Entry, Evidence, Made, Materials, Recorded};
use crate::store::act::{Act, ActKind};
use crate::store::{FactKind, Stored};

/// The failed attempts since last seen, as a court would want them
///
/// Each with day, time, address as notified, outcome, whether entry was sought, who attended and when it was recorded;
/// how many at each address; what was decided; what of the record was set right since. It names the offender and the
/// addresses.
#[derive(Args)]
#[command(before_help = "Example:\n  homevisit evidence R000123")]
pub struct Arguments {
    /// The offender's reference
    reference: String,
    /// As at this day [default: today in the policy's time zone]
    #[arg(long, value_name = "DAY")]
    as_of: Option<Day>,
    #[command(flatten)]
    taking: TakingPage,
}

pub(super) fn run(arguments: &Arguments, world: &World) -> Result<(), CliError> {
    let way = arguments.taking.check()?;
    let mut store = database::open(world)?;
    let reading = Reading::open(&store, world, arguments.as_of)?;
    let offender = reading.offender(&arguments.reference)?;
    let evidence = evidence(&reading, offender)?;
    let (name, born) = (reading.name(offender)?, reading.snapshot.person(offender)?.born);
    let whom = Whom { reference: &arguments.reference, name: &name, born };
    let (remarks, accounts) = (reading.said()?, reading.accounts()?);
    drop(reading);
    let answer = Answer {
        rows: evidence.attempts.len(),
        about: Some(&arguments.reference),
        accounts,
        remarks: &remarks,
        aside: "",
        table: &|width| render::evidence::text(&evidence, whom, width),
        json: &|out| render::evidence_json::json(&evidence, whom, accounts, out),
        csv: &taken::no_csv,
        paper: &|| render::evidence::paper(&evidence, whom),
    };
    taken::give(&mut store, world, &way, &answer)
}

fn evidence(reading: &Reading<'_>, offender: OffenderKey) -> Result<Evidence, CliError> {
    let mut facts = Facts::default();
    reading.each(Asked::One(offender), |subject| {
        facts = subject.facts.up_to(reading.as_of);
        Ok(())
    })?;
    let mut evidence = Evidence::of(&Materials {
        facts: &facts,
        rules: &reading.rules,
        roster: &reading.roster,
        as_of: reading.as_of,
        visits: visits(reading, offender)?,
        entries: entries(reading, offender)?,
    });
    for place in &mut evidence.places {
        if let Some(text) = place.text {
            let text = reading.snapshot.address(text)?;
            (place.address, place.postcode) = (text.address, text.postcode);
        }
    }
    Ok(evidence)
}

/// The visits that count, one of two records of one visit.
fn visits(reading: &Reading<'_>, offender: OffenderKey) -> Result<Vec<Made>, CliError> {
    let mut made = Vec::new();
    for visit in reading.snapshot.visits_of(offender)?.into_iter().filter(|visit| visit.paired_with.is_none()) {
        let officers = visit.officers.iter().map(|officer| reading.snapshot.officer_id(*officer));
        made.push(Made {
            officers: officers.collect::<Result<_, _>>()?,
            recorded: recorded(reading, &visit.recorded),
            reference: visit.reference,
            visit: visit.visit,
            agencies: visit.agencies,
            source_wrote: visit.recorded_on,
        });
    }
    Ok(made)
}

fn entries(reading: &Reading<'_>, offender: OffenderKey) -> Result<Vec<Entry>, CliError> {
    let bears = |stored: &Stored| matches!(stored.name.kind, FactKind::Visit | FactKind::Decision | FactKind::Stage);
    let mut entries = Vec::new();
    for stored in reading.snapshot.history(offender)?.into_iter().filter(bears) {
        let act = reading.snapshot.act_of(&stored)?;
        entries.push(Entry {
            name: stored.name,
            recorded: recorded(reading, &act),
            fact: stored.fact,
            supersedes: stored.supersedes,
            superseded_by: stored.superseded_by,
        });
    }
    Ok(entries)
}

fn recorded(reading: &Reading<'_>, act: &Act) -> Recorded {
    let zone = reading.rules.zone_at(act.moment.day_in(chrono_tz::UTC));
    Recorded {
        at: act.moment.at_in(zone),
        by: act.actor.clone(),
        because: act.reason.clone(),
        of_an_extract: act.kind == ActKind::Import,
    }
}
