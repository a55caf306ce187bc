//! A thousand random days of random acts, replayed one by one and as one import, give the same lists.

mod extract;
mod life;
mod lists;

use homevisit::act::import::{Request, import};
use homevisit::domain::day::Day;
use tempfile::TempDir;

use life::Life;

const DAYS: u32 = 1000;
const SEED: u32 = 11;

/// How many days; `HOMEVISIT_DAYS` says otherwise.
fn days() -> u32 {
    number("HOMEVISIT_DAYS").unwrap_or(DAYS)
}

/// What they are drawn by; `HOMEVISIT_SEED` says otherwise.
fn seed() -> u32 {
    number("HOMEVISIT_SEED").unwrap_or(SEED)
}

fn number(name: &str) -> Option<u32> {
    std::env::var(name).ok()?.parse().ok()
}

#[test]
fn random_days_of_random_acts_and_one_import_of_what_they_come_to_give_the_same_lists() {
    let last: Day = "2025-12-31".parse().unwrap();
    let first = last.minus_days(days());
    let folder = TempDir::new().unwrap();
    let mut life = Life::begin(&folder.path().join("lived.db"), first, seed().into());
    for ago in (0..days()).rev() {
        life.a_day(last.minus_days(ago));
    }
    // Of the days that are always lived it is known that they are not empty.
    let as_ever = (days(), seed()) == (DAYS, SEED);
    let (done, refused) = (life.done, life.refused);
    assert!(!as_ever || done > DAYS * 3 / 4 && refused > DAYS / 50, "{done} acts were done and {refused} were refused");
    assert!(!as_ever || life.kinds.len() >= 15, "every kind of act was done: {:?}", life.kinds);

    let dir = folder.path().join("extract");
    extract::write(&life.store, &dir);
    let (mut store, _) = life::init(&folder.path().join("imported.db"), first);
    let today = life.store.snapshot(None).unwrap().act().moment.day_in(chrono_tz::Europe::London);
    import(&mut store, &Request { dir: &dir, actor: "tester", today, id: None }, &mut |_| ()).unwrap();

    let mut seen = lists::Seen::default();
    for step in 0..=40 {
        let as_of = first.plus_days(days() * step / 40);
        let lived = lists::rows(&life.store, as_of);
        assert_eq!(lived, lists::rows(&store, as_of), "the lists as at {as_of}");
        seen.note(&lived);
    }
    if as_ever {
        seen.everything();
    }
    assert_eq!(lists::rows(&life.store, today), lists::rows(&store, today));
    let tables = lists::rows(&life.store, today);
    life.store.refresh_cache().unwrap();
    assert_eq!(lists::rows(&life.store, today), tables, "the cache knows what the tables know");
    let audits = |store| lists::audits(store, first, last);
    assert_eq!(audits(&life.store), audits(&store));
}
