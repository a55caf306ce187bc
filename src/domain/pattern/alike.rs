//! Records that look like one person: the same day of birth and the same words of all names ([`likeness`]).

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::domain::likeness::likeness;
use crate::domain::offender::OffenderKey;

/// The likenesses of records while they stream past.
#[derive(Debug, Default)]
pub struct Likenesses {
    first: HashMap<String, OffenderKey>,
    groups: BTreeMap<OffenderKey, Vec<OffenderKey>>,
    none: BTreeSet<OffenderKey>,
    buffer: String,
}

impl Likenesses {
    /// Takes in one record; each once, in the order of their keys.
    pub fn take(&mut self, record: OffenderKey, family: &str, given: &str, born: &str) {
        if !likeness(family, given, born, &mut self.buffer) {
            self.none.insert(record);
            return;
        }
        match self.first.get(&self.buffer) {
            Some(first) => self.groups.entry(*first).or_insert_with(|| vec![*first]).push(record),
            None => {
                self.first.insert(self.buffer.clone(), record);
            }
        }
    }

    /// Those that look alike.
    pub fn finish(self) -> Alike {
        let groups: Vec<Vec<OffenderKey>> = self.groups.into_values().collect();
        let of =
            |(at, group): (usize, &Vec<OffenderKey>)| group.iter().map(move |record| (*record, at)).collect::<Vec<_>>();
        Alike { of: groups.iter().enumerate().flat_map(of).collect(), groups, none: self.none }
    }
}

/// Groups of records that look like one person, each of two or more.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Alike {
    /// The groups.
    pub groups: Vec<Vec<OffenderKey>>,
    of: BTreeMap<OffenderKey, usize>,
    none: BTreeSet<OffenderKey>,
}

impl Alike {
    /// The group that a record is in, by its place among [`Alike::groups`].
    pub fn group(&self, record: OffenderKey) -> Option<usize> {
        self.of.get(&record).copied()
    }

    /// Whether nobody can say whom a record looks like: it has no date of birth, or no name.
    pub fn is_faceless(&self, record: OffenderKey) -> bool {
        self.none.contains(&record)
    }
}
