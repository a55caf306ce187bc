//! The overview on one screen: every figure with its name beside it.

use super::super::audit_table::{average, fraction, group_in_words};
use super::super::lines::{left, paragraph};
use super::super::words::{self, counted, day_in_words, grouped, screen_text, short_day};
use super::tables::{Grid, columns};
use super::why;
use crate::report::measure::{Measure as M, WEEK_DAYS};
use crate::report::overview::{Carried, Level, MONTHS, Overview, Worst};

const NARROWEST: usize = 80;
/// How many officers above the policy's number are named.
const NAMED: usize = 5;

/// The overview for a terminal of `width` columns (80 is what it is made for; below it stays at 80).
pub fn text(overview: &Overview, width: usize) -> String {
    let width = width.max(NARROWEST);
    let mut out = heading(overview, width);
    out.push('\n');
    out.push_str(&register(overview));
    out.push('\n');
    out.push_str(&backlog(overview, width));
    out.push('\n');
    out.push_str(&most_overdue(overview, width));
    out.push('\n');
    out.push_str(&average_day(overview, width));
    out.push('\n');
    out.push_str(&matters(overview));
    out.push('\n');
    out.push_str(&week(overview, width));
    out.push_str(&load(overview, width));
    out.push_str(&elsewhere(overview, width));
    out
}

fn heading(overview: &Overview, width: usize) -> String {
    let (scope, day) = (words::scope(&overview.scope), day_in_words(overview.as_of));
    let policy = &overview.policy;
    let first = format!("Overview of {scope}, as at {day}");
    let second =
        format!("Policy {}, version {}. Who is behind a figure: homevisit cases NAME", policy.id, policy.version);
    paragraph("", &first, width)
        + &paragraph("", &second, width)
        + &words::known(policy.known.as_ref(), width)
        + &words::went_back(&policy.went_back, width)
}

/// The levels that have somebody, or that the policy has, and all together.
fn rows(overview: &Overview, figures: &[M]) -> Vec<(String, Vec<String>)> {
    let cells = |of: &dyn Fn(M) -> u64| figures.iter().map(|measure| grouped(of(*measure))).collect();
    let shown = |level: &&Level| level.figures[M::Managed] > 0 || level.group.word() != "untiered";
    let level = |level: &Level| (group_in_words(&level.group), cells(&|measure| level.figures[measure]));
    let mut rows: Vec<_> = overview.levels.iter().filter(shown).map(level).collect();
    rows.push(("all".to_owned(), cells(&|measure| overview.total[measure])));
    rows
}

fn register(overview: &Overview) -> String {
    let figures = [M::Missing, M::Overdue, M::Due, M::OnTrack, M::Suspended, M::Reactive, M::Managed];
    let heads = figures.iter().map(ToString::to_string).collect();
    Grid { first: "REGISTER", heads, rows: rows(overview, &figures) }.text()
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
    let says = "Visits owed past their deadline, by calendar days; these names begin with owed-";
    paragraph("", says, width) + &Grid { first: "OWED", heads, rows: rows(overview, &figures) }.text()
}

fn most_overdue(overview: &Overview, width: usize) -> String {
    let mut out = "MOST OVERDUE (why, day by day: homevisit explain REF)\n".to_owned();
    for level in &overview.levels {
        let name = left(&group_in_words(&level.group), 11);
        let Some(worst) = &level.worst else {
            if level.group.word() != "untiered" {
                out.push_str(&paragraph(&format!("{name}  "), "nobody is owed a visit", width));
            }
            continue;
        };
        out.push_str(&paragraph(&format!("{name}  "), &one_case(overview, worst), width));
        let other = level.worst_to_visit.as_ref().filter(|other| other.key != worst.key);
        out.extend(other.map(|other| paragraph("  to visit   ", &one_case(overview, other), width)));
    }
    out
}

fn one_case(overview: &Overview, worst: &Worst) -> String {
    let officer = worst.owner.map_or("no officer".to_owned(), |owner| overview.labels.officer_id(owner).to_owned());
    screen_text(&format!("{}, {officer}: {}", worst.reference, why(worst).join("; ")))
}

fn average_day(overview: &Overview, width: usize) -> String {
    let (overdue, required) = (overview.total[M::DaysOverdue], overview.total[M::DaysRequired]);
    let days = overview.days();
    let Some((first, last)) = overview.months.first().zip(overview.months.last()) else {
        return "No day of the twelve months is in the record.\n".to_owned();
    };
    let since = match overview.history_from {
        Some(day) => format!("since the record begins, {}", short_day(day)),
        None => format!("of {MONTHS} months, from {}", short_day(first.from)),
    };
    let says = format!(
        "ON AN AVERAGE DAY {since}, {} people were overdue, of {} who were to be visited: days-overdue, of days-required, \
         {}",
        average(overdue, days),
        average(required, days),
        fraction(overdue, required)
    );
    let cell = |measure| overview.months.iter().map(move |month| average(month.figures[measure], month.days()));
    let heads =
        overview.months.iter().map(|month| short_day(month.from).split(' ').nth(1).unwrap_or_default().to_owned());
    let rows = vec![
        ("overdue".to_owned(), cell(M::DaysOverdue).collect()),
        ("of".to_owned(), cell(M::DaysRequired).collect()),
    ];
    let part = if last.to.next().to_string().ends_with("-01") {
        String::new()
    } else {
        let month = short_day(last.to);
        paragraph("", &format!("(the last month up to {month})"), width)
    };
    paragraph("", &says, width) + &Grid { first: "a day", heads: heads.collect(), rows }.text() + &part
}

fn matters(overview: &Overview) -> String {
    columns(
        overview,
        [
            &[
                (
                    "AWAY, whoever comes first",
                    &[
                        M::Suspended,
                        M::AwayCustody,
                        M::AwayHospital,
                        M::AwayAbroad,
                        M::AwayElsewhere,
                        M::AwayUnconfirmed,
                    ],
                ),
                ("WHEREABOUTS UNKNOWN", &[M::Missing, M::MissingUnconfirmed]),
            ],
            &[
                ("OF THE OWED", &[M::DirectionBroken, M::Directed, M::NoDirection, M::OwedFrozen]),
                ("DIRECTED, NOTHING OWED", &[M::BrokenNotOwed, M::DirectedNotOwed]),
                ("PLANS", &[M::Reactive, M::PlanUnmet, M::ReviewDue, M::OwnInterval, M::OwnIntervalLonger]),
            ],
            &[
                ("TO BE SEEN TO", &[M::ChildNoReferral, M::DecisionWanted, M::BookingPassed, M::NotEntered]),
                (
                    "THE RECORD",
                    &[M::NoTier, M::NoOwner, M::NoTeam, M::OwnerInactive, M::NoAddress, M::NewAddress, M::AddressDoubt],
                ),
            ],
        ],
    )
}

fn week(overview: &Overview, width: usize) -> String {
    let before = overview.as_of.minus_days(WEEK_DAYS);
    if !overview.week {
        let says = format!("SINCE {}: the record begins later, and what changed cannot be told.", short_day(before));
        return paragraph("", &says, width);
    }
    let of = |measure| format!("{} {measure}", grouped(overview.total[measure]));
    let says = format!(
        "SINCE {}: {}, of them {} (visited), {}, {} ({}); and {}, so that {} now.",
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
    let mut says = format!("LOAD: {carry} {cases}; above {number} to a full-time officer: {}", above.len());
    let mut named: Vec<String> = above.iter().take(NAMED).map(|one| of_share(one, number)).collect();
    if above.len() > NAMED {
        named.push(format!("and {} more", above.len() - NAMED));
    }
    if !named.is_empty() {
        says.push_str(&format!(" ({})", named.join(", ")));
    }
    let unsaid = overview.officers.iter().filter(|one| one.per_fte.is_none()).count();
    if unsaid > 0 {
        says.push_str(&format!("; who has left, or whose share is not recorded: {unsaid}"));
    }
    let more = "Whose cases: homevisit cases managed --officer ID; more: homevisit load";
    paragraph("", &format!("{says}. {more}"), width)
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
