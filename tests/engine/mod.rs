//! The engine, asked the way the reference is asked, so that the two can be compared.

use homevisit::domain::day::Day;
use homevisit::domain::offender::Facts;
use homevisit::domain::officer::Roster;
use homevisit::domain::policy::Book;
use homevisit::domain::requirement::{self, Event, Rules, fold};
use homevisit::domain::row::Row;

use crate::reference::{Counted, Fate, Judged, Mode, RefRow};

/// Judges one offender as at a day by the engine's fold.
pub fn judge(facts: &Facts, book: &Book, roster: &Roster, history_from: Option<Day>, as_of: Day) -> Judged {
    judge_by(facts, &Rules { book: book.clone(), history_from }, roster, as_of)
}

/// The same, by rules made once.
pub fn judge_by(facts: &Facts, rules: &Rules, roster: &Roster, as_of: Day) -> Judged {
    let (mut counted, mut days) = (Vec::new(), Vec::new());
    let standing = fold(facts, rules, as_of, &mut |event| match event {
        Event::Counted(one) => counted.push(count(one)),
        Event::Days(run) => {
            let mut day = run.from;
            while day < run.until {
                days.push((day, mode(run.mode), run.overdue));
                day = day.next();
            }
        }
        Event::Step(..) => {}
    });
    let standing = standing.expect("facts within the bounds");
    counted.sort();
    Judged { row: standing.map(|standing| row(Row::of(facts, rules, roster, &standing, as_of))), counted, days }
}

fn row(row: Row) -> RefRow {
    RefRow {
        tier: row.tier,
        tier_place: row.tier_place,
        owner: row.owner,
        bucket: row.bucket,
        due: row.due,
        with_overdue: row.with_overdue,
        days_overdue: row.days_overdue,
        missed: row.missed,
        last_visit: row.last_visit,
        attempts_since: row.attempts_since,
        flags: row.flags,
    }
}

fn count(one: requirement::Counted) -> Counted {
    let fate = fate(one.fate);
    let due = Some(one.due).filter(|_| fate != Fate::Additional);
    Counted { count_day: one.count_day, fate, due, visit: one.visit }
}

fn fate(fate: requirement::Fate) -> Fate {
    match fate {
        requirement::Fate::OnTime => Fate::OnTime,
        requirement::Fate::Late => Fate::Late,
        requirement::Fate::Missed => Fate::Missed,
        requirement::Fate::Overdue => Fate::Overdue,
        requirement::Fate::Additional => Fate::Additional,
        requirement::Fate::Lapsed => Fate::Lapsed,
        requirement::Fate::Pending => Fate::Pending,
    }
}

fn mode(mode: requirement::Mode) -> Mode {
    match mode {
        requirement::Mode::Required => Mode::Required,
        requirement::Mode::Suspended => Mode::Suspended,
        requirement::Mode::Reactive => Mode::Reactive,
    }
}
