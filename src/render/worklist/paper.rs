//! The worklist as a paper: everybody managed of the scope, how they stand, and whoever else must not be lost.

use super::super::notice::Words;
use super::super::paper::{Cell, Chart, Column, Paper, Rows, Table, Total};
use super::super::words::{self, postcode_district};
use super::foot;
use super::notes::{SayBucket, notes, today};
use crate::report::worklist::{Gone, Listed, Worklist};

/// The list as a paper: every managed offender of the scope, whatever a screen leaves out.
pub fn paper(list: &Worklist) -> Paper<'_> {
    let rows = Rows::of(&list.rows, |listed| row(list, listed));
    let table = Table::new("Worklist", "Everybody managed, in the order of the list", columns(), rows);
    let mut paper = Paper::new("Worklist", list.as_of, &list.policy)
        .scope(words::scope(&list.scope))
        .table(table.total(total(list)))
        .table(standing(list));
    for said in foot::others(list, 0) {
        paper = paper.note(said);
    }
    if !list.beside.is_empty() {
        let rows = Rows::of(&list.beside, |listed| row(list, listed));
        let caption = "On another list, and booked for the day with an officer of this one";
        paper = paper.table(Table::new("Booked elsewhere", caption, columns(), rows));
    }
    if !list.gone.is_empty() {
        let columns =
            [Column::text("Offender"), Column::text("Name"), Column::text("Officer"), Column::text("To act on")];
        let rows = Rows::of(&list.gone, |gone| not_managed(list, gone));
        let caption = "Not managed on the day, with children seen and no referral recorded";
        paper = paper.table(Table::new("Not managed", caption, columns.to_vec(), rows));
    }
    if !list.not_entered.is_empty() {
        paper = paper.table(not_entered(list));
    }
    paper
}

fn columns() -> Vec<Column> {
    vec![
        Column::text("Offender"),
        Column::text("Name"),
        Column::text("Risk level"),
        Column::text("Officer"),
        Column::text("Standing"),
        Column::day("Due"),
        Column::count("Days overdue"),
        Column::count("Cycles missed").beside(),
        Column::day("Last seen"),
        Column::count("Tried since").beside(),
        Column::text("Visit overdue").beside(),
        Column::text("Within tolerance").beside(),
        Column::day("Try again by").beside(),
        Column::text("No fixed abode").beside(),
        Column::text("District"),
        Column::text("Warnings"),
        Column::text("For today"),
        Column::text("To act on"),
        Column::text("Flags").beside(),
    ]
}

fn row<'a>(list: &'a Worklist, listed: &'a Listed) -> Vec<Cell<'a>> {
    let row = &listed.row;
    let markers: Vec<&str> = listed.markers.iter().map(|code| list.labels.marker(code)).collect();
    vec![
        Cell::text(&listed.reference),
        Cell::maybe(listed.name.as_deref()),
        Cell::text(row.tier.map_or(words::NO_LEVEL, |tier| list.labels.tier_name(tier))),
        Cell::maybe(row.owner.map(|owner| list.labels.officer_id(owner))),
        words::bucket_in_a_row(row.bucket).into(),
        row.due.into(),
        row.days_overdue.into(),
        row.missed.into(),
        row.last_visit.into(),
        row.attempts_since.into(),
        Cell::yes_no(row.with_overdue),
        Cell::yes_no(row.within_tolerance),
        row.retry_by.into(),
        Cell::yes_no(listed.no_fixed_abode),
        Cell::maybe(listed.postcode.as_deref().and_then(postcode_district)),
        said(markers.join(", ")),
        said(today(list, listed).join("; ")),
        said(notes(list, listed, SayBucket::Never).join("; ")),
        said(listed.flag_words().join("; ")),
    ]
}

fn said(words: String) -> Cell<'static> {
    if words.is_empty() { Cell::Empty } else { Cell::text(words) }
}

fn total(list: &Worklist) -> Vec<Total<'static>> {
    let sum = |of: fn(&Listed) -> u32| Total::sum(list.rows.iter().map(|listed| u64::from(of(listed))).sum::<u64>());
    let mut total = vec![Total::Nothing; columns().len()];
    total[0] = Total::Label("All");
    total[6] = sum(|listed| listed.row.days_overdue);
    total[7] = sum(|listed| listed.row.missed);
    total[9] = sum(|listed| listed.row.attempts_since);
    total
}

fn standing(list: &Worklist) -> Table<'_> {
    let rows = Rows::of(&list.buckets, |(bucket, count)| vec![words::bucket(*bucket).into(), (*count).into()]);
    let bars = list.buckets.iter().map(|(bucket, count)| (words::bucket(*bucket).to_owned(), *count)).collect();
    let columns = vec![Column::text("Standing"), Column::count("People")];
    Table::new("Standing", "Everybody managed, each once", columns, rows)
        .total(vec![Total::Label("Managed in all"), Total::sum(list.managed)])
        .chart(Chart::bars("Everybody managed, by how they stand", "people", bars))
}

fn not_managed<'a>(list: &'a Worklist, gone: &'a Gone) -> Vec<Cell<'a>> {
    let words = Words { labels: &list.labels, visit_refs: &gone.visit_refs, own: &list.own };
    let notices: Vec<String> = gone.notices.iter().map(|told| words.told(told)).collect();
    vec![
        Cell::text(&gone.reference),
        Cell::maybe(gone.name.as_deref()),
        Cell::maybe(gone.owner.map(|owner| list.labels.officer_id(owner))),
        said(notices.join("; ")),
    ]
}

fn not_entered(list: &Worklist) -> Table<'_> {
    let columns = vec![
        Column::text("Visit"),
        Column::text("Offender"),
        Column::day("Day of the visit"),
        Column::count("Days ago"),
    ];
    let rows = Rows::of(&list.not_entered, |visit| {
        vec![Cell::text(&visit.visit_ref), Cell::text(&visit.offender_ref), visit.day.into(), visit.age_days.into()]
    });
    let caption = "Visits recorded here and not yet entered in the national register";
    Table::new("Not entered", caption, columns, rows)
}
