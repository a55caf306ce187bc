//! The forecast as a paper: the weeks to come, those gone by, and the backlog at each pace.

use super::table::{SUPPOSED, crews_are, ends, in_the_long_run, name, owed_now, said_of_past, said_of_weeks};
use super::tries;
use crate::render::paper::{Cell, Chart, Column, Paper, Rows, Table, Total};
use crate::render::words::{self, short_day};
use crate::report::forecast::{Forecast, PastWeek};

/// The forecast as a paper; what it supposes stands at its head.
pub fn paper(forecast: &Forecast) -> Paper<'_> {
    let mut paper = Paper::new("Forecast", forecast.as_of, &forecast.policy).scope(words::scope(&forecast.scope));
    if let Some(history) = forecast.history_from {
        paper = paper.note(format!("The record begins on {}: the weeks wholly in it count.", short_day(history)));
    }
    for said in [said_of_weeks(forecast), said_of_past(forecast), in_the_long_run(&forecast.paced[0])] {
        paper = paper.note(said);
    }
    for supposed in SUPPOSED {
        paper = paper.note(format!("Supposed: {supposed}"));
    }
    paper.note(crews_are(forecast)).table(weeks(forecast)).table(past(forecast)).table(backlog(forecast))
}

fn weeks(forecast: &Forecast) -> Table<'_> {
    let mut columns = vec![Column::day("Week from")];
    columns.extend(forecast.tiers.iter().map(|tier| Column::count(forecast.labels.tier_name(*tier))));
    let rest = ["None set", "Falling due", "Of them first visits", "Tries", "Falling due again", "Made"];
    columns.extend(rest.into_iter().chain(["Owed at its end, those away left out"]).map(Column::count));
    let tries = tries(forecast);
    let now = &forecast.paced[0].weeks;
    let row = |at: usize| {
        let (week, now) = (&forecast.weeks[at], &now[at]);
        let mut cells: Vec<Cell<'_>> = vec![week.from.into()];
        cells.extend(week.by_tier.iter().map(|due| Cell::Count(*due)));
        let tried = tries.as_ref().map(|tries| tries[at]);
        cells.extend([Cell::Count(week.due()), week.first.into(), tried.into()]);
        cells.extend([now.again, now.made, now.owed].map(Cell::Count));
        cells
    };
    let sum = |of: &dyn Fn(usize) -> u64| Total::sum((0..forecast.weeks.len()).map(of).sum::<u64>());
    let mut total = vec![Total::Label("All")];
    total.extend((0..=forecast.tiers.len()).map(|tier| sum(&|at| forecast.weeks[at].by_tier[tier])));
    let tried = tries.as_ref().map_or(Total::Nothing, |tries| Total::sum(tries.iter().sum::<u64>()));
    total.extend([sum(&|at| forecast.weeks[at].due()), sum(&|at| forecast.weeks[at].first), tried]);
    total.extend([sum(&|at| now[at].again), sum(&|at| now[at].made), Total::Nothing]);
    let bars = forecast.weeks.iter().map(|week| (short_day(week.from), week.due())).collect();
    let caption = "Visits falling due in each week by risk level, and what is owed at this pace";
    Table::new("Falling due", caption, columns, Rows::made((0..forecast.weeks.len()).map(row).collect()))
        .total(total)
        .chart(Chart::bars("Visits falling due in each week", "visits", bars))
}

fn past(forecast: &Forecast) -> Table<'_> {
    let columns = vec![
        Column::day("Week from"),
        Column::count("Effective"),
        Column::count("Attempts"),
        Column::count("Other contacts"),
        Column::count("Tried"),
    ];
    let figures = |week: &PastWeek| [week.effective, week.attempts, week.contacts, week.tried()];
    let rows = Rows::of(&forecast.past, move |week| {
        std::iter::once(week.from.into()).chain(figures(week).map(Cell::Count)).collect()
    });
    let total = std::iter::once(Total::Label("All")).chain(figures(&forecast.made()).map(Total::sum)).collect();
    Table::new("Made", "What was made in each week gone by", columns, rows).total(total)
}

fn backlog(forecast: &Forecast) -> Table<'_> {
    let columns = vec![
        Column::text("At"),
        Column::number("Visits a week", 1),
        Column::text("The backlog ends"),
        Column::count("Owed after these weeks"),
    ];
    let rows = Rows::of(&forecast.paced, |paced| {
        let (of, over) = paced.pace.a_week();
        let tenths = i64::try_from((of * 20 + over) / (over * 2)).unwrap_or(i64::MAX);
        vec![name(paced).into(), Cell::Number(tenths), Cell::text(ends(forecast, paced)), paced.owed_at_last().into()]
    });
    let caption = owed_now(forecast);
    Table::new("Backlog", caption, columns, rows)
}
