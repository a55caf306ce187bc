use chrono::{DateTime, Duration, Utc};
use homevisit::domain::health::{Health, Opened, Place, Room, Shape, Sound};
use homevisit::report::doctor::{Check, Finding, State, Which, checks};
use homevisit::store::doctor::look_over;

use crate::kit::Unit;

fn now() -> DateTime<Utc> {
    "2026-11-25T17:00:00Z".parse().unwrap()
}

/// What is found of a new database, as though all were well.
fn well() -> Health {
    let unit = Unit::empty();
    Health {
        opened: Opened::Ours,
        network: Some(None),
        room: Some(Room { free: 1 << 40, taken: 1 << 30 }),
        modes: Some(vec![(Place::Folder, 0o755), (Place::Database, 0o600), (Place::Log, 0o600)]),
        sound: Some(Sound { whole: true, refers_well: true, acts_in_order: true }),
        shape: Some(Shape { found: 2, known: 2, altered: Some(0) }),
        trail: Some(0),
        last_moment: Some(now()),
        backup: Some(Some(now() - Duration::days(7))),
        cache: Some(true),
        extract: Some(Some("2026-11-20".parse().unwrap())),
        ..look_over(&unit.path("unit.db"))
    }
}

fn check(health: &Health, which: Which) -> Check {
    checks(health, now()).into_iter().find(|check| check.which == which).unwrap()
}

/// How one check ends when something is otherwise than well.
fn state(which: Which, spoil: impl FnOnce(&mut Health)) -> State {
    let mut health = well();
    spoil(&mut health);
    for other in checks(&health, now()).iter().filter(|check| check.which != which) {
        assert_eq!(other.state, State::Ok, "{other:?}");
    }
    check(&health, which).state
}

#[test]
fn each_check_is_told_once_and_in_order_whatever_could_be_looked_at() {
    let nothing = Health {
        opened: Opened::NotADatabase,
        network: None,
        room: None,
        modes: None,
        sound: None,
        shape: None,
        trail: None,
        last_moment: None,
        backup: None,
        cache: None,
        policies: None,
        extract: None,
    };
    for health in [well(), nothing.clone()] {
        let told: Vec<Which> = checks(&health, now()).iter().map(|check| check.which).collect();
        assert_eq!(told, Which::ALL);
    }
    for check in &checks(&nothing, now())[1..] {
        assert_eq!((check.state, &check.found), (State::Look, &Finding::NotLooked));
    }
    assert!(checks(&well(), now()).iter().all(|check| check.state == State::Ok));
}

#[test]
fn the_file_must_be_a_database_of_ours() {
    use Opened::*;
    for opened in [Missing, NotADatabase, Foreign, Unfinished, Newer, Older, Unreadable] {
        assert_eq!(state(Which::Database, |health| health.opened = opened), State::Bad);
    }
}

#[test]
fn the_disk_must_be_of_this_machine() {
    assert_eq!(state(Which::Disk, |health| health.network = Some(Some("NFS"))), State::Bad);
}

#[test]
fn room_is_wanted_for_twice_the_database() {
    let room = |free, taken| state(Which::Space, |health| health.room = Some(Room { free, taken }));
    assert_eq!(room(2 << 30, 1 << 30), State::Ok);
    assert_eq!(room((2 << 30) - 1, 1 << 30), State::Look);
    assert_eq!(room(64 << 20, 1), State::Ok);
    assert_eq!(room((64 << 20) - 1, 1), State::Look);
    assert_eq!(room((16 << 20) - 1, 1), State::Bad);
}

#[test]
fn the_clock_is_not_to_be_behind_the_last_moment() {
    let behind = |time: Duration| state(Which::Clock, |health| health.last_moment = Some(now() + time));
    assert_eq!(behind(Duration::days(-400)), State::Ok);
    assert_eq!(behind(Duration::seconds(90)), State::Ok);
    assert_eq!(behind(Duration::minutes(2)), State::Look);
    assert_eq!(behind(Duration::minutes(60)), State::Look);
    assert_eq!(behind(Duration::minutes(61)), State::Bad);
    let early = "2025-12-31T23:00:00Z".parse().unwrap();
    let nothing = Health { last_moment: None, ..well() };
    let clock = checks(&nothing, early).into_iter().find(|check| check.which == Which::Clock).unwrap();
    assert_eq!((clock.state, clock.found), (State::Bad, Finding::TooEarly(2025)));
}

#[test]
fn nobody_else_may_read_or_write_it() {
    let with = |place: Place, mode: u32| {
        state(Which::Permissions, |health| {
            health.modes.as_mut().unwrap().iter_mut().filter(|(at, _)| *at == place).for_each(|(_, held)| *held = mode);
        })
    };
    assert_eq!(with(Place::Database, 0o660), State::Ok);
    for mode in [0o604, 0o644, 0o602, 0o666] {
        assert_eq!(with(Place::Database, mode), State::Bad, "{mode:o}");
        assert_eq!(with(Place::Log, mode), State::Bad, "{mode:o}");
    }
    assert_eq!(with(Place::Database, 0o640), State::Look);
    assert_eq!(with(Place::Folder, 0o770), State::Ok);
    assert_eq!(with(Place::Folder, 0o777), State::Bad);
    assert_eq!(with(Place::Folder, 0o757), State::Bad);
}

#[test]
fn the_file_must_be_whole_and_of_this_programs_shape() {
    assert_eq!(state(Which::Trail, |health| health.trail = Some(1)), State::Bad);
    let whole = Sound { whole: true, refers_well: true, acts_in_order: true };
    for sound in [
        Sound { whole: false, ..whole },
        Sound { refers_well: false, ..whole },
        Sound { acts_in_order: false, ..whole },
    ] {
        assert_eq!(state(Which::Integrity, |health| health.sound = Some(sound)), State::Bad);
    }
    let shape = |found, altered| state(Which::Schema, |health| health.shape = Some(Shape { found, known: 2, altered }));
    assert_eq!(shape(2, Some(1)), State::Bad);
    assert_eq!(shape(1, None), State::Look);
    assert_eq!(shape(3, None), State::Bad);
    assert_eq!(shape(0, None), State::Bad);
}

#[test]
fn a_cache_an_extract_and_a_backup_are_to_be_looked_at() {
    assert_eq!(state(Which::Cache, |health| health.cache = Some(false)), State::Look);
    assert_eq!(state(Which::Extract, |health| health.extract = Some(None)), State::Look);
    assert_eq!(state(Which::Backup, |health| health.backup = Some(None)), State::Look);
    let made = |days| state(Which::Backup, |health| health.backup = Some(Some(now() - Duration::days(days))));
    assert_eq!((made(0), made(7), made(8)), (State::Ok, State::Ok, State::Look));
    let taken = |day: &str| state(Which::Extract, |health| health.extract = Some(Some(day.parse().unwrap())));
    assert_eq!(taken("2026-11-18"), State::Ok);
    assert_eq!(taken("2026-11-17"), State::Look);
}

#[test]
fn the_policy_is_the_one_in_force_and_its_age_is_that_of_its_adoption() {
    let mut health = well();
    health.policies.as_mut().unwrap().adopted[0].day = "2026-11-22".parse().unwrap();
    let Finding::Policy { id, version, effective_from, adopted_days } = check(&health, Which::Policy).found else {
        panic!("there is one")
    };
    assert_eq!((id.as_str(), version.as_str(), adopted_days), ("uk-ew-baseline", "1", 3));
    assert_eq!(effective_from.to_string(), "2012-01-01");
}
