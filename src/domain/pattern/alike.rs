//! Records that look like one person: the same day of birth and the same words of all names ([`likeness`]).

use std::collections::{BTreeMap, BTreeSet};

use sha2::{Digest, Sha256};

use crate::domain::likeness::likeness;
use crate::domain::offender::OffenderKey;

/// The first half of a SHA-256: no two likenesses of a register share it by chance.
type Short = [u8; 16];

/// The likenesses of records while they stream past: of each a short digest and the key, and no name.
#[derive(Debug, Default)]
pub struct Likenesses {
    of: Vec<(Short, OffenderKey)>,
    none: BTreeSet<OffenderKey>,
    buffer: String,
}

impl Likenesses {
    /// Takes in one record; each once.
    pub fn take(&mut self, record: OffenderKey, family: &str, given: &str, born: &str) {
        if !likeness(family, given, born, &mut self.buffer) {
            self.none.insert(record);
            return;
        }
        let digest: [u8; 32] = Sha256::digest(self.buffer.as_bytes()).into();
        let mut short = Short::default();
        short.copy_from_slice(&digest[..16]);
        self.of.push((short, record));
    }

    /// Those that look alike, by the least key of each group.
    pub fn finish(mut self) -> Alike {
        self.of.sort_unstable();
        let alike = self.of.chunk_by(|one, other| one.0 == other.0).filter(|group| group.len() > 1);
        let mut groups: Vec<Vec<OffenderKey>> =
            alike.map(|group| group.iter().map(|(_, record)| *record).collect()).collect();
        groups.sort_unstable();
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
