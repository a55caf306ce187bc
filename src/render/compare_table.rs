//! A period as known then and as known now on a terminal: the figures, then each person who makes the difference, with
//! what was recorded between the two.

use comfy_table::CellAlignment;

use super::audit::figures;
use super::audit_table::{average, fraction, group_heading, group_in_words, plain, printed, rate};
use super::compare::{by, difference};
use super::fact_words::{Texts, in_words};
use super::lines::paragraph;
use super::words::{counted, day_in_words, grouped, known_act, screen_text, short_day, went_back};
use crate::report::audit::{Behind, Changed, Comparison, Counts, DaysChanged, Difference, Told, View};

const NARROWEST: usize = 60;

/// The comparison for a terminal of `width` columns (80 is what it is made for; below 60 it stays at 60).
pub fn table(compared: &Comparison, width: usize) -> String {
    let width = width.max(NARROWEST);
    let mut out = heading(compared, width);
    out.push_str("\nAll together\n");
    out.push_str(&total(&compared.total.0, &compared.total.1, width));
    out.push_str(&by_group(compared, width));
    let people = counted(compared.cases.len() as u64, "person", "people");
    match compared.cases.is_empty() {
        true => out.push_str("\nNobody is counted differently.\n"),
        false => out.push_str(&format!("\nWHAT MAKES THE DIFFERENCE: {people}\n")),
    }
    for case in &compared.cases {
        out.push_str(&person(compared, case, width));
    }
    if !compared.in_common.is_empty() {
        out.push_str("\nRecorded between the two, and nobody's alone\n");
        compared.in_common.iter().for_each(|behind| out.push_str(&recorded(behind, width)));
    }
    out
}

fn heading(compared: &Comparison, width: usize) -> String {
    let period = format!("Audit of {} to {}", short_day(compared.from), short_day(compared.to));
    let days = format!("({} to {}), as at {}", compared.from, compared.to, day_in_words(compared.as_of));
    let mut out = paragraph("", &format!("{period} {days}: what was known then, and what is known now"), width);
    for (word, view, counts) in
        [("THEN", &compared.then, &compared.total.0), ("NOW ", &compared.now, &compared.total.1)]
    {
        let known = view.policy.known.as_ref().map_or(String::new(), known_act);
        let policy = &view.policy;
        out.push_str(&paragraph(&format!("{word}  "), &format!("as known at {known}"), width));
        let by = format!("Policy {}, version {}. {}", policy.id, policy.version, people(view, counts));
        out.push_str(&paragraph("      ", &screen_text(&by), width));
        out.push_str(&went_back(&policy.went_back, width));
        if let Some(history) = view.history_from {
            let note = format!("The record began on {}: days before it are not counted.", short_day(history));
            out.push_str(&paragraph("      ", &note, width));
        }
    }
    out
}

fn people(view: &View, counts: &Counts) -> String {
    match view.days {
        0 => "No day of the period is in the record.".to_owned(),
        days => {
            let (overdue, of) = (average(counts.days_overdue, days), average(counts.days_required, days));
            format!("People overdue on an average day: {overdue}, of {of} who were to be visited.")
        }
    }
}

fn total(then: &Counts, now: &Counts, width: usize) -> String {
    let mut table = plain(width, ["figure", "then", "now", "difference"].into_iter());
    let rates = |figure: &str, counts: &Counts| match figure {
        "on_time" => Some(rate(counts)),
        "recorded_late" => Some(fraction(counts.recorded_late, counts.on_time)),
        "source_late" => Some(fraction(counts.source_late, counts.source_dated)),
        _ => None,
    };
    for ((figure, before), (_, after)) in figures(then).zip(figures(now)) {
        let shown = |counts, value| rates(figure, counts).unwrap_or_else(|| grouped(value));
        table.add_row([in_words_of(figure), shown(then, before), shown(now, after), difference(before, after)]);
    }
    table.column_iter_mut().skip(1).for_each(|column| column.set_cell_alignment(CellAlignment::Right));
    printed(table)
}

/// A figure as a screen says it.
fn in_words_of(figure: &str) -> String {
    match figure {
        "recorded_late" => "on time, recorded here late".to_owned(),
        "source_dated" => "on time, dated by their source".to_owned(),
        "source_late" => "of those, late by that day".to_owned(),
        "days_required" => "person-days to visit".to_owned(),
        "days_suspended" => "person-days away".to_owned(),
        "days_reactive" => "person-days desk-based".to_owned(),
        "days_overdue" => "person-days overdue".to_owned(),
        other => other.replace('_', " "),
    }
}

/// The figures of groups that are not the same.
fn by_group(compared: &Comparison, width: usize) -> String {
    let heads = [group_heading(compared.group_by), "figure", "then", "now", "difference"];
    let mut table = plain(width, heads.into_iter());
    let mut some = false;
    for row in compared.rows_to_show() {
        for ((figure, then), (_, now)) in figures(&row.then).zip(figures(&row.now)).filter(|(then, now)| then != now) {
            let cells = [grouped(then), grouped(now), difference(then, now)];
            table.add_row([vec![group_in_words(&row.group), in_words_of(figure)], cells.to_vec()].concat());
            some = true;
        }
    }
    if !some {
        return String::new();
    }
    table.column_iter_mut().skip(2).for_each(|column| column.set_cell_alignment(CellAlignment::Right));
    format!("\nOf them, what is not the same\n{}", printed(table))
}

fn person(compared: &Comparison, case: &Difference, width: usize) -> String {
    let mut out = format!("\n{}\n", screen_text(&case.reference));
    for changed in &case.requirements {
        out.push_str(&paragraph("  ", &requirement(compared, changed), width));
        let late = changed.now.as_ref().and_then(|now| now.recorded).filter(|recorded| recorded.late);
        let late = late.map(|recorded| format!("recorded here late, on {}", short_day(recorded.here)));
        out.push_str(&late.map(|late| paragraph("    ", &late, width)).unwrap_or_default());
    }
    for days in &case.days {
        out.push_str(&paragraph("  ", &person_days(compared, days), width));
    }
    if case.behind.is_empty() {
        out.push_str("  Nothing of their own was recorded between the two.\n");
    }
    case.behind.iter().for_each(|behind| out.push_str(&recorded(behind, width)));
    out
}

fn requirement(compared: &Comparison, changed: &Changed) -> String {
    let told = |told: &Told| {
        let met = told.visit.map_or(String::new(), |day| format!(", visited {}", short_day(day)));
        let group = group_in_words(&compared.rows[told.row].group);
        format!("{} ({group}{met}, counted on {})", told.fate, short_day(told.count_day))
    };
    let due = changed.then.as_ref().or(changed.now.as_ref()).map_or(String::new(), |told| short_day(told.due));
    let then = changed.then.as_ref().map_or("not counted".to_owned(), told);
    let now = changed.now.as_ref().map_or("not counted".to_owned(), told);
    format!("visit due {due}: then {then}; now {now}")
}

fn person_days(compared: &Comparison, days: &DaysChanged) -> String {
    let changed = figures(&days.then).zip(figures(&days.now)).filter(|((_, then), (_, now))| then != now);
    let one = |((figure, then), (_, now)): ((&str, u64), (&str, u64))| {
        format!("{} {} then, {} now", in_words_of(figure), grouped(then), grouped(now))
    };
    let said = changed.map(one).collect::<Vec<_>>().join("; ");
    format!("{}: {said}", group_in_words(&compared.rows[days.row].group))
}

fn recorded(behind: &Behind, width: usize) -> String {
    let of = behind.of.as_ref().map_or(String::new(), |of| format!(" of {of}"));
    let about = behind.day.map_or(String::new(), |day| format!(" about {}", short_day(day)));
    let clock = behind.at.clock().map_or(String::new(), |time| format!(" at {time}"));
    let act = format!("act {} {}, {}{clock}", behind.act, by(behind), short_day(behind.at.day));
    let says = match (&behind.fact, &behind.supersedes) {
        (Some(fact), None) => in_words(fact, Texts::Left),
        (Some(fact), Some(old)) => format!("{} (in the place of {old})", in_words(fact, Texts::Left)),
        (None, Some(old)) => format!("{old} was not so"),
        (None, None) => String::new(),
    };
    let says = if says.is_empty() { says } else { paragraph("    ", &screen_text(&says), width) };
    paragraph("  ", &screen_text(&format!("{}{of}{about}: {act}", behind.name)), width) + &says
}
