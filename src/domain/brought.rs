//! Visits as JSON brings them: one object or a list of them, each with its `offender_ref`. docs/json.md says how.

use serde_json::{Map, Value};

use super::fact::VisitFact;

/// Why a text is no visits. Nothing that stood in it is quoted.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BroughtError {
    /// Not JSON, or of another shape.
    #[error("no visit and no list of visits, at line {line}, column {column}")]
    Shape {
        /// From 1.
        line: usize,
        /// From 1.
        column: usize,
    },
    /// One of the visits.
    #[error("visit {place}: {problem}")]
    Visit {
        /// Which, from 1.
        place: usize,
        /// What is wrong with it.
        problem: String,
    },
    /// An empty list.
    #[error("no visit")]
    Nothing,
}

#[derive(serde::Deserialize)]
struct Brought {
    offender_ref: String,
    #[serde(flatten)]
    visit: Map<String, Value>,
}

#[derive(serde::Deserialize)]
#[serde(untagged)]
enum OneOrMany {
    Many(Vec<Brought>),
    One(Brought),
}

/// The visits of a text, each with its offender's reference, in order; all of them or why not.
pub fn visits(text: &str) -> Result<Vec<(String, VisitFact)>, BroughtError> {
    let brought: OneOrMany = serde_json::from_str(text)
        .map_err(|error| BroughtError::Shape { line: error.line(), column: error.column() })?;
    let many = match brought {
        OneOrMany::Many(many) => many,
        OneOrMany::One(one) => vec![one],
    };
    let each = many.into_iter().enumerate().map(|(place, brought)| {
        let visit = VisitFact::deserialize_map(brought.visit)
            .map_err(|problem| BroughtError::Visit { place: place + 1, problem })?;
        Ok((brought.offender_ref, visit))
    });
    let visits: Vec<_> = each.collect::<Result<_, _>>()?;
    if visits.is_empty() { Err(BroughtError::Nothing) } else { Ok(visits) }
}
