//! An offender's row on a day (section 5).

use homevisit::domain::day::Day;
use homevisit::domain::offender::{Address, OfficerKey, Status};
use homevisit::domain::officer::Roster;
use homevisit::domain::row::{Bucket, Flag};
use homevisit::domain::visit::{Visit, VisitKind};

use super::course::Course;
use super::holds::{Holds, latest};
use super::{Mode, RefRow};

/// The row of a management that covers the day, once that day was lived.
pub fn row(course: &Course, holds: &Holds, roster: &Roster, day: Day) -> RefRow {
    let run: Vec<Day> = course.missed.iter().copied().chain(course.overdue).collect();
    let oldest = course.overdue.and(run.iter().min().copied());
    let mode = mode_on(course, day);
    let upcoming = course.upcoming.filter(|_| mode == Mode::Required).map(|requirement| requirement.due);
    let last_visit = last_seen(holds, day);
    RefRow {
        tier: holds.tier_set(day),
        tier_place: holds.book.on(day).place(holds.tier(day)).expect("a version has the tier of somebody managed"),
        owner: latest(&holds.facts.owners, day),
        bucket: bucket(course, holds, mode, day),
        due: oldest.or(upcoming),
        with_overdue: course.overdue.is_some(),
        days_overdue: oldest.map_or(0, |oldest| days_overdue(course, oldest)),
        missed: course.missed.len() as u32,
        last_visit,
        attempts_since: since(holds, last_visit, day, &[VisitKind::Attempt]).len() as u32,
        flags: Flag::ALL.iter().copied().filter(|flag| applies(*flag, course, holds, roster, day)).collect(),
    }
}

fn mode_on(course: &Course, day: Day) -> Mode {
    course.days.iter().find(|(lived, ..)| *lived == day).expect("a managed day that was lived").1
}

fn last_seen(holds: &Holds, day: Day) -> Option<Day> {
    holds.last_seen(Day::MIN, day.next())
}

fn bucket(course: &Course, holds: &Holds, mode: Mode, day: Day) -> Bucket {
    if holds.status(Status::Missing, day) {
        return Bucket::Missing;
    }
    match mode {
        Mode::Suspended => Bucket::Suspended,
        Mode::Reactive => Bucket::Reactive,
        Mode::Required if course.overdue.is_some() => Bucket::Overdue,
        Mode::Required => {
            let due = course.upcoming.expect("in a stretch there is an upcoming requirement").due;
            if day.plus_days(holds.numbers(day).due_soon_days) >= due { Bucket::Due } else { Bucket::OnTrack }
        }
    }
}

/// "the days after that oldest unmet due day, up to and including the as-of day, in mode required (days nobody could
/// visit do not count; days before `history_from` all do)".
fn days_overdue(course: &Course, oldest: Day) -> u32 {
    let lived = course.days.iter().filter(|(day, mode, _)| *day > oldest && *mode == Mode::Required).count() as u32;
    let before_the_record = course.taken_up.map_or(0, |k| k.before().days_after(oldest));
    lived + before_the_record
}

/// The visits of these kinds on days after last seen, or all while never seen, up to the day.
fn since<'a>(holds: &Holds<'a>, last_visit: Option<Day>, day: Day, kinds: &[VisitKind]) -> Vec<&'a Visit> {
    let visits = holds.facts.visits.iter().filter(|visit| visit.day <= day);
    let later = visits.filter(|visit| last_visit.is_none_or(|seen| visit.day > seen));
    later.filter(|visit| kinds.contains(&holds.book.kind_of(visit))).collect()
}

fn applies(flag: Flag, course: &Course, holds: &Holds, roster: &Roster, day: Day) -> bool {
    let owner = latest(&holds.facts.owners, day);
    match flag {
        Flag::NoTier => holds.tier_set(day).is_none(),
        Flag::NoOwner => owner.is_none(),
        Flag::OwnerInactive => owner.is_some_and(|owner| inactive(roster, owner, day)),
        Flag::NoAddress => no_address(holds, day),
        Flag::NewAddress => !no_address(holds, day) && new_address(holds, day),
        Flag::OverdueFrozen => course.overdue.is_some() && mode_on(course, day) != Mode::Required,
        Flag::NeverVisited => course.overdue.is_some() && holds.last_seen(course.period.from, day.next()).is_none(),
        Flag::RetryOverdue => mode_on(course, day) == Mode::Required && retry_overdue(holds, day),
        Flag::OwnInterval => holds.own_interval(day).is_some(),
    }
}

/// "the owner's `active_until` is that day or earlier".
fn inactive(roster: &Roster, owner: OfficerKey, day: Day) -> bool {
    let records = &roster.get(owner).expect("an owner is an officer").records;
    let holding = records.iter().filter(|record| record.from <= day).max_by_key(|record| record.from);
    holding.and_then(|record| record.what.active_until).is_some_and(|until| until <= day)
}

/// "the address that holds is blank (a postcode alone is none) and not of no fixed abode, or there is none".
fn no_address(holds: &Holds, day: Day) -> bool {
    latest(&holds.facts.addresses, day).is_none_or(|address| address.blank && !address.no_fixed_abode)
}

/// "what holds (address, postcode, no fixed abode) differs, as written, from what held on the day last seen, if only
/// because nothing did (never seen: from the first)".
fn new_address(holds: &Holds, day: Day) -> bool {
    let addresses = &holds.facts.addresses;
    let writing = |address: Address| address.writing;
    let now = latest(addresses, day).map(writing);
    let first = addresses.iter().map(|address| address.from).min();
    match last_seen(holds, day) {
        Some(seen) => now != latest(addresses, seen).map(writing),
        None => now != first.and_then(|first| latest(addresses, first)).map(writing),
    }
}

/// "an attempt or contact on a day after last seen (or any, before management too, while never seen), and more than
/// `retry_days` since the latest".
fn retry_overdue(holds: &Holds, day: Day) -> bool {
    let tries = since(holds, last_seen(holds, day), day, &[VisitKind::Attempt, VisitKind::Contact]);
    let latest = tries.iter().map(|visit| visit.day).max();
    latest.is_some_and(|latest| day.days_since(latest) > i64::from(holds.numbers(day).retry_days))
}
