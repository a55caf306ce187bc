//! The evidence of failed attempts as a paper, with what the text of it says.

use super::evidence::{
    SECTION_96B, Whom, by_policy, crew_in_words, entry_in_words, on_and_by, place_in_words, premises_in_words,
    recorded_and_why, said_in_words, yes_no,
};
use super::notice::{course_words, stage_words};
use super::paper::{Cell, Column, Paper, Rows, Table};
use super::recorded::outcome;
use super::words::short_day;
use crate::report::evidence::{Attempt, Decided, Evidence, Superseded};

/// The evidence as a paper.
pub fn paper<'a>(evidence: &'a Evidence, whom: Whom<'a>) -> Paper<'a> {
    let born = whom.born.map_or("date of birth not recorded".to_owned(), |day| format!("born {}", short_day(day)));
    let seen = match evidence.last_seen {
        Some(day) => format!("Last seen, by the record, on {}.", short_day(day)),
        None => "Never seen, by the record.".to_owned(),
    };
    let mut paper = Paper::new("Attempts to visit", evidence.as_of, &evidence.policy)
        .scope(format!("offender {}", whom.reference))
        .filter("failed attempts since last seen")
        .note(format!("{}, {born}", whom.name))
        .note(seen)
        .note(by_policy(evidence));
    if evidence.is_of_england_and_wales() {
        paper = paper.note(SECTION_96B);
    }
    paper.table(attempts(evidence)).table(places(evidence)).table(decisions(evidence)).table(superseded(evidence))
}

fn attempts(evidence: &Evidence) -> Table<'_> {
    let columns = vec![
        Column::text("Visit"),
        Column::day("Day"),
        Column::time("Time"),
        Column::text("Premises"),
        Column::text("Outcome"),
        Column::text("Entry"),
        Column::text("Attended"),
        Column::text("Announced"),
        Column::text("Recorded"),
        Column::day("By its source"),
        Column::text("Set right since"),
    ];
    let rows = Rows::of(&evidence.attempts, |attempt| one(evidence, attempt));
    Table::new("Attempts", "Failed attempts since last seen", columns, rows)
}

fn one<'a>(evidence: &'a Evidence, attempt: &'a Attempt) -> Vec<Cell<'a>> {
    let place = attempt.place.and_then(|place| evidence.places.get(place));
    vec![
        Cell::text(&attempt.visit_ref),
        attempt.at.day.into(),
        attempt.at.time.map_or(Cell::Empty, Cell::Time),
        Cell::text(premises_in_words(attempt.premises, place)),
        outcome(attempt.outcome).into(),
        entry_in_words(attempt.entry_sought).into(),
        Cell::text(crew_in_words(&attempt.crew, &attempt.agencies)),
        yes_no(attempt.announced).into(),
        Cell::text(on_and_by(&attempt.recorded)),
        attempt.source_wrote.into(),
        Cell::yes_no(attempt.corrected),
    ]
}

fn places(evidence: &Evidence) -> Table<'_> {
    let columns = vec![Column::text("Address"), Column::count("Attempts")];
    let rows = Rows::of(&evidence.places, |place| vec![Cell::text(place_in_words(place)), place.sought.into()]);
    Table::new("Addresses", "Failed attempts with entry sought, by address", columns, rows)
}

fn decisions(evidence: &Evidence) -> Table<'_> {
    let columns = vec![
        Column::text("Decision"),
        Column::day("Day"),
        Column::text("What was decided"),
        Column::day("Go again by"),
        Column::text("Recorded"),
        Column::text("Stages"),
    ];
    let stages = |decision: &Decided| {
        let stages = decision.stages.iter().map(|reached| {
            let (day, stage) = (short_day(reached.day), stage_words(reached.stage));
            format!("{day}: warrant {stage}; recorded {}", on_and_by(&reached.recorded))
        });
        stages.collect::<Vec<_>>().join("; ")
    };
    let rows = Rows::of(&evidence.decisions, move |decision: &Decided| {
        vec![
            Cell::text(decision.name.to_string()),
            decision.at.day.into(),
            course_words(decision.course).into(),
            decision.visit_by.into(),
            Cell::text(recorded_and_why(&decision.recorded)),
            Cell::text(stages(decision)),
        ]
    });
    Table::new("Decisions", "What was decided since", columns, rows)
}

fn superseded(evidence: &Evidence) -> Table<'_> {
    let columns = ["Fact", "What it said", "What became of it"].map(Column::text).to_vec();
    let rows = Rows::of(&evidence.superseded, |one: &Superseded| {
        let said = format!("{}; recorded {}", said_in_words(&one.said), on_and_by(&one.recorded));
        let what = if one.withdrawn { "withdrawn as not so" } else { "superseded" };
        let became = format!("{what} by {}, {}", one.by, recorded_and_why(&one.then));
        vec![Cell::text(one.name.to_string()), Cell::text(said), Cell::text(became)]
    });
    Table::new("Set right", "Records of these that were set right or withdrawn", columns, rows)
}
