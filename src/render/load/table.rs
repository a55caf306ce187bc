//! The load on a terminal: cases, then what is owed, then who goes with whom; the same officers in each, and a sum.

use comfy_table::{CellAlignment, Table};

use super::{rate, share};
use crate::render::audit_table::{fraction, plain, printed};
use crate::render::lines::paragraph;
use crate::render::words::{counted, day_in_words, grouped, known, scope, screen_text, short_day, went_back};
use crate::report::load::{Carried, Company, Holder, Load, LoadRow, Owed};

const NARROWEST: usize = 72;
/// As many companions as are named in the text; the files name all.
const MOST_NAMED: usize = 2;

pub(super) const INHERITED: &str = "Own and inherited add up to owed. Inherited: the oldest visit owed was due before the officer took \
    the case over, and that is no more than one cadence (the time between visits) of its risk level ago; from then on it is \
    their own. Days: those on which somebody could visit. Calendar: all days since the oldest visit owed.";

/// The load for a terminal of `width` columns (80 is what it is made for; below 72 it stays at 72).
pub fn table(load: &Load, width: usize) -> String {
    let width = width.max(NARROWEST);
    let mut out = heading(load, width);
    out.push_str("\nCASES\n");
    out.push_str(&cases(load, width));
    out.push_str(&paragraph("", &(said_of_cases(load) + &left(load).unwrap_or_default()), width));
    out.push_str("\nVISITS OWED\n");
    out.push_str(&owed(load, width));
    out.push_str(&paragraph("", INHERITED, width));
    out.push_str(&format!("\nCREWS, {} to {}\n", short_day(load.crews_from), short_day(load.as_of)));
    out.push_str(&crews(load, width));
    out.push_str(&paragraph("", &said_of_crews(load), width));
    out
}

fn heading(load: &Load, width: usize) -> String {
    let first = format!("Load of {}, as at {}", scope(&load.scope), day_in_words(load.as_of));
    let second = format!(
        "Policy {}, version {}: at most {} to one full-time officer.",
        load.policy.id,
        load.policy.version,
        counted(load.cases_per_fte, "case", "cases")
    );
    let notes = known(load.policy.known.as_ref(), width) + &went_back(&load.policy.went_back, width);
    paragraph("", &first, width) + &paragraph("", &second, width) + &notes
}

/// Who a row is, as short as a column of a screen; [`left`] has the days.
fn row_name(load: &Load, row: &LoadRow) -> String {
    match &row.holder {
        Holder::Left(key, _) => format!("{} (left)", screen_text(load.labels.officer_id(*key))),
        _ => who(load, row),
    }
}

/// Who left, and when.
fn left(load: &Load) -> Option<String> {
    let days = load.rows.iter().filter_map(|row| match &row.holder {
        Holder::Left(key, until) => Some(format!("{} on {}", load.labels.officer_id(*key), short_day(*until))),
        _ => None,
    });
    let days: Vec<String> = days.collect();
    (!days.is_empty()).then(|| screen_text(&format!(" Left, with cases or visits still theirs: {}.", days.join(", "))))
}

/// Who a row is.
pub(super) fn who(load: &Load, row: &LoadRow) -> String {
    let id = row.holder.officer().map_or(String::new(), |key| screen_text(load.labels.officer_id(key)));
    match &row.holder {
        Holder::InService(..) => id,
        Holder::Left(_, until) => format!("{id}, left {}", short_day(*until)),
        Holder::NotOnFile(_) => format!("{id}, not on file"),
        Holder::Nobody => "no officer".to_owned(),
    }
}

fn right_but(mut table: Table, left: usize) -> String {
    table.column_iter_mut().skip(left).for_each(|column| column.set_cell_alignment(CellAlignment::Right));
    printed(table)
}

fn cases(load: &Load, width: usize) -> String {
    let levels = load.tiers.iter().map(|tier| load.labels.tier_name(*tier));
    let heads: Vec<&str> =
        ["Officer", "Share", "Cases", "To one"].into_iter().chain(levels).chain(["None set"]).collect();
    let mut table = plain(width, heads.into_iter());
    let levels = |carried: &Carried| carried.by_tier.iter().map(|cases| grouped(*cases)).collect::<Vec<_>>();
    for row in &load.rows {
        let first = vec![row_name(load, row), share_of(row), grouped(row.carried.cases), to_one(load, row)];
        table.add_row([first, levels(&row.carried)].concat());
    }
    let all = vec!["all".to_owned(), String::new(), grouped(load.total.cases), String::new()];
    table.add_row([all, levels(&load.total)].concat());
    right_but(table, 1)
}

fn share_of(row: &LoadRow) -> String {
    match &row.holder {
        Holder::InService(_, record) => {
            record.fte_hundredths.map_or("?".to_owned(), |hundredths| share(u64::from(hundredths)))
        }
        _ => "-".to_owned(),
    }
}

/// Cases to one full-time officer, with an asterisk where that is above the policy's number.
fn to_one(load: &Load, row: &LoadRow) -> String {
    match (row.per_fte, &row.holder) {
        (Some(of), _) if of.is_above(load.cases_per_fte) => format!("{}*", rate(of, load.cases_per_fte)),
        (Some(of), _) => rate(of, load.cases_per_fte),
        (None, Holder::InService(..)) => "n/a".to_owned(),
        (None, _) => "-".to_owned(),
    }
}

pub(super) fn said_of_cases(load: &Load) -> String {
    let number = load.cases_per_fte;
    let above = load.rows.iter().filter(|row| row.is_above(number) == Some(true)).count();
    let said = load.rows.iter().filter(|row| row.per_fte.is_some()).count();
    let unknown = load.rows.iter().filter(|row| matches!(row.holder, Holder::InService(..))).count() - said;
    let mut text = match load.per_fte {
        Some(of) => format!(
            "{} to {} full-time officers in service: {} to one. * above {number}: {} of {}.",
            counted(of.cases, "case", "cases"),
            share(of.fte_hundredths),
            rate(of, number),
            grouped(above as u64),
            counted(said as u64, "officer", "officers"),
        ),
        None => "Of nobody in service is a full-time share recorded.".to_owned(),
    };
    if unknown > 0 {
        text.push_str(&format!(" Share not recorded (?): {}.", counted(unknown as u64, "officer", "officers")));
    }
    if load.elsewhere > 0 {
        let others = counted(load.elsewhere, "case", "cases");
        text.push_str(&format!(" Not here: {others} of other teams, of no team or without an officer."));
    }
    text
}

fn owed(load: &Load, width: usize) -> String {
    let heads = ["Officer", "Owed", "Own", "Days", "Calendar", "Inherited", "Days", "Calendar"];
    let mut table = plain(width, heads.into_iter());
    let cells = |who: String, carried: &Carried| {
        let of = |owed: &Owed| [owed.cases, owed.days, owed.calendar_days].map(grouped).to_vec();
        [vec![who, grouped(carried.owed().cases)], of(&carried.own), of(&carried.inherited)].concat()
    };
    for row in &load.rows {
        table.add_row(cells(row_name(load, row), &row.carried));
    }
    table.add_row(cells("all".to_owned(), &load.total));
    right_but(table, 1)
}

fn crews(load: &Load, width: usize) -> String {
    let mut table = plain(width, ["Officer", "Team", "Accredited", "Visits", "Alone", "Most often with"].into_iter());
    for row in load.rows.iter().filter(|row| row.holder != Holder::Nobody) {
        let (team, accredited) = match &row.holder {
            Holder::InService(_, record) => {
                (screen_text(&record.team), if record.accredited { "yes" } else { "NO" }.to_owned())
            }
            Holder::Left(..) => ("-".to_owned(), "left".to_owned()),
            _ => ("-".to_owned(), "-".to_owned()),
        };
        let id = row.holder.officer().map_or(String::new(), |key| screen_text(load.labels.officer_id(key)));
        let name = if matches!(row.holder, Holder::Left(..)) { id } else { row_name(load, row) };
        let [visits, alone] = [row.company.visits, row.company.alone].map(grouped);
        table.add_row([name, team, accredited, visits, alone, companions(load, &row.company)]);
    }
    table.column_iter_mut().skip(3).take(2).for_each(|column| column.set_cell_alignment(CellAlignment::Right));
    printed(table)
}

/// `OF-02 (31), OF-05 (4), and 2 more`.
fn companions(load: &Load, company: &Company) -> String {
    let named = company.with.iter().take(MOST_NAMED);
    let mut said: Vec<String> = named
        .map(|(key, visits)| format!("{} ({})", screen_text(load.labels.officer_id(*key)), grouped(*visits)))
        .collect();
    if company.with.len() > MOST_NAMED {
        said.push(format!("{} more", company.with.len() - MOST_NAMED));
    }
    if company.with_agency > 0 {
        said.push(format!("another agency ({})", grouped(company.with_agency)));
    }
    if said.is_empty() { "-".to_owned() } else { said.join(", ") }
}

pub(super) fn said_of_crews(load: &Load) -> String {
    let crews = &load.crews;
    let recorded = crews.visits - crews.not_recorded;
    format!(
        "{} in these {} days, attempts included; who went is recorded of {}. Of those: fewer than go together, {}; nobody \
         accredited, {}. Accredited: to assess risk on a visit. Alone: no other officer and nobody of another agency.",
        counted(crews.visits, "visit", "visits"),
        crate::report::load::CREW_DAYS,
        grouped(recorded),
        fraction(crews.short, recorded),
        fraction(crews.unaccredited, recorded),
    )
}
