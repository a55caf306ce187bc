//! The overview, and a trend of sixty months by risk level, beside the audit of a year: of one register, from the cache.
//!
//! `HOMEVISIT_OFFENDERS` says of which realistic register; 100,000 unless it does.

mod kit;

use homevisit::domain::work::At;
use homevisit::report::audit::GroupBy;
use homevisit::report::measure::{Beside, Measure, Whose};
use homevisit::report::{overview, trend};
use homevisit::store::{self, Store};
use kit::lists::{self, From, Known};
use kit::{Clock, Goal, ratio, row, shown};

fn overview(store: &Store, known: &Known) -> overview::Overview {
    let snapshot = lists::snapshot(store, From::Cache);
    let (spec, beside) = (overview::Spec { now: At::end_of(kit::as_of()), whose: Whose::All }, Beside::default());
    let mut fold = overview::Fold::new(spec, &known.rules, &known.roster, &beside).expect("a day of the record");
    lists::each(&snapshot, store::Scope::All, |subject| fold.take(subject));
    fold.finish().expect("an overview that adds up")
}

/// Sixty months, where the record has them.
fn trend(store: &Store, known: &Known, measure: Measure) -> trend::Trend {
    let snapshot = lists::snapshot(store, From::Cache);
    let first = kit::as_of().minus_months(60).next();
    let from = known.rules.history_from.map_or(first, |history| history.max(first));
    let (to, group_by) = (At::end_of(kit::as_of()), Some(GroupBy::Tier));
    let (spec, beside) = (trend::Spec { measure, from, to, group_by, whose: Whose::All }, Beside::default());
    let mut fold = trend::Fold::new(spec, &known.rules, &known.roster, &beside).expect("a period of the record");
    lists::each(&snapshot, store::Scope::All, |subject| fold.take(subject));
    fold.finish().expect("a trend that adds up")
}

fn main() {
    let offenders = std::env::var("HOMEVISIT_OFFENDERS").map_or(100_000, |number| number.parse().expect("a number"));
    let store = kit::store("realistic", offenders);
    let known = Known::of(&store);
    let owed = trend(&store, &known, Measure::Owed);
    assert_eq!(owed.total.last().map(|value| value.value), Some(overview(&store, &known).total[Measure::Owed]));
    let (months, number) = (owed.points.len(), kit::number(offenders));
    // as often as makes up a register of 100,000: the clock is coarse
    let often = |run: &dyn Fn()| (0..(100_000 / offenders).max(1)).for_each(|_| run());
    let [audit, whole, stock, flow] = kit::alternate(
        Clock::Cpu,
        5,
        [
            &mut || often(&|| drop(lists::audit(&store, From::Cache, &known))),
            &mut || often(&|| drop(overview(&store, &known))),
            &mut || often(&|| drop(trend(&store, &known, Measure::Owed))),
            &mut || often(&|| drop(trend(&store, &known, Measure::DaysOverdue))),
        ],
    );
    let times = |time| format!("{} and {}, the audit; peak {} MiB", shown(time), shown(audit), kit::peak());
    let beside = "beside the audit of a year";
    row(&format!("the overview, {number}, {beside}"), Goal::AtMost(1.3), ratio(whole, audit), &times(whole));
    let name = |measure: &str| format!("a trend of {measure}, {months} months by risk level, {number}, {beside}");
    row(&name("owed"), Goal::AtMost(3.0), ratio(stock, audit), &times(stock));
    row(&name("days-overdue"), Goal::AtMost(3.0), ratio(flow, audit), &times(flow));
}
