//! `docs/measures.md`, written from the definitions.

use std::fmt::Write;

use super::lines::{left, paragraph, width as columns_of};
use super::words::unquoted;
use crate::report::measure::{Measure, SUMS};

/// The measures as people look for them; each stands in one group.
const GROUPS: [(&str, std::ops::RangeInclusive<Measure>); 7] = {
    use Measure as M;
    [
        ("The register", M::Managed..=M::Reactive),
        ("Visits owed", M::Owed..=M::OwedDaysVisitable),
        ("Directions", M::DirectionBroken..=M::DirectedNotOwed),
        ("Away and missing", M::MissingUnconfirmed..=M::AwayUnconfirmed),
        ("To be seen to", M::ReviewDue..=M::NotEntered),
        ("Against a week before", M::OwedWeekBefore..=M::Slipped),
        ("Over a period", M::DaysManaged..=M::VisitsOverdue),
    ]
};

fn of(group: &std::ops::RangeInclusive<Measure>) -> impl Iterator<Item = Measure> {
    Measure::ALL.iter().copied().filter(|measure| group.contains(measure))
}

/// Every name, by group, in lines of 80 columns: what a help has at its foot.
pub fn names() -> String {
    let mut out = "Names of figures (`homevisit cases` alone says what each is):\n".to_owned();
    for (title, group) in GROUPS {
        let names: Vec<&str> = of(&group).map(Measure::as_str).collect();
        out.push_str(&paragraph(&format!("  {title}: "), &names.join(", "), 80));
    }
    out.trim_end().to_owned()
}

/// Every name with what it is, by group.
pub fn list(width: usize) -> String {
    let column = Measure::WORDS.iter().map(|word| columns_of(word)).max().unwrap_or(0) + 2;
    let mut out = String::new();
    for (title, group) in GROUPS {
        out.push_str(&format!("{}{title}\n", if out.is_empty() { "" } else { "\n" }));
        for measure in of(&group) {
            let name = format!("  {}", left(measure.as_str(), column));
            out.push_str(&paragraph(&name, &unquoted(measure.definition().sentence), width.max(80)));
        }
    }
    out
}

const HEAD: &str = "\
# What is counted, and what each figure means

Every figure of `homevisit overview` has a name. `homevisit cases NAME` lists who is behind it: the same definition, the
same sum. `homevisit trend --measure NAME` tells it month by month. This page is written from the program's own
definitions, and a test fails where the two differ.

A figure is counted on a day, with what is recorded of it and what had begun by then (rulebook 1), or over the days of a
period, both included. By risk level and by officer it is as set on the day; of a period, on each day of its own. A team's
figures are of those whom an officer of the team owns on the day; covers count for nothing, so that nobody counts twice.
What changed within the week is told of whoever is of the team on the day. A period begins no earlier than the record: a
visit that fell due before it and was overdue when it began is in an audit of that time, and in no figure of a period here.
";

/// The whole page.
pub fn document() -> String {
    let mut out = HEAD.to_owned();
    section(&mut out, "On a day", &Measure::stocks().collect::<Vec<_>>());
    section(&mut out, "Over a period", &Measure::flows().collect::<Vec<_>>());
    out.push_str("\n## What adds up\n\nOf everybody, and of every risk level:\n\n");
    for (whole, parts) in SUMS {
        let parts: Vec<String> = parts.iter().map(|part| format!("`{part}`")).collect();
        let _ = writeln!(out, "- `{whole}` = {}", parts.join(" + "));
    }
    out.push_str(
        "\nThe figures of the risk levels, of the months and of the groups of a trend add up to those of all together. Where \
         \nanything does not add up the program says so, exits with 70 and shows nothing.\n",
    );
    out.replace(" \n", "\n")
}

fn section(out: &mut String, title: &str, measures: &[Measure]) {
    let _ = write!(
        out,
        "\n## {title}\n\n| name | | counted in | a part of | what it is | source |\n|---|---|---|---|---|---|\n"
    );
    for measure in measures {
        let is = measure.definition();
        let whole = measure.whole().map_or(String::new(), |whole| format!("`{whole}`"));
        let (title, unit, sentence, source) = (is.title, is.unit, is.sentence, is.source);
        let _ = writeln!(out, "| `{measure}` | {title} | {unit} | {whole} | {sentence} | {source} |");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_is_listed_once_and_no_line_is_too_wide() {
        let all: Vec<Measure> = GROUPS.iter().flat_map(|(_, group)| of(group)).collect();
        assert_eq!(all, Measure::ALL);
        for text in [names(), list(80)] {
            assert!(text.lines().all(|line| columns_of(line) <= 80), "{text}");
            let words: Vec<&str> = text.split([' ', ',', '\n']).collect();
            assert!(Measure::WORDS.iter().all(|word| words.contains(word)), "{text}");
        }
    }
}
