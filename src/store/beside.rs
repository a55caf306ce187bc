//! What of a fact stands in a table beside its own, for its encoding: who attended, who is to go, whom agencies sent.

use rusqlite::{Connection, Row, Rows};

use super::column;
use super::encoding::Value;
use super::error::StoreError;

/// What stands of facts in a table beside theirs: several rows of one fact, in their order.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Beside {
    Attendance,
    Booked,
    Agencies,
}

impl Beside {
    /// The rows of the facts from one number to before another, by fact and place.
    pub(super) fn sql(self) -> &'static str {
        match self {
            Beside::Attendance => {
                "select fact_id, id from attendance cross join officer using (officer_id)
                 where fact_id >= ?1 and fact_id < ?2 order by fact_id, place"
            }
            Beside::Booked => {
                "select fact_id, id from booking_officer cross join officer using (officer_id)
                 where fact_id >= ?1 and fact_id < ?2 order by fact_id, place"
            }
            Beside::Agencies => {
                "select fact_id, agency, number from agency_attendance
                 where fact_id >= ?1 and fact_id < ?2 order by fact_id, place"
            }
        }
    }

    fn value(self, row: &Row<'_>) -> Result<Value, StoreError> {
        let text = |at| Ok::<_, StoreError>(Value::Text(column::text(row, at)?.to_owned()));
        Ok(if self == Beside::Agencies { Value::List(vec![text(1)?, text(2)?]) } else { text(1)? })
    }

    /// Those of one fact.
    pub(super) fn all(self, conn: &Connection, fact: i64) -> Result<Value, StoreError> {
        let mut statement = conn.prepare_cached(self.sql())?;
        Stream::of(statement.query([fact, fact + 1])?, self)?.of_fact(fact)
    }
}

/// Rows beside facts, told as the facts stream past in the same order.
pub(super) struct Stream<'r> {
    rows: Rows<'r>,
    beside: Beside,
    /// The row that comes next, and of which fact it is.
    next: Option<(i64, Value)>,
}

impl<'r> Stream<'r> {
    pub(super) fn of(rows: Rows<'r>, beside: Beside) -> Result<Stream<'r>, StoreError> {
        let mut stream = Stream { rows, beside, next: None };
        stream.advance()?;
        Ok(stream)
    }

    fn advance(&mut self) -> Result<Option<(i64, Value)>, StoreError> {
        let row = self.rows.next()?;
        let next = row.map(|row| Ok::<_, StoreError>((row.get(0)?, self.beside.value(row)?))).transpose()?;
        Ok(std::mem::replace(&mut self.next, next))
    }

    /// Those of a fact; rows of facts that are not there are passed over.
    pub(super) fn of_fact(&mut self, fact: i64) -> Result<Value, StoreError> {
        let mut values = Vec::new();
        while self.next.as_ref().is_some_and(|(next, _)| *next <= fact) {
            values.extend(self.advance()?.filter(|(of, _)| *of == fact).map(|(_, value)| value));
        }
        Ok(if values.is_empty() { Value::Nothing } else { Value::List(values) })
    }
}
