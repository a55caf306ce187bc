//! What every recording command ends with: who acts, the deed done, the answer.

use std::io::Read;

use clap::Args;

use super::error::CliError;
use super::{TextFormat, World, database, import, nearest, screen, shown};
use crate::act;
use crate::act::deed::{Actor, Asking, DeedRefused, Done, apply, may};
use crate::act::who::{NotYou, who};
use crate::domain::day::Day;
use crate::domain::deed::{About, ActKind, Change, Deed, Right, Running};
use crate::domain::fact::Fact;
use crate::render;
use crate::store::{Moment, Store, StoreError};

/// What every recording command takes.
#[derive(Args, Clone, Debug)]
pub struct Recording {
    /// Why
    #[arg(long, value_name = "REASON")]
    pub because: Option<String>,
    /// An id of your making for this act: sent again with it, the act is done once [default: one is made]
    #[arg(long, value_name = "ID")]
    pub id: Option<String>,
    /// Check it and say what it would do; record nothing
    #[arg(long)]
    pub dry_run: bool,
    /// How to answer
    #[arg(long, value_enum, default_value_t = TextFormat::Text)]
    pub format: TextFormat,
}

/// Who acts: the officer whom the account that runs the program is bound to; where none is bound yet, or no database is
/// open, `--actor` or `HOMEVISIT_OFFICER`, else that account.
pub(super) fn actor(world: &World) -> Actor {
    world.who.get().cloned().unwrap_or_else(|| match &world.actor {
        Some(id) => Actor::Officer(id.clone()),
        None => Actor::of_account(account()),
    })
}

/// The number of the account that runs the program.
pub(super) fn account() -> u32 {
    rustix::process::getuid().as_raw()
}

/// Finds out who acts, and refuses whoever may neither read nor record. `HOMEVISIT_OFFICER` may name somebody else where
/// a list is asked for: it says then whose.
pub(super) fn find_out(world: &World, store: &Store) -> Result<(), CliError> {
    let view = store.snapshot(None)?;
    let whose_list = world.by_environment && world.spoken.0.command == "worklist";
    let asked = |claimed| who(&view, claimed, account(), Moment::new(world.now));
    let found = match asked(world.actor.as_deref()) {
        Err(NotYou::Another { .. } | NotYou::Unknown { .. }) if whose_list => asked(None),
        found => found,
    };
    let actor = found.as_ref().map_or_else(NotYou::actor, |actor| Some(actor.clone()));
    if let Some(actor) = actor {
        world.who.get_or_init(|| actor);
    }
    match (found, &world.actor) {
        (Err(unknown @ NotYou::Unknown { .. }), Some(id)) => Err(nearest::officer(unknown.into(), id, &view.roster()?)),
        (found, _) => Ok(found.map(|_| ())?),
    }
}

impl From<NotYou> for CliError {
    fn from(refused: NotYou) -> CliError {
        match refused {
            NotYou::Store(error) => error.into(),
            NotYou::Unknown { .. } => CliError::data(refused.to_string()),
            NotYou::Unbound { account } => CliError::data(refused.to_string()).hint(format!(
                "whoever keeps the list of officers binds it: homevisit officer bind ID --account {account}"
            )),
            NotYou::Another { .. } => CliError::data(refused.to_string())
                .hint("leave out --actor and HOMEVISIT_OFFICER: who acts is known by the account"),
            NotYou::Left { .. } => {
                CliError::data(refused.to_string()).hint("whoever keeps the list of officers binds it to another")
            }
        }
    }
}

/// Does a deed and says so.
pub(super) fn record(world: &World, deed: &Deed, recording: &Recording) -> Result<(), CliError> {
    let mut store = database::open(world)?;
    let done = perform(&mut store, world, deed, recording.id.as_deref(), recording.dry_run)?;
    answer(world, &done, recording)
}

/// Records one fact of an offender and says so.
pub(super) fn record_one(
    world: &World,
    kind: ActKind,
    reference: &str,
    fact: Fact,
    recording: &Recording,
) -> Result<(), CliError> {
    let changes = vec![Change::Record(About::Offender(reference.to_owned()), fact)];
    record(world, &Deed { kind, because: recording.because.clone(), changes }, recording)
}

/// Ends what runs of an offender and says so.
pub(super) fn end(
    world: &World,
    kind: ActKind,
    reference: &str,
    running: Running,
    day: Day,
    recording: &Recording,
) -> Result<(), CliError> {
    let changes = vec![Change::End(About::Offender(reference.to_owned()), running, day)];
    record(world, &Deed { kind, because: recording.because.clone(), changes }, recording)
}

/// The officer who acts, where a fact names one: nobody's account sets a risk level or authorises a plan.
pub(super) fn officer_who_acts(world: &World) -> Result<String, CliError> {
    drop(database::open(world)?);
    match actor(world) {
        Actor::Officer(id) => Ok(id),
        Actor::Account(_) => Err(CliError::data("who acts? the record names an officer here")
            .hint("--actor ID says who acts; HOMEVISIT_OFFICER says it for every day")),
    }
}

/// Does a deed, or only tries it, and makes the cache whole again.
pub(super) fn perform(
    store: &mut Store,
    world: &World,
    deed: &Deed,
    id: Option<&str>,
    only_try: bool,
) -> Result<Done, CliError> {
    let actor = actor(world);
    // Made here, so that it can be told where it is not known whether the act was done.
    let made = if id.is_none() { Some(act::fresh_id()?) } else { None };
    let id = id.or(made.as_deref());
    let done = apply(store, deed, Asking { id, actor: &actor, only_try }).map_err(|refused| match (refused, id) {
        (DeedRefused::Store(StoreError::Unknown), Some(id)) => {
            CliError::from(StoreError::Unknown).hint(format!("the same command again, with --id {id}"))
        }
        (refused, _) => said(store, &actor, refused),
    })?;
    match (done.already, only_try) {
        (true, _) => (),
        (false, true) => shown::tried(store, world)?,
        (false, false) => import::refresh(store),
    }
    Ok(done)
}

/// A refusal, with the nearest of the words there are where one was not known.
pub(super) fn said(store: &Store, actor: &Actor, refused: DeedRefused) -> CliError {
    let officer = match &refused {
        DeedRefused::Unknown { what: "officer", word } => Some(word.clone()),
        DeedRefused::UnknownActor => Some(actor.word().to_owned()),
        _ => None,
    };
    let hint = match &refused {
        DeedRefused::Unlisted { asked, known, .. } => {
            nearest::likely(asked, known.iter().map(String::as_str)).map(|word| format!("did you mean {word}?"))
        }
        DeedRefused::Unknown { what: "offender", .. } => Some(database::OFFENDERS.to_owned()),
        DeedRefused::Unknown { what: "fact", .. } => {
            Some("`homevisit history REF` shows the names of facts".to_owned())
        }
        DeedRefused::Unknown { what: "proposal", .. } => Some("`homevisit pending` shows what waits".to_owned()),
        _ => None,
    };
    let error = CliError::from(refused);
    match (hint, officer.map(|id| (store.snapshot(None).and_then(|view| view.roster()), id))) {
        (Some(hint), _) => error.hint(hint),
        (None, Some((Ok(roster), id))) => nearest::officer(error, &id, &roster),
        _ => error,
    }
}

/// Says what was done: the same, however often the act is sent. That it was done before is told beside it.
pub(super) fn answer(world: &World, done: &Done, recording: &Recording) -> Result<(), CliError> {
    if done.already {
        let what = if done.pending.is_some() { "proposed" } else { "recorded" };
        screen::complain(&format!("note: this act was {what} before; nothing was written now\n"));
    }
    say_if_behind(done.clock_behind);
    let written = screen::write(|out| match recording.format {
        TextFormat::Text => out
            .write_all(render::screen_lines(&render::recorded::text(done, recording.dry_run, world.width)).as_bytes()),
        TextFormat::Json => render::recorded::json(done, recording.dry_run, out),
    });
    if recording.dry_run {
        return written;
    }
    screen::told(&recorded(done), written);
    Ok(())
}

/// That it was recorded, in a few words.
pub(super) fn recorded(done: &Done) -> String {
    match done.pending {
        Some(_) => "proposed".to_owned(),
        None => format!("recorded as act {}", done.act.number),
    }
}

/// Says so where the clock was behind the act before.
pub(super) fn say_if_behind(clock_behind: bool) {
    if clock_behind {
        screen::complain(
            "note: this machine's clock is behind the last act; that act's moment was recorded, so that none goes back\n",
        );
    }
}

/// Refuses a named officer who may not; the account that runs the program may.
pub(super) fn permit(world: &World, store: &Store, right: Right) -> Result<(), CliError> {
    let snapshot = store.snapshot(None)?;
    let today = database::today(world, &snapshot)?;
    Ok(may(&snapshot, &actor(world), right, today)?)
}

/// Refuses to let lists be taken out as files by whoever may not. Until an account is bound the database is its maker's.
pub(super) fn export(world: &World, store: &Store) -> Result<(), CliError> {
    let bound = !store.snapshot(None)?.bindings()?.is_empty();
    if !bound {
        return Ok(());
    }
    permit(world, store, Right::Export).map_err(|mut refused| {
        refused.hints.clear();
        refused.hint("nothing was taken out; a table may be read")
    })
}

/// The day given, else today.
pub(super) fn or_today(given: Option<Day>, world: &World) -> Result<Day, CliError> {
    given.map_or_else(|| today(world), Ok)
}

/// Today, in the time zone of the policy in force.
pub(super) fn today(world: &World) -> Result<Day, CliError> {
    let store = database::open(world)?;
    let snapshot = store.snapshot(None)?;
    database::today(world, &snapshot)
}

/// The most that standard input may bring.
const MOST_BYTES: u64 = 1 << 24;

/// All of standard input, as text.
pub(super) fn standard_input() -> Result<String, CliError> {
    let mut bytes = Vec::new();
    std::io::stdin().lock().take(MOST_BYTES + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > MOST_BYTES {
        return Err(CliError::data("standard input brings more than 16 MiB; send it in parts"));
    }
    String::from_utf8(bytes).map_err(|_| CliError::data("standard input is not UTF-8 text"))
}

impl From<DeedRefused> for CliError {
    fn from(refused: DeedRefused) -> CliError {
        match refused {
            DeedRefused::Store(error) => error.into(),
            DeedRefused::Nobody { .. } => CliError::data(refused.to_string())
                .hint("`homevisit officer list` shows who is in service and in which role")
                .hint("--actor ID says who acts; HOMEVISIT_OFFICER says it for every day"),
            DeedRefused::UnknownActor => CliError::data(refused.to_string())
                .hint("--actor ID says who acts; HOMEVISIT_OFFICER says it for every day"),
            refused => CliError::data(refused.to_string()).hint("nothing was recorded"),
        }
    }
}
