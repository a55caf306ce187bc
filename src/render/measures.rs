//! `docs/measures.md`, written from the definitions.

use std::fmt::Write;

use crate::report::measure::{Measure, SUMS};

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
