//! What followed from a person's visits, in words.

use super::super::lines::paragraph;
use super::super::notice::{Words, course_words, stage_words};
use super::super::recorded::clock;
use super::super::words::{counted, join, screen_text};
use super::because;
use crate::domain::work::{At, Booking};
use crate::report::Labels;
use crate::report::person::{Children, Decided, Order, Person, Referred};

pub(super) fn words_of(person: &Person) -> Words<'_> {
    Words { labels: &person.labels, visit_refs: &person.visit_refs, own: &[] }
}

/// A line of the warnings that hold; nothing where there are none.
pub(super) fn warnings(person: &Person, width: usize) -> String {
    let words: Vec<&str> = person.markers.iter().map(|code| person.labels.marker(code)).collect();
    if words.is_empty() {
        return String::new();
    }
    paragraph("WARNINGS: ", &screen_text(&words.join(", ")), width)
}

pub(super) fn notices(person: &Person) -> Vec<String> {
    let words = words_of(person);
    person.notices.iter().map(|told| words.told(told)).collect()
}

pub(super) fn bookings(person: &Person) -> Vec<String> {
    person.bookings.iter().zip(going(person)).map(|(booking, going)| format!("{} {going}", booking.day)).collect()
}

/// Of each booking the time, and who goes.
pub(super) fn going(person: &Person) -> Vec<String> {
    let say = |booking: &Booking| {
        let officers: Vec<String> =
            booking.officers.iter().map(|officer| person.labels.officer_id(*officer).to_owned()).collect();
        format!("{}  {}", clock(booking.time), join(&officers))
    };
    person.bookings.iter().map(say).collect()
}

pub(super) fn children(seen: &Children) -> String {
    let referrals: Vec<String> = seen.referrals.iter().map(referred).collect();
    let referrals = if referrals.is_empty() { "NO REFERRAL RECORDED".to_owned() } else { referrals.join("; ") };
    let children = counted(seen.children, "child", "children");
    format!("{}  {children}, {}; {referrals}", when(seen.at), seen.visit_ref)
}

fn referred(referral: &Referred) -> String {
    let what =
        referral.agency.as_ref().map_or("no referral needed".to_owned(), |agency| format!("referred to {agency}"));
    format!("{what} {} ({}{})", when(referral.at), referral.by, because(referral.because.as_deref()))
}

pub(super) fn decision(decided: &Decided) -> String {
    let stages = decided.stages.iter().map(|(stage, on)| format!(", {} {on}", stage_words(*stage)));
    let (course, by) = (course_words(decided.course), decided.visit_by);
    let why = because(decided.because.as_deref());
    format!("{}  {course}{}, go again by {by} ({}{why})", when(decided.at), stages.collect::<String>(), decided.by)
}

pub(super) fn direction(order: &Order, labels: &Labels) -> String {
    let (cause, why) = (labels.cause(&order.cause), because(order.because.as_deref()));
    format!("{}  visit by {}: {cause} ({}{why})", when(order.at), order.visit_by, order.by)
}

fn when(at: At) -> String {
    at.clock().map_or(at.day.to_string(), |time| format!("{} {time}", at.day))
}
