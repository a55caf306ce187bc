//! The worked examples of the rulebook's section 7, written once for every implementation of the rules.

mod read;
mod table;

use homevisit::domain::day::Day;
use homevisit::domain::offender::Facts;
use homevisit::domain::officer::Roster;
use homevisit::domain::policy::Book;

use crate::reference::policies::uk_baseline;
use crate::reference::{Counted, Fate, Judged, RefRow};

/// One line of the table of section 7, as of one of its days.
pub struct Example {
    /// The rulebook's own words: the facts, the day, what must come out.
    pub says: &'static str,
    /// A fact a line, such as `tier high 2024-12-20` or `custody 2025-01-10..2025-01-20` (`read.rs`).
    pub facts: &'static [&'static str],
    pub as_of: &'static str,
    pub expect: &'static [Expect],
}

/// What must come out. Days are written `2025-03-31`.
#[derive(Clone, Copy, Debug)]
pub enum Expect {
    Bucket(&'static str),
    Due(&'static str),
    NotOverdue,
    /// A requirement is overdue, and the oldest unmet due day is this.
    OverdueSince(&'static str),
    DaysOverdue(u32),
    Missed(u32),
    AttemptsSince(u32),
    /// The upcoming requirement, whatever else is overdue.
    Upcoming(&'static str),
    /// Exactly one of this due day has come to this.
    Counted(Fate, &'static str),
    /// Exactly one visit was additional, on this day.
    Additional(&'static str),
}

/// Anything that answers as the reference does.
pub type Judge = fn(&Facts, &Book, &Roster, Option<Day>, Day) -> Judged;

/// Holds an implementation to every example; all that fail are named at once.
pub fn check_each(implementation: &str, judge: Judge) {
    let book = Book::new(vec![uk_baseline()]).expect("a version was adopted");
    let failures: Vec<String> = table::EXAMPLES.iter().filter_map(|example| failure(example, &book, judge)).collect();
    assert!(failures.is_empty(), "the {implementation} differs from the rulebook:\n{}", failures.join("\n"));
}

fn failure(example: &Example, book: &Book, judge: Judge) -> Option<String> {
    let (facts, history_from) = read::facts(example.facts, book);
    let judged = judge(&facts, book, &Roster::default(), history_from, read::day(example.as_of));
    let row = judged.row.as_ref().expect("managed on the day");
    let unmet: Vec<&Expect> = example.expect.iter().filter(|expect| !met(**expect, row, &judged.counted)).collect();
    let came_out = || format!("{row:?}\n    {:?}", judged.counted);
    (!unmet.is_empty()).then(|| format!("{} [{}]\n    not {unmet:?} but {}", example.says, example.as_of, came_out()))
}

fn met(expect: Expect, row: &RefRow, counted: &[Counted]) -> bool {
    let once =
        |fate: Fate, due: Option<Day>| counted.iter().filter(|one| one.fate == fate && one.due == due).count() == 1;
    match expect {
        Expect::Bucket(bucket) => row.bucket.as_str() == bucket,
        Expect::Due(due) => row.due == Some(read::day(due)),
        Expect::NotOverdue => !row.with_overdue && row.days_overdue == 0,
        Expect::OverdueSince(due) => row.with_overdue && row.due == Some(read::day(due)),
        Expect::DaysOverdue(days) => row.days_overdue == days,
        Expect::Missed(missed) => row.missed == missed,
        Expect::AttemptsSince(attempts) => row.attempts_since == attempts,
        Expect::Upcoming(due) => once(Fate::Pending, Some(read::day(due))),
        Expect::Counted(fate, due) => once(fate, Some(read::day(due))),
        Expect::Additional(day) => {
            counted.iter().filter(|one| one.fate == Fate::Additional && one.count_day == read::day(day)).count() == 1
        }
    }
}
