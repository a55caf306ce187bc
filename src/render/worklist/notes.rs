//! What a row is to be acted on for, in words.

use super::super::notice::Words;
use super::super::recorded::clock;
use super::super::words::{self, counted, screen_text, short_day};
use crate::domain::notice::{Notice, Told};
use crate::domain::row::{Bucket, Flag};
use crate::domain::work::Booking;
use crate::report::worklist::{Listed, Today, Worklist};

/// Which buckets a row has to say, because no title above it does.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum SayBucket {
    /// Its title says it.
    Never,
    /// Several buckets for which no visit is due share a title.
    NotDue,
    /// Titles are of areas.
    Always,
}

pub(super) fn words_of<'a>(list: &'a Worklist, listed: &'a Listed) -> Words<'a> {
    Words { labels: &list.labels, visit_refs: &listed.visit_refs, own: &list.own }
}

/// In words, the most pressing first.
pub(super) fn notes(list: &Worklist, listed: &Listed, say: SayBucket) -> Vec<String> {
    let mut notes = Vec::new();
    let words = words_of(list, listed);
    let pressing = |told: &&Told| told.notice() <= Notice::BookingPassed;
    notes.extend(listed.notices.iter().filter(pressing).map(|told| words.told(told)));
    visiting(list, listed, say, &mut notes);
    notes.extend(listed.notices.iter().filter(|told| !pressing(told)).map(|told| words.told(told)));
    for booking in listed.bookings.iter().filter(|booking| !has_passed(listed, booking)) {
        let late = listed.row.due.is_some_and(|due| due < booking.day);
        notes.push(format!("{}{}", words.booking(booking), if late { ", after the due day" } else { "" }));
    }
    if listed.no_fixed_abode {
        notes.push("no fixed abode".to_owned());
    }
    notes.extend(whose(list, listed));
    notes
}

/// Whether its time has, so that it is asked about.
fn has_passed(listed: &Listed, booking: &Booking) -> bool {
    let asked = |told: &Told| matches!(told, Told::BookingPassed { day, time, .. } if (*day, *time) == (booking.day, booking.time));
    listed.notices.iter().any(asked)
}

/// What the rules of visiting say.
fn visiting(list: &Worklist, listed: &Listed, say: SayBucket, notes: &mut Vec<String>) {
    let row = &listed.row;
    if row.missed > 0 {
        notes.push(format!("whole cycles missed: {}", row.missed));
    }
    if row.attempts_since > 0 {
        let tried = counted(row.attempts_since, "time", "times");
        let since = row.last_visit.map_or(", never seen", |_| " since last seen");
        notes.push(format!("tried {tried}{since}"));
    }
    if let Some(by) = row.retry_by.filter(|by| *by >= list.as_of) {
        notes.push(format!("try again by {}", short_day(by)));
    }
    if row.within_tolerance {
        notes.push("past its due day, within the tolerance".to_owned());
    }
    match row.bucket {
        Bucket::Missing if say == SayBucket::Always => notes.push("whereabouts unknown".to_owned()),
        _ if say == SayBucket::Never => (),
        Bucket::OnTrack => notes.push("on track".to_owned()),
        Bucket::Suspended if !row.with_overdue => notes.push("away".to_owned()),
        Bucket::Reactive => notes.push("desk-based".to_owned()),
        _ => (),
    }
    for flag in &row.flags {
        notes.push(match (flag, row.owner) {
            (Flag::OwnerInactive, Some(owner)) => {
                format!("officer has left ({})", screen_text(list.labels.officer_id(owner)))
            }
            _ => words::flag(*flag).to_owned(),
        });
    }
}

/// Whose case it is, where the list is not that officer's alone, and who covers.
pub(super) fn whose(list: &Worklist, listed: &Listed) -> Vec<String> {
    let officer = |key| screen_text(list.labels.officer_id(key));
    let Some(owner) = listed.row.owner else { return Vec::new() };
    if !list.own.is_empty() && !list.own.contains(&owner) {
        let beside = list.beside.iter().any(|other| other.key == listed.key);
        return vec![format!("{} {}", if beside { "case of" } else { "for" }, officer(owner))];
    }
    let mut says = Vec::new();
    if list.own.len() > 1 {
        says.push(format!("of {}", officer(owner)));
    }
    for cover in &listed.covered {
        let until = cover.period.until.map_or(String::new(), |until| format!(" until {}", short_day(until)));
        says.push(format!("covered by {}{until}", officer(cover.cover)));
    }
    says
}

/// Why it is for today.
pub(super) fn today(list: &Worklist, listed: &Listed) -> Vec<String> {
    let words = words_of(list, listed);
    let say = |today: &Today| match today {
        Today::Booked(booking) => {
            let asked = if has_passed(listed, booking) { ", and nothing recorded" } else { "" };
            format!("booked {}{}{asked}", clock(booking.time), words.going(booking))
        }
        Today::TryAgain(by) if *by == list.as_of => "try again by today".to_owned(),
        Today::TryAgain(by) => format!("try again: it was to be by {}", short_day(*by)),
        Today::Ordered(told) => words.told(told),
        Today::GreatestRisk(due) => {
            let level = screen_text(list.labels.tier_name(listed.row.tier_applied));
            if *due < list.as_of {
                format!("{level}, due since {}", short_day(*due))
            } else {
                format!("{level}, due {}", short_day(*due))
            }
        }
    };
    listed.today.iter().map(say).collect()
}
