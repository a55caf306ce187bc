//! What else is to be acted on, each figure with its name: those that are nothing in one line.

use super::super::lines::{left, paragraph, width as columns_of};
use super::super::words::grouped;
use crate::report::measure::Measure as M;
use crate::report::overview::Overview;

/// Figures of the register, of the owed and of the week stand elsewhere on the screen.
const BLOCKS: [(&str, &[M]); 5] = [
    ("AWAY", &[M::AwayCustody, M::AwayHospital, M::AwayAbroad, M::AwayElsewhere]),
    ("DIRECTIONS", &[M::DirectionBroken, M::Directed, M::NoDirection, M::BrokenNotOwed, M::DirectedNotOwed]),
    ("PLANS", &[M::PlanUnmet, M::ReviewDue, M::OwnInterval, M::OwnIntervalLonger]),
    (
        "TO SEE TO",
        &[
            M::DecisionWanted,
            M::ChildNoReferral,
            M::BookingPassed,
            M::NotEntered,
            M::AwayUnconfirmed,
            M::MissingUnconfirmed,
        ],
    ),
    ("THE RECORD", &[M::NoTier, M::NoOwner, M::NoTeam, M::OwnerInactive, M::NoAddress, M::NewAddress, M::AddressDoubt]),
];

/// A paragraph for each block that has anything, then the names of all that is nothing: none is left out.
pub(super) fn text(overview: &Overview, width: usize) -> String {
    let label = BLOCKS.iter().map(|(label, _)| columns_of(label)).max().unwrap_or(0) + 2;
    let figure = |measure: &M| overview.figure(*measure);
    let mut out = String::new();
    for (name, measures) in BLOCKS {
        let some = measures.iter().filter(|measure| figure(measure) != Some(0));
        let some = some.map(|measure| format!("{}\u{a0}{measure}", figure(measure).map_or("n/a".to_owned(), grouped)));
        let some: Vec<String> = some.collect();
        if !some.is_empty() {
            out.push_str(&paragraph(&left(name, label), &some.join(", "), width).replace('\u{a0}', " "));
        }
    }
    let nothing = BLOCKS.iter().flat_map(|(_, measures)| *measures).filter(|measure| figure(measure) == Some(0));
    let nothing: Vec<&str> = nothing.map(|measure| measure.as_str()).collect();
    if !nothing.is_empty() {
        out.push_str(&paragraph(&left("NOTHING OF", label), &nothing.join(", "), width));
    }
    out
}
