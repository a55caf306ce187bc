//! What a deed asks for, in words: what whoever authorises it reads.

use std::collections::BTreeMap;

use super::fact_words::{Texts, in_words};
use super::words::{short_day, status};
use crate::domain::deed::{About, Change, Deed, Placing, Running};

/// Each change of a deed, in order.
pub(super) fn changes(deed: &Deed) -> Vec<String> {
    deed.changes.iter().map(change).collect()
}

fn change(change: &Change) -> String {
    match change {
        Change::Enrol(about) => format!("{} comes on file", word(about)),
        Change::Record(about, fact) => format!("{}: {}", word(about), in_words(fact, Texts::Shown)),
        Change::OfVisit(visit, fact) => format!("visit {visit}: {}", in_words(fact, Texts::Shown)),
        Change::End(about, running, day) => {
            format!("{}: {} ends on {}", word(about), what_runs(running), short_day(*day))
        }
        Change::Amend(about, day, set) => format!("{}: {} from {}", word(about), fields(set), short_day(*day)),
        Change::Place(officer, Placing::Officer(to), day) => {
            format!("the cases of {officer} go to {to} from {}", short_day(*day))
        }
        Change::Place(officer, Placing::Team(team), day) => {
            format!("the cases of {officer} are shared among team {team} from {}", short_day(*day))
        }
        Change::Decide(about, course, by) => {
            format!("{}: decision for {course}; to be visited by {}", word(about), short_day(*by))
        }
        Change::Step(about, stage, day) => {
            let on = day.map_or(String::new(), |day| format!(" on {}", short_day(day)));
            format!("{}: warrant {stage}{on}", word(about))
        }
        Change::Direct(about, by, cause) => {
            format!("{}: to be visited by {}, because of {cause}", word(about), short_day(*by))
        }
        Change::Cancel(about, day, time) => {
            let at = time.as_ref().map_or(String::new(), |time| format!(" at {time}"));
            format!("{}: the booking of {}{at} is cancelled", word(about), short_day(*day))
        }
        Change::Correct(fact, set) => format!("{fact} is corrected: {}", fields(set)),
        Change::Withdraw(fact) => format!("{fact} is withdrawn"),
    }
}

fn word(about: &About) -> &str {
    let (About::Offender(word) | About::Officer(word)) = about;
    word
}

fn what_runs(running: &Running) -> String {
    match running {
        Running::Management => "management".to_owned(),
        Running::Status(which) => format!("status of {}", status(*which)),
        Running::Plan(kind) => format!("{kind} plan"),
        Running::Marker(code) => format!("warning {code}"),
        Running::Service => "service".to_owned(),
    }
}

fn fields(set: &BTreeMap<String, Option<String>>) -> String {
    let each = set.iter().map(|(key, value)| format!("{key} {}", value.as_deref().unwrap_or("not recorded")));
    each.collect::<Vec<_>>().join(", ")
}
