//! Staging: an extract's rows wait in temporary tables until all of it is known to be sound.
//!
//! - Why tables: memory stays flat however many rows there are (sixteen bytes an offender aside, in `import`), and what
//!   is to be said of rows beside each other is said by SQL. They are on disk, in a file that has no name.
//! - Nobody else waits: the register is only read until [`write()`], which only writes.
//! - Keys are given before the writing begins, so another act in between makes the rows stale: the caller compares
//!   [`last_act`] under the lock and begins again.

mod bite;
mod change;
mod check;
mod conflict;
mod held;
mod here;
mod kind;
mod look;
mod pair;
mod sql;
mod write;

use rusqlite::{Connection, Result, Statement, params};

use crate::domain::extract::{
    AddressRow, File, ManagementRow, OffenderRow, OfficerRow, OwnerRow, PlanRow, Row, StatusRow, TierRow, VisitRow,
};

pub use bite::{Room, make_room};
pub use change::{Changes, Counts, touched};
pub use check::{check, duplicate_visits};
pub use conflict::conflicts;
pub use held::{Held, held, last_act, people};
pub use here::{Here, never_brought};
pub use look::look;
pub use write::write;

use kind::KINDS;

/// Rows on their way in. Dropping it leaves the tables to the next [`Staging::new`].
pub struct Staging<'c> {
    statements: Vec<Statement<'c>>,
    alike: Statement<'c>,
    orders: Vec<Order>,
    salts: Salts,
    last_visit: String,
    visits_ascend: bool,
}

/// What of staging outlives the reading.
#[derive(Clone, Debug, Default)]
pub struct Sealed {
    /// Whether the visit references ascend, so that none can stand twice.
    pub visits_ascend: bool,
    sorted: [bool; KINDS.len()],
}

impl<'c> Staging<'c> {
    /// Empty tables on this connection, in a transaction of their own that [`Staging::seal`] ends.
    pub fn new(conn: &'c Connection) -> Result<Staging<'c>> {
        clear(conn)?;
        conn.execute_batch("begin")?;
        for kind in &KINDS {
            conn.execute_batch(&kind.create())?;
        }
        conn.execute_batch(
            "create temp table visit_head (visit_id integer primary key, fact_id);
             create temp table visit_parted (row integer primary key, fact_id, act_id, recorded, ref);
             create temp table person_alike (offender_id, likeness);",
        )?;
        Ok(Staging {
            statements: KINDS.iter().map(|kind| conn.prepare(&kind.insert_row())).collect::<Result<_>>()?,
            alike: conn.prepare("insert into temp.person_alike values (?1, ?2)")?,
            orders: KINDS.iter().map(|_| Order::default()).collect(),
            salts: Salts::default(),
            last_visit: String::new(),
            visits_ascend: true,
        })
    }

    /// Takes in one row.
    pub fn take(&mut self, row: &Row<'_>) -> Result<()> {
        match row {
            Row::Officer(row) => self.officer(row),
            Row::Offender(row) => self.offender(row),
            Row::Management(row) => self.management(row),
            Row::Address(row) => self.address(row),
            Row::Tier(row) => self.tier(row),
            Row::Owner(row) => self.owner(row),
            Row::Status(row) => self.status(row),
            Row::Plan(row) => self.plan(row),
            Row::Visit(row) => self.visit(row),
        }
    }

    /// Notes the likeness of somebody held whom the extract does not bring.
    pub fn alike(&mut self, offender: u32, likeness: &str) -> Result<()> {
        self.alike.execute(params![offender, likeness])?;
        Ok(())
    }

    /// Puts the tables in order; after it no row is taken.
    pub fn seal(self, conn: &Connection) -> Result<Sealed> {
        let mut sealed = Sealed { visits_ascend: self.visits_ascend, ..Sealed::default() };
        drop((self.statements, self.alike));
        for (at, kind) in KINDS.iter().enumerate() {
            sealed.sorted[at] = self.orders[at].broken;
            if self.orders[at].broken {
                conn.execute_batch(&kind.sort())?;
                if kind.file != File::Visits {
                    conn.execute_batch(&format!("drop table temp.{}_file", kind.name))?;
                }
            }
        }
        conn.execute_batch("commit")?;
        Ok(sealed)
    }

    fn officer(&mut self, row: &OfficerRow<'_>) -> Result<()> {
        let at = kind::of(File::Officers);
        let rank = self.orders[at].rank(row.officer, row.from.unwrap_or(""), "");
        self.statements[at].execute(params![
            row.officer,
            rank,
            row.from,
            row.team,
            row.role.as_str(),
            row.accredited,
            row.fte_hundredths,
            row.active_until,
            row.name,
            self.salts.next(),
            row.line as i64,
            row.id
        ])?;
        Ok(())
    }

    fn offender(&mut self, row: &OffenderRow<'_>) -> Result<()> {
        let at = kind::of(File::Offenders);
        self.orders[at].rank(row.offender, "", "");
        self.statements[at].execute(params![
            row.offender,
            row.family_name,
            row.given_names,
            row.date_of_birth,
            self.salts.next(),
            row.line as i64,
            row.reference,
            row.likeness
        ])?;
        Ok(())
    }

    fn management(&mut self, row: &ManagementRow<'_>) -> Result<()> {
        let at = kind::of(File::Management);
        let rank = self.orders[at].rank(row.offender, row.from, "");
        self.statements[at].execute(params![row.offender, rank, row.from, row.until, row.line as i64])?;
        Ok(())
    }

    fn address(&mut self, row: &AddressRow<'_>) -> Result<()> {
        let at = kind::of(File::Addresses);
        let rank = self.orders[at].rank(row.offender, row.from, "");
        let salt = self.salts.next();
        let statement = &mut self.statements[at];
        statement.execute(params![
            row.offender,
            rank,
            row.from,
            row.no_fixed_abode,
            row.address,
            row.postcode,
            salt,
            row.line as i64
        ])?;
        Ok(())
    }

    fn tier(&mut self, row: &TierRow<'_>) -> Result<()> {
        let at = kind::of(File::Tiers);
        let rank = self.orders[at].rank(row.offender, row.from, "");
        let salt = row.reason.map(|_| self.salts.next());
        let statement = &mut self.statements[at];
        statement.execute(params![
            row.offender,
            rank,
            row.from,
            row.tier.0,
            row.set_by,
            row.reason,
            salt,
            row.line as i64
        ])?;
        Ok(())
    }

    fn owner(&mut self, row: &OwnerRow<'_>) -> Result<()> {
        let at = kind::of(File::Owners);
        let rank = self.orders[at].rank(row.offender, row.from, "");
        self.statements[at].execute(params![row.offender, rank, row.from, row.officer, row.line as i64])?;
        Ok(())
    }

    fn status(&mut self, row: &StatusRow<'_>) -> Result<()> {
        let at = kind::of(File::Statuses);
        let status = row.status.as_str();
        let rank = self.orders[at].rank(row.offender, row.from, status);
        self.statements[at].execute(params![row.offender, rank, row.from, status, row.until, row.line as i64])?;
        Ok(())
    }

    fn plan(&mut self, row: &PlanRow<'_>) -> Result<()> {
        let at = kind::of(File::Plans);
        let kind = if row.every.is_some() { "interval" } else { "reactive" };
        let rank = self.orders[at].rank(row.offender, row.from, kind);
        let salt = row.reason.map(|_| self.salts.next());
        self.statements[at].execute(params![
            row.offender,
            rank,
            row.from,
            kind,
            row.until,
            row.every,
            row.authorised_by,
            row.review_by,
            row.reason,
            salt,
            row.line as i64
        ])?;
        Ok(())
    }

    fn visit(&mut self, row: &VisitRow<'_>) -> Result<()> {
        let at = kind::of(File::Visits);
        self.orders[at].rank(row.offender, row.day, "");
        self.visits_ascend &= *row.reference > *self.last_visit;
        self.last_visit.clear();
        self.last_visit.push_str(row.reference);
        let more = row.officers.get(2..).filter(|more| !more.is_empty()).map(joined);
        self.statements[at].execute(params![
            row.offender,
            row.day,
            row.time,
            row.outcome.as_str(),
            row.announced,
            row.premises.map(|premises| premises.as_str()),
            row.entry_sought,
            row.recorded_on,
            row.line as i64,
            row.reference,
            row.officers.first(),
            row.officers.get(1),
            more
        ])?;
        Ok(())
    }
}

fn joined(officers: &[u32]) -> String {
    officers.iter().map(u32::to_string).collect::<Vec<_>>().join(";")
}

/// Drops whatever an earlier staging left on the connection: its tables, and its transaction if it never came to an end.
pub fn clear(conn: &Connection) -> Result<()> {
    if !conn.is_autocommit() {
        conn.execute_batch("rollback")?;
    }
    let sql = "select name from sqlite_temp_schema where type = 'table'";
    let names: Vec<String> = conn.prepare(sql)?.query_map([], |row| row.get(0))?.collect::<Result<_>>()?;
    names.iter().try_for_each(|name| conn.execute_batch(&format!("drop table temp.\"{name}\"")))
}

/// Whether rows come in the order in which they will be recorded, and the rank each has among the rows of its key.
#[derive(Default)]
struct Order {
    subject: u32,
    from: String,
    word: &'static str,
    rank: u32,
    broken: bool,
}

impl Order {
    fn rank(&mut self, subject: u32, from: &str, word: &'static str) -> u32 {
        let last = (self.subject, self.from.as_str(), self.word);
        match (subject, from, word).cmp(&last) {
            std::cmp::Ordering::Equal if self.rank > 0 => self.rank += 1,
            std::cmp::Ordering::Less => {
                self.broken = true;
                self.rank = 1;
            }
            _ => self.rank = 1,
        }
        if self.subject != subject || self.from != from {
            self.from.clear();
            self.from.push_str(from);
        }
        (self.subject, self.word) = (subject, word);
        self.rank
    }
}

const POOL: usize = 256;

/// Salts, drawn by the hundred.
struct Salts {
    pool: Vec<[u8; 16]>,
}

impl Default for Salts {
    fn default() -> Salts {
        Salts { pool: Vec::with_capacity(POOL) }
    }
}

impl Salts {
    fn next(&mut self) -> [u8; 16] {
        if self.pool.is_empty() {
            self.pool.resize(POOL, [0; 16]);
            getrandom::fill(self.pool.as_flattened_mut()).expect("the system has randomness");
        }
        self.pool.pop().unwrap_or_default()
    }
}
