//! The unseen list on a terminal: two lines a person, what excuses it beside them.

use super::lines::{beside, left, paragraph, right, who, wrap};
use super::unseen::excuses_in_words;
use super::words::{NO_LEVEL, day_in_words, grouped, known, screen_text, short_day, went_back};
use crate::report::unseen::{Unseen, UnseenList};

const DAYS: usize = 6;
const SEEN: usize = 11;
const LEVEL: usize = 10;
const NARROWEST: usize = 72;

fn who_width(width: usize) -> usize {
    (width * 21 / 80).min(40)
}

fn excuse_width(width: usize) -> usize {
    width - who_width(width) - DAYS - SEEN - LEVEL - 4 * 2
}

/// The list for a terminal of `width` columns (80 is what it is made for; below 72 it stays at 72).
pub fn table(list: &UnseenList, width: usize) -> String {
    let width = width.max(NARROWEST);
    let first = format!("Everyone managed, by days since last seen, as at {}", day_in_words(list.as_of));
    let second = format!(
        "Policy {}, version {}: it says what being seen is. Never seen: days since management began.",
        list.policy.id, list.policy.version
    );
    let notes = known(list.policy.known.as_ref(), width) + &went_back(&list.policy.went_back, width);
    let mut out = paragraph("", &first, width) + &paragraph("", &second, width) + &notes + "\n";
    out.push_str(&heading(width));
    list.rows.iter().for_each(|unseen| out.push_str(&person(list, unseen, width)));
    let nothing = list.unexcused();
    out.push_str(&format!("\n{}  managed in all\n", right(&grouped(list.rows.len() as u64), 9)));
    out.push_str(&format!("{}  of them with nothing that excuses it\n", right(&grouped(nothing), 9)));
    out
}

fn heading(width: usize) -> String {
    let who = left("Offender", who_width(width));
    let (days, seen, level) = (right("Days", DAYS), left("Last seen", SEEN), left("Risk level", LEVEL));
    format!("{who}  {days}  {seen}  {level}  What excuses it\n")
}

fn person(list: &UnseenList, unseen: &Unseen, width: usize) -> String {
    let who = who(unseen.name.as_deref(), &unseen.reference, who_width(width));
    let level = unseen.tier.map_or(NO_LEVEL.to_owned(), |tier| screen_text(list.labels.tier_name(tier)));
    let seen = vec![unseen.last_visit.map_or("never".to_owned(), short_day)];
    let mut excuse = wrap(&excuses_in_words(unseen), excuse_width(width));
    if unseen.last_visit.is_none_or(|day| day < unseen.managed_from) {
        excuse.extend(wrap(&format!("managed since {}", short_day(unseen.managed_from)), excuse_width(width)));
    }
    if unseen.with_overdue {
        excuse.push("visit overdue".to_owned());
    }
    beside(&[
        (&who, who_width(width)),
        (&[right(&grouped(u64::from(unseen.days)), DAYS)], DAYS),
        (&seen, SEEN),
        (&wrap(&level, LEVEL), LEVEL),
        (&excuse, 0),
    ])
}
