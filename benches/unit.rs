//! The whole unit's list at 100,000, against SQL over the same facts, row by row the same.

mod kit;

use kit::lists::{self, From, Known};
use kit::sql::{self, Columns};
use kit::{Clock, Goal, ratio, row, shown};

fn main() {
    let store = kit::store("plain", 100_000);
    let known = Known::of(&store);
    for columns in [Columns::Dates, Columns::All] {
        let ours = sql::lines(&lists::unit(&store, From::Facts, &known), columns);
        let theirs = sql::unit(store.connection(), columns);
        assert_eq!(ours.len(), theirs.len(), "equal rows");
        for (one, other) in ours.iter().zip(&theirs) {
            assert_eq!(one, other, "equal rows");
        }
    }
    let [facts, cache, whole, dates, read] = kit::alternate(
        Clock::Cpu,
        3,
        [
            &mut || drop(lists::unit(&store, From::Facts, &known)),
            &mut || drop(lists::unit(&store, From::Cache, &known)),
            &mut || drop(sql::unit(store.connection(), Columns::All)),
            &mut || drop(sql::unit(store.connection(), Columns::Dates)),
            &mut || assert_eq!(lists::read(&store, From::Facts), 100_000),
        ],
    );
    let work = "the whole unit's list, 100,000, from facts, against SQL";
    let times = format!("{}, of it reading {}; SQL for whole rows {}", shown(facts), shown(read), shown(whole));
    row(work, Goal::AtMost(1.0), ratio(facts, whole), &times);
    let times = format!("SQL for due days and counts alone {}", shown(dates));
    row("the same against less SQL, without tier, owner and flags", Goal::AtMost(1.0), ratio(facts, dates), &times);
    let times = format!("{}; peak {} MiB", shown(cache), kit::peak());
    row("the list from the cache against SQL for whole rows", Goal::Told, ratio(cache, whole), &times);
}
