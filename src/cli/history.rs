//! `homevisit history`: everything ever recorded of a person.

use clap::Args;

use super::World;
use super::database::{self, Known, Reading};
use super::error::CliError;
use super::taken::{self, Answer, TakingPage};
use crate::domain::deed::About;
use crate::domain::fact::FactRef;
use crate::domain::offender::OffenderKey;
use crate::render;
use crate::report::history::{Acted, Entry, Gone, History, Other, Removed};
use crate::store::{StoreError, Stored};

/// Everything ever recorded of a person, in order: when, by whom and why, and what counts no more
///
/// The name before each fact, such as tier-12, is the one that `correct` and `withdraw` take. Nothing is left out: what was
/// corrected or withdrawn begins with ~ and says by what. A text that was removed by law reads [removed].
#[derive(Args)]
#[command(before_help = "Examples:\n  homevisit history R000123\n  homevisit history --officer OF-07")]
pub struct Arguments {
    /// The offender's reference
    #[arg(required_unless_present = "officer", conflicts_with = "officer")]
    reference: Option<String>,
    /// Of this officer instead
    #[arg(long, value_name = "ID")]
    officer: Option<String>,
    #[command(flatten)]
    known: Known,
    #[command(flatten)]
    taking: TakingPage,
}

pub(super) fn run(arguments: &Arguments, world: &World) -> Result<(), CliError> {
    let way = arguments.taking.check()?;
    let mut store = database::open(world)?;
    let reading = Reading::known(&store, world, None, arguments.known)?;
    let history = match (&arguments.reference, &arguments.officer) {
        (Some(reference), _) => of_offender(&reading, reference)?,
        (None, Some(officer)) => of_officer(&reading, officer)?,
        (None, None) => return Err(CliError::usage("of whom? name an offender, or an officer with --officer")),
    };
    let (accounts, policy, as_of) = (reading.accounts()?, reading.policy(), reading.as_of);
    drop(reading);
    let answer = Answer {
        rows: history.acts.iter().map(|act| act.entries.len()).sum(),
        about: arguments.reference.as_deref(),
        accounts,
        remarks: &[],
        aside: "",
        table: &|width| render::history::text(&history, width),
        json: &|out| render::history::json(&history, accounts, out),
        csv: &taken::no_csv,
        paper: &|| render::history::paper(&history, as_of, &policy),
    };
    taken::give(&mut store, world, &way, &answer)
}

fn of_offender(reading: &Reading<'_>, reference: &str) -> Result<History, CliError> {
    let key = reading.offender(reference)?;
    let acts = acts(reading, reading.snapshot.history(key)?)?;
    let (name, known) = (reading.name(key)?, reading.known.clone());
    Ok(History { about: About::Offender(reference.to_owned()), name, known, removed: removed(reading, key)?, acts })
}

fn of_officer(reading: &Reading<'_>, id: &str) -> Result<History, CliError> {
    let key = reading.officer(id)?;
    let acts = acts(reading, reading.snapshot.history_of_officer(key)?)?;
    let name = reading.snapshot.officer_name(key)?.unwrap_or_else(|| "(no name)".to_owned());
    let known = reading.known.clone();
    Ok(History { about: About::Officer(id.to_owned()), name, known, removed: Vec::new(), acts })
}

fn removed(reading: &Reading<'_>, key: OffenderKey) -> Result<Vec<Removed>, StoreError> {
    let removals = reading.snapshot.removals_of(key)?;
    let told = removals.into_iter().map(|(act, authorised_by)| {
        let at = act.moment.at_in(reading.rules.zone_at(act.moment.day_in(chrono_tz::UTC)));
        Removed { act: act.number, actor: act.actor, authorised_by, moment: act.moment.to_string(), at }
    });
    Ok(told.collect())
}

/// Facts in the order of acts, under the acts that recorded them.
fn acts(reading: &Reading<'_>, facts: Vec<Stored>) -> Result<Vec<Acted>, StoreError> {
    let mut acts: Vec<Acted> = Vec::new();
    for stored in facts {
        if acts.last().is_none_or(|act| act.number != stored.act) {
            acts.push(acted(reading, &stored)?);
        }
        let entry = entry(reading, stored)?;
        acts.last_mut().into_iter().for_each(|act| act.entries.push(entry.clone()));
    }
    Ok(acts)
}

fn acted(reading: &Reading<'_>, stored: &Stored) -> Result<Acted, StoreError> {
    let act = reading.snapshot.act_of(stored)?;
    let zone = reading.rules.zone_at(act.moment.day_in(chrono_tz::UTC));
    Ok(Acted {
        number: act.number,
        kind: act.kind,
        actor: act.actor,
        authorised_by: reading.snapshot.authorised_by(act.number)?,
        reason: act.reason,
        moment: act.moment.to_string(),
        at: act.moment.at_in(zone),
        entries: Vec::new(),
    })
}

fn entry(reading: &Reading<'_>, stored: Stored) -> Result<Entry, StoreError> {
    let before = stored.supersedes.map(|name| found(reading, name)).transpose()?;
    let later = stored.superseded_by.map(|name| found(reading, name)).transpose()?;
    let gone = later.map(|later| {
        let because = reading.snapshot.act_of(&later)?.reason;
        Ok::<_, StoreError>(Gone {
            by: other(&later, &stored.about),
            act: later.act,
            because,
            withdrawn: later.fact.is_none(),
        })
    });
    let supersedes = before.map(|before| other(&before, &stored.about));
    Ok(Entry { name: stored.name, fact: stored.fact, supersedes, gone: gone.transpose()? })
}

fn found(reading: &Reading<'_>, name: FactRef) -> Result<Stored, StoreError> {
    let found = reading.snapshot.fact(name)?;
    found.ok_or_else(|| StoreError::Fault("a fact is tied to one there is not".to_owned()))
}

fn other(stored: &Stored, about: &About) -> Other {
    let (About::Offender(word) | About::Officer(word)) = &stored.about;
    Other { name: stored.name, of: (stored.about != *about).then(|| word.clone()) }
}
