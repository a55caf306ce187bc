//! What a careful person would look at, in the register as it now stands.

use rusqlite::{Connection, Result, Row};

use crate::domain::day::Day;
use crate::domain::intake::{REFERENCES_LISTED, Worries, is_reference_shaped};
use crate::domain::policy::Book;
use crate::domain::visit::Premises;

/// No more references of one group of likenesses than this are paired off.
const GROUP: usize = 8;

/// Looks at everyone managed on the day, at officers known from visits alone, and at records that look like one person.
pub fn look(conn: &Connection, today: Day, book: &Book) -> Result<Worries> {
    let mut worries = Worries::default();
    managed(conn, today, book, &mut worries)?;
    let mut officers = conn.prepare(
        "select id
         from main.officer o
         where not exists (select 1 from main.officer_fact f where f.officer_id = o.officer_id)
         order by id",
    )?;
    let mut rows = officers.query([])?;
    while let Some(row) = rows.next()? {
        worries.officers_from_visits.add(row.get_ref(0)?.as_str()?);
    }
    never_managed(conn, &mut worries)?;
    alike(conn, &mut worries)?;
    Ok(worries)
}

fn managed(conn: &Connection, today: Day, book: &Book, worries: &mut Worries) -> Result<()> {
    let live = |name: &str| {
        format!("f.withdrawn = 0 and not exists (select 1 from main.{name}_fact n where n.supersedes = f.fact_id)")
    };
    let mut people = conn.prepare(&format!(
        "select o.ref,
                exists (select 1 from main.tier_fact f
                        where f.offender_id = m.offender_id and f.from_day <= ?1 and {tier}),
                exists (select 1 from main.owner_fact f
                        where f.offender_id = m.offender_id and f.from_day <= ?1 and {owner}),
                (select f.no_fixed_abode or trim(coalesce(t.address, '')) <> '' or t.digest is not null
                 from main.address_fact f
                 join main.address_text t on t.text_id = f.text_id
                 where f.offender_id = m.offender_id and f.from_day <= ?1 and {address}
                 order by f.from_day desc, f.rank desc
                 limit 1),
                exists (select 1 from main.visit_fact f
                        where f.offender_id = m.offender_id and f.day between m.from_day and ?1
                          and ({effective}) and {visit})
         from (select f.offender_id, max(f.from_day) as from_day
               from main.management_fact f
               where f.from_day <= ?1 and (f.until_day is null or f.until_day > ?1) and {management}
               group by f.offender_id) m
         join main.offender o on o.offender_id = m.offender_id",
        tier = live("tier"),
        owner = live("owner"),
        address = live("address"),
        visit = live("visit"),
        management = live("management"),
        effective = effective(book),
    ))?;
    let mut rows = people.query([today.to_string()])?;
    while let Some(row) = rows.next()? {
        worries.managed += 1;
        note(row, worries)?;
    }
    Ok(())
}

/// On no list, because nothing says that they were ever managed: most often a row that was dropped.
fn never_managed(conn: &Connection, worries: &mut Worries) -> Result<()> {
    let mut people = conn.prepare(
        "select ref
         from main.offender o
         where not exists (select 1 from main.management_fact f
                           where f.offender_id = o.offender_id and f.withdrawn = 0
                             and not exists (select 1 from main.management_fact n where n.supersedes = f.fact_id))
         order by ref",
    )?;
    let mut rows = people.query([])?;
    while let Some(row) = rows.next()? {
        worries.never_managed.add(row.get_ref(0)?.as_str()?);
    }
    Ok(())
}

fn note(row: &Row<'_>, worries: &mut Worries) -> Result<()> {
    let reference = row.get_ref(0)?.as_str()?;
    let lists = [&mut worries.no_tier, &mut worries.no_owner, &mut worries.no_address, &mut worries.never_visited];
    for (at, list) in (1..).zip(lists) {
        if row.get::<_, Option<bool>>(at)? != Some(true) {
            list.add(reference);
        }
    }
    Ok(())
}

/// The condition under which a visit is effective, by the version in force on its day. Its words are ours.
fn effective(book: &Book) -> String {
    let mut versions: Vec<String> = Vec::new();
    for (at, version) in book.versions().iter().enumerate() {
        let policy = &version.policy;
        let outcomes = policy.effective_outcomes.iter().map(|outcome| format!("'{outcome}'"));
        let premises = policy.effective_premises.iter().map(|premises| format!("'{premises}'"));
        let from = if at == 0 { String::new() } else { policy.effective_from.to_string() };
        let next = book.versions().get(at + 1).map(|next| next.policy.effective_from.to_string());
        versions.push(format!(
            "f.outcome in ({}) and coalesce(f.premises, '{}') in ({}) and f.day >= '{from}' and f.day < '{}'",
            outcomes.collect::<Vec<_>>().join(", "),
            Premises::NotRecorded,
            premises.collect::<Vec<_>>().join(", "),
            next.as_deref().unwrap_or("9999-99-99")
        ));
    }
    versions.join(" or ")
}

/// Pairs of the same likeness, first by likeness: within one the references are in order.
fn alike(conn: &Connection, worries: &mut Worries) -> Result<()> {
    let mut found = conn.prepare(
        "with l as (
             select offender_id, likeness from temp.person_row where likeness is not null
             union all
             select offender_id, likeness from temp.person_alike
         )
         select l.likeness, o.ref
         from l
         join main.offender o on o.offender_id = l.offender_id
         where l.likeness in (select likeness from l group by likeness having count(*) > 1)
         order by l.likeness, o.ref",
    )?;
    let mut rows = found.query([])?;
    let (mut likeness, mut group, mut size) = (String::new(), Vec::<String>::new(), 0_u64);
    while let Some(row) = rows.next()? {
        let next = row.get_ref(0)?.as_str()?;
        if next != likeness {
            likeness = next.to_owned();
            group.clear();
            size = 0;
        }
        let reference: String = row.get(1)?;
        worries.alike_count += size;
        size += 1;
        for earlier in &group {
            let shaped = is_reference_shaped(earlier) && is_reference_shaped(&reference);
            if shaped && worries.alike.len() < REFERENCES_LISTED {
                worries.alike.push((earlier.clone(), reference.clone()));
            }
        }
        if group.len() < GROUP {
            group.push(reference);
        }
    }
    Ok(())
}
