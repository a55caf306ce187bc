//! What is to be said of an act beside the facts it recorded.

use serde::Serialize;

use super::words::{counted, short_day};
use crate::act::deed::Noted;
use crate::domain::day::Day;

/// In words, a whole sentence or two.
pub(super) fn in_words(noted: &Noted) -> String {
    match noted {
        Noted::NotWanted { offender_ref, attempts, wanted } => format!(
            "{offender_ref}: no decision is wanted yet, after {} with entry sought of {wanted}.",
            counted(*attempts, "failed attempt", "failed attempts")
        ),
        Noted::AfterDue { offender_ref, day, due } => {
            format!("{offender_ref}: booked for {}, after the due day, {}.", short_day(*day), short_day(*due))
        }
        Noted::Cancelled { offender_ref, day, time } => {
            format!("{offender_ref}: what was booked for {} at {time} is cancelled.", short_day(*day))
        }
        Noted::EndsOwing { offender_ref, until: Some(until), since } if since >= until => format!(
            "{offender_ref}: management ends on {}; a visit owed since {} is asked of nobody any more.",
            short_day(*until),
            short_day(*since)
        ),
        Noted::EndsOwing { offender_ref, until: Some(until), since } => format!(
            "{offender_ref}: management ends on {} with a visit owed since {}; it counts as missed.",
            short_day(*until),
            short_day(*since)
        ),
        Noted::EndsOwing { offender_ref, until: None, since } => {
            format!("{offender_ref}: a visit was owed since {}; it counts no more.", short_day(*since))
        }
        Noted::BookedInLeave { officer, offender_ref, day, time } => format!(
            "{officer} is not there, and booked to visit {offender_ref} on {} at {time}: book it anew.",
            short_day(*day)
        ),
    }
}

/// One of them as JSON: `kind`, and what it names.
#[derive(Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub(super) enum NotedJson<'a> {
    NotWanted { offender_ref: &'a str, attempts: u32, wanted: u32 },
    AfterDue { offender_ref: &'a str, day: Day, due: Day },
    Cancelled { offender_ref: &'a str, day: Day, time: &'a str },
    EndsOwing { offender_ref: &'a str, until: Option<Day>, since: Day },
    BookedInLeave { officer_id: &'a str, offender_ref: &'a str, day: Day, time: &'a str },
}

impl<'a> From<&'a Noted> for NotedJson<'a> {
    fn from(noted: &'a Noted) -> NotedJson<'a> {
        match noted {
            Noted::NotWanted { offender_ref, attempts, wanted } => {
                NotedJson::NotWanted { offender_ref, attempts: *attempts, wanted: *wanted }
            }
            Noted::AfterDue { offender_ref, day, due } => NotedJson::AfterDue { offender_ref, day: *day, due: *due },
            Noted::Cancelled { offender_ref, day, time } => NotedJson::Cancelled { offender_ref, day: *day, time },
            Noted::EndsOwing { offender_ref, until, since } => {
                NotedJson::EndsOwing { offender_ref, until: *until, since: *since }
            }
            Noted::BookedInLeave { officer, offender_ref, day, time } => {
                NotedJson::BookedInLeave { officer_id: officer, offender_ref, day: *day, time }
            }
        }
    }
}
