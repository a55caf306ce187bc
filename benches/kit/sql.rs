//! What the lists are held against: the best SQL we could write over the facts, on a plain register, where nobody is
//! away, has a plan or changes, and SQL can say the same.
//!
//! - It runs on the program's own connection, with its indexes and settings, and heeds corrections as the program does.
//! - Months are clamped by SQLite's `floor` (3.46 and later). How many cycles have gone by needs no clamping: the day
//!   that falls in the month of x lies before x if and only if the base's day of month does.
//! - Of several ways to write each, the fastest measured stands here.

use homevisit::domain::day::Day;
use homevisit::domain::offender::OfficerKey;
use homevisit::report::audit::{Audit, Counts, Group};
use homevisit::report::worklist::Worklist;
use homevisit::store::Store;
use rusqlite::{Connection, Row};

use super::AS_OF;
use super::lists::year;

/// The baseline's numbers: tier, place, months, `due_soon_days`, `retry_days`.
const PACE: &str = "pace (id, place, months, soon, retry) as (
    values ('very-high', 0, 1, 7, 7), ('high', 1, 3, 14, 7), ('medium', 2, 6, 30, 14), ('low', 3, 12, 45, 14)
)";

/// How much of a row is asked for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Columns {
    /// Bucket, due day, days overdue, missed, last visit, attempts since.
    Dates,
    /// Those, tier, owner, and every flag that can stand on a plain register.
    All,
}

/// A fact and, where there is one, the `later` that supersedes it.
fn with_later(kind: &str, fact: &str) -> String {
    format!("{kind}_fact {fact} left join {kind}_fact later_{fact} on later_{fact}.supersedes = {fact}.fact_id")
}

/// That a fact counts.
fn counts(fact: &str) -> String {
    format!("{fact}.withdrawn = 0 and later_{fact}.fact_id is null")
}

/// A day's month, numbered.
fn month(day: &str) -> String {
    format!("(cast(substr({day}, 1, 4) as integer) * 12 + cast(substr({day}, 6, 2) as integer))")
}

/// How many intervals of so many months after `base` lie before the day `x`.
fn gone_by(base: &str, months: &str, x: &str) -> String {
    let (from, to) = (month(base), month(x));
    format!("(max(0, {to} - {from} - (substr({base}, 9, 2) >= substr({x}, 9, 2))) / {months})")
}

fn list_sql(which: &str, columns: Columns) -> String {
    let (visits, visit) = (with_later("visit", "v"), counts("v"));
    let (people, person) = (people(), counts("m") + " and " + &counts("t"));
    let gone = gone_by("last_visit", "months", "?1");
    let (tried, more, joins, which_else) = match columns {
        Columns::Dates => ("count(*)".to_owned(), "'', '', ''", String::new(), String::new()),
        Columns::All => whole(),
    };
    format!(
        "with {PACE},
         serving as materialized (
             select f.officer_id, max(coalesce(f.from_day, '') || printf('%09d', f.rank)), f.active_until
             from {officers}
             where coalesce(f.from_day, '') <= ?1 and {officer}
             group by f.officer_id
         ),
         seen as materialized (
             select m.offender_id, tier.id as tier, place, months, soon, retry,
                 (select max(v.day)
                  from {visits}
                  where v.offender_id = m.offender_id and v.outcome = 'seen' and v.premises = 'notified'
                    and v.day <= ?1 and {visit}) as last_visit
             from {people}
             where m.from_day <= ?1 and coalesce(m.until_day > ?1, 1) and {person} {which}
         ),
         standing as materialized (
             select seen.*, date(last_visit, months || ' months', 'floor') as due, {gone} as gone,
                 (select {tried}
                  from {visits}
                  where v.offender_id = seen.offender_id and v.day > last_visit and v.day <= ?1
                    and not (v.outcome = 'seen' and v.premises = 'notified') and {visit}) as tried
             from seen
         )
         select ref,
             case when gone > 0 then 'overdue'
                  when due <= date(?1, soon || ' days') then 'due'
                  else 'on-track' end as bucket,
             due,
             case when gone > 0 then cast(julianday(?1) - julianday(due) as integer) else 0 end as days_overdue,
             max(gone - 1, 0) as missed,
             last_visit,
             cast(tried as integer) as attempts_since,
             {more}
         from standing s
         cross join offender using (offender_id)
         {joins}
         where 1 {which_else}
         order by case when gone > 0 then 1 when due <= date(?1, soon || ' days') then 2 else 3 end, place, due, ref",
        officers = with_later("officer", "f"),
        officer = counts("f"),
    )
}

/// What the whole row takes: how the tries are counted, its columns, joins and conditions.
fn whole() -> (String, &'static str, String, String) {
    let tried = "count(*) filter (where v.outcome in ('no-reply', 'refused', 'out', 'not-resident'))
                 || ' ' || coalesce(max(v.day), '9999-12-01')";
    let more = "tier, officer.id,
             case when coalesce(active_until <= ?1, 0) then 'owner-inactive;' else '' end
             || case when trim(coalesce(address, '')) = '' and a.no_fixed_abode = 0 then 'no-address;' else '' end
             || case when date(substr(tried, instr(tried, ' ') + 1), retry || ' days') < ?1
                     then 'retry-overdue;' else '' end";
    let joins = "cross join owner_fact o using (offender_id)
         left join owner_fact later_o on later_o.supersedes = o.fact_id
         cross join officer on officer.officer_id = o.officer_id
         left join serving on serving.officer_id = o.officer_id
         cross join address_fact a on a.offender_id = s.offender_id
         left join address_fact later_a on later_a.supersedes = a.fact_id
         left join address_text on address_text.text_id = a.text_id";
    (tried.to_owned(), more, joins.to_owned(), format!("and {} and {}", counts("o"), counts("a")))
}

/// Everybody managed, with the numbers of their tier.
fn people() -> String {
    "management_fact m cross join tier_fact t on t.offender_id = m.offender_id
         cross join tier on tier.tier_id = t.tier_id
         cross join pace on pace.id = tier.id
         left join management_fact later_m on later_m.supersedes = m.fact_id
         left join tier_fact later_t on later_t.supersedes = t.fact_id"
        .to_owned()
}

/// What both say of one offender.
#[derive(Debug, PartialEq, Eq)]
pub struct Line {
    pub reference: String,
    pub bucket: String,
    pub due: String,
    pub days_overdue: u32,
    pub missed: u32,
    pub last_visit: String,
    pub attempts_since: u32,
    /// Tier, owner and flags; empty where they were not asked for.
    pub rest: [String; 3],
}

impl Line {
    fn read(row: &Row<'_>) -> rusqlite::Result<Line> {
        Ok(Line {
            reference: row.get(0)?,
            bucket: row.get(1)?,
            due: row.get(2)?,
            days_overdue: row.get(3)?,
            missed: row.get(4)?,
            last_visit: row.get(5)?,
            attempts_since: row.get(6)?,
            rest: [row.get(7)?, row.get(8)?, row.get(9)?],
        })
    }
}

/// The program's list as lines.
pub fn lines(list: &Worklist, columns: Columns) -> Vec<Line> {
    let text = |day: Option<Day>| day.map(|day| day.to_string()).unwrap_or_default();
    let rest = |row: &homevisit::domain::row::Row| match columns {
        Columns::Dates => Default::default(),
        Columns::All => [
            row.tier.map(|tier| list.labels.tier_id(tier).to_owned()).unwrap_or_default(),
            row.owner.map(|owner| list.labels.officer_id(owner).to_owned()).unwrap_or_default(),
            row.flags.iter().map(|flag| format!("{flag};")).collect(),
        ],
    };
    let line = |listed: &homevisit::report::worklist::Listed| Line {
        reference: listed.reference.clone(),
        bucket: listed.row.bucket.to_string(),
        due: text(listed.row.due),
        days_overdue: listed.row.days_overdue,
        missed: listed.row.missed,
        last_visit: text(listed.row.last_visit),
        attempts_since: listed.row.attempts_since,
        rest: rest(&listed.row),
    };
    list.rows.iter().map(line).collect()
}

/// One officer's list by SQL.
pub struct OfficerList(String);

impl OfficerList {
    pub fn new() -> OfficerList {
        let (owners, owner) = (with_later("owner", "o"), counts("o"));
        OfficerList(list_sql(
            &format!("and m.offender_id in (select o.offender_id from {owners} where o.officer_id = ?2 and {owner})"),
            Columns::All,
        ))
    }

    pub fn of(&self, store: &Store, officer: OfficerKey) -> Vec<Line> {
        let mut statement = store.connection().prepare_cached(&self.0).expect("sql");
        let lines = statement.query_map(rusqlite::params![AS_OF, officer.0], Line::read).expect("lines");
        lines.collect::<Result<_, _>>().expect("lines")
    }
}

/// The whole unit's list by SQL.
pub fn unit(connection: &Connection, columns: Columns) -> Vec<Line> {
    let mut statement = connection.prepare_cached(&list_sql("", columns)).expect("sql");
    let lines = statement.query_map([AS_OF], Line::read).expect("lines");
    lines.collect::<Result<_, _>>().expect("lines")
}

/// A year's audit by tier, by window functions: one row for each segment between effective visits.
fn audit_sql() -> String {
    let (visits, visit) = (with_later("visit", "v"), counts("v"));
    let (tiers, tier) = (with_later("tier", "t"), counts("t"));
    let (people, person) = (people(), counts("m") + " and " + &counts("t"));
    let gone = gone_by("day", "months", "coalesce(next, ?2)");
    let gone_before = gone_by("day", "months", "?1");
    let gone_after = gone_by("day", "months", "date(?2, '1 day')");
    format!(
        "with {PACE},
         visited as (
             select v.offender_id, v.day,
                 lag(v.day) over each_one as previous,
                 lead(v.day) over each_one as next
             from {visits}
             where v.outcome = 'seen' and v.premises = 'notified' and v.day <= ?2 and {visit}
             window each_one as (partition by v.offender_id order by v.day)
         ),
         tiered as (
             select t.offender_id, place, months
             from {tiers}
             cross join tier on tier.tier_id = t.tier_id
             cross join pace on pace.id = tier.id
             where {tier}
         ),
         segment as (
             select day, previous, next, place, months, {gone} as gone
             from visited
             cross join tiered using (offender_id)
             where next is null or next >= ?1
         ),
         dated as (
             select *, date(day, months || ' months', 'floor') as first_due,
                 case when gone > 0 then date(day, (gone * months) || ' months', 'floor') end as last_due,
                 case when next is null then date(day, ((gone + 1) * months) || ' months', 'floor') end as pending_due,
                 next between ?1 and ?2 and gone = 0 as met
             from segment
         ),
         reckoned as (
             select place,
                 met and 2 * (julianday(next) - julianday(day)) < julianday(first_due) - julianday(day) as additional,
                 met,
                 previous is null and day between ?1 and ?2 as met_first,
                 next is not null and last_due between ?1 and ?2 as late,
                 next is null and last_due between ?1 and ?2 as overdue,
                 case when gone > 1 then max(0, min(gone - 1, {gone_after}) - min(gone - 1, {gone_before})) else 0 end
                     as missed,
                 pending_due between ?1 and ?2 as pending,
                 case when gone > 0 then max(0,
                     julianday(min(coalesce(next, date(?2, '1 day')), date(?2, '1 day')))
                     - julianday(max(date(first_due, '1 day'), ?1))) else 0 end as days_overdue
             from dated
         ),
         days as (
             select place, sum(julianday(date(?2, '1 day')) - julianday(max(m.from_day, ?1))) as days_required
             from {people}
             where m.from_day <= ?2 and {person}
             group by place
         )
         select place, id,
             total(met) - total(additional) + total(met_first) as on_time, total(late) as late, total(missed) as missed,
             total(overdue) as overdue, total(additional) as additional, total(pending) as pending,
             days_required, sum(days_overdue) as days_overdue
         from reckoned
         join days using (place)
         join pace using (place)
         group by place
         order by place"
    )
}

/// The audit's figures by tier: word, on time, late, missed, overdue, additional, pending, days required and overdue.
pub type Figures = (String, [u64; 8]);

/// The program's audit as figures.
pub fn figures(audit: &Audit) -> Vec<Figures> {
    let of =
        |c: &Counts| [c.on_time, c.late, c.missed, c.overdue, c.additional, c.pending, c.days_required, c.days_overdue];
    let tiers = audit.rows.iter().filter(|row| matches!(row.group, Group::Tier(..)));
    tiers.map(|row| (row.group.word().to_owned(), of(&row.counts))).collect()
}

/// The year's audit by SQL.
pub fn audit(connection: &Connection) -> Vec<Figures> {
    let (first, last) = year();
    let mut statement = connection.prepare_cached(&audit_sql()).expect("sql");
    let mut rows = statement.query([first.to_string(), last.to_string()]).expect("figures");
    let mut figures = Vec::new();
    while let Some(row) = rows.next().expect("figures") {
        let figure = |at: usize| row.get::<_, f64>(at).map(|figure| figure as u64);
        let all = (2..10).map(figure).collect::<Result<Vec<_>, _>>().expect("figures");
        figures.push((row.get(1).expect("a tier"), all.try_into().expect("eight")));
    }
    figures
}
