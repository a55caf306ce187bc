//! The forecast on a terminal: the weeks to come, those gone by, the backlog, and what all of it supposes.

use comfy_table::{CellAlignment, Table};

use super::{decimal, decimals2, tries};
use crate::render::audit_table::{plain, printed};
use crate::render::lines::paragraph;
use crate::render::load::share;
use crate::render::words::{counted, day_in_words, grouped, known, scope, short_day, went_back};
use crate::report::forecast::{Ends, Forecast, LOOK_WEEKS, Paced, YEAR_WEEKS};

const NARROWEST: usize = 72;

/// What it supposes, as short as a screen has room for: docs/forecast.md has the whole.
const SUPPOSED_IN_SHORT: &str = "Nobody new and nobody gone; no risk level, plan or absence but those recorded, which end when they \
    are to end. Visits that fall due are made on their day and before those owed, the greatest risk first. Whoever is seen from \
    the backlog falls due again one interval later; whoever is not seen in their week is reckoned as though they had been, so \
    that less may fall due later than is told. Officers stay as many, and a crew makes as many visits as now.";

/// What it supposes, one line each.
pub(super) const SUPPOSED: &[&str] = &[
    "Nobody new, nobody gone, no other risk level, no absence that is not recorded yet; absences and plans end when they \
     are to end.",
    "A week's column counts visits due by themselves: each made on its due day, and the next one reckoned from there. What \
     is owed now is in none of them.",
    "The backlog: in each week what falls due is made first, then what is owed, the greatest risk first; what is left over \
     is owed. Whoever is seen from the backlog falls due again one interval later (Again).",
    "Somebody not seen in the week they fall due is reckoned to fall due again as though they had been: where the pace is \
     too slow, less may fall due later than is told.",
    "Officers stay as many, and each crew makes as many visits as on average of the weeks gone by.",
];

/// The forecast for a terminal of `width` columns (80 is what it is made for; below 72 it stays at 72).
pub fn table(forecast: &Forecast, width: usize) -> String {
    let width = width.max(NARROWEST);
    let mut out = heading(forecast, width);
    out.push_str("\nFALLING DUE\n");
    out.push_str(&weeks(forecast, width));
    out.push_str(&paragraph("", &said_of_weeks(forecast), width));
    out.push_str("\nMADE\n");
    out.push_str(&past(forecast, width));
    out.push_str(&paragraph("", &said_of_past(forecast), width));
    out.push_str("\nBACKLOG\n");
    out.push_str(&backlog(forecast, width));
    out.push_str("\nWHAT THIS SUPPOSES (docs/forecast.md has the whole)\n");
    out.push_str(&paragraph("", SUPPOSED_IN_SHORT, width));
    out
}

fn heading(forecast: &Forecast, width: usize) -> String {
    let weeks = counted(forecast.weeks.len() as u64, "week", "weeks");
    let first = format!("Forecast of {weeks} for {}, as at {}", scope(&forecast.scope), day_in_words(forecast.as_of));
    let second = format!("Policy {}, version {}.", forecast.policy.id, forecast.policy.version);
    let notes = known(forecast.policy.known.as_ref(), width) + &went_back(&forecast.policy.went_back, width);
    let mut out = paragraph("", &first, width) + &paragraph("", &second, width) + &notes;
    if let Some(history) = forecast.history_from {
        let note = format!("The record begins on {}: the weeks wholly in it count.", day_in_words(history));
        out.push_str(&paragraph("", &note, width));
    }
    out
}

fn right_but_first(mut table: Table) -> String {
    table.column_iter_mut().skip(1).for_each(|column| column.set_cell_alignment(CellAlignment::Right));
    printed(table)
}

fn weeks(forecast: &Forecast, width: usize) -> String {
    let levels = forecast.tiers.iter().map(|tier| forecast.labels.tier_name(*tier));
    let heads = ["Week from"].into_iter().chain(levels).chain(["None set", "All", "Tries", "Again", "Owed"]);
    let mut table = plain(width, heads);
    let tries = tries(forecast);
    let tried = |of: &dyn Fn(&[u64]) -> u64| tries.as_deref().map_or("n/a".to_owned(), |tries| grouped(of(tries)));
    let now = &forecast.paced[0].weeks;
    for (week, (nth, at)) in forecast.weeks.iter().zip(now.iter().enumerate()) {
        let mut cells = vec![short_day(week.from)];
        cells.extend(week.by_tier.iter().map(|due| grouped(*due)));
        cells.extend([grouped(week.due()), tried(&|tries| tries[nth]), grouped(at.again), grouped(at.owed)]);
        table.add_row(cells);
    }
    let sum = |of: &dyn Fn(usize) -> u64| grouped((0..forecast.weeks.len()).map(of).sum());
    let mut cells = vec!["all".to_owned()];
    cells.extend((0..=forecast.tiers.len()).map(|tier| sum(&|week| forecast.weeks[week].by_tier[tier])));
    let due: u64 = forecast.weeks.iter().map(|week| week.due()).sum();
    cells.extend([grouped(due), tried(&|tries| tries.iter().sum()), sum(&|week| now[week].again), String::new()]);
    table.add_row(cells);
    right_but_first(table)
}

pub(super) fn said_of_weeks(forecast: &Forecast) -> String {
    let first: u64 = forecast.weeks.iter().map(|week| week.first).sum();
    let (made, people) = (forecast.made(), &forecast.people);
    format!(
        "Of them first visits, on a return too: {}. Tries: visits to be tried for them, {} to each effective one ({}/{}), \
         rounded up from week to week so that they add up. Again: falling due again once seen from the backlog; Owed: people \
         owed a visit at the end of the week who could be visited, which leaves out those away ({} of {} now); both at the \
         pace of the weeks gone by, below. {} managed: {} with a visit owed, {} of whom one falls due in these weeks, {} \
         later, {} away or desk-based with no known end.",
        grouped(first),
        decimals2((made.tried(), made.effective)),
        grouped(made.tried()),
        grouped(made.effective),
        grouped(forecast.backlog.all() - forecast.backlog.now),
        grouped(forecast.backlog.all()),
        grouped(forecast.managed),
        grouped(people.backlog),
        grouped(people.falling_due),
        grouped(people.later),
        grouped(people.no_end),
    )
}

fn past(forecast: &Forecast, width: usize) -> String {
    let mut table = plain(width, ["Week from", "Effective", "Attempts", "Other contacts", "Tried"].into_iter());
    let row = |name: String, week: &crate::report::forecast::PastWeek| {
        let figures = [week.effective, week.attempts, week.contacts, week.tried()];
        [vec![name], figures.map(grouped).to_vec()].concat()
    };
    for week in &forecast.past {
        table.add_row(row(short_day(week.from), week));
    }
    let (made, weeks) = (forecast.made(), forecast.past.len() as u64);
    table.add_row(row("all".to_owned(), &made));
    let average = [made.effective, made.attempts, made.contacts, made.tried()].map(|sum| decimal((sum, weeks)));
    table.add_row([vec!["a week".to_owned()], average.to_vec()].concat());
    right_but_first(table)
}

pub(super) fn said_of_past(forecast: &Forecast) -> String {
    let weeks = forecast.past.len() as u64;
    let due: u64 = forecast.weeks.iter().map(|week| week.due()).sum();
    let to_come = forecast.weeks.len() as u64;
    let made = forecast.made().effective;
    format!(
        "Made a week: {} effective ({}/{weeks}). Falling due a week: {} ({}/{to_come}).",
        decimal((made, weeks)),
        grouped(made),
        decimal((due, to_come)),
        grouped(due),
    )
}

/// Who is owed a visit now.
pub(super) fn owed_now(forecast: &Forecast) -> String {
    let of = &forecast.backlog;
    let are = if of.all() == 1 { "person is" } else { "people are" };
    format!(
        "{} {are} owed a visit: {} can be visited, {} away and back on a known day, {} away with no known end.",
        grouped(of.all()),
        grouped(of.now),
        grouped(of.returning),
        grouped(of.away),
    )
}

fn backlog(forecast: &Forecast, width: usize) -> String {
    let mut out = paragraph("", &owed_now(forecast), width);
    let last = format!("Owed after {}", counted(forecast.weeks.len() as u64, "week", "weeks"));
    let mut table = plain(width, ["At", "Visits a week", "The backlog ends", &last].into_iter());
    for paced in &forecast.paced {
        let a_week = paced.pace.a_week();
        table.add_row(vec![
            name(paced).to_owned(),
            decimal(a_week),
            ends(forecast, paced),
            grouped(paced.owed_at_last()),
        ]);
    }
    for column in [1, 3] {
        table.column_iter_mut().skip(column).take(1).for_each(|column| column.set_cell_alignment(CellAlignment::Right));
    }
    out.push_str(&printed(table));
    out.push_str(&paragraph("", &crews_are(forecast), width));
    out.push_str(&paragraph("", &in_the_long_run(&forecast.paced[0]), width));
    out
}

/// Why a backlog that shrinks may never end.
pub(super) fn in_the_long_run(paced: &Paced) -> String {
    let (year, (of, over)) = (u64::from(YEAR_WEEKS), paced.pace.a_week());
    let more = paced.last_year * over > of * year;
    format!(
        "In the last of the {} years looked ahead {} ({}/{year}) fall due a week, those seen from the backlog included: {} \
         than this pace makes.",
        LOOK_WEEKS / YEAR_WEEKS,
        decimal((paced.last_year, year)),
        grouped(paced.last_year),
        if more { "more" } else { "no more" },
    )
}

pub(super) fn name(paced: &Paced) -> &'static str {
    match (paced.crews_more, paced.pace.supposed_hundredths == 0) {
        (0, _) => "this pace",
        (1, _) => "one crew more",
        (_, true) => "one crew fewer (nobody)",
        (_, false) => "one crew fewer",
    }
}

pub(super) fn ends(forecast: &Forecast, paced: &Paced) -> String {
    match paced.ends {
        Ends::Nothing => "nothing is owed that could be visited".to_owned(),
        Ends::Week(week) => {
            let last = forecast.as_of.plus_days(week * 7);
            format!("in week {week}, by {}", short_day(last))
        }
        Ends::Never => format!("never (not in {LOOK_WEEKS} weeks)"),
    }
}

pub(super) fn crews_are(forecast: &Forecast) -> String {
    let force = &forecast.force;
    if force.fte_hundredths == 0 {
        return "No officer is in service: what a crew more or fewer would make cannot be said.".to_owned();
    }
    let crews = (force.fte_hundredths, u64::from(force.crew_size) * 100);
    let unknown = match force.share_not_recorded {
        0 => String::new(),
        some => format!(", of whom {} without a recorded share count as full-time", grouped(some)),
    };
    let paced = |paced: &Paced| {
        let (supposed, now) = (share(paced.pace.supposed_hundredths), share(force.fte_hundredths));
        format!("{}: {}/{} x {supposed}/{now}", name(paced), grouped(paced.pace.visits), paced.pace.weeks)
    };
    let others: Vec<String> = forecast.paced.iter().filter(|of| of.crews_more != 0).map(paced).collect();
    format!(
        "A crew is {} full-time officers (the policy's crew_size); {} in service on the day, {} full-time{unknown}, make {} \
         crews. Visits a week with {}.",
        force.crew_size,
        counted(force.officers, "officer", "officers"),
        share(force.fte_hundredths),
        decimals2(crews),
        others.join("; with "),
    )
}
