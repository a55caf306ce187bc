//! The overview on one screen: every figure with its name beside it.

use super::super::again::Again;
use super::super::audit_table::{average, fraction, group_in_words};
use super::super::lines::{left, paragraph};
use super::super::words::{self, counted, day_in_words, grouped, screen_text, short_day};
use super::beside;
use super::matters;
use super::tables::{Cell, Grid, Row};
use crate::report::measure::{Measure as M, WEEK_DAYS};
use crate::report::overview::{Carried, Level, Month, Overview, Worst};

const NARROWEST: usize = 80;
/// How many officers above the policy's number are named.
const NAMED: usize = 4;

/// The overview for a terminal of `width` columns (80 is what it is made for; below it stays at 80). The commands at its
/// foot say again what was asked for.
pub fn text(overview: &Overview, again: &Again, width: usize) -> String {
    let width = width.max(NARROWEST);
    let mut out = heading(overview, width);
    out.push('\n');
    out.push_str(&register(overview, width));
    out.push('\n');
    out.push_str(&backlog(overview, width));
    out.push('\n');
    out.push_str(&most_overdue(overview, width));
    out.push('\n');
    out.push_str(&average_day(overview, width));
    out.push('\n');
    out.push_str(&matters::text(overview, width));
    out.push_str(&week(overview, width));
    out.push_str(&load(overview, width));
    out.push_str(&elsewhere(overview, width));
    out.push_str(&next(again, width));
    out
}

fn heading(overview: &Overview, width: usize) -> String {
    let (scope, day) = (words::scope(&overview.scope), day_in_words(overview.as_of));
    let policy = &overview.policy;
    let first = format!("Overview of {scope}, as at {day}");
    let second = format!("Policy {}, version {}.", policy.id, policy.version);
    paragraph("", &first, width)
        + &paragraph("", &second, width)
        + &words::known(policy.known.as_ref(), width)
        + &words::went_back(&policy.went_back, width)
}

/// The levels that have somebody, or that the policy has, and all together.
fn rows(overview: &Overview, figures: &[M]) -> Vec<Row> {
    let row = |name: String, of: &dyn Fn(M) -> u64| {
        let cells = figures.iter().map(|measure| Cell::Number(grouped(of(*measure)))).collect();
        Row { name, cells, under: String::new() }
    };
    let shown = |level: &&Level| level.figures[M::Managed] > 0 || level.group.word() != "untiered";
    let level = |level: &Level| row(group_in_words(&level.group), &|measure| level.figures[measure]);
    let mut rows: Vec<_> = overview.levels.iter().filter(shown).map(level).collect();
    rows.push(row("all".to_owned(), &|measure| overview.total[measure]));
    rows
}

fn register(overview: &Overview, width: usize) -> String {
    let figures = [M::Missing, M::Overdue, M::Due, M::OnTrack, M::Suspended, M::Reactive, M::Managed];
    let heads = figures.iter().map(ToString::to_string).collect();
    Grid { first: "REGISTER", above: String::new(), heads, rows: rows(overview, &figures) }.text(width)
}

fn backlog(overview: &Overview, width: usize) -> String {
    let figures = [
        M::Owed,
        M::OwedTo7,
        M::OwedTo30,
        M::OwedTo90,
        M::OwedTo180,
        M::OwedOver180,
        M::OwedNeverVisited,
        M::OwedDays,
        M::OwedDaysVisitable,
    ];
    let head = |measure: &M| measure.as_str().strip_prefix("owed-").unwrap_or("owed").to_owned();
    let heads = figures.iter().map(head).collect();
    let above = "By days past the deadline; names begin with owed-".to_owned();
    let of = |measure| grouped(overview.total[measure]);
    // the report has checked that it adds up, as all of `SUMS`
    let adds = format!(
        "{} overdue + {} owed-missing + {} owed-frozen (away or desk-based) = {} owed",
        of(M::Overdue),
        of(M::OwedMissing),
        of(M::OwedFrozen),
        of(M::Owed)
    );
    Grid { first: "OWED", above, heads, rows: rows(overview, &figures) }.text(width) + &paragraph("", &adds, width)
}

fn most_overdue(overview: &Overview, width: usize) -> String {
    let heads = ["case", "officer", "owed since", "days", "to visit", "cycles missed", "tried", "last seen"];
    let mut rows = Vec::new();
    let mut nobody = Vec::new();
    for level in &overview.levels {
        let name = group_in_words(&level.group);
        let Some(worst) = &level.worst else {
            if level.group.word() != "untiered" {
                nobody.push(name);
            }
            continue;
        };
        rows.push(one_case(overview, name, worst));
        let other = level.worst_to_visit.as_ref().filter(|other| other.key != worst.key);
        rows.extend(other.map(|other| one_case(overview, "to visit".to_owned(), other)));
    }
    let nobody =
        if nobody.is_empty() { String::new() } else { format!("Nobody is owed a visit of: {}", nobody.join(", ")) };
    let heads = heads.iter().map(ToString::to_string).collect();
    let grid = Grid { first: "MOST OVERDUE", above: String::new(), heads, rows };
    let none = if grid.rows.is_empty() { "MOST OVERDUE\n".to_owned() } else { grid.text(width) };
    none + &if nobody.is_empty() { nobody } else { paragraph("", &nobody, width) }
}

fn one_case(overview: &Overview, name: String, worst: &Worst) -> Row {
    let officer = worst.owner.map_or("none".to_owned(), |owner| screen_text(overview.labels.officer_id(owner)));
    let cells = vec![
        Cell::Word(screen_text(&worst.reference)),
        Cell::Word(officer),
        Cell::Word(worst.due.to_string()),
        Cell::Number(grouped(worst.days.into())),
        Cell::Number(grouped(worst.visitable.into())),
        Cell::Number(grouped(worst.missed.into())),
        Cell::Number(grouped(worst.attempts.into())),
        Cell::Word(worst.last_visit.map_or("never".to_owned(), |day| day.to_string())),
    ];
    Row { name, cells, under: screen_text(&beside(worst).join("; ")) }
}

fn average_day(overview: &Overview, width: usize) -> String {
    let (overdue, required) = (overview.total[M::DaysOverdue], overview.total[M::DaysRequired]);
    let Some((first, last)) = overview.months.first().zip(overview.months.last()) else {
        return "No day of the twelve months is in the record.\n".to_owned();
    };
    let (from, to) = (short_day(first.from), short_day(last.to));
    let days = match overview.history_from {
        Some(_) => format!(" from {from}, when the record begins, to {to}"),
        None if last.to.next().to_string().ends_with("-01") => String::new(),
        None => format!(" from {from} to {to}"),
    };
    let says = format!("ON AN AVERAGE DAY{days}: {} days-overdue of days-required", fraction(overdue, required));
    let row = |name: &str, measure| {
        let month = |month: &Month| Cell::Number(average(month.figures[measure], month.days()));
        let all = Cell::Number(average(overview.total[measure], overview.days()));
        Row {
            name: name.to_owned(),
            cells: overview.months.iter().map(month).chain([all]).collect(),
            under: String::new(),
        }
    };
    let month = |month: &Month| short_day(month.from).split(' ').nth(1).unwrap_or_default().to_owned();
    let heads = overview.months.iter().map(month).chain(["all".to_owned()]).collect();
    let rows = vec![row("overdue", M::DaysOverdue), row("of", M::DaysRequired)];
    paragraph("", &says, width) + &Grid { first: "people", above: String::new(), heads, rows }.text(width)
}

fn week(overview: &Overview, width: usize) -> String {
    let before = overview.as_of.minus_days(WEEK_DAYS);
    if !overview.week {
        let says = format!("SINCE {}: the record begins later, and what changed cannot be told.", short_day(before));
        return paragraph("", &says, width);
    }
    let of = |measure| format!("{} {measure}", grouped(overview.total[measure]));
    let says = format!(
        "SINCE {}: of {}, {} (visited), {} and {} ({}); with {}, {} now.",
        short_day(before),
        of(M::OwedWeekBefore),
        of(M::CameRight),
        of(M::EndedOwing),
        of(M::OwedStill),
        of(M::MissedMore),
        of(M::Slipped),
        of(M::Owed)
    );
    paragraph("", &says, width)
}

fn load(overview: &Overview, width: usize) -> String {
    let number = overview.cases_per_fte;
    let above: Vec<&Carried> = overview.officers.iter().filter(|one| one.is_above(number) == Some(true)).collect();
    let carry = counted(overview.officers.len() as u64, "officer carries", "officers carry");
    let cases = counted(overview.officers.iter().map(|one| one.cases).sum::<u64>(), "case", "cases");
    let mut says = format!("LOAD: {carry} {cases}; above {number} to a full-time one: {}", above.len());
    let mut named: Vec<String> = above.iter().take(NAMED).map(|one| of_share(one, number)).collect();
    if above.len() > NAMED {
        named.push(format!("{} more", above.len() - NAMED));
    }
    if !named.is_empty() {
        says.push_str(&format!(" ({})", named.join(", ")));
    }
    let unsaid = overview.officers.iter().filter(|one| one.per_fte.is_none()).count();
    if unsaid > 0 {
        says.push_str(&format!("; no share known: {unsaid}"));
    }
    paragraph("", &format!("{says}."), width)
}

/// `OF-06 63 of 45`: the cases, and those that the policy's number comes to for the share.
fn of_share(one: &Carried, number: u32) -> String {
    let most = one.per_fte.map_or(0, |of| u64::from(number) * of.fte_hundredths / 100);
    format!("{} {} of {}", screen_text(&one.officer), grouped(one.cases), grouped(most))
}

fn elsewhere(overview: &Overview, width: usize) -> String {
    let Some(elsewhere) = overview.elsewhere else { return String::new() };
    let says = format!(
        "ON NO TEAM'S OVERVIEW, without an officer or with one of no known team: {} managed; visits with children and \
         without a referral: {}. The whole unit's has them.",
        grouped(elsewhere.managed),
        grouped(elsewhere.children)
    );
    paragraph("", &says, width)
}

/// What to type next, each of the same day and with the same knowledge.
fn next(again: &Again, width: usize) -> String {
    let lines = [
        ("Who is behind a figure:", again.command_of_team("cases NAME")),
        ("Whose cases they are:", again.command("cases managed --officer ID")),
        ("What each carries:", again.command_of_team("load")),
        ("Why, day by day:", again.command("explain REF")),
    ];
    lines.iter().map(|(says, line)| paragraph(&left(says, 25), line, width)).collect()
}
