//! The audit as a paper: the figures of each group, adding up to all, and what is behind them where it was asked for.

use super::audit_table::{beginning, group_heading, group_in_words, headline};
use super::overview::tenths;
use super::paper::{Cell, Chart, Column, Paper, Rows, Summed, Table, Total};
use crate::report::audit::{Audit, AuditRow, Case, Cases, Counts, DaysCase};

/// The audit as a paper; with its cases where they were asked for.
pub fn paper(audit: &Audit) -> Paper<'_> {
    let mut paper = Paper::new("Audit", audit.as_of, &audit.policy).period(audit.from, audit.to).note(headline(audit));
    for said in beginning(audit) {
        paper = paper.note(said);
    }
    paper = paper.table(average_day(audit)).table(figures(audit));
    let Some(cases) = &audit.cases else { return paper };
    paper.table(requirements(audit, cases)).table(days(audit, cases))
}

fn figures(audit: &Audit) -> Table<'_> {
    let columns = vec![
        Column::text(group_heading(audit.group_by)),
        Column::fraction("On time"),
        Column::count("Late"),
        Column::count("Missed"),
        Column::count("Overdue"),
        Column::count("Additional"),
        Column::count("Lapsed"),
        Column::count("Pending"),
        Column::count("Person-days to visit"),
        Column::count("Person-days away"),
        Column::count("Person-days desk-based"),
        Column::count("Person-days overdue"),
        Column::fraction("Recorded here late"),
        Column::fraction("Late by their source's day"),
    ];
    let rows = Rows::of(&audit.rows, |AuditRow { group, counts }| {
        std::iter::once(Cell::text(group_in_words(group))).chain(of_counts(counts)).collect()
    });
    let total = of_counts(&audit.total).into_iter().map(Total::Sum);
    Table::new("Audit", "Visits owed by what became of them, and person-days", columns, rows)
        .total(std::iter::once(Total::Label("All")).chain(total).collect())
}

/// What the screen begins with: people on an average day, each figure beside the person-days it is made of.
fn average_day(audit: &Audit) -> Table<'_> {
    let columns = vec![
        Column::text(group_heading(audit.group_by)),
        Column::number("People overdue on an average day", 1),
        Column::number("Of people to visit", 1),
        Column::number("People away", 1),
        Column::number("People desk-based", 1),
        Column::count("Days"),
        Column::fraction("Person-days overdue, of those to visit"),
        Column::count("Person-days away"),
        Column::count("Person-days desk-based"),
    ];
    let a_day = |of: u64| if audit.days == 0 { Cell::Empty } else { Cell::Number(tenths(of, audit.days)) };
    let of = move |counts: &Counts| {
        let of = [counts.days_overdue, counts.days_required, counts.days_suspended, counts.days_reactive];
        let mut cells = of.map(a_day).to_vec();
        cells.push(audit.days.into());
        cells.push(Cell::Fraction { part: counts.days_overdue, of: counts.days_required });
        cells.extend([counts.days_suspended, counts.days_reactive].map(Cell::Count));
        cells
    };
    let rows = Rows::of(&audit.rows, move |AuditRow { group, counts }| {
        std::iter::once(Cell::text(group_in_words(group))).chain(of(counts)).collect()
    });
    let summed = [Summed::Part(6), Summed::Whole(6), Summed::Part(7), Summed::Part(8)];
    let mut total = vec![Total::Label("All")];
    for (at, cell) in of(&audit.total).into_iter().enumerate() {
        total.push(match summed.get(at) {
            Some(of) => Total::Average { figure: cell, of: *of, over: 5 },
            None if at == summed.len() => Total::Same(cell),
            None => Total::Sum(cell),
        });
    }
    let bars = audit.rows.iter().map(|row| (&row.group, tenths(row.counts.days_overdue, audit.days)));
    let bars = bars.map(|(group, tenths)| (group_in_words(group), tenths)).collect();
    Table::new("Average day", "How many people were overdue on an average day of the period", columns, rows)
        .total(total)
        .chart(Chart::bars_of_tenths("People overdue on an average day", "people", bars))
}

fn of_counts(counts: &Counts) -> Vec<Cell<'static>> {
    vec![
        Cell::Fraction { part: counts.on_time, of: counts.required() },
        counts.late.into(),
        counts.missed.into(),
        counts.overdue.into(),
        counts.additional.into(),
        counts.lapsed.into(),
        counts.pending.into(),
        counts.days_required.into(),
        counts.days_suspended.into(),
        counts.days_reactive.into(),
        counts.days_overdue.into(),
        Cell::Fraction { part: counts.recorded_late, of: counts.on_time },
        Cell::Fraction { part: counts.source_late, of: counts.source_dated },
    ]
}

fn requirements<'a>(audit: &'a Audit, cases: &'a Cases) -> Table<'a> {
    let columns = vec![
        Column::text("Offender"),
        Column::text(group_heading(audit.group_by)),
        Column::text("Outcome"),
        Column::day("Counted on"),
        Column::day("Due"),
        Column::day("Visit"),
        Column::day("Recorded here"),
        Column::text("Recorded late"),
        Column::day("By its source"),
        Column::text("Late by its source"),
    ];
    let rows = Rows::of(&cases.requirements, |case| requirement(audit, case));
    Table::new("Visits owed", "Each visit owed and each additional visit behind the figures", columns, rows)
}

fn requirement<'a>(audit: &'a Audit, case: &'a Case) -> Vec<Cell<'a>> {
    let recorded = case.recorded;
    let source = recorded.and_then(|recorded| recorded.source);
    vec![
        Cell::text(&case.reference),
        Cell::text(group_in_words(&audit.rows[case.row].group)),
        case.fate.as_str().into(),
        case.count_day.into(),
        case.due.into(),
        case.visit.into(),
        recorded.map(|recorded| recorded.here).into(),
        recorded.map_or(Cell::Empty, |recorded| Cell::yes_no(recorded.late)),
        source.into(),
        recorded.filter(|_| source.is_some()).map_or(Cell::Empty, |recorded| Cell::yes_no(recorded.source_late)),
    ]
}

fn days<'a>(audit: &'a Audit, cases: &'a Cases) -> Table<'a> {
    let columns =
        vec![Column::text("Offender"), Column::text(group_heading(audit.group_by)), Column::count("Days overdue")];
    let rows = Rows::of(&cases.days_overdue, |DaysCase { row, reference, days }| {
        vec![Cell::text(reference), Cell::text(group_in_words(&audit.rows[*row].group)), (*days).into()]
    });
    Table::new("Days overdue", "Days overdue in the period, by offender", columns, rows).total(vec![
        Total::Label("All"),
        Total::Nothing,
        Total::sum(audit.total.days_overdue),
    ])
}
