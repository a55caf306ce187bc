//! The audit on a terminal: the headline first and in people, then the requirements with every rate beside its
//! fraction, then what is counted in neither.

use comfy_table::{CellAlignment, ContentArrangement, Table, presets};

use super::lines::paragraph;
use super::words::{NO_LEVEL, counted, day_in_words, grouped, known, screen_text, short_day, went_back};
use crate::domain::day::Day;
use crate::report::audit::{Audit, Cases, Counts, Group, GroupBy};

const NARROWEST: usize = 60;
const MEANT: &str = "On time: met by its deadline. Late: met after it. Missed: unmet, and its whole next cycle or \
management went by. Overdue: unmet, its deadline passed by the as-of day. The rate is on time over all four.";
const RECORDED: &str = "Of those on time: recorded here only after the deadline, and later after the visit than the policy \
    allows (what an extract brings is recorded here on the day it is taken in); beside it the same by the day on which \
    its source says it was written down, of those that say one";
const BESIDE: &str = "Beside them, in no rate: additional visits (in the first half of a cycle), visits owed that lapsed \
    (an absence or the end of management came before their deadline passed), and those pending (it has not passed yet)";

/// The audit for a terminal of `width` columns (80 is what it is made for; below 60 it stays at 60).
pub fn table(audit: &Audit, width: usize) -> String {
    let width = width.max(NARROWEST);
    let mut out = heading(audit, width);
    out.push('\n');
    out.push_str(&paragraph("", &headline(audit), width));
    out.push_str(&people(audit, width));
    out.push_str("\nVisits owed, counted on the day met in time, else on the day due\n");
    out.push_str(&requirements(audit, width));
    out.push_str(&paragraph("", MEANT, width));
    out.push('\n');
    out.push_str(&paragraph("", RECORDED, width));
    out.push_str(&recorded(audit, width));
    out.push('\n');
    out.push_str(&paragraph("", BESIDE, width));
    out.push_str(&beside_them(audit, width));
    if let Some(cases) = &audit.cases {
        out.push_str(&cases_tables(audit, cases, width));
    }
    out
}

fn heading(audit: &Audit, width: usize) -> String {
    let period = format!("Audit of {} to {}", short_day(audit.from), short_day(audit.to));
    let first = format!("{period} ({} to {}), as at {}", audit.from, audit.to, day_in_words(audit.as_of));
    let second = format!("Policy {}, version {}.", audit.policy.id, audit.policy.version);
    let mut out = paragraph("", &first, width) + &paragraph("", &second, width);
    out.push_str(&known(audit.policy.known.as_ref(), width));
    out.push_str(&went_back(&audit.policy.went_back, width));
    beginning(audit).iter().for_each(|note| out.push_str(&paragraph("", note, width)));
    out
}

/// What must be said of the period.
pub(super) fn beginning(audit: &Audit) -> Vec<String> {
    let begins = |day| format!("The record begins on {}: days before it are not counted.", day_in_words(day));
    let goes_on = format!("The period goes on after {}: days are counted up to then.", short_day(audit.as_of));
    let goes_on = (audit.to > audit.as_of).then_some(goes_on);
    audit.history_from.map(begins).into_iter().chain(goes_on).collect()
}

pub(super) fn headline(audit: &Audit) -> String {
    if audit.days == 0 {
        return "No day of the period is in the record: nothing can be said of an average day.".to_owned();
    }
    let (overdue, of) = (average(audit.total.days_overdue, audit.days), average(audit.total.days_required, audit.days));
    let (people, were) = if overdue == "1" { ("person", "was") } else { ("people", "were") };
    format!("ON AN AVERAGE DAY {overdue} {people} {were} overdue, of {of} who were to be visited.")
}

/// People on an average day: whole from 10 up, else with one decimal.
pub(super) fn average(person_days: u64, days: u32) -> String {
    let days = u64::from(days);
    let tenths = (person_days * 10 + days / 2) / days.max(1);
    match (person_days, tenths) {
        (0, _) => "0".to_owned(),
        (_, 0) => "< 0.1".to_owned(),
        (_, tenths) if tenths >= 100 => grouped((person_days + days / 2) / days.max(1)),
        (_, tenths) if tenths % 10 == 0 => (tenths / 10).to_string(),
        (_, tenths) => format!("{}.{}", tenths / 10, tenths % 10),
    }
}

/// `512/640 (80.0 %)`, or `n/a` where there is nothing to be a part of. 100.0 % only where it is.
pub(super) fn fraction(part: u64, whole: u64) -> String {
    if whole == 0 {
        return "n/a".to_owned();
    }
    let rounded = (part * 2_000 + whole) / (whole * 2);
    let tenths = if part == whole { 1_000 } else { rounded.min(999) };
    format!("{}/{} ({}.{} %)", grouped(part), grouped(whole), tenths / 10, tenths % 10)
}

/// What was on time of what was required.
pub(super) fn rate(counts: &Counts) -> String {
    fraction(counts.on_time, counts.required())
}

pub(super) fn group_heading(by: GroupBy) -> &'static str {
    match by {
        GroupBy::Tier => "Risk level",
        GroupBy::Officer => "Officer",
        GroupBy::Team => "Team",
    }
}

pub(super) fn group_in_words(group: &Group) -> String {
    match group {
        Group::Tier(_, name) => screen_text(name),
        Group::Officer(id) | Group::Team(id) => screen_text(id),
        Group::Untiered => NO_LEVEL.to_owned(),
        Group::NoTeam => "no team".to_owned(),
        Group::Unowned => "no officer".to_owned(),
    }
}

fn people(audit: &Audit, width: usize) -> String {
    let heads = ["overdue", "of those to visit", "away", "desk-based", "person-days overdue", "person-days to visit"];
    figures(audit, width, &heads, |counts| {
        let a_day = |person_days| if audit.days == 0 { "n/a".to_owned() } else { average(person_days, audit.days) };
        vec![
            a_day(counts.days_overdue),
            a_day(counts.days_required),
            a_day(counts.days_suspended),
            a_day(counts.days_reactive),
            grouped(counts.days_overdue),
            grouped(counts.days_required),
        ]
    })
}

fn requirements(audit: &Audit, width: usize) -> String {
    figures(audit, width, &["on time", "late", "missed", "overdue"], |counts| {
        vec![rate(counts), grouped(counts.late), grouped(counts.missed), grouped(counts.overdue)]
    })
}

fn recorded(audit: &Audit, width: usize) -> String {
    figures(audit, width, &["recorded here late", "late by their source's day"], |counts| {
        vec![fraction(counts.recorded_late, counts.on_time), fraction(counts.source_late, counts.source_dated)]
    })
}

fn beside_them(audit: &Audit, width: usize) -> String {
    figures(audit, width, &["additional", "lapsed", "pending"], |counts| {
        vec![grouped(counts.additional), grouped(counts.lapsed), grouped(counts.pending)]
    })
}

/// A row of figures for each group, and in total.
fn figures(audit: &Audit, width: usize, heads: &[&str], of: impl Fn(&Counts) -> Vec<String>) -> String {
    let mut table = plain(width, [group_heading(audit.group_by)].iter().chain(heads).copied());
    let rows = audit.rows.iter().map(|row| (group_in_words(&row.group), &row.counts));
    for (group, counts) in rows.chain([("all".to_owned(), &audit.total)]) {
        table.add_row([vec![group], of(counts)].concat());
    }
    table.column_iter_mut().skip(1).for_each(|column| column.set_cell_alignment(CellAlignment::Right));
    printed(table)
}

pub(super) fn plain<'a>(width: usize, heads: impl Iterator<Item = &'a str>) -> Table {
    let mut table = Table::new();
    table.load_style(presets::NOTHING).set_content_arrangement(ContentArrangement::Dynamic).force_no_tty();
    table.set_width(u16::try_from(width).unwrap_or(u16::MAX)).set_header(heads.collect::<Vec<_>>());
    table
}

/// From the first column of the screen, without the spaces at the ends of lines.
pub(super) fn printed(mut table: Table) -> String {
    table.column_iter_mut().take(1).for_each(|column| {
        column.set_padding((0, 1));
    });
    table.trim_fmt() + "\n"
}

fn cases_tables(audit: &Audit, cases: &Cases, width: usize) -> String {
    let group = |row: usize| group_in_words(&audit.rows[row].group);
    let number = cases.requirements.len() as u64;
    let mut out =
        format!("\nBehind the figures: {}\n", counted(number, "visit owed or additional", "visits owed or additional"));
    let heads = [group_heading(audit.group_by), "outcome", "counted on", "due", "visit", "offender"];
    let mut table = plain(width, heads.into_iter());
    for case in &cases.requirements {
        let visit = case.visit.map_or("-".to_owned(), |day| day.to_string());
        let days = [case.count_day.to_string(), case.due.to_string(), visit];
        let [count_day, due, visit] = days;
        table.add_row([group(case.row), case.fate.to_string(), count_day, due, visit, screen_text(&case.reference)]);
    }
    out.push_str(&printed(table));
    out.push_str(&late_tables(audit, cases, width));
    out.push_str("\nDays overdue, by offender\n");
    let mut table = plain(width, [group_heading(audit.group_by), "days overdue", "offender"].into_iter());
    for case in &cases.days_overdue {
        table.add_row([group(case.row), grouped(case.days), screen_text(&case.reference)]);
    }
    out.push_str(&printed(table));
    out
}

/// Of what was on time, each that was recorded late, by our day or by that of its source; `*` marks the day that is late.
fn late_tables(audit: &Audit, cases: &Cases, width: usize) -> String {
    let late = cases.requirements.iter().filter_map(|case| Some((case, case.recorded?)));
    let late: Vec<_> = late.filter(|(_, recorded)| recorded.late || recorded.source_late).collect();
    if late.is_empty() {
        return String::new();
    }
    let heads = [group_heading(audit.group_by), "due", "visit", "recorded here", "by its source", "offender"];
    let mut table = plain(width, heads.into_iter());
    for (case, recorded) in late {
        let marked = |day: Day, late: bool| format!("{day}{}", if late { " *" } else { "" });
        let visit = case.visit.map_or("-".to_owned(), |day| day.to_string());
        let source = recorded.source.map_or("-".to_owned(), |day| marked(day, recorded.source_late));
        let days = [case.due.to_string(), visit, marked(recorded.here, recorded.late), source];
        let group = group_in_words(&audit.rows[case.row].group);
        table.add_row([vec![group], days.to_vec(), vec![screen_text(&case.reference)]].concat());
    }
    format!("\nOn time and recorded late; * is the day that is late\n{}", printed(table))
}
