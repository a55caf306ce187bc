//! The first line of a file: which of its cells is which column.

use crate::domain::extract::File;
use crate::domain::intake::{Complaint, Complaints};

use super::limits;
use super::rows::Row;
use super::words;

/// Where each column of the file stands, in the order of [`File::columns`].
pub(super) type Places = Vec<Option<usize>>;

/// Reads a first line; none, and a complaint for everything wrong, where rows cannot be read by it.
pub(super) fn read(file: File, row: Row<'_>, complaints: &mut Complaints) -> Option<Places> {
    let before = complaints.total();
    let mut places: Places = vec![None; file.columns().len()];
    let mut unknown = Vec::new();
    for place in 0..row.len().min(limits::COLUMNS) {
        match file.columns().iter().position(|column| column.name == row.cell(place)) {
            Some(at) if places[at].is_some() => twice(file, at, place, complaints),
            Some(at) => places[at] = Some(place),
            None => unknown.push(place),
        }
    }
    if row.len() > limits::COLUMNS {
        let expected = format!("at most {}", limits::COLUMNS);
        complain(file, None, format!("{} columns", row.len()), expected, complaints);
    }
    let mut missing: Vec<usize> = (0..places.len()).filter(|at| places[*at].is_none()).collect();
    let among_ours = places.iter().any(Option::is_some);
    for place in unknown {
        misspelt(file, (row.cell(place), place), among_ours, &mut missing, complaints);
    }
    for column in missing.into_iter().map(|at| file.columns()[at]).filter(|column| column.required) {
        complain(file, Some(column.name), "no such column".to_owned(), "one of that name".to_owned(), complaints);
    }
    (complaints.total() == before).then_some(places)
}

fn twice(file: File, at: usize, place: usize, complaints: &mut Complaints) {
    let found = format!("the same name again, over column {}", place + 1);
    complain(file, Some(file.columns()[at].name), found, "it once".to_owned(), complaints);
}

/// Complains of a heading that is none of the file's, and takes the likely one off the missing.
fn misspelt(
    file: File,
    (found, place): (&str, usize),
    among_ours: bool,
    missing: &mut Vec<usize>,
    complaints: &mut Complaints,
) {
    let names = |at: &usize| file.columns()[*at].name;
    let likely = words::likely(found, missing.iter().map(names));
    // Where no heading of the line is one of ours it may be a row of people.
    let shown = among_ours && words::is_heading_near(found, file.columns().iter().map(|column| column.name));
    let what = if shown { found } else { "a heading that is none of this file's" };
    let expected = match likely {
        Some(likely) => likely.to_owned(),
        None => format!("one of {}", file.columns().iter().map(|column| column.name).collect::<Vec<_>>().join(", ")),
    };
    missing.retain(|at| Some(names(at)) != likely);
    complain(file, None, format!("{what} over column {}", place + 1), expected, complaints);
}

fn complain(file: File, column: Option<&'static str>, found: String, expected: String, complaints: &mut Complaints) {
    complaints.add(Complaint { file, line: 1, column, found, expected });
}
