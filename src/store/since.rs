//! Between two views: the day of each act, and what was recorded since one.

use rusqlite::params;

use super::column;
use super::error::StoreError;
use super::moment::Moment;
use super::record::Stored;
use super::snapshot::Snapshot;
use crate::domain::day::Day;
use crate::domain::offender::OffenderKey;
use crate::domain::policy::Book;
use crate::domain::recorded::ActDays;

impl Snapshot<'_> {
    /// The civil day of each act of this view, in the zone of the policy in force.
    pub fn act_days(&self, book: &Book) -> Result<ActDays, StoreError> {
        let sql = "select moment from act where act_id <= ?1 order by act_id";
        let mut statement = self.conn().prepare_cached(sql)?;
        let mut rows = statement.query(params![self.act_number()])?;
        let mut days = Vec::new();
        while let Some(row) = rows.next()? {
            days.push(civil_day(Moment::stored(column::text(row, "moment")?)?, book));
        }
        Ok(ActDays::new(days))
    }

    /// What was recorded of a person after an act, by act and then by kind and number: their facts, and whatever took the
    /// place of one of theirs, whosoever it is.
    pub fn recorded_since(&self, offender: OffenderKey, act: i64) -> Result<Vec<Stored>, StoreError> {
        let all = self.history(offender)?;
        let mut since: Vec<Stored> = all.iter().filter(|stored| stored.act > act).cloned().collect();
        for name in all.iter().filter_map(|stored| stored.superseded_by) {
            if since.iter().all(|stored| stored.name != name) {
                since.extend(self.fact(name)?.filter(|stored| stored.act > act));
            }
        }
        since.sort_by_key(|stored| (stored.act, stored.name));
        Ok(since)
    }
}

/// The civil day of a moment, in the zone of the policy in force.
fn civil_day(moment: Moment, book: &Book) -> Day {
    let near = moment.day_in(chrono_tz::UTC);
    moment.day_in(book.on(near).policy.time_zone)
}
