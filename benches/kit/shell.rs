//! The same rows by `sqlite3 .import` into the same schema, its indexes, triggers and foreign keys on, in one
//! transaction.
//!
//! `.import` knows neither null nor blob: a table that has either is filled by way of a temporary one, with an `insert`
//! that makes of an empty cell a null. Salts are random and not the same.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use rusqlite::types::ValueRef;
use rusqlite::{Connection, OpenFlags};

/// In an order that foreign keys allow.
const TABLES: [&str; 18] = [
    "act",
    "officer",
    "offender",
    "visit",
    "person_text",
    "address_text",
    "officer_text",
    "free_text",
    "officer_fact",
    "person_fact",
    "management_fact",
    "address_fact",
    "tier_fact",
    "owner_fact",
    "status_fact",
    "plan_fact",
    "visit_fact",
    "attendance",
];
/// Neither null nor blob.
const PLAIN: [&str; 4] = ["officer", "offender", "visit", "attendance"];

/// The rows of a register as files, and the script that imports them.
pub struct Shell {
    folder: PathBuf,
}

impl Shell {
    /// Whether there is a `sqlite3` to run.
    pub fn version() -> Option<String> {
        let said = Command::new("sqlite3").arg("--version").output().ok()?;
        Some(String::from_utf8_lossy(&said.stdout).split(' ').next().unwrap_or_default().to_owned())
    }

    /// Writes every row that the import into `database` recorded.
    pub fn of(database: &Path, folder: &Path) -> Shell {
        std::fs::create_dir_all(folder).expect("a folder");
        let connection = Connection::open_with_flags(database, OpenFlags::SQLITE_OPEN_READ_WRITE).expect("a database");
        let mut script = String::from(
            "pragma journal_mode = wal;\npragma synchronous = full;\npragma foreign_keys = on;\n\
             pragma recursive_triggers = on;\npragma cache_size = -16384;\npragma mmap_size = 134217728;\n.mode csv\nbegin;\n",
        );
        for table in TABLES {
            let columns = write(&connection, table, &folder.join(format!("{table}.csv")));
            step(&mut script, table, &columns, folder);
        }
        script.push_str("commit;\n");
        std::fs::write(folder.join("script.sql"), script).expect("a script");
        Shell { folder: folder.to_owned() }
    }

    /// The command that imports them into a database that has a policy and nothing else.
    pub fn command(&self, database: &Path) -> Command {
        let script = std::fs::File::open(self.folder.join("script.sql")).expect("a script");
        let mut command = Command::new("sqlite3");
        command.arg("-bail").arg(database).stdin(script).stdout(Stdio::null());
        command
    }

    /// That both databases have as many rows in every table.
    pub fn check(&self, one: &Path, other: &Path) {
        for table in TABLES {
            let rows = |path: &Path| -> i64 {
                let connection = Connection::open(path).expect("a database");
                connection.query_row(&format!("select count(*) from {table}"), [], |row| row.get(0)).expect("a count")
            };
            assert_eq!(rows(one), rows(other), "{table}: equal rows");
        }
    }
}

fn step(script: &mut String, table: &str, columns: &[String], folder: &Path) {
    let file = folder.join(format!("{table}.csv"));
    let file = file.display();
    if PLAIN.contains(&table) {
        writeln!(script, ".import '{file}' {table}").expect("text");
        return;
    }
    let chosen: Vec<String> = columns
        .iter()
        .map(|column| match column.as_str() {
            "salt" | "content" => format!("cast({column} as blob)"),
            _ => format!("nullif({column}, '')"),
        })
        .collect();
    writeln!(
        script,
        "create temp table r_{table} ({});\n.import '{file}' r_{table}\n\
         insert into main.{table} ({0}) select {1} from temp.r_{table};\ndrop table temp.r_{table};",
        columns.join(", "),
        chosen.join(", "),
    )
    .expect("text");
}

/// Of the last act alone, which must come after whatever act is there before.
fn write(connection: &Connection, table: &str, file: &Path) -> Vec<String> {
    let rows = match table {
        "act" => "select act_id, id, kind, actor, '2999-12-31T00:00:00.000000Z' as moment, content
                  from act where act_id = (select max(act_id) from act)"
            .to_owned(),
        _ => format!("select * from {table}"),
    };
    let mut statement = connection.prepare(&rows).expect("a table");
    let columns: Vec<String> = statement.column_names().iter().map(|name| (*name).to_owned()).collect();
    let mut writer = csv::Writer::from_path(file).expect("a file");
    let mut rows = statement.query([]).expect("rows");
    while let Some(row) = rows.next().expect("a row") {
        let cells = (0..columns.len()).map(|at| match row.get_ref(at).expect("a cell") {
            ValueRef::Null => String::new(),
            ValueRef::Integer(number) => number.to_string(),
            ValueRef::Text(text) => String::from_utf8_lossy(text).into_owned(),
            ValueRef::Blob(bytes) => bytes[..bytes.len() / 2].iter().map(|byte| format!("{byte:02x}")).collect(),
            ValueRef::Real(_) => unreachable!("the schema has none"),
        });
        writer.write_record(cells).expect("a row");
    }
    writer.flush().expect("a file");
    columns
}
