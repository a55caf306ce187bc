//! The overview as a paper: the register, the backlog, the most overdue cases, the average day, every figure by its name,
//! and what each officer carries.

use super::super::audit_table::group_in_words;
use super::super::paper::{Cell, Chart, Column, Paper, Rows, Series, Summed, Table, Total};
use super::super::words::{scope, short_day, unquoted};
use super::why;
use crate::report::measure::{Measure as M, WEEK_DAYS};
use crate::report::overview::{Carried, Level, Month, Overview, Worst};

/// The overview as a paper.
pub fn paper(overview: &Overview) -> Paper<'_> {
    let mut paper = Paper::new("Overview", overview.as_of, &overview.policy).scope(scope(&overview.scope));
    if !overview.week {
        paper = paper.note("The day a week before is not in the record: what changed since cannot be told.");
    }
    if let Some(elsewhere) = overview.elsewhere {
        paper = paper.note(format!(
            "On no team's overview, without an officer or with one of no known team: {} managed; visits with children and \
             without a referral: {}.",
            elsewhere.managed, elsewhere.children
        ));
    }
    let register = [M::Missing, M::Overdue, M::Due, M::OnTrack, M::Suspended, M::Reactive, M::Managed];
    let caption = "Everybody managed, each in one column, adding up to the last";
    let figures = figures(overview);
    paper
        .table(by_level(overview, "Register", caption, &register))
        .table(backlog(overview))
        .table(most_overdue(overview))
        .table(average_day(overview))
        .table(figures)
        .table(officers(overview))
}

/// A row for each risk level, adding up to all.
fn by_level<'a>(overview: &'a Overview, name: &str, caption: &str, measures: &[M]) -> Table<'a> {
    let heads = measures.iter().map(|measure| Column::count(measure.definition().title));
    let columns = std::iter::once(Column::text("Risk level")).chain(heads).collect();
    let measures = measures.to_vec();
    let total = measures.iter().map(|measure| Total::sum(overview.total[*measure]));
    let total = std::iter::once(Total::Label("All")).chain(total).collect();
    let row = move |level: &'a Level| {
        let figures = measures.iter().map(|measure| level.figures[*measure].into());
        std::iter::once(Cell::text(group_in_words(&level.group))).chain(figures).collect()
    };
    Table::new(name, caption, columns, Rows::of(&overview.levels, row)).total(total)
}

fn backlog(overview: &Overview) -> Table<'_> {
    let ages = [M::OwedTo7, M::OwedTo30, M::OwedTo90, M::OwedTo180, M::OwedOver180];
    let rest = [M::OwedNeverVisited, M::OwedMissing, M::OwedFrozen, M::OwedDays, M::OwedDaysVisitable];
    let measures = [&[M::Owed][..], &ages, &rest].concat();
    let bars = ages.iter().map(|age| (age.definition().title.to_owned(), overview.total[*age])).collect();
    let caption =
        "Visits owed past their deadline, whatever the column of the register, by calendar days since the oldest";
    let chart = Chart::bars("People owed a visit, by how long", "people", bars);
    by_level(overview, "Visits owed", caption, &measures).chart(chart)
}

fn most_overdue(overview: &Overview) -> Table<'_> {
    let columns = vec![
        Column::text("Risk level"),
        Column::text("Which"),
        Column::text("Offender"),
        Column::text("Officer"),
        Column::day("Owed since"),
        Column::count("Days"),
        Column::count("Days to visit"),
        Column::text("Why"),
    ];
    let row = |level: &Level, which: &'static str, worst: &Worst| {
        let officer = worst.owner.map(|owner| overview.labels.officer_id(owner).to_owned());
        vec![
            Cell::text(group_in_words(&level.group)),
            which.into(),
            Cell::text(worst.reference.clone()),
            Cell::maybe(officer),
            worst.due.into(),
            worst.days.into(),
            worst.visitable.into(),
            Cell::text(why(worst).join("; ")),
        ]
    };
    let mut rows = Vec::new();
    for level in &overview.levels {
        let Some(worst) = &level.worst else { continue };
        rows.push(row(level, "owed for longest", worst));
        let other = level.worst_to_visit.as_ref().filter(|other| other.key != worst.key);
        rows.extend(other.map(|other| row(level, "the same, of those to visit", other)));
    }
    Table::new("Most overdue", "The most overdue case of each risk level, and why", columns, Rows::made(rows))
}

/// People on a day, in tenths, rounded.
pub(in crate::render) fn tenths(person_days: u64, days: u32) -> i64 {
    let days = u64::from(days).max(1);
    i64::try_from((person_days * 20 + days) / (days * 2)).unwrap_or(i64::MAX)
}

fn average_day(overview: &Overview) -> Table<'_> {
    let columns = vec![
        Column::text("Month"),
        Column::day("From"),
        Column::day("To"),
        Column::count("Days"),
        Column::fraction("Person-days overdue, of those to visit"),
        Column::number("People overdue on an average day", 1),
    ];
    let rows = Rows::of(&overview.months, |month| {
        vec![
            Cell::text(name(month)),
            month.from.into(),
            month.to.into(),
            month.days().into(),
            Cell::Fraction { part: month.figures[M::DaysOverdue], of: month.figures[M::DaysRequired] },
            Cell::Number(tenths(month.figures[M::DaysOverdue], month.days())),
        ]
    });
    let (overdue, required) = (overview.total[M::DaysOverdue], overview.total[M::DaysRequired]);
    let total = vec![
        Total::Label("All"),
        Total::Nothing,
        Total::Nothing,
        Total::sum(overview.days()),
        Total::Sum(Cell::Fraction { part: overdue, of: required }),
        Total::Average { figure: Cell::Number(tenths(overdue, overview.days())), of: Summed::Part(4), over: 3 },
    ];
    let value = |month: &Month| Some(tenths(month.figures[M::DaysOverdue], month.days()));
    let series = vec![Series { name: "overdue".to_owned(), values: overview.months.iter().map(value).collect() }];
    let months = overview.months.iter().map(name).collect();
    let chart = Chart::lines("People overdue on an average day of each month", "people", months, series, 1)
        .from_columns(0, vec![5]);
    Table::new("Average day", "Who was overdue on an average day, month by month", columns, rows)
        .total(total)
        .chart(chart)
}

fn name(month: &Month) -> String {
    short_day(month.from).split_once(' ').map_or_else(String::new, |(_, month)| month.to_owned())
}

fn figures(overview: &Overview) -> Table<'_> {
    let columns = vec![
        Column::text("Name"),
        Column::text("Title"),
        Column::text("Counted in"),
        Column::count("Figure"),
        Column::count("Of"),
        Column::text("Of which"),
        Column::text("What it is"),
    ];
    let row = |measure: &M| {
        let is = measure.definition();
        let whole = measure.whole();
        vec![
            Cell::text(measure.as_str()),
            is.title.into(),
            is.unit.as_str().into(),
            overview.figure(*measure).into(),
            whole.and_then(|whole| overview.figure(whole)).into(),
            whole.map(M::as_str).into(),
            Cell::text(unquoted(is.sentence)),
        ]
    };
    let before = short_day(overview.as_of.minus_days(WEEK_DAYS));
    let from = overview.months.first().map_or_else(String::new, |month| short_day(month.from));
    let caption = format!("Every figure by its name; those over a period from {from} on; what changed, since {before}");
    Table::new("Figures", caption, columns, Rows::made(M::ALL.iter().map(row).collect()))
}

fn officers(overview: &Overview) -> Table<'_> {
    let number = overview.cases_per_fte;
    let columns = vec![
        Column::text("Officer"),
        Column::count("Cases"),
        Column::number("Full-time share", 2),
        Column::number("Cases to a full-time officer", 1),
        Column::text("Above the policy's number"),
    ];
    let mut rows: Vec<Vec<Cell<'_>>> = overview.officers.iter().map(|one| officer(one, number)).collect();
    let nobodys = overview.total[M::NoOwner];
    if nobodys > 0 {
        rows.push(vec!["no officer".into(), nobodys.into(), Cell::Empty, Cell::Empty, Cell::Empty]);
    }
    let all = Total::sum(overview.total[M::Managed]);
    let total = vec![Total::Label("All"), all, Total::Nothing, Total::Nothing, Total::Nothing];
    let caption =
        format!("Everybody managed, by officer; the policy's number is {number} to a full-time officer, at most");
    Table::new("Officers", caption, columns, Rows::made(rows)).total(total)
}

fn officer(one: &Carried, number: u32) -> Vec<Cell<'_>> {
    let said = |of: Option<u64>| of.and_then(|of| i64::try_from(of).ok()).map_or(Cell::Empty, Cell::Number);
    vec![
        Cell::text(&one.officer),
        one.cases.into(),
        said(one.per_fte.map(|of| of.fte_hundredths)),
        said(one.per_fte.map(|of| of.tenths(number))),
        one.is_above(number).map_or(Cell::Empty, Cell::yes_no),
    ]
}
