//! What patterns ask for beside everybody's facts: who attended each visit, who authorised each plan, which acts took in an
//! extract, and who people are. Each is read once, side by side with the facts.

use std::collections::BTreeSet;

use rusqlite::{Row, params};

use super::act;
use super::column;
use super::counting::counting;
use super::error::StoreError;
use super::fact_rows::{self as rows, Placed, Stream, Visited};
use super::pairs::{self, PAIRS, Pair};
use super::snapshot::{Scope, Snapshot};
use crate::domain::day::Day;
use crate::domain::offender::{Facts, OffenderKey, OfficerKey};
use crate::domain::pattern::{Beside, Made, Written};
use crate::domain::policy::Book;
use crate::domain::work::VisitKey;

const ATTENDED: &str = counting!(
    "fact.offender_id, went.place, fact.visit_id, went.officer_id",
    "visit_fact",
    "join attendance went on went.fact_id = fact.fact_id",
    "and fact.offender_id between ?2 and ?3 order by fact.offender_id"
);

const AUTHORISED: &str = counting!(
    "fact.offender_id, fact.rank, fact.fact_id, fact.from_day, fact.authorised_by",
    "plan_fact",
    "",
    "and fact.offender_id between ?2 and ?3 order by fact.offender_id"
);

const PEOPLE: &str = counting!(
    "fact.offender_id, who.family_name, who.given_names, who.date_of_birth",
    "person_fact",
    "join person_text who on who.text_id = fact.text_id",
    "order by fact.offender_id, fact.fact_id"
);

impl Snapshot<'_> {
    /// Calls `each` with every offender, as [`Snapshot::each_offender`] does, and with what stands beside the facts.
    ///
    /// Only one offender is held at a time. The first error, ours or the caller's, ends it.
    pub fn each_beside<E: From<StoreError>>(
        &self,
        mut each: impl FnMut(OffenderKey, &str, &Facts, &Beside) -> Result<(), E>,
    ) -> Result<(), E> {
        let prepare = |sql| self.conn().prepare_cached(sql).map_err(StoreError::from);
        let (mut visits, mut said) = (prepare(rows::VISITS)?, prepare(PAIRS)?);
        let (mut attended, mut authorised) = (prepare(ATTENDED)?, prepare(AUTHORISED)?);
        let all = params![self.act_number(), i64::MIN, i64::MAX];
        let mut visits = Stream::open(&mut visits, all, rows::visited)?;
        let mut said = Stream::open(&mut said, all, pairs::pair)?;
        let mut attended = Stream::open(&mut attended, all, attendance)?;
        let mut authorised = Stream::open(&mut authorised, all, authoriser)?;
        let (mut visited, mut pairs, mut went) = (Vec::new(), Vec::new(), Vec::new());
        let mut beside = Beside::default();
        self.each_offender(Scope::All, |key, reference, facts| {
            visits.take(key.0, &mut visited)?;
            said.take(key.0, &mut pairs)?;
            attended.take(key.0, &mut went)?;
            authorised.take(key.0, &mut beside.authorised_by)?;
            made(&visited, &pairs, &went, &mut beside.visits);
            let lengths = (beside.visits.len(), beside.authorised_by.len());
            if lengths != (facts.visits.len(), facts.plans.len()) {
                return Err(StoreError::damaged("the visits or plans of somebody").into());
            }
            each(key, reference, facts, &beside)
        })
    }

    /// Calls `each` with the key, names and day of birth of everybody, in the order of their keys; what is not recorded, or
    /// was removed by law, is empty.
    pub fn each_person(&self, mut each: impl FnMut(OffenderKey, &str, &str, &str)) -> Result<(), StoreError> {
        let mut statement = self.conn().prepare_cached(PEOPLE)?;
        let mut rows = statement.query(params![self.act_number()])?;
        let mut last: Option<(OffenderKey, [String; 3])> = None;
        while let Some(row) = rows.next()? {
            let key = OffenderKey(row.get(0)?);
            let text = |at| Ok::<_, StoreError>(column::optional_text(row, at)?.unwrap_or("").to_owned());
            let person = (key, [text(1)?, text(2)?, text(3)?]);
            if let Some((before, [family, given, born])) = last.replace(person).filter(|(before, _)| *before != key) {
                each(before, &family, &given, &born);
            }
        }
        if let Some((key, [family, given, born])) = last {
            each(key, &family, &given, &born);
        }
        Ok(())
    }

    /// When everything was recorded: the day of each act, and those that took in an extract.
    pub fn written(&self, book: &Book) -> Result<Written, StoreError> {
        let sql = "select act_id from act where kind = 'import' and act_id <= ?1";
        let mut statement = self.conn().prepare_cached(sql)?;
        let brought = statement.query_map(params![self.act_number()], |row| row.get(0))?;
        Ok(Written { days: self.act_days(book)?, brought: brought.collect::<Result<BTreeSet<_>, _>>()? })
    }

    /// Who did an act of this view.
    pub fn actor_of(&self, number: i64) -> Result<String, StoreError> {
        let act = act::by_number(self.conn(), number)?;
        act.map(|act| act.actor).ok_or_else(|| StoreError::damaged("an act"))
    }
}

/// Of the visits that are counted, in their order, who attended: as the record that is counted says.
fn made(visited: &[Visited], pairs: &[Pair], went: &[(VisitKey, OfficerKey)], into: &mut Vec<Made>) {
    into.clear();
    into.extend(visited.iter().filter(|one| pairs::twin(one, visited, pairs).is_none()).map(|one| {
        let of_it = went.iter().filter(|(visit, _)| *visit == one.key);
        Made { key: one.key, officers: of_it.map(|(_, officer)| *officer).collect() }
    }));
}

fn attendance(row: &Row<'_>) -> Result<Placed<(VisitKey, OfficerKey)>, StoreError> {
    Ok(Placed::at(Day::MIN, row.get(1)?, (VisitKey(row.get(2)?), OfficerKey(row.get(3)?))))
}

fn authoriser(row: &Row<'_>) -> Result<Placed<OfficerKey>, StoreError> {
    rows::placed(row, OfficerKey(row.get(4)?))
}
