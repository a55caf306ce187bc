//! What every reading command begins with: the database, the day, and the rules.

use std::cmp::Ordering;
use std::collections::BTreeSet;
use std::path::PathBuf;

use clap::Args;

use super::error::{CliError, Kind};
use super::{World, acting, nearest};
use crate::domain::coverage::Fault;
use crate::domain::day::Day;
use crate::domain::offender::{OffenderKey, OfficerKey, holding};
use crate::domain::officer::Roster;
use crate::domain::policy::Book;
use crate::domain::requirement::Rules;
use crate::domain::work::At;
use crate::render::{self, Accounts, Again};
use crate::report::{KnownAct, PolicyName, ReportFault, SpecError, Subject};
use crate::store::act::Act;
use crate::store::{Class, KnownAt, Moment, Scope, Snapshot, Store, StoreError};

impl From<StoreError> for CliError {
    fn from(error: StoreError) -> CliError {
        let said = plain(&error);
        match error {
            StoreError::Damaged { .. } | StoreError::NotADatabase => {
                said.hint("`homevisit doctor` looks the database over, and says what to do")
            }
            StoreError::Unknown => said.hint("a disk that is full or failing does this; see to it first"),
            _ => said,
        }
    }
}

/// The error alone, without what to do next: of a file that is not the database asked for too.
pub(super) fn plain(error: &StoreError) -> CliError {
    let kind = match error.class() {
        Class::Data => Kind::Data,
        Class::Fault => Kind::Fault,
        Class::Io => Kind::Io,
        Class::Repeat => Kind::Busy,
    };
    CliError::new(kind, error.to_string())
}

impl From<SpecError> for CliError {
    fn from(error: SpecError) -> CliError {
        CliError::data(error.to_string())
    }
}

impl From<ReportFault> for CliError {
    fn from(fault: ReportFault) -> CliError {
        CliError::new(Kind::Fault, fault.to_string()).hint("nothing was shown; this is a fault of the program")
    }
}

/// Where the database is: `--db` or `HOMEVISIT_DB`, else in the user's data directory.
pub(super) fn path(world: &World) -> Result<PathBuf, CliError> {
    if let Some(path) = &world.db {
        return Ok(path.clone());
    }
    let given = std::env::var_os("XDG_DATA_HOME").map(PathBuf::from).filter(|path| path.is_absolute());
    let data = given.or_else(|| std::env::home_dir().map(|home| home.join(".local/share")));
    let data = data.ok_or_else(|| {
        CliError::usage("no database is named, and you have no home directory")
            .hint("say --db PATH, or set HOMEVISIT_DB")
    })?;
    Ok(data.join("homevisit").join("homevisit.db"))
}

/// Opens the database that was asked for, for whoever may read it.
pub(super) fn open(world: &World) -> Result<Store, CliError> {
    let store = reach(world)?;
    acting::find_out(world, &store)?;
    Ok(store)
}

/// Opens the database that was asked for, whoever asks.
pub(super) fn reach(world: &World) -> Result<Store, CliError> {
    let path = path(world)?;
    let opened = Store::open(&path).map(|mut store| {
        world.opened.set(true);
        store.spoken_as(world.spoken.0.clone());
        store
    });
    opened.map_err(|error| {
        let missing = error == StoreError::Missing;
        let error = CliError::from(error).hint(format!("the database asked for is {}", path.display()));
        if missing { error.hint("`homevisit demo` shows an invented register without one") } else { error }
    })
}

/// Today, in the time zone of the policy in force.
pub(super) fn today(world: &World, snapshot: &Snapshot<'_>) -> Result<Day, CliError> {
    Ok(at(Moment::new(world.now), &snapshot.book()?).day)
}

/// A moment as the day and the minutes of the clock, in the time zone of the policy in force.
fn at(moment: Moment, book: &Book) -> At {
    let near = moment.day_in(chrono_tz::UTC);
    moment.at_in(book.on(near).policy.time_zone)
}

/// What every command takes that answers for the past.
#[derive(Args, Clone, Copy, Debug)]
pub struct Known {
    /// With only what had been recorded by then: a moment such as 2026-03-31T09:30:00Z, or an act's number; as at its day,
    /// unless another is asked for
    #[arg(long, value_name = "MOMENT")]
    pub known_at: Option<KnownAt>,
}

impl Known {
    /// What was asked for, for commands that are shown to be typed next.
    pub(super) fn again(self, as_of: Option<Day>, team: Option<&str>) -> Again {
        let known_at = self.known_at.map(|known| match known {
            KnownAt::Act(number) => number.to_string(),
            KnownAt::Moment(moment) => moment.to_string().replace(".000000Z", "Z"),
        });
        Again { as_of, known_at, team: team.map(str::to_owned) }
    }
}

/// An act as answers name it.
pub(super) fn known_act(act: &Act, book: &Book) -> KnownAct {
    KnownAct { act: act.number, moment: act.moment.to_string(), at: at(act.moment, book) }
}

/// For so many days after it was taken a record is not remarked upon.
const FRESH_DAYS: u32 = 7;

/// Of which offenders.
#[derive(Clone, Copy)]
pub(super) enum Asked<'a> {
    All,
    /// Everybody any of these ever owned.
    Officers(&'a [OfficerKey]),
    One(OffenderKey),
}

/// One view of the record, as at a day.
pub(super) struct Reading<'s> {
    /// Now; of a view of the past, the moment asked for.
    now: At,
    pub(super) snapshot: Snapshot<'s>,
    pub(super) as_of: Day,
    /// By which act all of it was known, where that was asked for.
    pub(super) known: Option<KnownAct>,
    pub(super) rules: Rules,
    pub(super) roster: Roster,
}

impl<'s> Reading<'s> {
    /// As at `as_of`, else today. A day before the record begins is refused.
    pub(super) fn open(store: &'s Store, world: &World, as_of: Option<Day>) -> Result<Reading<'s>, CliError> {
        Reading::known(store, world, as_of, Known { known_at: None })
    }

    /// The same of what had been recorded by then, which no moment to come is; as at the day of that moment where no other is asked for, so that the
    /// answer does not depend on when it is asked for.
    pub(super) fn known(
        store: &'s Store,
        world: &World,
        as_of: Option<Day>,
        known: Known,
    ) -> Result<Reading<'s>, CliError> {
        Reading::of(store.snapshot(known.known_at)?, world, as_of, known.known_at)
    }

    /// Beside this view, in the same transaction: what was known then, as at the same day.
    pub(super) fn beside(&self, world: &World, known_at: KnownAt) -> Result<Reading<'_>, CliError> {
        Reading::of(self.snapshot.beside(Some(known_at))?, world, Some(self.as_of), Some(known_at))
    }

    fn of(
        snapshot: Snapshot<'s>,
        world: &World,
        as_of: Option<Day>,
        known_at: Option<KnownAt>,
    ) -> Result<Reading<'s>, CliError> {
        let rules = Rules { book: snapshot.book()?, history_from: snapshot.history_from()? };
        let (act, today) = (snapshot.act(), Moment::new(world.now));
        let asked = match known_at {
            None => today,
            Some(KnownAt::Act(_)) => act.moment,
            // a clock that is behind the last act has it still to come
            Some(KnownAt::Moment(moment)) if moment > today.max(snapshot.beside(None)?.act().moment) => {
                return Err(CliError::data("that moment is still to come")
                    .hint("the answer would change with all that is recorded until then"));
            }
            Some(KnownAt::Moment(moment)) => moment,
        };
        let known = known_at.map(|_| known_act(act, &rules.book));
        let now = at(asked, &rules.book);
        let as_of = as_of.unwrap_or(now.day);
        if let Some(history_from) = rules.history_from.filter(|begins| as_of < *begins) {
            return Err(SpecError::BeforeHistory { as_of, history_from }.into());
        }
        let roster = snapshot.roster()?;
        Ok(Reading { now, snapshot, as_of, known, rules, roster })
    }

    /// The day and the minutes of the clock, in the time zone of the policy in force; of a view of the past, those of then.
    pub(super) fn now(&self) -> At {
        self.now
    }

    /// The policy in force on the as-of day, with the act by which all was known, where that was asked for.
    pub(super) fn policy(&self) -> PolicyName {
        PolicyName { known: self.known.clone(), ..PolicyName::on(&self.rules, self.as_of) }
    }

    /// The as-of day with the minutes of the clock where it is today; the end of a day gone by, the beginning of one to
    /// come.
    pub(super) fn as_now(&self) -> At {
        match self.as_of.cmp(&self.now.day) {
            Ordering::Less => At::end_of(self.as_of),
            Ordering::Equal => self.now,
            Ordering::Greater => At { day: self.as_of, time: Some(0) },
        }
    }

    /// Whether accounts are bound to officers, as this view knows it.
    pub(super) fn accounts(&self) -> Result<Accounts, CliError> {
        Ok(if self.snapshot.bindings()?.is_empty() { Accounts::Unbound } else { Accounts::Bound })
    }

    /// What must be said before anything that is read: that the register is empty, that the day is still to come, or how long
    /// before it the record was last taken. Empty where none of that is so.
    pub(super) fn said(&self) -> Result<Vec<String>, CliError> {
        let mut said = Vec::new();
        let extracts = self.snapshot.extracts()?;
        if extracts.is_empty() {
            said.push("The register is empty: no extract has been taken in.".to_owned());
        }
        if self.as_of > self.now.day {
            said.push(format!("{} is still to come: what happens until then is not known.", self.as_of));
        }
        let last_taken = extracts.iter().filter_map(|extract| extract.taken_on).max();
        if let Some(taken) = last_taken.filter(|taken| self.as_of.days_after(*taken) > FRESH_DAYS) {
            let days = self.as_of.days_after(taken);
            said.push(format!(
                "The last extract was taken on {taken}, {days} days before: what was done since is here only if it was \
                 recorded here."
            ));
        }
        Ok(said)
    }

    /// Streams the offenders asked for, one at a time.
    pub(super) fn each(
        &self,
        asked: Asked<'_>,
        mut take: impl FnMut(&Subject<'_>) -> Result<(), Fault>,
    ) -> Result<(), CliError> {
        let scope = match asked {
            Asked::All => Scope::All,
            Asked::Officers(&[officer]) => Scope::Officer(officer),
            Asked::Officers(officers) => Scope::Officers(officers),
            Asked::One(offender) => Scope::One(offender),
        };
        self.snapshot.each_offender(scope, |key, reference, facts| {
            take(&Subject { key, reference, facts })
                .map_err(|fault| CliError::new(Kind::Fault, format!("{reference}: {fault}")))
        })
    }

    /// The offender of a reference.
    pub(super) fn offender(&self, reference: &str) -> Result<OffenderKey, CliError> {
        self.snapshot.offender(reference)?.ok_or_else(|| {
            let shaped = reference.len() <= 64
                && reference.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_./".contains(&byte));
            let shown = if shaped { format!(" `{reference}`") } else { String::new() };
            CliError::data(format!("no offender has the reference{shown}")).hint(OFFENDERS)
        })
    }

    /// The officer of an id.
    pub(super) fn officer(&self, id: &str) -> Result<OfficerKey, CliError> {
        self.roster.key(id).ok_or_else(|| nearest::no_officer(id, &self.roster))
    }

    /// A team that some officer is in.
    pub(super) fn team(&self, name: &str) -> Result<String, CliError> {
        let mut teams: Vec<&str> =
            self.roster.iter().flat_map(|(_, o)| &o.records).map(|r| r.what.team.as_str()).collect();
        teams.sort_unstable();
        teams.dedup();
        if teams.contains(&name) {
            return Ok(name.to_owned());
        }
        let busy = self.teams_with_cases()?;
        let (first, last): (Vec<&str>, Vec<&str>) = teams.into_iter().partition(|team| busy.contains(*team));
        let teams = [first, last].concat();
        Err(nearest::team(CliError::data("no officer is in a team of this name"), name, &teams))
    }

    /// The teams of whoever owns a case on the day.
    fn teams_with_cases(&self) -> Result<BTreeSet<String>, CliError> {
        let mut teams = BTreeSet::new();
        self.each(Asked::All, |subject| {
            let owner = holding(&subject.facts.owners, self.as_of).filter(|_| subject.facts.managed_on(self.as_of));
            teams.extend(owner.and_then(|owner| self.roster.team_on(owner, self.as_of)).map(str::to_owned));
            Ok(())
        })?;
        Ok(teams)
    }

    /// A person's name as lists show it: the family name first.
    pub(super) fn name(&self, offender: OffenderKey) -> Result<String, CliError> {
        let person = self.snapshot.person(offender)?;
        Ok(render::name_on_list(person.family.as_deref().unwrap_or("(no name)"), person.given.as_deref()))
    }

    /// The postcode of an address, where one is recorded.
    pub(super) fn postcode(&self, text: Option<i64>) -> Result<Option<String>, CliError> {
        let Some(text) = text else { return Ok(None) };
        Ok(self.snapshot.address(text)?.postcode)
    }
}

/// Where the references of offenders are found.
pub(super) const OFFENDERS: &str =
    "references are written as in the extract; `homevisit worklist --all --everyone` lists them";
