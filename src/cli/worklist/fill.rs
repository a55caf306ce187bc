//! What a worklist is filled with once its rows are known: names, postcodes, references, and what is not yet entered in
//! the national register.

use std::collections::BTreeMap;

use super::super::database::Reading;
use super::super::error::CliError;
use crate::domain::notice::Told;
use crate::domain::work::VisitKey;
use crate::report::worklist::{NotEntered, Worklist};
use crate::store;

pub(super) fn fill(list: &mut Worklist, reading: &Reading<'_>) -> Result<(), CliError> {
    for listed in list.each_row_mut() {
        listed.name = Some(reading.name(listed.key)?);
        listed.postcode = reading.postcode(listed.address_text)?;
        listed.visit_refs = visit_refs(&listed.notices, reading)?;
    }
    for gone in &mut list.gone {
        gone.name = Some(reading.name(gone.key)?);
        gone.visit_refs = visit_refs(&gone.notices, reading)?;
    }
    list.not_entered = not_entered(list, reading)?;
    Ok(())
}

/// The references of the visits that notices speak of.
pub(in crate::cli) fn visit_refs(told: &[Told], reading: &Reading<'_>) -> Result<BTreeMap<VisitKey, String>, CliError> {
    let mut refs = BTreeMap::new();
    for visit in told.iter().filter_map(Told::visit) {
        refs.insert(visit, reading.snapshot.visit_reference(visit)?);
    }
    Ok(refs)
}

/// Of the officers whose list it is, those that they recorded; else everybody's. Of visits made by the day, the
/// oldest first.
fn not_entered(list: &Worklist, reading: &Reading<'_>) -> Result<Vec<NotEntered>, CliError> {
    let open = if list.own.is_empty() {
        reading.snapshot.not_entered(None)?
    } else {
        let by = list.own.iter().map(|officer| reading.snapshot.not_entered(Some(reading.roster.id(*officer))));
        by.collect::<Result<Vec<_>, _>>()?.concat()
    };
    let told = |visit: store::lists::NotEntered| {
        Ok(NotEntered {
            offender_ref: reading.snapshot.reference(visit.offender)?,
            age_days: list.as_of.days_after(visit.day),
            visit_ref: visit.visit_ref,
            day: visit.day,
        })
    };
    let mut by_then: Vec<_> = open.into_iter().filter(|visit| visit.day <= list.as_of).collect();
    by_then.sort_by_key(|visit| visit.day);
    by_then.into_iter().map(told).collect()
}
