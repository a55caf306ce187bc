//! `officers.csv` and `offenders.csv`: who there is. Every other file speaks of them.

use std::io::Read;

use crate::domain::extract::{File, OffenderRow, OfficerRow};
use crate::domain::intake::Complaints;
use crate::domain::likeness::likeness;
use crate::domain::officer::Role;

use super::cells::{Cells, reference_fault, shown_reference};
use super::refs::{Place, Refs};
use super::table::{self, Sum};
use super::{Known, ReadError, Tell, limits};

/// Reads `officers.csv`.
pub(super) fn officers<E: From<ReadError>>(
    from: impl Read,
    known: &mut Known,
    complaints: &mut Complaints,
    tell: Tell<'_>,
    to: &mut dyn FnMut(&OfficerRow<'_>) -> Result<(), E>,
) -> Result<Sum, E> {
    let refs = std::cell::RefCell::new(&mut known.officers);
    let take = |cells: &mut Cells<'_>| match officer(cells, &mut refs.borrow_mut()) {
        Some(row) => to(&row),
        None => Ok(()),
    };
    table::read(File::Officers, from, complaints, tell, take, |id, line| note(&mut refs.borrow_mut(), id, line))
}

fn officer<'r>(cells: &mut Cells<'r>, refs: &mut Refs) -> Option<OfficerRow<'r>> {
    let id = cells.reference(0);
    if let Some(id) = id
        && id.contains(';')
    {
        cells.fault(0, "a semicolon in an id", "none, since it joins the ids of a visit");
    }
    let (name, team) = (cells.line_of_text(1, limits::NAME), cells.line_of_text(2, limits::TEAM));
    let role = cells.word::<Role>(3, "role", Role::WORDS);
    let accredited = cells.yes_no_or_not_recorded(4);
    let fte_hundredths = share(cells, 5);
    let active_until = cells.day(6).map(|day| day.text);
    let from = cells.day(7).map(|day| day.text);
    let place = bring(cells, refs, id?);
    if !cells.sound() {
        return None;
    }
    let officer = refs.key(place);
    let (name, team, role) = (name?, team?, role?);
    let line = cells.line();
    Some(OfficerRow { line, officer, id: id?, from, name, team, role, accredited, fte_hundredths, active_until })
}

/// A full-time share: more than 0, at most 1, at most two decimals.
fn share(cells: &mut Cells<'_>, column: usize) -> Option<u16> {
    let text = cells.raw(column);
    if text.is_empty() {
        return None;
    }
    let (whole, part) = text.split_once('.').unwrap_or((text, "0"));
    let digits = |part: &str| (1..=2).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
    let hundredths = match (whole, part) {
        ("0" | "1", part) if digits(part) => {
            let tens = if part.len() == 1 { 10 } else { 1 };
            whole.parse::<u16>().ok().zip(part.parse::<u16>().ok()).map(|(whole, part)| whole * 100 + part * tens)
        }
        _ => None,
    };
    let hundredths = hundredths.filter(|share| (1..=100).contains(share));
    if hundredths.is_none() {
        cells.fault(column, "something that is no share", "a number above 0 and at most 1, such as 0.8");
    }
    hundredths
}

/// Reads `offenders.csv`.
pub(super) fn offenders<E: From<ReadError>>(
    from: impl Read,
    known: &mut Known,
    complaints: &mut Complaints,
    tell: Tell<'_>,
    to: &mut dyn FnMut(&OffenderRow<'_>) -> Result<(), E>,
) -> Result<Sum, E> {
    let refs = std::cell::RefCell::new(&mut known.offenders);
    let mut alike = String::new();
    let take = |cells: &mut Cells<'_>| match offender(cells, &mut refs.borrow_mut()) {
        Some(mut row) => {
            let (given, born) = (row.given_names.unwrap_or(""), row.date_of_birth.unwrap_or(""));
            row.likeness = likeness(row.family_name, given, born, &mut alike).then_some(&alike);
            to(&row)
        }
        None => Ok(()),
    };
    table::read(File::Offenders, from, complaints, tell, take, |reference, line| {
        note(&mut refs.borrow_mut(), reference, line);
    })
}

fn offender<'r>(cells: &mut Cells<'r>, refs: &mut Refs) -> Option<OffenderRow<'r>> {
    let reference = cells.reference(0);
    let family_name = cells.line_of_text(1, limits::NAME);
    let given_names = cells.line_of_text(2, limits::NAME);
    let date_of_birth = cells.day(3).map(|day| day.text);
    let reference = reference?;
    if let Some(line) = refs.find(reference).and_then(|place| refs.brought(place)) {
        cells.fault(0, shown_reference(reference), format!("a reference of its own, line {line} has the same"));
    }
    let place = bring(cells, refs, reference);
    if !cells.sound() {
        return None;
    }
    let (line, offender, family_name) = (cells.line(), refs.key(place), family_name?);
    Some(OffenderRow { line, offender, reference, family_name, given_names, date_of_birth, likeness: None })
}

/// Notes that a row brings a reference, even where something else is wrong with the row: one complaint is enough.
fn bring(cells: &mut Cells<'_>, refs: &mut Refs, reference: &str) -> Place {
    if refs.is_full() {
        cells.fault(0, "one more", format!("at most {}", limits::SUBJECTS));
    }
    let place = refs.find_or_add(reference);
    if refs.brought(place).is_none() {
        refs.bring(place, cells.line());
    }
    place
}

/// Notes the reference of a row of the wrong length, if it looks like one.
fn note(refs: &mut Refs, reference: &str, line: u64) {
    if crate::domain::intake::is_reference_shaped(reference) && reference_fault(reference).is_none() {
        let place = refs.find_or_add(reference);
        if refs.brought(place).is_none() {
            refs.bring(place, line);
        }
    }
}
