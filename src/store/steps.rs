//! Bringing a database that an earlier version of this program made to this one's shape.

use rusqlite::{Connection, TransactionBehavior};

use super::error::StoreError;
use super::trail;

/// The version of `schema.sql`.
pub(super) const VERSION: i32 = 3;

/// The first version that keeps a trail.
const WITH_TRAIL: i32 = 3;

/// What leads to each version from the one before.
const STEPS: &[(i32, &str)] = &[(2, include_str!("steps/2.sql")), (3, include_str!("steps/3.sql"))];

/// Runs the steps that a database lacks, all of them or none, in one exclusive transaction.
pub(super) fn catch_up(conn: &mut Connection) -> Result<(), StoreError> {
    run(conn, STEPS)
}

fn run(conn: &mut Connection, steps: &[(i32, &str)]) -> Result<(), StoreError> {
    // A table that others refer to is made anew, and within a transaction this would do nothing.
    conn.execute_batch("pragma foreign_keys = off")?;
    let tx = conn.transaction_with_behavior(TransactionBehavior::Exclusive)?;
    // Somebody else may have run them while we waited.
    let found = version(&tx)?;
    if found > VERSION {
        return Err(StoreError::Newer { found, known: VERSION });
    }
    for (_, step) in steps.iter().filter(|(to, _)| *to > found) {
        tx.execute_batch(step)?;
    }
    if found < WITH_TRAIL && version(&tx)? >= WITH_TRAIL {
        trail::begin(&tx)?;
    }
    if tx.prepare("pragma foreign_key_check")?.exists([])? {
        return Err(StoreError::Fault("after the steps to this version something refers to nothing".to_owned()));
    }
    tx.commit().map_err(StoreError::of_commit)?;
    Ok(conn.execute_batch("pragma foreign_keys = on")?)
}

/// Refuses a database that is no longer of this version: a later program may have brought it up to its own meanwhile.
pub(super) fn check(conn: &Connection) -> Result<(), StoreError> {
    match version(conn)? {
        VERSION => Ok(()),
        found if found > VERSION => Err(StoreError::Newer { found, known: VERSION }),
        found => Err(StoreError::Older { found, known: VERSION }),
    }
}

/// How many steps a database has behind it.
pub(super) fn version(conn: &Connection) -> Result<i32, StoreError> {
    Ok(conn.query_row("pragma user_version", [], |row| row.get(0))?)
}

#[cfg(test)]
mod tests {
    use super::*;

    const FIRST: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/databases/1.db");

    /// Everything in a database, as text.
    fn dump(conn: &Connection) -> Vec<String> {
        let names = "select name from sqlite_schema where type = 'table' order by name";
        let mut tables = conn.prepare(names).unwrap();
        let tables: Vec<String> = tables.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect();
        let mut lines = vec![version(conn).unwrap().to_string()];
        for table in tables.iter().map(String::as_str).chain(["sqlite_schema"]) {
            let mut statement = conn.prepare(&format!("select * from {table}")).unwrap();
            let columns = statement.column_count();
            let mut rows = statement.query([]).unwrap();
            while let Some(row) = rows.next().unwrap() {
                let values: Vec<_> = (0..columns).map(|at| row.get_ref(at).unwrap()).collect();
                lines.push(format!("{table} {values:?}"));
            }
        }
        lines
    }

    /// A step's statements; a trigger has statements within.
    fn statements(step: &str) -> Vec<String> {
        let mut statements = vec![String::new()];
        for line in step.lines().filter(|line| !line.starts_with("--")) {
            let last = statements.len() - 1;
            statements[last] += line;
            statements[last] += "\n";
            let ending = if statements[last].trim_start().starts_with("create trigger") { "end;" } else { ";" };
            if line.ends_with(ending) {
                statements.push(String::new());
            }
        }
        assert_eq!(statements.pop().as_deref().map(str::trim), Some(""));
        statements
    }

    #[test]
    fn a_step_that_stops_at_any_statement_leaves_the_database_as_it_was() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("unit.db");
        std::fs::copy(FIRST, &path).unwrap();
        let mut before = dump(&Connection::open(&path).unwrap());
        assert_eq!(before[0], "1");
        for (to, step) in STEPS {
            let statements = statements(step);
            assert!(statements.len() > 10);
            for stop in 0..=statements.len() {
                let part = format!("{} select stop;", statements[..stop].concat());
                let mut conn = Connection::open(&path).unwrap();
                let stopped = run(&mut conn, &[(*to, &part)]).unwrap_err().to_string();
                assert!(stopped.contains("no such column: stop"), "{stopped}");
                assert_eq!(dump(&conn), before, "stopped after {stop} statements");
            }
            let mut conn = Connection::open(&path).unwrap();
            run(&mut conn, &[(*to, step)]).unwrap();
            before = dump(&conn);
            assert_eq!(before[0], to.to_string());
        }
    }

    #[test]
    fn a_step_after_which_something_refers_to_nothing_is_not_taken() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("unit.db");
        std::fs::copy(FIRST, &path).unwrap();
        let mut conn = Connection::open(&path).unwrap();
        let before = dump(&conn);
        let loses =
            "pragma user_version = 2; drop trigger offender_present; delete from offender where offender_id = 1;";
        assert!(matches!(run(&mut conn, &[(2, loses)]), Err(StoreError::Fault(_))));
        assert_eq!(dump(&conn), before);
    }

    #[test]
    fn steps_are_taken_once() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("unit.db");
        std::fs::copy(FIRST, &path).unwrap();
        let mut conn = Connection::open(&path).unwrap();
        catch_up(&mut conn).unwrap();
        let after = dump(&conn);
        catch_up(&mut conn).unwrap();
        assert_eq!(dump(&conn), after);
        conn.execute_batch(&format!("pragma user_version = {}", VERSION + 1)).unwrap();
        assert!(matches!(catch_up(&mut conn), Err(StoreError::Newer { .. })));
    }
}
