//! One officer's list in a process that has made lists before: names, postcodes and all, from the cache.

mod kit;

use std::time::Duration;

use homevisit::domain::offender::OfficerKey;
use homevisit::store::Store;
use kit::lists::{From, Known, officer};
use kit::sql::{self, Columns, OfficerList};
use kit::{Clock, Goal, median, number, ratio, row, shown};

const SMALL: u32 = 850;
const ROUNDS: usize = 40;

/// A register and the officers whose lists are made.
struct Unit {
    store: Store,
    known: Known,
    officers: Vec<OfficerKey>,
}

impl Unit {
    fn of(shape: &str, offenders: u32, most: usize) -> Unit {
        let store = kit::store(shape, offenders);
        let known = Known::of(&store);
        let all: Vec<_> = known.officers().into_iter().filter(|key| cases(&store, &known, *key) > 0).collect();
        let officers = all.iter().copied().step_by(all.len().div_ceil(most)).collect();
        Unit { store, known, officers }
    }

    fn list(&self, at: usize) -> usize {
        let officer = self.officers[at % self.officers.len()];
        self::officer(&self.store, From::Cache, &self.known, officer).rows.len()
    }

    /// How many rows a list has, in the middle.
    fn rows(&self) -> usize {
        let mut rows: Vec<_> = (0..self.officers.len()).map(|at| self.list(at)).collect();
        rows.sort_unstable();
        rows[rows.len() / 2]
    }
}

fn cases(store: &Store, known: &Known, key: OfficerKey) -> usize {
    officer(store, From::Cache, known, key).rows.len()
}

/// Makes every list in turn in one and the other; answers the median time of a list, each repeated so often and the
/// first time not counted where it is.
fn lists(units: [&Unit; 2], again: usize) -> [Duration; 2] {
    let mut times = [Vec::new(), Vec::new()];
    let longest = units.iter().map(|unit| unit.officers.len()).max().unwrap_or(1);
    for at in 0..longest.max(ROUNDS) {
        for (unit, times) in units.iter().zip(&mut times) {
            for nth in 0..=again {
                let begun = Clock::Wall.now();
                std::hint::black_box(unit.list(at));
                if again == 0 || nth > 0 {
                    times.push(Clock::Wall.now() - begun);
                }
            }
        }
    }
    times.map(median)
}

fn main() {
    let great = kit::greatest("realistic");
    let (small, large) = (Unit::of("realistic", SMALL, 17), Unit::of("realistic", great, 1_000));
    let rows = (small.rows(), large.rows());
    let detail = |[small, large]: [Duration; 2]| {
        let (a, b) = rows;
        let sizes = (number(great), number(SMALL));
        format!("of {}: {} ({b} rows); of {}: {} ({a} rows)", sizes.0, shown(large), sizes.1, shown(small))
    };
    let same = lists([&small, &large], 10);
    row("one officer's list, the same officer again", Goal::AtMost(1.3), ratio(same[1], same[0]), &detail(same));
    let another = lists([&small, &large], 0);
    row("one officer after another", Goal::AtMost(2.5), ratio(another[1], another[0]), &detail(another));
    against_sql();
}

fn against_sql() {
    let offenders = 100_000;
    let unit = Unit::of("plain", offenders, 200);
    let by_sql = OfficerList::new();
    for key in &unit.officers {
        let ours = sql::lines(&officer(&unit.store, From::Cache, &unit.known, *key), Columns::All);
        assert_eq!(ours, by_sql.of(&unit.store, *key), "equal rows");
    }
    let (mut ours, mut facts, mut theirs) = (0, 0, 0);
    let [cached, from_facts, sql] = kit::alternate(
        Clock::Wall,
        unit.officers.len() * 3,
        [
            &mut || {
                unit.list(ours);
                ours += 1;
            },
            &mut || {
                let key = unit.officers[facts % unit.officers.len()];
                officer(&unit.store, From::Facts, &unit.known, key);
                facts += 1;
            },
            &mut || {
                by_sql.of(&unit.store, unit.officers[theirs % unit.officers.len()]);
                theirs += 1;
            },
        ],
    );
    let detail = format!(
        "plain, {}: {} with names; from the facts {}; SQL {} without; peak {} MiB",
        number(offenders),
        shown(cached),
        shown(from_facts),
        shown(sql),
        kit::peak()
    );
    row("the same against SQL over the facts", Goal::AtMost(1.0), ratio(cached, sql), &detail);
}
