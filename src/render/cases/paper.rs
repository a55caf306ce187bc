//! The cases as a paper.

use super::super::paper::{Cell, Column, Paper, Rows, Table, Total};
use super::super::words;
use super::{Words, level_in_words};
use crate::report::cases::{Case, Cases};
use crate::report::measure::Unit;

/// The cases as a paper: a row for each, adding up to the figure.
pub fn paper(cases: &Cases) -> Paper<'_> {
    let is = cases.measure.definition();
    let count = match is.unit {
        Unit::People => "People",
        Unit::Visits => "Visits",
        Unit::Days => "Days",
    };
    let columns = vec![
        Column::text("Offender"),
        Column::text("Name"),
        Column::count(count),
        Column::text("Risk level"),
        Column::text("Officer"),
        Column::text("Standing"),
        Column::day("Due"),
        Column::count("Days owed"),
        Column::day("Last seen"),
        Column::text("To be seen to"),
    ];
    let mut total = vec![Total::Label("All"), Total::Nothing, Total::sum(cases.sum)];
    total.extend((total.len()..columns.len()).map(|_| Total::Nothing));
    let rows = Rows::of(&cases.rows, |case| row(cases, case));
    let caption = format!("Who is behind {}: {}", cases.measure, is.title);
    let table = Table::new("Cases", caption, columns, rows).total(total);
    let mut paper = Paper::new(format!("Cases of {}", cases.measure), cases.as_of, &cases.policy)
        .scope(words::scope(&cases.scope))
        .note(words::unquoted(is.sentence));
    if let Some((from, to)) = cases.period {
        paper = paper.period(from, to);
    }
    if let Some(level) = cases.level {
        paper = paper.filter(format!("risk level {}", level_in_words(cases, level)));
    }
    paper.table(table)
}

fn row<'a>(cases: &'a Cases, case: &'a Case) -> Vec<Cell<'a>> {
    let says = Words { labels: &cases.labels, visit_refs: &case.visit_refs, own: &[] };
    let told: Vec<String> = case.told.iter().map(|told| says.told(told)).collect();
    vec![
        Cell::text(&case.reference),
        Cell::maybe(case.name.as_deref()),
        case.count.into(),
        Cell::text(case.tier.map_or(words::NO_LEVEL, |tier| cases.labels.tier_name(tier))),
        Cell::maybe(case.owner.map(|owner| cases.labels.officer_id(owner))),
        case.bucket.map_or("not managed", words::bucket_in_a_row).into(),
        case.due.into(),
        case.owed_days.into(),
        case.last_visit.into(),
        Cell::maybe(Some(told.join("; ")).filter(|told| !told.is_empty())),
    ]
}
