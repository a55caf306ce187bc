//! The unseen list as a paper.

use super::paper::{Cell, Column, Paper, Rows, Table};
use super::unseen::excuses_in_words;
use super::words;
use crate::report::unseen::{Unseen, UnseenList};

/// The list as a paper: every managed person, longest unseen first.
pub fn paper(list: &UnseenList) -> Paper<'_> {
    let columns = vec![
        Column::text("Offender"),
        Column::text("Name"),
        Column::count("Days unseen"),
        Column::day("Last seen"),
        Column::day("Managed since"),
        Column::text("Risk level"),
        Column::text("Officer"),
        Column::text("Standing"),
        Column::text("Visit overdue"),
        Column::text("What excuses it"),
    ];
    let table = Table::new(
        "Unseen",
        "Everybody managed, longest unseen first",
        columns,
        Rows::of(&list.rows, |unseen| row(list, unseen)),
    );
    let nothing = list.unexcused();
    Paper::new("Everyone managed, by days since last seen", list.as_of, &list.policy)
        .note("The policy says what being seen is. Never seen: days since management began.")
        .note(format!("With nothing that excuses it: {}.", words::grouped(nothing)))
        .table(table)
}

fn row<'a>(list: &'a UnseenList, unseen: &'a Unseen) -> Vec<Cell<'a>> {
    vec![
        Cell::text(&unseen.reference),
        Cell::maybe(unseen.name.as_deref()),
        unseen.days.into(),
        unseen.last_visit.into(),
        unseen.managed_from.into(),
        Cell::text(unseen.tier.map_or(words::NO_LEVEL, |tier| list.labels.tier_name(tier))),
        Cell::maybe(unseen.owner.map(|owner| list.labels.officer_id(owner))),
        words::bucket_in_a_row(unseen.bucket).into(),
        Cell::yes_no(unseen.with_overdue),
        Cell::text(excuses_in_words(unseen)),
    ]
}
