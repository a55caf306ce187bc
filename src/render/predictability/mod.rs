//! Whose visits could be foreseen: on a screen, as JSON (`homevisit.predictability/1`) and as a paper.

mod files;

pub use files::{csv, json, paper};

use super::audit_table::fraction;
use super::lines::{beside, left, paragraph, right, who, wrap};
use super::notice::shared;
use super::table;
use super::words::{NO_LEVEL, day_in_words, grouped, known, scope, screen_text, short_day, went_back};
use crate::report::predictability::{Listed, People, Predictability, Shares};

const NARROWEST: usize = 72;
const LEVEL: usize = 10;
const DUE: usize = 11;
/// `1,234/12,345 (10.0 %)`.
const SHARE: usize = 17;

/// What a row asks for, and what it does not.
pub(super) const WHAT_NOW: &str = "Where somebody could know when the next visit comes, choose another weekday, another time of \
day, or a day well before it falls due. No due day is moved by this.";

fn who_width(width: usize) -> usize {
    (width * 21 / 80).min(40)
}

/// For a terminal of `width` columns (80 is what it is made for; below 72 it stays at 72).
pub fn table(report: &Predictability, width: usize) -> String {
    let width = width.max(NARROWEST);
    let first =
        format!("Whose visits could be foreseen, of {}, as at {}", scope(&report.scope), day_in_words(report.as_of));
    let policy = format!("Policy {}, version {}.", report.policy.id, report.policy.version);
    let notes = known(report.policy.known.as_ref(), width) + &went_back(&report.policy.went_back, width);
    let mut out = paragraph("", &first, width) + &paragraph("", &policy, width) + &notes + "\n";
    out.push_str(&people(&report.people, width));
    out.push('\n');
    let (from, to) = (short_day(report.from), short_day(report.as_of));
    let of = format!("Visits from {from} to {to} of everybody in the scope, managed on the day or not:");
    out.push_str(&paragraph("", &of, width));
    out.push_str(&shares(report, width));
    if !report.rows.is_empty() {
        out.push('\n');
        out.push_str(&paragraph("", WHAT_NOW, width));
        out.push('\n');
        out.push_str(&heading(width));
        report.rows.iter().for_each(|row| out.push_str(&line(report, row, width)));
    }
    out
}

fn people(people: &People, width: usize) -> String {
    let of = |count: u64, what: &str| format!("{}  {what}\n", right(&fraction(count, people.looked_at()), SHARE));
    if people.looked_at() == 0 {
        let all = grouped(people.managed);
        let none =
            format!("Of {all} people managed, nobody has four visits that count in this management: too few to say.");
        return paragraph("", &none, width);
    }
    let first = format!(
        "Of {} people managed, {} have fewer than four visits that count in this management: too few to say. Of the last \
         four of each of the other {}:",
        grouped(people.managed),
        grouped(people.too_few),
        grouped(people.looked_at())
    );
    paragraph("", &first, width)
        + &of(people.weekday, "all on one weekday")
        + &of(people.band, "all within three hours of the day")
        + &of(people.band_unknown, "not said of the hours: a time is not recorded")
        + &of(people.before_due, "each only when it was about to fall due")
        + &of(people.predictable, "any of these")
}

fn shares(report: &Predictability, width: usize) -> String {
    let row =
        |what: String, said: &dyn Fn(&Shares) -> String| vec![what, said(&report.effective), said(&report.attempts)];
    let of = |part: u64, all: u64| match all {
        0 => "n/a (of none)".to_owned(),
        _ => fraction(part, all),
    };
    let count = |count: u64, all: u64| format!("{}/{}", grouped(count), grouped(all));
    let rows = [
        row("announced, where recorded".to_owned(), &|shares| {
            of(shares.announced, shares.visits - shares.announced_unknown)
        }),
        row("  not recorded".to_owned(), &|shares| count(shares.announced_unknown, shares.visits)),
        row(format!("from {}:00, where timed", report.evening_from), &|shares| {
            of(shares.evening, shares.visits - shares.no_time)
        }),
        row("  no time recorded".to_owned(), &|shares| count(shares.no_time, shares.visits)),
        row("at weekends".to_owned(), &|shares| of(shares.weekend, shares.visits)),
    ];
    table::plain(&["", "Visits that count", "Failed attempts"], rows, width)
}

fn heading(width: usize) -> String {
    let who = left("Offender", who_width(width));
    format!("{who}  {}  {}  The last four visits\n", left("Risk level", LEVEL), left("Due", DUE))
}

fn line(report: &Predictability, row: &Listed, width: usize) -> String {
    let who = who(row.name.as_deref(), &row.reference, who_width(width));
    let level = row.tier.map_or(NO_LEVEL.to_owned(), |tier| screen_text(report.labels.tier_name(tier)));
    let due = vec![row.due.map_or("-".to_owned(), short_day)];
    let owner =
        row.owner.map_or(String::new(), |owner| format!("; officer {}", screen_text(report.labels.officer_id(owner))));
    let said = wrap(&(shared(&row.predictable) + &owner), width - who_width(width) - LEVEL - DUE - 3 * 2);
    beside(&[(&who, who_width(width)), (&wrap(&level, LEVEL), LEVEL), (&due, DUE), (&said, 0)])
}
