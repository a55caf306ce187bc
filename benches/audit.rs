//! A year's audit at 100,000: beside merely reading the facts, and against SQL by window functions, figure by figure
//! the same.

mod kit;

use kit::lists::{self, From, Known};
use kit::{Clock, Goal, ratio, row, shown, sql};

fn main() {
    let store = kit::store("plain", 100_000);
    let known = Known::of(&store);
    assert_eq!(
        sql::figures(&lists::audit(&store, From::Facts, &known)),
        sql::audit(store.connection()),
        "equal figures"
    );
    let [facts, read, cache, by_sql] = kit::alternate(
        Clock::Cpu,
        5,
        [
            &mut || drop(lists::audit(&store, From::Facts, &known)),
            &mut || assert_eq!(lists::read(&store, From::Facts), 100_000),
            &mut || drop(lists::audit(&store, From::Cache, &known)),
            &mut || drop(sql::audit(store.connection())),
        ],
    );
    let times = format!("{}; reading {}; peak {} MiB", shown(facts), shown(read), kit::peak());
    row("a year's audit, 100,000, from facts, beside reading them", Goal::AtMost(2.0), ratio(facts, read), &times);
    let times = format!("SQL by window functions {}", shown(by_sql));
    row("SQL against that audit", Goal::AtLeast(5.0), ratio(by_sql, facts), &times);
    row("SQL against the audit from the cache", Goal::Told, ratio(by_sql, cache), &shown(cache));
}
