//! The load as a paper: what each officer carries, and who goes with whom.

use super::table::{said_of_cases, said_of_crews, who};
use crate::render::paper::{Cell, Chart, Column, Paper, Rows, Table, Total};
use crate::render::words;
use crate::report::load::{CREW_DAYS, Carried, Holder, Load, LoadRow};

/// The load as a paper: a row an officer, adding up, and the same officers with whom each goes.
pub fn paper(load: &Load) -> Paper<'_> {
    let number = format!("At most {} to one full-time officer.", words::counted(load.cases_per_fte, "case", "cases"));
    Paper::new("Load", load.as_of, &load.policy)
        .scope(words::scope(&load.scope))
        .note(number)
        .note(said_of_cases(load))
        .note(super::table::INHERITED)
        .note(said_of_crews(load))
        .table(cases(load))
        .table(crews(load))
}

fn cases(load: &Load) -> Table<'_> {
    let mut columns = vec![
        Column::text("Officer"),
        Column::text("Team"),
        Column::number("Share", 2),
        Column::count("Cases"),
        Column::number("To one", 1),
        Column::text("Above"),
    ];
    columns.extend(load.tiers.iter().map(|tier| Column::count(load.labels.tier_name(*tier))));
    let owed = ["Owed", "Own", "Own: days overdue", "Own: calendar days", "Inherited", "Inherited: days overdue"];
    columns.push(Column::count("None set"));
    columns.extend(owed.into_iter().chain(["Inherited: calendar days"]).map(Column::count));
    let rows = Rows::of(&load.rows, |row| {
        let mut cells = vec![
            Cell::text(who(load, row)),
            Cell::maybe(team(row)),
            share(row),
            row.carried.cases.into(),
            to_one(load, row),
            Cell::maybe(row.is_above(load.cases_per_fte).map(|above| if above { "yes" } else { "no" })),
        ];
        cells.extend(figures(&row.carried).into_iter().map(Cell::Count));
        cells
    });
    let mut total = vec![Total::Label("All"), Total::Nothing, Total::Nothing, Total::sum(load.total.cases)];
    total.extend([Total::Nothing, Total::Nothing]);
    total.extend(figures(&load.total).into_iter().map(Total::sum));
    let id = |row: &LoadRow| row.holder.officer().map_or("no officer", |key| load.labels.officer_id(key)).to_owned();
    let bars = load.rows.iter().map(|row| (id(row), row.carried.cases)).collect();
    Table::new("Load", "Cases and visits owed of each officer", columns, rows).total(total).chart(Chart::bars(
        "Cases of each officer",
        "cases",
        bars,
    ))
}

/// By level, then what is owed.
fn figures(carried: &Carried) -> Vec<u64> {
    let (owed, own, inherited) = (carried.owed(), carried.own, carried.inherited);
    let apart = [own.cases, own.days, own.calendar_days, inherited.cases, inherited.days, inherited.calendar_days];
    [&carried.by_tier[..], &[owed.cases], &apart].concat()
}

fn team(row: &LoadRow) -> Option<&str> {
    match &row.holder {
        Holder::InService(_, record) => Some(record.team.as_str()),
        _ => None,
    }
}

fn share(row: &LoadRow) -> Cell<'static> {
    match &row.holder {
        Holder::InService(_, record) => {
            record.fte_hundredths.map_or(Cell::Empty, |hundredths| Cell::Number(hundredths.into()))
        }
        _ => Cell::Empty,
    }
}

fn to_one(load: &Load, row: &LoadRow) -> Cell<'static> {
    let tenths = row.per_fte.and_then(|of| i64::try_from(of.tenths(load.cases_per_fte)).ok());
    tenths.map_or(Cell::Empty, Cell::Number)
}

fn crews(load: &Load) -> Table<'_> {
    let columns = vec![
        Column::text("Officer"),
        Column::text("Accredited"),
        Column::count("Visits"),
        Column::count("Alone"),
        Column::count("With another agency"),
        Column::text("With"),
    ];
    let rows = Rows::of(&load.rows, |row| {
        let accredited = match &row.holder {
            Holder::InService(_, record) => Cell::yes_no(record.accredited),
            _ => Cell::Empty,
        };
        let company = &row.company;
        let with = company.with.iter().map(|(key, visits)| format!("{} {visits}", load.labels.officer_id(*key)));
        let with = with.collect::<Vec<_>>().join("; ");
        vec![
            Cell::text(who(load, row)),
            accredited,
            company.visits.into(),
            company.alone.into(),
            company.with_agency.into(),
            Cell::text(with),
        ]
    });
    let caption = format!("Visits attended in the {CREW_DAYS} days up to the day, and with whom");
    Table::new("Crews", caption, columns, rows)
}
