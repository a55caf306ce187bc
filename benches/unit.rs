//! The whole unit's list at 100,000, against SQL over the same facts, row by row the same.

mod kit;

use kit::lists::{self, From, Known};
use kit::{Goal, ratio, row, shown, sql};

fn main() {
    let store = kit::store("plain", 100_000);
    let known = Known::of(&store);
    let ours = sql::lines(&lists::unit(&store, From::Facts, &known));
    let theirs = sql::unit(store.connection());
    assert_eq!(ours.len(), theirs.len(), "equal rows");
    for (one, other) in ours.iter().zip(&theirs) {
        assert_eq!(one, other, "equal rows");
    }
    drop((ours, theirs));
    let [facts, cache, by_sql, read] = kit::alternate(
        7,
        [
            &mut || drop(lists::unit(&store, From::Facts, &known)),
            &mut || drop(lists::unit(&store, From::Cache, &known)),
            &mut || drop(sql::unit(store.connection())),
            &mut || assert_eq!(lists::read(&store, From::Facts), 100_000),
        ],
    );
    let times = format!("{} (of it reading {}); SQL {}", shown(facts), shown(read), shown(by_sql));
    let peak = kit::peak();
    row("the whole unit's list, 100,000, from facts, against SQL", Goal::AtMost(1.0), ratio(facts, by_sql), &times);
    let times = format!("{}; peak {peak} MiB", shown(cache));
    row("the same from the cache", Goal::Told, ratio(cache, by_sql), &times);
}
