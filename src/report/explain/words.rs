//! The words of an explanation: days, sums, periods and the field's own words as a newcomer reads them.

use crate::domain::cadence::Interval;
use crate::domain::day::{Day, Period};
use crate::domain::offender::{Status, TierKey};
use crate::domain::policy::Book;
use crate::domain::row::Flag;
use crate::domain::visit::{Outcome, Premises, Visit};

/// `10 Jun 2025`.
pub fn date(day: Day) -> String {
    day.to_naive().format("%-d %b %Y").to_string()
}

/// `1 day`, `5 days`.
pub fn days(count: u32) -> String {
    plural(count as usize, "day", "days")
}

/// A count with the word that fits it.
pub fn plural(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

/// `a, b and c`.
pub fn list(items: &[String]) -> String {
    match items {
        [] => String::new(),
        [only] => only.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

/// `Upper case first`.
pub fn sentence(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
}

/// `from 1 Mar 2025 until 1 Jun 2025`; without an end, `from 1 Mar 2025, with no end recorded`.
pub fn period(period: Period) -> String {
    match period.until {
        Some(until) => format!("from {} until {}", date(period.from), date(until)),
        None => format!("from {}, with no end recorded", date(period.from)),
    }
}

/// `10 Mar 2025 + 3 months = 10 Jun 2025`, saying where a shorter month cut the day.
pub fn sum(base: Day, times: u32, interval: Interval, result: Day) -> String {
    let many = if times == 1 { String::new() } else { format!("{times} × ") };
    let cut = matches!(interval, Interval::Months(_)) && day_of_month(result) < day_of_month(base);
    let cut = if cut { ", the last day of a shorter month" } else { "" };
    format!("{} + {many}{interval} = {}{cut}", date(base), date(result))
}

/// `1 Mar 2025 + 15 days = 16 Mar 2025`.
pub fn sum_days(base: Day, count: u32, result: Day) -> String {
    format!("{} + {} = {}", date(base), days(count), date(result))
}

fn day_of_month(day: Day) -> u32 {
    chrono::Datelike::day(&day.to_naive())
}

/// The word on screens of a risk level under the policy in force on a day.
pub fn tier(book: &Book, key: TierKey, day: Day) -> String {
    book.on(day).tier(key).map_or_else(|| book.tier_id(key).to_owned(), |tier| tier.name.clone())
}

/// What a status is called when it is recorded, or over.
pub fn status(status: Status) -> &'static str {
    match status {
        Status::Custody => "custody",
        Status::Hospital => "detention in hospital",
        Status::Abroad => "time abroad",
        Status::Elsewhere => "time with another force",
        Status::Missing => "whereabouts unknown",
    }
}

/// Where somebody is while it lasts.
pub fn whereabouts(status: Status) -> &'static str {
    match status {
        Status::Custody => "in custody",
        Status::Hospital => "detained in hospital",
        Status::Abroad => "abroad",
        Status::Elsewhere => "with another force",
        Status::Missing => "whereabouts unknown",
    }
}

/// What came of a visit and where: `seen at the notified premises`.
pub fn visit(visit: &Visit) -> String {
    let outcome = match visit.outcome {
        Outcome::Seen => "seen",
        Outcome::Doorstep => "spoken to on the doorstep only",
        Outcome::NoReply => return "nobody answered".to_owned(),
        Outcome::Refused => return "entry was refused".to_owned(),
        Outcome::Out => return "someone answered, the offender was not in".to_owned(),
        Outcome::NotResident => return "the offender does not live there".to_owned(),
        Outcome::Abandoned => return "the visit was given up".to_owned(),
    };
    let premises = match visit.premises {
        Premises::Notified => "at the notified premises",
        Premises::Other => "away from the notified premises",
        Premises::NotRecorded => "at premises that were not recorded",
    };
    format!("{outcome} {premises}")
}

/// A flag in words.
pub fn flag(flag: Flag) -> &'static str {
    match flag {
        Flag::NoTier => "no risk level set",
        Flag::NoOwner => "no responsible officer",
        Flag::OwnerInactive => "the responsible officer has left",
        Flag::NoAddress => "no address",
        Flag::NewAddress => "new address, not yet seen there",
        Flag::OverdueFrozen => "a visit owed from before, frozen",
        Flag::NeverVisited => "never visited",
        Flag::RetryOverdue => "not tried again in time",
        Flag::OwnInterval => "own interval",
    }
}
