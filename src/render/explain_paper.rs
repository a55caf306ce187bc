//! A proof as a paper: its steps, the row as the list shows it, and what would next change it.

use super::paper::{Cell, Column, Paper, Rows, Table};
use crate::report::PolicyName;
use crate::report::explain::{Explanation, Line};

/// The proof as a paper; `whole` as for [`super::explain::text`].
pub fn paper<'a>(explanation: &'a Explanation, policy: &'a PolicyName, whole: bool) -> Paper<'a> {
    let steps = explanation.lines(whole).into_iter().map(|line| step(&line)).collect();
    let columns = vec![
        Column::day("Day"),
        Column::text("What happened, and the rule"),
        Column::text("Rulebook"),
        Column::day("Due then"),
    ];
    let filter = if whole { "none" } else { "what bears on the day; --whole tells every step" };
    let caption = "How it came to this, day by day";
    let mut paper = Paper::new("Why that day", explanation.as_of, policy)
        .scope(format!("offender {}", explanation.reference))
        .filter(filter)
        .table(Table::new("Steps", caption, columns, Rows::made(steps)));
    if let Some(row) = &explanation.row {
        let rows = Rows::of(&row.told, |(field, says)| vec![(*field).into(), Cell::text(says)]);
        let columns = vec![Column::text("Field"), Column::text("What it says")];
        paper = paper.table(Table::new("The row", "The row, as the list shows it", columns, rows));
        let rows = Rows::of(&explanation.next, |next| vec![next.day.into(), Cell::text(&next.text)]);
        let columns = vec![Column::day("Day"), Column::text("What would change")];
        let caption = "What would next change it, if nothing more were recorded";
        paper = paper.table(Table::new("Next", caption, columns, rows));
    } else {
        paper = paper.note("Not on the list of this day.");
    }
    if !explanation.ahead.is_empty() {
        let rows = Rows::of(&explanation.ahead, |fact| vec![fact.day.into(), Cell::text(&fact.text)]);
        let columns = vec![Column::day("Day"), Column::text("Recorded")];
        paper = paper.table(Table::new("Ahead", "Recorded for later days, and no part of the answer", columns, rows));
    }
    match &explanation.if_seen_today {
        Some(seen) => paper.note(seen.text.clone()),
        None => paper,
    }
}

fn step(line: &Line) -> Vec<Cell<'static>> {
    let policy = line.policy.as_ref().map(|policy| format!("; policy {}, version {}", policy.id, policy.version));
    let section = format!("{}{}", line.section(), policy.unwrap_or_default());
    let due = line.due.and_then(|due| due.after);
    vec![line.day.into(), Cell::text(line.text()), Cell::text(section), due.into()]
}
