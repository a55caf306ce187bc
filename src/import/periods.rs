//! `management.csv`, `addresses.csv`, `tiers.csv`, `owners.csv`, `statuses.csv` and `plans.csv`: what held of an
//! offender from a day, or over a period.

use crate::domain::cadence::Interval;
use crate::domain::extract::{AddressRow, Key, ManagementRow, OwnerRow, PlanRow, StatusRow, TierRow};
use crate::domain::offender::{Status, TierKey};

use super::cells::{Cells, Written};
use super::refs::Place;
use super::words;
use super::{Known, Rules, limits};

/// The offender of a row, and the day it begins.
struct Begins<'r> {
    offender: Option<Key>,
    from: Option<Written<'r>>,
}

fn begins<'r>(cells: &mut Cells<'r>, from: usize, known: &mut Known) -> Begins<'r> {
    Begins { offender: known_offender(cells, 0, known), from: cells.day(from) }
}

/// The key of an offender of this extract or of the register.
pub(super) fn known_offender(cells: &mut Cells<'_>, column: usize, known: &mut Known) -> Option<Key> {
    let place = cells.known(column, &mut known.offenders, known.offenders_unread, "an offender of offenders.csv");
    place.map(|place| known.offenders.key(place))
}

/// The key of an officer who is on file otherwise than by visits alone.
fn known_officer(cells: &mut Cells<'_>, column: usize, known: &mut Known) -> Option<Key> {
    let unread = known.officers_unread;
    let place: Option<Place> = cells.known(column, &mut known.officers, unread, "an officer of officers.csv");
    let key = known.officers.key(place?);
    if known.is_from_visits(place?) {
        cells.fault(column, "an officer known from visits alone", "an officer of officers.csv");
    }
    Some(key)
}

pub(super) fn management<'r>(cells: &mut Cells<'r>, known: &mut Known) -> Option<ManagementRow<'r>> {
    let Begins { offender, from } = begins(cells, 1, known);
    let until = cells.until(2, from);
    sound(cells)?;
    let line = cells.line();
    Some(ManagementRow { line, offender: offender?, from: from?.text, until })
}

pub(super) fn address<'r>(cells: &mut Cells<'r>, known: &mut Known) -> Option<AddressRow<'r>> {
    let Begins { offender, from } = begins(cells, 1, known);
    let address = cells.lines_of_text(2, limits::ADDRESS);
    let postcode = cells.line_of_text(3, limits::POSTCODE);
    let no_fixed_abode = cells.yes_no(4);
    sound(cells)?;
    let (line, no_fixed_abode) = (cells.line(), no_fixed_abode?);
    Some(AddressRow { line, offender: offender?, from: from?.text, address, postcode, no_fixed_abode })
}

pub(super) fn tier<'r>(cells: &mut Cells<'r>, known: &mut Known, rules: &Rules<'_>) -> Option<TierRow<'r>> {
    let Begins { offender, from } = begins(cells, 1, known);
    let tier = tier_key(cells, 2, rules);
    let set_by = known_officer(cells, 3, known);
    let reason = cells.lines_of_text(4, limits::REASON);
    sound(cells)?;
    let line = cells.line();
    Some(TierRow { line, offender: offender?, from: from?.text, tier: tier?, set_by: set_by?, reason })
}

fn tier_key(cells: &mut Cells<'_>, column: usize, rules: &Rules<'_>) -> Option<TierKey> {
    let named = |id: &&String| {
        rules.book.versions().iter().any(|version| version.policy.tiers.iter().any(|tier| tier.id == **id))
    };
    let text = cells.raw(column);
    let key = rules.book.tier_key(text);
    if text.is_empty() {
        cells.fault(column, "nothing", "a tier of the policy");
    } else if key.is_none() {
        cells.no_word(column, "tier", rules.book.tier_ids().iter().filter(named).map(String::as_str));
    }
    key
}

pub(super) fn owner<'r>(cells: &mut Cells<'r>, known: &mut Known) -> Option<OwnerRow<'r>> {
    let Begins { offender, from } = begins(cells, 1, known);
    let officer = known_officer(cells, 2, known);
    sound(cells)?;
    Some(OwnerRow { line: cells.line(), offender: offender?, from: from?.text, officer: officer? })
}

pub(super) fn status<'r>(cells: &mut Cells<'r>, known: &mut Known) -> Option<StatusRow<'r>> {
    let Begins { offender, from } = begins(cells, 2, known);
    let status = cells.word::<Status>(1, "status", Status::WORDS);
    let until = cells.until(3, from);
    sound(cells)?;
    Some(StatusRow { line: cells.line(), offender: offender?, status: status?, from: from?.text, until })
}

const KINDS: [&str; 2] = ["interval", "reactive"];

pub(super) fn plan<'r>(cells: &mut Cells<'r>, known: &mut Known, rules: &mut Rules<'_>) -> Option<PlanRow<'r>> {
    let Begins { offender, from } = begins(cells, 2, known);
    let kind = cells.raw(1);
    let until = cells.until(3, from);
    match kind {
        "interval" => every(cells, 4, rules),
        "reactive" if !cells.raw(4).is_empty() => cells.fault(4, "a rule", "none for a reactive plan"),
        "reactive" => {}
        "" => cells.fault(1, "nothing", "interval or reactive"),
        _ => cells.no_word(1, "kind of plan", KINDS.into_iter()),
    }
    let authorised_by = known_officer(cells, 5, known);
    let reason = cells.lines_of_text(6, limits::REASON);
    let review_by = cells.until(7, from);
    sound(cells)?;
    let every = (kind == "interval").then_some(cells.raw(4));
    let (line, offender, authorised_by) = (cells.line(), offender?, authorised_by?);
    Some(PlanRow { line, offender, from: from?.text, until, every, authorised_by, reason, review_by })
}

/// Checks the rule of an interval plan against every version of the policy.
fn every(cells: &mut Cells<'_>, column: usize, rules: &mut Rules<'_>) {
    let text = cells.raw(column);
    if text.is_empty() {
        cells.fault(column, "nothing", "a rule for an interval, such as FREQ=MONTHLY;INTERVAL=3");
    } else if let Some(expected) = rules.fault_of(text) {
        let found = if words::is_rule_shaped(text) { text } else { "something that is no rule" };
        cells.fault(column, found, expected);
    }
}

/// Why a text is no interval that a plan may have.
pub(super) fn interval_fault(text: &str, tolerance: u32, longest: Interval) -> Option<String> {
    if text.len() > limits::RULE {
        return Some(format!("at most {} characters", limits::RULE));
    }
    match Interval::parse(text) {
        Err(error) => {
            let expected = error.to_string();
            Some(expected.strip_prefix("expected ").map_or(format!("another rule: {expected}"), str::to_owned))
        }
        Ok(every) if every.rough_days() <= tolerance => {
            Some(format!("an interval longer than the tolerance of {tolerance} days"))
        }
        Ok(every) if every.longer_than(longest) => {
            Some(format!("an interval no longer than the longest cadence, {longest}"))
        }
        Ok(_) => None,
    }
}

fn sound(cells: &Cells<'_>) -> Option<()> {
    cells.sound().then_some(())
}
