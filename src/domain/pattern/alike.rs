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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_costs_what_the_page_says() {
        let page = include_str!("../../../docs/patterns.md");
        assert!(page.contains(&format!("the likeness, {} bytes a record", size_of::<(Short, OffenderKey)>())));
    }

    #[test]
    fn groups_stand_by_their_least_record_whatever_the_order() {
        let mut likenesses = Likenesses::default();
        for (key, name) in [(5, "Bramble"), (4, "Quill"), (3, "Bramble"), (9, "Quill"), (7, "Fern"), (1, "")] {
            likenesses.take(OffenderKey(key), name, "", if key == 7 { "" } else { "1970-01-02" });
        }
        let alike = likenesses.finish();
        let of = |keys: &[i64]| keys.iter().map(|key| OffenderKey(*key)).collect::<Vec<_>>();
        assert_eq!(alike.groups, [of(&[3, 5]), of(&[4, 9])]);
        assert_eq!((alike.group(OffenderKey(9)), alike.group(OffenderKey(7))), (Some(1), None));
        assert!(alike.is_faceless(OffenderKey(7)) && alike.is_faceless(OffenderKey(1)));
    }
}
