//! A row, a column, another value: at random, whatever the table.

use rusqlite::Connection;
use rusqlite::types::Value;

pub struct Chance<'c> {
    pub rng: fastrand::Rng,
    pub conn: &'c Connection,
}

/// Every table of facts that has a row.
pub const FACTS: &[&str] = &[
    "person",
    "management",
    "address",
    "tier",
    "owner",
    "status",
    "plan",
    "officer",
    "visit",
    "policy",
    "extract",
    "confirmation",
    "referral",
    "decision",
    "stage",
    "direction",
    "booking",
    "marker",
    "entered",
    "alone",
    "pair",
    "cover",
    "account",
];

impl Chance<'_> {
    pub fn of<T: Copy>(&mut self, list: &[T]) -> T {
        list[self.rng.usize(..list.len())]
    }

    pub fn fact_table(&mut self) -> String {
        format!("{}_fact", self.of(FACTS))
    }

    pub fn number(&self, sql: &str) -> i64 {
        self.conn.query_row(sql, [], |row| row.get(0)).unwrap()
    }

    pub fn run(&self, sql: &str) -> usize {
        self.conn.execute(sql, []).unwrap_or_else(|error| panic!("{sql}: {error}"))
    }

    /// The key of some row, as a condition.
    pub fn row(&mut self, table: &str) -> String {
        self.row_where(table, "true")
    }

    pub fn row_where(&mut self, table: &str, which: &str) -> String {
        let columns = self.columns(table);
        let keys: Vec<String> = columns.iter().filter(|(_, _, key)| *key).map(|(name, ..)| name.clone()).collect();
        let count = self.number(&format!("select count(*) from {table} where {which}"));
        assert!(count > 0, "{table} has no row where {which}");
        let at = self.rng.i64(..count);
        let sql = format!("select {} from {table} where {which} limit 1 offset {at}", keys.join(", "));
        let values: Vec<i64> =
            self.conn.query_row(&sql, [], |row| (0..keys.len()).map(|at| row.get(at)).collect()).unwrap();
        let pairs = keys.iter().zip(values).map(|(key, value)| format!("{key} = {value}"));
        pairs.collect::<Vec<_>>().join(" and ")
    }

    /// Name, type, and whether it is of the key.
    pub fn columns(&self, table: &str) -> Vec<(String, String, bool)> {
        let sql = format!("select name, type, pk from pragma_table_info('{table}')");
        let mut statement = self.conn.prepare(&sql).unwrap();
        let column = |row: &rusqlite::Row<'_>| Ok((row.get(0)?, row.get(1)?, row.get::<_, i64>(2)? > 0));
        statement.query_map([], column).unwrap().map(Result::unwrap).collect()
    }

    /// Gives some column of a row another value; `but` are left as they are.
    pub fn change(&mut self, table: &str, row: &str, but: &[&str]) -> String {
        let columns = self.columns(table);
        let columns: Vec<_> = columns.into_iter().filter(|(name, ..)| !but.contains(&name.as_str())).collect();
        loop {
            let (column, of, _) = columns[self.rng.usize(..columns.len())].clone();
            let sql = format!("select {column} from {table} where {row}");
            let old: Value = self.conn.query_row(&sql, [], |row| row.get(0)).unwrap();
            let new = self.other(&old, &of);
            let sql = format!("update {table} set {column} = ?1 where {row}");
            // one that another row has already, or that no row may have
            if self.conn.execute(&sql, [&new]).is_ok() {
                return format!("{table}.{column} of {row}: {old:?} to {new:?}");
            }
        }
    }

    fn other(&mut self, old: &Value, of: &str) -> Value {
        match (old, of.to_lowercase().as_str()) {
            (Value::Null, "integer") => Value::Integer(self.rng.i64(0..9)),
            (Value::Null, "text") => Value::Text("2025-01-01".to_owned()),
            (Value::Null, _) => Value::Blob(vec![7; 32]),
            (Value::Integer(number), _) => Value::Integer(number + self.of(&[-1, 1, 2, 1000])),
            (Value::Text(text), _) => {
                let mut bytes = text.clone().into_bytes();
                if bytes.is_empty() || self.rng.u8(..8) == 0 {
                    bytes.push(b'x');
                } else {
                    let at = self.rng.usize(..bytes.len());
                    bytes[at] = if bytes[at] == b'1' { b'2' } else { b'1' };
                }
                Value::Text(String::from_utf8_lossy(&bytes).into_owned())
            }
            (Value::Blob(bytes), _) => {
                let mut bytes = bytes.clone();
                let at = self.rng.usize(..bytes.len());
                bytes[at] ^= 1 << self.rng.u8(..8);
                Value::Blob(bytes)
            }
            (other, _) => panic!("{other:?}"),
        }
    }

    /// Lets two rows change places: all but the key.
    pub fn swap(&mut self, table: &str, (one, other): (i64, i64)) {
        let columns = self.columns(table);
        let key = columns.iter().find(|(_, _, key)| *key).unwrap().0.clone();
        for (from, to) in [(one, -1), (other, one), (-1, other)] {
            self.run(&format!("update {table} set {key} = {to} where {key} = {from}"));
        }
    }
}
