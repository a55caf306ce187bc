//! Rows that no entry can vouch for by itself: texts and their removals, lists within facts, keys.

use rusqlite::Connection;

use super::verify::each_found;
use crate::domain::finding::{Findings, Place, Wrong};
use crate::domain::policy_file;
use crate::store::error::StoreError;

/// Texts that are empty and were not removed, and removals of what is still there.
const REMOVED: &[(&str, Wrong, &str)] = &[
    (
        "person_text",
        Wrong::Emptied,
        "select text_id from person_text
         where digest is not null
           and not exists (select 1 from removal where kind = 'person' and number = text_id)",
    ),
    (
        "address_text",
        Wrong::Emptied,
        "select text_id from address_text
         where digest is not null
           and not exists (select 1 from removal where kind = 'address' and number = text_id)",
    ),
    ("officer_text", Wrong::Emptied, "select text_id from officer_text where digest is not null"),
    (
        "free_text",
        Wrong::Emptied,
        "select text_id from free_text
         where digest is not null
           and not exists (select 1 from removal where kind = 'free' and number = text_id)",
    ),
    (
        "act_salt",
        Wrong::Emptied,
        "select act_id from act_salt
         where salt is null
           and not exists (select 1 from removal where kind = 'act' and number = act_salt.act_id)",
    ),
    (
        "proposal",
        Wrong::Emptied,
        "select proposal_id from proposal
         where salt is null
           and not exists (select 1 from removal where kind = 'proposal' and number = proposal_id)",
    ),
    (
        "removal",
        Wrong::Kept,
        "select removal_id from removal
         where case kind
                   when 'person' then not exists (
                       select 1 from person_text
                       where text_id = number
                         and digest is not null
                         and coalesce(family_name, given_names, date_of_birth) is null)
                   when 'address' then not exists (
                       select 1 from address_text
                       where text_id = number and digest is not null and coalesce(address, postcode) is null)
                   when 'free' then not exists (
                       select 1 from free_text where text_id = number and digest is not null and value is null)
                   when 'act' then not exists (
                       select 1 from act_salt where act_salt.act_id = number and salt is null)
                   when 'proposal' then not exists (select 1 from proposal where proposal_id = number and salt is null)
                   else true
               end",
    ),
];

/// Parts of facts that are not there, and salts of no act.
const APART: &[(&str, Wrong, &str)] = &[
    (
        "attendance",
        Wrong::Stray,
        "select fact_id from attendance
         where not exists (select 1 from visit_fact where visit_fact.fact_id = attendance.fact_id)",
    ),
    (
        "agency_attendance",
        Wrong::Stray,
        "select fact_id from agency_attendance
         where not exists (select 1 from visit_fact where visit_fact.fact_id = agency_attendance.fact_id)",
    ),
    (
        "booking_officer",
        Wrong::Stray,
        "select fact_id from booking_officer
         where not exists (select 1 from booking_fact where booking_fact.fact_id = booking_officer.fact_id)",
    ),
    (
        "attendance",
        Wrong::Disorder,
        "select fact_id from attendance group by fact_id having min(place) is not 1 or max(place) is not count(*)",
    ),
    (
        "agency_attendance",
        Wrong::Disorder,
        "select fact_id from agency_attendance
         group by fact_id
         having min(place) is not 1 or max(place) is not count(*)",
    ),
    (
        "booking_officer",
        Wrong::Disorder,
        "select fact_id from booking_officer group by fact_id having min(place) is not 1 or max(place) is not count(*)",
    ),
    (
        "proposal",
        Wrong::Disorder,
        "select max(proposal_id) from proposal having max(proposal_id) is not count(*) and count(*) > 0",
    ),
    (
        "act_salt",
        Wrong::Stray,
        "select act_id from act_salt where not exists (select 1 from act where act.act_id = act_salt.act_id)",
    ),
    (
        // these two, and no other, ask for what is no secret
        "act",
        Wrong::Lacking,
        "select act_id from act
         where kind not in ('import', 'adopt-policy')
           and not exists (select 1 from act_salt where act_salt.act_id = act.act_id)
           and act_id >= (select min(entry.act_id) from entry)",
    ),
];

/// Keys and texts that nothing refers to.
const UNUSED: &[(&str, &str)] = &[
    (
        "offender",
        "select offender_id from offender
         where not exists (select 1 from person_fact where person_fact.offender_id = offender.offender_id)
           and not exists (select 1 from management_fact where management_fact.offender_id = offender.offender_id)",
    ),
    (
        "officer",
        "select officer_id from officer
         where not exists (select 1 from officer_fact where officer_fact.officer_id = officer.officer_id)
           and not exists (select 1 from owner_fact where owner_fact.officer_id = officer.officer_id)
           and not exists (select 1 from attendance where attendance.officer_id = officer.officer_id)
           and not exists (select 1 from tier_fact where set_by = officer.officer_id)
           and not exists (select 1 from plan_fact where authorised_by = officer.officer_id)
           and not exists (select 1 from visit_fact where alone_authorised_by = officer.officer_id)
           and not exists (select 1 from booking_officer where booking_officer.officer_id = officer.officer_id)
           and not exists (
               select 1 from alone_fact where officer.officer_id in (alone_fact.officer_id, authorised_by))
           and not exists (select 1 from cover_fact where officer.officer_id in (cover_fact.officer_id, cover_id))
           and not exists (select 1 from account_fact where account_fact.officer_id = officer.officer_id)",
    ),
    (
        "visit",
        "select visit_id from visit
         where not exists (
             select 1 from visit_fact where visit_fact.visit_id = visit.visit_id and supersedes is null)",
    ),
    (
        "person_text",
        "select text_id from person_text
         where text_id not in (select text_id from person_fact where text_id is not null)",
    ),
    (
        "address_text",
        "select text_id from address_text
         where text_id not in (select text_id from address_fact where text_id is not null)",
    ),
    (
        "officer_text",
        "select text_id from officer_text
         where text_id not in (select text_id from officer_fact where text_id is not null)",
    ),
    (
        "free_text",
        "select text_id from free_text
         where text_id not in (
             select reason from act where reason is not null
             union all select reason from entry where reason is not null
             union all select deed from proposal
             union all select reason from resolution where reason is not null
             union all select retroactive from policy_fact where retroactive is not null
             union all select source from extract_fact where source is not null
             union all select reason from tier_fact where reason is not null
             union all select reason from plan_fact where reason is not null
             union all select announced_because from visit_fact where announced_because is not null
             union all select note from visit_fact where note is not null)",
    ),
];

/// Says what is empty, apart or unused.
pub(super) fn check(conn: &Connection, found: &mut Findings) -> Result<(), StoreError> {
    for (table, wrong, sql) in REMOVED.iter().chain(APART) {
        each_found(conn, sql, (table, wrong.clone()), found)?;
    }
    for (table, sql) in UNUSED {
        each_found(conn, sql, (table, Wrong::Unused), found)?;
    }
    tiers(conn, found)
}

/// Tiers that are not those of the policies, numbered as they were first adopted.
fn tiers(conn: &Connection, found: &mut Findings) -> Result<(), StoreError> {
    let mut named: Vec<String> = Vec::new();
    let mut statement = conn.prepare("select toml from policy_fact order by act_id, fact_id")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        // one that cannot be read is found by its digest
        let text = row.get_ref("toml")?.as_str().unwrap_or_default();
        let policy = policy_file::parse(text).ok();
        for tier in policy.into_iter().flat_map(|policy| policy.tiers) {
            if !named.contains(&tier.id) {
                named.push(tier.id);
            }
        }
    }
    let mut statement = conn.prepare("select tier_id, id from tier order by tier_id")?;
    let mut rows = statement.query([])?;
    let mut there = 0;
    while let Some(row) = rows.next()? {
        let id = row.get_ref("id")?.as_str().unwrap_or_default();
        if named.get(there).is_none_or(|named| named != id) {
            found.add(Place::Row("tier".to_owned(), row.get("tier_id")?), Wrong::Unused);
        }
        there += 1;
    }
    for lacking in there..named.len() {
        found.add(Place::Row("tier".to_owned(), i64::try_from(lacking).unwrap_or(i64::MAX)), Wrong::Lacking);
    }
    Ok(())
}
